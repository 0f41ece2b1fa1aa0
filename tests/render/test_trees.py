"""A tree keeps within its width, keeps badges whole, and says in words what a screen reader cannot see."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from osp_cli.render.blocks import Branch, Tree
from osp_cli.render.lines import Page
from osp_cli.render.trees import tree_lines
from osp_cli.render.width import cells

BADGES = ("[decision maker]", "[核心圈]", "[supporter]")
TREE = Tree(
    (
        Branch("Sam, COO", 0, is_last=False, badges=BADGES),
        Branch("Lena", 1, is_last=False, badges=BADGES, beneath="reports to Sam"),
        Branch("Ivo", 2, is_last=True, badges=BADGES[:1], beneath="reports to Lena"),
        Branch("钱文，分管副行长", 1, is_last=True, beneath="reports to Sam"),
        Branch("Greta", 0, is_last=True),
    )
)


def lines(page: Page, tree: Tree = TREE) -> list[str]:
    return ["".join(text for text, _ in line) for line in tree_lines(tree, page)]


def test_a_tree_is_drawn_with_plain_guides() -> None:
    assert lines(Page(40)) == [
        "Sam, COO",
        "|  [decision maker] [核心圈] [supporter]",
        "|- Lena",
        "|  |  [decision maker] [核心圈]",
        "|  |  [supporter]",
        "|  `- Ivo",
        "|        [decision maker]",
        "`- 钱文，分管副行长",
        "Greta",
    ]


def test_who_cannot_see_the_guides_is_told_what_hangs_where() -> None:
    told = lines(Page(40, is_accessible=True))
    assert told[2:5] == ["Lena", "  reports to Sam", "  [decision maker] [核心圈] [supporter]"]
    assert not any(line.startswith(("|", "`")) for line in told)


LEVELS = st.lists(st.integers(0, 6), max_size=8).map(
    lambda steps: [min(step, place) for place, step in enumerate(steps)]
)


@given(
    width=st.integers(20, 120), levels=LEVELS, names=st.lists(st.text("ab 林，[]", max_size=40), min_size=8, max_size=8)
)
def test_no_line_is_wider_than_the_page_and_no_badge_is_broken(width: int, levels: list[int], names: list[str]) -> None:
    branches = tuple(
        Branch(name, level, is_last=True, badges=BADGES) for name, level in zip(names, levels, strict=False)
    )
    drawn = lines(Page(width), Tree(branches))
    assert all(cells(line) <= width for line in drawn)
    assert sum(line.count("[核心圈]") for line in drawn) >= len(branches)
