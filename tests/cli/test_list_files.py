"""The list of every noun as a table, by its command."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
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


def test_a_format_that_is_none_is_refused(osp: Terminal) -> None:
    assert osp("account", "list", "--format", "ods").code == 2
    assert osp("team", "list", "--format", "xlsx").code == 2


def test_the_fields_of_ones_own_are_columns_of_the_list_of_opportunities(osp: Terminal) -> None:
    for name, kind in (("budget", "money"), ("seats", "number"), ("pilot", "yes/no"), ("demo", "date")):
        assert osp("config", "set", f"field.{name}", kind).code == 0
    given = ("budget=1234.50 CHF", "seats=2.5", "pilot=no", "demo=2026-12-01")
    assert osp("set", "1", *(word for each in given for word in ("--field", each))).code == 0
    rows = list(csv.DictReader(io.StringIO(osp("list", "--format", "csv").out)))
    own = {key: value for key, value in rows[0].items() if key.startswith("field.")}
    assert own == {
        "field.budget": "1234.50", "field.budget.currency": "CHF", "field.seats": "2.5", "field.pilot": "no",
        "field.demo": "2026-12-01",
    }  # fmt: skip
    assert not any(value for key, value in rows[1].items() if key.startswith("field."))
    assert osp("export", "all.xlsx").code == 0
    head, first = CalamineWorkbook.from_path(str(osp.home / "all.xlsx")).get_sheet_by_index(0).to_python()[:2]
    assert first[head.index("field.seats")] == 2.5
    assert first[head.index("field.demo")] == date(2026, 12, 1)
    assert osp("import", "all.xlsx", "--dry-run").code in (0, 1)


def test_what_a_killed_run_left_of_a_workbook_goes_with_the_next_one(osp: Terminal) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = osp.home / f".a.xlsx-osp-{ended.pid}-abc_1"
    others = [
        osp.home / name for name in (f".a.xlsx-osp-{os.getpid()}-abc", f".b.xlsx-osp-{ended.pid}-abc", ".a.xlsx-old")
    ]
    for folder in (left, *others):
        folder.mkdir()
        (folder / "draft").write_text("half")
    assert osp("team", "list", "--format", "xlsx", "--out", "a.xlsx").code == 0
    assert not left.exists()
    assert all((folder / "draft").exists() for folder in others)
