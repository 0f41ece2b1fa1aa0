"""Views as plain text: golden pages at three widths, and what holds at every width."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.render.blocks import (
    Bar,
    Bars,
    Blank,
    Bullets,
    Column,
    Command,
    Facts,
    Heading,
    Item,
    Line,
    Table,
    View,
)
from osp_cli.render.lines import Page
from osp_cli.render.plain import plain
from osp_cli.render.width import cells

PIPELINE = Table(
    (
        Column("No.", kind="number"),
        Column("Name"),
        Column("Account"),
        Column("Stage"),
        Column("Amount", kind="money"),
        Column("Close", kind="date"),
    ),
    (
        ("1", "cedar-billing", "Cedar Billing Ltd", "1", "$40,000.00", "2026-12-31"),
        ("5", "海棠银行-数据平台", "海棠银行股份有限公司", "9.5", "¥3,500,000.00", "2027-01-15"),
    ),
    totals=(("", "Total", "", "", "$532,000.00", ""),),
)
PAGE: View = (
    Heading("Pipeline", level=1),
    Line("2 open opportunities", "dim"),
    PIPELINE,
    Blank(),
    Facts((("Owner", "林晓梅"), ("Technical lead", "Noor Haddad said:\nnot before spring"))),
    Bullets((Item("[ ] the business owner confirms the funding of the project", "bad"), Item("asked twice", indent=1))),
    Command('osp confirm funding-confirmed --who "Noor Haddad" --evidence "…"'),
    Bars((Bar("commit", "$40,000.00", 0.5), Bar("best case", "$1.00", 0.001), Bar("omitted", "$0.00", 0))),
)
HUNDRED = """\
    Pipeline
    ========
    2 open opportunities
    No.  Name               Account               Stage         Amount  Close
    ---  -----------------  --------------------  -----  -------------  ----------
      1  cedar-billing      Cedar Billing Ltd     1         $40,000.00  2026-12-31
      5  海棠银行-数据平台  海棠银行股份有限公司  9.5    ¥3,500,000.00  2027-01-15
    ---  -----------------  --------------------  -----  -------------  ----------
         Total                                             $532,000.00

    Owner           林晓梅
    Technical lead  Noor Haddad said:
                    not before spring
    - [ ] the business owner confirms the funding of the project
      - asked twice
        osp confirm funding-confirmed --who "Noor Haddad" --evidence "…"
    commit     $40,000.00  ###############
    best case       $1.00  #
    omitted         $0.00
"""
SIXTY = """\
    Pipeline
    ========
    2 open opportunities
    No.  Name       Account     Stage         Amount  Close
    ---  ---------  ----------  -----  -------------  ----------
      1  cedar-     Cedar       1         $40,000.00  2026-12-31
         billing    Billing
                    Ltd
      5  海棠银行-  海棠银行股  9.5    ¥3,500,000.00  2027-01-15
         数据平台   份有限公司
    ---  ---------  ----------  -----  -------------  ----------
         Total                           $532,000.00

    Owner           林晓梅
    Technical lead  Noor Haddad said:
                    not before spring
    - [ ] the business owner confirms the funding of the project
      - asked twice
        osp confirm funding-confirmed --who "Noor Haddad" --evidence "…"
    commit     $40,000.00  ###############
    best case       $1.00  #
    omitted         $0.00
"""
THIRTY = """\
    Pipeline
    ========
    2 open opportunities
    No.: 1
    Name: cedar-billing
    Account: Cedar Billing Ltd
    Stage: 1
    Amount: $40,000.00
    Close: 2026-12-31

    No.: 5
    Name: 海棠银行-数据平台
    Account: 海棠银行股份有限公司
    Stage: 9.5
    Amount: ¥3,500,000.00
    Close: 2027-01-15

    Name: Total
    Amount: $532,000.00

    Owner: 林晓梅
    Technical lead: Noor Haddad
      said:
      not before spring
    - [ ] the business owner
      confirms the funding of the
      project
      - asked twice
        osp confirm funding-confirmed --who "Noor Haddad" --evidence "…"
    commit: $40,000.00
    best case: $1.00
    omitted: $0.00
