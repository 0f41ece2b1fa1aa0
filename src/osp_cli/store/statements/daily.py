"""What a day needs over the whole book: steps and order dates that are due, and shortcuts that are open."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from osp_cli.store.statements.opportunities import IS_OPEN, OPPORTUNITY, whole
from osp_cli.store.statements.parts import Statement, given
from osp_cli.store.tables import table

DEBT, MEMBER = table("debt"), table("member")
O = OPPORTUNITY.c  # noqa: E741
_OF_OWNER = or_(
    given("owner_key").is_(None),
    O.owner_number.in_(select(MEMBER.c.number).where(MEMBER.c.name_key == given("owner_key"))),
)

STATEMENTS: dict[str, Statement] = {
    "daily.due_steps": whole(IS_OPEN, O.next_step_on <= given("day"), _OF_OWNER)
    .order_by(O.next_step_on, O.number)
    .limit(given("limit")),
    "daily.debts": select(DEBT.c.opportunity_number, func.min(DEBT.c.on).label("since"), func.count().label("count"))
    .select_from(DEBT.join(OPPORTUNITY, O.number == DEBT.c.opportunity_number))
    .where(DEBT.c.settled_on.is_(None), IS_OPEN, _OF_OWNER)
    .group_by(DEBT.c.opportunity_number)
    .order_by(func.min(DEBT.c.on), DEBT.c.opportunity_number)
    .limit(given("limit")),
    "daily.open_count": select(func.count().label("total")).select_from(OPPORTUNITY).where(IS_OPEN, _OF_OWNER),
    "daily.total": select(func.count().label("total")).select_from(OPPORTUNITY),
    "debt.debtors": select(DEBT.c.opportunity_number).where(DEBT.c.settled_on.is_(None)).distinct(),
    "debt.opportunity": select(DEBT.c.opportunity_number).where(
        DEBT.c.number == given("number"), DEBT.c.settled_on.is_(None)
    ),
}
