"""What an order is paid by, and the quotations before it: the method asks for both (steps 6, 7); the forms are ours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Paid
from osp_cli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of the order: `amount` is due on a day; `received` of it has come, the last of it on `received_on`."""

    number: int
    id: str
    text: str
    due_on: date
    amount: Money
    received_on: date | None = None
    received: Money | None = None

    @property
    def open(self) -> Money:
        """What has still to come; never less than nothing."""
        come = self.received.minor if self.received else 0
        return Money(max(0, self.amount.minor - come), self.amount.currency)

    def is_late(self, on: date) -> bool:
        """Not all of it has come, and it was due before this day."""
        return self.open.minor > 0 and self.due_on < on

    def as_of(self, on: date) -> Payment:
        """The payment as it stood at the end of a day."""
        if self.received_on is None or self.received_on <= on:
            return self
        return replace(self, received_on=None, received=None)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What we offered, of which day, for how much and until when; `link` is where it can be read."""

    number: int
    id: str
    name: str
    quoted_on: date
    amount: Money
    valid_until: date | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class PaidSoFar:
    """The payments of an order added up, in its currency.

    `unplanned` is what of the order no payment is for, `above` what is planned or has come beyond it: None where nobody
    knows how much was ordered.
    """

    due: Money
    received: Money
    open: Money
    unplanned: Money | None
    above: Money | None


def paid_by(ordered: Money | None, payments: Iterable[Payment]) -> Paid:
    """no, part or full. Full: all that was planned has come and, where its amount is known, all of the order."""
    known = tuple(payments)
    come = sum(payment.received.minor for payment in known if payment.received)
    if come == 0:
        return "no"
    is_whole = come >= ordered.minor if ordered else all(payment.open.minor == 0 for payment in known)
    return "full" if is_whole else "part"


def added_up(ordered: Money | None, payments: Iterable[Payment]) -> PaidSoFar | None:
    """The payments added up to the cent; None where there are none."""
    known = tuple(payments)
    if not known:
        return None
    currency = known[0].amount.currency
    due = sum(payment.amount.minor for payment in known)
    come = sum(payment.received.minor for payment in known if payment.received)
    still = sum(payment.open.minor for payment in known)
    unplanned = Money(max(0, ordered.minor - due), currency) if ordered else None
    above = Money(max(0, due - ordered.minor, come - ordered.minor), currency) if ordered else None
    return PaidSoFar(Money(due, currency), Money(come, currency), Money(still, currency), unplanned, above)


PAYMENT = Noun(
    name="payment",
    many="payments",
    value=Payment,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("due_on", "day", flag="due", is_needed=True, is_listed=True),
        Field("amount", "money", is_needed=True, is_listed=True),
        Field("received_on", "day", is_past=True, is_asked=False, is_listed=True),
        Field("received", "money", is_asked=False, is_listed=True),
    ),
    derived=(Field("open", "money", is_listed=True),),
    order=lambda payment: (payment.due_on, payment.number),
    due=(("due_on", "received"),),
)
QUOTATION = Noun(
    name="quotation",
    many="quotations",
    value=Quotation,
    fields=(
        Field("name", "name", is_needed=True, is_listed=True, is_found=True),
        Field("quoted_on", "day", flag="date", is_needed=True, has_default=True, is_past=True, is_listed=True),
        Field("amount", "money", is_needed=True, is_listed=True),
        Field("valid_until", "day", is_listed=True),
        Field("link", is_found=True),
    ),
)
