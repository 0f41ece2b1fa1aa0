"""What was changed after a point of the history, and the snapshots that were frozen on the way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, insert, or_, select

from osp_cli.store.statements.parts import Statement, constant, every_column, given
from osp_cli.store.tables import columns, table

OPPORTUNITY, ORDER, CALL = table("opportunity"), table("sales_order"), table("forecast_call")
UNIT, JOURNAL, SNAPSHOT = table("unit"), table("journal"), table("snapshot")
U, J, S = UNIT.c, JOURNAL.c, SNAPSHOT.c

# The tables that figures are made from; moves are needed where an import brought in what it knows of them.
REWOUND = (
    "opportunity",
    "sales_order",
    "debt",
    "quota",
    "forecast_call",
    "total_call",
    "own_value",
    "member",
    "account",
)
_is_standing_import = and_(U.is_import == constant(1), U.state == constant("done"))
# The chances of the open deals are most of a snapshot, and read where deals are scored alone.
_snapshots = select(*(column for column in every_column(SNAPSHOT) if column.name != "chances"))

_DEAL = (
    *("id", "stage", "close_on", "amount_minor", "amount_currency", "base_minor", "base_currency"),
    *("owner_number", "account_number", "partner", "kind"),
)
_ORDER = (
    *("on", "amount_minor", "amount_currency", "base_minor", "base_currency"),
    *("booked_amount_minor", "booked_amount_currency", "booked_base_minor", "booked_base_currency"),
)


def _calls_of_open() -> Select[Any]:
    """Every call on a deal that is open."""
    open_ones = select(OPPORTUNITY.c.number).where(OPPORTUNITY.c.status == constant("open"))
    chosen = select(*(CALL.c[name] for name in ("id", "category", "at")))
    return chosen.where(CALL.c.opportunity_number.in_(open_ones)).order_by(CALL.c.number)


STATEMENTS: dict[str, Statement] = {
    "past.last_unit": select(U.number).where(U.at < given("end")).order_by(U.number.desc()).limit(constant(1)),
    "past.newest_unit": select(func.max(U.number).label("number")),
    "past.entries": select(
        *(J.number, J.table_name, J.row_number, J.opportunity_number, J.op, J.before, J.after),
        U.at,
        _is_standing_import.label("is_import"),
    )
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(
        J.unit > given("unit"),
        or_(
            J.table_name.in_([constant(name) for name in REWOUND]),
            and_(J.table_name == constant("move"), or_(given("with_moves"), _is_standing_import)),
        ),
    )
    # Units follow each other as their entries do; by these alone SQLite would begin at the first entry ever.
    .order_by(J.unit, J.number),
    "past.any_deal": select(OPPORTUNITY.c.number).limit(constant(1)),
    "past.open_inputs": select(*(OPPORTUNITY.c[name] for name in _DEAL))
    .where(OPPORTUNITY.c.status == constant("open"))
    .order_by(OPPORTUNITY.c.number),
    "past.won_inputs": select(OPPORTUNITY.c.id, OPPORTUNITY.c.stage, *(ORDER.c[name] for name in _ORDER))
    .select_from(ORDER.join(OPPORTUNITY, OPPORTUNITY.c.number == ORDER.c.opportunity_number))
    .where(
        OPPORTUNITY.c.status == constant("won"),
        ORDER.c.cancelled_on.is_(None),
        or_(ORDER.c.on.between(given("first"), given("last")), ORDER.c.on.is_(None)),
    )
    .order_by(ORDER.c.number),
    "past.call_inputs": _calls_of_open(),
    "snapshot.add": insert(SNAPSHOT).values({name: given(name) for name in columns("snapshot") if name != "number"}),
    "snapshot.arrive": insert(SNAPSHOT).values({name: given(name) for name in columns("snapshot")}),
    "snapshot.alike": select(S.number, S.id).where(or_(S.number == given("number"), S.id == given("id"))),
    "snapshot.by_number": _snapshots.where(S.number == given("number")),
    "snapshot.chances": select(S.chances).where(S.number == given("number")),
    "snapshot.of_week": select(S.number).where(S.week == given("week")).limit(constant(1)),
    "snapshot.every": _snapshots.order_by(S.number),
}
