"""Reading the whole book for an import: what its rows may match."""

from __future__ import annotations

from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.store import values
from osp_cli.store.reading import Reading


def every_opportunity(reading: Reading) -> tuple[Opportunity, ...]:
    """Every opportunity, open or ended, by number."""
    return tuple(values.opportunity_of(row, reading.former) for row in reading.each("opportunity.all"))


def live_orders(reading: Reading) -> dict[int, Order]:
    """The orders that are not cancelled, by the number of their opportunity."""
    return {row["opportunity_number"]: values.order_of(row) for row in reading.each("import.live_orders")}
