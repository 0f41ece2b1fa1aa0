"""What turned in one deal, entry by entry; what was undone is left out."""

from __future__ import annotations

from sqlalchemy import and_, case, func, null, or_, select
from sqlalchemy.sql.elements import ColumnElement

from osp_cli.store.statements.parts import Condition, Statement, constant, given
from osp_cli.store.tables import table

UNIT, JOURNAL = table("unit"), table("journal")
U, J = UNIT.c, JOURNAL.c


def _differs(field: str) -> Condition:
    before, after = (func.json_extract(image, constant(f"$.{field}")) for image in (J.before, J.after))
    return before.is_distinct_from(after)


def _image(image: ColumnElement[str]) -> ColumnElement[str]:
    return case((J.table_name == constant("opportunity"), image), else_=null())


_is_edit = and_(
    J.table_name == constant("opportunity"),
    J.op == constant("update"),
    or_(*map(_differs, ("close_on", "amount_minor", "amount_currency"))),
)
_is_verdict_on_plan = and_(
    J.table_name == constant("approval"),
    J.op == constant("insert"),
    func.json_extract(J.after, constant("$.what")) == constant("plan"),
)
_is_record = and_(
    J.op == constant("insert"),
    or_(*(J.table_name == constant(name) for name in ("condition", "plan_version", "move", "forecast_call"))),
)

STATEMENTS: dict[str, Statement] = {
    "turns.of_deal": select(
        *(U.number.label("unit"), U.at, U.who, U.summary, U.happened_on, J.table_name, J.row_number),
        _image(J.before).label("before"),
        _image(J.after).label("after"),
    )
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(
        J.opportunity_number == given("of"),
        U.kind == constant("do"),
        U.state == constant("done"),
        or_(_is_edit, _is_verdict_on_plan, _is_record),
    )
    .order_by(J.unit, J.number),
    "turns.last_answer": select(func.coalesce(func.max(J.row_number), constant(0)).label("last")).where(
        J.opportunity_number == given("of"), J.table_name == constant("answer"), J.unit <= given("unit")
    ),
}
