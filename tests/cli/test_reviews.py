"""What a review leaves, and what is learned of an outcome: conditions, sheet, win/loss review, approval queue."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from tests.territory import Terminal


def told(osp: Terminal, line: str) -> Any:
    said = osp(*shlex.split(line), "--json")
    assert said.code == 0, said
    return json.loads(said.out)


def refused(osp: Terminal, line: str) -> tuple[int, str]:
    said = osp(*shlex.split(line), "--json")
    return said.code, json.loads(said.err)["code"]


def unmet(osp: Terminal, line: str) -> set[str]:
    said = osp(*shlex.split(line), "--json")
    gates = json.loads(said.out)["gates"]
    return {finding["criterion"] for gate in gates for finding in gate["findings"] if not finding["is_met"]}


def due(osp: Terminal, kind: str) -> set[int]:
    return {line["opportunity"]["number"] for line in told(osp, "today --limit 99")["due"] if line["kind"] == kind}


TIDE = "-o tidewater-analytics"


def test_a_condition_keeps_the_next_gate_shut_until_it_is_settled_with_evidence(osp: Terminal) -> None:
    assert "conditions-settled" not in unmet(osp, "gate tidewater-analytics")
    added = told(osp, f"review condition 'Meet the harbour master' --due 2026-11-23 {TIDE} --as 'Ingrid Solberg'")
    number = added["condition"]["number"]
    assert added["condition"]["set_by"] == "Ingrid Solberg"
    assert "conditions-settled" in unmet(osp, "gate tidewater-analytics")
    assert 4 in due(osp, "condition")
    assert [each["number"] for each in told(osp, "show tidewater-analytics")["conditions"]] == [number]
    assert told(osp, f"review condition done {number} {TIDE} --evidence 'He came to the demo'")["condition"]["done_on"]
    assert "conditions-settled" not in unmet(osp, "gate tidewater-analytics")
    assert 4 not in due(osp, "condition")
    assert told(osp, "show tidewater-analytics")["conditions"] == []


def test_an_override_leaves_a_debt_that_the_evidence_for_the_condition_settles(osp: Terminal) -> None:
    told(osp, f"review condition 'Meet the harbour master' --due 2026-12-01 {TIDE}")
    moved = told(osp, "advance tidewater-analytics --override 'He is at sea'")
    owed = {debt["criterion"]: debt["number"] for debt in moved["debts"]}
    assert "conditions-settled" in owed
    kept = told(osp, f"condition list {TIDE}")["conditions"]
    told(osp, f"condition done {kept[-1]['number']} {TIDE} --evidence 'He came'")
    debts = {debt["number"]: debt for debt in told(osp, "debt tidewater-analytics")["debts"]}
    settled = debts[owed["conditions-settled"]]
    assert settled["settled_on"] == "2026-11-24"
    assert settled["settled_evidence"] is None  # by itself: what was owed is there


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        (f"review condition --due fri {TIDE}", 2, "input-missing"),
        (f"review condition x {TIDE}", 2, "input-missing"),
        (f"condition done 1 {TIDE}", 5, "record-unknown"),
        ("condition done 1 -o 海棠银行-数据平台", 2, "input-missing"),
        ("condition set 1 -o 海棠银行-数据平台 --done today", 2, "condition-half-settled"),
        ("condition set 1 -o 海棠银行-数据平台 --evidence x", 2, "condition-half-settled"),
        ("condition remove 1 -o 海棠银行-数据平台 --confirm 2", 2, "record-name-differs"),
        ("review --quarter sometime", 2, "period-unreadable"),
        ("review --format pdf", 2, "format-unknown"),
        ("winloss tidewater-analytics", 4, "winloss-open"),
        ("plan export tidewater-analytics --kind winloss", 4, "winloss-open"),
        ("answer winloss-wrong-answers plan-value -o cedar-billing", 2, "answer-never-given"),
        ("answer winloss-wrong-answers no-such-thing -o copper-kettle-loyalty", 5, "question-unknown"),
    ],
)
def test_what_a_review_refuses(osp: Terminal, line: str, code: int, error: str) -> None:
    before = told(osp, "log --all --limit 1")
    if line.startswith("condition done 1 -o 海棠") or line == f"condition done 1 {TIDE}":
        line = line if "海棠" in line else f"{line} --evidence x"
    assert refused(osp, line) == (code, error)
    assert told(osp, "log --all --limit 1") == before


def test_the_sheet_holds_each_open_deal_once_under_its_owner(osp: Terminal) -> None:
    sheet = told(osp, "review")
    numbers = [deal["opportunity"]["number"] for rep in sheet["reps"] for deal in rep["deals"]]
    assert sorted(numbers) == sorted(each["number"] for each in told(osp, "list")["opportunities"])
    assert sheet["total"] == len(numbers)
    days = [deal["close_on"] for deal in sheet["reps"][0]["deals"]]
    assert days == sorted(days)
    mine = told(osp, "review --owner 'Mateo Quispe' --quarter 2026Q4")
    assert [rep["owner"] for rep in mine["reps"]] == ["Mateo Quispe"]
    kept = {deal["opportunity"]["number"]: deal for deal in mine["reps"][0]["deals"]}
    assert set(kept) == {4, 6}  # the third is expected next quarter
    assert kept[6]["conditions"][0]["set_by"] == "Ingrid Solberg"
    assert "conditions-settled" in kept[6]["missing"]
    assert kept[4]["waiting"] == ["discount"]
    sunbird = next(d for rep in sheet["reps"] for d in rep["deals"] if d["opportunity"]["slug"] == "sunbird-mro")
    assert [debt["criterion"] for debt in sunbird["debts"]] == [
        "assessment-support-promised",
        "business-issues-recorded",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_printed_sheet_is_one_page_that_needs_nothing_else_and_takes_what_is_typed_as_text(
    osp: Terminal, language: str
) -> None:
    told(osp, "set blue-heron-erp --next '<b>call</b> | *him*' --next-date fri")
    page = osp("review", "--format", "html", "--lang", language).out
    assert page.startswith("<!DOCTYPE html>")
    assert "&lt;b&gt;call&lt;/b&gt; | *him*" in page
    assert "<b>call" not in page
    assert "http" not in page.replace("http-equiv", "")
    text = osp("review", "--format", "md", "--lang", language).out
    assert "\\<b\\>call\\</b\\> \\| \\*him\\*" in text
    for name in ("Blue Heron ERP", "海棠银行 数据平台", "Driftwood CMS"):
        assert name in page
        assert name in text


def test_the_sheet_goes_to_a_file_and_never_over_another_one(osp: Terminal) -> None:
    assert osp("review", "--out", "monday.html").code == 0
    assert osp("review", "--out", "monday.html").code == 0  # its own, unchanged since
    (osp.home / "mine.md").write_text("mine", encoding="utf-8")
    assert refused(osp, "review --out mine.md") == (2, "file-exists")


# --- the win/loss review ---


REVIEW = """
[answers]
winloss-customer-reasons = "Half the price @ Lena Brandt"
winloss-our-reasons = "We never met the owner"
winloss-wrong-answers = "5, 15、tas-risk"
winloss-competitor = "no"
winloss-change = "Meet the owner first"
"""


def test_a_lost_deal_is_named_until_it_is_reviewed_and_the_rosy_answers_stay_apart(osp: Terminal) -> None:
    told(osp, "lose tidewater-analytics --reason price --to unknown")
    assert 4 in due(osp, "winloss")
    assert 4 in {each["opportunity"]["number"] for each in told(osp, "review")["without_review"]}
    empty = osp("winloss", "4", "--print-template").out
    assert 'winloss-wrong-answers = ""' in empty
    (osp.home / "r.toml").write_text(REVIEW, encoding="utf-8")
    kept = told(osp, "winloss 4 --answers r.toml --as 'Ingrid Solberg'")
    assert kept["review"]["open"] == []
    assert {each["by"] for each in kept["review"]["answers"]} == {"Ingrid Solberg"}
    assert kept["review"]["answers"][0]["who"] == "Lena Brandt"
    wrong = {each["question"]: each["is_rosy"] for each in kept["review"]["wrong"]}
    assert wrong == {"tas-compelling-event": True, "tas-political-alignment": True, "tas-risk": False}
    assert 4 not in due(osp, "winloss")
    assert told(osp, "show 4")["review"] == kept["review"]
    paper = osp("plan", "export", "4", "--kind", "winloss", "--out", "-", "--lang", "en").out
    assert paper.count("**Too rosy**") == 2
    assert "| Half the price | Lena Brandt | Ingrid Solberg, " in paper
    told(osp, "undo 1 --yes")
    assert 4 in due(osp, "winloss")


def test_a_wrong_answer_is_the_one_that_stood_before_the_review(osp: Terminal) -> None:
    told(osp, "lose 4 --reason price --to unknown")
    told(osp, "answer winloss-wrong-answers 5 -o 4")
    told(osp, "answer 5 - --evidence 'There never was a date' -o 4")
    wrong = told(osp, "winloss 4")["review"]["wrong"]
    assert [(each["sign"], each["is_rosy"]) for each in wrong] == [("+", True)]


def test_what_was_learned_of_an_outcome_is_not_said_of_the_next_one(osp: Terminal) -> None:
    told(osp, "lose 4 --reason price --to unknown --on 2026-11-22")
    told(osp, "answer winloss-change 'Meet the owner' -o 4 --on 2026-11-22")
    assert refused(osp, "winloss 4 --answers r.toml --on 2026-11-21") == (2, "winloss-before-end")
    told(osp, "reopen 4 --reason 'They called again'")
    assert told(osp, "show 4")["review"] is None
    told(osp, "lose 4 --reason timing --to unknown")
    assert told(osp, "winloss 4")["review"]["answers"] == []
    assert 4 in due(osp, "winloss")


def test_a_file_of_another_interview_is_refused_whole(osp: Terminal) -> None:
    (osp.home / "r.toml").write_text('[answers]\nwinloss-change = "x"\nbudget = "no"\n', encoding="utf-8")
    assert refused(osp, "winloss driftwood-cms --answers r.toml") == (2, "winloss-foreign")
    assert told(osp, "winloss driftwood-cms")["review"]["answers"] == []


# --- approvals ---


def test_the_queue_shows_a_discount_until_a_manager_who_is_not_the_owner_decides(
    osp: Terminal,
) -> None:
    waiting = told(osp, "plan list --waiting")["discounts"]
    assert [(each["opportunity"]["number"], bool(each["discount"])) for each in waiting] == [(4, True)]
    assert refused(osp, "plan approve 4 --what discount --by 'Mateo Quispe'") == (4, "approver-no-manager")
    told(osp, "plan approve 4 --what discount --by 'Ingrid Solberg'")
    assert told(osp, "plan list --waiting")["discounts"] == []
    told(osp, "terms set 4 --discount '40 %'")
    assert [each["opportunity"]["number"] for each in told(osp, "plan list --waiting")["discounts"]] == [4]
