"""Documents say what the records say: what changed, who told us what, what is on record and so no longer open."""

from __future__ import annotations

import json
import re

import pytest

from tests.territory import Terminal

DEAL = "16"
ASKED = "Informal criteria"


def done(osp: Terminal, *words: str) -> None:
    said = osp(*words)
    assert said.code == 0, said.err


def document(osp: Terminal, kind: str, deal: str = DEAL, language: str = "en") -> str:
    said = osp("plan", "export", deal, "--kind", kind, "--lang", language, "--out", "-")
    assert said.code == 0, said.err
    return said.out


def row(paper: str, words: str) -> str:
    """The one row of a table in which these words stand."""
    [line] = [line for line in paper.splitlines() if re.search(rf"^\| .*({words})", line)]
    return line


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_for_the_browser_counts_the_days_at_a_stage_as_the_markdown_does(osp: Terminal, language: str) -> None:
    counted = re.search(r"(?:days there: |已 )\d+", document(osp, "opportunity", language=language))
    said = osp("plan", "export", DEAL, "--kind", "opportunity", "--lang", language, "--format", "html", "--out", "-")
    assert counted
    assert counted[0] in said.out
    assert not re.search("[\ue000-\uf8ff]", said.out)


def test_an_answer_of_the_day_of_the_plan_version_is_a_change_since_it(osp: Terminal) -> None:
    done(osp, "answer", "14", "?", "-o", DEAL)
    done(osp, "answer", "9", "+", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "an old order")
    done(osp, "plan", "submit", DEAL)
    assert "No answer to the twenty has changed since plan version" in document(osp, "assessment")
    done(osp, "answer", "14", "+", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "her own words")
    done(osp, "answer", "14", "+", "-o", DEAL, "--against", "Orbit Data")
    done(osp, "answer", "9", "+", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "a newer order")
    sheet = document(osp, "assessment")
    assert re.search(r"^- 14 Informal criteria: we \? → \+; Orbit Data \S+ → \+$", sheet, re.MULTILINE)
    assert re.search(r"^- 9 Current relationship: we \+ as before, on other grounds$", sheet, re.MULTILINE)
    assert re.search(r"^\| Can we win\? \|.* \+3 → \+4 \|", sheet, re.MULTILINE)
    assert "14 非正式标准：我方 ? → +；Orbit Data" in document(osp, "review", language="zh")


def test_our_close_plan_names_what_no_customer_has_confirmed_and_theirs_does_not(osp: Terminal) -> None:
    event, value = "Support for the old ledger ends", "The books closed in half the time"
    ours = document(osp, "close", "3")
    assert f"Not yet confirmed by the customer, and so not in their copy: **{event}**" in ours
    assert f"Not yet confirmed by the customer, and so not in their copy: **{value}**" in ours
    theirs = osp("plan", "export", "3", "--kind", "close", "--audience", "customer", "--out", "-").out
    assert event not in theirs
    assert value not in theirs
    done(osp, "event", "set", "1", "-o", "3", "--confirmed-by", "Celia Duarte")
    assert "in their copy: **Support" not in document(osp, "close", "3")


def test_one_month_is_one_month(osp: Terminal) -> None:
    done(osp, "value", "add", "Fewer returns", "-o", DEAL, "--investment", "10k", "--yearly-benefit", "120k")
    assert "(paid back after 1 month, return per year" in document(osp, "opportunity")


def test_of_a_person_of_whom_only_the_name_is_known_the_gap_is_named_once(osp: Terminal) -> None:
    done(osp, "person", "add", "Ada Lund", "-o", DEAL)
    assert "| Ada Lund | **gap** | **gap** | **gap** |" in document(osp, "opportunity")
    done(osp, "person", "set", "Ada Lund", "-o", DEAL, "--stance", "supporter")
    assert "**gap**: influence; supporter; **gap**: coverage" in row(document(osp, "opportunity"), "Ada Lund")


