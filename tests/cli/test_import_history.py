"""When deals came to their stages: files of moves as CRMs write them, and columns of a list that tell it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_import_crm import deals, put, taken
from tests.territory import Terminal, empty_terminal

SHORT, LONG = "0068a00001JMUl0", "0068a00001JMUl0AAH"
DEAL = f"Opportunity ID,Opportunity Name,Stage,Amount,Created Date\n{SHORT},Portal,Value Proposition,5,2026-01-05\n"
# The newest first, a row for a new amount, two moves of one day, ids with the letters that tell capitals.
SALESFORCE = (
    "Id,OpportunityId,CreatedDate,StageName,Amount,IsDeleted\n"
    f"4,{LONG},2026-04-01 10:00:00,Value Proposition,5,0\n3,{LONG},2026-03-02 17:36:58,Value Proposition,4,0\n"
    f"2,{LONG},2026-03-02 17:36:48,Needs Analysis,4,0\n1,{LONG},2026-02-01 09:00:00,Prospecting,4,0\n"
)


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody."""
    return empty_terminal(tmp_path, monkeypatch, capsys)


def moves(osp: Terminal) -> list[tuple[str, str, str]]:
    book: list[dict[str, Any]] = [
        json.loads(line) for line in osp("export", "-", "--format", "ndjson").out.splitlines()
    ]
    told = [
        row for row in book if row.get("kind") in ("history", "import", "advance", "override") and "to_stage" in row
    ]
    return [(row["kind"], row["to_stage"], row["on"]) for row in told]


def test_a_history_that_salesforce_exports_is_read_in_the_order_of_time(osp: Terminal) -> None:
    taken(osp("import", put(osp, "deals.csv", DEAL), "--json"))
    report = taken(osp("import", put(osp, "moves.csv", SALESFORCE), "--json"))
    assert (report["found"]["source"], report["created"], report["unchanged"]) == ("history", 3, 1)
    assert moves(osp)[1:] == [
        ("history", "1", "2026-02-01"), ("history", "2", "2026-03-02"), ("history", "4", "2026-03-02"),
    ]  # fmt: skip
    assert json.loads(osp("show", "1", "--json").out)["opportunity"]["stage_since"] == "2026-03-02"
    again = taken(osp("import", "moves.csv", "--json"))
    assert (again["created"], again["unchanged"]) == (0, 4)


def test_rows_about_other_fields_than_the_stage_are_skipped_and_name_no_stage(osp: Terminal) -> None:
    taken(osp("import", put(osp, "deals.csv", DEAL), "--json"))
    rows = (
        f"Opportunity ID,Field / Event,Old Value,New Value,Edit Date\n{SHORT},Amount,4,5,8/13/2026\n"
        f"{SHORT},Stage,Prospecting,Value Proposition,9/8/2026\n"
    )
    report = taken(osp("import", put(osp, "moves.csv", rows), "--json"))
    assert (report["created"], report["skipped"]) == (1, 1)
    assert moves(osp)[1:] == [("history", "4", "2026-09-08")]


def test_a_history_that_comes_after_moves_made_here_counts_on_its_days(osp: Terminal) -> None:
    taken(osp("import", put(osp, "deals.csv", DEAL), "--json"))
    assert osp("advance", "1", "--stage", "5", "--override", "told by phone").code == 0
    since = json.loads(osp("show", "1", "--json").out)["opportunity"]["stage_since"]
    for _ in range(2):  # the second time it is still the move made here that counts
        assert osp("import", put(osp, "moves.csv", SALESFORCE), "--json").code == 0
        assert json.loads(osp("show", "1", "--json").out)["opportunity"]["stage_since"] == since
    stages = {stage["stage"]: stage for stage in json.loads(osp("funnel", "--json").out)["stages"]}
    assert (stages["4"]["conversion"]["count"], stages["5"]["open_now"]) == (1, 1)
    assert stages["4"]["stay"]["median"] > 200
    assert stages["5"]["stay"]["n"] == 0


def test_columns_of_a_list_tell_when_its_deals_came_to_their_stages_and_were_touched(osp: Terminal) -> None:
    headings = (
        'Deal Name,Deal Stage,Create Date,Last Activity Date,"Date entered ""Qualified To Buy (Sales Pipeline)"""'
    )
    rows = (
        headings + ',"Date entered ""Contract Sent (Sales Pipeline)"""\nA,Contract Sent,2026-01-02,{},2026-02-03,{}\n'
    )
    report = taken(osp("import", put(osp, "hs.csv", rows.format("2026-11-20", "2026-03-04")), "--json"))
    assert report["not_taken"] == []
    assert [(one["meaning"], one["count"]) for one in report["found"]["meanings"][1:]] == [("2", 1), ("8", 1)]
    assert moves(osp) == [("import", "8", "2026-11-24"), ("history", "2", "2026-02-03"), ("history", "8", "2026-03-04")]
    deal = json.loads(osp("show", "1", "--json").out)["opportunity"]
    assert (deal["stage_since"], deal["touched_on"]) == ("2026-03-04", "2026-11-20")
    assert taken(osp("import", "hs.csv", "--json"))["unchanged"] == 1
    later = taken(osp("import", put(osp, "hs.csv", rows.format("2026-11-22", "2026-03-04")), "--json"))
    changes = later["changes"][0]["changes"]
    assert {each["field"]: each["new"] for each in changes} == dict.fromkeys(("touched_on", "heard_on"), "2026-11-22")
    assert json.loads(osp("show", "1", "--json").out)["heard_on"] == "2026-11-22"
    assert "Last contact    2026-11-22" in osp("show", "1").out


def test_a_list_without_a_stage_stands_where_its_last_date_of_a_stage_puts_it(osp: Terminal) -> None:
    rows = (
        "deal_name,is_closed,is_closed_won,date_entered_qualifiedtobuy,date_entered_contractsent,"
        "date_entered_closed_lost\n"
        "A,False,False,2026-01-02,2026-02-03,\nB,True,False,2026-01-02,,2026-03-04\n"
    )
    report = taken(osp("import", put(osp, "hs.csv", rows), "--json"))
    assert report["found"]["without"] == ["account", "amount", "close"]
    found = deals(osp)
    assert [(found[name]["stage"], found[name]["status"]) for name in "AB"] == [("8", "open"), ("2", "lost")]


def test_a_list_is_read_as_a_history_where_a_person_says_so(osp: Terminal) -> None:
    taken(osp("import", put(osp, "deals.csv", DEAL), "--json"))
    put(osp, "moves.csv", "ref,Deal Stage,Date Entered Stage\n" + f"{SHORT},Prospecting,2026-02-01\n")
    report = taken(osp("import", "moves.csv", "--from", "history", "--map", "ref=external_id", "--json"))
    assert report["created"] == 1


def test_a_deal_that_an_import_finds_at_another_stage_came_there_since_the_last_one(osp: Terminal) -> None:
    taken(osp("import", put(osp, "deals.csv", DEAL), "--json"))
    assert json.loads(osp("show", "1", "--json").out)["opportunity"]["stage_since"] == "2026-11-24"  # by then
    sheet = osp("review").out
    assert "since the import of 2026-11-24" in sheet
    assert "day 323" not in sheet
    assert "Revisit" not in osp("today").out
    taken(osp("import", put(osp, "deals.csv", DEAL.replace("Value Proposition", "Proposal")), "--json"))
    deal = json.loads(osp("show", "1", "--json").out)["opportunity"]
    assert (deal["stage"], deal["stage_since"]) == ("6", deal["touched_on"])
