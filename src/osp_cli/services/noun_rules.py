"""What a noun of the dossier asks beyond its fields: what it forbids, holds by default, and brings along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osp_cli.domain.close_plan import ACTION, CALL, MILESTONE, step_told
from osp_cli.domain.conditions import CONDITION
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.fields import Noun
from osp_cli.domain.followups import FOLLOW_UP
from osp_cli.domain.names import name_key
from osp_cli.domain.partners import TERMS
from osp_cli.domain.payments import PAYMENT, QUOTATION
from osp_cli.domain.people import PERSON, TIE, closes_circle, is_same
from osp_cli.domain.risks import RISK
from osp_cli.domain.teammates import TEAMMATE
from osp_cli.domain.value import EVENT, VALUE, is_comparable
from osp_cli.errors import NotAllowed, WrongUsage
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk
from osp_cli.store.store import Writing

Given = Mapping[str, Any]
Check = Callable[[Desk, Dossier, Any], None]


def completed(desk: Desk, noun: Noun, before: Any, record: Any) -> Any:
    """What goes without saying: a call with a result was held, money has come on a day, and all of it where unsaid.

    A condition is settled by the person acting. Where nobody said when, it is the day of the facts.
    """
    day = desk.happened_on or desk.today
    if noun is CALL and record.result and record.held_on is None:
        return replace(record, held_on=day)
    if noun in (EVENT, VALUE) and record.confirmed_by and record.confirmed_on is None:
        is_new = before is None or before.confirmed_by != record.confirmed_by
        return replace(record, confirmed_on=day) if is_new else record
    if noun is CONDITION:
        return replace(record, settled_by=(record.settled_by or desk.who) if record.done_on else None)
    if noun is not PAYMENT or (record.received is None) == (record.received_on is None):
        return record
    is_emptied = before is not None and before.received is not None and None in (record.received, record.received_on)
    if is_emptied:
        return replace(record, received=None, received_on=None)
    return replace(record, received=record.received or record.amount, received_on=record.received_on or day)


def _check_person(_: Desk, dossier: Dossier, person: Any) -> None:
    """Nobody reports to himself, over however many people."""
    known_as = next((each.name for each in dossier.people if each.number == person.number), person.name)
    others = [each for each in dossier.people if each.number != person.number]
    names = {known_as, person.name}
    if person.reports_to and any(closes_circle(name, person.reports_to, others) for name in names):
        raise WrongUsage("reports-in-circle", {"name": person.name, "to": person.reports_to})


def _check_tie(_: Desk, dossier: Dossier, tie: Any) -> None:
    """A line joins two people, and stands once; a conflict has no direction."""
    if is_same(tie.from_person, tie.to_person):
        raise WrongUsage("tie-to-self", {"name": tie.from_person})
    for other in dossier.ties:
        ends = (name_key(other.from_person), name_key(other.to_person))
        mine = (name_key(tie.from_person), name_key(tie.to_person))
        is_there = ends == mine or (tie.kind == "conflict" and ends == mine[::-1])
        if other.number != tie.number and other.kind == tie.kind and is_there:
            raise WrongUsage("tie-known", {"number": other.number})


def _check_confirmed(_: Desk, __: Dossier, record: Any) -> None:
    """A confirmation is somebody's."""
    if record.confirmed_on and not record.confirmed_by:
        raise WrongUsage("confirmed-by-nobody", {"day": record.confirmed_on})


def _check_value(desk: Desk, dossier: Dossier, value: Any) -> None:
    """What is set against each other is of one currency: what 1 is worth of the other is not ours to guess."""
    _check_confirmed(desk, dossier, value)
    amounts = (value.investment, value.yearly_benefit)
    if all(amounts) and not is_comparable(*amounts):
        first, second = (amount.currency for amount in amounts)
        raise WrongUsage("roi-two-currencies", {"first": first, "second": second})


def _check_milestone(_: Desk, __: Dossier, milestone: Any) -> None:
    """What proves a step complete is said before anybody confirms it."""
    if milestone.yardstick_by is not None and milestone.yardstick is None:
        raise WrongUsage("yardstick-unsaid", {"who": milestone.yardstick_by})


def _check_payment(_: Desk, dossier: Dossier, payment: Any) -> None:
    """A payment is of an order, in its currency; money comes in amounts above nothing."""
    order = dossier.order
    if order is None:
        raise NotAllowed("payment-without-order", {"number": dossier.opportunity.number})
    for amount in filter(None, (payment.amount, payment.received)):
        _check_above_nothing(amount)
    amounts = [order.amount, *(each.amount for each in dossier.payments if each.number != payment.number)]
    for amount in filter(None, (*amounts, payment.received)):
        if amount.currency != payment.amount.currency:
            raise WrongUsage("payment-currency", {"payment": payment.amount, "currency": amount.currency})