"""

WORDS = st.text(alphabet="abc 海棠银行-，é\u202e\x1b\n", max_size=24)
AMOUNTS = st.sampled_from(["$1.00", "¥3,500,000.00", "CHF 12,000,000.00", "US$999,999,999,999.99", "-"])
TABLES = st.lists(st.tuples(WORDS, AMOUNTS, WORDS, st.sampled_from(["2026-12-31", "-"])), max_size=5)
COLUMNS = (Column("Name"), Column("Amount", kind="money"), Column("负责人"), Column("Close", kind="date"))


@pytest.mark.parametrize(("width", "golden"), [(100, HUNDRED), (60, SIXTY), (30, THIRTY), (None, HUNDRED)])
def test_a_page_at_a_width(width: int | None, golden: str) -> None:
    expected = "".join(line.removeprefix("    ") for line in golden.splitlines(keepends=True))

    assert plain(PAGE, Page(width)) == expected


def _table(rows: list[tuple[str, str, str, str]]) -> Table:
    return Table(COLUMNS, tuple(rows))


@given(TABLES, st.one_of(st.none(), st.integers(60, 200)))
def test_the_amounts_of_a_column_end_in_the_same_cell(rows: list[tuple[str, str, str, str]], width: int | None) -> None:
    lines = plain((_table(rows),), Page(width)).splitlines()
    rule = lines[next(place for place, line in enumerate(lines) if set(line) <= {"-", " "})]
    columns = [(found.start(), found.end()) for found in re.finditer("-+", rule)]
    ends = {
        cells(line[: line.index(amount)]) + len(amount)
        for (_, amount, _, _), line in _first_lines(rows, lines)
        if amount != "-"
    }
    assert ends <= {columns[1][1]}


def _first_lines(rows: list[tuple[str, str, str, str]], lines: list[str]) -> list[tuple[tuple[str, ...], str]]:
    """Each row with the line its amount stands on; amounts are told apart by their order."""
    found, place = [], 0
    for row in rows:
        if row[1] != "-":
            place = next(n for n in range(place, len(lines)) if row[1] in lines[n])
            found.append((row, lines[place]))
            place += 1
    return found


@given(TABLES, st.integers(30, 200))
def test_no_line_is_wider_than_the_page(rows: list[tuple[str, str, str, str]], width: int) -> None:
    view: View = (
        Heading("管道 of the quarter and of the year", level=1),
        *(Line(f"{name} {amount}", "warn") for name, amount, _, _ in rows),
        _table(rows),
        Facts(tuple((name, f"{amount} {owner}") for name, amount, owner, _ in rows)),
        Bullets(tuple(Item(f"{name}: {amount}", indent=place) for place, (name, amount, *_) in enumerate(rows))),
        Bars(tuple(Bar(name, amount, 0.4) for name, amount, *_ in rows)),
    )
    assert [line for line in plain(view, Page(width)).splitlines() if cells(line) > width] == []


@given(TABLES, st.integers(30, 200))
def test_every_amount_is_there_in_full(rows: list[tuple[str, str, str, str]], width: int) -> None:
    text = plain((_table(rows),), Page(width))

    assert all(amount in text for _, amount, _, _ in rows)


@given(TABLES, st.one_of(st.none(), st.integers(30, 200)), st.booleans())
def test_nothing_that_a_terminal_obeys_comes_through(
    rows: list[tuple[str, str, str, str]], width: int | None, accessible: bool
) -> None:
    view: View = (_table(rows), *(Line(name) for name, *_ in rows), *(Command(name) for name, *_ in rows))

    assert not set(plain(view, Page(width, is_accessible=accessible))) & {"\x1b", "\u202e", "\r"}


def test_in_a_pipe_a_record_is_one_line_whatever_it_holds() -> None:
    table = Table((Column("Note"), Column("Who")), (("one\ntwo" + " and more" * 30, "Noor\tHaddad"),))
    lines = plain((table,), Page(None)).splitlines()

    assert len(lines) == 3
    assert lines[2].startswith("one␊two and more")
    assert lines[2].endswith("Noor␉Haddad")


def test_a_line_break_in_a_value_cannot_look_like_a_label() -> None:
    view: View = (Facts((("Note", "fine\nOwner  somebody else"),)), Line("note\nOwner  somebody else"))

    assert plain(view, Page(None)).splitlines() == [
        "Note  fine",
        "      Owner  somebody else",
        "note",
        "  Owner  somebody else",
    ]


def test_an_amount_wider_than_the_page_is_kept_whole_below_its_label() -> None:
    table = Table((Column("Amount", kind="money"),), (("CHF 12,000,000.00",),))

    assert plain((table,), Page(12)).splitlines() == ["Amount:", "  CHF 12,000,000.00"]


def test_a_table_that_cannot_fit_becomes_cards() -> None:
    table = Table(tuple(Column(f"Amount {n}", kind="money") for n in range(8)), (("$1,000,000.00",) * 8,))

    assert plain((table,), Page(80)).splitlines()[0] == "Amount 0: $1,000,000.00"


def test_one_table_that_cannot_fit_gives_every_table_of_the_view_the_form_of_cards() -> None:
    wide = Table(tuple(Column(f"Amount {n}", kind="money") for n in range(8)), (("$1,000,000.00",) * 8,))
    narrow = Table((Column("Name"),), (("Cedar",),))

    assert plain((narrow, wide), Page(80)).splitlines()[0] == "Name: Cedar"


def test_a_word_is_kept_whole_where_a_title_can_give_way() -> None:
    columns = (Column("Name"), Column("Account"), Column("Expected order", kind="date"), Column("Owner"))
    table = Table(columns, (("Lantern traceability", "Lantern Foods", "2026-11-18", "Amara Okafor"),))

    assert all("traceability" in plain((table,), Page(width)) for width in (60, 62))


def test_for_a_screen_reader_every_table_is_cards_with_the_colon_of_the_language() -> None:
    text = plain((PIPELINE, Facts((("负责人", "林晓梅"),))), Page(200, "：", is_accessible=True))

    assert "Amount：$40,000.00" in text.splitlines()
    assert "负责人：林晓梅" in text.splitlines()
    assert "---" not in text


def test_rows_may_have_tones_and_a_table_may_be_empty() -> None:
    toned = Table((Column("Name"),), (("a",), ("b",)), tones=("warn",))

    assert plain((toned,), Page(80)) == "Name\n----\na\nb\n"
    assert plain((Table((Column("Name"),), ()),), Page(80)) == "Name\n----\n"
    assert plain((), Page(80)) == ""


def test_a_column_behind_wrapped_chinese_begins_in_the_same_cell() -> None:
    rows = (("海棠银行股份有限公司与青松制造集团", "x"), ("Cedar Billing", "x"), ("青松 Pine 制造", "x"))
    table = Table((Column("Account " * 8), Column("x")), rows)
    lines = [line for line in plain((table,), Page(60)).splitlines() if "x" in line]

    assert len({cells(line[: line.index("x")]) for line in lines}) == 1


def test_a_command_is_never_wrapped() -> None:
    command = "osp confirm funding-confirmed --who Noor --evidence " + "x" * 80

    assert plain((Command(command),), Page(40)) == f"    {command}\n"


def test_an_item_with_a_number_has_it_as_its_mark_and_no_dash_before() -> None:
    page = Page(width=12, colon=": ", is_accessible=False)
    lines = plain((Bullets((Item("7. one two three"), Item("four"))),), page).splitlines()
    assert lines == ["7. one two", "   three", "- four"]


def test_a_bar_may_begin_where_another_ended_and_says_by_its_sign_what_it_means() -> None:
    bars = (Bar("start", "10", 0.5), Bar("new", "+10", 0.5, 0.5, "+"), Bar("lost", "-5", 0.25, 0.75, "-"))
    assert plain((Bars(bars),), Page(60)).splitlines() == [
        "start   10  ###############",
        "new    +10                 +++++++++++++++",
        "lost    -5                        --------",
    ]
