"""How many rows fit on a sheet: blocks are measured before they are printed, rows shown as long as there is room.

The measures are those of the style below, and rather too high: a line of text is taken to be shorter than it is, so
that no font makes a page longer than it was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import starmap
from math import ceil, inf
from typing import assert_never

from osp_cli.frozen import dataclass, replace
from osp_cli.render.blocks import Bars, Blank, Block, Bullets, Command, Facts, Heading, Line, Row, Table, Tree
from osp_cli.render.pictures.bars import bars_picture
from osp_cli.render.width import WHOLE, cells, clip, longest_piece

ROOM = 271.0  # millimetres of an A4 sheet with the margins below
LINE, ACROSS = 3.4, 118  # a line of text, the letters of one
SENTENCE, NAME = 112, 24  # letters of a line of a list, of a name at least
IN_TABLE, BETWEEN = 132, 2  # letters across a table, those that what is between two columns takes
TO_WRITE = 7.0  # millimetres of a line to write on
FIGURE, HALF = 0.8, 0.46  # how wide a picture stands on the sheet, alone or beside another; its letters are 7 pt
_WIDTH = 186.0
STYLE = """
@page { margin: 9mm 12mm 12mm; }
body { font-size: 7.5pt; line-height: 1.25; }
h1 { font-size: 12pt; margin: 0 0 1mm; }
h2 { font-size: 9pt; margin: 2mm 0 0.7mm; }
p { margin: 0.6mm 0; }
ul { margin: 0.6mm 0; }
li { margin: 0; }
table { font-size: 7.5pt; line-height: 1.25; margin: 0.6mm 0 1mm; }
th, td { padding: 0.25mm 1.5mm; }
figure { margin: 0.6mm 0; text-align: left; }
figure svg { width: 80%; }
figure.half svg { width: 94%; }
table.lines td { height: 7mm; }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: `make` gives its blocks with so many of its `rows`; it shows `least` of them in any case.

    Where it shows none of them, `make` must say so. One that is `filling` takes room that no other needs.
    """

    make: Callable[[int], Sequence[Block]]
    rows: int = 0
    least: int = 0
    is_filling: bool = False


def fixed(*blocks: Block) -> Section:
    """A part without rows to leave out."""
    return Section(lambda _: blocks)


def fitted(sections: Sequence[Section], room: float = ROOM) -> tuple[Block, ...]:
    """The blocks of a sheet, with as many rows of each section as there is room for, one more of each in turn."""
    shown = [min(section.least, section.rows) for section in sections]

    @cache
    def heights(place: int, count: int) -> tuple[float, float]:
        return _heights(sections[place].make(count))

    for is_filling in (False, True):
        growing = [
            place
            for place, section in enumerate(sections)
            if shown[place] < section.rows and section.is_filling == is_filling
        ]
        while growing:
            for place in list(growing):
                shown[place] += 1
                if _together(starmap(heights, enumerate(shown))) > room:
                    shown[place] -= 1
                    growing.remove(place)
                elif shown[place] == sections[place].rows:
                    growing.remove(place)
    return tuple(block for section, count in zip(sections, shown, strict=True) for block in section.make(count))


def has_room(sections: Sequence[Section], room: float) -> bool:
    """Whether a sheet holds every row of the sections."""
    return measured([block for section in sections for block in section.make(section.rows)]) <= room


def measured(blocks: Sequence[Block]) -> float:
    """How many millimetres the blocks take at most; two halves stand beside each other."""
    return _together((_heights(blocks),))


def _heights(blocks: Sequence[Block]) -> tuple[float, float]:
    """How high the blocks are one below the other, and apart from them the highest half."""
    halves = [_height(block) for block in blocks if isinstance(block, Bars) and block.is_half]
    whole = (block for block in blocks if not (isinstance(block, Bars) and block.is_half))
    return sum(map(_height, whole)), max(halves, default=0.0)


def _together(heights: Iterable[tuple[float, float]]) -> float:
    parts = list(heights)
    return sum(whole for whole, _ in parts) + max(half for _, half in parts)


def _height(block: Block) -> float:  # noqa: PLR0911  one case per kind of block
    match block:
        case Heading():
            return 7.0 if block.level == 1 else 7.2
        case Line():
            return _lines(block.text) * LINE + 0.8
        case Facts():
            return sum(_lines(value, 96) * LINE + 0.7 for _, value in block.rows) + 1.6
        case Table():
            return _table(block)
        case Bullets():
            return sum(_lines(item.text) for item in block.items) * LINE + 1.2
        case Bars():
            return _bars(block) if block.rows else 0.0
        case Tree():
            return len(block.branches) * LINE + 1.2
        case Command():
            return LINE + 1.2
        case Blank():
            return 0.0
        case _:
            assert_never(block)


def _widths(table: Table) -> list[int]:
    """How many letters each column takes where no cell of it breaks, and a title only between words."""
    titles = tuple(longest_piece(column.title) for column in table.columns)
    rows = (tuple(map(cells, row)) for row in (*table.rows, *table.totals))
    return [max(column) for column in zip(titles, *rows, strict=True)]


def _table(table: Table) -> float:
    if not any(column.title for column in table.columns):
        return len(table.rows) * TO_WRITE + 1.6
    titles = [
        max(*each) for each in zip(_widths(table), (cells(column.title) for column in table.columns), strict=True)
    ]
    heads = 1 if sum(titles) + BETWEEN * len(titles) <= IN_TABLE else 2
    return heads * LINE + 0.8 + len((*table.rows, *table.totals)) * (LINE + 0.7) + 1.6


def _bars(bars: Bars) -> float:
    picture = bars_picture(bars, has_title=bars.is_half)
    return picture.height / picture.width * _WIDTH * (HALF if bars.is_half else FIGURE) + 1.6


def _lines(text: str, across: int = ACROSS) -> int:
    return max(1, ceil(cells(text) / across))


def short(text: str, width: float) -> str:
    """A text that stays on one line of its column; never for amounts."""
    return clip(text, int(width)) if width < inf else text


def roomy(say: Callable[[int], str], room: float) -> str:
    """A sentence with as much of its names as its lines have room for: `say` tells it with so many letters of each.

    It takes as few lines as with the shortest names.
    """
    low, high = (NAME if room < WHOLE else WHOLE), WHOLE
    room *= max(1, ceil(cells(say(low)) / room))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cells(say(middle)) <= room else (low, middle - 1)
    return say(low)


def narrowed(block: Block) -> Block:
    """A table whose texts are cut so that every row is one line; short columns stay whole, long ones share the rest.

    Amounts, figures and days are never cut. Any other block stays as it is.
    """
    if not isinstance(block, Table):
        return block
    titled = _widths(block)
    texts = [place for place, column in enumerate(block.columns) if column.kind == "text"]
    room = IN_TABLE - BETWEEN * len(titled) - sum(wide for place, wide in enumerate(titled) if place not in texts)
    for left, place in zip(range(len(texts), 0, -1), sorted(texts, key=lambda each: titled[each]), strict=True):
        titled[place] = min(titled[place], max(room // left, NAME // 2))
        room -= titled[place]

    def cut(row: Row) -> Row:
        return tuple(short(cell, titled[place]) if place in texts else cell for place, cell in enumerate(row))

    return replace(block, rows=tuple(map(cut, block.rows)))
