"""Signals and duties: each rule of the pack with one deal that fires it and one that keeps it silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.close_plan import Action
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.duties import Rhythm, counted_from, due_by, due_on
from osp_cli.domain.handbook import Condition, IsOlder, Lacking
from osp_cli.domain.opportunity import Account, Note, PlanVersion
from osp_cli.domain.people import Person
from osp_cli.domain.plan import content, digest
from osp_cli.domain.signals import fired
from osp_cli.domain.value import BusinessValue, CompellingEvent, DecisionCriterion, Issue
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


def submitted(dossier: Dossier, *, verdict: str = "approved") -> Dossier:
    """The plan as it stands, submitted, with the manager's verdict on it."""
    facts = content(dossier, PROCESS)
    version = PlanVersion(1, 1, "opportunity", "medium", digest(facts), json.dumps(facts), DAY, AT, OWNER)
    given = replace(approval(), verdict=verdict, plan_version=1)  # type: ignore[arg-type]
    return changed(dossier, plan_versions=(version,), approvals=(given,))


def named_only(dossier: Dossier) -> Dossier:
    """The business owner has a name, and nobody has met that person."""
    kept = tuple(
        c for c in dossier.confirmations if c.criterion in ("business-owner-named", "technical-lead-identified")
    )
    return changed(dossier, confirmations=kept)


def met(dossier: Dossier) -> Dossier:
    owner = next(c.who for c in dossier.confirmations if c.criterion == "business-owner-named")
    return changed(dossier, notes=(*dossier.notes, replace(contact(TODAY), kind="meeting", who=owner)))


def discounted(dossier: Dossier) -> Dossier:
    return changed(dossier, approvals=(approval("discount"),))


def opportunity_with(**fields: object) -> Change:
    return lambda dossier: changed(dossier, opportunity=replace(dossier.opportunity, **fields))  # type: ignore[arg-type]


def answered(question: str, sign: str, **more: str | None) -> Change:
    return lambda dossier: plus(dossier, answer(question, sign, on=TODAY, **more))


def with_event(**fields: Any) -> Change:
    return lambda dossier: changed(dossier, events=(CompellingEvent(1, "01E", "The lease ends", **fields),))


def with_value(**fields: Any) -> Change:
    return lambda dossier: changed(dossier, values=(BusinessValue(1, "01V", "Fewer returns", **fields),))


def with_issue(**fields: Any) -> Change:
    return lambda dossier: changed(dossier, issues=(Issue(1, "01I", "Late figures", "business", **fields),))


def with_criterion(**fields: Any) -> Change:
    return lambda dossier: changed(dossier, criteria=(DecisionCriterion(1, "01D", "Live by May", **fields),))


RULES: list[tuple[str, str, Change, Change]] = [
    ("signal-sponsor", "3", named_only, lambda d: met(named_only(d))),
    ("signal-technology-only", "3", technical_only, lambda d: answered("tas-executive-credibility", "?")(unnamed(d))),
    ("signal-price-before-value", "5", lambda d: answered("tas-unique-value", "?")(discounted(d)), discounted),
    ("signal-competitor-unknown", "4", alone, lambda d: d),
    ("signal-value-unclear", "5", answered("tas-unique-value", "+", who=None), answered("tas-unique-value", "+")),
    ("signal-no-event", "3", lambda d: without_answer(d, "tas-compelling-event"), lambda d: d),
    ("signal-no-support", "4", answered("tas-inside-support", "-"), answered("tas-inside-support", "+")),
    ("signal-plan-stale", "4", lambda d: opportunity_with(close_on=date(2027, 6, 30))(submitted(d)), submitted),
    ("signal-no-actions", "4", opportunity_with(next_step_on=None), lambda d: d),
    ("signal-silent", "4", lambda d: changed(d, notes=(contact(TODAY - timedelta(days=22)),)),
     lambda d: changed(d, notes=(contact(TODAY - timedelta(days=21)),))),
    ("signal-overdue", "4", opportunity_with(close_on=TODAY - timedelta(days=1)), opportunity_with(close_on=TODAY)),
    ("signal-timetable", "6", answered("timetable", "?"), lambda d: d),
    ("signal-event-without-consequence", "3", with_event(), with_event(consequence="a fine")),
    ("signal-event-passed", "3", with_event(deadline=TODAY - timedelta(days=1)), with_event(deadline=TODAY)),
    ("signal-value-unconfirmed", "5", with_value(), with_value(confirmed_by=LEAD)),
    ("signal-issue-unanswered", "6", with_issue(), with_issue(answer="ours reads it")),
    ("signal-mandatory-worse", "4", with_criterion(is_mandatory=True, position="worse"),
     with_criterion(is_mandatory=False, position="worse")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "stage", "fires", "silent"), RULES, ids=[rule[0] for rule in RULES])
