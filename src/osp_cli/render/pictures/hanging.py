"""Where the boxes of a political map stand: side by side as far as the page is wide, else hanging under each other.

Nothing of people is known here: a tree comes in as the level of each box, in order, and places come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise

from osp_cli.frozen import dataclass
from osp_cli.render.pictures.shapes import WIDEST, Point

PAGE = WIDEST - 4
"""The room for boxes: the thickest frame stands out by half of its weight."""
WIDTH = 152.0
ACROSS, DOWN, INDENT, SPINE = 16.0, 16.0, 20.0, 9.0
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
class _Node:
    index: int
    below: tuple[_Node, ...]

    @property
    def depth(self) -> int:
        return 1 + max((node.depth for node in self.below), default=0)


def placed(levels: Sequence[int], height: float) -> Placing:
    """The places of boxes of this height, given the level of each, those below somebody right after him."""
    nodes = _nodes(levels, 0, len(levels), 0)
    trees = [_narrow(node, height) for node in nodes if node.below]
    alone = [_box(node.index, height) for node in nodes if not node.below]
    return _shelved([*trees, *alone])


def _nodes(levels: Sequence[int], first: int, end: int, level: int) -> tuple[_Node, ...]:
    starts = [place for place in range(first, end) if levels[place] == level]
    ends = [*starts[1:], end]
    return tuple(
        _Node(start, _nodes(levels, start + 1, stop, level + 1)) for start, stop in zip(starts, ends, strict=False)
    )


def _box(index: int, height: float) -> Placing:
    return Placing(WIDTH, height, WIDTH / 2, ((index, 0.0, 0.0),), ())


def _narrow(node: _Node, height: float) -> Placing:
    """The lowest of the placings that fit the page: so many levels side by side or in columns, the others hanging."""
    beside = (_spread(node, levels, height) for levels in range(node.depth))
    gathered = (_gathered(node, count, height) for count in range(2, COLUMNS + 1))
    fitting = [placing for placing in chain(beside, gathered) if placing.width <= PAGE]
    return min(fitting, key=lambda placing: placing.height, default=_hanging(node, height))


def _hanging(node: _Node, height: float) -> Placing:
    """Everybody below hangs under him, one beneath the other."""
    boxes, lines, y, width = [(node.index, 0.0, 0.0)], [], height, WIDTH
    for below in node.below:
        part = _hanging(below, height).moved(INDENT, y + DOWN)
        boxes += part.boxes
        middle = y + DOWN + height / 2
        lines += [((SPINE, height), (SPINE, middle), (INDENT, middle)), *part.lines]
        y, width = y + DOWN + part.height, max(width, INDENT + part.width)
    return Placing(width, y, WIDTH / 2, tuple(boxes), tuple(lines))


def _spread(node: _Node, levels: int, height: float) -> Placing:
    """Those below him side by side, for so many levels; who has nobody below him stands in a column of its own."""
    if not levels or not any(below.below for below in node.below):
        return _hanging(node, height)
    parts = [_spread(below, levels - 1, height) for below in node.below if below.below]
    single = [below for below in node.below if not below.below]
    parts += [_column(single[n : n + STACKED], height) for n in range(0, len(single), STACKED)]
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
    parts = [_hanging(below, height) for below in node.below]
    groups = min(
        _groupings(len(parts), min(count, len(parts))),
        key=lambda each: max(_tall(parts[n:m]) for n, m in pairwise(each)),
    )
    columns = [_under(parts[first:end], height) for first, end in pairwise(groups)]
    return _side_by_side(node.index, columns, height)


def _groupings(parts: int, count: int) -> Iterator[tuple[int, ...]]:
    """Where so many columns may begin and end."""
    yield from ((0, *cuts, parts) for cuts in combinations(range(1, parts), count - 1))


def _tall(parts: Sequence[Placing]) -> float:
    return sum(part.height + DOWN for part in parts) - DOWN


def _under(parts: Sequence[Placing], height: float) -> Placing:
    """Parts beneath each other; one alone needs no line beside it."""
    return parts[0] if len(parts) == 1 else _beside_a_line(parts, height)


def _beside_a_line(parts: Sequence[Placing], height: float) -> Placing:
    """Parts beneath each other beside one line down."""
    boxes: list[tuple[int, float, float]] = []
    lines: list[tuple[Point, ...]] = []
    y = 0.0
    for part in parts:
        there = part.moved(INDENT, y)
        boxes += there.boxes
        lines += [((SPINE, 0.0), (SPINE, y + height / 2), (INDENT, y + height / 2)), *there.lines]
        y += part.height + DOWN
    width = INDENT + max(part.width for part in parts)
    return Placing(width, y - DOWN, SPINE, tuple(boxes), tuple(lines))


def _bus(middle: float, height: float, anchors: Iterable[float]) -> Iterator[tuple[Point, ...]]:
    for anchor in anchors:
        yield ((middle, height), (middle, height + DOWN), (anchor, height + DOWN), (anchor, height + 2 * DOWN))


def _column(nodes: Sequence[_Node], height: float) -> Placing:
    """Boxes beneath each other beside one line down."""
    return _beside_a_line([_box(node.index, height) for node in nodes], height)


def _shelved(parts: Sequence[Placing]) -> Placing:
    """Trees that do not hang together, side by side, and below each other where the page ends."""
    boxes: list[tuple[int, float, float]] = []
    lines: list[tuple[Point, ...]] = []
    x = y = tall = 0.0
    for part in parts:
        if x and x + part.width > PAGE:
            x, y, tall = 0.0, y + tall + DOWN, 0.0
        there = part.moved(x, y)
        boxes += there.boxes
        lines += there.lines
        x, tall = x + part.width + ACROSS, max(tall, part.height)
    return Placing(PAGE, y + tall, 0.0, tuple(boxes), tuple(lines))
