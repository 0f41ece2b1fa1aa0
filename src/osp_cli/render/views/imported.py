"""What a view of a past day says of the deals that were imported after it."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.render.blocks import Line
from osp_cli.words import Words


def imported_lines(imported: int, vague: int, words: Words) -> Iterable[Line]:
    """How many deals were imported after the past day that is seen, and of how many the file does not say more."""
    if imported:
        yield Line(words("past.imported", count=imported), "dim")
    if vague:
        yield Line(words("past.vague", count=vague), "dim")
