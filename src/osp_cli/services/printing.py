"""What documents can be printed with on this machine: the optional engines, and the characters of our own fonts."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from osp_cli.errors import OspError
from osp_cli.extras import EXTRAS, PACKAGES, engine, installed
from osp_cli.fonts import FAMILY, FILES, Face
from osp_cli.services.desk import Desk
from osp_cli.services.doctor import Finding, of_error
from osp_cli.store.portable import Part, outgoing

SHOWN = 40  # characters named at most


def examine_engines(*, is_deep: bool) -> Iterator[Finding]:
    """Each engine by its name, with its version where it is installed. Only a deep check takes the time to load them.

    One that is not installed is a note, since nobody must have it; one that cannot be loaded is wrong.
    """
    for module, extra in EXTRAS.items():
        found = installed(module)
        values = {"engine": f"{PACKAGES[module]} {found or ''}".strip(), "use": module, "extra": extra}
        if found is None:
            yield Finding("engines", "note", "engine-none", values)
            continue
        try:
            _ = engine(module) if is_deep else None
        except OspError as error:
            yield of_error("engines", error)
        else:
            yield Finding("engines", "ok", "engine-there", values)


def examine_fonts(desk: Desk | None) -> Iterator[Finding]:
    """The fonts; with a desk also the characters of its book that our fonts cannot draw."""
    try:
        face = Face()
    except (OSError, ValueError, LookupError, struct.error):  # what comes of a file that is gone or cut off
        yield Finding("fonts", "wrong", "font-own-broken", {"path": str(FILES[0])})
        return
    yield Finding("fonts", "ok", "fonts-there", {"family": FAMILY, "count": len(face)})
    missing = face.missing(_texts(desk)) if desk else ()
    if missing:
        yield Finding("fonts", "note", "fonts-lacking", {"characters": missing[:SHOWN], "count": len(missing)})


def _texts(desk: Desk) -> Iterator[str]:
    with desk.store.reading() as reading:
        for _, content in outgoing(reading, Part()):
            yield from (value for value in content.values() if isinstance(value, str))
