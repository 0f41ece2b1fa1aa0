"""At a real terminal: the win/loss review after an outcome, the evidence for a condition, the choice of a strategy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty import Person, rows, settle
from tests.sessions.sessions import run

NEW = 'osp new-opportunity "Harbour ERP" --account "Harbour Lights" --amount 40k --close eoq'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settle(tmp_path)
    assert run(NEW, tmp_path).returncode == 0
    return tmp_path


def test_the_review_is_asked_after_the_outcome_and_the_wrong_answers_are_picked_among_those_given(folder: Path) -> None:
    for line in ('answer 5 + --evidence "They said so"', 'answer budget no --evidence "No line"'):
        assert run(f"osp {line}", folder).returncode == 0
    person = Person("osp lose --reason price --to unknown", folder)
    person.sees("Review it now").types("y")
    person.sees("Why did the customer").types("Half the price @ Noor Haddad").sees("Why do we think").types("Late")
    person.sees("5. Compelling event").sees("They said so").sees("budget").sees("Which of our answers").types("6")
    person.sees("was never answered here").types("5, budget").sees("Which competitor").types("-")
    person.sees("differently").types("q")
    assert person.leaves() == 0
    said = rows(folder, "SELECT question, sign, text FROM answer WHERE question LIKE 'winloss%' ORDER BY number")
    assert said == [
        ("winloss-customer-reasons", "+", "Half the price"),
        ("winloss-our-reasons", "+", "Late"),
        ("winloss-wrong-answers", "+", "tas-compelling-event, budget"),
        ("winloss-competitor", "-", None),
    ]
    later = Person("osp winloss 1", folder)  # only what is open is asked again
    later.sees("differently").types("Meet the owner first").sees("too rosy: Compelling event")
    assert later.leaves() == 0


def test_whoever_has_no_time_is_let_go_and_the_outcome_stands(folder: Path) -> None:
    person = Person("osp cancel --reason budget-withdrawn", folder)
    person.sees("Review it now").types("n")
    assert person.leaves() == 0
    assert rows(folder, "SELECT status FROM opportunity") == [("cancelled",)]
    assert rows(folder, "SELECT number FROM answer") == []


def test_the_evidence_for_a_condition_is_asked_for(folder: Path) -> None:
    person = Person("osp review condition", folder)
    person.sees("What must be settled").types("Meet the owner").sees("By which day").types("fri")
    person.sees("Who asks for it").types("")
    assert person.leaves() == 0
    person = Person("osp condition done", folder)
    person.sees("What shows that it is settled?").types("Her mail of today")
    assert person.leaves() == 0
    assert rows(folder, "SELECT text, evidence FROM condition") == [("Meet the owner", "Her mail of today")]


def test_a_strategy_is_chosen_from_the_list_with_a_reason(folder: Path) -> None:
    person = Person("osp strategy choose", folder)
    person.sees("Which strategy do you choose?").sees("flanking").presses("\x1b[B").types("")
    person.sees("Why? (one sentence)").types("They want more")
    assert person.leaves() == 0
    assert rows(folder, "SELECT kind, reason FROM strategy_choice") == [("flanking", "They want more")]


def test_a_deal_is_called_from_the_list_of_categories(folder: Path) -> None:
    person = Person("osp forecast-call", folder)
    person.sees("In which category do you see it?").sees("pipeline").presses("\x1b[B").types("")
    assert person.leaves() == 0
    assert rows(folder, "SELECT category FROM forecast_call") == [("best",)]
