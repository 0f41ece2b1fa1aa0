"""What the funnel is counted from: every deal with what matters of it, its moves, its competitors, its pushes."""

from __future__ import annotations

from sqlalchemy import func, select

from osp_cli.store.statements.movements import IS_PUSH
from osp_cli.store.statements.opportunities import ACCOUNT, MEMBER, OPPORTUNITY, O
from osp_cli.store.statements.parts import Statement
from osp_cli.store.tables import table

MOVE, ORDER, COMPETITOR, UNIT, JOURNAL = (
    table(name) for name in ("move", "sales_order", "competitor", "unit", "journal")
)
M, C, J = MOVE.c, COMPETITOR.c, JOURNAL.c

_DEAL = (
    *("number", "id", "slug", "name", "status", "stage", "account_number", "close_on", "source", "reason", "lost_to"),
    *("amount_minor", "amount_currency", "base_minor", "base_currency", "created_on", "ended_on"),
)

STATEMENTS: dict[str, Statement] = {
    "funnel.deals": select(
        *(O[name] for name in _DEAL),
        ACCOUNT.c.name.label("account"),
        ACCOUNT.c.is_strategic,
        ACCOUNT.c.is_named,
        MEMBER.c.name.label("owner"),
        ORDER.c.on.label("ordered_on"),
    )
    .select_from(
        OPPORTUNITY.outerjoin(ACCOUNT, ACCOUNT.c.number == O.account_number)
        .outerjoin(MEMBER, MEMBER.c.number == O.owner_number)
        .outerjoin(ORDER, (ORDER.c.opportunity_number == O.number) & ORDER.c.cancelled_on.is_(None))
    )
    .order_by(O.number),
    "funnel.moves": select(M.opportunity_number, M.kind, M.to_stage, M.status, M.on).order_by(
        M.opportunity_number, M.number
    ),
    "funnel.competitors": select(C.opportunity_number, C.name).order_by(C.opportunity_number, C.number),
    "funnel.pushes": select(J.opportunity_number, func.count().label("times"))
    .select_from(JOURNAL.join(UNIT, UNIT.c.number == J.unit))
    .where(*IS_PUSH)
    .group_by(J.opportunity_number),
}
