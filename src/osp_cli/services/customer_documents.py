"""What a customer may read of an opportunity: a view of its own, made of values that can hold nothing else.

Nothing here refers to the dossier or its records. What is our own side's business (stance, influence, agendas, scores,
answers, notes, debts, margins, competitors, forecasts) has no field to stand in; what the customer has not confirmed
is left out. A risk and the way it is handled are told in the words that were written for the customer, never in ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import get_args

from osp_cli.domain.close_plan import DECIDING, USUAL_STEPS, Call, Milestone, MilestoneKind, from_the_goal
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.money import Money
from osp_cli.domain.statements import StatementPart
from osp_cli.domain.value import Issue, in_order
from osp_cli.errors import NotAllowed
from osp_cli.frozen import dataclass
from osp_cli.services.exports import OpportunityKind
from osp_cli.services.shown_facts import named_by_facts


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """Why the customer acts now, as somebody there has confirmed it."""

    reason: str
    deadline: date | None
    consequence: str | None
    payback: str | None
    effect: str | None
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class SharedValue:
    """What the customer gains, in figures that somebody there has confirmed."""

    result: str
    measure: str | None
    figure: str | None
    investment: Money | None
    yearly_benefit: Money | None
    payback_months: int | None
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class SharedCriterion:
    """A formal criterion by which the customer decides."""

    text: str
    is_mandatory: bool | None
    met_by: str | None


@dataclass(frozen=True, slots=True)
class SharedIssue:
    """Something that troubles the customer; our answer once it was given there."""

    text: str
    kind: str
    answer: str | None
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A step of the customer's on the way to the goal, with who answers for it on both sides.

    `ours` is None where nobody of us is named for this step.
    """

    text: str
    kind: MilestoneKind
    due_on: date | None
    theirs: str | None
    ours: str | None
    proof: str | None
    proof_by: str | None
    done_on: date | None

    @property
    def is_proof(self) -> bool:
        """Whether it proves that the solution works."""
        return self.kind == "proof-of-concept"


@dataclass(frozen=True, slots=True)
class SharedQuotation:
    """What was quoted."""

    name: str
    quoted_on: date
    amount: Money
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class SharedMeeting:
    """A meeting that is planned: with whom and when."""

    who: str
    planned_on: date | None


@dataclass(frozen=True, slots=True)
class SharedStatement:
    """A line that was written for the customer, of one part of the documents."""

    text: str
    part: StatementPart
    due_on: date | None
    who: str | None


@dataclass(frozen=True, slots=True)
class CustomerDocument:
    """Everything that a document for the customer may show as of a day. `contact` is our person to turn to."""

    kind: OpportunityKind
    as_of: date
    number: int
    id: str
    project: str
    slug: str
    customer: str | None
    contact: str | None
    need: str | None
    product: str | None
    events: tuple[SharedEvent, ...]
    values: tuple[SharedValue, ...]
    criteria: tuple[SharedCriterion, ...]
    issues: tuple[SharedIssue, ...]
    steps: tuple[SharedStep, ...]
    risks: tuple[str, ...]
    statements: tuple[SharedStatement, ...]
    quotations: tuple[SharedQuotation, ...]
    meeting: SharedMeeting | None

    @property
    def print_version(self) -> str:
        """What tells two prints apart: the digest of all that is shown, which says nothing of what is not."""
        return named_by_facts(self)

    @property
    def is_internal(self) -> bool:
        """Whether what is missing is called a gap, which a customer is not told."""
        return False

    @property
    def troubles(self) -> tuple[SharedIssue, ...]:
        """What the project is to settle, in few words: the business issues, else whatever issues there are."""
        business = tuple(issue for issue in self.issues if issue.kind == "business")
        return business or self.issues

    @property
    def invested(self) -> tuple[SharedValue, ...]:
        """The values whose investment the customer has confirmed."""
        return tuple(value for value in self.values if value.investment)

    @property
    def decisions(self) -> tuple[SharedStep, ...]:
        """The steps at which somebody decides or signs, the next one first."""
        return tuple(step for step in reversed(self.steps) if step.kind in DECIDING)

    @property
    def next_decision(self) -> tuple[SharedStep, ...]:
        """The step at which somebody decides or signs next; none where nothing is left to decide."""
        return tuple(step for step in self.decisions if not step.done_on)[:1]

    @property
    def delivery(self) -> tuple[SharedStep, ...]:
        """The steps after the order, the first of them first."""
        return tuple(step for step in reversed(self.steps) if step.kind in ("kick-off", "go-live"))

    @property
    def missing_steps(self) -> tuple[MilestoneKind, ...]:
        """The usual steps that are not planned, from the go-live back."""
        planned = {step.kind for step in self.steps}
        return tuple(kind for kind in reversed(USUAL_STEPS) if kind not in planned)

    @property
    def is_led_by_contact(self) -> bool:
        """Whether a step has nobody of us but our person to turn to."""
        return self.contact is not None and any(step.ours is None for step in self.steps)

    @property
    def review(self) -> SharedStatement | None:
        """The next joint review that has a day."""
        coming = (each for each in self.stated["review"] if each.due_on and each.due_on >= self.as_of)
        return min(coming, key=lambda each: each.due_on or date.max, default=None)

    @property
    def stated(self) -> Mapping[StatementPart, tuple[SharedStatement, ...]]:
        """What was written for the customer, by the part it belongs to; () where nothing was."""
        parts: tuple[StatementPart, ...] = get_args(StatementPart)
        return {part: tuple(each for each in self.statements if each.part == part) for part in parts}


