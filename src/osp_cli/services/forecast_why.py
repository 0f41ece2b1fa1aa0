"""Why a forecast says what it says: every open deal in its line, every won one, what each stage counts for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from osp_cli.domain.calls import called_line_of
from osp_cli.domain.forecast import (
    OPEN_LINES,
    WEIGHED,
    WON_LINES,
    Horizon,
    OpenLine,
    Scale,
    StageWeight,
    WonLine,
    in_base,
    weigh,
    won_amount,
    won_line_of,
)
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.process import Category
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Named
from osp_cli.store import forecasts
from osp_cli.store.store import Reading


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """Why an open deal counts as it does.

    `rate` is base currency per unit of its own; `weighted` is None in lines that are not weighed. `is_called`: the
    category is the one that the deal is called, not that of its stage. `own_probability` is the rep's and
    weighs nothing.
    """

    opportunity: Named
    account: str | None
    owner: str | None
    stage: str
    close_on: date | None
    line: OpenLine
    category: Category
    amount: Money | None
    rate: str | None
    rate_on: date | None
    base_amount: Money | None
    probability: int
    weighted: Money | None
    is_called: bool = False
    own_probability: int | None = None


@dataclass(frozen=True, slots=True)
class WonDeal:
    """Why a won deal counts as it does: the order amount, once booked the booked amount, by the order date."""

    opportunity: Named
    account: str | None
    owner: str | None
    stage: str
    order_number: str | None
    ordered_on: date | None
    booked_on: date | None
    line: WonLine
    amount: Money | None
    base_amount: Money | None


@dataclass(frozen=True, slots=True)
class Why:
    """The lines behind the figures: what each stage counts for, every open deal in its line, every won deal."""

    scale: tuple[StageWeight, ...]
    open: tuple[OpenDeal, ...]
    won: tuple[WonDeal, ...]


def why_of(reading: Reading, horizon: Horizon, scale: Scale, called: Mapping[int, Category]) -> Why:
    """The lines behind the figures; `called` are the open deals that are called something, by number."""
    opened = [
        _open_deal(opportunity, horizon, scale, called.get(opportunity.number))
        for opportunity in forecasts.open_deals(reading)
    ]
    opened.sort(key=lambda deal: (OPEN_LINES.index(deal.line), deal.close_on or date.max, deal.opportunity.number))
    won = [
        deal
        for opportunity, order in forecasts.won_deals(reading, horizon)
        if (deal := _won_deal(opportunity, order, horizon, scale))
    ]
    won += [_cancelled_deal(*deal, horizon) for deal in forecasts.cancelled_deals(reading)]
    won.sort(key=lambda deal: (WON_LINES.index(deal.line), deal.ordered_on or date.max, deal.opportunity.number))
    return Why(scale.weights, tuple(opened), tuple(won))


def _open_deal(opportunity: Opportunity, horizon: Horizon, scale: Scale, call: Category | None) -> OpenDeal:
    line = called_line_of(opportunity, horizon, scale, call)
    weight = scale.of(opportunity.stage)
    base = in_base(opportunity.amount, opportunity.base, horizon.base)
    return OpenDeal(
        opportunity=Named.of(opportunity),
        account=opportunity.account,
        owner=opportunity.owner,
        stage=opportunity.stage,
        close_on=opportunity.close_on,
        line=line,
        category=call or weight.category,
        is_called=call is not None,
        own_probability=opportunity.own_probability,
        amount=opportunity.amount,
        rate=opportunity.rate if base is not None and base == opportunity.base else None,
        rate_on=opportunity.rate_on if base is not None and base == opportunity.base else None,
        base_amount=base,
        probability=weight.percent,
        weighted=Money(weigh(base.minor, weight.percent), horizon.base) if base and line in WEIGHED else None,
    )


def _won_deal(opportunity: Opportunity, order: Order, horizon: Horizon, scale: Scale) -> WonDeal | None:
    line = won_line_of(order, opportunity.stage, horizon, scale)
    if line is None:
        return None
    return _deal_with_order(opportunity, order, line, won_amount(order, opportunity.stage, scale), horizon)


def _cancelled_deal(opportunity: Opportunity, order: Order, horizon: Horizon) -> WonDeal:
    """A deal without its order counts nowhere; shown with its own amount, as it would be sold again."""
    return _deal_with_order(opportunity, order, "won_cancelled", (opportunity.amount, opportunity.base), horizon)


def _deal_with_order(
    opportunity: Opportunity, order: Order, line: WonLine, amounts: tuple[Money | None, Money | None], horizon: Horizon
) -> WonDeal:
    """A won deal in its line, with its amount and the amount in the base currency."""
    amount, base_amount = amounts
    return WonDeal(
        opportunity=Named.of(opportunity),
        account=opportunity.account,
        owner=opportunity.owner,
        stage=opportunity.stage,
        order_number=order.order_number,
        ordered_on=order.on,
        booked_on=order.booked_on,
        line=line,
        amount=amount,
        base_amount=in_base(amount, base_amount, horizon.base),
    )
