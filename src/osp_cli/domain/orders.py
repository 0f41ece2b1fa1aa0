"""An order: its days and amounts do not contradict one another, and what is outstanding is somebody's to bring.

The first is ours (stages 9 to 10 of the method); whom to chase is step 7 of the method.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.opportunity import Order
from osp_cli.domain.payments import Payment, paid_by
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

# What can only follow the order. A contract may be older than it: framework contracts are.
FOLLOWS = ("processed_on", "shipped_on", "booked_on")
AFTER_ORDER = (*FOLLOWS, "paid", "booked_amount")


def must_hold_together(order: Order, changed: Collection[str]) -> None:
    """Refuses an order whose `changed` fields contradict it; what an import brought long ago stays as it is.

    Errors: `order-amount-none` for an amount of nothing; `order-two-currencies`; `processed-before-order`,
    `shipped-before-order`, `booked-before-order`.
    """
    for name in ("amount", "booked_amount"):
        amount = getattr(order, name)
        if name in changed and amount is not None and amount.minor <= 0:
            raise WrongUsage("order-amount-none", {"amount": amount}, details={"field": name})
    ordered, booked = order.amount, order.booked_amount
    if ordered and booked and ordered.currency != booked.currency and {"amount", "booked_amount"} & set(changed):
        raise WrongUsage("order-two-currencies", {"ordered": ordered, "booked": booked})
    for name in FOLLOWS:
        day = getattr(order, name)
        if day is not None and order.on is not None and day < order.on and {"on", name} & set(changed):
            code = f"{name.removesuffix('_on')}-before-order"
            raise WrongUsage(code, {"day": day, "last": order.on}, details={"field": name})


def must_fit_payments(order: Order, changed: Collection[str], payments: Sequence[Payment]) -> None:
    """Refuses an order that contradicts its payments, which alone say how far it is paid.

    Errors: `paid-by-payments`; `payment-currency`.
    """
    if not payments:
        return
    derived = paid_by(order.amount, payments)
    if "paid" in changed and order.paid != derived:
        raise WrongUsage("paid-by-payments", {"paid": order.paid, "derived": derived, "count": len(payments)})
    if order.amount and order.amount.currency != payments[0].amount.currency:
        values = {"payment": payments[0].amount, "currency": order.amount.currency}
        raise WrongUsage("payment-currency", values, details={"field": "amount"})


Chased = Literal["reseller", "customer", "order-administration"]


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What an order still lacks, as the gates call it, and who must be chased: a role, and the names where known."""

    what: str
    role: Chased
    name: str | None = None


# What an order needs on its way to booking, as a gate calls it and as the order holds it; those of the first group
# come from who orders and pays, the others from order administration.
FROM_BUYER = {"order.number": "order_number", "order.date": "on", "order.amount": "amount", "order.paid": "paid"}
FROM_US = {
    f"order.{name}": name for name in ("contract_on", "processed_on", "shipped_on", "booked_on", "booked_amount")
}
WAY = (*("order.number", "order.date", "order.amount", "order.contract_on", "order.processed_on", "order.shipped_on"),
       *("order.paid", "order.booked_on", "order.booked_amount"))  # fmt: skip


def outstanding(dossier: Dossier) -> tuple[Outstanding, ...]:
    """What the order lacks on its way to booking, in that order; nothing where there is no order.

    A payment in part is outstanding too. Order and payment come from the reseller where one takes part, else from the
    customer; the formalities, the shipment and the booking are order administration's (the method, step 7: roles).
    """
    order = dossier.order
    if order is None:
        return ()
    resellers = resellers_of(dossier)
    buyer: Chased = "reseller" if resellers else "customer"
    name = ", ".join(resellers) or dossier.opportunity.account
    found = []
    for what in WAY:
        if what in FROM_US and getattr(order, FROM_US[what]) is None:
            found.append(Outstanding(what, "order-administration"))
        elif what in FROM_BUYER and getattr(order, FROM_BUYER[what]) in (None, "no", "part"):
            found.append(Outstanding(what, buyer, name))
    return tuple(found)


def resellers_of(dossier: Dossier) -> tuple[str, ...]:
    """Who resells: the one of the terms, else every partner whose role it is."""
    if dossier.terms:
        return (dossier.terms[0].reseller,)
    return tuple(partner.name for partner in dossier.partners if partner.role == "reseller")
