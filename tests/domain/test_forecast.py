"""The rules of the forecast: which line a deal stands in, what is weighed, what a row adds up to, and the quota."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.forecast import (
    OPEN_LINES,
    Cell,
    Horizon,
    Quota,
    Scale,
    StageWeight,
    in_base,
    line_of,
    quota_of,
    roll_up,
    target_of,
    team_quota,
    weigh,
    won_line_of,
)
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.periods import fiscal_quarter_of, fiscal_year_of, month_of, quarter_of

TODAY = date(2026, 11, 24)
QUARTER = quarter_of(TODAY)
HORIZON = Horizon(QUARTER, TODAY, "USD")
SCALE = Scale(
    (
        StageWeight("1", 5, "pipeline", is_won=False),
        StageWeight("4", 35, "omitted", is_won=False),
        StageWeight("5", 50, "best", is_won=False),
        StageWeight("8", 90, "commit", is_won=False),
        StageWeight("9", 100, "commit", is_won=True),
        StageWeight("9.5", 100, "commit", is_won=True),
        StageWeight("10", 100, "commit", is_won=True),
    )
)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def deal(**changes: object) -> Opportunity:
    plain = Opportunity(
        number=1, id="01", slug="deal", name="Deal", stage="5", status="open",
        amount=usd(100_00), base=usd(100_00), close_on=date(2026, 12, 10),
    )  # fmt: skip
    return replace(plain, **changes)


def test_a_deal_with_date_amount_and_rate_stands_in_the_category_of_its_stage() -> None:
    assert line_of(deal(stage="1"), HORIZON, SCALE) == "pipeline"
    assert line_of(deal(stage="5"), HORIZON, SCALE) == "best"
    assert line_of(deal(stage="8"), HORIZON, SCALE) == "commit"
    assert line_of(deal(stage="4"), HORIZON, SCALE) == "omitted"


def test_the_first_line_that_applies_counts_from_undated_down_to_omitted() -> None:
    foreign = Money(90_00, "EUR")
    everything_wrong = deal(stage="4", close_on=None, amount=None, base=None)
    assert line_of(everything_wrong, HORIZON, SCALE) == "undated"
    assert line_of(replace(everything_wrong, close_on=date(2026, 11, 23)), HORIZON, SCALE) == "overdue"
    assert line_of(replace(everything_wrong, close_on=date(2027, 1, 1)), HORIZON, SCALE) == "another_period"
    assert line_of(replace(everything_wrong, close_on=date(2026, 12, 1)), HORIZON, SCALE) == "unpriced"
    assert line_of(deal(stage="4", amount=foreign, base=None), HORIZON, SCALE) == "unconverted"
    assert line_of(deal(stage="4", amount=foreign, base=usd(97_20)), HORIZON, SCALE) == "omitted"


@pytest.mark.parametrize(
    ("close", "line"),
    [
        (TODAY - timedelta(days=1), "overdue"),
        (TODAY, "best"),
        (QUARTER.last, "best"),
        (QUARTER.last + timedelta(days=1), "another_period"),
    ],
)
def test_a_deal_is_overdue_only_from_the_day_after_its_date(close: date, line: str) -> None:
    assert line_of(deal(close_on=close), HORIZON, SCALE) == line


def test_in_a_past_period_every_open_deal_with_a_past_date_is_overdue() -> None:
    past = Horizon(quarter_of(date(2017, 12, 1)), TODAY, "USD")
    assert line_of(deal(close_on=date(2017, 11, 5)), past, SCALE) == "overdue"
    assert line_of(deal(close_on=date(2016, 1, 5)), past, SCALE) == "overdue"
    assert line_of(deal(close_on=date(2026, 12, 5)), past, SCALE) == "another_period"


def test_an_amount_converted_into_another_base_currency_is_unconverted() -> None:
    assert line_of(deal(amount=Money(1, "CNY"), base=Money(1, "EUR")), HORIZON, SCALE) == "unconverted"


def test_an_amount_in_todays_base_currency_needs_no_rate_whatever_the_base_was_before() -> None:
    assert in_base(usd(5), Money(4, "EUR"), "USD") == usd(5)
    assert line_of(deal(amount=usd(5), base=Money(4, "EUR")), HORIZON, SCALE) == "best"


@pytest.mark.parametrize(("minor", "percent", "weighed"), [(1, 50, 1), (1, 49, 0), (3, 50, 2), (10, 5, 1), (9, 5, 0),
                                                           (10**17, 100, 10**17), (0, 90, 0), (33, 0, 0)])  # fmt: skip
def test_half_a_cent_is_rounded_up(minor: int, percent: int, weighed: int) -> None:
    assert weigh(minor, percent) == weighed


@given(st.integers(0, 10**17), st.integers(0, 100))
def test_weighing_is_rounding_half_up_of_the_exact_product(minor: int, percent: int) -> None:
    exact = Decimal(minor) * percent / 100
    assert weigh(minor, percent) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


ORDER = Order(
    1, on=date(2026, 10, 2), amount=usd(500_00), base=usd(500_00), booked_on=date(2027, 1, 5),
    booked_amount=usd(480_00), booked_base=usd(480_00),
)  # fmt: skip


def test_a_won_deal_is_ordered_until_it_is_booked_and_stays_in_the_period_of_its_order_date() -> None:
    assert won_line_of(ORDER, "9", HORIZON, SCALE) == "ordered"
    assert won_line_of(ORDER, "9.5", HORIZON, SCALE) == "ordered"
    assert won_line_of(ORDER, "10", HORIZON, SCALE) == "booked"
    next_quarter = Horizon(quarter_of(date(2027, 1, 5)), TODAY, "USD")
    assert won_line_of(ORDER, "10", next_quarter, SCALE) is None


def test_a_won_deal_without_date_amount_or_rate_is_told_and_not_added() -> None:
    assert won_line_of(replace(ORDER, on=None), "9", HORIZON, SCALE) == "won_undated"
    assert won_line_of(replace(ORDER, amount=None, base=None), "9", HORIZON, SCALE) == "won_unpriced"
    assert won_line_of(replace(ORDER, booked_amount=None, booked_base=None), "10", HORIZON, SCALE) == "won_unpriced"
    in_euro = replace(ORDER, amount=Money(1, "EUR"), base=None)
    assert won_line_of(in_euro, "9", HORIZON, SCALE) == "won_unconverted"


CELLS = [
    Cell(None, "9", "ordered", 1, base=300_00),
    Cell(None, "10", "booked", 2, base=700_00),
    Cell(None, "8", "commit", 1, base=200_00, weighted=180_00),
    Cell(None, "5", "best", 3, base=90_01, weighted=45_02),
    Cell(None, "1", "pipeline", 1, base=10_00, weighted=50),
    Cell(None, "4", "omitted", 1, base=99_00, weighted=34_65),
    Cell(None, "5", "overdue", 2, own=usd(7)),
    Cell(None, "8", "overdue", 1, own=Money(5, "EUR")),
    Cell(None, "8", "overdue", 1),
    Cell(None, "5", "another_period", 9),
]


def test_a_row_shows_each_category_alone_and_with_what_is_surer() -> None:
    row = roll_up(CELLS, "USD")
    assert (row.won.deals, row.won.amount) == (3, usd(1000_00))
    assert (row.ordered.amount, row.booked.amount) == (usd(300_00), usd(700_00))
    assert row.headline == usd(1200_00)
    assert (row.commit.amount, row.best.amount, row.pipeline.amount) == (usd(200_00), usd(90_01), usd(10_00))
    assert (row.cumulative.commit.deals, row.cumulative.commit.amount) == (4, usd(1200_00))
    assert (row.cumulative.best.deals, row.cumulative.best.amount) == (7, usd(1290_01))
    assert (row.cumulative.open_pipeline.deals, row.cumulative.open_pipeline.amount) == (5, usd(300_01))


def test_what_is_weighted_is_won_and_the_three_categories_but_nothing_omitted_or_set_aside() -> None:
    assert roll_up(CELLS, "USD").weighted == usd(1000_00 + 180_00 + 45_02 + 50)


def test_deals_set_aside_show_what_is_known_of_them_in_their_own_currencies() -> None:
    row = roll_up(CELLS, "USD")
    assert (row.overdue.deals, row.overdue.amounts) == (4, (Money(5, "EUR"), usd(7)))
    assert (row.another_period.deals, row.another_period.amounts) == (9, ())
    assert row.undated.deals == 0


def test_a_row_without_deals_is_empty_and_nothing_but_zeros() -> None:
    row = roll_up([], "USD")
    assert row.is_empty
    assert row.headline == row.weighted == usd(0)
    assert not roll_up(CELLS, "USD").is_empty


def test_the_gap_is_quota_less_won_and_coverage_names_its_divisor() -> None:
    target = target_of(roll_up(CELLS, "USD"), usd(1300_00), "team")
    assert (target.gap, target.gap_with_commit) == (usd(300_00), usd(100_00))
    assert target.coverage is not None
    assert (target.coverage.ratio, target.coverage.divisor, target.coverage.gap) == ("1.00", "gap", usd(300_00))
    assert target.coverage.open == usd(300_01)


def test_a_quota_that_is_reached_has_no_coverage_and_a_gap_below_zero() -> None:
    target = target_of(roll_up(CELLS, "USD"), usd(900_00), "team")
    assert (target.gap, target.coverage) == (usd(-100_00), None)


def quota(owner: str | None, first: date, last: date, minor: int) -> Quota:
    return Quota(1, owner, first, last, usd(minor))


def months_of_quarter(owner: str | None, amounts: tuple[int, ...]) -> list[Quota]:
    months = [month_of(date(2026, 10 + i, 1)) for i in range(3)]
    return [quota(owner, m.first, m.last, amount) for m, amount in zip(months, amounts, strict=False)]


def test_the_quota_of_exactly_these_days_wins_over_the_sum_of_shorter_ones() -> None:
    months = months_of_quarter("Ada", (1, 2, 3))
    assert quota_of(months, "Ada", QUARTER) == usd(6)
    assert quota_of([*months, quota("Ada", QUARTER.first, QUARTER.last, 10)], "Ada", QUARTER) == usd(10)


def test_shorter_quotas_that_leave_a_gap_are_no_quota() -> None:
    assert quota_of(months_of_quarter("Ada", (1, 2)), "Ada", QUARTER) is None
    assert quota_of(months_of_quarter("Ada", (1, 2, 3))[1:], "Ada", QUARTER) is None
    assert quota_of(months_of_quarter("Ada", (1, 2, 3)), "Bo", QUARTER) is None


def test_a_fiscal_year_takes_its_quota_from_its_own_four_quarters() -> None:
    year = fiscal_year_of(TODAY, 4)
    quarters = [fiscal_quarter_of(date(2026 + (m > 12), (m - 1) % 12 + 1, 1), 4) for m in (4, 7, 10, 13)]
    assert quota_of([quota(None, q.first, q.last, 25) for q in quarters], None, year) == usd(100)


def test_the_teams_quota_is_the_sum_of_the_owners_unless_the_team_has_one_of_its_own() -> None:
    owners = [quota("Ada", QUARTER.first, QUARTER.last, 40), quota("Bo", QUARTER.first, QUARTER.last, 60)]
    assert team_quota(owners, QUARTER) == (usd(100), "owners")
    assert team_quota([*owners, quota(None, QUARTER.first, QUARTER.last, 90)], QUARTER) == (usd(90), "team")
    assert team_quota([], QUARTER) is None


MONEY = st.none() | st.builds(Money, st.integers(0, 10**9), st.sampled_from(["USD", "EUR"]))
DAYS = st.none() | st.dates(date(2026, 9, 1), date(2027, 3, 1))


@given(close=DAYS, amount=MONEY, converted=MONEY, stage=st.sampled_from(["1", "4", "5", "8"]))
def test_every_open_deal_stands_in_exactly_one_line(
    close: date | None, amount: Money | None, converted: Money | None, stage: str
) -> None:
    line = line_of(deal(close_on=close, amount=amount, base=converted, stage=stage), HORIZON, SCALE)
    assert line in OPEN_LINES
    assert (line == "undated") == (close is None)
    assert (line == "overdue") == (close is not None and close < TODAY)
