"""The opportunity plan: its versions, and the manager's verdict on it."""

from __future__ import annotations

import json
from datetime import date
from typing import Literal, get_args

from osp_cli.domain.dossier import Dossier, last
from osp_cli.domain.kinds import Approved
from osp_cli.domain.names import clean_name, name_key
from osp_cli.domain.opportunity import Approval, PlanVersion
from osp_cli.domain.plan import PlanCompleteness, completeness, content, digest
from osp_cli.domain.process import SizeRule
from osp_cli.domain.renewal import stages_asking
from osp_cli.domain.size import Sized, deal_size
from osp_cli.errors import NotAllowed, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen
from osp_cli.services.stages import ended_already, must_follow_retreat
from osp_cli.store.store import Writing

What = Literal["plan", "discount", "proposal"]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What the deal size asks and why, how complete the plan is, and where its approval stands."""

    opportunity: Named
    size: Sized
    rule: SizeRule
    completeness: PlanCompleteness
    version: PlanVersion | None
    approval: Approval | None
    discount: Approval | None
    has_changed: bool
    is_waiting: bool

    @property
    def is_outgrown(self) -> bool:
        """Whether the plan was approved for another deal size than the present one: it has to be approved again."""
        approval = self.approval
        return approval is not None and approval.verdict == "approved" and approval.size != self.size.size


@dataclass(frozen=True, slots=True)
class Submitted:
    """A version of the plan that waits for the manager; not `is_new` where the last one says the same."""

    opportunity: Named
    version: PlanVersion
    gaps: int
    approvers: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A manager's verdict; `gaps` counts required parts of the plan that are incomplete where it is on the plan."""

    opportunity: Named
    approval: Approval
    gaps: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One plan that waits for a verdict."""

    opportunity: Named
    version: int
    owner: str | None
    submitted_by: str
    on: date


@dataclass(frozen=True, slots=True)
class WaitingDiscount:
    """One discount, as it was agreed with the reseller, that waits for a verdict."""

    opportunity: Named
    owner: str | None
    reseller: str
    discount: str


@dataclass(frozen=True, slots=True)
class WaitingPlans:
    """The approval queue: plans, oldest first, and discounts, by number."""

    plans: tuple[Waiting, ...]
    discounts: tuple[WaitingDiscount, ...] = ()


def size_of(desk: Desk, dossier: Dossier) -> Sized:
    """The deal size class of an opportunity, and why."""
    return deal_size(dossier.opportunity, dossier.account, desk.process.sizes, desk.base)


def is_outgrown(desk: Desk, dossier: Dossier) -> bool:
    """Whether the plan was approved for another deal size than the present one."""
    approval = dossier.approval_of("plan")
    return approval is not None and approval.verdict == "approved" and approval.size != size_of(desk, dossier).size


def plan_shown(desk: Desk, number: int) -> PlanShown:
    """The state of the plan."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    size = size_of(desk, dossier)
    version = last(dossier.plan_versions)
    approval = dossier.approval_of("plan")
    return PlanShown(
        opportunity=Seen.of(dossier.opportunity),
        size=size,
        rule=desk.process.size_rule(size.size),
        completeness=completeness(dossier, desk.process),
        version=version,
        approval=approval,
        discount=dossier.approval_of("discount"),
        has_changed=version is not None and version.digest != digest(content(dossier, desk.process)),
        is_waiting=is_waiting(dossier, version),
    )


def is_waiting(dossier: Dossier, version: PlanVersion | None) -> bool:
    """Whether a version has been submitted and nobody has given a verdict on it."""
    return version is not None and not any(a.plan_version == version.version for a in dossier.approvals)


def is_discount_waiting(dossier: Dossier) -> bool:
    """Whether a discount is agreed with the reseller and no manager's verdict on it counts."""
    return any(terms.discount for terms in dossier.terms) and dossier.approval_of("discount") is None


def submit(desk: Desk, number: int, on: date) -> Submitted:
    """Freezes the plan as it is as a version that waits for the manager."""
    with desk.writing_on(number) as (writing, dossier):
        _must_be_open(dossier)
        waiting = last(dossier.plan_versions)
        facts = digest(content(dossier, desk.process))
        is_same = waiting is not None and is_waiting(dossier, waiting) and waiting.digest == facts
        version = waiting if waiting and is_same else _freeze(desk, writing, dossier, on)
        report = completeness(dossier, desk.process)
    approvers = tuple(name for name in dossier.managers if name != dossier.opportunity.owner)
    gaps = sum(1 for part in report.parts if part.part.is_required and not part.is_complete)
    return Submitted(Named.of(dossier.opportunity), version, gaps, approvers, not is_same)


def _must_be_open(dossier: Dossier) -> None:
    opportunity = dossier.opportunity
    if not opportunity.is_open:
        raise ended_already(opportunity)


def _freeze(desk: Desk, writing: Writing, dossier: Dossier, on: date) -> PlanVersion:
    before = last(dossier.plan_versions)
    if before and on < before.on:
        raise WrongUsage("plan-before-version", _in_time(dossier, before, on))
    facts = content(dossier, desk.process)
    size = size_of(desk, dossier)
    return writing.add_plan_version(
        dossier.opportunity.number,
        kind=desk.process.size_rule(size.size).plan,
        size=size.size,
        digest=digest(facts),
        content=json.dumps(facts, ensure_ascii=False, sort_keys=True),
        on=on,
    )