def test_a_shortcut_is_told_without_a_stop_wherever_it_stands(osp: Terminal) -> None:
    promise = "The business owner promises to support the joint assessment"
    assert f"| {promise} |" in document(osp, "close")
    assert f"{promise} (" in osp("forecast", "--quarter", "--report", "md", "--out", "-").out


def test_what_else_changed_is_told_where_no_answer_did(osp: Terminal) -> None:
    done(osp, "plan", "submit", DEAL)
    done(osp, "set", DEAL, "--amount", "430k")
    assert "; other parts of the plan have." in document(osp, "assessment")


def sheet_and_document(osp: Terminal, deal: str, language: str) -> tuple[str, str]:
    """What the sheet of the review and the document of the deal say, the sheet from where the deal begins."""
    sheet = osp("review", "--lang", language)
    assert sheet.code == 0, sheet.err
    return sheet.out.split(f"\n{deal}  ")[1].split("\n\n")[0], document(osp, "review", deal, language)


@pytest.mark.parametrize(
    ("language", "close", "call", "answer"),
    [
        (
            "en",
            "2027-03-15, was 2026-12-31; moved away once since, 1 in all; “Board moved” (Amara Okafor",
            "Forecast category: Pipeline, was Commit; “Nobody signs before March”",
            "14 Informal criteria: we ? → -",
        ),
        (
            "zh",
            "2027年3月15日，原为2026年12月31日；此后推迟 1 次，累计 1 次；“Board moved”（Amara Okafor",
            "预测类别：培育，原为承诺；“Nobody signs before March”",
            "14 非正式标准：我方 ? → -",
        ),
    ],
)
def test_the_review_tells_what_moved_since_the_last_one_and_why(
    osp: Terminal, language: str, close: str, call: str, answer: str
) -> None:
    done(osp, "answer", "14", "?", "-o", "6")
    done(osp, "set", "6", "--amount", "250k", "--reason", "before the review")
    done(osp, "review", "condition", "Meet the board", "--due", "in 2 weeks", "--by", "Ingrid Solberg", "-o", "6")
    done(osp, "set", "6", "--close", "2027-03-15", "--reason", "Board moved")
    done(osp, "forecast-call", "6", "--category", "pipeline", "--reason", "Nobody signs before March")
    done(osp, "answer", "14", "-", "-o", "6")
    for text in sheet_and_document(osp, "6", language):
        assert close in text
        assert call in text
        assert "before the review" not in text
        assert "Ingrid Solberg" in text
    assert answer in document(osp, "review", "6", language)
    done(osp, "review", "condition", "Meet the CFO", "--due", "in 2 weeks", "--by", "Ingrid Solberg", "-o", "6")
    for text in sheet_and_document(osp, "6", "en"):
        assert "none in amount, date, stage, category or the twenty answers" in text


def test_without_a_review_the_changes_count_from_the_plan_version_or_the_creation(osp: Terminal) -> None:
    done(osp, "set", "15", "--amount", "90k", "--reason", "one more site")
    for text in sheet_and_document(osp, "15", "en"):
        assert "Since it was recorded on" in text
        assert "Amount: $90,000.00, was $88,000.00; “one more site”" in text
        assert "Stage: 2, was 1" in text
    done(osp, "plan", "submit", "15")
    done(osp, "set", "15", "--amount", "80k")
    for text in sheet_and_document(osp, "15", "en"):
        assert "Since plan version 1 of" in text
        assert "Amount: $80,000.00, was $90,000.00; no reason is on record" in text
        assert "one more site" not in text


def test_the_sheet_and_the_document_count_the_days_at_a_stage_alike(osp: Terminal) -> None:
    sheet, paper = sheet_and_document(osp, "15", "en")
    [days] = re.findall(r"2, (\d+) days there", sheet)
    assert f"{days} days at this stage" in paper or f"Days at this stage: {days}," in paper


