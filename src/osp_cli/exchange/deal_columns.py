"""The columns of a list of opportunities: a heading, and what of an opportunity stands under it.

The neutral headings are the names of the fields that an import of ours takes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.own_fields import PREFIX, OwnField
from osp_cli.domain.selection import Cell, CellTable
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    heading: str
    cell: Callable[[Opportunity], Cell]


NEUTRAL = (
    Column("number", lambda o: o.number),
    Column("external_id", lambda o: o.external_id),
    Column("name", lambda o: o.name),
    Column("account", lambda o: o.account),
    Column("amount", lambda o: o.amount),
    Column("currency", lambda o: o.amount.currency if o.amount else None),
    Column("close", lambda o: o.close_on),
    Column("stage", lambda o: o.stage),
    Column("status", lambda o: o.status),
    Column("owner", lambda o: o.owner),
    Column("kind", lambda o: o.kind),
    Column("source", lambda o: o.source),
    Column("need", lambda o: o.need),
    Column("partner", lambda o: o.partner),
    Column("product", lambda o: o.product),
    Column("next", lambda o: o.next_step),
    Column("next_date", lambda o: o.next_step_on),
    Column("created", lambda o: o.created_on),
    Column("probability", lambda o: o.own_probability),
    Column("ended", lambda o: None if o.status in ("open", "won") else o.ended_on),
    Column("reason", lambda o: o.reason),
    Column("note", lambda o: o.reason_note),
)


def own_columns(fields: Iterable[OwnField], taken: Callable[[str], bool] = lambda _: True) -> tuple[Column, ...]:
    """The fields of the user's own, as `field.NAME`; the currency of an amount stands beside it.

    `taken` says whether NAME alone is the heading of something else: one that is not stands as it is.
    """
    columns: list[Column] = []
    for field in fields:
        heading = f"{PREFIX}{field.name}" if taken(field.name) else field.name
        columns.append(Column(heading, partial(_own, name=field.name)))
        if field.kind == "money":
            columns.append(Column(f"{heading}.currency", partial(_currency, name=field.name)))
    return tuple(columns)


def _own(deal: Opportunity, name: str) -> Cell:
    value = deal.fields.get(name)
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _currency(deal: Opportunity, name: str) -> Cell:
    value = deal.fields.get(name)
    return value.currency if isinstance(value, Money) else None


def order_columns(order_of: Callable[[int], Order | None]) -> tuple[Column, ...]:
    """The order of what was won; `order_of` finds it by the number of the opportunity."""
    last: dict[int, Order | None] = {}

    def order(deal: Opportunity) -> Order | None:
        if deal.status != "won":
            return None
        if deal.number not in last:
            last.clear()
            last[deal.number] = order_of(deal.number)
        return last[deal.number]

    def amount(deal: Opportunity) -> Cell:
        found = order(deal)
        if found is None or found.amount is None:
            return None
        is_alike = deal.amount is None or deal.amount.currency == found.amount.currency
        return found.amount if is_alike else f"{found.amount.amount} {found.amount.currency}"

    return (
        Column("order_number", lambda deal: found.order_number if (found := order(deal)) else None),
        Column("order_date", lambda deal: found.on if (found := order(deal)) else None),
        Column("order_amount", amount),
    )


def table_of(opportunities: Iterable[Opportunity], columns: tuple[Column, ...] = NEUTRAL) -> CellTable:
    """The opportunities under these columns."""
    headings = tuple(column.heading for column in columns)
    return CellTable(headings, (tuple(column.cell(each) for column in columns) for each in opportunities))
