"""What a hint promises helps: a rate reaches won deals, a manager alone approves, mends answer nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.territory import Terminal

FOREIGN = """Name,Account,Amount,Stage,Close date,Owner
Ferry deal,Acme,EUR 10000,Closed Won,2026-11-20,Ann
Harbour deal,Acme,EUR 20000,Proposal,2026-12-20,Ann
"""


def told(osp: Terminal, *line: str) -> Any:
    said = osp(*line, "--json")
    assert said.code in (0, 4), said
    return json.loads(said.out)


def test_a_rate_reaches_won_deals_too_and_the_head_says_what_has_none(osp: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "foreign.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    before = told(osp, "forecast", "2026Q4")["total"]["won"]["amount"]["minor"]
    assert osp("import", str(file), "--as", "Ann").code == 0
    assert "2 deals without a rate" in osp("forecast", "2026Q4").out
    number = told(osp, "show", "ferry-deal")["opportunity"]["number"]
    assert osp("set", str(number), "--rate", "1.2").code == 0
    assert told(osp, "forecast", "2026Q4")["total"]["won"]["amount"]["minor"] == before + 1_200_000
    assert osp("undo").code == 0
    taken = told(osp, "config", "set", "rate.EUR", "1.1", "--on", "2026-01-01")["adopted"]
    assert {"Ferry deal", "Harbour deal"} <= {deal["name"] for deal in taken}
    assert told(osp, "forecast", "2026Q4")["total"]["won"]["amount"]["minor"] == before + 1_100_000
    assert "without a rate" not in osp("forecast", "2026Q4").out
    assert osp("undo").code == 0
    assert told(osp, "forecast", "2026Q4")["total"]["won"]["amount"]["minor"] == before


def test_no_evidence_stands_for_an_approval_and_what_the_gate_denies_stays_in_sight(osp: Terminal) -> None:
    assert osp("new-opportunity", "Quay", "--account", "Acme", "--amount", "120k", "--as", "Ann").code == 0
    debts = {
        debt["criterion"]: debt["number"] for debt in told(osp, "advance", "--stage", "3", "--override", "x")["debts"]
    }
    refused = osp("debt", "settle", str(debts["plan-approved"]), "--evidence", "boss nodded")
    assert refused.code == 4
    assert "osp plan approve" in refused.err
    settled = told(osp, "debt", "settle", str(debts["decision-go"]), "--evidence", "said so")
    assert settled["unmet"]["mends"][0][:2] == ["decide", "go"]
    assert "said so" in osp("plan", "export", "quay", "--out", "-").out
    assert "the gate still says" in osp("debt", "quay").out


def test_mends_leave_the_answer_to_the_person(osp: Terminal) -> None:
    assert osp("new-opportunity", "Quay", "--account", "Acme", "--as", "Ann").code == 0
    gates = told(osp, "gate", "--stage", "10")["gates"]
    mends = [mend for gate in gates for finding in gate["findings"] for mend in finding["mends"]]
    assert any(mend[0] == "answer" for mend in mends)
    assert not any({"yes", "no", "unknown"} & set(mend) for mend in mends)


def test_who_settled_a_condition_stands_beside_the_evidence(osp: Terminal) -> None:
    kept = told(osp, "condition", "add", "Meet him", "--due", "2026-12-01", "-o", "4", "--by", "Ingrid Solberg")
    number = str(kept["condition"]["number"])
    done = told(osp, "condition", "done", number, "-o", "4", "--evidence", "her mail", "--as", "Ann")["condition"]
    assert (done["settled_by"], done["evidence"]) == ("Ann", "her mail")
    opened = told(osp, "condition", "set", number, "-o", "4", "--done", "none", "--evidence", "none")["condition"]
    assert (opened["settled_by"], opened["done_on"]) == (None, None)


@pytest.mark.parametrize(
    "line",
    ["export zz.xslx", "export list.xls", "list --format csv --out l.xlsx", "person list --out l.html",
     "forecast --report html --out w.pdf", "plan export 1 --format pdf --out p.docx", "review --out sheet"],
)  # fmt: skip
def test_a_file_is_what_its_ending_says(osp: Terminal, line: str) -> None:
    refused = osp(*line.split())
    assert (refused.code, refused.out) == (2, "")
    assert not (osp.home / line.rsplit(maxsplit=1)[-1]).exists()


def test_an_export_of_all_names_every_file_that_must_stay(osp: Terminal) -> None:
    assert osp("plan", "export", "--all", "--out", "plans").code == 0
    plans = sorted((osp.home / "plans").iterdir())
    for each in plans[:2]:
        each.write_text("mine", encoding="utf-8")
    plans[2].unlink()
    refused = osp("plan", "export", "--all", "--out", "plans")
    assert refused.code == 2
    assert all(each.name in refused.err for each in plans[:2])
    assert not plans[2].exists()


def test_words_of_the_language_are_taken(osp: Terminal) -> None:
    assert told(osp, "answer", "budget", "没有", "-o", "4")["sign"] == "-"
    answered = told(osp, "answer", "budget", "是，预算已批 ＠王工", "-o", "4")
    assert (answered["sign"], answered["evidence"], answered["who"]) == ("+", "预算已批", "王工")
    assert told(osp, "set", "4", "--next", "金额")["opportunities"][0]["changes"][0]["new"] == "金额"
    assert [gate["stage"] for gate in told(osp, "gate", "4", "--stage", "计入业绩")["gates"]][-1] == "10"
    assert told(osp, "lose", "4", "--reason", "价格")["reason"] == "price"


def test_a_confirmation_is_of_the_day_on_which_it_is_told(osp: Terminal) -> None:
    assert osp("new-opportunity", "Quay", "--account", "Acme", "--as", "Ann").code == 0
    event = told(osp, "event", "add", "旧系统停", "--confirmed-by", "李行长", "--on", "2026-11-20")["event"]
    assert event["confirmed_on"] == "2026-11-20"


def test_a_setting_is_taken_away_and_several_units_are_brought_back(osp: Terminal) -> None:
    assert osp("config", "set", "evidence_days", "90").code == 0
    assert osp("config", "set", "evidence_days", "none").code == 0
    assert told(osp, "config", "get", "evidence_days")["settings"][0]["origin"] == "default"
    for text in ("one", "two"):
        assert osp("note", text, "-o", "4").code == 0
    assert osp("undo", "2").code == 0
    assert osp("redo", "3").code == 5
    assert len(told(osp, "redo", "2")["units"]) == 2


def test_after_a_merge_the_history_names_who_made_a_record(osp: Terminal, tmp_path: Path) -> None:
    theirs, other = str(tmp_path / "theirs.json"), str(tmp_path / "boss.db")
    assert osp("new-opportunity", "Quay", "--account", "Acme", "--db", other, "--as", "Boss").code == 0
    assert osp("export", theirs, "--db", other).code == 0
    assert osp("import", theirs, "--as", "Ann").code == 0
    assert "(made by Boss)" in osp("log", "quay").out
