"""How wide the columns of a table are: a short one takes what it says, the long ones share the rest evenly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, inf

from osp_cli.fonts import Face
from osp_cli.frozen import replace
from osp_cli.render.paper.tree import Cell, Run, Table, plain

SHORT = 13.5  # up to here, in units of the type size, a column never breaks where there is room for that
NAMED = 24.0  # up to here a first column, of names, does not break where all the others do
LONGEST_WORD, LEAST = 12.0, 4.0  # what a column asks for at most for its longest word, and at least for text
LONGEST_TEXT = 60.0  # what it asks for at most for a whole cell
TALL = 1.25  # the power of the lines of a row: two rows of two are better than one of three
BROKEN = 0.08  # of its lines that a table must save for each short column that breaks
REMEMBERED, MEASURED = 512, 8192  # tables and texts: the fit of a document asks for the same ones again and again
USUAL = 1.25  # how much more than the usual cell says a column asks for before all others have as much
BOLD = 1.08  # how much wider bold is
SLACK = 0.35  # for the ends of lines
GUTTER = 2.0  # between two halves of a grid of facts
HALF_WORTH = 0.75  # of its lines that halves may take at most, to be worth while
LEAST_HALF = 3  # rows
FACT = 2  # cells of a fact: what it is, and what it says
BETWEEN = 0.25  # what Typst puts between Chinese and Latin
MEETING = re.compile("(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")
"""Where Chinese and Latin meet."""
DAY = re.compile(
    r"(\d{4}-\d\d-\d\d|(?<!\d)(?:\d{4} ?年 ?)?\d{1,2} ?月(?: ?\d{1,2} ?日)?|(?<!\d)\d{4} ?年|（周[一二三四五六日]）)",
    re.ASCII,
)
"""A day as we write it, and in Chinese a month, a year and the name of a day, none of which a line breaks."""
ONLY_DAY = re.compile(rf"{DAY.pattern}(?: \([A-Z][a-z]{{2}}\)|（周.）)?")
"""A text that is nothing but a day."""
# A line can end after white space and after a hyphen, and on both sides of a wide character.
WORDS = re.compile(DAY.pattern + r"|[^\s\-\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+-?|\S")


def words(text: str) -> list[str]:
    """The pieces of a text that no line breaks."""
    return [found[0] for found in WORDS.finditer(text)]


@lru_cache(maxsize=MEASURED)
def line_width(face: Face, text: str) -> float:
    """How wide a text is on one line, with what stands between Chinese and Latin, in units of the type size."""
    return face.width(text) + BETWEEN * len(MEETING.findall(text))


def column_widths(table: Table, face: Face, room: float, inset: float) -> list[float]:
    """The widths of the columns, which fill `room`; everything in units of the type size, `inset` that of a cell.

    Each column takes at least its longest word; only where even that is too much do words break. What is left goes to
    whatever makes the rows take the fewest lines, so that none is long while another column has room to spare. A short
    column, such as one of days, breaks only where that makes the table shorter, and heads over signs wherever they can.
    """
    return list(_settled(table, face, room, inset)[0])


@lru_cache(maxsize=REMEMBERED)
def _settled(table: Table, face: Face, room: float, inset: float) -> tuple[tuple[float, ...], int]:
    """The widths, and how many lines the rows then take."""
    texts = [_Said(face, cells, align) for cells, align in zip(_columns(table), table.aligns, strict=True)]
    least = [inset + each.narrow for each in texts]
    if sum(least) > room:
        widths = [each * room / sum(least) for each in least]
        return tuple(widths), sum(_heights(texts, widths, inset))
    limits = [NAMED if table.heads else SHORT, *([SHORT] * (len(texts) - 1))]
    short = [
        place
        for place, (each, align, limit) in enumerate(zip(texts, table.aligns, limits, strict=True))
        if align != "centre" and each.narrow < each.widest <= limit
    ]
    short.sort(key=lambda place: (texts[place].is_days, -texts[place].widest))
    best, lowest = least, inf
    for count in range(len(short) + 1):
        firm = list(least)
        for place in short[count:]:
            firm[place] = inset + texts[place].widest
        if sum(firm) > room:
            continue
        widths = _shared(texts, firm, room, inset)
        heights = _heights(texts, widths, inset)
        cost = sum(height**TALL for height in heights) * (1 + BROKEN * count)
        if cost < lowest:
            best, lowest = widths, cost
        if sum(heights) == len(heights):
            break
    best[_longest(table, texts)] += max(room - sum(best), 0.0)
    return tuple(best), sum(_heights(texts, best, inset))


def _shared(texts: Sequence[_Said], least: list[float], room: float, inset: float) -> list[float]:
    """The widths with the rest of the room shared so that the rows take the fewest lines, of all ways the first.

    It goes to all alike, or to each by what it lacks, or first to one that then has its longest cell on one line.
    """
    wanted = [inset + each.wanted for each in texts]

    def alike(least: list[float]) -> list[float]:
        return _filled(_filled(least, [inset + each.usual for each in texts], room), wanted, room)

    whole = ([*least[:place], want, *least[place + 1 :]] for place, want in enumerate(wanted) if want > least[place])
    ways = [alike(least), _stretched(least, wanted, room), *(alike(each) for each in whole if sum(each) <= room)]
    best = min(ways, key=lambda each: sum(_heights(texts, each, inset)))
    return alike(_lowered(texts, least, best, room, inset))


def _lowered(
    texts: Sequence[_Said], least: Sequence[float], widths: Sequence[float], room: float, inset: float
) -> list[float]:
    """The least widths at which no row is higher than at those given, and each as low as there is room for.

    Line after line is taken from the row to which that costs the least room.
    """
    rows = list(zip(*(each.lines for each in texts), strict=True))
    heights = _heights(texts, widths, inset)

    def raised(from_widths: Sequence[float], row: tuple[Lines, ...], height: int) -> list[float]:
        return [max(wide, inset + each.room(height)) for wide, each in zip(from_widths, row, strict=True)]

    lowest = list(least)
    for row, height in zip(rows, heights, strict=True):
        lowest = raised(lowest, row, height)
    open_ones = {place for place, height in enumerate(heights) if height > 1}
    while open_ones:
        tried = {place: raised(lowest, rows[place], heights[place] - 1) for place in sorted(open_ones)}
        open_ones = {place for place in open_ones if sum(tried[place]) <= room}
        if not open_ones:
            break
        place = min(sorted(open_ones), key=lambda each: sum(tried[each]))
        lowest = tried[place]
        heights[place] -= 1
        if heights[place] == 1:
            open_ones.discard(place)
    return lowest


def line_count(table: Table, face: Face, room: float, inset: float) -> int:
    """How many lines the rows of a table take; the measures are those of `column_widths`."""
    return _settled(table, face, room, inset)[1]


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


def _heights(texts: Sequence[_Said], widths: Sequence[float], inset: float) -> list[int]:
    """How many lines each row takes at these widths."""
    rooms = [width - inset for width in widths]
    rows = zip(*(each.lines for each in texts), strict=True)
    return [max(each.count(room) for each, room in zip(row, rooms, strict=True)) for row in rows]


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


class Lines:
    """The lines of a text: how wide it is on one, and how much the end of each line before the last is left blank."""

    __slots__ = ("blank", "wide")

    def __init__(self, wide: float, words: int) -> None:
        self.wide = wide
        self.blank = wide / max(words, 1) / 2  # half a word, as lines end

    def count(self, room: float) -> int:
        """How many lines the text takes in a room."""
        if self.wide <= room + 0.001:
            return 1
        return max(ceil((self.wide - self.blank) / max(room - self.blank, 1.0) - 0.001), 2)

    def room(self, lines: int) -> float:
        """How much room lets the text take so many lines."""
        return (self.wide + (lines - 1) * self.blank) / lines


class _Said:
    """What the cells of a column ask for: on one line each, usually, and with lines that end wherever they may.

    The usual is the root of the mean square, so that the long ones count for more.
    """

    def __init__(self, face: Face, cells: list[Cell], align: str) -> None:
        told = [(plain(cell.inlines), BOLD if _is_bold(cell) else 1.0) for cell in cells]
        pieces = [words(text) for text, _ in told]
        dated = [text for text, _ in told[1:] if any(map(str.isdigit, text))]
        self.is_days = bool(dated) and all(map(ONLY_DAY.fullmatch, dated))
        widths = [line_width(face, text) * wide + SLACK for text, wide in told]
        word = max(
            (line_width(face, word) * told[at][1] for at, each in enumerate(pieces) for word in each), default=0.0
        )
        if align == "centre":  # signs: a head on one line would leave all of them blank on both sides
            widths = [min(each, max(word + SLACK, each / 2, LEAST)) for each in widths]
        self.lines = tuple(Lines(wide, len(each)) for wide, each in zip(widths, pieces, strict=True))
        self.widest = max(widths, default=0.0)
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
