"""Days as people type them, in English and Chinese, and as they read them. Nothing ambiguous is guessed.

A month, quarter or year given where a day is wanted stands for its last day; a week for its Monday.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from osp_cli.domain.names import excerpt, narrow
from osp_cli.domain.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    add_months,
    end_of_month,
    fiscal_quarter_of,
    parse_period,
)
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def local(at: str) -> datetime:
    """An instant of the journal by the clock of the person who reads it."""
    told = datetime.fromisoformat(at)
    try:
        return told.astimezone()
    except (OverflowError, OSError, ValueError):  # the first and the last year of the calendar
        return told


def weekday_name(day: date, lang: str) -> str:
    """The short name of the weekday: `Fri`, `周五`."""
    return (_WEEKDAYS_ZH if lang == "zh" else _WEEKDAYS_EN)[day.weekday()]


def display_day(day: date, lang: str) -> str:
    """A day with its weekday, for the echo of what was understood: `2026-11-27 (Fri)`, `2026年11月27日（周五）`."""
    if lang == "zh":
        return f"{plain_day(day, lang)}\uff08{weekday_name(day, lang)}\uff09"
    return f"{day.isoformat()} ({weekday_name(day, lang)})"


def plain_day(day: date, lang: str) -> str:
    """A day without its weekday, where many stand together: `2026-11-27`, `2026年11月27日`."""
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the reading of a day depends on besides its words."""

    text: str  # as typed, for the refusal
    today: date
    order: str | None
    past: bool
    fiscal_start_month: int


def parse_day(
    text: str, today: date, *, order: str | None = None, past: bool = False, fiscal_start_month: int = 1
) -> date:
    """The day that the words denote, seen from `today`.

    `order` decides between 3 April and 4 March for `3/4/2026`. Without a year or week (`12-31`, `fri`) the coming
    day is meant; with `past` (the day something happened) the latest one that is not after today.
    Errors: `date-unreadable`, `date-impossible` (30 February), `date-ambiguous` (details hold the readings),
    `date-out-of-range` (before 1990 or after 2100).
    """
    reading = _Reading(excerpt(text), today, order, past, fiscal_start_month)
    words = " ".join(narrow(text).split()).casefold()
    try:
        day = _read(words, reading) if len(words) <= 60 else None
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise WrongUsage("date-unreadable", {"text": reading.text})
    return _within_range(day, reading)


def _within_range(day: date, reading: _Reading) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongUsage("date-out-of-range", {"text": reading.text, "first": FIRST_YEAR, "last": LAST_YEAR})
    return day


def _read(words: str, reading: _Reading) -> date | None:
    """The first form that fits; ValueError or None where none does."""
    if words in _DAYS_OFF:
        return reading.today + timedelta(days=_DAYS_OFF[words])
    for read in (_numeric, _named_month, _chinese_day, _weekday, _offset, _end):
        if day := read(words, reading):
            return day
    try:
        return parse_period(words, reading.fiscal_start_month, reading.today).last
    except WrongUsage as refusal:
        if refusal.code == "period-out-of-range":
            raise WrongUsage("date-out-of-range", {**refusal.values, "text": reading.text}) from None
        return None


_DAYS_OFF = {
    "today": 0, "tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2,
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "昨天": -1, "昨日": -1, "后天": 2, "大后天": 3,
    "前天": -2, "大前天": -3,
}  # fmt: skip


# -- days in figures ---------------------------------------------------------------------------------------------

_YEAR_FIRST = r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
_BASIC = r"([0-9]{4})([0-9]{2})([0-9]{2})"
_YEAR_LAST = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})"
_NO_YEAR = r"([0-9]{1,2})([-/])([0-9]{1,2})"


def _numeric(words: str, reading: _Reading) -> date | None:
    if m := re.fullmatch(_YEAR_FIRST, words):
        return _day(int(m[1]), int(m[3]), int(m[4]), reading)
    if m := re.fullmatch(_BASIC, words):
        return _day(int(m[1]), int(m[2]), int(m[3]), reading)
    if m := re.fullmatch(_YEAR_LAST, words):
        year = int(m[4])
        return _either_order(int(m[1]), int(m[3]), reading, lambda month, day: _day(year, month, day, reading))
    if m := re.fullmatch(_NO_YEAR, words):
        if m[2] == "-":  # the ISO date without its year: month and day, as in 12-31
            return _nearest(int(m[1]), int(m[3]), reading)
        return _either_order(int(m[1]), int(m[3]), reading, lambda month, day: _nearest(month, day, reading))
    return None


def _day(year: int, month: int, day: int, reading: _Reading) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise WrongUsage("date-impossible", {"text": reading.text}) from None


