"""What moved: the states of deals after a point of the history, and what was open in a period."""

from __future__ import annotations

from sqlalchemy import and_, func, select

from osp_cli.store.statements.opportunities import IS_OPEN, OPPORTUNITY, O, whole
from osp_cli.store.statements.parts import Statement, constant, given
from osp_cli.store.tables import table

UNIT, JOURNAL, MOVE, ORDER = table("unit"), table("journal"), table("move"), table("sales_order")
U, J, M = UNIT.c, JOURNAL.c, MOVE.c

_is_open_in_period = and_(IS_OPEN, O.close_on.between(given("first"), given("last")))
_open_numbers = select(O.number).where(_is_open_in_period)
_close_before, _close_after = (func.json_extract(image, constant("$.close_on")) for image in (J.before, J.after))
_was_open = func.json_extract(J.before, constant("$.status")) == constant("open")
IS_PUSH = (
    J.table_name == constant("opportunity"),
    J.op == constant("update"),
    U.kind == constant("do"),
    U.state == constant("done"),
    _was_open,
    _close_after > _close_before,
)

STATEMENTS: dict[str, Statement] = {
    "movements.open": select(
        *(O.owner_number, O.amount_currency, O.base_currency),
        func.count().label("deals"),
        func.sum(O.amount_minor).label("amount_sum"),
        func.sum(O.base_minor).label("base_sum"),
    )
    .where(_is_open_in_period)
    .group_by(O.owner_number, O.amount_currency, O.base_currency),
    "movements.open_numbers": select(O.number).select_from(OPPORTUNITY).where(_is_open_in_period).order_by(O.number),
    "movements.entries": select(
        *(J.number, J.unit, J.row_number, J.after, U.kind, U.target, U.state),
    )
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(J.unit > given("unit"), J.table_name == constant("opportunity"))
    .order_by(J.unit, J.number),
    "movements.orders": select(J.unit, J.opportunity_number, J.after)
    .where(J.unit > given("unit"), J.table_name == constant("sales_order"), J.after.is_not(None))
    .order_by(J.unit, J.number),
    "movements.standing_orders": select(ORDER.c.opportunity_number, ORDER.c.on)
    .select_from(ORDER)
    .where(
        ORDER.c.cancelled_on.is_(None),
        ORDER.c.opportunity_number.in_(
            select(J.row_number).where(J.unit > given("unit"), J.table_name == constant("opportunity"))
        ),
    ),
    "movements.touched": select(J.opportunity_number)
    .where(J.unit > given("unit"), J.opportunity_number.is_not(None))
    .distinct(),
    # The open deals of a period are asked for together: one by one, a large book would take seconds.
    "movements.open_deals": whole(_is_open_in_period),
    "movements.pushes_of_open": select(J.opportunity_number, func.count().label("times"))
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(J.opportunity_number.in_(_open_numbers), *IS_PUSH)
    .group_by(J.opportunity_number),
    "movements.retreats_of_open": select(M.opportunity_number, func.count().label("times"))
    .where(M.opportunity_number.in_(_open_numbers), M.kind == constant("retreat"))
    .group_by(M.opportunity_number),
    "movements.pushes": select(func.count().label("times"))
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(
        J.opportunity_number == given("of"),
        *IS_PUSH,
    ),
    "movements.last_push": select(func.max(U.at).label("at"))
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(J.opportunity_number == given("of"), *IS_PUSH),
    "movements.retreats": select(func.count().label("times")).where(
        M.opportunity_number == given("of"), M.kind == constant("retreat")
    ),
}
