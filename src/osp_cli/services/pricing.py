"""An opportunity's amount in its own currency and in the base currency, at the deal's own dated rate."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.money import Money, convert
from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import replace
from osp_cli.settings import Settings


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


def in_base(amount: Money | None, opportunity: Opportunity, settings: Settings, on: date) -> Money | None:
    """An order's or a booking's amount in the base currency, at the deal's rate, else that of the settings."""
    if amount is None or amount.currency == settings.currency:
        return amount
    return priced(opportunity, amount, settings, on).base
