"""What the records of why the customer buys say of a deal: which are complete, and what they warn of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from osp_cli.domain.close_plan import CALL, MILESTONE
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.fields import Noun
from osp_cli.domain.kinds import OfferedNoun, RecordKind, RecordWarning
from osp_cli.domain.partners import PARTNER, TERMS, Partner, Terms
from osp_cli.domain.payments import Payment, Quotation
from osp_cli.domain.people import PERSON
from osp_cli.domain.statements import Statement
from osp_cli.domain.teammates import Teammate
from osp_cli.domain.value import (
    CRITERION,
    EVENT,
    ISSUE,
    VALUE,
    BusinessValue,
    CompellingEvent,
    DecisionCriterion,
    Issue,
    in_order,
)
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class WhyTheyBuy:
    """What stands on record of an opportunity, as it is shown and printed."""

    events: tuple[CompellingEvent, ...]
    values: tuple[BusinessValue, ...]
    criteria: tuple[DecisionCriterion, ...]
    issues: tuple[Issue, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> WhyTheyBuy:
        """The records of a dossier, criteria in their order."""
        return cls(dossier.events, dossier.values, tuple(sorted(dossier.criteria, key=in_order)), dossier.issues)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What was quoted and stated to the customer, and by which payments the order is paid, the soonest due first."""

    quotations: tuple[Quotation, ...]
    statements: tuple[Statement, ...]
    payments: tuple[Payment, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> OnPaper:
        """Those of a dossier."""
        payments = sorted(dossier.payments, key=lambda payment: (payment.due_on, payment.number))
        return cls(dossier.quotations, dossier.statements, tuple(payments))


@dataclass(frozen=True, slots=True)
class WithWhom:
    """The partners on an opportunity, the reseller's terms (one record at most), and who of us does what."""

    partners: tuple[Partner, ...]
    terms: tuple[Terms, ...]
    teammates: tuple[Teammate, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> WithWhom:
        """Those of a dossier."""
        return cls(dossier.partners, dossier.terms, dossier.teammates)


@dataclass(frozen=True, slots=True)
class RecordRule:
    """A kind of record that can stand for an answer: of which noun, what it must say, and what is given of it.

    Source: the compelling event has reason, deadline and consequence; an issue is somebody's (`process.md`, steps 4
    and 5, and the prompts of the pack that these records stand beside); the reseller's terms are five, and the manager
    confirms the discount (steps 6 and 7). `approval` is what a manager must have approved besides.
    """

    noun: Noun
    asked: tuple[str, ...]
    given: Mapping[str, str]
    approval: Literal["discount"] | None = None


RULES: Mapping[RecordKind, RecordRule] = {
    "event": RecordRule(EVENT, ("reason", "deadline", "consequence"), {}),
    "business-issue": RecordRule(ISSUE, ("text", "whose"), {"kind": "business"}),
    "technical-issue": RecordRule(ISSUE, ("text", "whose"), {"kind": "technical"}),
    "terms": RecordRule(TERMS, tuple(field.name for field in TERMS.fields), {}, approval="discount"),
}


# What the guide asks of a record that a step offers: enough to work with it; the command of the noun asks the rest.
OFFERED: Mapping[OfferedNoun, tuple[Noun, tuple[str, ...]]] = {
    "person": (PERSON, ("title", "buying_role", "influence", "stance", "coverage")),
    "partner": (PARTNER, ("role", "contact", "rules", "conflicts")),
    "criterion": (CRITERION, ("kind", "is_mandatory", "whose", "position")),
    "value": (VALUE, ("measure", "figure", "unique_because", "confirmed_by")),
    "milestone": (MILESTONE, ("due_on", "owner")),
    "call": (CALL, ("planned_on", "aim", "commitment", "fallback")),
}


def bare_of(name: OfferedNoun, dossier: Dossier) -> tuple[int, ...] | None:
    """The numbers of the records of a noun of which only the first field is told; None where there is no record."""
    noun, asked = OFFERED[name]
    records = getattr(dossier, noun.many)
    if not records:
        return None
    return tuple(each.number for each in records if all(getattr(each, field) is None for field in asked))


def records_of(kind: RecordKind, dossier: Dossier) -> tuple[Any, ...]:
    """The records of a kind, complete or not, in the order of recording."""
    rule = RULES[kind]
    records = getattr(dossier, rule.noun.many)
    return tuple(each for each in records if all(getattr(each, name) == value for name, value in rule.given.items()))


def lacking(kind: RecordKind, record: Any) -> tuple[str, ...]:
    """The fields that a record of this kind still needs to be complete."""
    return tuple(name for name in RULES[kind].asked if getattr(record, name) is None)


def complete_of(kind: RecordKind, dossier: Dossier) -> tuple[Any, ...]:
    """The records of a kind that are complete: each of them meets what asks for one."""
    return tuple(each for each in records_of(kind, dossier) if not lacking(kind, each))


def warned(warning: RecordWarning, dossier: Dossier, on: date) -> tuple[Any, ...]:
    """The records that warn of this on a day."""
    noun, speaks = WARNINGS[warning]
    return tuple(each for each in getattr(dossier, noun.many) if speaks(each, on))


def record_to_mend(warning: RecordWarning, dossier: Dossier, on: date) -> str:
    """The number of the first record that warns of this; "" where the deal has only one, for it need not be named."""
    if len(getattr(dossier, WARNINGS[warning][0].many)) < 2:
        return ""
    return next((str(each.number) for each in warned(warning, dossier, on)), "")


# Named rules over the records; without a record none of them speaks.
WARNINGS: Mapping[RecordWarning, tuple[Noun, Callable[[Any, date], bool]]] = {
    "event-without-consequence": (EVENT, lambda each, _on: not each.consequence),
    "event-passed": (EVENT, lambda each, on: bool(each.deadline and each.deadline < on)),
    "value-unconfirmed": (VALUE, lambda each, _on: not each.confirmed_by),
    "issue-unanswered": (ISSUE, lambda each, _on: not each.answer),
    "mandatory-worse": (CRITERION, lambda each, _on: each.is_mandatory and each.position == "worse"),
}
