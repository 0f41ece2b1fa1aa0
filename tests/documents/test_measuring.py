"""Type for the formats that others lay out: measured before it is chosen, so that no last sheet is mostly blank."""

from __future__ import annotations

import re

import pytest

from osp_cli.fonts import Face
from osp_cli.render.paper.columns import column_widths, line_count, words
from osp_cli.render.paper.html import HtmlWriter
from osp_cli.render.paper.measuring import Measure, filling, saved
from osp_cli.render.paper.page import TYPES
from osp_cli.render.paper.reading import read
from osp_cli.render.paper.tree import Table
from osp_cli.render.paper.typst import TypstWriter
from osp_cli.render.paper.word_styles import CARDS, FORMS, SMALLEST, type_of
from tests.documents.test_word import parts_of


def lines(count: int) -> str:
    return "# T\n\n" + "".join(f"text {n}\n\n" for n in range(count))


LINES = lines(49)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_closer_form_takes_less_and_no_letter_is_below_seven_points(language: str) -> None:
    text = "# T\n\n## H\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n![x](x.svg)\n\n> q\n\n---\n"
    pictures = {"x.svg": '<svg x="" width="660" height="66">'}
    for types in ([type_of(language, form, 1) for form in FORMS], list(TYPES.values())):
        pages = [Measure(each, Face(), pictures).pages(read(text).blocks) for each in types]
        assert pages == sorted(pages, reverse=True)
        assert all(0.1 < each < 0.5 for each in pages)
    assert min(min(form.body, form.cell, form.small) for form in (*FORMS, *CARDS)) == SMALLEST == 7


@pytest.mark.parametrize(
    ("pages", "closer", "is_saved"),
    [(0.8, 0.7, False), (0.99, 0.9, True), (1.2, 0.97, True), (1.2, 1.01, False), (1.6, 0.9, False), (2.1, 1.9, True)],
)
def test_a_last_page_is_saved_where_it_would_be_mostly_blank(pages: float, closer: float, is_saved: bool) -> None:
    assert saved(pages, closer) is is_saved


def test_a_document_takes_closer_type_only_where_that_saves_a_page() -> None:
    assert '<main class="single">' in HtmlWriter("en").write(read(LINES))
    assert parts_of(LINES)["word/styles.xml"] != parts_of("few\n")["word/styles.xml"]
    assert "<main>" in HtmlWriter("en").write(read("few\n"))


def test_type_that_only_just_saves_a_page_makes_way_for_closer_type() -> None:
    just = read(lines(53))
    assert 0.99 < Measure(TYPES["single"], Face(), {}).pages(just.blocks) <= 1
    assert '<main class="pages">' in HtmlWriter("en").write(just)


def test_what_stays_blank_of_a_promised_sheet_becomes_lines_to_write_on() -> None:
    gap, writer = "# T\n\n## A\n\n**gap**: nobody is known\n\n", HtmlWriter("en")
    line = '<div class="line"></div>'
    assert writer.write(read(gap), is_single=True).count(line) == 8
    assert writer.write(read(gap + "## B\n\n**bold alone**\n"), has_pages=True).count(line) == 8
    assert writer.write(read(gap + 2 * LINES), is_single=True).count(line) == 0
    assert writer.write(read(gap)).count(line) == 0
    assert writer.write(read("# T\n\n## A\n\n**Note**: a sentence\n"), is_single=True).count(line) == 0


@pytest.mark.parametrize(
    "day", ["2026-11-24", "2026年11月24日", "2026 年 11 月 24 日", "11月24日", "2026年5月", "（周二）"]
)
def test_no_line_breaks_a_day(day: str) -> None:
    said = f"on {day}, or {day}"
    assert words(said).count(day) == 2
    assert HtmlWriter("zh").write(read(said)).count(f'<span class="day">{day}</span>') == 2
    assert TypstWriter(Face(), 9, {}, {}).blocks(read(said).blocks).count(f'box("{day}")') == 2
    xml = parts_of(said)["word/document.xml"].decode()
    assert xml.count("<w:noBreakHyphen/>") == (4 if "-" in day else 0)
    assert xml.count("\u00a0") == 2 * day.count(" ")


def test_where_chinese_meets_a_day_the_same_space_stands_as_within_it() -> None:
    code = TypstWriter(Face(), 9, {}, {}).blocks(read("自2026年11月24日（周二）起，2026年5月").blocks)
    assert code.count('h(0.25em, weak: true); box("2026年11月24日")') == 1
    assert code.count("h(") == 1
    assert "text-autospace: normal" in HtmlWriter("zh").write(read("自2026年"))