def test_a_change_that_was_taken_back_is_none(osp: Terminal) -> None:
    done(osp, "set", "15", "--amount", "90k", "--reason", "one more site")
    done(osp, "undo")
    assert all("one more site" not in text for text in sheet_and_document(osp, "15", "en"))


@pytest.mark.parametrize(
    ("language", "mark", "is_open", "to_settle"),
    [("en", "on record", "**open**", "**to settle**"), ("zh", "已有记录", "**未问**", "**有待澄清**")],
)
def test_a_question_is_not_open_once_a_record_stands_for_it(
    osp: Terminal, language: str, mark: str, is_open: str, to_settle: str
) -> None:
    asked = (
        "Which business issues|哪些业务问题",
        "settled with the reseller|与代理商谈定",
        "strategic experts asked|申请战略项目专家",
    )
    schedule = "a schedule risk|有进度风险"
    for words in asked:
        assert is_open in row(document(osp, "full", DEAL, language), words)
    done(osp, "issue", "add", "Parts come late", "--kind", "business", "--whose", "Diego Fuentes", "-o", DEAL)
    done(osp, "terms", "set", "--reseller", "Harbour Systems", "--margin", "10 %", "-o", DEAL)
    done(osp, "teammate", "add", "Hye-jin Park", "--part", "experts", "--asked", "2026-11-20", "-o", DEAL)
    plan = document(osp, "full", DEAL, language)
    for words in asked:
        assert mark in row(plan, words)
        assert is_open not in row(plan, words)
    assert to_settle not in plan
    done(osp, "risk", "add", "Cards may slip", "--prompt", "risk-schedule", "--counter", "pilot", "-o", DEAL)
    line = row(document(osp, "full", DEAL, language), schedule)
    assert mark in line
    assert "Cards may slip" in line
    assert to_settle in line
    risks = json.loads(osp("risk", "list", DEAL, "--json").out)["risks"]
    [number] = [each["number"] for each in risks if each["text"] == "Cards may slip"]
    done(osp, "risk", "set", str(number), "--closed", "-o", DEAL)
    assert to_settle not in document(osp, "full", DEAL, language)


def test_whoever_has_spoken_to_us_is_reached(osp: Terminal) -> None:
    deal = "copper-kettle-loyalty"
    done(osp, "person", "add", "Lena Roth", "--coverage", "no-contact", "-o", deal)
    done(osp, "person", "add", "Otto Blum", "-o", deal)
    paper = document(osp, "winloss", deal)
    assert "- Not reached: Lena Roth\n" in paper
    assert "- Coverage not on record: Otto Blum\n" in paper
    assert "- Reached: Anya Petrova; Tom Whitby\n" in paper
    done(osp, "note", "Said no", "--with", "Lena Roth", "--kind", "call", "-o", deal)
    assert "- 接触过的人：Anya Petrova；Tom Whitby；Lena Roth\n" in document(osp, "winloss", deal, "zh")


def test_a_review_of_an_outcome_tells_who_asked_and_who_changes_what(osp: Terminal) -> None:
    deal = "copper-kettle-loyalty"
    paper = document(osp, "winloss", deal)
    assert "**the owner of the deal asked**" in paper
    assert "**gap**: no action with an owner and a day" in paper
    assert "| Real cause, as we see it | We came late" in paper
    assert re.search(r"^\| Can we win\? \| 3/5 \| \+3 \| 12, 14 \| 11, 15 \|$", paper, re.MULTILINE)
    done(osp, "action", "add", "Owners first", "--question", "winloss-change", "--due", "in 2 weeks", "-o", deal)
    assert "- Owners first: " in document(osp, "winloss", deal)


