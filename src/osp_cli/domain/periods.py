"""Months, quarters and years, of the calendar and of a fiscal year that may start in any month.

A fiscal year is named by the calendar year it ends in: with a start in April, FY27 is 2026-04-01..2027-03-31.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from osp_cli.domain.names import excerpt, narrow
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

FIRST_YEAR, LAST_YEAR = 1990, 2100

PeriodKind = Literal["month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both inside; `label` reads back as the same period."""

    first: date
    last: date
    kind: PeriodKind
    label: str

    def __contains__(self, day: date) -> bool:
        """Whether the day is one of the period's."""
        return self.first <= day <= self.last


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it has no such day (31 January + 1)."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def end_of_month(day: date) -> date:
    """The last day of the day's month."""
    # Not `calendar.monthrange`: that module brings `locale` with it. The 28th plus four days is always the next month.
    beyond = day.replace(day=28) + timedelta(days=4)
    return beyond - timedelta(days=beyond.day)


def month_of(day: date) -> Period:
    """The calendar month of a day, labelled `2026-11`."""
    return Period(day.replace(day=1), end_of_month(day), "month", f"{day.year:04d}-{day.month:02d}")


def quarter_of(day: date) -> Period:
    """The calendar quarter of a day, labelled `2026Q4`."""
    return fiscal_quarter_of(day, 1)


def year_of(day: date) -> Period:
    """The calendar year of a day, labelled `2026`."""
    return fiscal_year_of(day, 1)


def fiscal_year_of(day: date, start_month: int) -> Period:
    """The fiscal year of a day, labelled `FY27`; with a start in January the calendar year, labelled `2026`."""
    first = _fiscal_start(day, start_month)
    last = _last_day(first, 12)
    return Period(first, last, "year", _year_label(last.year, start_month))


def fiscal_quarter_of(day: date, start_month: int) -> Period:
    """The fiscal quarter of a day, labelled `FY27Q1`; with a start in January `2026Q4`."""
    year_first = _fiscal_start(day, start_month)
    passed = ((day.year - year_first.year) * 12 + day.month - year_first.month) // 3
    first = add_months(year_first, passed * 3)
    label = f"{_year_label(_last_day(year_first, 12).year, start_month)}Q{passed + 1}"
    return Period(first, _last_day(first, 3), "quarter", label)


def shift_period(period: Period, steps: int, start_month: int) -> Period:
    """The period of the same kind so many steps later (earlier where negative)."""
    if period.kind == "month":
        return month_of(add_months(period.first, steps))
    calendar = not period.label.startswith("FY")
    start = 1 if calendar else start_month
    if period.kind == "quarter":
        return fiscal_quarter_of(add_months(period.first, 3 * steps), start)
    return fiscal_year_of(add_months(period.first, 12 * steps), start)


def _fiscal_start(day: date, start_month: int) -> date:
    if not 1 <= start_month <= 12:
        raise ValueError(f"no month {start_month}")
    return date(day.year if day.month >= start_month else day.year - 1, start_month, 1)


def _last_day(first: date, months: int) -> date:
    return add_months(first, months) - timedelta(days=1)


def _year_label(year: int, start_month: int) -> str:
    if start_month == 1:
        return f"{year:04d}"
    # Two digits mean 2000 to 2099; other years are written out, so that each label reads back as what it was.
    return f"FY{year % 100:02d}" if year // 100 == 20 else f"FY{year:04d}"


def display_period(period: Period, language: str = "en") -> str:
    """The label with its range, which a fiscal label alone does not tell: `FY27Q1 (2026-04-01..06-30)`.

    In Chinese `FY27Q1（2026年4月1日至6月30日）`.
    """
    first, last = period.first, period.last
    same_year = first.year == last.year
    if language == "zh":
        until = f"{last.month}月{last.day}日" if same_year else f"{last.year}年{last.month}月{last.day}日"
        return f"{period.label}（{first.year}年{first.month}月{first.day}日至{until}）"
    ended = last.isoformat()
    return f"{period.label} ({first.isoformat()}..{ended[5:] if same_year else ended})"


