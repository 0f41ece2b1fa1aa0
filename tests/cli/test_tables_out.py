"""Lists and exports of opportunities as tables, by their commands."""

from __future__ import annotations

import csv
import json
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from osp_cli.exchange.presets import CRMS, read_presets
from osp_cli.exchange.tables import heading_key
from tests.territory import Terminal, told


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_opportunities_of_the_book_and_of_a_part_go_out_under_the_headings_of_the_list(
    osp: Terminal, format: str
) -> None:
    assert osp("set", "1", "--name", "=HYPERLINK(1)", "--on", "2026-11-24").code == 0
    assert told(osp, "export", f"all.{format}")["records"] == [{"table": "opportunity", "count": 16}]
    assert told(osp, "export", "x", "--format", format, "--owner", "me")["records"][0]["count"] == 4
    assert told(osp, "export", f"day.{format}", "--changes-since", "2026-11-24")["records"][0]["count"] == 16
    assert osp("list", "--all", "--format", format, "--out", f"list.{format}").code == 0
    assert osp("export", f"dry.{format}", "--dry-run").code == 0
    assert not (osp.home / f"dry.{format}").exists()
    assert (osp.home / f"all.{format}").stat().st_mode & 0o777 == 0o600
    if format == "csv":
        assert (osp.home / "all.csv").read_bytes() == (osp.home / "list.csv").read_bytes()
        with (osp.home / "all.csv").open(encoding="utf-8-sig", newline="") as stream:
            names = [row["name"] for row in csv.DictReader(stream)]
        assert names[0] == "'=HYPERLINK(1)"


def test_a_workbook_does_not_go_to_standard_output_nor_into_a_device(osp: Terminal) -> None:
    for words in (
        ("export", "--format", "xlsx"),
        ("list", "--format", "xlsx"),
        ("export", "/dev/null", "--format", "xlsx"),
    ):
        said = osp(*words, "--json")
        assert (said.code, "workbook-needs-file" in said.err) == (2, True)


def test_opportunities_that_went_out_come_back_unchanged(osp: Terminal) -> None:
    assert osp("set", "1", "--name", "'=1+1", "--need", '@home, "quoted"', "--next", "-call").code == 0
    assert osp("export", "all.csv").code == 0
    before = told(osp, "list", "--all")
    said = osp("import", "all.csv", "--json", "--dry-run")
    assert said.code in (0, 1), said
    assert '"changes": []' in said.out or '"updated": 0' in said.out
    assert told(osp, "list", "--all") == before


def events(osp: Terminal, file: str) -> dict[str, tuple[str, str, date]]:
    """What stands in a calendar file, by UID: the kind, the title, the day."""
    found = Calendar.from_ical((osp.home / file).read_text(encoding="utf-8")).walk("VEVENT")
    return {
        str(each["UID"]): (each["CATEGORIES"].to_ical().decode(), str(each["SUMMARY"]), each.decoded("DTSTART"))
        for each in found
    }


def test_what_waits_for_a_day_goes_into_a_calendar_and_keeps_its_name_there(osp: Terminal) -> None:
    assert osp("action", "add", "Send; the draft, 今天", "--due", "2026-12-01", "-o", "1").code == 0
    assert osp("call", "add", "Noor", "--planned", "2026-12-02", "-o", "1").code == 0
    counts = {each["table"]: each["count"] for each in told(osp, "export", "all.ics")["records"]}
    first = events(osp, "all.ics")
    assert sum(counts.values()) == len(first)
    assert {"action", "milestone", "call", "step"} <= counts.keys()
    mine = [each for each in first.values() if "Send;" in each[1]]
    assert mine == [("Action", "Action: Send; the draft, 今天 (Cedar billing)", date(2026, 12, 1))]
    assert osp("export", "again.ics").code == 0
    assert (osp.home / "again.ics").read_bytes() == (osp.home / "all.ics").read_bytes()
    number = told(osp, "action", "list", "1")["actions"][-1]["number"]
    assert osp("action", "set", str(number), "--due", "2026-12-08", "-o", "1").code == 0
    assert osp("export", "moved.ics").code == 0
    moved = events(osp, "moved.ics")
    assert moved.keys() == first.keys()
    assert [uid for uid in first if moved[uid] != first[uid]] == [uid for uid in first if "Send;" in first[uid][1]]
    assert osp("action", "done", str(number), "-o", "1", "--result", "sent").code == 0
    assert osp("export", "done.ics").code == 0
    assert len(events(osp, "done.ics")) == len(first) - 1
    assert told(osp, "export", "mine.ics", "--owner", "me")["owner"] == "Amara Okafor"
    assert 0 < len(events(osp, "mine.ics")) < len(first)
    said = osp("export", "--format", "ics", "--lang", "zh").out
    assert "DTSTART;VALUE=DATE:" in said
    assert {line[-1:] for line in said.split("\n")[:-1]} == {"\r"}, "as in a file: whoever reads it may insist"


