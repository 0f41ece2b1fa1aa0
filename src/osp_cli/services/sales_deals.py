"""The deals that a plan of step 1 is about: which they are, what each is worth, what they owe, when they are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from osp_cli.domain.forecast import Horizon, Scale, in_base, weigh
from osp_cli.domain.money import Money
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.periods import Period, fiscal_quarter_of
from osp_cli.domain.selection import Selection
from osp_cli.frozen import dataclass
from osp_cli.services.accounts import deals_of
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import user_scale
from osp_cli.services.sales_plans import About
from osp_cli.store import forecasts
from osp_cli.store.forecasts import OpenDebt
from osp_cli.store.sales_plans import deals_with_partner
from osp_cli.store.store import Reading


@dataclass(frozen=True, slots=True)
class Ranked:
    """An open deal and what it is worth: its amount in the base currency times the probability of its stage.

    `percent` is that probability, `worth` None where there is no amount in the base currency. `is_overdue`: the day on
    which its order was expected has passed.
    """

    deal: Opportunity
    percent: int
    worth: Money | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ByQuarter:
    """What is expected of a fiscal quarter: so many deals and follow-ups, with their amounts by currency.

    `quarter` None holds those without a day. Of them `unvalued` have no amount.
    """

    quarter: Period | None
    count: int
    amounts: tuple[Money, ...]
    unvalued: int


def deals_about(desk: Desk, reading: Reading, subject: About, account: Account | None) -> tuple[Opportunity, ...]:
    """The deals of an account, of an owner, or open ones with a partner; the first two also when they have ended."""
    if account is not None:
        return deals_of(desk, reading, account)
    is_owner = subject.kind == "territory"
    selection = Selection(status="all", owner=subject.name) if is_owner else Selection()
    stages = desk.process.keys_of(desk.process.stages)
    page = reading.page(selection, sort="number", descending=False, limit=None, after=None, stage_order=stages)
    if is_owner:
        return page.opportunities
    wanted, working = name_key(subject.name), deals_with_partner(reading, subject.name)
    return tuple(
        deal
        for deal in page.opportunities
        if deal.number in working or (deal.partner and name_key(deal.partner) == wanted)
    )


def ranked(desk: Desk, deals: Iterable[Opportunity]) -> tuple[Ranked, ...]:
    """The open ones of these deals, those worth most first; what nobody has valued comes last, the soonest first."""
    scale = user_scale(desk)
    found = (_ranked(desk, scale, deal) for deal in deals if deal.is_open)

    def place(each: Ranked) -> tuple[bool, int, date, int]:
        worth = each.worth.minor if each.worth else 0
        return each.worth is None, -worth, each.deal.close_on or date.max, each.deal.number

    return tuple(sorted(found, key=place))


def _ranked(desk: Desk, scale: Scale, deal: Opportunity) -> Ranked:
    percent, amount = scale.of(deal.stage).percent, in_base(deal.amount, deal.base, desk.base)
    worth = Money(weigh(amount.minor, percent), desk.base) if amount else None
    return Ranked(deal, percent, worth, deal.close_on is not None and deal.close_on < desk.today)


def debts_of(desk: Desk, reading: Reading, quarter: Period, deals: Iterable[Opportunity]) -> tuple[OpenDebt, ...]:
    """The open shortcuts of these deals."""
    numbers = {deal.number for deal in deals}
    found = forecasts.open_debts(reading, Horizon(quarter, desk.today, desk.base))
    return tuple(debt for debt in found if debt.opportunity in numbers)


def by_quarter(desk: Desk, expected: Iterable[tuple[date | None, Money | None]]) -> Iterator[ByQuarter]:
    """What is expected by the fiscal quarter of its day, what has no day last."""
    found: dict[Period | None, list[Money | None]] = {}
    for day, amount in sorted(expected, key=lambda each: each[0] or date.max):
        quarter = fiscal_quarter_of(day, desk.settings.fiscal_start) if day else None
        found.setdefault(quarter, []).append(amount)
    for quarter, amounts in found.items():
        sums: dict[str, int] = {}
        for amount in filter(None, amounts):
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
        totals = tuple(Money(minor, currency) for currency, minor in sums.items())
        yield ByQuarter(quarter, len(amounts), totals, amounts.count(None))
