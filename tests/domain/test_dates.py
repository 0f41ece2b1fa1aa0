"""Days as people type them, seen from Tuesday 2026-11-24."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.dates import display_day, parse_day, weekday_name
from osp_cli.errors import WrongUsage

TODAY = date(2026, 11, 24)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))

COMING = """
2026-12-31 2026-12-31 | 2026-1-5 2026-01-05 | 2026/12/31 2026-12-31 | 2026.12.31 2026-12-31 | 20261231 2026-12-31
２０２６－１２－３１ 2026-12-31 | today 2026-11-24 | TODAY 2026-11-24 | tomorrow 2026-11-25 | yesterday 2026-11-23
fri 2026-11-27 | Friday 2026-11-27 | mon 2026-11-30 | tue 2026-12-01 | thurs 2026-11-26 | this fri 2026-11-27
next fri 2026-12-04 | next tue 2026-12-01 | last fri 2026-11-20 | next week 2026-11-30
+3d 2026-11-27 | -3d 2026-11-21
+2w 2026-12-08 | +1m 2026-12-24 | +1q 2027-02-24 | +1y 2027-11-24 | +0d 2026-11-24
in 2 weeks 2026-12-08 | in a week 2026-12-01 | in three months 2027-02-24 | 3 days ago 2026-11-21
a month ago 2026-10-24
eom 2026-11-30 | eoq 2026-12-31 | eoy 2026-12-31 | end of next month 2026-12-31 | end of the quarter 2026-12-31
12-31 2026-12-31 | 11-24 2026-11-24 | 11-23 2027-11-23 | 2-29 2028-02-29 | 12/31 2026-12-31 | 31/12 2026-12-31
31 dec 2026-12-31 | 31 December 2026 2026-12-31 | Dec 31, 2026 2026-12-31 | 1st march 2027-03-01
31-Dec-2026 2026-12-31
今天 2026-11-24 | 明天 2026-11-25 | 昨天 2026-11-23 | 后天 2026-11-26 | 大后天 2026-11-27 | 前天 2026-11-22
周五 2026-11-27 | 星期五 2026-11-27 | 周二 2026-12-01 | 周日 2026-11-29 | 礼拜天 2026-11-29 | 本周五 2026-11-27
下周五 2026-12-04 | 下周一 2026-11-30 | 下周日 2026-12-06 | 下个星期五 2026-12-04 | 上周五 2026-11-20
下下周五 2026-12-11
下个月15号 2026-12-15 | 本月30日 2026-11-30 | 上个月三号 2026-10-03 | 27年3月1日 2027-03-01
下周 2026-11-30 | 月底 2026-11-30 | 下月底 2026-12-31 | 季末 2026-12-31 | 季度末 2026-12-31 | 下季度末 2027-03-31
年底 2026-12-31 | 明年年底 2027-12-31 | 12月31日 2026-12-31 | 12月31号 2026-12-31 | １２月３１日 2026-12-31
十二月三十一日 2026-12-31 | 3月1日 2027-03-01 | 2026年12月31日 2026-12-31 | 2026 年 12 月 31 日 2026-12-31
明年3月1日 2027-03-01 | 去年3月1日 2025-03-01 | 3月底 2027-03-31 | 11月底 2026-11-30 | 2028年2月底 2028-02-29
3天后 2026-11-27 | ３天后 2026-11-27 | 两周后 2026-12-08 | 2个月后 2027-01-24 | 三天前 2026-11-21 | 十一天后 2026-12-05
一年后 2027-11-24 | 半年后 2027-05-24 | 3天之后 2026-11-27
2026Q4 2026-12-31 | 2027-Q1 2027-03-31 | FY27Q1 2027-03-31 | 2026-12 2026-12-31 | next quarter 2027-03-31
4/4/2026 2026-04-04 | 12/31/2026 2026-12-31 | 31/12/2026 2026-12-31 | 31.12.2026 2026-12-31 | 31-12-2026 2026-12-31
"""
HAPPENED = """
fri 2026-11-20 | tue 2026-11-24 | wed 2026-11-18 | 周五 2026-11-20 | 周二 2026-11-24 | 12-31 2025-12-31
11-24 2026-11-24 | 11-25 2025-11-25 | 2-29 2024-02-29 | 12月31日 2025-12-31 | 31 dec 2025-12-31
3月底 2026-03-31 | 12月底 2025-12-31 | 12/31 2025-12-31
yesterday 2026-11-23 | 2026-11-02 2026-11-02 | last fri 2026-11-20 | -3d 2026-11-21
"""


def table(text: str) -> list[tuple[str, str]]:
    """Rows `words day` between bars and line ends; the day is the last word."""
    cells = [cell.strip() for line in text.strip().splitlines() for cell in line.split("|")]
    return [(cell.rpartition(" ")[0], cell.rpartition(" ")[2]) for cell in cells]


def refusal(text: str) -> WrongUsage:
    with pytest.raises(WrongUsage) as caught:
        parse_day(text, TODAY)
    return caught.value


@pytest.mark.parametrize(("text", "day"), table(COMING))
def test_a_day_to_come_is_read_as_people_write_it(text: str, day: str) -> None:
    assert parse_day(text, TODAY).isoformat() == day


@pytest.mark.parametrize(("text", "day"), table(HAPPENED))
def test_the_day_something_happened_is_the_latest_one_up_to_today(text: str, day: str) -> None:
    assert parse_day(text, TODAY, past=True).isoformat() == day


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("3/4/2026", ["2026-03-04", "2026-04-03"]),
        ("3.4.2026", ["2026-03-04", "2026-04-03"]),
        ("03-04-2026", ["2026-03-04", "2026-04-03"]),
        ("3/4", ["2027-03-04", "2027-04-03"]),
    ],
)
def test_a_day_with_two_readings_is_refused_with_both(text: str, readings: list[str]) -> None:
    error = refusal(text)
    assert error.code == "date-ambiguous"
    assert error.details["readings"] == readings
    assert [error.values["first"], error.values["second"]] == readings


def test_the_order_of_the_settings_decides_between_two_readings() -> None:
    assert parse_day("3/4/2026", TODAY, order="dmy") == date(2026, 4, 3)
    assert parse_day("3/4/2026", TODAY, order="mdy") == date(2026, 3, 4)
    assert parse_day("12/31/2026", TODAY, order="dmy") == date(2026, 12, 31)
    assert parse_day("2026-03-04", TODAY, order="dmy") == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "20260230",
        "30/30/2026",
        "2-30",
        "31-12",
        "13月1日",
        "2026年2月30日",
        "31 feb",
        "2月三十日",
    ],
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert refusal(text).code == "date-impossible"


@pytest.mark.parametrize(
    "text",
    [
        "1989-12-31",
        "2101-01-01",
        "9999-12-31",
        "+999999d",
        "-999999m",
        "+999999y",
        "1989Q4",
        "2101年1月1日",
        "in 90 years",
    ],
)
def test_a_day_outside_1990_to_2100_is_refused(text: str) -> None:
    error = refusal(text)
    assert error.code == "date-out-of-range"
    assert (error.values["text"], error.values["first"], error.values["last"]) == (text, 1990, 2100)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "3/4/26", "soon", "next", "fr", "last week", "3d", "+d", "+3x", "in weeks", "2026--1-1"),
        *("٢٠٢٦-١٢-٣١", "周八", "一二月三日", "半天后", "2026W48", "1999999999", "12:30", "2026-12-31T10:00", "1e3"),
        "+9999999d",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert refusal(text).code == "date-unreadable"


def test_the_last_and_first_days_of_the_range_are_read() -> None:
    assert parse_day("1990-01-01", TODAY) == date(1990, 1, 1)
    assert parse_day("2100-12-31", TODAY) == date(2100, 12, 31)
    assert refusal("2100-02-29").code == "date-impossible"
    with pytest.raises(WrongUsage) as caught:
        parse_day("tomorrow", date(2100, 12, 31))
    assert caught.value.code == "date-out-of-range"


def test_the_end_of_the_quarter_follows_the_fiscal_year() -> None:
    assert parse_day("eoq", TODAY, fiscal_start_month=2) == date(2027, 1, 31)
    assert parse_day("季末", TODAY, fiscal_start_month=3) == date(2026, 11, 30)
    assert parse_day("FY27Q1", TODAY, fiscal_start_month=4) == date(2026, 6, 30)
    assert parse_day("2026Q4", TODAY, fiscal_start_month=2) == date(2026, 12, 31)


@given(days, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_within_the_week_around_today(today: date, word: str) -> None:
    happened = parse_day(word, today, past=True) if today.year > 1990 else today
    assert today - timedelta(days=7) < happened <= today
    if today.year < 2100:
        coming = parse_day(word, today)
        assert today < coming <= today + timedelta(days=7)
        assert weekday_name(coming, "en").casefold() == word


@given(days, days)
def test_every_form_of_a_full_date_reads_back(day: date, today: date) -> None:
    forms = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert [parse_day(form, today) for form in forms] == [day] * 4
    assert parse_day(f"{day.day}/{day.month}/{day.year}", today, order="dmy") == day
    assert parse_day(f"{day.month}/{day.day}/{day.year}", today, order="mdy") == day


@given(days, days)
def test_a_day_without_a_year_is_the_nearest_on_the_side_asked_for(day: date, today: date) -> None:
    text = f"{day.month}-{day.day}"
    if not 1999 <= today.year <= 2091:  # 29 February may be eight years off, and so outside the range
        return
    for past in (False, True):
        found = parse_day(text, today, past=past)
        assert (found.month, found.day) == (day.month, day.day)
        assert found <= today if past else found >= today
        assert abs((found - today).days) <= (8 * 366 if text == "2-29" else 366)


@given(st.text(max_size=70), days)
def test_any_text_is_a_day_or_refused_and_never_crashes(text: str, today: date) -> None:
    try:
        day = parse_day(text, today)
    except WrongUsage:
        return
    assert 1990 <= day.year <= 2100


@given(st.text(alphabet="0123456789-/.+年月日周天后前一二十下上qfyQFdwm ", max_size=12), days)
def test_texts_that_look_like_a_day_never_crash(text: str, today: date) -> None:
    try:
        day = parse_day(text, today, fiscal_start_month=4)
    except WrongUsage:
        return
    assert 1990 <= day.year <= 2100


def test_a_day_is_shown_with_its_weekday_in_either_language() -> None:
    assert display_day(date(2026, 11, 27), "en") == "2026-11-27 (Fri)"
    assert display_day(date(2026, 11, 27), "zh") == "2026年11月27日（周五）"
    assert weekday_name(date(2026, 11, 29), "en") == "Sun"
    assert weekday_name(date(2026, 11, 29), "zh") == "周日"
