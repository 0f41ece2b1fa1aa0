"""How wide the columns of a table are: a short one takes what it says, the long ones share the rest evenly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil

from osp_cli.fonts import Face
from osp_cli.frozen import replace
from osp_cli.render.paper.tree import Cell, Run, Table, plain

SHORT = 13.5  # up to here, in units of the type size, a column never breaks where there is room for that
NAMED = 24.0  # up to here a first column, of names, does not break where all the others do
LONGEST_WORD, LEAST = 12.0, 4.0  # what a column asks for at most for its longest word, and at least for text
LONGEST_TEXT = 60.0  # what it asks for at most for a whole cell
MUCH_SHORTER = 0.75  # of its lines that a table may take at most for its short columns to break
USUAL = 1.25  # how much more than the usual cell says a column asks for before all others have as much
BOLD = 1.08  # how much wider bold is
SLACK = 0.35  # for the ends of lines
GUTTER = 2.0  # between two halves of a grid of facts
HALF_WORTH = 0.75  # of its lines that halves may take at most, to be worth while
LEAST_HALF = 3  # rows
FACT = 2  # cells of a fact: what it is, and what it says
BETWEEN = 0.25  # what Typst puts between Chinese and Latin
_BETWEEN = re.compile("(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")
DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日)", re.ASCII)
"""A day as we write it, which no line breaks."""
# A line can end after white space and after a hyphen, and on both sides of a wide character.
WORDS = re.compile(DAY.pattern + r"|[^\s\-\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+-?|\S")


def words(text: str) -> list[str]:
    """The pieces of a text that no line breaks."""
    return [found[0] for found in WORDS.finditer(text)]


def line_width(face: Face, text: str) -> float:
    """How wide a text is on one line, with what stands between Chinese and Latin, in units of the type size."""
    return face.width(text) + BETWEEN * len(_BETWEEN.findall(text))


def column_widths(table: Table, face: Face, room: float, inset: float) -> list[float]:
    """The widths of the columns, which fill `room`; everything in units of the type size, `inset` that of a cell.

    Where the room allows, a short column takes what it says, else each takes its longest word; only where even that is
    too much do words break. What is left goes to all alike, until each has what it usually says, then its longest cell;
    or to each by what it lacks of its longest cell, where the rows so take fewer lines. Short columns break too where
    they would leave a long one so little that it makes the table much longer, and heads over signs wherever they can.
    """
    texts = [_Said(face, cells) for cells in _columns(table)]
    narrow = [inset + each.narrow for each in texts]
    unbroken = [
        inset + (each.widest if each.widest <= SHORT and align != "centre" else each.narrow)
        for each, align in zip(texts, table.aligns, strict=True)
    ]
    if table.heads and table.aligns[0] == "left" and NAMED >= texts[0].widest <= room - sum(narrow[1:]) - inset:
        narrow[0] = inset + texts[0].widest
    if sum(narrow) > room:
        return [each * room / sum(narrow) for each in narrow]
    broken = _shared(texts, narrow, room, inset)
    widths = _shared(texts, unbroken, room, inset) if sum(unbroken) <= room else broken
    if _lines(texts, broken, inset) <= MUCH_SHORTER * _lines(texts, widths, inset):
        widths = broken
    widths[_longest(table, texts)] += max(room - sum(widths), 0.0)
    return widths


def _shared(texts: Sequence[_Said], widths: list[float], room: float, inset: float) -> list[float]:
    """The widths with the rest of the room shared so that the rows take the fewest lines, of all ways the first.

    It goes to all alike, or to each by what it lacks, or first to one that then has its longest cell on one line.
    """
    wanted = [inset + each.wanted for each in texts]

    def alike(least: list[float]) -> list[float]:
        return _filled(_filled(least, [inset + each.usual for each in texts], room), wanted, room)

    whole = ([*widths[:place], want, *widths[place + 1 :]] for place, want in enumerate(wanted) if want > widths[place])
    ways = [alike(widths), _stretched(widths, wanted, room), *(alike(each) for each in whole if sum(each) <= room)]
    return min(ways, key=lambda each: _lines(texts, each, inset))


def line_count(table: Table, face: Face, room: float, inset: float) -> int:
    """How many lines the rows of a table take; the measures are those of `column_widths`."""
    return _lines([_Said(face, cells) for cells in _columns(table)], column_widths(table, face, room, inset), inset)


def halves(table: Table, face: Face, room: float, inset: float) -> tuple[Table, Table] | None:
    """The halves of a grid of facts that stand beside each other, where that saves a good part of its lines.

    The first has as many rows as the second, or some more or fewer where the lines of both are then more even.
    """
    middle = (len(table.rows) + 1) // 2
    if not table.is_facts or len(table.aligns) != FACT or middle < LEAST_HALF:
        return None

    def cut(at: int) -> tuple[int, tuple[Table, Table]]:
        both = (replace(table, rows=table.rows[:at]), replace(table, rows=table.rows[at:]))
        return max(line_count(each, face, (room - GUTTER) / 2, inset) for each in both), both

    lines, best = min((cut(at) for at in (middle, middle + 1, middle - 1)), key=lambda each: each[0])
    return best if lines <= HALF_WORTH * line_count(table, face, room, inset) else None


def _longest(table: Table, texts: Sequence[_Said]) -> int:
    """The column that takes what room is left: the values of facts, else the one that says most, days last."""
    if table.is_facts:
        return len(texts) - 1
    places = [place for place, align in enumerate(table.aligns) if align == "left"] or range(len(texts))
    left = [place for place in places if not texts[place].is_days] or places
    return max(left, key=lambda place: texts[place].wanted)


def _stretched(widths: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The widths raised towards what is wanted, all by the same share of what they lack."""
    lacking = [max(want - wide, 0.0) for wide, want in zip(widths, wanted, strict=True)]
    share = min((room - sum(widths)) / max(sum(lacking), 0.01), 1.0)
    return [wide + share * lack for wide, lack in zip(widths, lacking, strict=True)]


