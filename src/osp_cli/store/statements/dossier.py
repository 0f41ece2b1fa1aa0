"""Everything that hangs from opportunities: of one, of all of one status, of all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from osp_cli.domain.nouns import NOUNS
from osp_cli.store.statements.opportunities import O, whole
from osp_cli.store.statements.parts import Condition, Statement, constant, every_column, given
from osp_cli.store.tables import records, table

PERSON, COMPETITOR, ORDER = table("person"), table("competitor"), table("sales_order")
TERMS = table("terms")
PLAN_VERSION, APPROVAL, NOTE = table("plan_version"), table("approval"), table("note")

# A cancelled order belongs to the history, not to the dossier.
_LIVE = {"sales_order": (ORDER.c.cancelled_on.is_(None),)}
# The order of recording, as the table's own index has it; of orders there is at most one.
_ORDER = {"plan_version": ("version",), "sales_order": (), "own_value": ("field",)}


def hanging(name: str) -> Select[Any]:
    """The records of one table, with the names of the people and the competitor they refer to.

    A column such as `reports_to_number` brings the name as `reports_to`, the plain `person_number` brings it as `who`.
    """
    source: Any = table(name)
    columns: list[Any] = every_column(table(name))
    for column in table(name).c:
        if any(key.column is PERSON.c.number for key in column.foreign_keys):
            label = "who" if column.name == "person_number" else column.name.removesuffix("_number")
            named = PERSON.alias(label)
            columns.append(named.c.name.label(label))
            source = source.outerjoin(named, named.c.number == column)
    if "competitor_number" in table(name).c:
        columns.append(COMPETITOR.c.name.label("against"))
        source = source.outerjoin(COMPETITOR, COMPETITOR.c.number == table(name).c.competitor_number)
    return select(*columns).select_from(source).where(*_LIVE.get(name, ()))


def _in_order(name: str, *where: Condition) -> Select[Any]:
    order = _ORDER.get(name, ("number",))
    columns = [table(name).c[column] for column in ("opportunity_number", *order)]
    return hanging(name).where(*where).order_by(*(columns if order else ()))


def _of_status(name: str) -> Select[Any]:
    wanted = select(O.number).where(O.status == given("status"))
    return _in_order(name, table(name).c.opportunity_number.in_(wanted))


def _without_verdict() -> Condition:
    newer = PLAN_VERSION.alias("newer")
    is_last = ~(
        select(newer.c.number)
        .where(
            newer.c.opportunity_number == PLAN_VERSION.c.opportunity_number,
            newer.c.version > PLAN_VERSION.c.version,
        )
        .exists()
    )
    has_verdict = (
        select(APPROVAL.c.number)
        .where(
            APPROVAL.c.opportunity_number == PLAN_VERSION.c.opportunity_number,
            APPROVAL.c.plan_version == PLAN_VERSION.c.version,
        )
        .exists()
    )
    is_open = (
        select(O.number).where(O.number == PLAN_VERSION.c.opportunity_number, O.status == constant("open")).exists()
    )
    return is_last & ~has_verdict & is_open


def _discount_without_verdict() -> Condition:
    """A discount agreed on an open deal, of which no verdict counts."""
    has_verdict = select(APPROVAL.c.number).where(
        APPROVAL.c.opportunity_number == TERMS.c.opportunity_number,
        APPROVAL.c.what == constant("discount"),
        APPROVAL.c.needs_renewal == constant(0),
    )
    open_ones = select(O.number).where(O.status == constant("open"))
    return TERMS.c.discount.is_not(None) & ~has_verdict.exists() & TERMS.c.opportunity_number.in_(open_ones)


_last_version = func.coalesce(func.max(PLAN_VERSION.c.version), constant(0)).label("version")

STATEMENTS: dict[str, Statement] = {
    **{f"{name}.of_one": _in_order(name, table(name).c.opportunity_number == given("of")) for name in records.TABLES},
    **{f"{name}.of_status": _of_status(name) for name in records.TABLES},
    **{f"{name}.by_number": hanging(name).where(table(name).c.number == given("number")) for name in records.TABLES},
    **{
        f"{name}.by_key": hanging(name).where(
            table(name).c.opportunity_number == given("of"), table(name).c.name_key == given("name_key")
        )
        for name in (noun.name for noun in NOUNS if noun.is_named)
    },
    "note.newest": hanging("note")
    .where(NOTE.c.opportunity_number == given("of"))
    .order_by(NOTE.c.number.desc())
    .limit(given("limit")),
    "plan_version.last": select(_last_version).where(PLAN_VERSION.c.opportunity_number == given("of")),
    "plan_version.waiting": hanging("plan_version").where(_without_verdict()).order_by(PLAN_VERSION.c.number),
    "terms.waiting": hanging("terms").where(_discount_without_verdict()).order_by(TERMS.c.opportunity_number),
    "opportunity.with_plan_waiting": whole(
        O.number.in_(select(PLAN_VERSION.c.opportunity_number).where(_without_verdict()))
    ),
}
