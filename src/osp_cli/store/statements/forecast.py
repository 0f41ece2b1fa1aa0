"""The sums of a forecast: integers added up by SQLite, read from indexes that hold nothing but what is added.

A statement for the whole book and one `_by` a key stand side by side: grouping costs as much again. Rows whose base
currency is today's are the rule and are sought as such; all others are looked for apart (`exceptions`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, null, or_, select, union_all

from osp_cli.domain.own_fields import PREFIX
from osp_cli.store.statements.lists import BETWEEN_BARS
from osp_cli.store.statements.opportunities import IS_OPEN, MEMBER, OPPORTUNITY, OWN, O, whole
from osp_cli.store.statements.parts import Condition, Statement, constant, every_column, given
from osp_cli.store.tables import table

ORDER, DEBT = table("sales_order"), table("debt")
S, D = ORDER.c, DEBT.c

_deals = func.count().label("deals")
_in_days = O.close_on.between(given("first"), given("last"))
_GROUPED_BY = ("owner_number", "account_number", "partner", "kind", "stage")


def _key(source: Any = O) -> ColumnElement[Any]:
    """The column that `:by` names, or the field of the user's own; NULL for any other word: one group of all."""
    of_name = OWN.c.field == func.substr(given("by"), constant(len(PREFIX) + 1))
    own = select(OWN.c.value).where(OWN.c.opportunity_number == source.number, of_name).scalar_subquery()
    columns = {constant(name): source[name] for name in _GROUPED_BY}
    return case(columns, value=given("by"), else_=own).label("key")


