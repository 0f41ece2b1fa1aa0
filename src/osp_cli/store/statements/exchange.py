"""What an import needs to know of the whole book, and the whole book or a part of it on its way out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from osp_cli.store.statements.parts import Condition, Statement, constant, every_column, given
from osp_cli.store.tables import FROZEN_TABLES, GONE, RECORD_TABLES, portable, references, table

ORDER, OPPORTUNITY = table("sales_order"), table("opportunity")
MOVE, ACCOUNT, PLAN = table("move"), table("account"), table("sales_plan")
UNIT, JOURNAL = table("unit"), table("journal")

_changed = (
    select(JOURNAL.c.opportunity_number)
    .join(UNIT, UNIT.c.number == JOURNAL.c.unit)
    .where(UNIT.c.at >= given("since"), JOURNAL.c.opportunity_number.is_not(None))
)
# The opportunities of a part of the book: of one owner, changed since an instant, or both.
_chosen = select(OPPORTUNITY.c.number).where(
    or_(given("owner_number").is_(None), OPPORTUNITY.c.owner_number == given("owner_number")),
    or_(given("since").is_(None), OPPORTUNITY.c.number.in_(_changed)),
)
# The plans of step 1 of that owner; none of them depends on an opportunity.
_plans = select(PLAN.c.number).where(or_(given("owner_number").is_(None), PLAN.c.owner_number == given("owner_number")))


def _belongs(name: str) -> Condition | None:
    """Whether a record belongs to the part, read off its columns; None where the table always goes along."""
    own = table(name).c
    if name == "opportunity":
        return own.number.in_(_chosen)
    if "opportunity_number" in own:
        return own.opportunity_number.in_(_chosen)
    if "plan_number" in own:
        return own.plan_number.in_(_plans)
    if name in ("account", "account_alias"):
        key = own.number if name == "account" else own.account_number
        sold_to = select(OPPORTUNITY.c.account_number).where(OPPORTUNITY.c.number.in_(_chosen))
        return or_(key.in_(sold_to), key.in_(select(PLAN.c.account_number).where(PLAN.c.number.in_(_plans))))
    if "owner_number" in own:  # what belongs to another owner is not this one's to see
        return or_(
            given("owner_number").is_(None),
            func.coalesce(own.owner_number, given("owner_number")) == given("owner_number"),
        )
    return None


def _export(name: str) -> Statement:
    """Every record of a table that belongs to the part, by number; what refers to a record holds its ULID."""
    source, refers = table(name), references(name)
    others = {column: table(target).alias(f"of_{column}") for column, target in refers.items()}
    outside = [
        others[column].c.id.label(shown) if column in refers else source.c[column]
        for shown, column in portable(name).items()
    ]
    joined: Any = source
    for column, other in others.items():
        is_it = other.c.number == source.c[column]
        if refers[column] == "opportunity" and name == "opportunity":  # the deal it grew out of may stay behind
            is_it = and_(is_it, or_(given("is_whole"), other.c.number.in_(_chosen)))
        joined = joined.outerjoin(other, is_it)
    if name in FROZEN_TABLES:  # of the whole book, and no part of it
        return select(*outside).select_from(joined).where(given("is_whole")).order_by(source.c.number)
    chosen = select(*outside, source.c.seen).select_from(joined).order_by(source.c.number)
    condition = _belongs(name)
    return chosen if condition is None else chosen.where(or_(given("is_whole"), condition))


STATEMENTS: dict[str, Statement] = {
    "import.known": select(
        OPPORTUNITY.c.number,
        OPPORTUNITY.c.name_key,
        OPPORTUNITY.c.external_id,
        OPPORTUNITY.c.status,
        ACCOUNT.c.name_key.label("account_key"),
    )
    .select_from(OPPORTUNITY.outerjoin(ACCOUNT, ACCOUNT.c.number == OPPORTUNITY.c.account_number))
    .order_by(OPPORTUNITY.c.number),
    "import.history": select(MOVE.c.opportunity_number, MOVE.c.on, MOVE.c.to_stage, MOVE.c.status)
    .where(MOVE.c.kind == constant("history"))
    .order_by(MOVE.c.opportunity_number, MOVE.c.on, MOVE.c.number),
    "import.edits": select(UNIT.c.who, UNIT.c.at, UNIT.c.is_import, JOURNAL.c.op, JOURNAL.c.before, JOURNAL.c.after)
    .select_from(JOURNAL.join(UNIT, UNIT.c.number == JOURNAL.c.unit))
    .where(
        JOURNAL.c.opportunity_number == given("of"),
        JOURNAL.c.table_name == constant("opportunity"),
        UNIT.c.kind == constant("do"),
        UNIT.c.state == constant("done"),
    )
    .order_by(JOURNAL.c.unit.desc(), JOURNAL.c.number.desc())
    .limit(given("limit")),
    "import.live_order": select(*every_column(ORDER)).where(
        ORDER.c.cancelled_on.is_(None), ORDER.c.opportunity_number == given("number")
    ),
    **{f"{name}.export": _export(name) for name in (*RECORD_TABLES, *FROZEN_TABLES) if name != GONE},
    **{f"{name}.count": select(func.count().label("total")).select_from(table(name)) for name in RECORD_TABLES},
}
