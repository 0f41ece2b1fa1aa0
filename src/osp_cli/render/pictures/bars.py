"""Bars, one below the other: funnel, range, waterfall, ageing, wins and losses; all from the blocks of screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from osp_cli.frozen import replace
from osp_cli.render.blocks import Bar, Bars
from osp_cli.render.pictures.letters import fitted, length
from osp_cli.render.pictures.shapes import NORMAL, WIDEST, Box, Fill, Label, Picture, Shape, Stroke

HALF, EDGE = WIDEST / 2 - 12, 2.0
GAP, THICK, LEADING = 10.0, 13.0, 13.0
WIDEST_LABEL, NARROWEST_LABEL, NARROWEST_BAR = 210.0, 110.0, 150.0
FILLS: dict[str, Fill] = {"#": "solid", "+": "rise", "-": "fall", "=": "light", "o": "dots", ".": "white"}
"""How the sign of a bar is drawn."""


def bars_picture(bars: Bars, *, has_title: bool = False) -> Picture:
    """The bars with their labels at the left and their values at the right, none of the values ever cut.

    `has_title` draws the title above them, for where no heading says it.
    """
    values = max((length(bar.value, NORMAL) for bar in bars.rows), default=0)
    wide = HALF if bars.is_half else WIDEST
    labels = _label_width(bars.rows, wide, wide - values - NARROWEST_BAR * wide / WIDEST - 2 * (GAP + EDGE))
    left = EDGE + labels + GAP
    room = wide - EDGE - values - GAP - left
    titles = fitted(bars.title, wide - 2 * EDGE, NORMAL, most=2, is_bold=True) if has_title else ()
    shapes: list[Shape] = [Label(line, EDGE, 12 + n * 14, NORMAL, is_bold=True) for n, line in enumerate(titles)]
    top = 14.0 * len(titles) + (4 if titles else 0)
    y, ends = top + 4, []
    for bar in bars.rows:
        indent = 4.0 * (len(bar.label) - len(bar.label.lstrip(" ")))
        lines = fitted(bar.label, labels - indent, NORMAL, most=2)
        height = max(len(lines) * LEADING, THICK) + 6
        middle = y + height / 2
        shapes += [
            Label(line, EDGE + indent, middle + 4 + (place - (len(lines) - 1) / 2) * LEADING, room=labels - indent)
            for place, line in enumerate(lines)
        ]
        shapes += _drawn(bar, left, room, middle)
        shapes.append(Label(bar.value, wide - EDGE, middle + 4, NORMAL, "end"))
        ends.append((left + room * _level(bar), middle))
        y += height
    if bars.is_linked:
        shapes = [*_links(ends), *shapes]
    shapes.append(Stroke(((left + room * bars.axis, top), (left + room * bars.axis, y))))
    legend, bottom = keyed(bars.key, y + 6, wide)
    return Picture(bars.name, bars.title, described(bars), wide, bottom, (*shapes, *legend))


def evened(pictures: Iterable[Picture]) -> Iterator[Picture]:
    """The pictures; those of half a page as high as the highest of them, so that they stand level beside each other."""
    several = tuple(pictures)
    tall = max((each.height for each in several if each.width < WIDEST), default=0.0)
    yield from (replace(each, height=tall) if each.width < WIDEST else each for each in several)


def _label_width(rows: Iterable[Bar], wide: float, room: float) -> float:
    wanted = max((length(bar.label, NORMAL) * 1.01 for bar in rows), default=0)
    return max(min(wanted, WIDEST_LABEL, room), NARROWEST_LABEL * wide / WIDEST)


def _level(bar: Bar) -> float:
    """Where the bar after this one begins in a waterfall."""
    return bar.start if bar.sign == "-" else min(bar.start + bar.share, 1)


def _drawn(bar: Bar, left: float, room: float, middle: float) -> Iterator[Shape]:
    begin = min(max(bar.start, 0.0), 1.0)
    for share, sign in ((bar.share, bar.sign), *bar.more):
        if share > 0:
            width = max(room * min(share, 1 - begin), 2)
            x = min(left + room * begin, left + room - width)
            yield Box(x, middle - THICK / 2, width, THICK, FILLS[sign])
            begin = min(begin + share, 1.0)
    if bar.tick is not None:
        x, top = left + room * min(bar.tick, 1), middle - THICK / 2 - 3
        yield Box(x - 3.5, top, 7, THICK + 6, "white", 0)  # a dark tick would not be seen on a dark bar
        yield Stroke(((x, top), (x, top + THICK + 6)), 3)


def _links(ends: Sequence[tuple[float, float]]) -> Iterator[Shape]:
    """Thin lines from where each bar leaves off down to the next."""
    for (x, y), (_, below) in pairwise(ends):
        yield Stroke(((x, y), (x, below)), 0.8, is_dashed=True)


def keyed(items: Iterable[tuple[str, str]], y: float, wide: float) -> tuple[list[Shape], float]:
    """What the fills mean, in rows from `y` down, and where they end; `|` is a tick."""
    shapes: list[Shape] = []
    x, y = EDGE, y + 4
    for sign, text in items:
        (shown,) = fitted(text, wide - 22 - 2 * EDGE, NORMAL)
        width = 22 + length(shown, NORMAL) + 14
        if x > EDGE and x + width - 14 > wide - EDGE:
            x, y = EDGE, y + 16
        if sign == "|":
            shapes.append(Stroke(((x + 8, y), (x + 8, y + 11)), 3))
        else:
            shapes.append(Box(x + 1, y + 1, 15, 9, FILLS[sign]))
        shapes.append(Label(shown, x + 22, y + 9.5, NORMAL))
        x += width
    return shapes, y + 16 if shapes else y


def described(bars: Bars) -> str:
    """The figures in words."""
    return "; ".join(": ".join(filter(None, (bar.label.strip(), bar.value))) for bar in bars.rows)
