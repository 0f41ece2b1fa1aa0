"""Gates: every kind of criterion, met and unmet, with the reason and the command that mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding
from osp_cli.domain.gate import audit, judge, judge_way, settled_debts, unmet_musts
from osp_cli.domain.holders import confirm_conflict, holder
from tests.builders import (
    DAY,
    LEAD,
    MANAGER,
    OWNER,
    PROCESS,
    SPONSOR,
    TODAY,
    answer,
    approval,
    changed,
    competitor,
    confirmation,
    deal,
    debt,
    decision,
    full_order,
    opportunity,
    plus,
    risk,
    usd,
    without_answer,
)

STAGES = [stage.key for stage in PROCESS.stages[1:]]


def findings(dossier: Dossier, stage: str) -> dict[str, Finding]:
    report = judge(PROCESS.gate(stage), dossier, PROCESS, TODAY, "USD")
    return {finding.criterion: finding for finding in report.findings}


def unmet(dossier: Dossier, stage: str) -> set[str]:
    return {id for id, finding in findings(dossier, stage).items() if finding.is_must and not finding.is_met}


@pytest.mark.parametrize("stage", STAGES)
def test_a_gate_is_open_where_every_fact_is_there(stage: str) -> None:
    below = PROCESS.stages[PROCESS.rank(stage) - 1].key
    report = judge(PROCESS.gate(stage), deal(below, upto=stage), PROCESS, TODAY, "USD")
    assert report.is_open
    assert all(not finding.mends for finding in report.findings if finding.is_met)


@pytest.mark.parametrize("stage", STAGES)
def test_an_empty_dossier_meets_no_must_but_those_that_need_no_fact(stage: str) -> None:
    bare = Dossier(opportunity=opportunity(amount=None, base=None, close_on=None))
    found = findings(bare, stage)
    needs_no_fact = "conditions-settled"  # no review has left any
    assert found[needs_no_fact].is_met
    wanting = [finding for finding in found.values() if finding.is_must and finding.criterion != needs_no_fact]
    assert all(not finding.is_met and finding.mends for finding in wanting)


def test_stage_2_wants_plus_or_words_on_the_budget_and_shows_no_and_unknown() -> None:
    base = deal("1")
    assert findings(without_answer(base, "budget"), "2")["budget-clear"].because.code == "open"
    assert findings(plus(base, answer("budget", "-")), "2")["budget-clear"].because.code == "answered-no"
    assert findings(plus(base, answer("budget", "?")), "2")["budget-clear"].because.code == "answered-unknown"
    assert findings(base, "2")["budget-clear"].is_met


def test_qualification_is_complete_when_no_item_is_open_though_some_are_not_known() -> None:
    unknown = plus(deal("1"), answer("location", "?"))
    assert findings(unknown, "2")["qualification-complete"].is_met
    open_one = without_answer(deal("1"), "location")
    found = findings(open_one, "2")["qualification-complete"]
    assert not found.is_met
    assert found.missing == ("location",)


def test_amount_and_date_are_both_wanted_at_gate_2_and_named_when_missing() -> None:
    found = findings(changed(deal("1"), opportunity=opportunity(amount=None, close_on=None)), "2")[
        "amount-and-date-known"
    ]
    assert found.missing == ("amount", "close")
    assert found.mends == (("set", "7", "--amount", "AMOUNT", "--close", "DATE"),)


def test_a_no_go_closes_the_gate_and_names_the_way_out() -> None:
    found = findings(changed(deal("1"), decisions=(decision(2), decision(2, "no-go"))), "2")["decision-go"]
    assert found.because.code == "decided-no-go"
    assert ("withdraw", "7", "--reason", "CODE") in found.mends


def test_the_plan_is_approved_by_a_manager_who_is_not_the_owner() -> None:
    base = deal("2")
    assert "plan-approved" not in unmet(base, "3")
    assert "plan-approved" in unmet(changed(base, approvals=()), "3")
    assert "plan-approved" in unmet(changed(base, approvals=(approval(approver="Nobody"),)), "3")
    own = changed(base, approvals=(approval(approver=OWNER),), managers=(OWNER, MANAGER))
    assert findings(own, "3")["plan-approved"].because.code == "approver-not-fit"
    returned = changed(base, approvals=(approval(), approval(verdict="returned")))
    assert findings(returned, "3")["plan-approved"].because.code == "returned"


@pytest.mark.parametrize(
    ("amount", "code"), [(99_999, "approved"), (100_000, "size-crossed-limit"), (40_000, "size-crossed-limit")]
)
def test_crossing_a_limit_reopens_the_approval_in_either_direction(amount: int, code: str) -> None:
    grown = changed(deal("2"), opportunity=opportunity(stage="2", amount=usd(amount), base=usd(amount)))
    assert findings(grown, "3")["plan-approved"].because.code == code


def test_growth_cannot_slip_through_a_later_gate() -> None:
    small = deal("5", size="small")
    grown = changed(small, opportunity=opportunity(stage="5", amount=usd(150_000), base=usd(150_000)))
    assert {"plan-approved"} <= unmet(grown, "6")
    bare = without_answer(grown, "plan-value")
    assert {"deal-size-complete", "plan-approved"} <= unmet(bare, "6")


def test_the_size_rules_ask_for_nothing_the_twenty_or_the_plan() -> None:
    no_tas = without_answer(deal("2"), "tas-project", "plan-value")
    for amount, is_met, code in (
        (49_999, True, "size-asks-nothing"),
        (50_000, False, "questions-open"),
        (100_000, False, "plan-incomplete"),
    ):
        sized = changed(no_tas, opportunity=opportunity(stage="2", amount=usd(amount), base=usd(amount)))
        found = findings(sized, "3")["deal-size-complete"]
        assert (found.is_met, found.because.code) == (is_met, code)
    unknown = changed(no_tas, opportunity=opportunity(stage="2", amount=None, base=None))
    assert findings(unknown, "3")["deal-size-complete"].because.code == "size-unknown"


def test_stage_4_stays_closed_until_the_business_owner_confirms_funding() -> None:
    base = deal("3")
    short = changed(base, confirmations=tuple(c for c in base.confirmations if c.criterion != "funding-confirmed"))
    assert unmet(short, "4") == {"funding-confirmed"}
    mend = findings(short, "4")["funding-confirmed"].mends[0]
    assert mend[:6] == ("confirm", "funding-confirmed", "-o", "7", "--who", SPONSOR)


def test_only_the_named_person_confirms_and_nobody_can_before_one_is_named() -> None:
    base = deal("3")
    other = tuple(replace(c, who="Somebody") if c.criterion == "funding-confirmed" else c for c in base.confirmations)
    assert findings(changed(base, confirmations=other), "4")["funding-confirmed"].because.code == "wrong-person"
    unnamed = tuple(c for c in base.confirmations if c.criterion != "business-owner-named")
    assert findings(changed(base, confirmations=unnamed), "4")["funding-confirmed"].because.code == "holder-not-named"


def test_naming_another_person_again_makes_that_person_the_holder() -> None:
    base = deal("3")
    again = changed(base, confirmations=(*base.confirmations, confirmation("business-owner-named", "Kofi Mensah")))
    assert holder(again, PROCESS, "business-owner") == "Kofi Mensah"
    assert confirm_conflict(again, PROCESS, "funding-confirmed", SPONSOR) == "Kofi Mensah"
    assert confirm_conflict(again, PROCESS, "funding-confirmed", "kofi  mensah") is None
    assert confirm_conflict(again, PROCESS, "no-competitor", "Anybody") is None


def test_what_a_retreat_marked_must_be_renewed() -> None:
    base = deal("3")
    marked = changed(base, confirmations=tuple(replace(c, needs_renewal=True) for c in base.confirmations))
    assert findings(marked, "4")["project-confirmed"].because.code == "needs-renewal"
    renewed = changed(
        marked, confirmations=(*marked.confirmations, *(replace(c, needs_renewal=False) for c in marked.confirmations))
    )
    assert unmet(renewed, "4") == set()


def test_each_risk_prompt_wants_a_countered_risk_or_a_no() -> None:
    base = deal("4")
    assert findings(base, "5")["risks-countered"].is_met
    bare = changed(base, risks=(risk("risk-people"),))
    assert findings(bare, "5")["risks-countered"].missing == ("risk-people",)
    assert findings(changed(base, risks=(risk("risk-people", "a deputy"),)), "5")["risks-countered"].is_met
    asked = plus(base, answer("risk-people", "+"))
    assert "risks-countered" in unmet(asked, "5")
    free = changed(base, risks=(risk(None),))
    assert "risks-countered" in unmet(free, "5")
    assert findings(changed(base, risks=(risk(None, is_closed=True),)), "5")["risks-countered"].is_met


def test_a_named_competitor_is_assessed_by_every_compared_question() -> None:
    base = changed(deal("4"), competitors=(competitor(),))
    found = findings(base, "5")["competitors-assessed"]
    assert found.missing == ("Quartz Systems",)
    asked = [question.id for question in PROCESS.compared_questions()]
    answered = plus(base, *(answer(question, "?", against="Quartz Systems") for question in asked))
    assert findings(answered, "5")["competitors-assessed"].is_met
    assert not findings(plus(base, *(answer(q, "?", against="Quartz Systems") for q in asked[1:])), "5")[
        "competitors-assessed"
    ].is_met


def test_without_a_competitor_the_customer_must_say_that_there_is_none() -> None:
    base = deal("4")
    assert findings(base, "5")["competitors-assessed"].because.code == "no-competitor"
    silent = changed(base, confirmations=tuple(c for c in base.confirmations if c.criterion != "no-competitor"))
    assert findings(silent, "5")["competitors-assessed"].because.code == "no-competitor-named"


def test_a_should_is_listed_and_blocks_nothing() -> None:
    unknown = plus(deal("4"), *(answer(q.id, "?") for q in PROCESS.questions_of("tas")[:6]))
    found = findings(unknown, "5")["few-unknown"]
    assert not found.is_met
    assert not found.is_must
    assert judge(PROCESS.gate("5"), unknown, PROCESS, TODAY, "USD").is_open


def test_gate_7_should_have_no_unknown_under_can_we_win() -> None:
    unknown = plus(deal("6"), answer("tas-culture", "?"))
    assert not findings(unknown, "7")["can-we-win-known"].is_met
    assert findings(plus(deal("6"), answer("tas-funds", "?")), "7")["can-we-win-known"].is_met


def test_what_nobody_asked_is_not_known_either() -> None:
    answers = deal("6").answers
    silent = changed(deal("6"), answers=tuple(each for each in answers if each.question != "tas-culture"))
    found = findings(silent, "7")["can-we-win-known"]
    assert (found.is_met, found.because.code, found.missing) == (False, "too-many-unasked", ("tas-culture",))
    assert (found.because.values["count"], found.because.values["open"]) == (1, 1)
    never = changed(deal("6"), answers=())
    asked = len([q for q in PROCESS.questions_of("tas") if q.section == "can-we-win"])
    assert findings(never, "7")["can-we-win-known"].because.values["count"] == asked > 0


def test_gate_8_should_have_no_open_debts() -> None:
    owing = changed(deal("7"), debts=(debt("funding-confirmed"),))
    assert not findings(owing, "8")["no-open-debts"].is_met
    assert judge(PROCESS.gate("8"), owing, PROCESS, TODAY, "USD").is_open


def test_stage_10_wants_shipment_payment_state_and_booking() -> None:
    full = deal("9.5", upto="10")
    assert full.order is not None
    bare = changed(full, order=replace(full.order, shipped_on=None, paid=None, booked_amount=None))
    assert unmet(bare, "10") == {"shipped", "payment-known", "booked"}
    assert unmet(changed(full, order=None), "9") == {"order-received"}


def test_the_way_holds_every_gate_once_and_what_is_judged_again_once() -> None:
    bare = changed(deal("3"), confirmations=(), approvals=(), decisions=())
    reports = judge_way(bare, PROCESS, "6", TODAY, "USD")
    assert [report.stage for report in reports] == ["4", "5", "6"]
    ids = [finding.criterion for report in reports for finding in report.findings]
    assert len(ids) == len(set(ids))
    assert "plan-approved" in ids


def test_the_audit_looks_at_the_gates_up_to_the_present_stage() -> None:
    reports = audit(deal("3"), PROCESS, TODAY, "USD")
    assert [report.stage for report in reports] == ["2", "3"]
    assert unmet_musts(reports) == ()
    imported = Dossier(opportunity=opportunity(stage="3"))
    assert {finding.criterion for finding in unmet_musts(audit(imported, PROCESS, TODAY, "USD"))} >= {
        "budget-clear",
        "plan-approved",
    }


def test_a_debt_settles_itself_when_its_criterion_is_met() -> None:
    base = changed(deal("5"), debts=(debt("funding-confirmed", 1), debt("technical-win-confirmed", 2)))
    missing = tuple(c for c in base.confirmations if c.criterion != "technical-win-confirmed")
    assert [d.number for d in settled_debts(changed(base, confirmations=missing), PROCESS, TODAY, "USD")] == [1]


FACTS = st.lists(st.sampled_from([question.id for question in PROCESS.questions]), max_size=30)


@given(FACTS, FACTS, st.sampled_from(STAGES))
def test_the_same_facts_give_the_same_report_and_one_more_plus_closes_nothing(
    some: list[str], more: list[str], stage: str
) -> None:
    answers = tuple(
        answer(question, number=n, text="known") for n, question in enumerate(some) if not question.startswith("risk")
    )
    before = changed(deal("1"), answers=answers)
    assert findings(before, stage) == findings(changed(before), stage)
    later = plus(before, *(answer(question, text="known") for question in more if not question.startswith("risk")))
    met = {id for id, finding in findings(before, stage).items() if finding.is_met and finding.is_must}
    assert met <= {id for id, finding in findings(later, stage).items() if finding.is_met}


def test_the_lead_is_the_one_whom_gate_2_named() -> None:
    assert holder(deal("1"), PROCESS, "technical-lead") == LEAD


@pytest.mark.parametrize("criterion", ["project-confirmed", "plan-approved", "compelling-event-recorded"])
def test_a_fact_of_a_later_day_does_not_count_and_the_finding_says_since_when_it_is_true(criterion: str) -> None:
    base = deal("2", upto="4")
    later = date(2026, 11, 9)
    dated = changed(
        base,
        confirmations=tuple(replace(c, on=later) if c.criterion == criterion else c for c in base.confirmations),
        approvals=tuple(replace(a, on=later) if criterion == "plan-approved" else a for a in base.approvals),
        answers=tuple(replace(a, on=later) if a.question == "compelling-event" else a for a in base.answers),
    )
    before, on_it = (
        {f.criterion: f for report in judge_way(dated, PROCESS, "4", day, "USD") for f in report.findings}[criterion]
        for day in (DAY, later)
    )
    assert on_it.is_met
    assert (before.is_met, before.because.code, before.because.values["day"]) == (False, "met-later", later)
    assert before.mends[0][-1] == "2026-11-09"


def test_a_later_no_does_not_close_the_gate_of_an_earlier_day() -> None:
    said_no = plus(deal("1"), answer("budget", "-", on=date(2026, 11, 9)))
    assert judge(PROCESS.gate("2"), said_no, PROCESS, DAY, "USD").is_open
    assert not judge(PROCESS.gate("2"), said_no, PROCESS, TODAY, "USD").is_open


def test_what_is_missing_on_the_later_day_too_is_told_as_missing() -> None:
    some = plus(without_answer(deal("1"), "budget", "location"), answer("budget", on=date(2026, 11, 9)))
    found = {f.criterion: f for f in judge(PROCESS.gate("2"), some, PROCESS, DAY, "USD").findings}
    assert found["budget-clear"].because.code == "met-later"
    assert found["qualification-complete"].missing == ("budget", "location")


def test_an_order_stands_from_its_day_and_each_of_its_records_from_its_own() -> None:
    order = replace(full_order(), on=DAY, shipped_on=date(2026, 11, 9), booked_on=date(2026, 11, 12))
    assert order.as_of(date(2026, 11, 8)).shipped_on is None
    assert order.as_of(date(2026, 11, 9)).booked_amount is None
    assert order.as_of(date(2026, 11, 1)).amount is None
    assert order.as_of(date(2026, 11, 12)) == order
    found = judge(PROCESS.gate("10"), changed(deal("9.5"), order=order), PROCESS, date(2026, 11, 9), "USD")
    assert {f.criterion: f.because.code for f in found.findings if not f.is_met} == {"booked": "met-later"}


@given(st.dates(date(2026, 10, 1), date(2026, 12, 1)), st.dates(date(2026, 10, 1), date(2026, 12, 1)))
def test_the_facts_of_a_day_are_those_of_any_later_day_cut_at_it(first: date, second: date) -> None:
    base = deal("5", upto="10")
    days = [date(2026, 10, 20), DAY, date(2026, 11, 20)]
    spread = changed(
        base,
        answers=tuple(replace(a, on=days[place % 3]) for place, a in enumerate(base.answers)),
        debts=(debt("budget-clear", settled_on=date(2026, 11, 20)),),
    )
    earlier, later = sorted((first, second))
    assert spread.as_of(later).as_of(earlier) == spread.as_of(earlier)
    assert not spread.as_of(earlier).days_after(earlier)