def test_an_interview_of_another_person_later_than_three_weeks_is_late(osp: Terminal) -> None:
    done(osp, "lose", "15", "--reason", "price", "--on", "2026-10-20", "--to", "Quartz Systems")
    words = ("answer", "winloss-customer-reasons", "Too dear", "-o", "15", "--as", "Ingrid Solberg")
    done(osp, *words, "--who", "Ana", "--on", "2026-11-10")
    paper = document(osp, "winloss", "15")
    assert "- Ana, recorded by Ingrid Solberg on 2026-11-10, days after the end: 21\n" in paper
    done(osp, *words, "--who", "Ana", "--on", "2026-11-11")
    assert "days after the end: 22; **late**" in document(osp, "winloss", "15")


def test_what_is_still_to_ask_after_an_outcome_is_asked_in_whole_sentences(osp: Terminal) -> None:
    done(osp, "cancel", "15", "--reason", "no-decision")
    paper = document(osp, "winloss", "15", "zh")
    assert "- 客户为什么这样决定？请写客户的原话。\n" in paper
    assert "？？" not in paper
    assert "。？" not in paper


def test_the_short_plan_names_days_the_next_decision_and_a_missing_event(osp: Terminal) -> None:
    plan = document(osp, "opportunity", "cedar-billing")
    assert re.search(r"^\| Stage \| 1 .*, days there: \d+ \|$", plan, re.MULTILINE)
    assert "- Next go / no-go: at the end of step 2" in plan
    assert "**gap**: no compelling event is on record, ask:" in plan


def test_a_deal_that_was_won_tells_the_day_of_its_order(osp: Terminal) -> None:
    paper = document(osp, "winloss", "12")
    assert "| Order date | " in paper
    assert "Expected order date" not in paper


