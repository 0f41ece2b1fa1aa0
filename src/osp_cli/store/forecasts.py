"""What a forecast is made of: deals added up into cells, the deals themselves, open debts, quotas.

Each function takes a Reading. Whole-book sums and sums by a key are read by different statements, because a key costs
about as much again; the deals of each stage are read apart, so that its probability is one value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

from osp_cli.domain.forecast import Cell, Horizon, Line, OpenLine, Quota, Scale, StageWeight
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.process import Category
from osp_cli.frozen import dataclass
from osp_cli.store.reading import Reading
from osp_cli.store.values import day, iso, opportunity_of, order_of

# none, owner, account, partner, kind, stage, or a field of the user's own with `field.` before its name.
GroupColumn: TypeAlias = str

_COLUMNS: dict[GroupColumn, str] = {"owner": "owner_number", "account": "account_number"}
_LAST_DAY = date(9999, 12, 31)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenDebt:
    """A shortcut still to be made good on an open deal; `opportunity` is the number of the deal."""

    number: int
    opportunity: int
    slug: str
    name: str
    criterion: str
    stage: str
    reason: str
    on: date
    by: str
    is_of_another_period: bool


# -- open deals --------------------------------------------------------------------------------------------------


def open_cells(reading: Reading, column: GroupColumn, horizon: Horizon, scale: Scale) -> Iterator[Cell]:
    """Every open deal, once, in the line it stands in; apart by the names of `column`."""
    names = _Names(reading, column)
    if horizon.first_open <= horizon.period.last:
        days = {"first": iso(horizon.first_open), "last": iso(horizon.period.last), "base": horizon.base}
        for weight in scale.weights:
            for stored in scale.stored(weight.stage):
                yield from _open_at(names, weight, horizon, {"stage": stored, "percent": weight.percent, **days})
    yield from _asides(names, horizon)


def _open_at(names: _Names, weight: StageWeight, horizon: Horizon, given: dict[str, Any]) -> Iterator[Cell]:
    """The open deals of the period that are kept under one key of a stage."""
    reading, of_stage = names.reading, names.column == "stage"
    # A stage is its own key: no need to group what is read stage by stage.
    rows = reading.each("forecast.open", **given) if of_stage else names.sums("forecast.open", **given)
    for row in rows:
        if row["deals"]:
            key = weight.stage if of_stage else names.of(row)
            sums = {"base": row["base_sum"], "weighted": row["weighted"]}
            yield Cell(key, weight.stage, weight.category, row["deals"], **sums)
    for row in reading.each("forecast.open_exceptions", by=names.by, **given):
        yield _exception(row, names.of(row), weight.stage, weight.category, horizon.base)


def _exception(row: sqlite3.Row, key: str | None, stage: str, category: OpenLine, base: str) -> Cell:
    """Deals without a base amount: unpriced, in today's base currency after all, or unconverted."""
    currency, deals = row["amount_currency"], row["deals"]
    if currency is None:
        return Cell(key, stage, "unpriced", deals)
    if currency == base:
        return Cell(key, stage, category, deals, base=row["amount_sum"], weighted=row["weighted"])
    return Cell(key, stage, "unconverted", deals, own=Money(row["amount_sum"], currency))


def _asides(names: _Names, horizon: Horizon) -> Iterator[Cell]:
    """Overdue, undated, and what closes in another period; their stage is told where it is the key."""
    currencies = tuple(_currencies(names.reading)) if names.column == "none" else ()
    yield from _aside(names, currencies, "overdue", "overdue", today=iso(horizon.today))
    yield from _aside(names, currencies, "undated", "undated")
    before = (horizon.today, horizon.period.first - _A_DAY)
    after = (max(horizon.period.last + _A_DAY, horizon.today), _LAST_DAY)
    for first, last in (before, after):
        if first <= last:
            yield from _aside(names, currencies, "elsewhere", "another_period", first=iso(first), last=iso(last))


def _currencies(reading: Reading) -> Iterator[str | None]:
    """The currencies of all amounts of open deals, each sought after the one before it; None for no amount."""
    yield None
    low = ""
    while (found := reading.one("forecast.currency", low=low)["currency"]) is not None:
        yield str(found)
        low = found