def test_a_signal_fires_on_its_trap_and_is_silent_without_it(
    name: str, stage: str, fires: Change, silent: Change
) -> None:
    assert name in signals(fires(sound(stage)))
    assert name not in signals(silent(sound(stage)))


@pytest.mark.parametrize(("coverage", "is_met"), [("no-contact", False), ("brief-contact", True), (None, True)])
def test_whom_nobody_has_met_is_no_contact_beside_the_technical_lead(coverage: str | None, is_met: bool) -> None:
    dossier = technical_only(sound("3"))
    known = changed(dossier, people=(*dossier.people, Person(9, "01P9", "Celia Duarte", coverage=coverage)))  # type: ignore[arg-type]
    assert ("signal-technology-only" in signals(known)) is not is_met


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


@pytest.mark.parametrize(
    "unmet",
    [
        unnamed,
        named_only,
        lambda d: changed(met(named_only(d)), notes=(replace(met(named_only(d)).notes[-1], kind="mail"),)),
        lambda d: changed(named_only(d), notes=(replace(contact(TODAY), kind="meeting", who=LEAD),)),
    ],
    ids=["not named", "named only", "a mail is no meeting", "a meeting with somebody else"],
)
def test_the_sponsor_is_looked_for_until_somebody_has_met_that_person(unmet: Change) -> None:
    assert "signal-sponsor" in signals(unmet(sound("3")))


def test_a_word_of_the_business_owner_is_a_meeting_with_that_person() -> None:
    heard = sound("3")
    assert {c.criterion for c in heard.confirmations} > {"business-owner-named", "project-confirmed"}
    assert "signal-sponsor" not in signals(heard)


@pytest.mark.parametrize(
    "work",
    [
        answered("tas-inside-support", "+", evidence="met twice"),
        answered("risk-people", "-"),
        lambda d: changed(d, risks=()),
    ],
    ids=["an answer", "a risk prompt", "the risks"],
)
def test_the_weekly_work_on_a_plan_does_not_make_its_approval_stale(work: Change) -> None:
    assert "signal-plan-stale" not in signals(work(submitted(sound("4"))))


@pytest.mark.parametrize(
    "change",
    [
        opportunity_with(account="Another"),
        lambda d: changed(d, competitors=(*d.competitors, replace(competitor(), number=9, name="Newcomer"))),
        answered("plan-solution", "+", text="another solution"),
    ],
    ids=["account", "competitor", "strategy"],
)
def test_what_the_manager_approved_of_a_plan_makes_it_stale(change: Change) -> None:
    assert "signal-plan-stale" in signals(change(submitted(sound("4"))))


def test_a_version_submitted_later_does_not_hide_that_the_approved_one_is_stale() -> None:
    stale = opportunity_with(close_on=date(2027, 6, 30))(submitted(sound("4")))
    facts = content(stale, PROCESS)
    later = PlanVersion(2, 2, "opportunity", "medium", digest(facts), json.dumps(facts), TODAY, AT, OWNER)
    assert "signal-plan-stale" in signals(changed(stale, plan_versions=(*stale.plan_versions, later)))


def test_a_plan_that_was_returned_is_not_called_stale() -> None:
    moved = opportunity_with(close_on=date(2027, 6, 30))
    assert "signal-plan-stale" not in signals(moved(submitted(sound("4"), verdict="returned")))


VOCABULARY: list[tuple[Condition, Change, Change]] = [
    (Lacking("contacts"), lambda d: changed(d, notes=(), confirmations=()), lambda d: changed(d, confirmations=())),
    (Lacking("actions"), lambda d: changed(d, actions=()), lambda d: changed(d, actions=(an_action(),))),
    (IsOlder("plan-approval", 30), lambda d: approved_on(d, TODAY - timedelta(days=31)),
     lambda d: approved_on(d, TODAY - timedelta(days=30))),
]  # fmt: skip


