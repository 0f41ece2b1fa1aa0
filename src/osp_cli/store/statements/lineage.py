"""Which versions of a record there were: what tells a change made here from one that came from another store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, delete, func, select

from osp_cli.domain.nouns import NOUNS
from osp_cli.store.statements.parts import Condition, Statement, constant, every_column, given
from osp_cli.store.tables import GONE, RECORD_TABLES, columns, table

UNIT, JOURNAL = table("unit"), table("journal")
U, J = UNIT.c, JOURNAL.c
_TURNED = UNIT.alias("turned")  # the unit that an undo or a redo acts on
_is_own = and_(U.is_exchange == constant(0), func.coalesce(_TURNED.c.is_exchange, constant(0)) == constant(0))
_entries = JOURNAL.join(UNIT, U.number == J.unit).outerjoin(_TURNED, _TURNED.c.number == U.target)

# By what else than its ULID a record is known: two stores may each have made it. A unique index of its table has the
# same columns, but for the opportunity's short name, which is each store's own, and for the number of a version, which
# is alone the same where both stores froze the same.
TWINS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("account", "account_alias", "member"), ("name_key",)),
    "quota": ("owner_number", "first_on", "last_on"),
    "sales_plan_part": ("plan_number", "plan_part"),
    "sales_plan_version": ("plan_number", "version", "digest"),
    "opportunity": ("external_id",),
    **{
        noun.name: ("opportunity_number", *((f"{noun.head.column}_key",) if noun.is_named else ()))
        for noun in NOUNS
        if not noun.is_numbered
    },
    "position": ("criterion_number", "competitor_number"),
    "stake": ("criterion_number", "person_number"),
    "plan_version": ("opportunity_number", "version", "digest"),
    "sales_order": ("opportunity_number", "cancelled_on"),
    "snooze": ("record_id", "line"),
    "own_value": ("opportunity_number", "field"),
}


def _record(name: str) -> Any:
    """What makes a record of a table."""
    return select(*(table(name).c[column] for column in columns(name)))


def _twin(name: str) -> Statement:
    source = table(name)
    where: list[Condition] = [source.c[column].is_not_distinct_from(given(column)) for column in TWINS[name]]
    if name == "opportunity":
        where.append(source.c.external_id.is_not(None))
    if name == "sales_order":
        where.append(source.c.cancelled_on.is_(None))
    return _record(name).where(*where)  # type: ignore[no-any-return]


def _plan_twin() -> Statement:
    plan: Any = table("sales_plan")
    alike = case(
        (plan.c.kind == constant("account"), plan.c.account_number == given("account_number")),
        (plan.c.kind == constant("partner"), plan.c.partner_key == given("partner_key")),
        else_=plan.c.owner_number == given("owner_number"),
    )
    return select(*every_column(plan)).where(plan.c.kind == given("kind"), alike)


STATEMENTS: dict[str, Statement] = {
    **{f"{name}.with_id": _record(name).where(table(name).c.id == given("id")) for name in RECORD_TABLES},
    **{f"{name}.twin": _twin(name) for name in TWINS},
    "sales_plan.twin": _plan_twin(),
    # Every entry of the journal, and the unit where it is a change that was made here.
    "lineage.entries": select(J.table_name, J.row_number, J.number, case((_is_own, J.unit)).label("unit")).select_from(
        _entries
    ),
    "lineage.removed": select(J.table_name, J.row_number, J.before)
    .select_from(_entries)
    .where(J.op == constant("delete"), _is_own)
    .order_by(J.number),
    "lineage.units": select(U.number, U.id),
    "lineage.gone": select(*every_column(table(GONE))).order_by(table(GONE).c.record_id),
    "lineage.gone_of": select(*every_column(table(GONE))).where(table(GONE).c.record_id == given("record_id")),
    "gone.forget": delete(table(GONE)).where(table(GONE).c.record_id == given("record_id")),
    "lineage.image": select(J.after).where(J.number == given("entry")),
    "plan_version.numbered": select(table("plan_version").c.version).where(
        table("plan_version").c.number == given("number")
    ),
    **{
        f"{name}.within": _record(name).where(table(name).c[holder] == given("of")).order_by(table(name).c.id)
        for name, holder in (("plan_version", "opportunity_number"), ("sales_plan_version", "plan_number"))
    },
    **{
        f"{name}.hanging": select(*every_column(table(name))).where(table(name).c.opportunity_number == given("of"))
        for name in RECORD_TABLES
        if "opportunity_number" in table(name).c
    },
}
