"""What people call: the category of a deal, the total of an owner or the team; and what a forecast shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from osp_cli.domain.calls import Level, TotalCall, adjusted, called_line_of, holding, level_of, level_on_deal
from osp_cli.domain.forecast import CATEGORIES, Horizon, Scale, in_base
from osp_cli.domain.money import Money
from osp_cli.domain.names import closest, excerpt, name_key
from osp_cli.domain.opportunity import ForecastCall, Opportunity
from osp_cli.domain.periods import Period
from osp_cli.domain.process import Category
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named
from osp_cli.store import calls
from osp_cli.store.dossiers import managers
from osp_cli.store.store import Reading


@dataclass(frozen=True, slots=True)
class DealCall:
    """An open deal of the period that is called something: what, and what its stage says.

    `counted` is the category it counts in: the owner's own call, else that of its stage.
    """

    opportunity: Named
    owner: str | None
    stage: str
    stage_category: Category
    category: Category
    base_amount: Money
    reason: str | None
    on: date
    by: str
    counted: Category


@dataclass(frozen=True, slots=True)
class Calls:
    """What is called for a period: deals, the largest first, then totals, the team's first.

    `adjustments` are what managers say of somebody else's deals, beside the owner's own call; they change no sum.
    `adjusted` is won + commit with them, None without any.
    """

    deals: tuple[DealCall, ...] = ()
    adjustments: tuple[DealCall, ...] = ()
    adjusted: Money | None = None
    totals: tuple[TotalCall, ...] = ()


NO_CALLS = Calls()


@dataclass(frozen=True, slots=True)
class DealCalled:
    """A call on a deal that was recorded; `before` is the category that held until now, the stage's without a call.

    `own` is the owner's own call where this one is a manager's adjustment of it.
    """

    opportunity: Named
    stage_category: Category
    before: Category
    call: ForecastCall
    own: ForecastCall | None = None


@dataclass(frozen=True, slots=True)
class TotalCalled:
    """A call on a total that was recorded; `before` is what was called until now by the same level."""

    period: Period
    call: TotalCall
    before: Money | None


def calls_of(
    reading: Reading,
    called: Sequence[tuple[Opportunity, ForecastCall]],
    horizon: Horizon,
    scale: Scale,
    headline: Money,
) -> Calls:
    """The calls on open deals of the period, and those on its totals that hold; `headline` is won + commit."""
    own = {deal.number: call.category for deal, call in called if call.level == "owner"}
    found: dict[Level, list[DealCall]] = {"owner": [], "manager": []}
    for deal, call in called:
        line = called_line_of(deal, horizon, scale, call.category)
        base = in_base(deal.amount, deal.base, horizon.base)
        if line in CATEGORIES and base is not None and call.category:
            stage = scale.of(deal.stage).category
            told = (call.category, base, call.reason, call.on, call.by, own.get(deal.number) or stage)
            found[call.level].append(DealCall(Named.of(deal), deal.owner, deal.stage, stage, *told))
    for each in found.values():
        each.sort(key=lambda deal: (-deal.base_amount.minor, deal.opportunity.number))
    deals, adjustments = found["owner"], found["manager"]
    moves = ((deal.counted, deal.category, deal.base_amount) for deal in adjustments)
    totals = holding(calls.total_calls(reading, horizon.period), horizon.period)
    return Calls(
        tuple(deals),
        tuple(adjustments),
        adjusted(headline, moves) if adjustments else None,
        tuple(call for call in totals if call.amount and call.amount.currency == horizon.base),
    )


def call_deal(
    desk: Desk, scale: Scale, number: int, category: str | None, *, reason: str | None, on: date
) -> DealCalled:
    """Records which category an open deal is called; None takes the call back that holds.

    A manager's call on somebody else's deal is an adjustment: it stands beside the owner's own and changes no sum.
    Errors: `call-category-unknown`; `call-ended` of a deal that is not open; `call-none` where there is none to be
    taken back.
    """
    known = next((each for each in CATEGORIES if each == category), None)
    if category is not None and known is None:
        raise WrongUsage("call-category-unknown", {"category": excerpt(category), "categories": tuple(CATEGORIES)})
    with desk.writing_on(number) as (writing, dossier):
        opportunity = dossier.opportunity
        who = {"number": number, "name": opportunity.name}
        if not opportunity.is_open:
            raise WrongUsage("call-ended", who)
        owner = name_key(opportunity.owner) if opportunity.owner else None
        level = level_on_deal(name_key(desk.who), owner, map(name_key, managers(writing)))
        own = dossier.forecast_call
        held = own if level == "owner" else dossier.forecast_adjustment
        if category is None and held is None:
            raise NotFound("call-none", who)
        kept = writing.add_forecast_call(number, known, reason=reason, on=on, level=level)
    stage = scale.of(opportunity.stage).category
    before = held.category if held else own.category if own else None
    return DealCalled(Named.of(opportunity), stage, before or stage, kept, own if level == "manager" else None)


def call_total(
    desk: Desk, period: Period, amount: Money | None, *, owner: str | None, reason: str | None, on: date
) -> TotalCalled:
    """Records what is called for exactly this period: of an owner (None: the team); None takes it back.

    The call of a manager on somebody else's total is an adjustment and leaves the other's own call as it is.
    Errors: `call-of-another` from one who is neither the owner nor a manager; `call-currency` for another currency than
    the base; `call-below-nothing`; `member-unknown`; `call-none-total` where there is none to be taken back.
    """
    if amount is not None and amount.currency != desk.base:
        raise WrongUsage("call-currency", {"base": desk.base, "currency": amount.currency})
    if amount is not None and amount.minor < 0:
        raise WrongUsage("call-below-nothing", {"amount": amount})
    with desk.writing() as writing:
        member = writing.member(owner) if owner else None
        if owner and member is None:
            close = closest(owner, [known.name for known in writing.members()])
            raise NotFound("member-unknown", {"name": owner, "close": tuple(close)}, details={"candidates": close})
        name = member.name if member else None
        level = level_of(name_key(desk.who), name_key(name) if name else None, map(name_key, managers(writing)))
        if level is None:
            raise WrongUsage("call-of-another", {"owner": name, "who": desk.who})
        held = holding(calls.total_calls(writing, period), period)
        before = next((call.amount for call in held if (call.owner, call.level) == (name, level)), None)
        if amount is None and before is None:
            raise NotFound("call-none-total", {"period": period.label})
        call = TotalCall(0, name, level, period.first, period.last, amount, reason, on, "", desk.who)
        writing.add_total_call(call)
    return TotalCalled(period, call, before)
