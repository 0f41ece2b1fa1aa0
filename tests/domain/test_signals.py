"""Signals and duties: each rule of the pack with one deal that fires it and one that keeps it silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.duties import Rhythm, due_on
from osp_cli.domain.opportunity import Account, Note, PlanVersion
from osp_cli.domain.plan import content, digest
from osp_cli.domain.signals import fired
from osp_cli.pack.reading import builtin_handbook
from tests.builders import (
    AT,
    DAY,
    LEAD,
    OWNER,
    PROCESS,
    TODAY,
    answer,
    approval,
    changed,
    competitor,
    deal,
    plus,
    without_answer,
)  # fmt: skip

Change = Callable[[Dossier], Dossier]
HANDBOOK = builtin_handbook()
DUTIES = {duty.item.id: duty for duty in HANDBOOK.duties}
NEXT_WEEK = TODAY + timedelta(days=7)


def contact(on: date) -> Note:
    return Note(1, "01N", "call", "spoke", LEAD, on, AT, OWNER)


def sound(stage: str) -> Dossier:
    """A deal that walks into no trap: everything known, somebody named, a step with a date, a call this week."""
    base = deal(stage, upto="8")
    known = replace(base.opportunity, stage=stage, next_step="Call", next_step_on=NEXT_WEEK, created_on=DAY)
    return changed(base, opportunity=known, competitors=(competitor(),), notes=(contact(TODAY),), approvals=())


def signals(dossier: Dossier) -> set[str]:
    return {signal.item.id for signal in fired(HANDBOOK, dossier, PROCESS, TODAY, "USD")}


def unnamed(dossier: Dossier) -> Dossier:
    kept = tuple(c for c in dossier.confirmations if c.criterion != "business-owner-named")
    return changed(dossier, confirmations=kept)


def technical_only(dossier: Dossier) -> Dossier:
    """Nobody but the technical lead was ever named."""
    unknown = unnamed(answered("tas-executive-credibility", "?")(dossier))
    return changed(unknown, people=tuple(p for p in unknown.people if p.name == LEAD))


def alone(dossier: Dossier) -> Dossier:
    kept = tuple(c for c in dossier.confirmations if c.criterion != "no-competitor")
    return changed(dossier, competitors=(), confirmations=kept)


def submitted(dossier: Dossier, text: str = "") -> Dossier:
    name = text or digest(content(dossier, PROCESS))
    version = PlanVersion(1, 1, "opportunity", "medium", name, "{}", DAY, AT, OWNER)
    return changed(dossier, plan_versions=(version,), approvals=(approval(),))


def discounted(dossier: Dossier) -> Dossier:
    return changed(dossier, approvals=(approval("discount"),))


def opportunity_with(**fields: object) -> Change:
    return lambda dossier: changed(dossier, opportunity=replace(dossier.opportunity, **fields))  # type: ignore[arg-type]


def answered(question: str, sign: str, **more: str | None) -> Change:
    return lambda dossier: plus(dossier, answer(question, sign, on=TODAY, **more))


RULES: list[tuple[str, str, Change, Change]] = [
    ("signal-sponsor", "3", unnamed, lambda d: d),
    ("signal-technology-only", "3", technical_only, lambda d: answered("tas-executive-credibility", "?")(unnamed(d))),
    ("signal-price-before-value", "5", lambda d: answered("tas-unique-value", "?")(discounted(d)), discounted),
    ("signal-competitor-unknown", "4", alone, lambda d: d),
    ("signal-value-unclear", "5", answered("tas-unique-value", "+", who=None), answered("tas-unique-value", "+")),
    ("signal-no-event", "3", lambda d: without_answer(d, "tas-compelling-event"), lambda d: d),
    ("signal-no-support", "4", answered("tas-inside-support", "-"), answered("tas-inside-support", "+")),
    ("signal-plan-stale", "4", lambda d: submitted(d, "another"), submitted),
    ("signal-no-actions", "4", opportunity_with(next_step_on=None), lambda d: d),
    ("signal-silent", "4", lambda d: changed(d, notes=(contact(TODAY - timedelta(days=22)),)),
     lambda d: changed(d, notes=(contact(TODAY - timedelta(days=21)),))),
    ("signal-overdue", "4", opportunity_with(close_on=TODAY - timedelta(days=1)), opportunity_with(close_on=TODAY)),
    ("signal-timetable", "6", answered("timetable", "?"), lambda d: d),
]  # fmt: skip


@pytest.mark.parametrize(("name", "stage", "fires", "silent"), RULES, ids=[rule[0] for rule in RULES])
def test_a_signal_fires_on_its_trap_and_is_silent_without_it(
    name: str, stage: str, fires: Change, silent: Change
) -> None:
    assert name in signals(fires(sound(stage)))
    assert name not in signals(silent(sound(stage)))


def test_every_signal_of_the_pack_has_its_examples() -> None:
    assert {rule[0] for rule in RULES} == {signal.item.id for signal in HANDBOOK.signals}


@pytest.mark.parametrize("stage", ["2", "3", "4", "5", "6", "7", "8"])
def test_a_sound_deal_walks_into_no_trap(stage: str) -> None:
    assert signals(sound(stage)) == set()


@pytest.mark.parametrize("status", ["won", "lost", "cancelled", "withdrawn"])
def test_what_has_ended_walks_into_no_trap(status: str) -> None:
    ended = opportunity_with(status=status, close_on=DAY)(alone(sound("4")))
    assert signals(ended) == set()


def test_a_signal_holds_between_its_stages_alone() -> None:
    early, late = unnamed(sound("2")), unnamed(sound("5"))
    assert "signal-sponsor" not in signals(early) | signals(late)


def test_a_new_deal_is_not_silent_before_three_weeks_have_passed() -> None:
    young = opportunity_with(created_on=TODAY - timedelta(days=20))(changed(sound("2"), notes=()))
    old = opportunity_with(created_on=TODAY - timedelta(days=22))(changed(sound("2"), notes=()))
    assert "signal-silent" not in signals(young)
    assert "signal-silent" in signals(old)


def rhythm(stage: str = "5", **known: object) -> Rhythm:
    nothing = dict.fromkeys(("last_contact", "plan_approved_on", "next_step_on", "entered_on"))
    return Rhythm(**{"stage": stage, "is_strategic": False, **nothing, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("duty", "known", "due"),
    [
        ("duty-revisit", rhythm(last_contact=date(2026, 9, 30), entered_on=DAY), date(2026, 11, 30)),
        ("duty-revisit", rhythm(entered_on=date(2026, 12, 31)), date(2027, 2, 28)),
        ("duty-revisit", rhythm(), None),
        ("duty-revisit", rhythm("4", last_contact=DAY), None),
        ("duty-revisit", rhythm("9", last_contact=DAY), None),
        ("duty-plan-review", rhythm("3", plan_approved_on=date(2026, 8, 31)), date(2026, 11, 30)),
        ("duty-plan-review", rhythm("3"), None),
        ("duty-experts", rhythm("4", is_strategic=True, next_step_on=date(2026, 12, 8)), TODAY),
        ("duty-experts", rhythm("4", next_step_on=date(2026, 12, 8)), None),
        ("duty-experts", rhythm("4", is_strategic=True), None),
    ],
)
def test_a_duty_is_due_by_its_rhythm(duty: str, known: Rhythm, due: date | None) -> None:
    assert due_on(DUTIES[duty], known, PROCESS) == due


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["5", "6", "7", "8"]))
def test_a_revisit_is_never_sooner_than_59_days_nor_later_than_62(day: date, stage: str) -> None:
    due = due_on(DUTIES["duty-revisit"], rhythm(stage, last_contact=day), PROCESS)
    assert due is not None
    assert 59 <= (due - day).days <= 62


def test_strategic_is_the_account_not_the_amount() -> None:
    assert not changed(sound("4"), account=Account(1, "01A", "X", is_named=True)).account.is_strategic  # type: ignore[union-attr]
