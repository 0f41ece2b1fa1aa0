"""A page made shorter by rule: lists and tables lose their last rows, long texts end in dots; nothing is lost.

A page is cut by groups, a heading and what stands below it. Whatever is cut in a group stands complete in the appendix,
under the letter that the page names. Groups stand in the order of their weight, so the first ones get back all of their
rows before the others get more than a few. So do rows: the last ones go first, and so do grids of facts where a group
has several; rows under names of sections (the twenty questions), and those of a grid, all stay, and only their texts
are cut.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from math import ceil
from string import ascii_uppercase
from typing import Any, TypeVar

from osp_cli.fonts import Face
from osp_cli.frozen import dataclass, replace
from osp_cli.render.escaping import closed
from osp_cli.render.paper.columns import BETWEEN, SHORT, SLACK, column_widths, line_width
from osp_cli.render.paper.sheet import INSET, JOINER, POINT, SIZES, TABLE, WIDTH
from osp_cli.render.paper.tree import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    Item,
    Listing,
    Literally,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    plain,
)

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may stand: rows of a table or list, lines of a cell, texts of paragraphs (in type sizes wide).

    Of a fraction, the first tables have one row more than the others, and the rows that need least have one line more.
    `fixed` is for the rows of tables that stay whole for as long as possible, `groups` for headings and what they head.
    Without `has_pictures` these stand in the appendix alone.
    `ahead`: so many groups at the beginning have as many rows as a reader wants at most, the next one has so many.
    """

    rows: float
    lines: float
    text: int
    fixed: int = 60
    groups: int = 60
    has_pictures: bool = True
    ahead: tuple[int, int] = (0, 0)


FEW = 3  # rows of every group, before the first groups have all of theirs
LISTED = 1.5  # an entry of a list is shorter than a row: so many more may stand
ENDS = ("?", "？", ":", "：", "!", "！", ".", "。")  # after these a heading needs no colon
HEADING, OF_TEXT = 50.0, 0.1  # of a heading and of the title, or so much of what a text may have
HEAD = 14.0  # of the head of a column, at least
NAME = 24.0  # of what begins a row, at least
ROOM = WIDTH / (SIZES[-1] * TABLE * POINT)  # of a table in the smallest type, in which it is cut
# What a reader of one page wants at most, then less and less until any page fits; headings go after all else.
LEVELS = (
    Limits(12, 6, 500), Limits(12, 3, 220), Limits(10, 2, 160), Limits(8, 2, 110), Limits(6, 2, 55), Limits(5, 1, 55),
    Limits(4, 1, 55), Limits(3, 1, 55), Limits(2, 1, 55), Limits(1, 1, 55),
    *(Limits(1, 1, 55, 30, groups) for groups in range(18, 4, -2)),
    Limits(1, 1, 55, 15, 3), Limits(1, 1, 55, 8, 2), Limits(1, 1, 30, 4, 1),
)  # fmt: skip
# What fits may stand with its longest texts, which the first level cuts for whoever reads the page.
UNCUT = replace(LEVELS[0], lines=60, text=5000)
# A single sheet gives up its picture, which shows what its tables say, before any text or row.
SINGLE = (LEVELS[0], *(replace(each, has_pictures=False) for each in LEVELS))
# What comes back where a level left room, in this order.
RELAXED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("fixed", (15, 30, 60)),
    ("groups", (6, 8, 10, 12, 14, 16, 18, 60)),
    ("ahead", tuple((groups, rows) for groups in range(12) for rows in (2, 3, 4, 5, 6, 8, 10))),
    ("text", (80, 110, 160)),
    ("rows", (1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.33, 3.67, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10, 11, 12)),
    ("lines", (1.25, 1.5, 1.75, 2, 2.33, 2.67, 3, 4, 6)),
    ("text", (220, 320, 500)),
)
# And where a document has several sheets for what it says, so that the rule for a page is none for it.
RELAXED_MORE = (*RELAXED, ("rows", (15, 20, 25, 30, 40, 60)), ("lines", (60,)), ("text", (5000,)))


