"""A view as lines: the one layout, which the plain and the coloured writer share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from osp_cli.domain.names import visible
from osp_cli.frozen import replace
from osp_cli.render.barring import signs
from osp_cli.render.blocks import Bars, Blank, Block, Bullets, Command, Facts, Heading, Line, Table, Tree, View
from osp_cli.render.lines import GAP, Page, Style, StyledLine, labelled, parts_of
from osp_cli.render.tables import fits, table_lines
from osp_cli.render.trees import tree_lines
from osp_cli.render.width import cells, pad, wrap

COMMAND_INDENT = "    "
NARROWEST_VALUE = 20
LONGEST_BAR = 30
SHORTEST_BAR = 5


def lay_out(view: View, page: Page) -> Iterator[StyledLine]:
    """The lines of a view, none wider than the page but where a command or an amount alone is."""
    if any(isinstance(block, Table) and not fits(block, page) for block in view):
        page = replace(page, has_cards=True)
    for block in view:
        yield from _lines_of(block, page)


def _lines_of(block: Block, page: Page) -> Iterator[StyledLine]:  # noqa: C901  one case per kind of block
    match block:
        case Heading():
            yield from _heading(block, page)
        case Line():
            yield from _hanging("", block.text, block.tone, page)
        case Facts():
            yield from _facts(block, page)
        case Table():
            yield from table_lines(block, page)
        case Bullets():
            for item in block.items:
                mark, text = _marked(item.text)
                yield from _hanging(GAP * item.indent + mark, text, item.tone, page)
        case Bars():
            yield from _bars(block, page)
        case Tree():
            yield from tree_lines(block, page)
        case Command():
            yield (COMMAND_INDENT, "plain"), (visible(page.filled(block.text)), "command")
        case Blank():
            yield ()
        case _:
            assert_never(block)


def _heading(heading: Heading, page: Page) -> Iterator[StyledLine]:
    lines = wrap(visible(heading.text), page.width)
    yield from (((line, "heading"),) for line in lines)
    if heading.level == 1:
        yield (("=" * max(map(cells, lines)), "dim"),)


def _marked(text: str) -> tuple[str, str]:
    """The mark of an item and the rest of it: the number of what has one, else a dash."""
    numbered = re.match(r"\d+\. ", text)
    return (numbered[0], text[numbered.end() :]) if numbered else ("- ", text)


def _hanging(mark: str, text: str, style: Style, page: Page) -> Iterator[StyledLine]:
    """A text after its mark; what is wrapped stands beneath the text, further lines of the text are indented."""
    first, *others = parts_of(text)
    width = None if page.width is None else max(page.width - len(mark), 2)
    space = " " * len(mark)
    for place, line in enumerate(wrap(first, width)):
        yield (((space if place else mark) + line, style),)
    for part in others:
        yield from (((space + GAP + line, style),) for line in wrap(part, width and max(width - len(GAP), 2)))


def _facts(facts: Facts, page: Page) -> Iterator[StyledLine]:
    column = max((cells(visible(label)) for label, _ in facts.rows), default=0) + len(GAP)
    if page.wants_cards or (page.width is not None and page.width - column < NARROWEST_VALUE):
        for label, value in facts.rows:
            yield from labelled(label, value, page)
        return
    room = None if page.width is None else page.width - column
    for label, value in facts.rows:
        lines = (line for part in parts_of(value) for line in wrap(part, room))
        for place, line in enumerate(lines):
            head = "" if place else visible(label)
            yield ((pad(head, column) if line else head, "label"), (line, "plain"))


def _bars(bars: Bars, page: Page) -> Iterator[StyledLine]:
    rows = [(visible(bar.label), visible(bar.value), bar) for bar in bars.rows]
    labels = max((cells(label) for label, _, _ in rows), default=0)
    values = max((cells(value) for _, value, _ in rows), default=0)
    left = LONGEST_BAR if page.width is None else min(LONGEST_BAR, page.width - labels - values - 2 * len(GAP))
    if page.wants_cards or left < SHORTEST_BAR:
        for label, value, _ in rows:
            yield from labelled(label, value, page, is_whole=True)
        return
    for label, value, bar in rows:
        line = f"{pad(label, labels)}{GAP}{pad(value, values, right=True)}"
        drawn = signs(bar, left)
        yield ((line, "plain"), (GAP + drawn, "command")) if drawn else ((line, "plain"),)