def judge_plan(
    desk: Desk, number: int, verdict: Literal["approved", "returned"], *, what: str, by: str | None, note: str | None,
    on: date,
) -> Verdict:  # fmt: skip
    """Records a manager's verdict. The approver is in the team as manager and is not the owner.

    A plan's verdict belongs to the version that waits, else to the plan as it is now, which is frozen as a version.
    Where the person acting is another than the approver, the verdict is marked as reported by that person.
    """
    subject = _subject(what)
    with desk.writing_on(number) as (writing, dossier):
        approver, standing = _judgeable(desk, dossier, subject, by, on)
        version = (standing or _freeze(desk, writing, dossier, on)) if subject == "plan" else None
        given = Approval(
            number=0,
            what=subject,
            verdict=verdict,
            approver=approver,
            reported_by=desk.who if desk.who.casefold() != approver.casefold() else None,
            note=note,
            on=on,
            at="",
            by="",
            size=version.size if version else size_of(desk, dossier).size,
            plan_version=version.version if version else None,
        )
        approval = writing.add_approval(number, given)
    gaps = completeness(dossier, desk.process).parts if subject == "plan" else ()
    missing = sum(1 for part in gaps if part.part.is_required and not part.is_complete)
    return Verdict(Named.of(dossier.opportunity), approval, missing)


def _in_time(dossier: Dossier, version: PlanVersion, on: date) -> dict[str, object]:
    return {"name": dossier.opportunity.name, "version": version.version, "day": on, "last": version.on}


def check_verdict(desk: Desk, number: int, *, what: str, by: str | None, on: date) -> None:
    """Refuses a verdict that cannot be, before anybody is asked what should change."""
    subject = _subject(what)
    with desk.store.reading() as reading:
        _judgeable(desk, reading.dossier(number), subject, by, on)


def _judgeable(desk: Desk, dossier: Dossier, subject: What, by: str | None, on: date) -> tuple[str, PlanVersion | None]:
    """The approver, and the version of the plan that waits for the verdict."""
    _must_be_open(dossier)
    approver = approver_of(desk, dossier.managers, dossier.opportunity.owner, by)
    asking = stages_asking(desk.process, lambda kind: isinstance(kind, Approved) and kind.what == subject)
    must_follow_retreat(desk, dossier, asking, on)
    waiting = last(dossier.plan_versions)
    if subject != "plan" or waiting is None:
        return approver, None
    if on < waiting.on:
        code = "verdict-before-plan" if is_waiting(dossier, waiting) else "plan-before-version"
        raise WrongUsage(code, _in_time(dossier, waiting, on))
    return approver, waiting if is_waiting(dossier, waiting) else None


def _subject(what: str) -> What:
    allowed: tuple[What, ...] = get_args(What)
    for subject in allowed:
        if what == subject:
            return subject
    raise WrongUsage("approval-unknown", {"what": what, "allowed": allowed})


def approver_of(desk: Desk, team: tuple[str, ...], owner_name: str | None, by: str | None) -> str:
    """The manager who is named, whole or by the only beginning of it; refused with those who may approve."""
    name, owner = clean_name(by or desk.who), name_key(owner_name or "")
    managers = {name_key(manager): manager for manager in team}
    fitting = tuple(manager for key, manager in managers.items() if key != owner)
    values: dict[str, object] = {"name": name, "managers": fitting or "-"}
    begun = [key for key in managers if key.startswith(name_key(name))] if by else []
    key = name_key(name) if name_key(name) in managers else begun[0] if len(begun) == 1 else None
    if key is None:
        raise NotAllowed("approver-no-manager", values, details={"managers": list(fitting)})
    if key == owner:
        raise NotAllowed("approver-owner", {**values, "name": managers[key]}, details={"managers": list(fitting)})
    return managers[key]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The newest version of one open opportunity's plan; `verdict` is None while it waits."""

    opportunity: Named
    version: int
    owner: str | None
    submitted_by: str
    on: date
    verdict: Approval | None


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of the open opportunities that have submitted one, by number."""

    plans: tuple[PlanLine, ...]


def every_plan(desk: Desk) -> Plans:
    """Where the plan of each open opportunity stands."""
    lines = []
    with desk.store.reading() as reading:
        for dossier in reading.dossiers("open"):
            version = last(dossier.plan_versions)
            if version is None:
                continue
            verdict = last(a for a in dossier.approvals if a.plan_version == version.version)
            named, owner = Named.of(dossier.opportunity), dossier.opportunity.owner
            lines.append(PlanLine(named, version.version, owner, version.by, version.on, verdict))
    return Plans(tuple(lines))


def waiting_plans(desk: Desk) -> WaitingPlans:
    """The plans and the discounts that wait for a verdict."""
    with desk.store.reading() as reading:
        found = reading.waiting_plans()
        discounts = [(reading.opportunity(number), terms) for number, terms in reading.waiting_discounts()]
    rows = (Waiting(Named.of(o), v.version, o.owner, v.by, v.on) for o, v in found)
    return WaitingPlans(
        tuple(sorted(rows, key=lambda row: (row.on, row.opportunity.number))),
        tuple(WaitingDiscount(Named.of(o), o.owner, terms.reseller, terms.discount or "") for o, terms in discounts),
    )