def more(limits: Limits, name: str, value: Any) -> Limits:
    """The limits with one of them raised to a value, if that is more."""
    return replace(limits, **{name: max(value, getattr(limits, name))})


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut of a group: the letter of its place in the appendix, how many rows, and the group as it was."""

    letter: str
    rows: int
    group: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sayings:
    """What a page says of what was cut: below rows that went, by their number and letter; of letters, at its end.

    `gone` stands where whole groups went: by what the first headings say, the number of the others and the letter.

    `colon` stands after a heading that shares its line with its paragraph.
    """

    more: Callable[[int, str], str]
    gone: Callable[[tuple[str, ...], int, str], str]
    elsewhere: Callable[[tuple[str, ...]], str]
    colon: str


class Shortener:
    """Cuts one page to limits. It counts the places in the appendix, `before` of which the pages before have taken.

    `partial` are pictures, by their names, that leave out what the appendix has room for.
    """

    def __init__(self, face: Face, sayings: Sayings, partial: Collection[str] = (), before: int = 0) -> None:
        self._face, self._sayings, self._partial, self._before = face, sayings, partial, before
        self.cuts: list[Cut] = []

    def page(self, blocks: Iterable[Block], limits: Limits) -> tuple[Block, ...]:
        """The blocks within the limits; what was cut names the place in the appendix where it is complete."""
        all_groups = list(groups(blocks))
        rows = _rows(all_groups, limits)
        pairs = zip(all_groups[: limits.groups], rows, strict=False)
        kept = [block for group, most in pairs for block in self._group(group, replace(limits, rows=most))]
        if gone := all_groups[limits.groups :]:
            kept.append(self._told(gone))
        letters = tuple(cut.letter for cut in self.cuts if not cut.rows)
        return (*kept, *([_small(self._sayings.elsewhere(letters))] if letters else ()))

    def _group(self, group: tuple[Block, ...], limits: Limits) -> Iterator[Block]:
        few, grids = _few_grids(group, limits.rows)
        drawn = few if limits.has_pictures else tuple(block for block in few if not isinstance(block, Figure))
        short = tuple(self._block(block, limits) for block in drawn)
        gone = [_length(before) - _length(after) for before, after in zip(drawn, short, strict=True)]
        for block, rows in zip(_run_in(short, self._sayings.colon), gone, strict=False):
            yield block
            if rows:
                yield self._gone(rows)
        if grids:
            yield self._gone(grids)
        if short != group or any(map(self._is_partial, group)):
            self.cuts.append(Cut(self._letter, sum(gone) + grids, group))

    def _is_partial(self, block: Block) -> bool:
        return isinstance(block, Figure) and any(each.source in self._partial for each in block.pictures)

    def _told(self, gone: Sequence[tuple[Block, ...]]) -> Paragraph:
        """What stands in place of groups that went: the first of their headings, to say what they were about."""
        heads = [group[0].inlines for group in gone[:FEW] if isinstance(group[0], Heading)]
        short = tuple(plain(self.clipped(head, NAME)) for head in heads)
        told = _small(self._sayings.gone(short, len(gone) - len(short), self._letter))
        self.cuts.append(Cut(self._letter, len(gone), tuple(chain(*gone))))
        return told

    def _gone(self, rows: int) -> Paragraph:
        """What stands below rows that went."""
        return _small(self._sayings.more(rows, self._letter))

    @property
    def _letter(self) -> str:
        """The letter of the next place in the appendix."""
        return lettered(self._before + len(self.cuts) + 1)

    def _block(self, block: Block, limits: Limits) -> Block:  # noqa: PLR0911  one case per kind of block
        match block:
            case Heading(_, inlines):
                return replace(block, inlines=self.clipped(inlines, max(HEADING, limits.text * OF_TEXT)))
            case Paragraph(inlines):
                return replace(block, inlines=self.clipped(inlines, limits.text))
            case Listing(items):
                return replace(
                    block, items=tuple(self._item(item, limits) for item in _few(items, LISTED * limits.rows))
                )
            case Table():
                return self._table(block, limits)
            case Quote(blocks):
                return Quote(tuple(self._block(each, limits) for each in _few(blocks, limits.rows)))
            case Literally(text):
                lines = _few(tuple(text.split("\n")), limits.rows)
                return Literally("\n".join(plain(self.clipped((Run(line),), limits.text)) for line in lines))
            case _:
                return block

    def _item(self, item: Item, limits: Limits) -> Item:
        return replace(item, blocks=tuple(self._block(each, limits) for each in _few(item.blocks, limits.rows)))

    def _table(self, table: Table, limits: Limits) -> Table:
        is_whole = table.is_facts or any(row.is_section for row in table.rows)
        rows = _few(table.rows, limits.fixed if is_whole else limits.rows)
        inset = INSET / (SIZES[-1] * TABLE)
        columns = column_widths(replace(table, rows=rows), self._face, ROOM, inset)
        widths = [width - inset for width in columns]
        heads = self._cells(table.heads, [max(2 * width, HEAD) for width in widths])
        needs = [self._lines(row, widths) for row in rows]
        over = sorted(need for need in needs if need > int(limits.lines))
        few = over[: ceil(len(over) * (limits.lines % 1))]  # so many rows have one line more
        allowed = [int(limits.lines) + bool(few and need <= few[-1]) for need in needs]
        named = table.aligns[0] == "left"
        rows = tuple(self._row(row, lines, widths, is_named=named) for row, lines in zip(rows, allowed, strict=True))
        short = replace(table, heads=heads, rows=rows)
        if short == table or table.is_facts:  # these may stand in two halves
            return short
        return replace(short, shares=tuple(width / ROOM for width in columns))

    def _lines(self, row: Row, widths: list[float]) -> float:
        """How many lines a row takes, the fullest last line in part."""
        pairs = zip(row.cells, widths, strict=True)
        return max(line_width(self._face, plain(cell.inlines)) / max(width, 1.0) for cell, width in pairs)

    def _row(self, row: Row, lines: int, widths: list[float], *, is_named: bool) -> Row:
        ends = 0.3 if lines > 1 else 0  # of a line, for the ends of the lines before
        rooms = [HEADING if row.is_section else max(width * (lines - ends) - SLACK, SHORT) for width in widths]
        if is_named:
            rooms[0] = max(rooms[0], NAME)
        return replace(row, cells=self._cells(row.cells, rooms))

    def _cells(self, cells: tuple[Cell, ...], rooms: list[float]) -> tuple[Cell, ...]:
        pairs = zip(cells, rooms, strict=False)  # a grid of facts has no heads
        return tuple(replace(cell, inlines=self.clipped(cell.inlines, room)) for cell, room in pairs)

    def clipped(self, inlines: tuple[Inline, ...], room: float) -> tuple[Inline, ...]:
        """The inlines within the room, the last text cut at a word."""
        if line_width(self._face, plain(inlines)) <= room:
            return inlines
        kept: list[Inline] = []
        for inline in inlines:
            width = line_width(self._face, plain((inline,)))
            if width + self._dots_width > room and isinstance(inline, Run):
                kept.append(replace(inline, text=self._clip(inline.text, room)))
                break
            kept.append(inline)
            room -= width
        return tuple(kept)

    def _clip(self, text: str, room: float) -> str:
        """The text cut to a room: at a space where one is near the end, with dots and the letter where it goes on."""
        room -= self._dots_width
        end = 0
        for character in text:
            room -= self._face.width(character) * (1 + SLACK / 10)
            if room < 0:
                break
            end += 1
        cut = text[:end]
        head, space, tail = cut.rpartition(" ")
        kept = (head if space and len(tail) < len(cut) / 3 else cut).rstrip()
        return f"{closed(kept)}…{JOINER}[{self._letter}]"

    @property
    def _dots_width(self) -> float:
        """In Chinese the dots are as wide as a character."""
        return 1 + BETWEEN + self._face.width(f"[{self._letter}]")


def _rows(all_groups: Sequence[tuple[Block, ...]], limits: Limits) -> list[int]:
    """How many rows each group may have."""
    long = [group for group in all_groups if any(_length(block) > limits.rows for block in group)]
    first = long[: ceil(len(long) * (limits.rows % 1))]
    rows = [int(limits.rows) + (group in first) for group in all_groups]
    whole, following = limits.ahead
    ahead = (*[int(LEVELS[0].rows)] * whole, following)
    return [max(pair) for pair in zip_longest(rows, ahead[: len(rows)], fillvalue=0)]


def groups(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks in groups that begin with a heading."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and group:
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _few(entries: tuple[Entry, ...], most: float) -> tuple[Entry, ...]:
    """The first entries; all where only one would go, since to say so takes its line."""
    return entries if len(entries) <= most + 1 else entries[: int(most)]


def _few_grids(group: tuple[Block, ...], most: float) -> tuple[tuple[Block, ...], int]:
    """The group with its first grids of facts, each below its name, and how many went: each is a row of its own."""
    starts = [
        place - isinstance(group[place - 1], Paragraph)
        for place, block in enumerate(group)
        if isinstance(block, Table) and block.is_facts
    ]
    kept = _few(tuple(starts), most)
    gone = starts[len(kept) :]
    return (group[: gone[0]] if gone else group), len(gone)


def _run_in(group: tuple[Block, ...], colon: str) -> tuple[Block, ...]:
    """The group; where a lower heading heads one paragraph alone, both on one line."""
    match group:
        case (Heading(level, inlines), Paragraph(text) as told) if level > 2:
            bold = (replace(each, is_bold=True) if isinstance(each, Run) else each for each in inlines)
            joint = " " if plain(inlines).endswith(ENDS) else colon
            return (replace(told, inlines=(*bold, Run(joint, is_bold=True), *text)),)
        case _:
            return group


def lettered(place: int) -> str:
    """The letter of a place in the appendix: A to Z, then AA."""
    more, last = divmod(place - 1, len(ascii_uppercase))
    return (lettered(more) if more else "") + ascii_uppercase[last]


def _small(text: str) -> Paragraph:
    return Paragraph((Run(text, is_italic=True),))


def _length(block: Block) -> int:
    """How many rows a table or a list has; any other block has none."""
    match block:
        case Listing(items):
            return len(items)
        case Table():
            return len(block.rows)
        case _:
            return 0
