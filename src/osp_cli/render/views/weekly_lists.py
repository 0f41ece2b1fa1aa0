"""Lists of the weekly report: as many lines as there is room for, the others counted, with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from osp_cli.render.blocks import Block, Bullets, Heading, Item, Line
from osp_cli.render.views.fitting import Section, roomy, short
from osp_cli.words import Words

MOST_ROWS = 12  # of a list or table; of more, a printed page would put the rest into an appendix


def listed(title: str, says: Sequence[Callable[[int], str]], sheet: str, words: Words, room: float) -> Section:
    """A list of sentences of one line of `room` letters each, all of which a sheet of the workbook has.

    Each is told with so many letters of every name.
    """
    sentences = [short(roomy(say, room), room) for say in says[:MOST_ROWS]]

    def make(shown: int) -> Sequence[Block]:
        if not shown:
            return left_out(title, len(says), sheet, words)
        bullets = Bullets(tuple(map(Item, sentences[:shown])))
        return (Heading(title), bullets, *more(len(says) - shown, sheet, words))

    return Section(make, len(sentences))


def more(count: int, sheet: str, words: Words) -> Iterable[Block]:
    """How many lines of a list are left out, and which sheet of the workbook has them."""
    if count > 0:
        yield Line(words("report.more-in", count=count, sheet=words(f"workbook.{sheet}")), "dim")


def left_out(title: str, count: int, sheet: str, words: Words) -> Sequence[Block]:
    """The line of a list that is left out, in place of it; nothing where there is nothing to list."""
    told = {"title": title, "count": count, "sheet": words(f"workbook.{sheet}")}
    return (Line(words("report.left-out", **told), "dim"),) if count else ()
