"""What an order can be: its days and amounts do not contradict one another (ours; stages 9 to 10 of the method)."""

from __future__ import annotations

from collections.abc import Collection

from osp_cli.domain.opportunity import Order
from osp_cli.errors import WrongUsage

# What can only follow the order. A contract may be older than it: framework contracts are.
FOLLOWS = ("processed_on", "shipped_on", "booked_on")


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
