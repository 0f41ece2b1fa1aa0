"""What an import needs to know of the whole book, in few queries."""

from __future__ import annotations

from sqlalchemy import select

from osp_cli.store.statements.parts import Statement, every_column
from osp_cli.store.tables import table

ORDER = table("sales_order")

STATEMENTS: dict[str, Statement] = {
    "import.live_orders": select(*every_column(ORDER))
    .where(ORDER.c.cancelled_on.is_(None))
    .order_by(ORDER.c.opportunity_number),
}
