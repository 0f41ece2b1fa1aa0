"""What documents can be printed with on this machine: the optional engines, and the characters of our own fonts."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from osp_cli.extras import lacking
from osp_cli.fonts import FAMILY, FILES, Face
from osp_cli.services.desk import Desk
from osp_cli.services.doctor import Finding
from osp_cli.store.portable import Part, outgoing

SHOWN = 40  # characters named at most


def examine_printing(desk: Desk | None) -> Iterator[Finding]:
    """The engines and the fonts; with a desk also the characters of its book that our fonts cannot draw."""
    if extras := lacking():
        yield Finding("engines", "note", "engines-lacking", {"extras": extras, "wanted": ",".join(extras)})
    else:
        yield Finding("engines", "ok", "engines-there")
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