@pytest.mark.parametrize("crm", ["salesforce", "hubspot", "pipedrive", "dynamics", "siebel"])
def test_a_list_like_that_of_a_crm_is_known_as_its_own_and_changes_no_open_deal(osp: Terminal, crm: str) -> None:
    assert told(osp, "export", "back", "--like", crm)["like"] == crm
    said = osp("import", "back", "--from", "auto", "--dry-run")
    assert said.code in (0, 1), said
    result = json.loads(osp("import", "back", "--dry-run", "--json").out)
    assert result["created"] == 0
    opened = {deal["number"] for deal in told(osp, "list")["opportunities"]}
    assert [each for each in result["changes"] if each["opportunity"]["number"] in opened] == []


def table_of(file: Path) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a table as texts."""
    if file.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        head, *rows = [[str(cell) for cell in row] for row in sheet.to_python()]
        return head, rows
    with file.open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream)
    return head, rows


BACK = [(crm, language, "csv") for crm in CRMS for language in ("en", "zh")]


@pytest.mark.parametrize(("crm", "language", "format"), [*BACK, ("hubspot", "zh", "xlsx")])
def test_a_cell_that_is_changed_in_a_list_like_that_of_a_crm_comes_back(
    osp: Terminal, crm: str, language: str, format: str
) -> None:
    for name, kind in (("seats", "number"), ("stage", "text"), ("budget", "money"), ("pilot", "yes/no")):
        assert osp("config", "set", f"field.{name}", kind).code == 0
    own = ("seats=2.5", "stage== 3", "budget=9 CHF", "pilot=no")
    assert osp("set", "1", *(word for each in own for word in ("--field", each))).code == 0
    assert osp("export", f"back.{format}", "--like", crm, "--lang", language).code == 0
    head, rows = table_of(osp.home / f"back.{format}")
    fields = read_presets()[crm].fields
    place = {
        field: next(at for at, heading in enumerate(head) if heading_key(heading) in fields[field])
        for field in ("name", "amount", "close", "stage")
    }
    preset = (files("osp_cli.exchange.presets") / f"{crm}.toml").read_text(encoding="utf-8")
    names = tomllib.loads(preset)["export"]["stages"][language]
    stage = [key for key in names if key.isdecimal() and int(key) > 1][-1]
    row = next(each for each in rows if each[place["name"]] == "Cedar billing")
    row[place["close"]] = "2/27/2027" if "/" in row[place["close"]] else "2027-02-27"
    row[place["amount"]], row[place["stage"]] = "41234.5", names[stage]
    assert head[-5:] == ["seats", "field.stage", "budget", "budget.currency", "pilot"]
    assert row[-5:] == ["2.5", "'= 3", "9.0" if format == "xlsx" else "9.00", "CHF", "no"]
    row[-5] = "12"
    with (osp.home / "mended.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    said = osp("import", "mended.csv", "--json")
    report = json.loads(said.out)
    changed = {each["opportunity"]["number"]: {one["field"] for one in each["changes"]} for each in report["changes"]}
    assert (report["created"], report["refused"]) == (0, [])
    assert changed == {1: {"amount", "base", "close_on", "stage", "field.seats"}}, "nothing else is carried back"
    deal = told(osp, "show", "1")["opportunity"]
    assert (deal["amount"]["amount"], deal["close_on"], deal["stage"]) == ("41234.50", "2027-02-27", stage)


def test_who_names_no_crm_or_no_table_is_refused(osp: Terminal) -> None:
    for words, error in (
        (("export", "a.csv", "--like", "excel"), "crm-unknown"),
        (("export", "a.json", "--like", "hubspot"), "like-needs-table"),
    ):
        said = osp(*words, "--json")
        assert (said.code, error in said.err) == (2, True)


def test_a_text_with_blanks_around_it_is_kept_as_a_table_gives_it_back(osp: Terminal) -> None:
    assert osp("new-opportunity", "Tide", "--account", "Tide", "--need", "  a pilot ", "--source", " none ").code == 0
    deal = told(osp, "show", "tide")["opportunity"]
    assert (deal["need"], deal["source"]) == ("a pilot", None)
    assert osp("export", "all.csv").code == 0
    assert json.loads(osp("import", "all.csv", "--dry-run", "--json").out)["updated"] == 0