def test_a_call_plan_uses_whatever_is_on_record_from_the_person(osp: Terminal) -> None:
    who = "Diego Fuentes"
    done(osp, "call", "add", who, "--planned", "2026-12-03", "-o", DEAL)
    before = document(osp, "call")
    assert "- Confirmed: The customer's business owner is named (2026-" in before
    assert "Owns the issues" not in before
    done(osp, "event", "add", "Old support ends", "--confirmed-by", who, "--confirmed-on", "2026-11-10", "-o", DEAL)
    done(osp, "value", "add", "Shorter checks", "--confirmed-by", who, "--confirmed-on", "2026-11-12", "-o", DEAL)
    done(osp, "issue", "add", "Parts come late", "--kind", "business", "--whose", who, "-o", DEAL)
    done(osp, "criterion", "add", "Live before summer", "--whose", who, "--position", "better", "-o", DEAL)
    done(osp, "milestone", "add", "Pilot", "--owner", who, "-o", DEAL)
    done(osp, "answer", "12", "+", "-o", DEAL, "--who", who, "--evidence", "he met our VP")
    paper = document(osp, "call")
    for line in (
        "- Executive credibility: + he met our VP (Diego Fuentes, 2026-11-24)",
        "- Confirmed the compelling event: Old support ends (2026-11-10)",
        "- Confirmed the value: Shorter checks (2026-11-12)",
        "- Decides by: Live before summer (sees us better)",
        "- Owns the issues: Parts come late, our answer: **gap**: not known",
        "- Sees to: Pilot (open)",
    ):
        assert f"{line}\n" in paper
    assert "没有此人说过的记录" not in document(osp, "call", language="zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_call_plan_holds_why_how_and_who(osp: Terminal, language: str) -> None:
    done(osp, "call", "add", "Diego Fuentes", "--planned", "2026-12-03", "-o", DEAL)
    told = {"--because": "Grace asked him", "--opening": "Eight days", "--roles": "Ben: 10 minutes"}
    for flag in told:
        assert f"osp call set {flag}" in document(osp, "call", language=language)
    [call] = json.loads(osp("call", "list", DEAL, "--json").out)["calls"]
    done(osp, "call", "set", str(call["number"]), *(word for pair in told.items() for word in pair), "-o", DEAL)
    for kind in ("call", "executive"):
        paper = document(osp, kind, language=language)
        assert all(text in paper for text in told.values())
    for text in told.values():
        assert text not in osp("plan", "export", DEAL, "--kind", "call", "--audience", "customer", "--out", "-").out


def test_five_questions_of_four_kinds_go_into_a_meeting_even_where_all_is_answered(osp: Terminal) -> None:
    done(osp, "call", "add", "Diego Fuentes", "--planned", "2026-12-03", "-o", DEAL)
    kinds = "Situation|Issue|Consequence|Value"
    asked = re.findall(rf"^1\. ({kinds}): (.*)$", document(osp, "call"), re.MULTILINE)
    assert len(asked) == 5
    assert {kind for kind, _ in asked} == set(kinds.split("|"))
    assert ("Issue", "Which of these issues would you settle first?") in asked
    assert sum("to confirm: + Grace Mwangi, 2026-" in question for _, question in asked) == 4
    done(osp, "answer", "timetable", "?", "-o", DEAL)
    assert "1. Situation: When must it run, and what follows for the signature?\n" in document(osp, "call")


def test_only_what_is_theirs_is_an_objection(osp: Terminal) -> None:
    done(osp, "call", "add", "Diego Fuentes", "--planned", "2026-12-03", "-o", DEAL)
    assert "Their data needs work" not in document(osp, "call")
    done(osp, "answer", "13", "-", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "Too slow for her")
    done(osp, "criterion", "add", "Cost", "--whose", "Diego Fuentes", "--position", "worse", "-o", DEAL)
    done(osp, "risk", "add", "Diego Fuentes may leave", "--counter", "meet his deputy", "-o", DEAL)
    paper = document(osp, "executive")
    rows = paper.split("## Likely objections")[1].split("##")[0].splitlines()
    assert "| Cost | Diego Fuentes | **gap** |" in rows[4]
    assert "| Diego Fuentes may leave | Diego Fuentes | meet his deputy |" in rows[5]
    assert any("| Too slow for her | Grace Mwangi | **gap** |" in line for line in rows[6:])


def test_the_history_is_that_of_the_account_and_the_person_comes_first(osp: Terminal) -> None:
    done(osp, "call", "add", "Diego Fuentes", "--planned", "2026-12-03", "-o", DEAL)
    done(
        osp, "note", "Met at the fair", "--with", "Diego Fuentes", "--kind", "meeting", "--on", "2026-09-01", "-o", DEAL
    )
    done(osp, "new-opportunity", "Sunbird crew", "--account", "Sunbird Airways")
    done(osp, "note", "Asked about crews", "--with", "Mei Tan", "--kind", "mail", "-o", "sunbird-crew")
    history = document(osp, "executive").split("## Our history with them")[1].split("##")[0]
    told = [line for line in history.splitlines() if line.startswith("- 20")]
    assert "Met at the fair" in told[0]
    assert "Mei Tan (Sunbird crew): Asked about crews" in told[1]
    assert any("Grace Mwangi" in line for line in told)
    assert "- Another opportunity: Sunbird crew (open)\n" in history


@pytest.mark.parametrize(("kind", "language", "told"), [("call", "en", "Part here"), ("executive", "zh", "项目角色")])
def test_of_whom_we_meet_an_unknown_part_is_a_gap(osp: Terminal, kind: str, language: str, told: str) -> None:
    done(osp, "person", "add", "Ada Lund", "-o", "1")
    done(osp, "call", "add", "Ada Lund", "--planned", "2026-12-03", "-o", "1")
    gap = {"en": "**gap**: not known", "zh": "**缺口**：未知"}[language]
    assert row(document(osp, kind, "1", language), told) == f"| {told} | {gap} |"


def test_a_meeting_to_come_that_is_to_be_repeated_has_no_dash_before_it(osp: Terminal) -> None:
    done(osp, "call", "add", "Grace Mwangi", "--planned", "2026-12-03", "--revisit", "2027-02-03", "-o", DEAL)
    assert row(document(osp, "opportunity"), "2026-12-03").endswith("| come back on 2027-02-03 (Wed) |")
