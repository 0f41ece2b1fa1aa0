"""What hangs from a deal: competitors as they are assessed, and the order on its way to booking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.money import Money
from osp_cli.domain.names import excerpt, name_key
from osp_cli.domain.opportunity import Answer, Order, Paid
from osp_cli.domain.orders import AFTER_ORDER, Outstanding, must_fit_payments, must_hold_together, outstanding
from osp_cli.domain.payments import PAYMENT, PaidSoFar, Payment, Quotation, added_up
from osp_cli.errors import NotAllowed, NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named, Seen
from osp_cli.services.pricing import in_base
from osp_cli.services.stages import Moved, advance_within, ended_already, last_move_on, must_win
from osp_cli.store.store import Writing


@dataclass(frozen=True, slots=True)
class Assessed:
    """A competitor with how much of what is asked of it has an answer."""

    competitor: Competitor
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Competitors:
    """The competitors of an opportunity."""

    opportunity: Named
    competitors: tuple[Assessed, ...]


@dataclass(frozen=True, slots=True)
class CompetitorKnown:
    """A competitor with the newest answer to each question about it, in the order of the method."""

    opportunity: Named
    competitor: Competitor
    answers: tuple[Answer, ...]
    asked: int


@dataclass(frozen=True, slots=True)
class OrderSaved:
    """The order as it stands and what is outstanding; `order` is None where there is none (or it was cancelled).

    `payments` stand by their days, `paid` adds them up; `late` are the numbers of those that should have come by `on`.
    `payments_gone` went with an order that was cancelled, `received_gone` is what had come of them.
    """

    opportunity: Named
    on: date
    order: Order | None
    stage: str
    quotations: tuple[Quotation, ...]
    payments: tuple[Payment, ...]
    late: tuple[int, ...]
    paid: PaidSoFar | None
    outstanding: tuple[Outstanding, ...]
    is_cancelled: bool = False
    payments_gone: int = 0
    received_gone: Money | None = None


@dataclass(frozen=True, slots=True)
class Won:
    """An opportunity won by its order."""

    opportunity: Named
    order: Order
    move: Moved


def _named(dossier: Dossier, name: str) -> Competitor | None:
    return next((each for each in dossier.competitors if name_key(each.name) == name_key(name)), None)


def _competitor(dossier: Dossier, name: str) -> Competitor:
    """The competitor of this name; `competitor-unknown` with those there are."""
    known = _named(dossier, name)
    if known is None:
        names = [each.name for each in dossier.competitors]
        values = {"name": excerpt(name), "close": tuple(names), "number": dossier.opportunity.number}
        raise NotFound("competitor-unknown", values, details={"candidates": names})
    return known


def competitor_of(desk: Desk, number: int, name: str) -> CompetitorKnown:
    """A competitor with what is known of it. Error: `competitor-unknown`."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    known = _competitor(dossier, name)
    asked = tuple(desk.process.compared_questions())
    answers = tuple(answer for question in asked if (answer := dossier.answer_to(question.id, known.name)))
    return CompetitorKnown(Seen.of(dossier.opportunity), known, answers, len(asked))


def competitors_of(desk: Desk, number: int) -> Competitors:
    """The competitors, each with how far it is assessed."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    asked = [question.id for question in desk.process.compared_questions()]
    lines = tuple(
        Assessed(c, sum(1 for q in asked if not dossier.is_open_question(q, c.name)), len(asked))
        for c in dossier.competitors
    )
    return Competitors(Seen.of(dossier.opportunity), lines)


def order_of(desk: Desk, number: int) -> OrderSaved:
    """The order as it stands."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return _saved(desk, dossier)


def _saved(desk: Desk, dossier: Dossier, *, is_cancelled: bool = False) -> OrderSaved:
    order = dossier.order
    payments = tuple(sorted(dossier.payments, key=lambda payment: (payment.due_on, payment.number)))
    return OrderSaved(
        opportunity=Seen.of(dossier.opportunity),
        on=desk.today,
        order=order,
        stage=dossier.opportunity.stage,
        quotations=dossier.quotations,
        payments=payments,
        late=tuple(payment.number for payment in payments if payment.is_late(desk.today)),
        paid=added_up(order.amount if order else None, payments),
        outstanding=outstanding(dossier),
        is_cancelled=is_cancelled,
    )


def set_order(desk: Desk, number: int, wanted: Mapping[str, Any], reason: str | None = None) -> OrderSaved:
    """Records fields of the order (names of the fields of Order, new values), with the reason of a change."""
    with desk.writing_on(number) as (writing, dossier):
        writing.summary = reason or ""
        _save_order(desk, writing, dossier, wanted)
        return _saved(desk, writing.dossier(number))


