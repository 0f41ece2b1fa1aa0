"""Where the boxes of a political map stand: side by side as far as the page is wide, else hanging under each other.

Nothing of people is known here: a tree comes in as the level of each box, in order, and places come out. A tree that is
taller than a sheet is folded: those below somebody stand elsewhere, apart from him, as a tree of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from osp_cli.frozen import dataclass, replace
from osp_cli.render.pictures.shapes import WIDEST, Point

PAGE = WIDEST - 4
"""The room for boxes: the thickest frame stands out by half of its weight."""
WIDTH = 152.0
ACROSS, DOWN, INDENT, SPINE = 16.0, 12.0, 20.0, 9.0
COLUMNS = 4
"""Into at most so many columns those below somebody are gathered, where not all fit beside each other."""
STACKED = 3
"""So many who have nobody below them stand in one column."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Places of boxes by their index, the lines between them, the room they take, and where a line from above ends."""

    width: float
    height: float
    anchor: float
    boxes: tuple[tuple[int, float, float], ...]
    lines: tuple[tuple[Point, ...], ...]

    def moved(self, right: float, down: float) -> Placing:
        """The same, elsewhere."""
        boxes = tuple((index, x + right, y + down) for index, x, y in self.boxes)
        lines = tuple(tuple((x + right, y + down) for x, y in line) for line in self.lines)
        return Placing(self.width, self.height, self.anchor + right, boxes, lines)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets that hold all boxes, and which of the boxes stand apart from the one that they hang under."""

    each: tuple[Placing, ...]
    apart: frozenset[int]

    @property
    def height(self) -> float:
        """Of all of them together."""
        return sum(sheet.height for sheet in self.each)


@dataclass(frozen=True, slots=True)
class _Node:
    index: int
    below: tuple[_Node, ...]

    @property
    def depth(self) -> int:
        return 1 + max((node.depth for node in self.below), default=0)

    @property
    def count(self) -> int:
        return 1 + sum(node.count for node in self.below)


def placed(levels: Sequence[int], height: float, tall: float) -> Sheets:
    """The places of boxes of this height on sheets this tall, given the level of each, those below somebody after him.

    A box that is taller than a sheet stands on one of its own.
    """
    trees, apart = _evenly_folded(levels, height, tall)
    after = (*levels[1:], 0)
    several = sorted(trees, key=lambda tree: after[tree.index] <= levels[tree.index])  # who is above nobody comes last
    found = []
    for choice in (_lowest, _slimmest):
        placings = [choice(tree, height, tall) for tree in several]
        found.append(Sheets(tuple(_stacked(_shelves(placings), tall)), frozenset(apart)))
    return min(found, key=lambda sheets: (len(sheets.each), sheets.height))


def _evenly_folded(levels: Sequence[int], height: float, tall: float) -> tuple[list[_Node], set[int]]:
    """Trees that fit a sheet, as few as can be, and none of them taller than so few must be."""
    trees, apart = _folded(levels, height, tall)
    for rows in range(int(tall / (height + DOWN)), 0, -1):
        lower, others = _folded(levels, height, rows * (height + DOWN)) if apart else (trees, apart)
        if len(lower) > len(trees):
            break
        trees, apart = lower, others
    return trees, apart


def _folded(levels: Sequence[int], height: float, tall: float) -> tuple[list[_Node], set[int]]:
    """Trees that each fit a sheet, in order, and which of them stood below somebody: first go those with most boxes."""
    waiting: dict[int, list[_Node]] = {}
    parts: list[_Node] = []
    for index in range(len(levels) - 1, -1, -1):
        node = _Node(index, tuple(reversed(waiting.pop(levels[index] + 1, []))))
        while node.below and not any(_placings(node, height, tall)):
            part = max(reversed(node.below), key=lambda each: each.count)
            parts.append(part)
            node = replace(node, below=tuple(each for each in node.below if each is not part))
        waiting.setdefault(levels[index], []).append(node)
    apart = {part.index for part in parts}
    return sorted((*parts, *waiting.get(0, [])), key=lambda each: each.index), apart


def _placings(node: _Node, height: float, tall: float) -> Iterator[Placing]:
    """Those that fit a sheet: so many levels side by side or in columns, the others hanging."""
    if node.count * WIDTH * height > PAGE * tall:  # more boxes than a sheet has room for, wherever they stand
        return
    yield from (
        placing
        for make, numbers in ((_spread, range(node.depth)), (_gathered, range(2, COLUMNS + 1)))
        for placing in (make(node, number, height) for number in numbers)
        if placing.width <= PAGE and placing.height <= tall
    )


def _lowest(node: _Node, height: float, tall: float) -> Placing:
    return min(_placings(node, height, tall), key=lambda each: each.height, default=_hanging(node, height))


def _slimmest(node: _Node, height: float, tall: float) -> Placing:
    return min(_placings(node, height, tall), key=lambda each: each.width, default=_hanging(node, height))


def _hanging(node: _Node, height: float) -> Placing:
    """Everybody below hangs under him, one beneath the other; one alone without standing in."""
    boxes, lines, y, width = [(node.index, 0.0, 0.0)], [], height, WIDTH
    inwards = INDENT if len(node.below) > 1 else 0.0
    for below in node.below:
        part = _hanging(below, height).moved(inwards, y + DOWN)
        boxes += part.boxes
        middle = y + DOWN + height / 2
        down = ((SPINE, height), (SPINE, middle), (INDENT, middle)) if inwards else ((SPINE, y), (SPINE, y + DOWN))
        lines += [down, *part.lines]
        y, width = y + DOWN + part.height, max(width, inwards + part.width)
    return Placing(width, y, WIDTH / 2, tuple(boxes), tuple(lines))


def _spread(node: _Node, levels: int, height: float) -> Placing:
    """Those below him side by side, for so many levels; who has nobody below him stands in a column of its own."""
    if not levels or not any(below.below for below in node.below):
        return _hanging(node, height)
    parts = [_spread(below, levels - 1, height) for below in node.below if below.below]
    boxes = [_hanging(below, height) for below in node.below if not below.below]
    parts += [_under(column, height) for column in _even(boxes, ceil(len(boxes) / STACKED))] if boxes else []
    return _side_by_side(node.index, parts, height)


def _side_by_side(index: int, parts: Sequence[Placing], height: float) -> Placing:
    """A box above parts that stand beside each other."""
    beside, x = [], 0.0
    for part in parts:
        beside.append(part.moved(x, height + 2 * DOWN))
        x += part.width + ACROSS
    width = max(x - ACROSS, WIDTH)
    middle = min(max((beside[0].anchor + beside[-1].anchor) / 2, WIDTH / 2), width - WIDTH / 2)
    lines = tuple(_bus(middle, height, [part.anchor for part in beside]))
    boxes = ((index, middle - WIDTH / 2, 0.0), *(box for part in beside for box in part.boxes))
    tall = max(part.height for part in beside) + height + 2 * DOWN
    return Placing(width, tall, middle, boxes, (*lines, *(line for part in beside for line in part.lines)))


def _gathered(node: _Node, count: int, height: float) -> Placing:
    """Those below him in so many columns of about the same height, in order, each with all who hang under him.

    Where only one is below, it is those below that one.
    """
    if len(node.below) == 1 and node.below[0].below:
        return _side_by_side(node.index, [_gathered(node.below[0], count, height)], height)
    if not node.below:
        return _hanging(node, height)
    columns = _even([_hanging(below, height) for below in node.below], count)
    return _side_by_side(node.index, [_under(parts, height) for parts in columns], height)


def _even(parts: Sequence[Placing], count: int) -> list[list[Placing]]:
    """The parts, in order, in at most so many columns, the tallest of which is as low as can be."""
    limit = max((_tall(parts) + DOWN) / count - DOWN, *(part.height for part in parts))  # none can do with less
    while len(columns := list(_filled(parts, limit))) > count:
        limit = min(_tall((*column, following[0])) for column, following in pairwise(columns))
    return columns


def _filled(parts: Sequence[Placing], limit: float) -> Iterator[list[Placing]]:
    """Columns that are filled up to a limit, one after the other."""
    column: list[Placing] = []
    y = 0.0  # where the next part begins
    for part in parts:
        if column and y + part.height > limit:
            yield column
            column, y = [], 0.0
        column.append(part)
        y += part.height + DOWN
    yield column


def _tall(parts: Sequence[Placing]) -> float:
    return sum(part.height + DOWN for part in parts) - DOWN


def _under(parts: Sequence[Placing], height: float) -> Placing:
    """Parts beneath each other beside one line down; one alone needs no line beside it."""
    if len(parts) == 1:
        return parts[0]
    boxes: list[tuple[int, float, float]] = []
    lines: list[tuple[Point, ...]] = []
    y = 0.0
    for part in parts:
        there, middle = part.moved(INDENT, y), y + height / 2
        boxes += there.boxes
        lines += [((SPINE, 0.0), (SPINE, middle), (INDENT, middle)), *there.lines]
        y += part.height + DOWN
    width = INDENT + max(part.width for part in parts)
    return Placing(width, y - DOWN, SPINE, tuple(boxes), tuple(lines))


def _bus(middle: float, height: float, anchors: Iterable[float]) -> Iterator[tuple[Point, ...]]:
    for anchor in anchors:
        yield ((middle, height), (middle, height + DOWN), (anchor, height + DOWN), (anchor, height + 2 * DOWN))


def _shelves(parts: Iterable[Placing]) -> Iterator[Placing]:
    """Trees that do not hang together side by side, as many as the page is wide; each shelf as one."""
    shelf: list[Placing] = []
    for part in parts:
        x = sum(each.width + ACROSS for each in shelf)
        if shelf and x + part.width > PAGE:
            yield _one(shelf, max(each.height for each in shelf))
            shelf, x = [], 0.0
        shelf.append(part.moved(x, 0))
    if shelf:
        yield _one(shelf, max(each.height for each in shelf))


def _stacked(shelves: Iterable[Placing], tall: float) -> Iterator[Placing]:
    """Sheets of shelves beneath each other, none of them taller than it may be."""
    sheet: list[Placing] = []
    for shelf in shelves:
        y = _tall(sheet) + DOWN if sheet else 0.0
        if sheet and y + shelf.height > tall:
            yield _one(sheet, _tall(sheet))
            sheet, y = [], 0.0
        sheet.append(shelf.moved(0, y))
    if sheet:
        yield _one(sheet, _tall(sheet))


def _one(parts: Iterable[Placing], height: float) -> Placing:
    """Parts that stand in their places already, as one."""
    several = tuple(parts)
    boxes = tuple(box for part in several for box in part.boxes)
    return Placing(PAGE, height, 0.0, boxes, tuple(line for part in several for line in part.lines))
