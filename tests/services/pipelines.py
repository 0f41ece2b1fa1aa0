"""Books for the forecast's tests: deals given by what matters to a forecast, kept in a store in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.pack.load import builtin
from osp_cli.services.desk import Desk
from osp_cli.settings import Settings
from osp_cli.store.store import Store

TODAY = date(2026, 11, 24)
WHO = "Amara Okafor"


def usd(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "USD")


@dataclass(frozen=True)
class Deal:
    """One deal; a won one with its order. `cancelled` cancels that order again."""

    stage: str = "5"
    status: Any = "open"
    amount: Money | None = None
    base: Money | None = None
    close: date | None = None
    owner: str | None = None
    account: str | None = None
    partner: str | None = None
    kind: str = "new"
    order: Order | None = None
    cancelled: bool = False
    created: date | None = date(2026, 1, 5)
    ended: date | None = None
    product: str | None = None


def ordered(on: date | None, amount: Money | None, base: Money | None = None, **more: Any) -> Order:
    """An order; in dollars its base amount is the amount."""
    return Order(
        0, on=on, amount=amount, base=base or (amount if amount and amount.currency == "USD" else None), **more
    )


def booked(on: date | None, amount: Money, booked_on: date, booked_amount: Money) -> Order:
    """An order that was booked, both in dollars."""
    return ordered(on, amount, booked_on=booked_on, booked_amount=booked_amount, booked_base=booked_amount)


def make_desk(
    *deals: Deal, settings: Settings | None = None, today: date = TODAY, store: Store | None = None, first: int = 1
) -> Desk:
    """A desk over a store (a new one in memory where none is given) that holds these deals, from number `first` on."""
    settings = settings or Settings(me=WHO)
    desk = Desk(store=store or Store.in_memory(), process=builtin(), settings=settings, today=today, who=WHO)
    if deals:
        with desk.writing() as writing:
            for number, deal in zip(count(first), deals, strict=False):
                _keep(writing, number, deal)
    return desk


def _keep(writing: Any, number: int, deal: Deal) -> None:
    base = deal.base or (deal.amount if deal.amount and deal.amount.currency == "USD" else None)
    kept = writing.add_opportunity(
        Opportunity(
            number=0,
            id="",
            slug=f"deal-{number}",
            name=f"Deal {number}",
            stage=deal.stage,
            status=deal.status,
            account=deal.account,
            owner=deal.owner,
            amount=deal.amount,
            base=base,
            close_on=deal.close,
            kind=deal.kind,
            partner=deal.partner,
            created_on=deal.created,
            ended_on=deal.ended,
            product=deal.product,
        )
    )
    if deal.order:
        writing.save_order(kept.number, deal.order)
        if deal.cancelled:
            writing.cancel_order(kept.number, on=TODAY, reason="withdrawn by the customer")


def lead(desk: Desk, *members: tuple[str, str | None, str | None]) -> None:
    """Gives owners their manager and region."""
    with desk.writing() as writing:
        for name, manager, region in members:
            known = writing.member(name)
            if known:
                writing.save_member(replace(known, reports_to=manager, region=region))
            else:
                writing.add_member(name, reports_to=manager, region=region)
