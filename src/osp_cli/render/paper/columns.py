"""How wide the columns of a table are: what is short never breaks, the rest shares the room by how much it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osp_cli.fonts import Face
from osp_cli.render.paper.tree import Cell, Run, Table, plain

SHORT = 12.0  # up to here, in units of the type size, a column never breaks where there is room for that
LONGEST_WORD, LEAST = 12.0, 4.0  # what a column asks for at most for its longest word, and at least for text
LONGEST_TEXT = 60.0  # what it asks for at most for a whole cell
BOLD = 1.08  # how much wider bold is
SLACK = 0.35  # what spacing between Chinese and Latin may add
# A line can end after white space and after a hyphen, and on both sides of a wide character.
WORDS = re.compile(r"[^\s\-\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+-?|\S")


def words(text: str) -> list[str]:
    """The pieces of a text that a line never breaks."""
    return WORDS.findall(text)


def column_widths(table: Table, face: Face, room: float, inset: float) -> list[float]:
    """The widths of the columns, which fill `room`; everything in units of the type size, `inset` that of a cell.

    Where the room allows, a short column takes what it says, else each takes its longest word; only where even that is
    too much do words break.
    """
    texts = [_Said(face, cells) for cells in _columns(table)]
    wanted = [inset + each.wanted for each in texts]
    least = [inset + (each.widest if each.widest <= SHORT else each.narrow) for each in texts]
    if sum(least) > room:
        least = [inset + each.narrow for each in texts]
    if sum(least) > room:
        return [each * room / sum(least) for each in least]
    spare = room - sum(least)
    asked = [max(more - less, 0.0) for more, less in zip(wanted, least, strict=True)]
    if sum(asked) <= spare:
        left = [place for place, align in enumerate(table.aligns) if align == "left"] or range(len(wanted))
        longest = max(left, key=lambda place: wanted[place])
        filled = [less + more for less, more in zip(least, asked, strict=True)]
        return [each + (spare - sum(asked) if place == longest else 0) for place, each in enumerate(filled)]
    return [less + spare * each / sum(asked) for less, each in zip(least, asked, strict=True)]


class _Said:
    """What the cells of a column ask for: on one line each, at most, and with lines that end wherever they may."""

    def __init__(self, face: Face, cells: list[Cell]) -> None:
        told = [(plain(cell.inlines), BOLD if _is_bold(cell) else 1.0) for cell in cells]
        self.widest = max((face.width(text) * wide + SLACK for text, wide in told), default=0.0)
        word = max((face.width(word) * wide for text, wide in told for word in words(text)), default=0.0)
        self.narrow = min(self.widest, max(min(word + SLACK, LONGEST_WORD), LEAST))
        self.wanted = max(min(self.widest, LONGEST_TEXT), 1.0)


def _is_bold(cell: Cell) -> bool:
    return any(isinstance(inline, Run) and inline.is_bold for inline in cell.inlines)


def _columns(table: Table) -> Iterator[list[Cell]]:
    """The cells of each column, the head first and in bold, without rows that name a section."""
    for place in range(len(table.aligns)):
        heads = (Cell((Run(plain(cell.inlines), is_bold=True),)) for cell in table.heads[place : place + 1])
        yield [*heads, *(row.cells[place] for row in table.rows if not row.is_section)]
