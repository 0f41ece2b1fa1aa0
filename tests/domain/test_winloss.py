"""The win/loss review: which outcome it is of, and which answers had been too rosy; conditions at the gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.conditions import Condition
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.gate import audit, judge, judge_way, settled_debts
from osp_cli.domain.winloss import ended_on, given_answers, review_of
from tests.builders import DAY, PROCESS, TODAY, answer, changed, deal, debt, opportunity

ENDED = date(2026, 11, 10)
OPEN = Condition(1, "01C", "Meet the owner", TODAY, "Ingrid Solberg")
SETTLED = replace(OPEN, done_on=TODAY, evidence="her mail")
CRITERION = "conditions-settled"


def lost(*answers: object, ended: date = ENDED) -> Dossier:
    ending = opportunity(status="lost", ended_on=ended, left_stage="3", reason="price")
    return Dossier(opportunity=ending, answers=answers)  # type: ignore[arg-type]


def test_an_open_deal_has_no_outcome_to_review() -> None:
    assert review_of(deal("3"), PROCESS) is None
    assert ended_on(deal("3")) is None


def test_a_won_deal_ended_on_the_day_of_its_order() -> None:
    assert ended_on(deal("9")) == DAY


def test_a_plus_that_was_wrong_was_too_rosy_and_a_minus_was_only_wrong() -> None:
    said = lost(
        answer("tas-funds", "+", number=1),
        answer("tas-risk", "-", number=2),
        answer("winloss-wrong-answers", text="tas-funds, tas-risk", number=3, on=ENDED),
    )
    review = review_of(said, PROCESS)
    assert review is not None
    assert [(each.question, each.is_rosy) for each in review.wrong] == [("tas-funds", True), ("tas-risk", False)]
    assert [each.question for each in review.rosy] == ["tas-funds"]


def test_the_wrong_answer_is_the_one_that_was_corrected_not_the_correction() -> None:
    said = lost(
        answer("tas-funds", "+", number=1, text="approved"),
        answer("winloss-wrong-answers", text="tas-funds", number=2, on=ENDED),
        answer("tas-funds", "-", number=3, on=ENDED),
    )
    review = review_of(said, PROCESS)
    assert review is not None
    assert [(each.sign, each.said) for each in review.wrong] == [("+", "approved")]


@given(st.integers(min_value=-5, max_value=5))
@settings(max_examples=11, deadline=None)
def test_what_was_said_before_the_outcome_is_not_of_it(days: int) -> None:
    said = answer("winloss-change", text="meet the owner", on=ENDED + timedelta(days=days))
    review = review_of(lost(said), PROCESS)
    assert review is not None
    assert (review.answers == (said,)) == (days >= 0)
    assert ("winloss-change" in review.open) == (days < 0)


def test_only_what_we_answered_about_the_deal_can_be_picked() -> None:
    said = lost(answer("tas-funds", "+"), answer("coach-2-1", "+"), answer("winloss-change", text="x", on=ENDED))
    assert [question.id for question, _ in given_answers(said, PROCESS)] == ["tas-funds"]


# --- conditions ---


@pytest.mark.parametrize(("stage", "following"), list(pairwise(each.key for each in PROCESS.stages)))
def test_an_open_condition_shuts_the_next_gate_wherever_the_deal_stands(stage: str, following: str) -> None:
    base = deal(stage)
    gate = PROCESS.gate(following)
    for conditions, is_met in (((), True), ((SETTLED,), True), ((SETTLED, OPEN), False)):
        report = judge(gate, changed(base, conditions=conditions), PROCESS, TODAY, "USD")
        found = {finding.criterion: finding for finding in report.findings}
        assert found[CRITERION].is_met is is_met
        assert report.is_open is is_met
    assert found[CRITERION].missing == ("Meet the owner",)
    assert found[CRITERION].mends == (("condition", "done", "1", "-o", "7", "--evidence", "TEXT"),)


def test_on_a_way_of_several_gates_a_condition_stands_once_and_the_audit_does_not_hold_it() -> None:
    base = changed(deal("3", upto="5"), conditions=(OPEN,))
    way = [f.criterion for report in judge_way(base, PROCESS, "5", TODAY, "USD") for f in report.findings]
    assert way.count(CRITERION) == 1
    behind = [f.criterion for report in audit(base, PROCESS, TODAY, "USD") for f in report.findings]
    assert CRITERION not in behind


def test_the_debt_of_a_condition_settles_once_the_last_of_them_is_settled() -> None:
    owing = changed(deal("4"), debts=(debt(CRITERION),))
    assert settled_debts(changed(owing, conditions=(OPEN,)), PROCESS, TODAY, "USD") == ()
    assert [each.criterion for each in settled_debts(changed(owing, conditions=(SETTLED,)), PROCESS, TODAY, "USD")] == [
        CRITERION
    ]
