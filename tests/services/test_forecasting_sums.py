"""The sums of SQL against a plain count over dossiers, on random books; and what they cost in steps of SQLite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.forecast import GROUPINGS, OPEN_LINES, WON_LINES, Columns, Horizon, Tally
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Order
from osp_cli.domain.periods import Period, fiscal_quarter_of, month_of, quarter_of, year_of
from osp_cli.pack.load import builtin
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import forecast, user_scale
from osp_cli.settings import Settings
from osp_cli.store import forecasts
from tests.services.pipelines import TODAY, Deal, booked, lead, make_desk, ordered, usd

STAGES = [stage.key for stage in builtin().stages]
OPEN_STAGES = [stage.key for stage in builtin().stages if not stage.is_won]
OWNERS = (None, "Ada", "Bo", "Chen", "Ingrid")
DAYS = st.sampled_from(
    [None, TODAY, *(TODAY + timedelta(days=d) for d in (-400, -40, -1, 1, 10, 37, 38, 90, 500)), date(2017, 11, 2)]
)
MINOR = st.integers(0, 10**6) | st.sampled_from([0, 1, 10, 30, 50, 99, 10**16])
MONEY = st.builds(Money, MINOR, st.sampled_from(["USD", "EUR", "JPY"]))


@st.composite
def orders(draw: Any) -> Order | None:
    if draw(st.integers(0, 5)) == 0:
        return None
    amount, booked_amount = draw(st.none() | MONEY), draw(st.none() | MONEY)
    return Order(
        0,
        on=draw(DAYS),
        amount=amount,
        base=amount and draw(st.none() | MONEY),
        booked_on=draw(DAYS),
        booked_amount=booked_amount,
        booked_base=booked_amount and draw(st.none() | MONEY),
    )


@st.composite
def deals(draw: Any) -> Deal:
    status = draw(st.sampled_from(["open", "open", "open", "won", "won", "lost", "cancelled", "withdrawn"]))
    amount = draw(st.none() | MONEY)
    return Deal(
        stage=draw(st.sampled_from(STAGES[-3:] if status == "won" else OPEN_STAGES)),
        status=status,
        amount=amount,
        base=amount and draw(st.none() | MONEY),
        close=draw(DAYS),
        owner=draw(st.sampled_from(OWNERS)),
        account=draw(st.sampled_from([None, "Cedar", "Orbit"])),
        partner=draw(st.sampled_from([None, "Lumen"])),
        kind=draw(st.sampled_from(["new", "expansion", "renewal"])),
        order=draw(orders()) if status == "won" else None,
        cancelled=draw(st.integers(0, 9)) == 0,
    )


PERIODS = st.sampled_from(
    [quarter_of(TODAY), fiscal_quarter_of(TODAY, 2), month_of(TODAY), year_of(TODAY), quarter_of(date(2017, 11, 2)),
     quarter_of(date(2027, 2, 1)), year_of(date(2027, 2, 1))]
)  # fmt: skip
SETTINGS = st.sampled_from(
    [Settings(), Settings(currency="EUR"), Settings(probabilities={"5": 33, "8": 100}, categories={"2": "omitted"})]
)


class Naive:
    """The forecast counted by hand: one dossier after the other, each deal put where the definition says."""

    def __init__(self, desk: Desk, period: Period, by: str | None) -> None:
        self.desk, self.period, self.by = desk, period, by
        self.deals: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.sums: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.own: dict[Any, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        with desk.store.reading() as reading:
            rows = reading.connection.execute("SELECT * FROM sales_order WHERE cancelled_on IS NOT NULL")
            self.cancelled = {row["opportunity_number"] for row in rows}
            for dossier in reading.dossiers("open"):
                self.count_open(dossier)
            for dossier in reading.dossiers("won"):
                self.count_won(dossier)

    def category(self, stage: str) -> str:
        return self.desk.settings.categories.get(stage, self.desk.process.stage(stage).category)

    def key(self, dossier: Dossier, *, is_won: bool) -> Any:
        opportunity = dossier.opportunity
        return {
            None: None,
            "owner": opportunity.owner,
            "manager": dossier.owner.reports_to if dossier.owner else None,
            "region": dossier.owner.region if dossier.owner else None,
            "account": opportunity.account,
            "partner": opportunity.partner,
            "kind": opportunity.kind,
            "stage": opportunity.stage,
            "category": "won" if is_won else self.category(opportunity.stage),
        }[self.by]

    def put(self, key: Any, line: str, amount: Money | None, base: int = 0, weighted: int = 0) -> None:
        self.deals[key][line] += 1
        self.sums[key][line] += base
        self.sums[key]["weighted"] += weighted
        if amount is not None:
            self.own[key][line][amount.currency] += amount.minor

    def in_base(self, amount: Money | None, base: Money | None) -> int | None:
        for known in (base, amount):
            if known is not None and known.currency == self.desk.base:
                return known.minor
        return None

    def count_open(self, dossier: Dossier) -> None:
        deal, key = dossier.opportunity, self.key(dossier, is_won=False)
        minor = self.in_base(deal.amount, deal.base)
        if deal.close_on is None:
            self.put(key, "undated", deal.amount)
        elif deal.close_on < self.desk.today:
            self.put(key, "overdue", deal.amount)
        elif not self.period.first <= deal.close_on <= self.period.last:
            self.put(key, "another_period", deal.amount)
        elif deal.amount is None:
            self.put(key, "unpriced", None)
        elif minor is None:
            self.put(key, "unconverted", deal.amount)
        else:
            category = self.category(deal.stage)
            percent = self.desk.settings.probabilities.get(deal.stage, self.desk.process.stage(deal.stage).probability)
            exact = Decimal(minor) * percent / 100
            weighted = 0 if category == "omitted" else int(exact.quantize(Decimal(1), ROUND_HALF_UP))
            self.put(key, category, None, minor, weighted)

    def count_won(self, dossier: Dossier) -> None:
        order, stage, key = dossier.order, dossier.opportunity.stage, self.key(dossier, is_won=True)
        if order is None:
            if dossier.opportunity.number in self.cancelled:
                self.put(key, "won_cancelled", dossier.opportunity.amount)
            return
        is_booked = stage == "10"
        amount, base = (order.booked_amount, order.booked_base) if is_booked else (order.amount, order.base)
        minor = self.in_base(amount, base)
        if order.on is None:
            self.put(key, "won_undated", amount)
        elif not self.period.first <= order.on <= self.period.last:
            return
        elif amount is None:
            self.put(key, "won_unpriced", None)
        elif minor is None:
            self.put(key, "won_unconverted", amount)
        else:
            self.put(key, "booked" if is_booked else "ordered", None, minor, minor)

    def rows(self) -> dict[Any, dict[str, Any]]:
        return {key: self.row(key) for key in self.deals}

    def row(self, key: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"weighted": self.sums[key]["weighted"]}
        for line in (*OPEN_LINES, *WON_LINES):
            if line in SUMMED:
                shown[line] = (self.deals[key][line], self.sums[key][line])
            else:
                shown[line] = (self.deals[key][line], dict(self.own[key][line]))
        return shown


SUMMED = ("commit", "best", "pipeline", "omitted", "ordered", "booked")


def row_of(columns: Columns) -> dict[str, Any]:
    shown: dict[str, Any] = {"weighted": columns.weighted.minor}
    for line in (*OPEN_LINES, *WON_LINES):
        value = getattr(columns, line)
        if isinstance(value, Tally):
            shown[line] = (value.deals, value.amount.minor)
        else:
            shown[line] = (value.deals, {amount.currency: amount.minor for amount in value.amounts})
    return shown


@st.composite
def books(draw: Any) -> Desk:
    desk = make_desk(*draw(st.lists(deals(), max_size=14)), settings=draw(SETTINGS))
    lead(desk, ("Ada", "Ingrid", "North"), ("Bo", "Ingrid", None), ("Chen", None, "South"))
    return desk


@given(desk=books(), period=PERIODS)
def test_the_sums_of_a_random_book_equal_a_count_by_hand_in_all_and_by_every_group(desk: Desk, period: Period) -> None:
    total = forecast(desk, period).total
    assert row_of(total) == Naive(desk, period, None).row(None)
    for by in GROUPINGS:
        shown = forecast(desk, period, by=by)
        assert {group.name: row_of(group.row) for group in shown.groups} == Naive(desk, period, by).rows(), by
        assert shown.total == total, by


@given(desk=books(), period=PERIODS)
def test_every_open_deal_of_a_random_book_stands_in_exactly_one_line(desk: Desk, period: Period) -> None:
    shown = forecast(desk, period, with_why=True)
    with desk.store.reading() as reading:
        opened = [dossier.opportunity.number for dossier in reading.dossiers("open")]
    assert sum(getattr(shown.total, line).deals for line in OPEN_LINES) == len(opened)
    assert shown.why is not None
    assert sorted(deal.opportunity.number for deal in shown.why.open) == opened
    for line in OPEN_LINES:
        listed = [deal for deal in shown.why.open if deal.line == line]
        assert len(listed) == getattr(shown.total, line).deals, line


@given(desk=books(), period=PERIODS)
def test_a_won_deal_without_its_order_stands_in_one_line_of_every_period(desk: Desk, period: Period) -> None:
    shown = forecast(desk, period, with_why=True)
    with desk.store.reading() as reading:
        gone = [row[0] for row in reading.connection.execute(
            "SELECT number FROM opportunity WHERE status = 'won' AND number IN (SELECT opportunity_number FROM "
            "sales_order GROUP BY opportunity_number HAVING count(cancelled_on) = count(*))"
        )]  # fmt: skip
    assert shown.why is not None
    assert [deal.opportunity.number for deal in shown.why.won if deal.line == "won_cancelled"] == gone
    assert shown.total.won_cancelled.deals == len(gone)
    listed = [deal.opportunity.number for deal in shown.why.won]
    assert len(set(listed)) == len(listed)
    for line in WON_LINES:
        assert sum(1 for deal in shown.why.won if deal.line == line) == getattr(shown.total, line).deals, line


@given(desk=books(), period=PERIODS)
def test_the_lines_that_are_listed_add_up_to_the_figures(desk: Desk, period: Period) -> None:
    shown = forecast(desk, period, with_why=True)
    assert shown.why is not None
    total, zero = shown.total, Money(0, desk.base)
    won = [deal for deal in shown.why.won if deal.line in ("ordered", "booked")]
    weighted = [deal.weighted for deal in shown.why.open if deal.weighted] + [deal.base_amount for deal in won]
    assert sum((amount for amount in weighted if amount), zero) == total.weighted
    assert sum((deal.base_amount for deal in won if deal.base_amount), zero) == total.won.amount
    surer = [deal.base_amount for deal in shown.why.open if deal.line == "commit" and deal.base_amount]
    assert sum(surer, total.won.amount) == total.headline == total.cumulative.commit.amount


@given(desk=books(), period=PERIODS, by=st.sampled_from(GROUPINGS))
def test_the_rows_of_a_grouping_add_up_to_the_total_line_by_line(desk: Desk, period: Period, by: Any) -> None:
    shown = forecast(desk, period, by=by, with_bookings=True)
    for line in (*OPEN_LINES, *WON_LINES):
        assert sum(getattr(group.row, line).deals for group in shown.groups) == getattr(shown.total, line).deals
    for line in ("won", *SUMMED):
        assert (
            sum(getattr(group.row, line).amount.minor for group in shown.groups)
            == getattr(shown.total, line).amount.minor
        )
    assert sum(group.row.weighted.minor for group in shown.groups) == shown.total.weighted.minor
    assert sum(group.row.headline.minor for group in shown.groups) == shown.total.headline.minor
    assert shown.bookings is not None
    assert sum(group.booked.deals for group in shown.bookings.groups) == shown.bookings.total.deals
    assert sum(group.booked.amount.minor for group in shown.bookings.groups) == shown.bookings.total.amount.minor


def test_an_amount_below_zero_is_rounded_half_up_as_well() -> None:
    desk = make_desk(*(Deal(amount=usd(-n), close=TODAY, stage="1") for n in (1, 9, 10, 11, 29, 30, 31, 110, 999)))
    exact = sum((-n * 5 + 50) // 100 for n in (1, 9, 10, 11, 29, 30, 31, 110, 999))
    assert forecast(desk, quarter_of(TODAY)).total.weighted == usd(exact)


# -- what it costs -----------------------------------------------------------------------------------------------


def steps(desk: Desk, column: Any = "none") -> int:
    """Steps of SQLite's machine for the sums of the quarter."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    horizon, scale = Horizon(quarter_of(TODAY), TODAY, "USD"), user_scale(desk)
    with desk.store.reading() as reading:
        reading.connection.set_progress_handler(count, 1)
        try:
            list(forecasts.open_cells(reading, column, horizon, scale))
            list(forecasts.won_cells(reading, column, horizon, scale))
        finally:
            reading.connection.set_progress_handler(None, 0)
    return taken


