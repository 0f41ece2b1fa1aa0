"""What forecasts learn from: the life of every deal with what it brought, and what was known of the ended ones."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from osp_cli.store.statements.forecast import counting
from osp_cli.store.statements.opportunities import IS_OPEN, OPPORTUNITY, O
from osp_cli.store.statements.parts import Statement, constant, given
from osp_cli.store.tables import table

ORDER, ANSWER = table("sales_order"), table("answer")
S, A = ORDER.c, ANSWER.c

_is_won = O.status == constant("won")
_ended_on = func.coalesce(S.on, O.ended_on)


def _in_base(minor: ColumnElement[Any], currency: ColumnElement[Any], base: Any, base_in: Any) -> ColumnElement[Any]:
    """The amount in the base currency: as it was converted, or as it is where it is in that currency already."""
    return case((base_in == given("base"), base), (currency == given("base"), minor))


_worth = _in_base(O.amount_minor, O.amount_currency, O.base_minor, O.base_currency).label("worth")
_brought = case(
    (
        _is_won,
        _in_base(*(counting(name) for name in ("amount_minor", "amount_currency", "base_minor", "base_currency"))),
    )
).label("brought")

STATEMENTS: dict[str, Statement] = {
    "learning.lives": select(
        O.number, O.owner_number, O.status, O.created_on, _ended_on.label("ended_on"), _worth, _brought
    )
    .select_from(OPPORTUNITY.outerjoin(ORDER, and_(S.opportunity_number == O.number, S.cancelled_on.is_(None))))
    .where(O.created_on.is_not(None)),
    "learning.ended": select(
        O.number,
        O.status,
        O.ended_on,
        O.kind,
        O.source,
        O.partner,
        O.product,
        O.owner_number,
        O.account_number,
    ).where(~IS_OPEN),
    "learning.answers": select(A.opportunity_number, A.question, A.sign)
    .select_from(ANSWER.join(OPPORTUNITY, O.number == A.opportunity_number))
    .where(A.competitor_number.is_(None), ~IS_OPEN)
    .order_by(A.number),
}
