"""Everything known of one opportunity, as one frozen value: what gates, plans and documents are made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from osp_cli.domain.close_plan import Action, Call, Milestone
from osp_cli.domain.competitors import Competitor, informed
from osp_cli.domain.conditions import Condition
from osp_cli.domain.fields import Noun
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import (
    Account,
    Answer,
    Approval,
    CallLevel,
    Confirmation,
    Debt,
    Decision,
    ForecastCall,
    Member,
    Move,
    Note,
    Opportunity,
    Order,
    PlanVersion,
    StrategyChoice,
)
from osp_cli.domain.partners import Partner, Terms
from osp_cli.domain.payments import Payment, Quotation, paid_by
from osp_cli.domain.people import Person, Tie
from osp_cli.domain.risks import Risk
from osp_cli.domain.statements import Statement
from osp_cli.domain.teammates import Teammate
from osp_cli.domain.value import (
    BusinessValue,
    CompellingEvent,
    DecisionCriterion,
    Issue,
    RivalPosition,
    Stake,
    compared,
)
from osp_cli.frozen import dataclass, field, replace

T = TypeVar("T")


@dataclass(frozen=True)
class Dossier:
    """All we know of one opportunity. Tuples stand in the order of recording; `order` is the live one."""

    opportunity: Opportunity
    account: Account | None = None
    owner: Member | None = None
    people: tuple[Person, ...] = ()
    ties: tuple[Tie, ...] = ()
    criteria: tuple[DecisionCriterion, ...] = ()
    positions: tuple[RivalPosition, ...] = ()
    stakes: tuple[Stake, ...] = ()
    events: tuple[CompellingEvent, ...] = ()
    values: tuple[BusinessValue, ...] = ()
    issues: tuple[Issue, ...] = ()
    partners: tuple[Partner, ...] = ()
    terms: tuple[Terms, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    payments: tuple[Payment, ...] = ()
    teammates: tuple[Teammate, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    answers: tuple[Answer, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    approvals: tuple[Approval, ...] = ()
    strategies: tuple[StrategyChoice, ...] = ()
    forecast_calls: tuple[ForecastCall, ...] = ()
    plan_versions: tuple[PlanVersion, ...] = ()
    moves: tuple[Move, ...] = ()
    debts: tuple[Debt, ...] = ()
    risks: tuple[Risk, ...] = ()
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    calls: tuple[Call, ...] = ()
    conditions: tuple[Condition, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    order: Order | None = None
    managers: tuple[str, ...] = ()
    _latest: dict[tuple[str, str | None], Answer] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the newest answer to each question; put to the criteria and the competitors what is kept beside them.

        The newest answer is the last on its day; later recorded wins on the same day. Where there are payments, they
        alone say how far the order is paid.
        """
        for answer in sorted(self.answers, key=lambda a: (a.on, a.number)):
            self._latest[answer.question, answer.against] = answer
        if self.positions or self.stakes:
            object.__setattr__(self, "criteria", compared(self.criteria, self.positions, self.stakes))
        if self.competitors:
            object.__setattr__(self, "competitors", informed(self.competitors, self.answer_to))
        if self.payments and self.order:
            paid = paid_by(self.order.amount, self.payments)
            object.__setattr__(self, "order", replace(self.order, paid=paid))

    def days_after(self, on: date) -> tuple[date, ...]:
        """The later days on which facts happened that a gate looks at, in order."""
        dated: tuple[Answer | Confirmation | Decision | Approval | PlanVersion | Debt, ...] = (
            *self.answers, *self.confirmations, *self.decisions, *self.approvals, *self.plan_versions, *self.debts,
        )  # fmt: skip
        days = [fact.on for fact in dated]
        days += [debt.settled_on for debt in self.debts if debt.settled_on is not None]
        days += self.order.days() if self.order else ()
        days += [payment.received_on for payment in self.payments if payment.received_on is not None]
        return tuple(sorted({day for day in days if day > on}))

    def as_of(self, on: date) -> Dossier:
        """The dossier with the facts that stood at the end of a day; the same one where nothing happened later.

        The fields of the opportunity, competitors and risks have no day of their own: they stand as they are.
        """
        if not self.days_after(on):
            return self
        return replace(
            self,
            answers=tuple(a for a in self.answers if a.on <= on),
            confirmations=tuple(c for c in self.confirmations if c.on <= on),
            decisions=tuple(d for d in self.decisions if d.on <= on),
            approvals=tuple(a for a in self.approvals if a.on <= on),
            strategies=tuple(s for s in self.strategies if s.on <= on),
            plan_versions=tuple(v for v in self.plan_versions if v.on <= on),
            debts=tuple(d.as_of(on) for d in self.debts if d.on <= on),
            payments=tuple(payment.as_of(on) for payment in self.payments),
            order=self.order.as_of(on) if self.order else None,
        )

    def answer_to(self, question: str, against: str | None = None) -> Answer | None:
        """The newest answer for us, or for a competitor; None means nobody has asked (open)."""
        return self._latest.get((question, against))

    def latest(self) -> dict[tuple[str, str | None], Answer]:
        """The newest answer by question and competitor (None for us)."""
        return dict(self._latest)

    def is_open_question(self, question: str, against: str | None = None) -> bool:
        """Never asked: an answer "not known" is an answer."""
        return (question, against) not in self._latest

    def confirmation_of(self, criterion: str) -> Confirmation | None:
        """The newest confirmation that counts (not waiting for renewal)."""
        return last(c for c in self.confirmations if c.criterion == criterion and not c.needs_renewal)

    def decision_at(self, step: int) -> Decision | None:
        """The newest decision of a step that counts."""
        return last(d for d in self.decisions if d.step == step and not d.needs_renewal)

    def approval_of(self, what: str) -> Approval | None:
        """The newest verdict on the plan or the discount that counts."""
        return last(a for a in self.approvals if a.what == what and not a.needs_renewal)

    @property
    def strategy(self) -> StrategyChoice | None:
        """The strategy that was chosen last."""
        return last(sorted(self.strategies, key=lambda choice: (choice.on, choice.number)))

    @property
    def forecast_call(self) -> ForecastCall | None:
        """The call that holds: the one recorded last, unless it took the calls before it back."""
        return self._call("owner")

    @property
    def forecast_adjustment(self) -> ForecastCall | None:
        """The manager's adjustment that holds, likewise."""
        return self._call("manager")

    def _call(self, level: CallLevel) -> ForecastCall | None:
        own = (call for call in self.forecast_calls if call.level == level)
        newest = last(sorted(own, key=lambda call: (call.at, call.number)))
        return newest if newest and newest.category else None

    @property
    def is_order_cancelled(self) -> bool:
        """Won, but the order was cancelled: neither won nor open until it is reopened."""
        return self.opportunity.status == "won" and self.order is None

    def open_actions(self) -> tuple[Action, ...]:
        """What is still to be done, the soonest first."""
        return tuple(sorted((a for a in self.actions if a.is_open), key=lambda a: (a.due_on, a.number)))

    def unplanned_actions(self) -> tuple[Action, ...]:
        """What is still to be done and leads to no milestone of the customer's, the soonest first."""
        return tuple(action for action in self.open_actions() if action.milestone is None)

    def open_conditions(self) -> tuple[Condition, ...]:
        """What a manager's review still waits for, the soonest first."""
        return tuple(sorted((c for c in self.conditions if c.is_open), key=lambda c: (c.due_on, c.number)))

    def open_debts(self) -> tuple[Debt, ...]:
        """The shortcuts still to be made good."""
        return tuple(debt for debt in self.debts if debt.is_open)


