"""How large a deal is, as the deal-size rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from osp_cli.domain.money import Money, exponent
from osp_cli.domain.opportunity import Account
from osp_cli.domain.process import DealSizes, SizeClass
from osp_cli.frozen import dataclass

if TYPE_CHECKING:

    class Priced(Protocol):
        """What has an amount, in its own currency and in the base currency: all that the size of a deal asks for."""

        @property
        def amount(self) -> Money | None:
            """The amount in its own currency."""

        @property
        def base(self) -> Money | None:
            """The amount in the base currency."""


Why = Literal["limits-of-currency", "converted", "strategic", "named", "no-amount", "no-rate", "no-limits"]


@dataclass(frozen=True, slots=True)
class Sized:
    """A deal's size, the amount that was held against the limits, these in minor units, and why."""

    size: SizeClass
    amount: Money | None
    limits: tuple[int, int] | None
    why: Why


def deal_size(opportunity: Priced, account: Account | None, sizes: DealSizes, base_currency: str) -> Sized:
    """The size of a deal (the method, deal-size rules).

    A strategic or named account counts whatever the amount. Else the limits of the amount's own currency hold, else
    the amount in the base currency at the deal's own rate against the base limits; without these it is unknown.
    """
    if account is not None and (account.is_strategic or account.is_named):
        return Sized("strategic", opportunity.amount, None, "strategic" if account.is_strategic else "named")
    amount = opportunity.amount
    if amount is None:
        return Sized("unknown", None, None, "no-amount")
    if amount.currency in sizes.limits:
        return _against(amount, sizes.limits[amount.currency], "limits-of-currency")
    if base_currency not in sizes.limits:
        return Sized("unknown", amount, None, "no-limits")
    base = opportunity.base
    if base is None or base.currency != base_currency:
        return Sized("unknown", amount, None, "no-rate")
    return _against(base, sizes.limits[base_currency], "converted")


def _against(amount: Money, limits: tuple[int, int], why: Why) -> Sized:
    scale = 10 ** exponent(amount.currency)
    lower, upper = limits[0] * scale, limits[1] * scale
    size: SizeClass = "small" if amount.minor < lower else "medium" if amount.minor < upper else "large"
    return Sized(size, amount, (lower, upper), why)