def _weighted(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum of amount x percent / 100, each deal rounded half-up.

    Split at the hundred, because the largest amount times a hundred is no 64-bit integer any more; the 10000 keep the
    dividend positive, because SQLite cuts towards zero.
    """
    rest = (amount % constant(100) * given("percent") + constant(10050)) // constant(100) - constant(100)
    return func.sum(amount // constant(100) * given("percent") + rest)


def _sum(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    return func.sum(column).label(name)


# -- open deals --------------------------------------------------------------------------------------------------

_of_stage = and_(IS_OPEN, O.stage == given("stage"), _in_days)
_converted = and_(_of_stage, O.base_currency == given("base"))
_open_sums = (_deals, _sum(O.base_minor, "base_sum"), _weighted(O.base_minor).label("weighted"))


def _open_exceptions() -> Select[Any]:
    """Open deals of a stage whose base amount is missing or in another currency, each kind sought in the index."""
    needed = [O[name] for name in ("number", "amount_minor", "amount_currency", *_GROUPED_BY)]
    base = O.base_currency
    kinds = (base.is_(None), base < given("base"), base > given("base"))
    rows = union_all(*(select(*needed).where(_of_stage, kind) for kind in kinds)).subquery("deal")
    c = rows.c
    return select(
        _key(c),
        c.amount_currency,
        _deals,
        _sum(c.amount_minor, "amount_sum"),
        _weighted(c.amount_minor).label("weighted"),
    ).group_by("key", c.amount_currency)


_own_sums = (_deals, _sum(O.amount_minor, "amount_sum"))


def _in_currency(*where: Condition) -> Select[Any]:
    """What stands in one currency of its own (or has no amount): each is sought in the index, so nothing is sorted."""
    return select(*_own_sums).where(O.amount_currency.is_(given("currency")), *where)


def _by_key_and_currency(*where: Condition) -> Select[Any]:
    columns = select(O.amount_currency, *_own_sums, _key())
    return columns.where(*where).group_by(O.amount_currency, "key")


_is_overdue = (IS_OPEN, O.close_on < given("today"))
_is_undated = (IS_OPEN, O.close_on.is_(None))
_is_elsewhere = (IS_OPEN, _in_days)


# -- won deals ---------------------------------------------------------------------------------------------------

_is_booked = O.stage == given("booked")
# The same where booked deals are kept under several keys, given with bars between them.
_is_booked_by_any = func.instr(constant("|").concat(given("booked")).concat(constant("|")), BETWEEN_BARS) > constant(0)
_in_orders = S.on.between(given("first"), given("last"))
_won = and_(S.cancelled_on.is_(None), O.status == constant("won"))
_won_in_days = and_(_won, _in_orders)
# The amount that counts: the order's, once booked that of the booking.
_PREFIXES = ("", "booked_")


def _from_orders(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(ORDER.join(OPPORTUNITY, O.number == S.opportunity_number))


def _won_sum(prefix: str) -> Select[Any]:
    is_of_kind = _is_booked if prefix else ~_is_booked
    base, currency = S[f"{prefix}base_minor"], S[f"{prefix}base_currency"]
    return _from_orders(_deals, _sum(base, "base_sum")).where(_won_in_days, is_of_kind, currency == given("base"))


def _won_exceptions() -> Select[Any]:
    """Won deals of the period whose base amount is missing or in another currency, each kind sought in the index."""
    parts: list[Select[Any]] = []
    # As an expression, lest SQLite takes the index of the days, which would read every order of the period.
    hidden = func.coalesce(S.on, constant("")).between(given("first"), given("last"))
    for prefix in _PREFIXES:
        is_of_kind = _is_booked if prefix else ~_is_booked
        base = S[f"{prefix}base_currency"]
        columns = (O.stage, *(S[f"{prefix}amount_{part}"].label(f"amount_{part}") for part in ("minor", "currency")))
        kinds = ((base.is_(None), _in_orders), (base < given("base"), hidden), (base > given("base"), hidden))
        parts += (_from_orders(*columns).where(_won, is_of_kind, *kind) for kind in kinds)
    c = union_all(*parts).subquery("deal").c
    amount_in, base_in = c.amount_currency.label("amount_in"), null().label("base_in")
    sums = (_deals, _sum(c.amount_minor, "amount_sum"))
    return select(c.stage, amount_in, base_in, *sums).group_by(c.stage, c.amount_currency)


def counting(name: str) -> ColumnElement[Any]:
    """What counts of a won deal: a column of its order, once it is booked the one of its booking."""
    return case((_is_booked_by_any, S[f"booked_{name}"]), else_=S[name])


def _won_by(*where: Condition) -> Select[Any]:
    """Won deals with what counts of them, apart by key, stage and currencies."""
    # These labels are no names of columns: in GROUP BY SQLite takes a column before a label.
    amount_in = counting("amount_currency").label("amount_in")
    base_in = counting("base_currency").label("base_in")
    sums = (_deals, _sum(counting("amount_minor"), "amount_sum"), _sum(counting("base_minor"), "base_sum"))
    columns = _from_orders(_key(), O.stage, amount_in, base_in, *sums)
    return columns.where(*where).group_by("key", O.stage, "amount_in", "base_in")


def _cancelled() -> Condition:
    """Won deals whose order was cancelled and not replaced, sought from the few cancelled orders."""
    live = ORDER.alias("live")
    stands = exists().where(live.c.opportunity_number == O.number, live.c.cancelled_on.is_(None))
    gone = select(S.opportunity_number).where(S.cancelled_on.is_not(None))
    return and_(O.status == constant("won"), O.number.in_(gone), ~stands)


_is_due = and_(D.settled_on.is_(None), IS_OPEN)

CALL, TOTAL_CALL = table("forecast_call"), table("total_call")


def _called() -> Select[Any]:
    """The deals that are called something: of each the last call of a level, unless it took the others back."""
    later = CALL.alias("later")
    same_deal = and_(later.c.opportunity_number == CALL.c.opportunity_number, later.c.level == CALL.c.level)
    is_later = or_(later.c.at > CALL.c.at, and_(later.c.at == CALL.c.at, later.c.number > CALL.c.number))
    overtaken = exists().where(same_deal, is_later)
    return select(*every_column(CALL)).where(CALL.c.category.is_not(None), ~overtaken).order_by(CALL.c.number)


_called_open = O.number.in_(select(CALL.c.opportunity_number))

STATEMENTS: dict[str, Statement] = {
    "forecast.largest": select(O.number, O.base_minor)
    .where(_converted)
    .order_by(O.base_minor.desc(), O.number)
    .limit(given("limit")),
    "forecast.calls": _called(),
    "forecast.called": whole(O.status == constant("open"), _called_open),
    "forecast.total_calls": select(*every_column(TOTAL_CALL), MEMBER.c.name.label("owner"))
    .select_from(TOTAL_CALL.outerjoin(MEMBER, MEMBER.c.number == TOTAL_CALL.c.owner_number))
    .where(TOTAL_CALL.c.first_on == given("first"), TOTAL_CALL.c.last_on == given("last"))
    .order_by(TOTAL_CALL.c.number),
    "forecast.open": select(*_open_sums).where(_converted),
    "forecast.open_by": select(_key(), *_open_sums).where(_converted).group_by("key"),
    "forecast.open_exceptions": _open_exceptions(),
    "forecast.currency": select(func.min(O.amount_currency).label("currency")).where(
        IS_OPEN, O.amount_currency > given("low")
    ),
    "forecast.overdue": _in_currency(*_is_overdue),
    "forecast.overdue_by": _by_key_and_currency(*_is_overdue),
    "forecast.undated": _in_currency(*_is_undated),
    "forecast.undated_by": _by_key_and_currency(*_is_undated),
    "forecast.elsewhere": _in_currency(*_is_elsewhere),
    "forecast.elsewhere_by": _by_key_and_currency(*_is_elsewhere),
    "forecast.ordered": _won_sum(""),
    "forecast.booked": _won_sum("booked_"),
    "forecast.won_exceptions": _won_exceptions(),
    "forecast.won_by": _won_by(_won_in_days),
    "forecast.won_undated_by": _won_by(_won, S.on.is_(None)),
    "forecast.won_cancelled_by": select(_key(), O.stage, O.amount_currency, _deals, _sum(O.amount_minor, "amount_sum"))
    .where(_cancelled())
    .group_by("key", O.stage, O.amount_currency),
    "forecast.won_cancelled_deals": whole(_cancelled()).order_by(O.number),
    "forecast.won_cancelled_orders": select(*every_column(ORDER))
    .where(S.cancelled_on.is_not(None))
    .order_by(S.opportunity_number, S.number),
    "forecast.bookings_by": _won_by(_won, _is_booked_by_any, S.booked_on.between(given("first"), given("last"))),
    "forecast.won_deals": whole(
        O.status == constant("won"),
        O.number.in_(select(S.opportunity_number).where(S.cancelled_on.is_(None), _in_orders)),
    ),
    "forecast.won_undated_deals": whole(
        O.status == constant("won"),
        O.number.in_(select(S.opportunity_number).where(S.cancelled_on.is_(None), S.on.is_(None))),
    ),
    "forecast.orders": select(*every_column(ORDER)).where(S.cancelled_on.is_(None), _in_orders),
    "forecast.undated_orders": select(*every_column(ORDER)).where(S.cancelled_on.is_(None), S.on.is_(None)),
    "forecast.debtors": select(O.number, O.stage)
    .select_from(DEBT.join(OPPORTUNITY, O.number == D.opportunity_number))
    .where(_is_due, _in_days)
    .distinct(),
    "forecast.debts": select(*every_column(DEBT), O.name, O.slug, O.close_on)
    .select_from(DEBT.join(OPPORTUNITY, O.number == D.opportunity_number))
    .where(_is_due)
    .order_by(D.opportunity_number, D.on),
}
