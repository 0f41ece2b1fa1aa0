"""Quotas: what an owner, or the team, is to sell in a period."""

from __future__ import annotations

from datetime import date
from typing import Literal

from osp_cli.domain.forecast import Quota, quotas_for_parts, team_quota
from osp_cli.domain.money import Money
from osp_cli.domain.names import closest
from osp_cli.domain.periods import Period, fiscal_quarter_of, fiscal_year_of, month_of, quarter_of, year_of
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.store import forecasts


@dataclass(frozen=True, slots=True)
class QuotaSet:
    """A quota that was set, or cleared (`amount` None); `before` is what held until now. Owner None is the team."""

    owner: str | None
    period: Period
    amount: Money | None
    before: Money | None


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota. `period` is its label, or its days where they are no month, quarter or year."""

    number: int
    owner: str | None
    period: str
    first: date
    last: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Quotas:
    """The quotas there are, within `period` where it is given.

    Then `team` is the team's quota for it, `source` says whether it is its own or the sum of the owners', and `partly`
    who (None: the team) has quotas for parts of it alone, which are not counted.
    """

    period: Period | None
    quotas: tuple[QuotaLine, ...]
    team: Money | None
    source: Literal["team", "owners"] | None
    partly: tuple[str | None, ...] = ()


def set_quota(desk: Desk, period: Period, amount: Money | None, *, owner: str | None) -> QuotaSet:
    """Sets the quota of an owner (None: of the team) for exactly this period; None clears it.

    Errors: `quota-currency` for another currency than the base; `member-unknown`; `quota-none` where there is
    nothing to clear.
    """
    if amount is not None and amount.currency != desk.base:
        raise WrongUsage("quota-currency", {"base": desk.base, "currency": amount.currency})
    with desk.writing() as writing:
        member = writing.member(owner) if owner else None
        if owner and member is None:
            names = [known.name for known in writing.members()]
            close = closest(owner, names)
            raise NotFound("member-unknown", {"name": owner, "close": tuple(close)}, details={"candidates": close})
        name = member.name if member else None
        days = (period.first, period.last)
        known = [
            quota for quota in forecasts.quotas(writing) if (quota.owner, quota.first, quota.last) == (name, *days)
        ]
        if amount is None and not known:
            raise NotFound("quota-none" if name else "quota-none-team", {"owner": name, "period": period.label})
        writing.set_quota(name, period.first, period.last, amount)
    return QuotaSet(name, period, amount, known[0].amount if known else None)


def list_quotas(desk: Desk, period: Period | None) -> Quotas:
    """The quotas by period and owner, the team's own first."""
    with desk.store.reading() as reading:
        every = forecasts.quotas(reading)
    inside = [q for q in every if period is None or (q.first in period and q.last in period)]
    inside.sort(key=lambda quota: (quota.first, quota.last, quota.owner is not None, quota.owner or ""))
    counted = tuple(quota for quota in every if quota.amount.currency == desk.base)
    found = team_quota(counted, period) if period else None
    partly = quotas_for_parts(counted, period) if period else ()
    team, source = found or (None, None)
    return Quotas(period, tuple(_line(quota, desk) for quota in inside), team, source, partly)


def _line(quota: Quota, desk: Desk) -> QuotaLine:
    return QuotaLine(
        quota.number, quota.owner, _label(quota, desk.settings.fiscal_start), quota.first, quota.last, quota.amount
    )


def _label(quota: Quota, start: int) -> str:
    """The shortest name of the quota's days; the calendar's before the fiscal year's."""
    first = quota.first
    calendar = (month_of(first), quarter_of(first), year_of(first))
    for period in (*calendar, fiscal_quarter_of(first, start), fiscal_year_of(first, start)):
        if (period.first, period.last) == (first, quota.last):
            return period.label
    return f"{first.isoformat()}..{quota.last.isoformat()}"
