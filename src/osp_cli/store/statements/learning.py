"""What forecasts learn from: the life of every deal with what it brought, and what was known of the ended ones."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from osp_cli.store.lives import NOTHING
from osp_cli.store.statements.forecast import counting
from osp_cli.store.statements.opportunities import IS_OPEN, OPPORTUNITY, OWN, O
from osp_cli.store.statements.parts import Statement, constant, given
from osp_cli.store.tables import table

ORDER, ANSWER, MOVE, JOURNAL = table("sales_order"), table("answer"), table("move"), table("journal")
S, A, M, J = ORDER.c, ANSWER.c, MOVE.c, JOURNAL.c

_is_won = O.status == constant("won")
_ended_on = case((_is_won, func.coalesce(S.on, O.ended_on)), else_=O.ended_on)


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

_columns = (O.number, O.owner_number, O.stage, O.status, O.created_on, _ended_on.label("ended_on"), _worth, _brought)
_live_order = and_(S.opportunity_number == O.number, S.cancelled_on.is_(None))
_lives = select(*_columns).select_from(OPPORTUNITY.outerjoin(ORDER, _live_order)).where(O.created_on.is_not(None))
_is_lost = and_(~IS_OPEN, O.ended_on.is_not(None), ~_is_won)
_is_bought = and_(S.cancelled_on.is_(None), S.on.is_not(None))
_count = func.count().label("deals")


def _life(stage: Any, day: Any, brought: Any) -> Select[Any]:
    """The columns of a life that is known since the day it was created."""
    owner, worth = func.coalesce(O.owner_number, constant(0)), func.coalesce(_worth, constant(NOTHING))
    return select(O.number, owner, stage, O.created_on, day, worth, brought).where(O.created_on.is_not(None))


def _one_life() -> Select[Any]:
    """One deal with its fate, where it has one of those that are learned from."""
    fate = case((IS_OPEN, constant("open")), (_is_won, constant("won")), else_=constant("other"))
    day = case((IS_OPEN, O.close_on), (_is_won, S.on), else_=O.ended_on)
    brought = func.coalesce(_brought, constant(0))
    stage = case((IS_OPEN, O.stage), else_=constant(""))
    found = _life(stage, day, brought).select_from(OPPORTUNITY.outerjoin(ORDER, _live_order))
    return found.with_only_columns(fate, *found.selected_columns).where(
        O.number == given("number"), or_(IS_OPEN, day.is_not(None))
    )


STATEMENTS: dict[str, Statement] = {
    "learning.lives": _lives,
    # No order belongs to what is open, none that stands to what is lost: both are read from an index alone.
    "learning.open": _life(O.stage, O.close_on, constant(0)).where(IS_OPEN),
    "learning.lost_since": _life(constant(""), O.ended_on, constant(0)).where(_is_lost, O.ended_on >= given("since")),
    "learning.won_since": _life(constant(""), S.on, func.coalesce(_brought, constant(0)))
    .select_from(ORDER.join(OPPORTUNITY, O.number == S.opportunity_number))
    .where(S.cancelled_on.is_(None), S.on >= given("since"), _is_won),
    "learning.life": _one_life(),
    # Not DISTINCT: SQLite would walk through the whole history in the order of deals.
    "learning.touched": select(J.opportunity_number)
    .where(J.unit > given("unit"), J.table_name.in_([constant("opportunity"), constant("sales_order")]))
    .limit(given("limit")),
    "learning.keys": select(O.number, O.account_number, O.partner, O.kind).where(IS_OPEN, O.created_on.is_not(None)),
    # Every open deal, that without a day of creation too.
    "learning.frozen": select(O.number, O.id, O.owner_number, O.stage, O.close_on, O.own_probability)
    .where(IS_OPEN)
    .order_by(O.number),
    "learning.deals": select(O.id),
    "learning.won_between": select(O.id)
    .select_from(ORDER.join(OPPORTUNITY, O.number == S.opportunity_number))
    .where(S.cancelled_on.is_(None), _is_won, S.on.between(given("first"), given("last"))),
    "learning.lost_before": select(_count).where(_is_lost, O.ended_on < given("before")),
    "learning.won_before": select(_count).where(_is_bought, S.on < given("before")),
    "learning.newest_lost": select(O.ended_on).where(_is_lost).order_by(O.ended_on.desc()).limit(given("limit")),
    "learning.newest_won": select(S.on.label("ended_on")).where(_is_bought).order_by(S.on.desc()).limit(given("limit")),
    # Through which stages ended deals went while they were open: an import that knows only how a deal ended tells none.
    "learning.stages": select(
        M.to_stage, _is_won.label("is_won"), func.count(M.opportunity_number.distinct()).label("deals")
    )
    .select_from(MOVE.join(OPPORTUNITY, O.number == M.opportunity_number))
    .where(M.status == constant("open"), ~IS_OPEN)
    .group_by(M.to_stage, "is_won"),
    "learning.ended": select(
        O.number,
        O.status,
        O.kind,
        O.source,
        O.partner,
        O.product,
        O.owner_number,
        O.account_number,
    ).where(~IS_OPEN),
    "learning.own": select(OWN.c.opportunity_number, OWN.c.field, OWN.c.value)
    .select_from(OWN.join(OPPORTUNITY, O.number == OWN.c.opportunity_number))
    .where(OWN.c.kind.in_([constant("choice"), constant("flag")]), ~IS_OPEN),
    "learning.answers": select(A.opportunity_number, A.question, A.sign)
    .select_from(ANSWER.join(OPPORTUNITY, O.number == A.opportunity_number))
    .where(A.competitor_number.is_(None), ~IS_OPEN)
    .order_by(A.number),
}
