"""Markdown read into blocks, and the blocks as an HTML page that needs nothing but itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from osp_cli.render.escaping import SPACES, isolated, markdown_text, paper_text
from osp_cli.render.paper.html import HtmlWriter
from osp_cli.render.paper.page import page
from osp_cli.render.paper.reading import read
from osp_cli.render.paper.tree import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    LineEnd,
    Listing,
    Literally,
    Paragraph,
    Picture,
    Quote,
    Row,
    Rule,
    Run,
    Table,
    plain,
)
from tests.hostile import LONG, TRAPS, hostile
from tests.render.test_pages import Read

SHEET = """# Plan: *Blue* Heron

|  |  |
|---|---|
| Customer | Blue **Heron** |

Leads to

|  | Question | We | Weight |
|---:|---|:---:|---|
|  | **Why?** |  |  |
| 1 | q | \\+ | - |
| 2 | q | ? | \\- |

- one
  - inner
- [x] done
- [ ] open

3. three

![The map](map.svg)

> said

    as it is

a\\
b ~~c~~ `d` [e](https://f.g) ![h](other.svg) <b> [j](javascript:k)

---

**Internal**: not for the customer.
"""


def text(runs: str) -> Paragraph:
    return Paragraph((Run(runs),))


def test_the_blocks_of_a_document() -> None:
    document = read(SHEET)
    title, facts, lead, table, tasks, counted, figure, quote, literal, inlines = document.blocks
    assert title == Heading(1, (Run("Plan: "), Run("Blue", is_italic=True), Run(" Heron")))
    assert isinstance(facts, Table)
    assert facts.is_facts
    assert [plain(cell.inlines) for cell in facts.rows[0].cells] == ["Customer", "Blue Heron"]
    assert lead == text("Leads to")
    assert isinstance(table, Table)
    assert table.aligns == ("right", "left", "centre", "left")
    assert [row.is_section for row in table.rows] == [True, False, False]
    assert [[cell.badge for cell in row.cells] for row in table.rows[1:]] == [[None, None, s, None] for s in "+?"]
    assert tasks == Listing(
        (
            Item((text("one"), Listing((Item((text("inner"),)),)))),
            Item((text("done"),), is_done=True),
            Item((text("open"),), is_done=False),
        )
    )
    assert counted == Listing((Item((text("three"),)),), start=3)
    assert figure == Figure((Picture("map.svg", "The map"),))
    assert quote == Quote((text("said"),))
    assert literal == Literally("as it is")
    assert isinstance(inlines, Paragraph)
    assert LineEnd() in inlines.inlines
    assert Run("c", is_struck=True) in inlines.inlines
    assert Run("d", is_code=True) in inlines.inlines
    assert Run("e", link="https://f.g") in inlines.inlines
    assert Picture("other.svg", "h") in inlines.inlines
    assert inlines.inlines[-1] == Run(" <b> [j](javascript:k)")
    assert plain(document.foot) == "Internal: not for the customer."
    assert document.title == "Plan: Blue Heron"


def test_a_rule_amid_the_text_is_no_foot_and_sections_begin_at_level_two() -> None:
    document = read("# T\n\na\n\n---\n\nb\n\n## one\n\nc\n\n## two\n")
    assert document.foot == ()
    assert Rule() in document.blocks
    assert [len(section) for section in document.sections()] == [6, 1]
    assert [len(section) for section in Document(()).sections()] == [0]


@pytest.mark.parametrize(
    ("source", "bold"),
    [
        ("**策略：**内容", "策略："), ("和**“重点”**都要", "“重点”"), ("a**b**c", "b"), ("**x** y", "x"),
        ("这是**重点**。", "重点"), ("** x**", None), ("价格**（含税）**为", "（含税）"),
    ],
)  # fmt: skip
def test_bold_beside_chinese_reads_as_it_is_meant(source: str, bold: str | None) -> None:
    (block,) = read(source).blocks
    assert isinstance(block, Paragraph)
    assert [run.text for run in block.inlines if isinstance(run, Run) and run.is_bold] == ([bold] if bold else [])


def test_the_page_has_the_picture_the_badges_and_the_foot_and_asks_for_nothing() -> None:
    text = HtmlWriter("zh", {"map.svg": "<svg><title>m</title></svg>"}).write(read(SHEET))
    assert '<html lang="zh-CN">' in text
    assert "<figure><svg><title>m</title></svg></figure>" in text
    assert '<td class="centre sign"><span class="plus">+</span></td>' in text
    assert '<td class="centre sign"><span class="unknown">?</span></td>' in text
    assert '<tr class="names"><td' in text
    assert '<table class="facts whole"><tr><th>Customer</th>' in text
    assert '<li class="task">\u2611 done</li>' in text
    assert '<p class="lead">Leads to</p>' in text
    assert "<footer><p><strong>Internal</strong>: not for the customer.</p></footer>" in text
    assert "Internal \\b7  Plan\\3a  Blue Heron" in text
    assert re.findall(r"<script|<link|<img|src=|@import|url\(", text) == []
    assert re.findall(r'href="([^"]*)"', text) == ["https://f.g"]
    assert "default-src 'none'" in text
    assert " h " in Read(text).shown.replace("\n", " ")


def test_a_column_of_days_never_breaks() -> None:
    for day in ("2026-11-28 (Sat)", "2026年11月28日（周六）"):
        text = HtmlWriter("zh").write(read(f"| Step | Date |\n|---|---|\n| send | {day} |\n"))
        assert '<td class="short"><span class="day">' in text


def test_short_facts_stand_in_two_halves_and_long_ones_do_not() -> None:
    def written(value: str, rows: int) -> str:
        facts = "".join(f"| Label {n} | {value} |\n" for n in range(rows))
        return HtmlWriter("en").write(read(f"# T\n\n|  |  |\n|---|---|\n{facts}"))

    halves = written("short", 7)
    assert halves.count('<div class="halves">') == 1
    left, right = re.findall(r"<table.*?</table>", halves, re.DOTALL)
    assert (left.count("<tr>"), right.count("<tr>")) == (4, 3)
    assert (
        "halves"
        not in written("a sentence that takes a whole line of the page and then some more " * 2, 7).split("</style>")[1]
    )
    assert "halves" not in written("short", 4).split("</style>")[1]


def test_long_labels_of_facts_take_the_room_that_the_facts_leave() -> None:
    def share(fact: str) -> int:
        rows = f"| Technical people and partners, and when they come in | {fact} |\n" * 8
        found = re.search(r'<th style="width:(\d+)%">', HtmlWriter("en").write(read(f"|  |  |\n|---|---|\n{rows}")))
        assert found
        return int(found[1])

    assert share("not known") > 40
    assert share("two engineers of the partner, from the second phase on, and one of ours in each plant, " * 3) < 30


def test_a_table_of_few_rows_stays_on_one_sheet_and_no_row_of_a_long_one_is_alone() -> None:
    def table(rows: int) -> str:
        return HtmlWriter("en").write(read("| a | b |\n|---|---|\n" + "| c | d |\n" * rows))

    assert '<table class="whole">' in table(4)
    assert "<table><thead>" in table(5)
    assert "tbody > tr:last-child:not(:first-child) { break-before: avoid; }" in table(5)


@pytest.mark.parametrize(("head", "is_whole"), [("编号", True), ("与最强竞争对手之差", False)])
def test_a_short_head_over_figures_never_breaks(head: str, is_whole: bool) -> None:
    text = HtmlWriter("zh").write(read(f"| {head} | b |\n|---:|---|\n| 1 | {'长' * 30} |\n"))
    assert (f'<th class="right short">{head}</th>' in text) is is_whole


def test_each_section_is_a_sheet_where_a_plan_has_pages() -> None:
    written = HtmlWriter("en").write(read("# T\n\n## one\n\na\n\n## two\n\nb\n"), has_pages=True)
    assert written.count("<section>") == 2
    assert '<main class="pages">' in written


def test_a_section_below_one_that_runs_over_its_sheet_leaves_no_half_of_it_blank() -> None:
    long = "".join(f"text {n}\n\n" for n in range(99))
    written = HtmlWriter("en").write(read(f"# T\n\n## one\n\n{long}## two\n\nb\n\n## three\n\nc\n"), has_pages=True)
    assert re.findall("<section.*?>", written) == ["<section>", '<section class="on">', "<section>"]
    assert ".pages > section + section:not(.on) { break-before: page; }" in written


def test_nothing_in_a_title_ends_the_style_or_the_head() -> None:
    nasty = "</style><script>\"'\\ */ } x"
    assert page("", nasty, "en").count("</style>") == 1
    assert "<script" not in page("", nasty, "en")


FIELDS = """# {0}

|  |  |
|---|---|
| Need | {0} |

|  | **{0}** | a |
|:--:|---|---|
| + | {0} | b |

- {0}
- **Label**: {0}

{0}

---

**Internal**: {0}
"""


def texts(block: Block) -> list[str]:
    match block:
        case Heading(_, inlines) | Paragraph(inlines):
            return [plain(inlines)]
        case Listing(items):
            return [each for item in items for inner in item.blocks for each in texts(inner)]
        case Table():
            return [plain(cell.inlines) for row in (Row(block.heads), *block.rows) for cell in row.cells]
        case _:
            raise AssertionError(block)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def reads_as_typed(typed: str) -> None:
    said = markdown_text(typed)
    wanted = squeezed(isolated(paper_text(SPACES.sub(" ", typed).strip())))
    if not wanted:
        return
    document = read(FIELDS.format(said))
    shown = [squeezed(each) for block in document.blocks for each in texts(block)]
    assert shown == [
        *(wanted, "Need", wanted, "", wanted, "a", "+", wanted, "b", wanted, squeezed(f"Label: {wanted}"), wanted),
    ]
    assert squeezed(plain(document.foot)) == squeezed(f"Internal: {wanted}")
    html = Read(HtmlWriter("en").write(document))
    assert squeezed(html.shown).count(wanted) >= 8
    assert html.tags <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "p", "table", "thead", "tbody", "tr", "th"),
        *("td", "span", "ul", "li", "strong", "footer"),
    }


@pytest.mark.parametrize("typed", [*TRAPS, LONG], ids=range(len(TRAPS) + 1))
def test_a_trap_reads_as_it_was_typed_in_the_tree_and_on_the_page(typed: str) -> None:
    reads_as_typed(typed)


@settings(max_examples=20)
@given(hostile)
def test_any_text_reads_as_it_was_typed_in_the_tree_and_on_the_page(typed: str) -> None:
    reads_as_typed(typed)