def shared_with_customer(
    dossier: Dossier, kind: OpportunityKind, as_of: date, meeting: Call | None
) -> CustomerDocument:
    """The customer's view of an opportunity; refused once it has ended without an order, for there is nothing to share.

    Steps stand from the last to the first: from where the customer wants to be, back to today.
    """
    opportunity = dossier.opportunity
    if opportunity.status not in ("open", "won"):
        raise NotAllowed("document-ended", {"name": opportunity.name, "status": opportunity.status})
    return CustomerDocument(
        kind=kind, as_of=as_of,
        number=opportunity.number, id=opportunity.id, project=opportunity.name, slug=opportunity.slug,
        customer=opportunity.account, contact=opportunity.owner, need=opportunity.need, product=opportunity.product,
        events=_events(dossier), values=_values(dossier),
        criteria=tuple(
            SharedCriterion(each.text, each.is_mandatory, each.met_by)
            for each in sorted(dossier.criteria, key=in_order)
            if each.kind == "formal"
        ),
        issues=tuple(map(_issue, dossier.issues)),
        steps=tuple(map(_step, sorted(dossier.milestones, key=from_the_goal))),
        risks=tuple(each.for_customer for each in dossier.risks if each.for_customer and not each.is_closed),
        statements=tuple(SharedStatement(each.text, each.part, each.due_on, each.who) for each in dossier.statements),
        quotations=tuple(
            SharedQuotation(each.name, each.quoted_on, each.amount, each.valid_until) for each in dossier.quotations
        ),
        meeting=SharedMeeting(meeting.who, meeting.planned_on) if meeting else None,
    )  # fmt: skip


def _events(dossier: Dossier) -> tuple[SharedEvent, ...]:
    return tuple(
        SharedEvent(each.reason, each.deadline, each.consequence, each.payback, each.effect, each.confirmed_by)
        for each in dossier.events
        if each.confirmed_by
    )


def _values(dossier: Dossier) -> tuple[SharedValue, ...]:
    return tuple(
        SharedValue(
            each.result, each.measure, each.figure,
            each.investment, each.yearly_benefit, each.payback_months, each.confirmed_by,
        )
        for each in dossier.values
        if each.confirmed_by
    )  # fmt: skip


def _issue(issue: Issue) -> SharedIssue:
    is_given = issue.state in ("answered", "accepted")
    return SharedIssue(issue.text, issue.kind, issue.answer if is_given else None, issue.state == "accepted")


def _step(milestone: Milestone) -> SharedStep:
    return SharedStep(
        milestone.text, milestone.kind, milestone.due_on, milestone.owner, milestone.our_owner,
        milestone.yardstick, milestone.yardstick_by, milestone.done_on,
    )  # fmt: skip
