"""A tree as lines: guides of plain characters, which every terminal draws one cell wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from osp_cli.domain.names import visible
from osp_cli.render.blocks import Branch, Tree
from osp_cli.render.lines import GAP, Page, StyledLine
from osp_cli.render.width import cells, wrap

FORK, LAST, ON, NONE = "|- ", "`- ", "|  ", "   "
NARROWEST = 10


def tree_lines(tree: Tree, page: Page) -> Iterator[StyledLine]:
    """The lines of a tree. Where nobody sees the guides, or no room is left beside them, words say what hangs where."""
    guides: list[str] = []
    for branch, following in zip_longest(tree.branches, tree.branches[1:]):
        del guides[branch.level :]
        has_more = following is not None and following.level > branch.level
        first, rest = "".join(guides[1:]), "".join(guides[1:])
        if branch.level:
            first += LAST if branch.is_last else FORK
            rest += NONE if branch.is_last else ON
        guides.append(NONE if branch.is_last else ON)
        if page.is_accessible or (page.width is not None and page.width - len(rest) - len(ON) < NARROWEST):
            yield from _told(branch, page)
        else:
            yield from _drawn(branch, first, rest, rest + (ON if has_more else NONE), page)


def _drawn(branch: Branch, first: str, rest: str, beneath: str, page: Page) -> Iterator[StyledLine]:
    width = page.width
    for place, line in enumerate(wrap(visible(branch.text), width and width - len(first))):
        yield (rest if place else first, "dim"), (line, branch.tone)
    for line in _packed(branch.badges, width and width - len(beneath)):
        yield (beneath, "dim"), (line, "plain")


def _packed(badges: Sequence[str], width: int | None) -> list[str]:
    """The badges on lines of at most this width, each whole unless it is wider than a line."""
    lines: list[str] = []
    for badge in map(visible, badges):
        if lines and (width is None or cells(lines[-1]) + 1 + cells(badge) <= width):
            lines[-1] += f" {badge}"
        else:
            lines += wrap(badge, width)
    return lines


def _told(branch: Branch, page: Page) -> Iterator[StyledLine]:
    yield from (((line, branch.tone),) for line in wrap(visible(branch.text), page.width))
    beneath = wrap(visible(branch.beneath), page.rest) if branch.beneath else []
    yield from (((GAP + line, "plain"),) for line in (*beneath, *_packed(branch.badges, page.rest)))