def an_action() -> Action:
    return Action(1, "01A", "call", TODAY, "retrieve", OWNER)


def approved_on(dossier: Dossier, day: date) -> Dossier:
    return changed(dossier, approvals=(replace(approval(), on=day),))


@pytest.mark.parametrize(("condition", "holds", "holds_not"), VOCABULARY, ids=[str(rule[0]) for rule in VOCABULARY])
def test_what_a_company_may_say_in_its_own_signals_holds_when_it_says(
    condition: Condition, holds: Change, holds_not: Change
) -> None:
    rule = replace(HANDBOOK.signals[0], first="2", last="8", when=(condition,))
    book = replace(HANDBOOK, signals=(rule,))

    assert fired(book, holds(sound("4")), PROCESS, TODAY, "USD") == (rule,)
    assert fired(book, holds_not(sound("4")), PROCESS, TODAY, "USD") == ()


def test_a_word_of_the_customers_is_a_contact() -> None:
    silent = changed(sound("4"), notes=(contact(TODAY - timedelta(days=40)),))
    heard = changed(silent, confirmations=(*silent.confirmations[:-1], replace(silent.confirmations[-1], on=TODAY)))
    assert "signal-silent" in signals(silent)
    assert "signal-silent" not in signals(heard)


def test_a_new_deal_is_not_silent_before_three_weeks_have_passed() -> None:
    young = opportunity_with(created_on=TODAY - timedelta(days=20))(changed(sound("2"), notes=(), confirmations=()))
    old = opportunity_with(created_on=TODAY - timedelta(days=22))(changed(sound("2"), notes=(), confirmations=()))
    assert "signal-silent" not in signals(young)
    assert "signal-silent" in signals(old)


def rhythm(stage: str = "5", **known: object) -> Rhythm:
    nothing = dict.fromkeys(("last_contact", "plan_approved_on", "next_step_on", "known_since"))
    return Rhythm(**{"stage": stage, "is_strategic": False, **nothing, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("duty", "known", "due"),
    [
        ("duty-revisit", rhythm(last_contact=date(2026, 9, 30), known_since=DAY), date(2026, 11, 30)),
        ("duty-revisit", rhythm(known_since=date(2026, 12, 31)), date(2027, 2, 28)),
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


SOME_DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 3, 1))


@given(
    stage=st.sampled_from([stage.key for stage in PROCESS.stages]),
    is_strategic=st.booleans(),
    days=st.tuples(SOME_DAYS, SOME_DAYS, SOME_DAYS, SOME_DAYS),
    today=st.dates(date(2026, 2, 1), date(2027, 3, 1)),
)
def test_what_is_due_by_a_day_is_what_is_due_on_each_deal(
    stage: str, is_strategic: bool, days: tuple[date | None, ...], today: date
) -> None:
    names = ("last_contact", "plan_approved_on", "next_step_on", "known_since")
    known = rhythm(stage, is_strategic=is_strategic, **dict(zip(names, days, strict=True)))
    singly = [(due, duty) for duty in DUTIES.values() if (due := due_on(duty, known, PROCESS)) and due <= today]
    together = [
        (due.due_on(start), due.duty)
        for due in due_by(DUTIES.values(), PROCESS, today)
        if stage in due.stages and (start := counted_from(due.duty, known)) and start <= due.latest
    ]
    assert together == singly


def test_strategic_is_the_account_not_the_amount() -> None:
    assert not changed(sound("4"), account=Account(1, "01A", "X", is_named=True)).account.is_strategic  # type: ignore[union-attr]


def test_the_command_of_a_trap_names_the_record_among_several() -> None:
    whole = CompellingEvent(1, "01E", "The lease ends", consequence="a fine")
    bare = CompellingEvent(2, "02E", "The audit")
    said = {}
    for events in ((bare,), (whole, bare)):
        signals = fired(HANDBOOK, changed(sound("3"), events=events), PROCESS, TODAY, "USD")
        found = next(each for each in signals if each.item.id == "signal-event-without-consequence")
        said[len(events)] = found.command(7)
    assert said[1] == ("event", "set", "-o", "7", "--consequence", "TEXT")
    assert said[2] == ("event", "set", "2", "-o", "7", "--consequence", "TEXT")