def many(number: int, **values: Any) -> Iterator[Deal]:
    for place in range(number):
        stage = values.get("stage", OPEN_STAGES[place % 8])
        yield Deal(**{"amount": usd(100_00 + place), "owner": OWNERS[place % 5], **values, "stage": stage})


OPEN_NOW = {"close": TODAY + timedelta(days=5)}
ORDERED_NOW = {"stage": "9", "status": "won", "order": ordered(TODAY, usd(5))}
BOOKED_NOW = {"stage": "10", "status": "won", "order": booked(TODAY, usd(5), TODAY, usd(5))}


@pytest.mark.parametrize(
    ("more", "limit"),
    [
        (OPEN_NOW, 20),
        (ORDERED_NOW, 20),
        (BOOKED_NOW, 20),
        ({"close": TODAY + timedelta(days=200)}, 7),
        ({"status": "lost", **OPEN_NOW}, 0),
        ({"stage": "10", "status": "won", "order": ordered(date(2025, 3, 1), usd(5))}, 0),
    ],
    ids=["open in the quarter", "ordered", "booked", "open in another", "lost", "won in another"],
)
def test_a_deal_of_the_quarter_costs_at_most_twenty_steps_and_a_closed_one_of_another_none(
    more: dict[str, Any], limit: float
) -> None:
    few = [*many(80, **OPEN_NOW), *many(40, **BOOKED_NOW)]
    cost = steps(make_desk(*few, *many(200, **more))) - steps(make_desk(*few))
    assert cost / 200 <= limit + 0.2


@pytest.mark.parametrize("statement", ["forecast.open", "forecast.ordered", "forecast.booked"])
def test_the_sums_of_the_whole_book_are_read_from_indexes_alone(statement: str) -> None:
    from osp_cli.store.compiled import STATEMENTS

    given = dict.fromkeys(("stage", "percent", "first", "last", "base", "booked"), 1)
    with make_desk().store.reading() as reading:
        plan = [row[3] for row in reading.connection.execute(f"EXPLAIN QUERY PLAN {STATEMENTS[statement]}", given)]
    assert "USING COVERING INDEX" in plan[0]
    assert not [line for line in plan if "TEMP B-TREE" in line or line.startswith("SCAN")]
