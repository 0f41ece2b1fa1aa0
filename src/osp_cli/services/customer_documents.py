"""What a customer may read of an opportunity: a view of its own, made of values that can hold nothing else.

Nothing here refers to the dossier or its records. What is our own side's business (stance, influence, agendas, scores,
answers, notes, debts, margins, competitors, forecasts) has no field to stand in; what the customer has not confirmed
is left out.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from osp_cli.domain.close_plan import Call, Milestone
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.value import Issue, in_order
from osp_cli.errors import NotAllowed
from osp_cli.frozen import dataclass, replace
from osp_cli.services.exports import OpportunityKind


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
    because: str | None
    investment: Money | None
    yearly_benefit: Money | None
    payback_months: int | None
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class SharedCriterion:
    """A formal criterion by which the customer decides."""

    text: str
    is_mandatory: bool | None


@dataclass(frozen=True, slots=True)
class SharedIssue:
    """Something that troubles the customer; our answer once it was given there."""

    text: str
    kind: str
    answer: str | None
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A step of the customer's on the way to the order, with who answers for it on both sides."""

    text: str
    due_on: date | None
    theirs: str | None
    ours: str | None
    is_proof: bool
    proof: str | None
    proof_by: str | None
    done_on: date | None


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
    quotations: tuple[SharedQuotation, ...]
    meeting: SharedMeeting | None

    @property
    def print_version(self) -> str:
        """What tells two prints apart: the digest of all that is shown, which says nothing of what is not."""
        return sha256(repr(replace(self, as_of=date.min, id="")).encode()).hexdigest()[:8]

    @property
    def troubles(self) -> tuple[SharedIssue, ...]:
        """What the project is to settle, in few words: the business issues, else whatever issues there are."""
        business = tuple(issue for issue in self.issues if issue.kind == "business")
        return business or self.issues

    @property
    def invested(self) -> tuple[SharedValue, ...]:
        """The values whose investment the customer has confirmed."""
        return tuple(value for value in self.values if value.investment)


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
            SharedCriterion(each.text, each.is_mandatory)
            for each in sorted(dossier.criteria, key=in_order)
            if each.kind == "formal"
        ),
        issues=tuple(map(_issue, dossier.issues)),
        steps=tuple(_step(each, opportunity) for each in sorted(dossier.milestones, key=_from_the_end)),
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
            each.result, each.measure, each.figure, each.unique_because,
            each.investment, each.yearly_benefit, each.payback_months, each.confirmed_by,
        )
        for each in dossier.values
        if each.confirmed_by
    )  # fmt: skip


def _issue(issue: Issue) -> SharedIssue:
    is_given = issue.state in ("answered", "accepted")
    return SharedIssue(issue.text, issue.kind, issue.answer if is_given else None, issue.state == "accepted")


def _step(milestone: Milestone, opportunity: Opportunity) -> SharedStep:
    return SharedStep(
        milestone.text, milestone.due_on, milestone.owner, opportunity.owner,
        milestone.kind == "proof-of-concept", milestone.yardstick, milestone.yardstick_by, milestone.done_on,
    )  # fmt: skip


def _from_the_end(milestone: Milestone) -> tuple[int, int]:
    day = milestone.due_on or date.max
    return -day.toordinal(), -milestone.number