def _either_order(first: int, second: int, reading: _Reading, build: Callable[[int, int], date]) -> date:
    """Day and month in the order asked for, else in the only possible one, else refused with both readings."""
    readings: dict[str, date] = {}
    for order, month, day in (("dmy", second, first), ("mdy", first, second)):
        try:
            readings[order] = build(month, day)
        except WrongUsage as refusal:
            if refusal.code != "date-impossible":
                raise
    if not readings:
        raise WrongUsage("date-impossible", {"text": reading.text})
    if reading.order in readings:
        return readings[reading.order]
    choices = sorted({day.isoformat() for day in readings.values()})
    if len(choices) > 1:
        values = {"text": reading.text, "first": choices[0], "second": choices[1]}
        raise WrongUsage("date-ambiguous", values, details={"readings": choices})
    return next(iter(readings.values()))


def _nearest(month: int, day: int, reading: _Reading) -> date:
    """The coming such day, today included; with `past` the latest one up to today (29 February may be years off)."""
    for ahead in range(9):
        year = reading.today.year + (-ahead if reading.past else ahead)
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= reading.today if reading.past else found >= reading.today:
            return found
    raise WrongUsage("date-impossible", {"text": reading.text})


# -- days in words -----------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_MONTH = rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH_WORD}(?:,?[ -]([0-9]{{4}}))?"
_MONTH_DAY = rf"{_MONTH_WORD} ([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? ([0-9]{{4}}))?"

_COUNT = r"([0-9]{1,6}|[一二两三四五六七八九十]{1,3})"
_CHINESE = rf"(?:([0-9]{{4}}|[0-9]{{2}})年|(今|明|去)年)?{_COUNT}月{_COUNT}[日号]?"
_CHINESE_MONTH_END = rf"(?:([0-9]{{4}})年|(今|明|去)年)?{_COUNT}月[底末]"
_OTHER_MONTH = rf"(上上|上|本|这|下下|下)个?月{_COUNT}[日号]"
_YEARS_OFF = {"今": 0, "明": 1, "去": -1}


def _named_month(words: str, reading: _Reading) -> date | None:
    if m := re.fullmatch(_DAY_MONTH, words):
        day, month, year = m[1], m[2], m[3]
    elif m := re.fullmatch(_MONTH_DAY, words):
        month, day, year = m[1], m[2], m[3]
    else:
        return None
    number = _MONTHS.index(month[:3]) + 1
    return _day(int(year), number, int(day), reading) if year else _nearest(number, int(day), reading)


def _chinese_day(words: str, reading: _Reading) -> date | None:
    closed = words.replace(" ", "")
    if m := re.fullmatch(_CHINESE, closed):
        year, month, day = _chinese_year(m, reading), _count(m[3]), _count(m[4])
        return _nearest(month, day, reading) if year is None else _day(year, month, day, reading)
    if m := re.fullmatch(_OTHER_MONTH, closed):
        first = add_months(reading.today.replace(day=1), _WEEKS_OFF[m[1]])
        return _day(first.year, first.month, _count(m[2]), reading)
    if m := re.fullmatch(_CHINESE_MONTH_END, closed):
        year, month = _chinese_year(m, reading), _count(m[3])
        first = _day(reading.today.year if year is None else year, month, 1, reading)
        if year is None and end_of_month(first) < reading.today and not reading.past:
            first = add_months(first, 12)
        elif year is None and end_of_month(first) > reading.today and reading.past:
            first = add_months(first, -12)
        return end_of_month(first)
    return None


def _chinese_year(m: re.Match[str], reading: _Reading) -> int | None:
    if m[1]:
        return int(m[1]) + (2000 if len(m[1]) < len("2000") else 0)
    return reading.today.year + _YEARS_OFF[m[2]] if m[2] else None


