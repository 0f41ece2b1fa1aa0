"""The list of every noun as a table, by its command."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from osp_cli.domain.nouns import NOUNS
from tests.territory import Terminal, told

LISTS = [*(noun.name for noun in NOUNS if not noun.is_single), "account", "team"]


def rows_of(osp: Terminal, *words: str) -> list[list[str]]:
    """What a list is as CSV on standard output."""
    said = osp(*words, "--format", "csv")
    assert said.code == 0, said
    return list(csv.reader(io.StringIO(said.out, newline=""), strict=True))


@pytest.mark.parametrize("noun", LISTS)
def test_every_list_goes_out_with_a_row_for_each_record(osp: Terminal, noun: str) -> None:
    listed = told(osp, noun, "list")
    many = next(value for key, value in listed.items() if isinstance(value, list) and key != "open_prompts")
    rows = rows_of(osp, noun, "list")
    assert len(rows) == len(many) + 1
    assert osp(noun, "list", "--out", "list.xlsx", "--format", "xlsx").code == 0
    sheet = CalamineWorkbook.from_path(str(osp.home / "list.xlsx")).get_sheet_by_index(0)
    assert [str(cell) for cell in sheet.to_python()[0]] == rows[0]
    chinese = rows_of(osp, noun, "list", "--lang", "zh")[0]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in heading) for heading in chinese), chinese


def test_days_are_dates_numbers_are_numbers_and_no_text_is_a_formula(osp: Terminal) -> None:
    assert osp("action", "add", "=HYPERLINK(1)", "--due", "2026-12-01").code == 0
    actions = told(osp, "action", "list")["actions"]
    number = next(each["number"] for each in actions if each["text"] == "=HYPERLINK(1)")
    assert osp("action", "list", "--format", "xlsx", "--out", "a.xlsx").code == 0
    rows = CalamineWorkbook.from_path(str(osp.home / "a.xlsx")).get_sheet_by_index(0).to_python()
    mine = next(row for row in rows if row[1] == "'=HYPERLINK(1)")
    assert (mine[0], mine[2]) == (float(number), date(2026, 12, 1))


def test_an_amount_keeps_its_currency_in_the_column_beside_it(osp: Terminal) -> None:
    assert osp("quotation", "add", "2026-11-20", "--amount", "1234.50 CHF", "-o", "1").code == 0
    head, *rows = rows_of(osp, "quotation", "list", "1")
    place = next(at for at, heading in enumerate(head) if heading.endswith("(currency)")) - 1
    assert head[place + 1] == f"{head[place]} (currency)"
    assert rows[-1][place : place + 2] == ["1234.50", "CHF"]


def test_a_file_that_is_there_stays_and_a_format_that_is_none_is_refused(osp: Terminal) -> None:
    assert osp("person", "list", "--out", "people.csv").code == 0
    assert osp("person", "list", "--out", "people.csv").code == 2
    assert osp("person", "list", "--out", "people.csv", "--force").code == 0
    assert osp("account", "list", "--format", "ods").code == 2
    assert osp("team", "list", "--format", "xlsx").code == 2