@dataclass(frozen=True, slots=True)
class Reference:
    """How many records of a table speak of somebody."""

    table: str
    count: int


def references_to(dossier: Dossier, name: str) -> tuple[Reference, ...]:
    """What speaks of a person: answers, confirmations, contacts, and the nouns that name people. In a fixed order."""
    said = (("answer", dossier.answers), ("confirmation", dossier.confirmations), ("note", dossier.notes))
    counts = {table: sum(1 for each in records if each.who == name) for table, records in said}
    for noun in NOUNS:
        counts[noun.name] = sum(1 for each in getattr(dossier, noun.many) if name in _spoken_of(noun, each))
    return tuple(Reference(table, count) for table, count in counts.items() if count)


def _spoken_of(noun: Noun, record: Any) -> tuple[str | None, ...]:
    """The people whom a record names."""
    several = (name for field in noun.of_kind("people") for name in getattr(record, field.name))
    return (*(getattr(record, field.name) for field in noun.of_kind("person")), *several)


def has_spoken(dossier: Dossier, name: str) -> bool:
    """Whether a record tells of a word of a person's: a contact, an answer, a confirmation, a call that was held."""
    said = [note.who for note in dossier.notes]
    said += [answer.who for answer in dossier.answers]
    said += [each.who for each in dossier.confirmations]
    said += [each.who for each in dossier.calls if each.held_on]
    said += [event.confirmed_by for event in dossier.events]
    return name in said or any(value.confirmed_by == name for value in dossier.values)


def last_contact(dossier: Dossier, name: str | None = None) -> Note | None:
    """The newest call, meeting or mail, with this person where one is named; a plain note is none."""
    contacts = (note for note in dossier.notes if note.kind != "note" and name in (None, note.who))
    return max(contacts, key=lambda note: (note.on, note.number), default=None)


def last_heard(dossier: Dossier) -> date | None:
    """The day of the newest contact or word of a person of the customer's, or that an import told."""
    contact = last_contact(dossier)
    days = (contact.on if contact else None, dossier.opportunity.heard_on, *(word.on for word in dossier.confirmations))
    return max((day for day in days if day is not None), default=None)


def arrival(dossier: Dossier) -> Move | None:
    """The move that brought a deal to the stage where it is; one of an import says only that it was there by then.

    What a file told of its way may have been recorded after the moves made here: the days count. What brought the deal
    in comes last.
    """
    moves = [move for move in dossier.moves if move.to_stage != move.from_stage]
    came = [move for move in moves if move.to_stage == dossier.opportunity.stage] or moves

    def place(move: Move) -> tuple[bool, date, bool, int]:
        return (move.from_stage is not None or move.kind != "import", move.on, move.kind != "history", move.number)

    return max(came, key=place, default=None)


def last(values: Iterable[T]) -> T | None:
    """The last of the values, None where there are none."""
    newest: T | None = None
    for value in values:
        newest = value
    return newest
