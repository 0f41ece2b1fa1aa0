"""Periods: every day lies in exactly one quarter, whichever month the fiscal year starts in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.periods import (
    add_months,
    display_period,
    end_of_month,
    fiscal_quarter_of,
    fiscal_year_of,
    month_of,
    parse_period,
    quarter_of,
    shift_period,
    year_of,
)
from osp_cli.errors import WrongUsage

TODAY = date(2026, 11, 24)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
starts = st.integers(1, 12)

READ = [
    ("2026Q4", "2026Q4", "2026-10-01", "2026-12-31"),
    ("2026-Q4", "2026Q4", "2026-10-01", "2026-12-31"),
    ("q4 2026", "2026Q4", "2026-10-01", "2026-12-31"),
    ("２０２６Ｑ４", "2026Q4", "2026-10-01", "2026-12-31"),
    ("Q1", "2026Q1", "2026-01-01", "2026-03-31"),
    ("2026年第4季度", "2026Q4", "2026-10-01", "2026-12-31"),
    ("2026年四季度", "2026Q4", "2026-10-01", "2026-12-31"),
    ("第一季度", "2026Q1", "2026-01-01", "2026-03-31"),
    ("FY27Q1", "FY27Q1", "2026-04-01", "2026-06-30"),
    ("fy2027-q1", "FY27Q1", "2026-04-01", "2026-06-30"),
    ("FY27 Q4", "FY27Q4", "2027-01-01", "2027-03-31"),
    ("27财年第二季度", "FY27Q2", "2026-07-01", "2026-09-30"),
    ("FY27", "FY27", "2026-04-01", "2027-03-31"),
    ("2027财年", "FY27", "2026-04-01", "2027-03-31"),
    ("2026", "2026", "2026-01-01", "2026-12-31"),
    ("2026年", "2026", "2026-01-01", "2026-12-31"),
    ("2026-11", "2026-11", "2026-11-01", "2026-11-30"),
    ("2026年2月", "2026-02", "2026-02-01", "2026-02-28"),
    ("this quarter", "FY27Q3", "2026-10-01", "2026-12-31"),
    ("next quarter", "FY27Q4", "2027-01-01", "2027-03-31"),
    ("last quarter", "FY27Q2", "2026-07-01", "2026-09-30"),
    ("本季度", "FY27Q3", "2026-10-01", "2026-12-31"),
    ("下季度", "FY27Q4", "2027-01-01", "2027-03-31"),
    ("上个季度", "FY27Q2", "2026-07-01", "2026-09-30"),
    ("next month", "2026-12", "2026-12-01", "2026-12-31"),
    ("上个月", "2026-10", "2026-10-01", "2026-10-31"),
    ("this year", "2026", "2026-01-01", "2026-12-31"),
    ("明年", "2027", "2027-01-01", "2027-12-31"),
    ("this fiscal year", "FY27", "2026-04-01", "2027-03-31"),
    ("下财年", "FY28", "2027-04-01", "2028-03-31"),
]


@pytest.mark.parametrize(("text", "label", "first", "last"), READ)
def test_a_period_is_read_as_people_write_it(text: str, label: str, first: str, last: str) -> None:
    period = parse_period(text, 4, TODAY)
    assert (period.label, period.first.isoformat(), period.last.isoformat()) == (label, first, last)


@pytest.mark.parametrize(
    "text", ["", "x", "2026Q5", "2026Q0", "2026-13", "2026-00", "FY27Q5", "FY7", "27", "Q", "２٠26"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        parse_period(text, 4, TODAY)
    assert caught.value.code == "period-unreadable"


@pytest.mark.parametrize("text", ["1989", "2101", "1989Q4", "2101-01", "FY1989Q1", "FY2102Q1"])
def test_a_period_outside_1990_to_2100_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        parse_period(text, 4, TODAY)
    assert caught.value.code == "period-out-of-range"


@pytest.mark.parametrize("start", range(1, 13))
def test_quarters_and_years_follow_one_another_without_gap_or_overlap(start: int) -> None:
    day, last_day = date(1989, 6, 15), date(2101, 6, 15)
    while day < last_day:
        quarter, year = fiscal_quarter_of(day, start), fiscal_year_of(day, start)
        assert day in quarter
        assert day in year
        assert year.first <= quarter.first
        assert quarter.last <= year.last
        assert fiscal_quarter_of(quarter.first, start) == quarter == fiscal_quarter_of(quarter.last, start)
        assert (fiscal_quarter_of(quarter.last + timedelta(days=1), start)).first == quarter.last + timedelta(days=1)
        day = quarter.last + timedelta(days=1)


@given(days, starts)
def test_each_day_lies_in_one_quarter_of_one_year_of_four(day: date, start: int) -> None:
    year = fiscal_year_of(day, start)
    quarters = [fiscal_quarter_of(add_months(year.first, 3 * place), start) for place in range(4)]
    assert sum(day in quarter for quarter in quarters) == 1
    assert quarters[0].first == year.first
    assert quarters[3].last == year.last
    assert [quarter.label for quarter in quarters] == [f"{year.label}Q{place}" for place in (1, 2, 3, 4)]


@given(days, starts)
def test_every_label_reads_back_as_its_period(day: date, start: int) -> None:
    for period in (
        month_of(day),
        quarter_of(day),
        year_of(day),
        fiscal_quarter_of(day, start),
        fiscal_year_of(day, start),
    ):
        assert parse_period(period.label, start, TODAY) == period


@given(days, starts, st.integers(-8, 8))
def test_going_so_many_periods_on_and_back_ends_where_it_began(day: date, start: int, steps: int) -> None:
    for period in (
        month_of(day),
        quarter_of(day),
        year_of(day),
        fiscal_quarter_of(day, start),
        fiscal_year_of(day, start),
    ):
        assert shift_period(shift_period(period, steps, start), -steps, start) == period
        assert shift_period(period, 1, start).first == period.last + timedelta(days=1)


def test_a_fiscal_year_is_named_by_the_year_it_ends_in() -> None:
    assert fiscal_year_of(date(2026, 3, 31), 4).label == "FY26"
    assert fiscal_year_of(date(2026, 4, 1), 4).label == "FY27"
    assert fiscal_year_of(date(2026, 2, 1), 2).label == "FY27"
    assert fiscal_year_of(date(1995, 7, 1), 7).label == "FY1996"


def test_with_a_start_in_january_fiscal_and_calendar_are_the_same() -> None:
    assert fiscal_quarter_of(TODAY, 1) == quarter_of(TODAY)
    assert parse_period("FY26Q4", 1, TODAY) == parse_period("2026Q4", 1, TODAY)
    assert parse_period("FY26", 1, TODAY) == parse_period("2026", 1, TODAY)


def test_a_period_always_prints_its_range() -> None:
    assert display_period(parse_period("FY27Q1", 4, TODAY)) == "FY27Q1 (2026-04-01..06-30)"
    assert display_period(parse_period("FY27", 4, TODAY)) == "FY27 (2026-04-01..2027-03-31)"
    assert display_period(parse_period("2026-11", 4, TODAY)) == "2026-11 (2026-11-01..11-30)"
    assert display_period(parse_period("FY27Q1", 4, TODAY), "zh") == "FY27Q1（2026年4月1日至6月30日）"
    assert display_period(parse_period("FY27", 4, TODAY), "zh") == "FY27（2026年4月1日至2027年3月31日）"


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
    ],
)
def test_adding_months_never_leaves_the_month_meant(day: str, months: int, wanted: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == wanted


@given(days)
def test_the_end_of_a_month_is_the_day_before_the_next(day: date) -> None:
    end = end_of_month(day)
    assert (end.year, end.month) == (day.year, day.month)
    assert (end + timedelta(days=1)).day == 1


def test_a_month_that_is_none_cannot_start_a_fiscal_year() -> None:
    with pytest.raises(ValueError, match="13"):
        fiscal_year_of(TODAY, 13)


@given(st.text(max_size=20), starts)
def test_any_text_is_a_period_or_refused(text: str, start: int) -> None:
    try:
        period = parse_period(text, start, TODAY)
    except WrongUsage:
        return
    assert period.first <= period.last
