"""An order whose days and amounts contradict one another is refused; what an import brought is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.money import Money
from osp_cli.domain.orders import must_hold_together
from osp_cli.errors import WrongUsage
from tests.builders import DAY, full_order

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
    must_hold_together(replace(full_order(), contract_on=BEFORE), ["contract_on"])
    imported = replace(full_order(), amount=Money(0, "USD"), shipped_on=BEFORE)
    must_hold_together(replace(imported, paid="full"), ["paid"])


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