def _aside(names: _Names, currencies: Iterable[str | None], what: str, line: Line, **given: Any) -> Iterator[Cell]:
    """The deals of one of these lines: by the key, or of the whole book currency by currency."""
    if names.column != "none":
        for row in names.sums(f"forecast.{what}", **given):
            yield Cell(names.of(row), names.stage(row), line, row["deals"], _own(row, row["amount_currency"]))
        return
    for currency in currencies:
        row = names.reading.one(f"forecast.{what}", currency=currency, **given)
        if row["deals"]:
            yield Cell(None, "", line, row["deals"], _own(row, currency))


def _own(row: sqlite3.Row, currency: str | None) -> Money | None:
    return Money(row["amount_sum"], currency) if currency is not None else None


# -- won deals ---------------------------------------------------------------------------------------------------


def won_cells(reading: Reading, column: GroupColumn, horizon: Horizon, scale: Scale) -> Iterator[Cell]:
    """Every won deal with a live order in the period, once; those whose order has no date, or was cancelled."""
    names, given = _Names(reading, column), {"booked": _booked(scale), **_days(horizon)}
    if column == "none" and scale.stored(scale.booked) == (scale.booked,):
        for statement, line in _WON_SUMS:
            for row in reading.each(statement, base=horizon.base, **given):
                if row["deals"]:
                    yield Cell(None, "", line, row["deals"], base=row["base_sum"])
        for row in reading.each("forecast.won_exceptions", base=horizon.base, **given):
            yield _won_cell(row, names, horizon.base, scale)
    else:
        for row in reading.each("forecast.won_by", by=names.by, **given):
            yield _won_cell(row, names, horizon.base, scale)
    for row in reading.each("forecast.won_undated_by", by=names.by, booked=_booked(scale)):
        own = Money(row["amount_sum"], row["amount_in"]) if row["amount_in"] else None
        yield Cell(names.of(row), names.present(row["stage"]), "won_undated", row["deals"], own)
    for row in reading.each("forecast.won_cancelled_by", by=names.by):
        own = Money(row["amount_sum"], row["amount_currency"]) if row["amount_currency"] else None
        yield Cell(names.of(row), names.present(row["stage"]), "won_cancelled", row["deals"], own)


_WON_SUMS: tuple[tuple[str, Line], ...] = (("forecast.ordered", "ordered"), ("forecast.booked", "booked"))


def booked_cells(reading: Reading, column: GroupColumn, horizon: Horizon, scale: Scale) -> Iterator[Cell]:
    """Booked deals by their booking date: in line "booked", or in those of missing amounts and rates."""
    names = _Names(reading, column)
    for row in reading.each("forecast.bookings_by", by=names.by, booked=_booked(scale), **_days(horizon)):
        yield _won_cell(row, names, horizon.base, scale)


def _booked(scale: Scale) -> str:
    """The keys under which booked deals are kept, as the statements take them."""
    return "|".join(scale.stored(scale.booked))


def _won_cell(row: sqlite3.Row, names: _Names, base: str, scale: Scale) -> Cell:
    """Won deals that share their currencies: `amount_in` that of the amount, `base_in` that it was converted into."""
    key, stage = names.of(row), names.present(row["stage"])
    deals, amount_in, base_in = row["deals"], row["amount_in"], row["base_in"]
    line: Line = "booked" if stage == scale.booked else "ordered"
    if base in (base_in, amount_in):
        return Cell(key, stage, line, deals, base=row["base_sum" if base_in == base else "amount_sum"])
    if amount_in is None:
        return Cell(key, stage, "won_unpriced", deals)
    return Cell(key, stage, "won_unconverted", deals, Money(row["amount_sum"], amount_in))


def _days(horizon: Horizon) -> dict[str, str | None]:
    return {"first": iso(horizon.period.first), "last": iso(horizon.period.last)}


class _Names:
    """The names of a grouping: a key of SQL (a number, a text, nothing) as the name of its row."""

    def __init__(self, reading: Reading, column: GroupColumn) -> None:
        self.reading = reading
        self.column = column
        self.by = _COLUMNS.get(column, column)
        self._known: dict[Any, str | None] = {None: None}

    def sums(self, statement: str, **given: Any) -> Iterator[sqlite3.Row]:
        """The rows of a statement of sums: of the whole book, or by the key. Sums of no deals are left out."""
        of_all = self.column == "none"
        rows = (
            self.reading.each(statement, **given)
            if of_all
            else self.reading.each(f"{statement}_by", by=self.by, **given)
        )
        return (row for row in rows if row["deals"])

    def of(self, row: sqlite3.Row) -> str | None:
        """The name of the row's key; None for what has none."""
        if self.column == "none":
            return None
        key = row["key"]
        if key not in self._known:
            self._known[key] = self._name(key)
        return self._known[key]

    def stage(self, row: sqlite3.Row) -> str:
        """The stage of a row, where the rows are those of stages."""
        return self.present(str(row["key"])) if self.column == "stage" else ""

    def present(self, stage: str) -> str:
        """The stage that a key stands for now: that of the pack in use where the key is a former one."""
        return self.reading.former.get(stage, stage)

    def _name(self, key: Any) -> str | None:
        if self.column not in ("owner", "account"):
            return self.present(str(key)) if self.column == "stage" else str(key)
        table = "member" if self.column == "owner" else "account"
        row = self.reading.row(f"{table}.by_number", number=key)
        return str(row["name"]) if row else None


