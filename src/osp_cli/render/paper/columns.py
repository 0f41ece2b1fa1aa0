"""How wide the columns of a table are: what is short never breaks, the rest shares the room by how much it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osp_cli.fonts import Face
from osp_cli.render.paper.tree import Cell, Table, plain

SHORT = 12.0  # up to here, in units of the type size, a column never breaks
LONGEST_WORD, LONGEST_TEXT = 9.0, 60.0  # what a column asks for at most: for a word, for a whole cell
SLACK = 0.35  # what spacing between Chinese and Latin may add
# A line can end after white space and after a hyphen, and on both sides of a wide character.
WORDS = re.compile(r"[^\s\-\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+-?|\S")


def words(text: str) -> list[str]:
    """The pieces of a text that a line never breaks."""
    return WORDS.findall(text)


def column_widths(table: Table, face: Face, room: float, inset: float) -> list[float]:
    """The widths of the columns, which fill `room`; everything in units of the type size, `inset` that of a cell."""
    least, wanted = [], []
    for cells in _columns(table):
        widest = max((face.width(plain(cell.inlines)) + SLACK for cell in cells), default=0.0)
        word = max((face.width(word) for cell in cells for word in words(plain(cell.inlines))), default=0.0)
        least.append(inset + (widest if widest <= SHORT else max(min(word + SLACK, LONGEST_WORD), 3.0)))
        wanted.append(inset + max(min(widest, LONGEST_TEXT), 1.0))
    if sum(least) > room:
        return [each * room / sum(least) for each in least]
    spare = room - sum(least)
    asked = [more - less for more, less in zip(wanted, least, strict=True)]
    if sum(asked) <= spare:
        texts = [place for place, align in enumerate(table.aligns) if align == "left"] or range(len(wanted))
        longest = max(texts, key=lambda place: wanted[place])
        return [each + (room - sum(wanted) if place == longest else 0) for place, each in enumerate(wanted)]
    return [less + spare * each / sum(asked) for less, each in zip(least, asked, strict=True)]


def _columns(table: Table) -> Iterator[list[Cell]]:
    """The cells of each column, head first, without rows that name a section."""
    for place in range(len(table.aligns)):
        yield [*table.heads[place : place + 1], *(row.cells[place] for row in table.rows if not row.is_section)]