_QUARTER = r"(?:q([1-4])|第?([1-4一二三四])季度?)"
_CALENDAR_QUARTER = rf"(?:([0-9]{{4}})[-/ ]?年?\s?)?{_QUARTER}"
_QUARTER_FIRST = r"q([1-4])[-/ ]?([0-9]{4})"
_FISCAL = rf"(?:fy\s?([0-9]{{4}}|[0-9]{{2}})|([0-9]{{4}}|[0-9]{{2}})财年)[-/ ]?(?:{_QUARTER})?"
_MONTH = r"([0-9]{4})(?:[-/]|年)([0-9]{1,2})月?"
_YEAR = r"([0-9]{4})年?"
_RELATIVE = r"(this|next|last|previous) (month|quarter|fiscal quarter|year|fiscal year)"
_RELATIVE_ZH = r"(本|这|下|上)一?个?(月|季度|季|财季|财年)|(今|明|去)年"
_STEPS = {
    "this": 0, "next": 1, "last": -1, "previous": -1,
    "本": 0, "这": 0, "下": 1, "上": -1, "今": 0, "明": 1, "去": -1,
}  # fmt: skip


def parse_period(text: str, fiscal_start_month: int, today: date) -> Period:
    """The period that the words name; a quarter or year without FY is one of the calendar.

    Understands `2026Q4`, `Q4` (of this calendar year), `FY27Q1`, `FY27`, `2026`, `2026-11`, `this|next|last
    month|quarter|year` (the quarter is the fiscal one of today, `fiscal year` too), and the same in Chinese.
    Errors: `period-unreadable`; `period-out-of-range` before 1990 or after 2100.
    """
    words = " ".join(narrow(text).split()).casefold()
    try:
        period = _read(words, fiscal_start_month, today)
    except (ValueError, OverflowError):
        period = None
    if period is None:
        raise WrongUsage("period-unreadable", {"text": excerpt(text)})
    if period.last < date(FIRST_YEAR, 1, 1) or period.first > date(LAST_YEAR, 12, 31):
        raise WrongUsage("period-out-of-range", {"text": excerpt(text), "first": FIRST_YEAR, "last": LAST_YEAR})
    return period


def _read(words: str, start_month: int, today: date) -> Period | None:
    """None or ValueError where the words name no period."""
    if m := re.fullmatch(_FISCAL, words):
        return _fiscal(m[1] or m[2], m[3] or m[4], start_month)
    if m := re.fullmatch(_CALENDAR_QUARTER, words):
        return _calendar_quarter(int(m[1] or today.year), m[2] or m[3])
    if m := re.fullmatch(_QUARTER_FIRST, words):
        return _calendar_quarter(int(m[2]), m[1])
    if m := re.fullmatch(_MONTH, words):
        return month_of(date(int(m[1]), int(m[2]), 1))
    if m := re.fullmatch(_YEAR, words):
        return year_of(date(int(m[1]), 1, 1))
    return _relative(words, start_month, today)


def _fiscal(year: str, quarter: str | None, start_month: int) -> Period:
    ends = int(year) + (2000 if len(year) == 2 else 0)
    starts = ends if start_month == 1 else ends - 1
    whole = fiscal_year_of(date(starts, start_month, 1), start_month)
    if quarter is None:
        return whole
    return fiscal_quarter_of(add_months(whole.first, 3 * (_number(quarter) - 1)), start_month)


def _calendar_quarter(year: int, quarter: str) -> Period:
    return quarter_of(date(year, 3 * _number(quarter), 1))


def _number(quarter: str) -> int:
    return int(quarter) if quarter.isascii() else "一二三四".index(quarter) + 1


def _relative(words: str, start_month: int, today: date) -> Period | None:
    if m := re.fullmatch(_RELATIVE, words):
        steps, unit = _STEPS[m[1]], m[2]
    elif m := re.fullmatch(_RELATIVE_ZH, words):
        steps, unit = _STEPS[m[1] or m[3]], m[2] or "year"
    else:
        return None
    if unit in ("month", "月"):
        now = month_of(today)
    elif unit == "year":
        now = year_of(today)
    elif unit in ("fiscal year", "财年"):
        now = fiscal_year_of(today, start_month)
    else:
        now = fiscal_quarter_of(today, start_month)
    return shift_period(now, steps, start_month)
