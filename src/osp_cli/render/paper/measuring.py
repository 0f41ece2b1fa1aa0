"""How much room blocks take on paper, estimated from the widths of letters.

For the formats that others lay out: a browser and Word decide where their pages end, and can only be given type with
which they most likely end well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor

from osp_cli.fonts import Face
from osp_cli.frozen import dataclass
from osp_cli.render.paper.columns import GUTTER, halves, line_count, line_width
from osp_cli.render.paper.tree import (
    Block,
    Figure,
    Heading,
    Listing,
    Literally,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    plain,
)

PIXEL = 0.75  # pt
MANY = 7  # columns; a table with more is set smaller
MOSTLY_BLANK = 0.4  # of a page: what is filled less is worth to be saved
SAFETY = 1.02  # of what was estimated
EXCESS = 0.15  # of a page, by which too much may be estimated
DOUBT = 0.04  # of a page, by which that may still be too little
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Type:
    """What the text of a format looks like, everything in points.

    `room` is how wide a line and `page` how high a page is. Of text, of a cell and of a small one there are the size
    and the height of a line; of headings by level and of pictures the height of all that they take beside their text.
    The other measures are what stands between paragraphs, entries, rows and tables; `inset` is that of a cell.
    """

    room: float
    page: float
    text: tuple[float, float]
    cell: tuple[float, float]
    small: tuple[float, float]
    headings: tuple[tuple[float, float, float], ...]
    paragraph: float
    entry: float
    row: float
    table: float
    figure: float
    inset: float


class Measure:
    """Estimates blocks in one type. `pictures` are SVG texts of ours by their names."""

    def __init__(self, type: Type, face: Face, pictures: Mapping[str, str]) -> None:
        self._type, self._face, self._pictures = type, face, pictures

    def pages(self, blocks: Iterable[Block]) -> float:
        """How many pages the blocks fill."""
        return sum(map(self._height, blocks)) * SAFETY / self._type.page

    def _height(self, block: Block) -> float:  # noqa: PLR0911  one case per kind of block
        type = self._type
        match block:
            case Heading(level, inlines):
                size, line, around = type.headings[min(level, len(type.headings)) - 1]
                return self._lines(plain(inlines), size) * line + around
            case Paragraph(inlines):
                return self._lines(plain(inlines), type.text[0]) * type.text[1] + type.paragraph
            case Figure(pictures):
                return max(map(self._picture, pictures)) + type.figure
            case Listing(items):
                inner = (sum(map(self._height, item.blocks)) - type.paragraph + type.entry for item in items)
                return sum(inner)
            case Table():
                return self._table(block) + type.table
            case Quote(blocks):
                return sum(map(self._height, blocks))
            case Literally(text):
                return (text.count("\n") + 1) * type.text[1] + type.paragraph
            case Rule():
                return type.text[1]

    def _lines(self, text: str, size: float) -> int:
        return max(ceil(line_width(self._face, text) * size / self._type.room), 1)

    def _picture(self, picture: Picture) -> float:
        found = _SIZE.search(self._pictures.get(picture.source, ""))
        if not found:
            return self._type.text[1]
        wide, high = (float(size) * PIXEL for size in found.groups())
        return high * min(1.0, self._type.room / wide)

    def _table(self, table: Table) -> float:
        size, line = self._type.small if len(table.aligns) > MANY else self._type.cell
        room, inset = self._type.room / size, self._type.inset / size
        beside = halves(table, self._face, room, inset)
        if beside:
            return max(self._rows(half, (room - GUTTER) / 2, inset, line) for half in beside)
        return self._rows(table, room, inset, line)

    def _rows(self, table: Table, room: float, inset: float, line: float) -> float:
        names = sum(row.is_section for row in table.rows)
        rows = len(table.rows) + (not table.is_facts)
        return (line_count(table, self._face, room, inset) + names) * line + rows * self._type.row


def filling(pages: Sequence[float]) -> int:
    """The place of the one that fills its last sheet best, of those with the fewest: the first that does well."""
    fewest = ceil(min(pages))
    ends = {place: each - fewest + 1 for place, each in enumerate(pages) if ceil(each) == fewest}
    return next((place for place, end in ends.items() if end >= MOSTLY_BLANK), max(ends, key=lambda each: ends[each]))


def likely(pages: float) -> int:
    """How many sheets so many measured pages most likely are, which are measured rather too high."""
    return ceil(pages - EXCESS)


def saved(pages: float, closer: float) -> bool:
    """Whether closer type saves a last page that is mostly blank, or that only a line too many would begin."""
    sheets = floor(pages + DOUBT)
    return sheets > 0 and pages + DOUBT - sheets < MOSTLY_BLANK and closer <= sheets
