"""How many rows fit on a sheet: blocks are measured before they are printed, rows shown as long as there is room.

The measures are those of the style below, and rather too high: a line of text is taken to be shorter than it is, so
that no font makes a page longer than it was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import assert_never

from osp_cli.frozen import dataclass
from osp_cli.render.blocks import Bars, Blank, Block, Bullets, Command, Facts, Heading, Line, Table, Tree
from osp_cli.render.pictures.bars import bars_picture
from osp_cli.render.width import cells, clip

ROOM = 271.0  # millimetres of an A4 sheet with the margins below
LINE, ACROSS = 3.4, 118  # a line of text, the letters of one
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
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: `make` gives its blocks with so many of its `rows`; it shows `least` of them in any case."""

    make: Callable[[int], Sequence[Block]]
    rows: int = 0
    least: int = 0


def fixed(*blocks: Block) -> Section:
    """A part without rows to leave out."""
    return Section(lambda _: blocks)


def fitted(sections: Sequence[Section], room: float = ROOM) -> tuple[Block, ...]:
    """The blocks of a sheet, with as many rows of each section as there is room for, one more of each in turn."""
    shown = [min(section.least, section.rows) for section in sections]

    def made() -> list[Block]:
        return [block for section, count in zip(sections, shown, strict=True) for block in section.make(count)]

    growing = [place for place, section in enumerate(sections) if shown[place] < section.rows]
    while growing:
        for place in list(growing):
            shown[place] += 1
            if measured(made()) > room:
                shown[place] -= 1
                growing.remove(place)
            elif shown[place] == sections[place].rows:
                growing.remove(place)
    return tuple(made())


def measured(blocks: Sequence[Block]) -> float:
    """How many millimetres the blocks take at most; two halves stand beside each other."""
    halves = [_height(block) for block in blocks if isinstance(block, Bars) and block.is_half]
    whole = (block for block in blocks if not (isinstance(block, Bars) and block.is_half))
    return sum(map(_height, whole)) + max(halves, default=0.0)


def _height(block: Block) -> float:  # noqa: PLR0911  one case per kind of block
    match block:
        case Heading():
            return 7.0 if block.level == 1 else 7.2
        case Line():
            return _lines(block.text) * LINE + 1.2
        case Facts():
            return sum(_lines(value, 96) * LINE + 0.7 for _, value in block.rows) + 1.6
        case Table():
            titles = max((_lines(column.title, 12) for column in block.columns), default=1)
            return min(titles, 2) * LINE + 1 + len((*block.rows, *block.totals)) * (LINE + 0.7) + 2
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


def _bars(bars: Bars) -> float:
    picture = bars_picture(bars, has_title=bars.is_half)
    return picture.height / picture.width * _WIDTH * (HALF if bars.is_half else FIGURE) + 1.6


def _lines(text: str, across: int = ACROSS) -> int:
    return max(1, ceil(cells(text) / across))


def short(text: str, width: int) -> str:
    """A text that stays on one line of its column; never for amounts."""
    return clip(text, width)
