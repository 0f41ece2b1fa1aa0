"""What a hint promises helps: a rate for won deals, an approval that only a manager gives, mends that answer nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
