"""A page made shorter by rule: lists and tables lose their last rows, long texts end in dots; nothing is lost.

A page is cut by groups, a heading and what stands below it. Whatever is cut in a group stands complete in the appendix,
under the letter that the page names. Rows stand in the order of their weight, so the last ones go first; rows under
names of sections (the twenty questions), and grids of facts, all stay, and only their texts are cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from string import ascii_uppercase

from osp_cli.fonts import Face
from osp_cli.frozen import dataclass, replace
from osp_cli.render.paper.columns import column_widths
from osp_cli.render.paper.sheet import INSET, POINT, SIZES, TABLE, WIDTH
from osp_cli.render.paper.tree import (
    Block,
    Cell,
    Heading,
    Inline,
    Item,
    Listing,
    Literally,
    Paragraph,
    Picture,
    Quote,
    Row,
    Run,
    Table,
    plain,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may stand: rows of a table or list, lines of a cell, texts of paragraphs (in type sizes wide).

    `fixed` is for the rows of tables that stay whole for as long as possible, `groups` for headings and what they head.
    """

    rows: int
    lines: int
    text: float
    fixed: int = 60
    groups: int = 60


HEADING = 50.0  # of a heading, and of the title
HEAD = 14.0  # of the head of a column, at least
ROOM = WIDTH / (SIZES[-1] * TABLE * POINT)  # of a table in the smallest type, in which it is cut
# What a reader of one page wants at most, then less and less until any page fits; headings go after all else.
LEVELS = (
    Limits(12, 6, 500), Limits(12, 4, 320), Limits(12, 3, 220), Limits(10, 3, 160), Limits(10, 2, 110),
    Limits(8, 2, 110), Limits(7, 2, 55), Limits(6, 2, 55), Limits(5, 2, 55), Limits(5, 1, 55), Limits(4, 1, 55),
    Limits(3, 1, 55), Limits(2, 1, 55), Limits(1, 1, 55),
    *(Limits(1, 1, 55, 30, groups) for groups in (15, 13, 11, 9, 7, 5)),
    Limits(1, 1, 55, 15, 3), Limits(1, 1, 55, 8, 2), Limits(1, 1, 30, 4, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut of a group: the letter of its place in the appendix, how many rows, and the group as it was."""

    letter: str
    rows: int
    group: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sayings:
    """What a page says of what was cut: below rows that went, by their number and letter; of letters, at its end."""

    more: Callable[[int, str], str]
    elsewhere: Callable[[tuple[str, ...]], str]


class Shortener:
    """Cuts pages to limits. It counts the places in the appendix, so the pages of a document are cut in their order."""

    def __init__(self, face: Face, sayings: Sayings) -> None:
        self._face, self._sayings = face, sayings
        self.cuts: list[Cut] = []

    def page(self, blocks: Iterable[Block], limits: Limits) -> tuple[Block, ...]:
        """The blocks within the limits; what was cut names the place in the appendix where it is complete."""
        before = len(self.cuts)
        all_groups = list(groups(blocks))
        kept = [block for group in all_groups[: limits.groups] for block in self._group(group, limits)]
        if gone := all_groups[limits.groups :]:
            kept.append(self._told(len(gone), tuple(chain(*gone))))
        letters = tuple(cut.letter for cut in self.cuts[before:] if not cut.rows)
        return (*kept, *([_small(self._sayings.elsewhere(letters))] if letters else ()))

    def _group(self, group: tuple[Block, ...], limits: Limits) -> Iterator[Block]:
        short = tuple(self._block(block, limits) for block in group)
        yield from short
        if short != group:
            gone = sum(map(_length, group)) - sum(map(_length, short))
            if gone:
                yield self._told(gone, group)
            else:
                self.cuts.append(Cut(self._letter, 0, group))

    def _told(self, rows: int, group: tuple[Block, ...]) -> Paragraph:
        self.cuts.append(Cut(self._letter, rows, group))
        return _small(self._sayings.more(rows, self.cuts[-1].letter))

    @property
    def _letter(self) -> str:
        """The letter of the next place in the appendix."""
        return lettered(len(self.cuts) + 1)

    def _block(self, block: Block, limits: Limits) -> Block:  # noqa: PLR0911  one case per kind of block
        match block:
            case Heading(_, inlines):
                return replace(block, inlines=self.clipped(inlines, HEADING))
            case Paragraph(inlines):
                return Paragraph(self.clipped(inlines, limits.text))
            case Listing(items):
                kept = tuple(self._item(item, limits) for item in items[: limits.rows])
                return replace(block, items=kept)
            case Table():
                return self._table(block, limits)
            case Quote(blocks):
                return Quote(tuple(self._block(each, limits) for each in blocks[: limits.rows]))
            case Literally(text):
                lines = text.split("\n")[: limits.rows]
                return Literally("\n".join(self._clip(line, limits.text) for line in lines))
            case _:
                return block

    def _item(self, item: Item, limits: Limits) -> Item:
        return replace(item, blocks=tuple(self._block(each, limits) for each in item.blocks[: limits.rows]))

    def _table(self, table: Table, limits: Limits) -> Table:
        is_whole = table.is_facts or any(row.is_section for row in table.rows)
        rows = table.rows[: limits.fixed if is_whole else limits.rows]
        inset = INSET / (SIZES[-1] * TABLE)
        widths = [width - inset for width in column_widths(table, self._face, ROOM, inset)]
        rooms = [width * (limits.lines - (0.3 if limits.lines > 1 else 0)) for width in widths]
        heads = self._cells(table.heads, [max(2 * width, HEAD) for width in widths])
        return replace(table, heads=heads, rows=tuple(self._row(row, rooms) for row in rows))

    def _row(self, row: Row, rooms: list[float]) -> Row:
        return replace(row, cells=self._cells(row.cells, [HEADING] * len(rooms) if row.is_section else rooms))

    def _cells(self, cells: tuple[Cell, ...], rooms: list[float]) -> tuple[Cell, ...]:
        pairs = zip(cells, rooms, strict=False)  # a grid of facts has no heads
        return tuple(replace(cell, inlines=self.clipped(cell.inlines, room)) for cell, room in pairs)

    def clipped(self, inlines: tuple[Inline, ...], room: float) -> tuple[Inline, ...]:
        """The inlines within the room, the last text cut at a word."""
        if self._face.width(plain(inlines)) <= room:
            return inlines
        kept: list[Inline] = []
        for inline in inlines:
            width = self._face.width(plain((inline,)))
            if width > room or not isinstance(inline, Run | Picture):
                kept += [replace(inline, text=self._clip(inline.text, room))] if isinstance(inline, Run) else []
                break
            kept.append(inline)
            room -= width
        return tuple(kept)

    def _clip(self, text: str, room: float) -> str:
        """The text cut to a room: at a space where one is near the end, with dots and the letter where it goes on."""
        if self._face.width(text) <= room:
            return text
        dots = f"… [{self._letter}]"
        room -= self._face.width(dots)
        end = 0
        for character in text:
            room -= self._face.width(character)
            if room < 0:
                break
            end += 1
        cut = text[:end]
        head, space, tail = cut.rpartition(" ")
        return (head if space and len(tail) < len(cut) / 3 else cut).rstrip() + dots


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
