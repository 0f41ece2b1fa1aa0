"""The plans of step 1: filled part by part, agreed by the manager, reviewed every quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.handbook import Handbook, SalesKind, SalesPart
from osp_cli.domain.names import clean_name, closest
from osp_cli.domain.opportunity import Account
from osp_cli.domain.plan import digest
from osp_cli.domain.sales_plans import Said, SalesPlan, SalesVersion, as_json, content, review_due, said
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services import accounts
from osp_cli.services.desk import Desk, name_meant
from osp_cli.services.plans import PlanLine, Waiting, WaitingDiscount, approver_of, every_plan, waiting_plans
from osp_cli.services.sales_plan_lines import SalesPlanLine, line_of
from osp_cli.store import dossiers
from osp_cli.store.sales_plans import plan_of, plans
from osp_cli.store.store import Reading, Writing

Texts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class About:
    """What a plan of step 1 is about: an account, the territory of an owner, or a partner, by name."""

    kind: SalesKind
    name: str


@dataclass(frozen=True, slots=True)
class SalesPlanShown:
    """A plan of step 1 with every part and its gaps. `owner` is None and `number` too where it is not begun.

    `missing` are the required parts that say nothing; `review_on` is when it goes to the manager next.
    """

    number: int | None
    plan: SalesKind
    subject: str
    owner: str | None
    parts: tuple[Said, ...]
    missing: tuple[str, ...]
    version: SalesVersion | None
    is_waiting: bool
    has_changed: bool
    review_on: date | None


@dataclass(frozen=True, slots=True)
class SalesPlanKept:
    """What was told to a plan of step 1, part by part; None was emptied."""

    plan: SalesKind
    subject: str
    owner: str
    told: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SalesPlanSubmitted:
    """A version that waits for the manager; not `is_new` where the last one says the same. Who may agree to it."""

    plan: SalesKind
    subject: str
    version: SalesVersion
    missing: tuple[str, ...]
    approvers: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class SalesPlanVerdict:
    """The manager's verdict on a plan of step 1, and when it is reviewed next."""

    plan: SalesKind
    subject: str
    version: SalesVersion
    missing: tuple[str, ...]
    review_on: date | None


def about(desk: Desk, kind: SalesKind, typed: str) -> About:
    """What is meant by a name: a known account, somebody of the team (`me` is who acts), or any partner."""
    if kind == "partner":
        return About(kind, clean_name(typed))
    if kind == "account":
        return About(kind, accounts.account_of(desk, typed).name)
    with desk.store.reading() as reading:
        name = clean_name(name_meant(reading, typed, desk.who))
        member, names = reading.member(name), [each.name for each in reading.members()]
    if member is None and name != desk.who:
        close = closest(name, names)
        raise NotFound("member-unknown", {"name": name, "close": tuple(close)}, details={"candidates": close})
    return About(kind, member.name if member else name)


def shown(desk: Desk, handbook: Handbook, subject: About) -> SalesPlanShown:
    """The state of a plan of step 1."""
    with desk.store.reading() as reading:
        return read_plan(reading, handbook, subject)


def read_plan(reading: Reading, handbook: Handbook, subject: About) -> SalesPlanShown:
    """The state of a plan of step 1, within a transaction."""
    plan, lines = _whole(reading, handbook, subject)
    newest = plan.last if plan else None
    return SalesPlanShown(
        number=plan.number if plan else None,
        plan=subject.kind,
        subject=subject.name,
        owner=plan.owner if plan else None,
        parts=lines,
        missing=_missing(lines),
        version=newest,
        is_waiting=bool(plan and plan.is_waiting),
        has_changed=newest is not None and newest.digest != digest({**content(lines)}),
        review_on=review_due(plan, handbook.months_for_a_sales_plan()) if plan else None,
    )


def _whole(reading: Reading, handbook: Handbook, subject: About) -> tuple[SalesPlan | None, tuple[Said, ...]]:
    plan = plan_of(reading, subject.kind, subject.name)
    account = reading.account(subject.name) if subject.kind == "account" else None
    return plan, said(handbook.sales_parts, subject.kind, plan.texts if plan else {}, account)


def _missing(lines: tuple[Said, ...]) -> tuple[str, ...]:
    return tuple(line.part.id for line in lines if line.part.is_required and not line.text)


def part_called(handbook: Handbook, kind: SalesKind, typed: str) -> SalesPart:
    """The part of a plan with this id, of which the name of the plan may be left out."""
    parts = [part for part in handbook.sales_parts if part.plan == kind]
    wanted = typed.strip().casefold()
    found = next((part for part in parts if wanted in (part.id, part.id.removeprefix(f"{kind}-plan-"))), None)
    if found is None:
        ids = [part.id for part in parts]
        values = {"part": typed, "close": tuple(closest(typed, ids)), "kind": kind}
        raise NotFound("plan-part-unknown", values, details={"parts": ids})
    return found


def form_of(handbook: Handbook, kind: SalesKind) -> Noun:
    """The form in which a plan stands in a file of answers: one field per part."""
    parts = tuple(Field(part.id) for part in handbook.sales_parts if part.plan == kind)
    return Noun(name="plan", many="plans", value=SalesPlan, fields=parts)


def fill(desk: Desk, handbook: Handbook, subject: About, texts: Texts, owner: str | None = None) -> SalesPlanKept:
    """Writes these parts (by id) of a plan, which is begun where there is none; None empties one.

    What belongs to the profile of the account is kept there, and nowhere else.
    """
    parts = [(part_called(handbook, subject.kind, name), text) for name, text in texts.items()]
    with desk.writing() as writing:
        plan = _begun(desk, writing, subject, owner)
        profile = {part.profile: text for part, text in parts if part.profile}
        if profile:
            accounts.change(desk, subject.name, profile)
        for part, text in parts:
            if not part.profile:
                writing.save_plan_part(plan.number, part.id, text)
    return SalesPlanKept(subject.kind, subject.name, plan.owner, tuple(Said(part, text) for part, text in parts))