# -- the deals themselves, debts, quotas ---------------------------------------------------------------------------


def open_deals(reading: Reading) -> Iterator[Opportunity]:
    """Every open opportunity."""
    return (opportunity_of(row, reading.former) for row in reading.each("opportunity.of_status", status="open"))


def won_deals(reading: Reading, horizon: Horizon) -> Iterator[tuple[Opportunity, Order]]:
    """Won opportunities with their live orders: those of the period, and those without an order date."""
    for deals, orders, given in (
        ("forecast.won_deals", "forecast.orders", _days(horizon)),
        ("forecast.won_undated_deals", "forecast.undated_orders", {}),
    ):
        known = {row["opportunity_number"]: order_of(row) for row in reading.each(orders, **given)}
        for row in reading.each(deals, **given):
            yield opportunity_of(row, reading.former), known[row["number"]]


def cancelled_deals(reading: Reading) -> Iterator[tuple[Opportunity, Order]]:
    """Won opportunities whose order was cancelled and not replaced, each with the last such order."""
    known = {row["opportunity_number"]: order_of(row) for row in reading.each("forecast.won_cancelled_orders")}
    for row in reading.each("forecast.won_cancelled_deals"):
        yield opportunity_of(row, reading.former), known[row["number"]]


def open_debts(reading: Reading, horizon: Horizon) -> tuple[OpenDebt, ...]:
    """The shortcuts on every open deal; those of deals that close in another period come last."""
    debts = [
        OpenDebt(
            number=row["number"],
            opportunity=row["opportunity_number"],
            slug=row["slug"],
            name=row["name"],
            criterion=row["criterion"],
            stage=row["stage"],
            reason=row["reason"],
            on=date.fromisoformat(row["on"]),
            by=row["by"],
            is_of_another_period=_is_elsewhere(day(row["close_on"]), horizon),
        )
        for row in reading.each("forecast.debts")
    ]
    return tuple(sorted(debts, key=lambda debt: debt.is_of_another_period))


def indebted(reading: Reading, horizon: Horizon, scale: Scale, called: Mapping[int, Category]) -> int:
    """How many open deals of the period that stand in commit owe something; `called` are deals by number."""
    if horizon.first_open > horizon.period.last:
        return 0
    days = {"first": iso(horizon.first_open), "last": iso(horizon.period.last)}
    return sum(
        (called.get(row["number"]) or scale.of(reading.former.get(row["stage"], row["stage"])).category) == "commit"
        for row in reading.each("forecast.debtors", **days)
    )


def largest(
    reading: Reading, horizon: Horizon, scale: Scale, category: Category, limit: int
) -> Iterator[tuple[int, int]]:
    """The largest open deals of the period at the stages of a category, so many of each: (number, minor units)."""
    days = {"first": iso(horizon.first_open), "last": iso(horizon.period.last), "base": horizon.base, "limit": limit}
    for weight in scale.weights:
        if weight.category == category and not weight.is_won:
            for stored in scale.stored(weight.stage):
                for row in reading.each("forecast.largest", stage=stored, **days):
                    yield row["number"], row["base_minor"]


def _is_elsewhere(close: date | None, horizon: Horizon) -> bool:
    return close is not None and close >= horizon.today and close not in horizon.period


def quotas(reading: Reading) -> tuple[Quota, ...]:
    """Every quota, by its days."""
    return tuple(
        Quota(
            row["number"],
            row["owner"],
            date.fromisoformat(row["first_on"]),
            date.fromisoformat(row["last_on"]),
            Money(row["amount_minor"], row["amount_currency"]),
        )
        for row in reading.each("quota.every")
    )