STEP = "The old licence ends in March and every month after it costs a surcharge, so both plants have to move before"


@pytest.mark.parametrize(("step", "is_broken"), [(STEP, True), ("Board decides", False)])
def test_short_columns_break_where_they_would_leave_a_long_one_a_strip(step: str, is_broken: bool) -> None:
    row = f"| {step} | 2027-02-13 (Sat) | Siobhan Ni Dhomhna | Amara Okafor | To be agreed | done 2026-11-10 |\n"
    (table,) = read("| Step | Until | Yours | Ours | When | State |\n|---|---|---|---|---|---|\n" + row * 3).blocks
    assert isinstance(table, Table)
    widths = column_widths(table, Face(), 62.0, 0.8)
    assert sum(widths) == pytest.approx(62.0)
    assert (widths[0] > 18) is is_broken
    assert (widths[2] < Face().width("Siobhan Ni Dhomhna")) is is_broken
    assert line_count(table, Face(), 62.0, 0.8) <= 3 * 4 + 1


def test_no_cell_is_a_strip_beside_columns_that_have_room_to_spare() -> None:
    text = (
        "| Person | Part here | Influence | Stance; to change | Coverage | For the business | Personally | How |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| Noor Haddad, Head of finance systems | technical lead, inside supporter, evaluator | political structure |"
        " supporter | multiple contacts | Close the books in half the time | Lead the shared service centre |"
        " Bring her the month-end figures of a food company that closed in four days |\n"
        "| Celia Duarte, CFO | decision maker | inner circle | neutral; pragmatist | brief contact |"
        + " **gap** |" * 3
        + "\n| Piet Mulder, Head of infrastructure | evaluator | political structure | non-supporter | no contact |"
        + " **gap** |" * 3
        + "\n"
    )
    (table,) = read(text).blocks
    assert isinstance(table, Table)
    widths = column_widths(table, Face(), 62.0, 0.8)
    assert sum(widths) == pytest.approx(62.0)
    assert max(widths) == widths[-1]
    assert line_count(table, Face(), 62.0, 0.8) <= 2 + 4 + 2 + 2


@pytest.mark.parametrize(("pages", "place"), [((1.5, 1.3), 0), ((2.1, 1.3, 1.2), 1), ((1.3, 1.6), 1), ((0.9, 0.5), 0)])
def test_what_takes_a_sheet_more_than_it_should_fills_it(pages: tuple[float, ...], place: int) -> None:
    assert filling(pages) == place


def test_a_column_that_lacks_one_letter_in_each_row_gets_the_room_of_one_that_lacks_much_in_few() -> None:
    reason, long = "上次标准条款被退回，法务需要两周时间", "每个竞争对手都已评估，或客户确认没有竞争对手，并且记录在案"
    rows = "".join(f"| {long if n == 9 else '客户的采购流程清楚。'} | {reason} | 2026年11月24日 |\n" for n in range(10))
    (table,) = read("| 条件 | 理由 | 自 |\n|---|---|---|\n" + rows).blocks
    assert isinstance(table, Table)
    assert line_count(table, Face(), 44.0, 0.8) <= 13


@pytest.mark.parametrize("day", ["2026-11-28 (Sat)", "2026年11月28日（周六）"])
def test_what_room_is_left_goes_to_no_days(day: str) -> None:
    (table,) = read(f"| No. | Step | Date |\n|---:|---|---|\n| 10 | send | {day} |\n| 11 | call | **gap** |\n").blocks
    assert isinstance(table, Table)
    number, step, when = column_widths(table, Face(), 62.0, 0.8)
    assert step > 62 - 5 - 14 > when > number


def test_a_head_over_signs_breaks_before_the_texts_beside_it_do() -> None:
    row = f"| {STEP} | + | {STEP} |\n"
    (table,) = read("| Question | Quartz Systems | Evidence |\n|---|:---:|---|\n" + row * 3).blocks
    assert isinstance(table, Table)
    assert column_widths(table, Face(), 62.0, 0.8)[1] < Face().width("Quartz Systems")


@pytest.mark.parametrize(("rows", "ties"), [(2, []), (3, [3]), (4, [2, 2]), (9, [2, 2])])
def test_no_row_of_a_table_stands_alone_on_a_sheet(rows: int, ties: list[int]) -> None:
    code = TypstWriter(Face(), 9, {}, {}).blocks(read("| A |\n|---|\n" + "| b |\n" * rows).blocks)
    assert [int(found) for found in re.findall(r"rowspan: (\d)", code)] == ties
