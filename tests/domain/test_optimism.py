"""The optimism checks: each rule with one assessment that fires it and one that keeps it silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.opportunity import Answer
from osp_cli.domain.optimism import RULES, SITTING, doubts
from tests.builders import DAY, PROCESS, TODAY, answer, changed, deal

DAYS = 90
TWENTY = [question.id for question in PROCESS.questions_of("tas")]


def doubted(*answers: Answer, on: date = TODAY) -> dict[str, tuple[str, ...]]:
    numbered = tuple(replace(each, number=place) for place, each in enumerate(answers, 1))
    assessed = changed(deal("2"), answers=numbered)
    return {doubt.rule: doubt.questions for doubt in doubts(assessed, PROCESS, on, DAYS, TWENTY)}


def sitting(signs: str, **more: str) -> tuple[Answer, ...]:
    """Answers to the first questions, recorded by one person on one day."""
    return tuple(replace(answer(id, sign), **more) for id, sign in zip(TWENTY, signs, strict=False))  # type: ignore[arg-type]


FIRES_AND_SILENT = [
    ("all-plus-in-one-sitting", sitting("+" * SITTING), sitting("+" * (SITTING - 1) + "-")),
    ("all-plus-in-one-sitting", sitting("+" * SITTING), sitting("+" * (SITTING - 1) + "?")),
    ("all-plus-in-one-sitting", sitting("+" * SITTING), sitting("+" * (SITTING - 1))),
    ("plus-without-evidence", (answer("tas-funds", who=None),), (answer("tas-funds"),)),
    ("plus-without-evidence", (answer("tas-funds", evidence=None),), (answer("tas-funds", "?", evidence=None),)),
    ("evidence-old", (answer("tas-funds", on=TODAY - timedelta(days=DAYS + 1)),),
     (answer("tas-funds", on=TODAY - timedelta(days=DAYS)),)),
    ("evidence-old", (answer("tas-funds", on=date(2026, 1, 5)),), (answer("tas-funds", "-", on=date(2026, 1, 5)),)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "rosy", "sober"), FIRES_AND_SILENT)
def test_a_rule_fires_on_its_example_and_is_silent_on_the_other(
    rule: str, rosy: tuple[Answer, ...], sober: tuple[Answer, ...]
) -> None:
    assert rule in doubted(*rosy)
    assert rule not in doubted(*sober)


def test_every_rule_has_its_examples() -> None:
    assert {rule for rule, _, _ in FIRES_AND_SILENT} == set(RULES)


def test_two_people_or_two_days_are_two_sittings() -> None:
    rosy = sitting("+" * SITTING)
    other = replace(rosy[0], by="Kenji Mori")
    later = replace(rosy[0], at="2026-11-03T09:00:00.000Z")
    assert "all-plus-in-one-sitting" not in doubted(other, *rosy[1:])
    assert "all-plus-in-one-sitting" not in doubted(later, *rosy[1:])


def test_what_is_said_of_a_competitor_or_was_put_right_since_is_not_doubted() -> None:
    assert doubted(answer("tas-formal-criteria", who=None, against="Quartz Systems")) == {}
    assert doubted(answer("tas-funds", who=None), answer("tas-funds", on=DAY + timedelta(days=1))) == {}


@given(
    st.lists(
        st.tuples(st.sampled_from(TWENTY), st.sampled_from("+-?"), st.booleans(), st.integers(0, 400)), max_size=25
    )
)
def test_only_a_plus_that_stands_is_ever_doubted(said: list[tuple[str, str, bool, int]]) -> None:
    answers = [
        answer(id, sign, who="Noor Haddad" if told else None, on=TODAY - timedelta(days=age))
        for id, sign, told, age in said
    ]
    numbered = tuple(replace(each, number=place) for place, each in enumerate(answers, 1))
    assessed = changed(deal("2"), answers=numbered)
    for doubt in doubts(assessed, PROCESS, TODAY, DAYS, TWENTY):
        assert all((standing := assessed.answer_to(id)) and standing.sign == "+" for id in doubt.questions)
        assert list(doubt.questions) == sorted(doubt.questions, key=TWENTY.index)