def _save_order(desk: Desk, writing: Writing, dossier: Dossier, wanted: Mapping[str, Any]) -> Order:
    opportunity, before = dossier.opportunity, dossier.order
    if opportunity.status in ("lost", "cancelled", "withdrawn"):
        raise ended_already(opportunity)
    if wanted.get("paid") is not None and wanted["paid"] not in get_args(Paid):
        raise WrongUsage("paid-unknown", {"paid": wanted["paid"], "allowed": tuple(get_args(Paid))})
    for field, day in wanted.items():
        if isinstance(day, date) and day > desk.today:
            raise WrongUsage("on-in-the-future", {"day": day, "today": desk.today}, details={"field": field})
    order = replace(before or Order(number=0), **{key: value for key, value in wanted.items() if value is not None})
    must_hold_together(order, wanted)
    _must_follow_order(order, wanted, opportunity.number)
    must_fit_payments(order, wanted, dossier.payments)
    day = order.on or desk.today
    order = replace(
        order,
        base=in_base(order.amount, opportunity, desk.settings, day),
        booked_base=in_base(order.booked_amount, opportunity, desk.settings, order.booked_on or day),
    )
    if order == before:
        return order
    kept = replace(order, paid=None) if dossier.payments else order
    return replace(writing.save_order(opportunity.number, kept), paid=order.paid)


def _must_follow_order(order: Order, wanted: Mapping[str, Any], number: int) -> None:
    """Refuses what can only follow an order while nothing of the order is known; a contract may be older than it."""
    following = tuple(f"--{name.replace('_', '-')}" for name in AFTER_ORDER if wanted.get(name) is not None)
    if following and not (order.order_number or order.on or order.amount):
        raise WrongUsage("order-first", {"options": following, "number": number})


def cancel_order(desk: Desk, number: int, *, reason: str, on: date) -> OrderSaved:
    """Cancels the live order with its payments; they stay in the history, and the opportunity can be reopened."""
    with desk.writing_on(number) as (writing, dossier):
        if dossier.order is None:
            raise NotFound("order-none", {"name": dossier.opportunity.name})
        if dossier.order.on is not None and on < dossier.order.on:
            raise WrongUsage("cancelled-before-order", {"day": on, "last": dossier.order.on})
        writing.cancel_order(number, on=on, reason=reason)
        for payment in dossier.payments:
            writing.remove_record(PAYMENT, payment.number)
        cancelled = _saved(desk, writing.dossier(number), is_cancelled=True)
        return replace(cancelled, payments_gone=len(dossier.payments), received_gone=received_of(dossier))


def check_cancellable(desk: Desk, number: int) -> None:
    """Refuses the end of an order for which money has come: `order-paid` says how much, `order-paid-part` that some."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    values: dict[str, object] = {"name": dossier.opportunity.name, "number": number}
    if received := received_of(dossier):
        raise WrongUsage("order-paid", {**values, "received": received})
    if dossier.order and dossier.order.paid in ("part", "full"):
        raise WrongUsage("order-paid-part", values)


def received_of(dossier: Dossier) -> Money | None:
    """What has come for the live order: by its payments, else all of it where it is said to be paid; else None."""
    paid = added_up(None, dossier.payments)
    if paid:
        return paid.received if paid.received.minor else None
    return dossier.order.amount if dossier.order and dossier.order.paid == "full" else None


def win(desk: Desk, number: int, *, order_number: str, on: date, amount: Money, override: str | None = None) -> Won:
    """Records the order of the day `on` and advances to the stage it opens, in one unit, or refuses both.

    The move is of the same day, or of the last move's where that was later: an order may be older than its news.
    """
    with desk.writing_on(number) as (writing, dossier):
        _must_be_winnable(dossier)
        wanted = {"order_number": order_number, "on": on, "amount": amount}
        order = _save_order(desk, writing, dossier, wanted)
        target = next(stage for stage in desk.process.stages if stage.is_won)
        moved = advance_within(
            desk, writing, writing.dossier(number), target.key, override=override, on=_moved_on(dossier, on)
        )
    return Won(Named.of(dossier.opportunity), order, moved)


def check_win(desk: Desk, number: int, *, on: date, override: str | None) -> None:
    """Refuses an order that cannot be, before anybody is asked for its number."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    _must_be_winnable(dossier)
    if not override:
        must_win(desk, dossier, _moved_on(dossier, on))


def _must_be_winnable(dossier: Dossier) -> None:
    opportunity, order = dossier.opportunity, dossier.order
    if opportunity.is_open:
        return
    if opportunity.status != "won":
        raise ended_already(opportunity)
    values: dict[str, object] = {"name": opportunity.name, "number": opportunity.number, "stage": opportunity.stage}
    if order is None:
        raise NotAllowed("won-without-order", values)
    raise NotAllowed("won-already", {**values, "order": order.order_number or "-", "day": order.on or "-"})


def _moved_on(dossier: Dossier, ordered_on: date) -> date:
    return max(ordered_on, last_move_on(dossier) or ordered_on)
