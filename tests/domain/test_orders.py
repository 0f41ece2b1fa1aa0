"""An order whose days and amounts contradict one another is refused; what an import brought is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Order
from osp_cli.domain.orders import must_hold_together, outstanding
from osp_cli.domain.partners import Partner, Terms
from osp_cli.errors import WrongUsage
from tests.builders import DAY, changed, deal, full_order

BEFORE = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"processed_on": BEFORE}, "processed-before-order"),
        ({"shipped_on": BEFORE}, "shipped-before-order"),
        ({"booked_on": BEFORE}, "booked-before-order"),
        ({"on": DAY + timedelta(days=1)}, "processed-before-order"),
        ({"amount": Money(0, "USD")}, "order-amount-none"),
        ({"booked_amount": Money(0, "USD")}, "order-amount-none"),
        ({"booked_amount": Money(100, "EUR")}, "order-two-currencies"),
        ({"amount": Money(100, "EUR")}, "order-two-currencies"),
    ],
)
def test_a_contradiction_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(WrongUsage, match=code):
        must_hold_together(replace(full_order(), **changes), changes)


def test_a_contract_may_be_older_than_its_order_and_what_was_not_touched_stays() -> None:
    imported = replace(full_order(), amount=Money(0, "USD"), shipped_on=BEFORE)
    assert holds_together(replace(full_order(), contract_on=BEFORE), ["contract_on"])
    assert holds_together(replace(imported, paid="full"), ["paid"])
    assert not holds_together(imported, ["shipped_on"])


def holds_together(order: Order, changed: list[str]) -> bool:
    try:
        must_hold_together(order, changed)
    except WrongUsage:
        return False
    return True


DAYS = st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1))


@given(DAYS, DAYS, DAYS, DAYS)
def test_days_hold_together_exactly_where_none_is_before_the_order(
    on: date | None, processed: date | None, shipped: date | None, booked: date | None
) -> None:
    changes: dict[str, Any] = {"on": on, "processed_on": processed, "shipped_on": shipped, "booked_on": booked}
    fits = on is None or all(day is None or day >= on for day in (processed, shipped, booked))
    try:
        must_hold_together(replace(full_order(), **changes), changes)
    except WrongUsage:
        assert not fits
    else:
        assert fits


def test_nothing_is_outstanding_of_an_order_that_is_paid_and_booked_or_is_none() -> None:
    assert outstanding(changed(deal("9"), order=replace(full_order(), paid="full"))) == ()
    assert outstanding(changed(deal("9"), order=None)) == ()


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("order_number", None, "order.number"),
        ("contract_on", None, "order.contract_on"),
        ("processed_on", None, "order.processed_on"),
        ("shipped_on", None, "order.shipped_on"),
        ("paid", None, "order.paid"),
        ("paid", "part", "order.paid"),
        ("paid", "no", "order.paid"),
        ("booked_on", None, "order.booked_on"),
        ("booked_amount", None, "order.booked_amount"),
    ],
)
def test_what_an_order_lacks_is_outstanding_alone(name: str, value: Any, what: str) -> None:
    order = replace(full_order(), **{"paid": "full", name: value})
    assert [each.what for each in outstanding(changed(deal("9"), order=order))] == [what]


def test_order_and_payment_are_chased_at_the_reseller_the_rest_at_order_administration() -> None:
    unpaid = replace(full_order(), paid="no", shipped_on=None)

    def chased(**known: Any) -> list[tuple[str, str | None]]:
        return [(each.role, each.name) for each in outstanding(changed(deal("9"), order=unpaid, **known))]

    ours = ("order-administration", None)
    customer = deal("9").opportunity.account
    first, second = (Partner(number, "01P", name, role="reseller") for number, name in ((1, "Mistral"), (2, "Fern")))
    assert chased() == [ours, ("customer", customer)]
    assert chased(partners=(first,)) == [ours, ("reseller", "Mistral")]
    assert chased(partners=(first, second)) == [ours, ("reseller", "Mistral, Fern")], "which one is not ours to guess"
    assert chased(partners=(first, second), terms=(Terms(1, "01T", "Fern"),)) == [ours, ("reseller", "Fern")]