def _lines(texts: Sequence[_Said], widths: Sequence[float], inset: float) -> int:
    """How many lines the rows take at these widths."""
    rooms = [max(width - inset, 1.0) for width in widths]
    rows = zip(*(each.widths for each in texts), strict=True)
    return sum(max(ceil(wide / room) or 1 for wide, room in zip(row, rooms, strict=True)) for row in rows)


def _filled(widths: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The widths raised towards what is wanted, all by the same step until each has it or the room is gone."""
    filled = list(widths)
    open_ones = [place for place, each in enumerate(wanted) if each > filled[place]]
    while open_ones and room - sum(filled) > 0.01:
        step = min(*(wanted[place] - filled[place] for place in open_ones), (room - sum(filled)) / len(open_ones))
        for place in open_ones:
            filled[place] += step
        open_ones = [place for place in open_ones if wanted[place] - filled[place] > 0.01]
    return filled


class _Said:
    """What the cells of a column ask for: on one line each, usually, and with lines that end wherever they may.

    The usual is the root of the mean square, so that the long ones count for more.
    """

    def __init__(self, face: Face, cells: list[Cell]) -> None:
        told = [(plain(cell.inlines), BOLD if _is_bold(cell) else 1.0) for cell in cells]
        self.is_days = all(DAY.fullmatch(text) for text, _ in told[1:])
        self.widths = widths = [line_width(face, text) * wide + SLACK for text, wide in told]
        self.widest = max(widths, default=0.0)
        word = max((line_width(face, word) * wide for text, wide in told for word in words(text)), default=0.0)
        self.narrow = min(self.widest, max(min(word + SLACK, LONGEST_WORD), LEAST))
        self.wanted = max(min(self.widest, LONGEST_TEXT), 1.0)
        square = sum(min(each, LONGEST_TEXT) ** 2 for each in widths) / max(len(widths), 1)
        self.usual = min(USUAL * square**0.5, self.wanted)


def _is_bold(cell: Cell) -> bool:
    return any(isinstance(inline, Run) and inline.is_bold for inline in cell.inlines)


def _columns(table: Table) -> Iterator[list[Cell]]:
    """The cells of each column, the head first and in bold, without rows that name a section."""
    for place in range(len(table.aligns)):
        heads = (Cell((Run(plain(cell.inlines), is_bold=True),)) for cell in table.heads[place : place + 1])
        yield [*heads, *(row.cells[place] for row in table.rows if not row.is_section)]
