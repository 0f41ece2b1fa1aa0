"""What the answers ask to be done: each rule by an example that fires and one that stays silent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.close_plan import Action
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.suggestions import Suggestion, suggest
from tests.builders import DAY, LEAD, OWNER, PROCESS, TODAY, answer, changed, competitor, deal, opportunity, plus

RIVAL = competitor().name
TAS = PROCESS.questions_of("tas")
COMPARED = [question.id for question in TAS if question.is_compared]
ALONE = next(question.id for question in TAS if not question.is_compared)


def suggested(dossier: Dossier) -> list[tuple[str, str, str | None]]:
    return [(each.kind, each.question, each.against) for each in suggest(dossier, PROCESS)]


def rivalled(**signs: str) -> Dossier:
    """A deal on which all speaks for us, and a competitor these to the first compared questions."""
    dossier = changed(deal("3"), competitors=(competitor(),))
    theirs = zip(COMPARED, signs.get("theirs", ""), strict=False)
    return plus(dossier, *(answer(question, sign, against=RIVAL) for question, sign in theirs))


def action(kind: Any, question: str, **more: Any) -> Action:
    return Action(1, "01A", "Do it", TODAY, kind, OWNER, question=question, **more)


def test_where_all_is_well_nothing_is_suggested() -> None:
    assert suggested(deal("3")) == []


def test_what_is_not_known_is_retrieved_and_what_nobody_asked_is_not() -> None:
    assert suggested(plus(deal("3"), answer(ALONE, "?"))) == [("retrieve", ALONE, None)]
    assert suggested(changed(deal("3"), answers=())) == []


def test_a_no_is_made_smaller_and_a_no_to_a_risk_question_is_none() -> None:
    assert suggested(plus(deal("3"), answer("tas-solution-fit", "-"))) == [("minimise", "tas-solution-fit", None)]
    assert suggested(plus(deal("3"), answer("risk-technical", "-"))) == []


def test_a_competitor_as_strong_as_we_are_is_insulated_against_where_it_is_ahead() -> None:
    everywhere = "+" * len(COMPARED)
    strong = plus(rivalled(theirs=everywhere), answer(COMPARED[1], "?"))
    assert ("insulate", COMPARED[1], RIVAL) in suggested(strong)
    assert ("insulate", COMPARED[0], RIVAL) in suggested(rivalled(theirs=everywhere))  # nowhere ahead, and level


@pytest.mark.parametrize("theirs", ["+", "-", "?", ""])
def test_a_weaker_competitor_or_one_nobody_assessed_is_not_insulated_against(theirs: str) -> None:
    assert [each for each in suggested(rivalled(theirs=theirs)) if each[0] == "insulate"] == []


def test_a_competitor_that_stands_no_better_than_nothing_is_not_strong() -> None:
    weak = plus(rivalled(theirs="+-"), *(answer(question, "?") for question in COMPARED))
    assert [each for each in suggested(weak) if each[0] == "insulate"] == []


@pytest.mark.parametrize(
    ("theirs", "fires"), [("-", True), ("?", True), ("+", False), ("", False)], ids=["no", "unknown", "yes", "unasked"]
)
def test_what_the_customer_says_of_us_and_not_of_a_competitor_is_emphasised(theirs: str, fires: bool) -> None:
    said = plus(rivalled(theirs=theirs), answer(COMPARED[0], "+", who=LEAD, evidence="in the minutes"))
    again = [answer(COMPARED[0], sign, against=RIVAL) for sign in theirs]
    assert (("emphasise", COMPARED[0], None) in suggested(plus(said, *again))) is fires


def test_what_we_only_claim_is_not_emphasised() -> None:
    claimed = plus(rivalled(theirs="-"), answer(COMPARED[0], "+", who=None))
    assert [each for each in suggested(claimed) if each[0] == "emphasise"] == []


def test_an_action_serves_it_while_open_and_once_done_until_a_newer_answer() -> None:
    unknown = plus(deal("3"), answer(ALONE, "?"))
    kept = [("retrieve", ALONE, None)]
    assert suggested(unknown) == kept
    assert suggested(changed(unknown, actions=(action("retrieve", ALONE),))) == []
    assert suggested(changed(unknown, actions=(action("prove", ALONE),))) == kept
    assert suggested(changed(unknown, actions=(action("retrieve", COMPARED[0]),))) == kept
    assert suggested(changed(unknown, actions=(action("retrieve", ALONE, done_on=DAY),))) == []
    before = DAY - timedelta(days=1)
    assert suggested(changed(unknown, actions=(action("retrieve", ALONE, done_on=before),))) == kept


def test_of_a_deal_that_is_not_open_nothing_is_suggested() -> None:
    unknown = plus(deal("3"), answer(ALONE, "?"))
    assert suggested(changed(unknown, opportunity=opportunity(status="lost"))) == []


@given(ours=some.text("+-?", max_size=20), theirs=some.text("+-?", max_size=20))
def test_what_was_added_is_suggested_no_more_and_the_rest_as_before(ours: str, theirs: str) -> None:
    dossier = plus(
        rivalled(theirs=theirs),
        *(answer(question.id, sign, who=LEAD, evidence="x") for question, sign in zip(TAS, ours, strict=False)),
    )
    found = suggest(dossier, PROCESS)
    assert len(set(found)) == len(found)
    for place, each in enumerate(found):
        served = changed(dossier, actions=(action(each.kind, each.question),))
        assert suggest(served, PROCESS) == (*found[:place], *found[place + 1 :])
    assert all(isinstance(each, Suggestion) for each in found)
