"""What people call for a period: the open deals that are called something, and the totals."""

from __future__ import annotations

from datetime import date
from typing import Any

from osp_cli.domain.calls import TotalCall
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import ForecastCall, Opportunity
from osp_cli.domain.periods import Period
from osp_cli.store.reading import Reading
from osp_cli.store.values import forecast_call_of, opportunity_of


def called_deals(reading: Reading) -> tuple[tuple[Opportunity, ForecastCall], ...]:
    """The open deals that are called something, each with the call that holds; a manager's adjustment follows it."""
    calls: dict[int, list[ForecastCall]] = {}
    for row in reading.each("forecast.calls"):
        calls.setdefault(row["opportunity_number"], []).append(forecast_call_of(row))
    if not calls:
        return ()
    deals = (opportunity_of(row, reading.former) for row in reading.each("forecast.called"))
    return tuple((deal, call) for deal in deals for call in calls.get(deal.number, ()))


def total_calls(reading: Reading, period: Period) -> tuple[TotalCall, ...]:
    """Every call on a total of exactly this period, in the order of recording."""
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return tuple(_total_call_of(row) for row in reading.each("forecast.total_calls", **days))


def _total_call_of(row: Any) -> TotalCall:
    currency = row["amount_currency"]
    return TotalCall(
        number=row["number"],
        owner=row["owner"],
        level=row["level"],
        first=date.fromisoformat(row["first_on"]),
        last=date.fromisoformat(row["last_on"]),
        amount=None if currency is None else Money(row["amount_minor"], currency),
        reason=row["reason"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
    )
