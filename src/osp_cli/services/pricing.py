"""An opportunity's amount in its own currency and in the base currency, at the deal's own dated rate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from osp_cli.domain.money import Money, convert
from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import replace
from osp_cli.settings import Settings
from osp_cli.store.imports import live_order
from osp_cli.store.reading import Reading
from osp_cli.store.writing import Writing

# The rate of a currency into the base currency, with its day.
RateOf = Callable[[str], tuple[str, date] | None]


def priced(
    opportunity: Opportunity, amount: Money | None, settings: Settings, on: date, rate: str | None = None
) -> Opportunity:
    """The opportunity with this amount.

    In a foreign currency the rate is the one given, else the one the deal has for that currency into the base currency,
    else that of the settings in force on the day `on`; without any the base amount stays unknown.
    """
    base = settings.currency
    if amount is None:
        return replace(opportunity, amount=None, rate=None, rate_on=None, base=None)
    if amount.currency == base:
        return replace(opportunity, amount=amount, rate=None, rate_on=None, base=amount)
    own, own_on = rate, on
    before, converted = opportunity.amount, opportunity.base
    is_own = before is not None and before.currency == amount.currency and (not converted or converted.currency == base)
    if own is None and is_own:
        own, own_on = opportunity.rate, opportunity.rate_on or on
    if own is None:
        own, own_on = settings.rate(amount.currency, on) or (None, on)
    if own is None:
        return replace(opportunity, amount=amount, rate=None, rate_on=None, base=None)
    return replace(opportunity, amount=amount, rate=own, rate_on=own_on, base=convert(amount, own, base))


def convert_missing(writing: Writing, deal: Opportunity, base: str, rate_of: RateOf) -> bool:
    """Converts what of a deal and of its live order has no amount in the base currency yet; whether anything was.

    The order follows the deal's own rate, which the deal takes from `rate_of` where it has none.
    """
    after = deal
    if deal.amount and _lacks(deal.amount, deal.base, base) and (found := rate_of(deal.amount.currency)):
        rate, on = found
        after = writing.save_opportunity(replace(deal, rate=rate, rate_on=on, base=convert(deal.amount, rate, base)))
    return reprice_order(writing, after, base, rate_of) or after != deal


def reprice_order(writing: Writing, deal: Opportunity, base: str, rate_of: RateOf) -> bool:
    """Holds the live order's amounts against the deal's own rate; those it has none for are left, or take `rate_of`."""
    order = live_order(writing, deal.number)
    if order is None:
        return False

    def converted(amount: Money | None, before: Money | None) -> Money | None:
        if amount is None or amount.currency == base:
            return amount
        own = deal.amount and deal.amount.currency == amount.currency and not _lacks(deal.amount, deal.base, base)
        if own and deal.rate:
            return convert(amount, deal.rate, base)
        found = rate_of(amount.currency) if _lacks(amount, before, base) else None
        return convert(amount, found[0], base) if found else before

    after = replace(
        order,
        base=converted(order.amount, order.base),
        booked_base=converted(order.booked_amount, order.booked_base),
    )
    if after != order:
        writing.save_order(deal.number, after)
    return after != order


def without_rate(reading: Reading, base: str) -> tuple[str, ...]:
    """The currencies of which an amount is in no sum, for there is no rate of them into the base currency."""
    found = (deal for deal in reading.unconverted(base) if deal.amount and _lacks(deal.amount, deal.base, base))
    return tuple(sorted({deal.amount.currency for deal in found if deal.amount}))


def _lacks(amount: Money, converted: Money | None, base: str) -> bool:
    return amount.currency != base and (converted is None or converted.currency != base)


def in_base(amount: Money | None, opportunity: Opportunity, settings: Settings, on: date) -> Money | None:
    """An order's or a booking's amount in the base currency, at the deal's rate, else that of the settings."""
    if amount is None or amount.currency == settings.currency:
        return amount
    return priced(opportunity, amount, settings, on).base
