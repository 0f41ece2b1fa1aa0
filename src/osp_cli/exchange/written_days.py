"""Days as other tools and languages write them: months in words, and years of two digits.

A year of two digits is one of those that osp takes: 90 to 99 are 1990 to 1999, 00 to 89 are 2000 to 2089.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from unicodedata import combining, normalize

from osp_cli.domain.periods import end_of_month
from osp_cli.frozen import dataclass

_TURN = 90
_NOON = 12
_TIME_OF_DAY = re.compile(r"([0-9]{1,2})[:时]([0-9]{2})(?:[:分]([0-9]{2}))?")
_MONTHS = (
    "jan january janv janvier januar jaenner janner ene enero",
    "feb february fev fevr fevrier februar febr febrero",
    "mar march mars marz maerz mrz marzo",
    "apr april avr avril abr abril",
    "may mai mayo",
    "jun june juin juni junio",
    "jul july juil juillet juli julio",
    "aug august aout ago agosto",
    "sep sept september septembre septiembre setiembre",
    "oct october octobre okt oktober octubre",
    "nov november novembre noviembre",
    "dec december decembre dez dezember dic diciembre",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_YEAR = r"([0-9]{4}|[0-9]{2})"
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})(?:\.|er|o|a|st|nd|rd|th)?[ -]*(?:de |d')?([a-z]{{3,10}})\.?,?[ -]+(?:de |del )?{_YEAR}"
)
_MONTH_FIRST = re.compile(rf"([a-z]{{3,10}})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}")
_MONTH_AND_YEAR = re.compile(r"([a-z]{3,10}|[0-9]{1,2})[ ./-]{1,2}([12][0-9]{3})")
_YEAR_AND_MONTH = re.compile(r"([12][0-9]{3})\.([0-9]{1,2})")
_WEEKDAY = re.compile(r"^[a-z]{2,10}\.?, ")
_CLOCK = re.compile(
    r",?(?: (?:a|a las|um|at))? [0-9]{1,2}[:h.][0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?"
    r" ?(?:uhr|h|[ap]\.? ?m\.?)?(?: [a-z]{3,4})?$"
)
_BEFORE_CLOCK = re.compile(r",? (?:a|a las|um|at)$")
SHORT = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})")
_PLACES = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


@dataclass(frozen=True, slots=True)
class InWords:
    """A day whose month is a word, and whether its year has two digits."""

    day: date
    is_short: bool


def end_of_named_month(text: str) -> date | None:
    """The last day of a month beside a whole year: Dec 2026, 12/2026, 2026.12; None for any other text."""
    bare = "".join(each for each in normalize("NFD", text.casefold()) if not combining(each))
    if found := _MONTH_AND_YEAR.fullmatch(bare):
        month, year = found[1], found[2]
    elif found := _YEAR_AND_MONTH.fullmatch(bare):
        year, month = found[1], found[2]
    else:
        return None
    number = int(month) if month.isdecimal() else _NUMBERS.get(month, 0)
    return end_of_month(date(int(year), number, 1)) if 1 <= number <= _NOON else None


def clock(text: str) -> int | None:
    """The seconds since midnight of the time that stands behind a day; None where there is none."""
    found = _TIME_OF_DAY.search(text.casefold())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    is_afternoon = re.search(r"p\.?m|下午|晚上", text.casefold()) is not None
    is_morning = re.search(r"a\.?m|上午|凌晨", text.casefold()) is not None
    if (is_afternoon or is_morning) and hours <= _NOON:
        hours = hours % _NOON + (_NOON if is_afternoon else 0)
    return (hours * 60 + minutes) * 60 + seconds


def full_year(digits: str) -> int:
    """The year that two or four digits say."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _TURN else 2000)


def in_words(text: str) -> InWords | None:
    """The day of a text with its month in English, German, French or Spanish, and a year; None for any other text."""
    bare = "".join(each for each in normalize("NFD", text.casefold()) if not combining(each))
    bare = " ".join(_WEEKDAY.sub("", bare).split())
    bare = _BEFORE_CLOCK.sub("", _CLOCK.sub("", bare))
    if found := _DAY_FIRST.fullmatch(bare):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(bare):
        month, day, year = found.groups()
    else:
        return None
    if month not in _NUMBERS:
        return None
    try:
        return InWords(date(full_year(year), _NUMBERS[month], int(day)), len(year) == 2)
    except ValueError:
        return None


def short_day(text: str, order: str) -> date | None:
    """The day of figures with a year of two digits, read in this order; None where no calendar has it."""
    found = SHORT.fullmatch(text)
    if found is None or (order == "ymd" and found[2] == "."):  # nobody writes a short year first before points
        return None
    parts = (found[1], found[3], found[4])
    year, month, day = (parts[place] for place in _PLACES[order])
    try:
        return date(full_year(year.zfill(2)), int(month), int(day))
    except ValueError:
        return None


def short_orders(texts: Iterable[str]) -> tuple[str, ...]:
    """The orders in which every one of these days with a short year can be read."""
    told = tuple(texts)
    return tuple(order for order in _PLACES if all(short_day(text, order) for text in told))