def _check_quotation(_: Desk, __: Dossier, quotation: Any) -> None:
    """A quotation is of more than nothing, and not over before it is made."""
    _check_above_nothing(quotation.amount)
    if quotation.valid_until and quotation.valid_until < quotation.quoted_on:
        values = {"day": quotation.valid_until, "last": quotation.quoted_on}
        raise WrongUsage("quotation-over-before", values, details={"field": "valid_until"})


def _check_above_nothing(amount: Any) -> None:
    if amount.minor <= 0:
        raise WrongUsage("amount-nothing", {"amount": amount}, details={"field": "amount"})


def _check_teammate(_: Desk, __: Dossier, mate: Any) -> None:
    """Nobody agrees before being asked."""
    if mate.agreed_on and mate.asked_on and mate.agreed_on < mate.asked_on:
        raise WrongUsage("agreed-before-asked", {"day": mate.agreed_on, "last": mate.asked_on})


def _derive_paid(writing: Writing, number: int, before: Any, _: Any) -> None:
    """From the first payment on, the payments say how far the order is paid; what was typed before counts no more."""
    dossier = writing.dossier(number)
    if before is None and len(dossier.payments) == 1 and dossier.order is not None:
        writing.save_order(number, replace(dossier.order, paid=None))


def _check_condition(_: Desk, __: Dossier, condition: Any) -> None:
    """A condition is settled on a day and by evidence: by both or not at all."""
    if (condition.done_on is None) != (condition.evidence is None):
        raise WrongUsage("condition-half-settled", {"number": condition.number or "NUMBER"})


def _check_follow_up(_: Desk, __: Dossier, record: Any) -> None:
    """Only what is renewed runs out, only white space has a trigger, and so on."""
    for field in FOLLOW_UP.fields:
        if getattr(record, field.name) is not None and not field.belongs_to(record):
            raise WrongUsage("field-of-kind", {"field": field.name, "kind": field.only}, details={"field": field.name})


def _contact(writing: Writing, number: int, before: Any, call: Any) -> None:
    """The result of a call is a contact with the customer: a meeting on the day it was held."""
    if call.result and (before is None or before.result != call.result):
        person = writing.ensure_person(number, call.who)
        writing.add_note(number, kind="meeting", text=call.result, on=call.held_on, person=person)


# What a new record holds where nobody told it.
DEFAULTS: Mapping[str, Callable[[Desk, Dossier, Given], Given]] = {
    RISK.name: lambda desk, _, __: {"owner": desk.who, "is_closed": False},
    ACTION.name: lambda desk, dossier, _: {"kind": "prove", "owner": dossier.opportunity.owner or desk.who},
    MILESTONE.name: lambda _, __, given: {"kind": step_told(given.get("text") or "")},
    FOLLOW_UP.name: lambda _, __, ___: {"kind": "idea"},
    CONDITION.name: lambda desk, _, __: {"set_by": desk.who},
    QUOTATION.name: lambda desk, _, __: {"quoted_on": desk.happened_on or desk.today},
}


def _ask_for_approval(writing: Writing, number: int, before: Any, terms: Any) -> None:
    """What the manager approved was another discount than this one: it must be approved again."""
    if before is not None and before.discount not in (None, terms.discount):
        writing.mark_renewal(number, criteria=(), steps=(), approvals=("discount",))


# The rules of a noun beyond those of its fields; they look at the dossier before and at the record to be.
CHECKS: Mapping[str, Check] = {
    PERSON.name: _check_person,
    TIE.name: _check_tie,
    EVENT.name: _check_confirmed,
    VALUE.name: _check_value,
    MILESTONE.name: _check_milestone,
    FOLLOW_UP.name: _check_follow_up,
    CONDITION.name: _check_condition,
    PAYMENT.name: _check_payment,
    QUOTATION.name: _check_quotation,
    TEAMMATE.name: _check_teammate,
}
# What else is recorded with a record: (transaction, opportunity, the record before or None, the record).
FOLLOWS: Mapping[str, Callable[[Writing, int, Any, Any], None]] = {
    CALL.name: _contact,
    TERMS.name: _ask_for_approval,
    PAYMENT.name: _derive_paid,
}
