"""A record behind the same id as a prompt: either meets the gate, the finding says which, the mend completes it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding
from osp_cli.domain.gate import judge, settled_debts
from osp_cli.domain.plan import content, digest
from osp_cli.domain.value import CompellingEvent, Issue
from tests.builders import PROCESS, SPONSOR, TODAY, answer, changed, deal, debt, plus, without_answer

DEADLINE = date(2027, 3, 31)
WHOLE: dict[str, Any] = {"deadline": DEADLINE, "consequence": "The rent doubles"}
GATES = {"compelling-event": "4", "business-issues": "5", "technical-issues": "5"}


def event(number: int = 1, **fields: Any) -> CompellingEvent:
    return CompellingEvent(number, "01E", "The lease ends", **fields)


def issue(kind: Any = "business", **fields: Any) -> Issue:
    return Issue(1, "01I", "Late figures", kind, **fields)


def bare(question: str, **records: Any) -> Dossier:
    stage = GATES[question]
    below = PROCESS.stages[PROCESS.rank(stage) - 1].key
    return changed(without_answer(deal(below, upto=stage), question), **records)


def found(question: str, dossier: Dossier) -> Finding:
    report = judge(PROCESS.gate(GATES[question]), dossier, PROCESS, TODAY, "USD")
    return next(each for each in report.findings if each.criterion == f"{question}-recorded")


@pytest.mark.parametrize(
    ("question", "records"),
    [
        ("compelling-event", {"events": (event(**WHOLE),)}),
        ("compelling-event", {"events": (event(), event(2, **WHOLE))}),
        ("business-issues", {"issues": (issue(whose=SPONSOR),)}),
        ("technical-issues", {"issues": (issue(), issue("technical", whose=SPONSOR))}),
    ],
)
def test_a_complete_record_meets_what_the_prompt_asks_for(question: str, records: Any) -> None:
    assert not found(question, bare(question)).is_met
    assert found(question, bare(question, **records)).is_met


@pytest.mark.parametrize(
    ("question", "records"),
    [
        ("compelling-event", {"events": (event(deadline=DEADLINE),)}),
        ("compelling-event", {"events": (event(consequence="The rent doubles"),)}),
        ("business-issues", {"issues": (issue(),)}),
        ("business-issues", {"issues": (issue("technical", whose=SPONSOR),)}),
        ("technical-issues", {"issues": (issue(whose=SPONSOR),)}),
    ],
)
def test_a_record_that_lacks_something_does_not(question: str, records: Any) -> None:
    assert not found(question, bare(question, **records)).is_met


@pytest.mark.parametrize("question", GATES)
def test_an_answer_alone_still_meets_it(question: str) -> None:
    finding = found(question, plus(bare(question), answer(question, "+", text="by spring")))
    assert finding.is_met
    assert finding.because.code == "answered"


def test_the_finding_says_what_it_rests_on() -> None:
    said = answer("compelling-event", "-")
    unconfirmed = found("compelling-event", plus(bare("compelling-event", events=(event(**WHOLE),)), said)).because
    assert (unconfirmed.code, unconfirmed.values["number"]) == ("on-record-unconfirmed", 1)
    whole = event(**WHOLE, confirmed_by=SPONSOR, confirmed_on=TODAY)
    confirmed = found("compelling-event", bare("compelling-event", events=(whole,))).because
    assert (confirmed.code, confirmed.values["who"], confirmed.values["on"]) == ("on-record-confirmed", SPONSOR, TODAY)
    owned = found("business-issues", bare("business-issues", issues=(issue(whose=SPONSOR),))).because
    assert (owned.code, owned.values["who"]) == ("on-record", SPONSOR)


@pytest.mark.parametrize(
    ("question", "records", "mend"),
    [
        ("compelling-event", {}, "event add TEXT -o 7 --deadline DATE --consequence TEXT"),
        ("compelling-event", {"events": (event(3, deadline=DEADLINE),)}, "event set 3 -o 7 --consequence TEXT"),
        ("business-issues", {}, "issue add TEXT -o 7 --kind business --whose NAME"),
        ("technical-issues", {"issues": (issue("technical"),)}, "issue set 1 -o 7 --whose NAME"),
    ],
)
def test_the_first_mend_completes_the_record_and_the_answer_stays_a_way(question: str, records: Any, mend: str) -> None:
    finding = found(question, bare(question, **records))
    assert [" ".join(each) for each in finding.mends] == [mend, f"answer {question} ANSWER -o 7"]
    assert finding.missing == (question,)


def test_a_begun_record_is_told_with_what_it_lacks_but_an_answer_comes_first() -> None:
    begun = bare("compelling-event", events=(event(deadline=DEADLINE),))
    because = found("compelling-event", begun).because
    assert (because.code, because.values["fields"]) == ("record-incomplete", ("consequence",))
    assert found("compelling-event", plus(begun, answer("compelling-event", "?"))).because.code == "answered-unknown"


def test_a_debt_settles_itself_by_a_record() -> None:
    owing = bare("compelling-event", debts=(debt("compelling-event-recorded"),))
    assert settled_debts(owing, PROCESS, TODAY, "USD") == ()
    paid = changed(owing, events=(event(**WHOLE),))
    assert [each.criterion for each in settled_debts(paid, PROCESS, TODAY, "USD")] == ["compelling-event-recorded"]


@given(some.booleans(), some.booleans(), some.sampled_from((None, "+", "-", "?")))
def test_a_record_never_takes_away_what_was_met(has_deadline: bool, has_consequence: bool, sign: str | None) -> None:
    known = bare("compelling-event")
    if sign:
        known = plus(known, answer("compelling-event", sign))
    fields = {
        "deadline": DEADLINE if has_deadline else None,
        "consequence": "The rent doubles" if has_consequence else None,
    }
    with_record = found("compelling-event", changed(known, events=(event(**fields),)))
    assert with_record.is_met == (found("compelling-event", known).is_met or (has_deadline and has_consequence))


def test_a_plan_without_such_records_says_what_it_said_before_there_were_any() -> None:
    known = deal("3")
    assert not {"events", "values", "criteria", "issues"} & set(content(known, PROCESS))
    one, other = (changed(known, events=(event(deadline=day),)) for day in (DEADLINE, TODAY))
    digests = {digest(content(each, PROCESS)) for each in (known, one, other)}
    assert len(digests) == 3