def _begun(desk: Desk, writing: Writing, subject: About, owner: str | None) -> SalesPlan:
    """The plan, begun where there is none; a territory belongs to its owner, other plans to who is named or acts."""
    plan = plan_of(writing, subject.kind, subject.name)
    if subject.kind == "territory" and owner is not None and clean_name(owner) != subject.name:
        raise WrongUsage("territory-owner-fixed", {"name": subject.name})
    answers = writing.ensure_member(subject.name if subject.kind == "territory" else owner or desk.who)
    if plan is None:
        account: Account | None = writing.account(subject.name) if subject.kind == "account" else None
        partner = subject.name if subject.kind == "partner" else None
        number = account.number if account else None
        writing.add_sales_plan(subject.kind, owner=answers.number, account=number, partner=partner)
    elif owner is not None and answers.name != plan.owner:
        writing.save_plan_owner(plan, owner=answers.number)
    else:
        return plan
    return _must_be_there(writing, subject)


def _must_be_there(reading: Reading, subject: About) -> SalesPlan:
    plan = plan_of(reading, subject.kind, subject.name)
    if plan is None:
        raise NotFound("sales-plan-none", {"name": subject.name, "kind": subject.kind})
    return plan


def submit(desk: Desk, handbook: Handbook, subject: About, on: date) -> SalesPlanSubmitted:
    """Freezes the plan as it is as a version that waits for the manager."""
    with desk.writing() as writing:
        plan = _must_be_there(writing, subject)
        _, lines = _whole(writing, handbook, subject)
        newest, facts = plan.last, content(lines)
        is_same = newest is not None and newest.verdict is None and newest.digest == digest({**facts})
        version = newest if newest and is_same else _freeze(writing, plan, facts, on)
        managers = tuple(name for name in dossiers.managers(writing) if name != plan.owner)
    return SalesPlanSubmitted(subject.kind, subject.name, version, _missing(lines), managers, not is_same)


def _freeze(writing: Writing, plan: SalesPlan, facts: dict[str, str], on: date) -> SalesVersion:
    newest = plan.last
    latest = max((day for day in (newest.on, newest.judged_on) if day), default=on) if newest else on
    if on < latest:
        raise WrongUsage("sales-plan-before-version", {"name": plan.subject, "day": on, "last": latest})
    return writing.add_sales_version(plan, digest=digest({**facts}), content=as_json(facts), on=on)


def judge(
    desk: Desk, handbook: Handbook, subject: About, verdict: Literal["approved", "returned"], *, by: str | None,
    note: str | None, on: date,
) -> SalesPlanVerdict:  # fmt: skip
    """Records the manager's verdict on the version that waits, else on the plan as it is now, which is frozen.

    The approver is in the team as manager and is not the owner; where the person acting is another, it is marked as
    reported by that person.
    """
    with desk.writing() as writing:
        plan = _must_be_there(writing, subject)
        approver = approver_of(desk, dossiers.managers(writing), plan.owner, by)
        _, lines = _whole(writing, handbook, subject)
        waiting = plan.last if plan.is_waiting else None
        if waiting and on < waiting.on:
            values = {"name": plan.subject, "day": on, "last": waiting.on}
            raise WrongUsage("sales-plan-before-version", values)
        version = writing.judge_sales_version(
            (waiting or _freeze(writing, plan, content(lines), on)).number,
            verdict=verdict,
            approver=approver,
            reported_by=desk.who if desk.who.casefold() != approver.casefold() else None,
            note=note,
            on=on,
        )
        after = _must_be_there(writing, subject)
    review = review_due(after, handbook.months_for_a_sales_plan())
    return SalesPlanVerdict(subject.kind, subject.name, version, _missing(lines), review)


def check_verdict(desk: Desk, subject: About, by: str | None) -> None:
    """Refuses a verdict that cannot be, before anybody is asked what should change."""
    with desk.store.reading() as reading:
        plan = _must_be_there(reading, subject)
        approver_of(desk, dossiers.managers(reading), plan.owner, by)


def every(desk: Desk, handbook: Handbook) -> tuple[SalesPlanLine, ...]:
    """Every plan of step 1, in the order of beginning."""
    with desk.store.reading() as reading:
        return tuple(line_of(plan, handbook) for plan in plans(reading))


@dataclass(frozen=True, slots=True)
class PlansListed:
    """The plans of open opportunities by number, and the plans of step 1 in the order of beginning."""

    plans: tuple[PlanLine, ...]
    sales_plans: tuple[SalesPlanLine, ...]


@dataclass(frozen=True, slots=True)
class PlansWaiting:
    """The approval queue: the plans of opportunities, the oldest first, discounts, and the plans of step 1."""

    plans: tuple[Waiting, ...]
    discounts: tuple[WaitingDiscount, ...]
    sales_plans: tuple[SalesPlanLine, ...]


def all_plans(desk: Desk, handbook: Handbook) -> PlansListed:
    """Where every plan stands."""
    return PlansListed(every_plan(desk).plans, every(desk, handbook))


def all_waiting(desk: Desk, handbook: Handbook) -> PlansWaiting:
    """The plans and discounts that wait for a verdict."""
    found = waiting_plans(desk)
    sales_plans = tuple(line for line in every(desk, handbook) if line.is_waiting)
    return PlansWaiting(found.plans, found.discounts, sales_plans)