def _count(text: str) -> int:
    """A number up to 99 in figures or Chinese numerals (二十一, 两), or any in figures."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    numerals = "一二三四五六七八九"
    if len(tens) > 1 or len(ones) > 1:
        raise ValueError(text)
    return (numerals.index(tens) + 1 if tens else 1) * (10 if ten else 0) + (numerals.index(ones) + 1 if ones else 0)


# -- days from today ---------------------------------------------------------------------------------------------

_WEEKDAY = (
    r"(?:(this|next|last|on) )?(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)
_WEEKDAY_ZH = r"(本|这|下下|下|上上|上)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])"
_WEEKS_OFF = {"this": 0, "next": 1, "last": -1, "本": 0, "这": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
_WEEK_START = {"next week": 1, "下周": 1, "下个星期": 1, "下星期": 1, "下下周": 2}


def _weekday(words: str, reading: _Reading) -> date | None:
    monday = reading.today - timedelta(days=reading.today.weekday())
    if words in _WEEK_START:
        return monday + timedelta(weeks=_WEEK_START[words])
    if m := re.fullmatch(_WEEKDAY, words):
        weekday = [name.casefold() for name in _WEEKDAYS_EN].index(m[2][:3])
    elif m := re.fullmatch(_WEEKDAY_ZH, words.replace(" ", "")):
        weekday = min("一二三四五六日天".index(m[2]), 6)
    else:
        return None
    if m[1] in _WEEKS_OFF:
        return monday + timedelta(weeks=_WEEKS_OFF[m[1]], days=weekday)
    if reading.past:
        return reading.today - timedelta(days=(reading.today.weekday() - weekday) % 7)
    return reading.today + timedelta(days=(weekday - reading.today.weekday() - 1) % 7 + 1)


_SIGNED = r"([+-]) ?([0-9]{1,6}) ?(d|w|m|q|y)"
_AHEAD = r"in (an?|one|two|three|[0-9]{1,6}) (day|week|month|quarter|year)s?"
_AGO = r"(an?|one|two|three|[0-9]{1,6}) (day|week|month|quarter|year)s? ago"
_OFFSET_ZH = rf"(?:{_COUNT}个?|(半))(天|日|周|星期|礼拜|月|季度|年)(?:以|之)?([后前])"
_SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_UNITS = {
    "d": (1, 0), "day": (1, 0), "天": (1, 0), "日": (1, 0), "w": (7, 0), "week": (7, 0), "周": (7, 0), "星期": (7, 0),
    "礼拜": (7, 0), "m": (0, 1), "month": (0, 1), "月": (0, 1), "q": (0, 3), "quarter": (0, 3), "季度": (0, 3),
    "y": (0, 12), "year": (0, 12), "年": (0, 12),
}  # fmt: skip


def _offset(words: str, reading: _Reading) -> date | None:
    if m := re.fullmatch(_SIGNED, words):
        return _moved(int(m[1] + m[2]), m[3], reading)
    if m := re.fullmatch(_AHEAD, words):
        return _moved(_SMALL.get(m[1]) or int(m[1]), m[2], reading)
    if m := re.fullmatch(_AGO, words):
        return _moved(-(_SMALL.get(m[1]) or int(m[1])), m[2], reading)
    if m := re.fullmatch(_OFFSET_ZH, words.replace(" ", "")):
        if m[2]:  # half a year is six months; half of anything else is not a whole number of days
            return _moved(6 if m[4] == "后" else -6, "月", reading) if m[3] == "年" else None
        return _moved(_count(m[1]) if m[4] == "后" else -_count(m[1]), m[3], reading)
    return None


def _moved(count: int, unit: str, reading: _Reading) -> date:
    days, months = _UNITS[unit]
    try:
        return add_months(reading.today, count * months) + timedelta(days=count * days)
    except (ValueError, OverflowError):
        raise WrongUsage("date-out-of-range", {"text": reading.text, "first": FIRST_YEAR, "last": LAST_YEAR}) from None


_MONTH_END = {
    "eom": 0, "end of month": 0, "end of the month": 0, "month end": 0, "月底": 0, "月末": 0, "本月底": 0,
    "这个月底": 0, "end of next month": 1, "下月底": 1, "下个月底": 1, "end of last month": -1, "上月底": -1,
    "上个月底": -1,
}  # fmt: skip
_QUARTER_END = {
    "eoq": 0, "end of quarter": 0, "end of the quarter": 0, "quarter end": 0, "季末": 0, "季底": 0, "季度末": 0,
    "本季末": 0, "本季度末": 0, "end of next quarter": 1, "下季末": 1, "下季度末": 1, "end of last quarter": -1,
    "上季末": -1, "上季度末": -1,
}  # fmt: skip
_YEAR_END = {
    "eoy": 0, "end of year": 0, "end of the year": 0, "year end": 0, "年底": 0, "年末": 0, "今年底": 0, "今年年底": 0,
    "end of next year": 1, "明年底": 1, "明年年底": 1, "end of last year": -1, "去年底": -1, "去年年底": -1,
}  # fmt: skip


def _end(words: str, reading: _Reading) -> date | None:
    today = reading.today
    if words in _MONTH_END:
        return end_of_month(add_months(today, _MONTH_END[words]))
    if words in _QUARTER_END:
        moved = add_months(today, 3 * _QUARTER_END[words])
        return fiscal_quarter_of(moved, reading.fiscal_start_month).last
    if words in _YEAR_END:
        return date(today.year + _YEAR_END[words], 12, 31)
    return None
