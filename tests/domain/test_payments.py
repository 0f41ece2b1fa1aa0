"""What an order is paid by adds up to the cent, and says alone how far it is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.money import Money
from osp_cli.domain.orders import must_fit_payments
from osp_cli.domain.payments import Payment, added_up, paid_by
from osp_cli.errors import WrongUsage
from tests.builders import DAY, changed, deal, full_order, usd

LATER = DAY + timedelta(days=30)


def payment(amount: int, received: int = 0, *, due_on: date = DAY, number: int = 1) -> Payment:
    """A payment of so many cents, of which so many have come."""
    come = Money(received, "USD") if received else None
    return Payment(number, "01P", "part", due_on, Money(amount, "USD"), DAY if received else None, come)


cents = st.integers(1, 10**9)
payments = st.lists(st.builds(payment, cents, st.just(0) | cents), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("come", "state"),
    [((0, 0), "no"), ((1, 0), "part"), ((5_999_999, 0), "part"), ((3_000_000, 3_000_000), "full")],
)
def test_the_state_follows_from_what_came_in(come: tuple[int, int], state: str) -> None:
    known = [payment(3_000_000, each) for each in come]
    assert paid_by(usd(60_000), known) == state


def test_all_that_was_planned_is_part_where_more_was_ordered_and_full_where_nobody_knows_how_much() -> None:
    known = [payment(3_000_000, 3_000_000)]
    assert paid_by(usd(60_000), known) == "part"
    assert paid_by(None, known) == "full"
    assert paid_by(None, [*known, payment(1)]) == "part"


@settings(max_examples=20)
@given(payments)
def test_nothing_is_lost_between_planned_received_and_open(known: list[Payment]) -> None:
    paid = added_up(usd(60_000), known)
    assert paid is not None
    assert paid.due.minor == sum(each.amount.minor for each in known)
    assert paid.open.minor == sum(each.open.minor for each in known)
    over = sum(max(0, (each.received.minor if each.received else 0) - each.amount.minor) for each in known)
    assert paid.received.minor + paid.open.minor == paid.due.minor + over
    assert paid.unplanned == Money(max(0, 6_000_000 - paid.due.minor), "USD")
    assert paid.above == Money(max(0, max(paid.due.minor, paid.received.minor) - 6_000_000), "USD")


def test_what_came_in_part_stays_late_until_the_rest_has_come() -> None:
    assert payment(100, 99).is_late(DAY + timedelta(days=1))
    assert not payment(100, 99).is_late(DAY)
    assert not payment(100, 100).is_late(LATER)


def test_the_payments_of_a_deal_say_how_far_its_order_is_paid_whatever_was_typed() -> None:
    typed = replace(full_order(), paid="full")
    known = changed(deal("10"), order=typed, payments=(payment(6_000_000),))
    assert known.order is not None
    assert known.order.paid == "no"
    assert changed(known, payments=(payment(6_000_000, 6_000_000),)).order.paid == "full"  # type: ignore[union-attr]


def test_a_past_day_does_not_know_what_came_later() -> None:
    known = changed(deal("10"), payments=(replace(payment(6_000_000, 6_000_000), received_on=LATER),))
    before = known.as_of(LATER - timedelta(days=1))
    assert before.payments[0].received is None
    assert before.order is not None
    assert before.order.paid == "no"
    assert known.as_of(LATER).order == known.order


def test_a_state_or_a_currency_that_contradicts_the_payments_is_refused() -> None:
    known = [payment(6_000_000, 1)]
    must_fit_payments(replace(full_order(), paid="part"), ["paid"], known)
    with pytest.raises(WrongUsage, match="paid-by-payments"):
        must_fit_payments(replace(full_order(), paid="full"), ["paid"], known)
    with pytest.raises(WrongUsage, match="payment-currency"):
        must_fit_payments(replace(full_order(), amount=Money(1, "EUR")), ["amount"], known)
    must_fit_payments(replace(full_order(), paid="full"), ["paid"], [])
