"""The current opportunity of each store, kept in the state folder: book id -> opportunity ULID."""

from __future__ import annotations

import json
from pathlib import Path

from osp_cli.settings import replace_file

FILE = "current.json"


def _known(folder: Path) -> dict[str, object]:
    """What the file holds; one that cannot be read counts as empty."""
    try:
        known = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def read_current(folder: Path, book: str) -> str | None:
    """The current opportunity of a store; a file that cannot be read counts as none."""
    found = _known(folder).get(book)
    return found if isinstance(found, str) else None


def keep_current(folder: Path, book: str, opportunity: str | None) -> None:
    """Makes an opportunity the current one of a store, or none."""
    known = _known(folder)
    known.pop(book, None)
    if opportunity:
        known[book] = opportunity
    replace_file(folder / FILE, json.dumps(known, indent=1) + "\n")
