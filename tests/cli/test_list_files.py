"""The list of every noun as a table, by its command."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from osp_cli.cli.quick import COMPILED
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


OTHER_LISTS = {
    "today": ("due", "musts", "sales_plans"),
    "next 3": ("moves",),
    "action suggest 3": ("suggestions",),
    "debt list 3": ("debts",),
    "gate --all": ("opportunities",),
    "strategy list 3": ("choices",),
    "plan list": ("plans", "sales_plans"),
    "plan list --waiting": ("plans", "discounts", "sales_plans"),
    "plan templates list": ("templates",),
    "snooze --list": ("lines",),
    "find billing": ("hits",),
    "config list": ("settings",),
    "config get rate": ("settings",),
    "quota list": ("quotas",),
    "snapshot list": ("snapshots",),
    "changes --since 2026-11-01": ("deals",),
    "funnel": ("stages",),
    "forecast --quarter --by owner": ("groups",),
    "forecast --year --by stage": ("groups",),
    "accuracy": ("scores.methods",),
    "accuracy --backtest": ("backtest.methods",),
}


def records_of(osp: Terminal, command: str, keys: tuple[str, ...]) -> int:
    """How many records a list holds, as it says itself."""
    limit = ("--limit", "1000") if command in ("today", "next 3") else ()
    listed = told(osp, *command.split(), *limit)
    count = 0
    for key in keys:
        held = listed
        for part in key.split("."):
            held = held[part]
        count += len(held)
    return count


@pytest.mark.parametrize("command", OTHER_LISTS)
def test_every_other_list_goes_out_the_same_way(osp: Terminal, command: str) -> None:
    assert osp("advance", "3", "--override", "the customer is in a hurry").code == 0
    assert osp("strategy", "choose", "frontal", "-o", "3", "--reason", "we are ahead").code == 0
    line = told(osp, "today")["due"][0]["id"]
    assert osp("snooze", line, "2027-02-01").code == 0
    rows = rows_of(osp, *command.split())
    assert len(rows) == 1 + records_of(osp, command, OTHER_LISTS[command])
    assert all(len(row) == len(rows[0]) for row in rows)
    assert osp(*command.split(), "--out", "list.xlsx", "--format", "xlsx").code == 0
    sheet = CalamineWorkbook.from_path(str(osp.home / "list.xlsx")).get_sheet_by_index(0)
    assert [str(cell) for cell in sheet.to_python()[0]] == rows[0]
    chinese = rows_of(osp, *command.split(), "--lang", "zh")[0]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in heading) for heading in chinese), chinese


def test_the_history_goes_out_whole_with_a_row_for_each_field_that_changed(osp: Terminal) -> None:
    for place in range(55):
        assert osp("set", "1", "--need", f"need {place}").code == 0
    rows = list(csv.DictReader(io.StringIO(osp("log", "1", "--format", "csv").out)))
    mine = [row["After"] for row in rows if row["Field"] == "need" and row["Change"] == "changed" and row["No."] == "1"]
    assert mine == [f"need {place}" for place in reversed(range(55))]
    assert (rows[0]["Before"], rows[0]["Command"]) == ("need 53", "osp set 1 --need 'need 54'")


def test_the_gates_go_out_with_each_criterion_and_keep_their_exit_code(osp: Terminal) -> None:
    said = osp("gate", "3", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert said.code == 4
    assert any(row["Must"] == "yes" and row["Met"] == "no" and row["Command"].startswith("osp ") for row in rows)


def test_what_is_no_list_is_not_written_as_one(osp: Terminal) -> None:
    before = told(osp, "snooze", "--list")
    for words in (
        ("snooze", "stuck-15", "2027-02-01", "--format", "csv"),
        ("snooze", "--clear", "--out", "a.csv"),
        ("plan", "templates", "export", "mine", "--format", "csv"),
        ("today", "--format", "pdf"),
    ):
        assert osp(*words).code == 2, words
    assert told(osp, "snooze", "--list") == before
    assert osp("quota", "list", "--out", "a.csv", "--dry-run").code == 0
    assert not (osp.home / "a.csv").exists()


def test_every_list_command_takes_the_options_of_a_file() -> None:
    for word, shape in json.loads(COMPILED.read_text(encoding="utf-8")).items():
        for verb, takes in shape.get("verbs", {}).items():
            if verb == "list":
                assert {"--format", "--out", "--force"} <= set(takes["options"]), (word, verb)


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


def test_the_rows_of_a_forecast_are_a_list_and_its_report_is_none(osp: Terminal) -> None:
    rows = list(csv.DictReader(io.StringIO(osp("forecast", "2026Q4", "--by", "owner", "--format", "csv").out)))
    mateo = next(row for row in rows if row["Owner"] == "Mateo Quispe")
    said = [mateo[name] for name in ("Commit", "Commit (currency)", "Quota", "Gap with commit", "Overdue")]
    assert said == ["240000.00", "USD", "400000.00", "160000.00", "0"]
    assert osp("forecast", "2026Q4", "--by", "owner", "--out", "rows.csv").code == 0
    assert (osp.home / "rows.csv").read_text(encoding="utf-8-sig").count("Mateo Quispe") == 1
    for words, code in (
        (("--format", "csv"), "input-missing"),
        (("--by", "owner", "--format", "csv", "--report", "md"), "options-exclude"),
        (("--by", "owner", "--out", "rows.html"), "ending-unknown"),
        (("--by", "owner", "--report", "html"), "report-alone"),
    ):
        refused = osp("forecast", *words, "--json")
        assert (refused.code, json.loads(refused.err)["code"]) == (2, code)


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
