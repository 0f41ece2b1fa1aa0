"""What the cells of one column mean, decided from the whole column: the order of its dates, the form of its numbers.

Nothing is decided from one cell alone, and what the whole column leaves open is refused with both readings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

from osp_cli.domain.dates import parse_day
from osp_cli.domain.money import parse_money
from osp_cli.domain.names import excerpt, narrow, visible
from osp_cli.domain.periods import parse_period
from osp_cli.errors import WrongUsage
from osp_cli.exchange.presets import Unit
from osp_cli.exchange.written_days import SHORT, end_of_named_month, in_words, short_day, short_orders
from osp_cli.frozen import dataclass
from osp_cli.services.import_report import ColumnForm

BLANKS = frozenset(
    ("null", "none", "nil", "n/a", "#n/a", "n.a.", "-", "--", "---", "–", "—", "(null)", "(none)", "(blank)", "(empty)",
     "(no value)", "--none--", "- none -", "nan", "undefined", "<null>", "\\n",
     "无", "空", "暂无", "未填", "未填写", "（空）", "(空)", "（空白）", "(空白)", "空白", "未知日期",
     "無", "暫無", "未填寫")
)  # fmt: skip
BLANKS_OF_FIGURES = BLANKS | {"na", "0000-00-00", "0000-00-00 00:00:00", "tbd", "待定", "?", "."}
LONGEST_BLANK = 20


def is_blank(text: str, blanks: frozenset[str] = BLANKS) -> bool:
    """Whether a cell says in some tool's way that it is empty."""
    return len(text) <= LONGEST_BLANK and text.casefold() in blanks


# --- days -------------------------------------------------------------------------------------------------------------

_TIME = (
    r"(?:\s*[T,]?\s*(?:(?:上午|下午|中午|凌晨|晚上)\s*)?\d{1,2}[:.时]\d{2}(?:[:.分]\d{2}秒?)?(?:[.,]\d{1,9})?"
    r"\s*(?:[ap]\.?m\.?|上午|下午)?\s*(?:z|utc|gmt|[a-z]{3,4})?\s*(?:[+-]\d{2}:?\d{2})?)$"
)
_FIGURES = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})"
_SERIAL = r"[2-7][0-9]{4}(?:\.[0-9]+)?"
_EPOCH = r"1[0-9]{12}"
_EXCEL_BEGINS = date(1899, 12, 30)
_TWELVE = 12


def day_text(text: str) -> str:
    """The day of a cell, without the time of day that stands behind it: the day counts as it is written."""
    found = narrow(text)
    if ":" not in found and "时" not in found and "T" not in found:
        return found
    return re.sub(_TIME, "", found, flags=re.IGNORECASE).strip() or found


@dataclass(frozen=True, slots=True)
class DayForm:
    """How a column writes days: `figures` with an `order`, `short` ones (the year of two digits), `plain` ones.

    `serial` and `epoch` are the numbers of Excel and of programs.
    """

    kind: str
    order: str | None = None
    fiscal_start: int = 1

    def read(self, text: str, today: date) -> date:
        """The day of a cell; errors as of `parse_day`."""
        if re.fullmatch(_SERIAL, text):  # no day is written so otherwise, also beside days in figures
            return _EXCEL_BEGINS + timedelta(days=int(float(text)))
        if re.fullmatch(_EPOCH, text):
            return datetime.fromtimestamp(int(text) / 1000, UTC).date()
        written = day_text(text)
        if self.kind == "short" and self.order and (day := short_day(written, self.order)):
            return day
        told = in_words(written)
        if day := told.day if told else end_of_named_month(written):
            return parse_day(day.isoformat(), today)
        order = None if self.order == "ymd" else self.order
        return parse_day(written, today, order=order, fiscal_start_month=self.fiscal_start)


def telling_days(texts: Iterable[str]) -> dict[str, str]:
    """For each order of day and month a day that fits no other, where a column has one."""
    found: dict[str, str] = {}
    for text in texts:
        if m := re.fullmatch(_FIGURES, day_text(text)):
            if int(m[1]) > _TWELVE >= int(m[3]):
                found.setdefault("dmy", text)
            elif int(m[3]) > _TWELVE >= int(m[1]):
                found.setdefault("mdy", text)
    return found


def day_form(
    heading: str, counts: Counter[str], file: str, *, beside: tuple[str, str] | None = None, setting: str | None = None
) -> tuple[DayForm, ColumnForm]:
    """The form of a column of days, and how it was decided: by its own days, else by those of a column beside it.

    `beside` are the order that the other columns of the file show, and one of them. Errors: `import-dates-undecided`
    (both orders fit every day), `import-dates-mixed` (neither fits all).
    """
    said = list(counts)
    for kind, pattern in (("serial", _SERIAL), ("epoch", _EPOCH)):
        if said and all(re.fullmatch(pattern, narrow(text)) for text in said):
            return DayForm(kind), ColumnForm(heading, kind, sum(counts.values()), said[0])
    if short := [text for text in said if SHORT.fullmatch(day_text(text))]:
        return _short_form(heading, counts, short, file, beside[0] if beside else setting)
    if not any(re.fullmatch(_FIGURES, day_text(text)) for text in said):
        return DayForm("plain"), _words_form(heading, counts)
    return _figures_form(heading, counts, file, beside, setting)


def day_numbers(heading: str, counts: Counter[str]) -> ColumnForm | None:
    """The days of a column that are numbers of Excel or of a program beside others that are none; None without any."""
    for kind, pattern in (("serial", _SERIAL), ("epoch", _EPOCH)):
        found = [text for text in counts if re.fullmatch(pattern, text)]
        if 0 < len(found) < len(counts):
            return ColumnForm(heading, kind, sum(counts[text] for text in found), found[0])
    return None


def _figures_form(
    heading: str, counts: Counter[str], file: str, beside: tuple[str, str] | None, setting: str | None
) -> tuple[DayForm, ColumnForm]:
    """The form of a column with days in figures, the year last and whole."""
    every = [(text, found) for text in counts if (found := re.fullmatch(_FIGURES, day_text(text)))]
    figures = [(text, found) for text, found in every if min(int(found[1]), int(found[3])) <= _TWELVE]
    if not figures:  # 32/13/2026 is open to nothing: refused with its row
        return DayForm("figures", "dmy"), _words_form(heading, counts)
    telling = telling_days(counts)
    total = sum(counts[text] for text, _ in figures)
    if len(telling) > 1:
        values = {"file": file, "heading": heading, "first": telling["dmy"], "second": telling["mdy"]}
        raise WrongUsage("import-dates-mixed", values, details=values)
    for order, text in telling.items():
        return DayForm("figures", order), ColumnForm(heading, order, total, text)
    open_ones = [(text, found) for text, found in figures if found[1] != found[3]]
    if not open_ones:
        return DayForm("figures", "dmy"), ColumnForm(heading, "same", total, figures[0][0])
    if beside:
        return DayForm("figures", beside[0]), ColumnForm(heading, f"{beside[0]}-beside", total, beside[1])
    if setting:
        return DayForm("figures", setting), ColumnForm(heading, f"{setting}-set", total, open_ones[0][0])
    raise _undecided_days(heading, open_ones[0], total, file)


def _words_form(heading: str, counts: Counter[str]) -> ColumnForm:
    """A column of days that can be read in one way only; short years behind months in words are told."""
    for text in counts:
        told = in_words(day_text(text))
        if told and told.is_short:
            return ColumnForm(heading, "words-short", sum(counts.values()), f"{text} → {told.day}")
    return ColumnForm(heading, "plain", sum(counts.values()), next(iter(counts), ""))


def months(heading: str, counts: Counter[str], today: date, fiscal_start: int = 1) -> ColumnForm | None:
    """The cells of a column of days that name a month, quarter or year alone; None without any."""
    lasts = {text: last for text in counts if ":" not in text and (last := _last_day(text, today, fiscal_start))}
    total = sum(counts[text] for text in lasts)
    told = {text: "fiscal" if re.search("fy|财年", text.casefold()) else "months" for text in lasts}
    first = min(lasts, key=told.__getitem__, default="")  # one of a fiscal year before the others
    return ColumnForm(heading, told[first], total, f"{first} → {lasts[first]}") if first else None


def _last_day(text: str, today: date, fiscal_start: int) -> date | None:
    try:
        return end_of_named_month(text) or parse_period(text, fiscal_start, today).last
    except WrongUsage:
        return None


def _short_form(
    heading: str, counts: Counter[str], short: list[str], file: str, preferred: str | None
) -> tuple[DayForm, ColumnForm]:
    """The form of a column with years of two digits: the one order that fits every day, else the preferred one."""
    days = [day_text(text) for text in short]
    orders = short_orders(days)
    if telling := telling_days(counts):  # days with whole years beside them
        orders = tuple(order for order in orders if {order} == telling.keys())
    total = sum(counts[text] for text in short)
    # The example is a day that says something else in every order, where there is one.
    first = min(days, key=lambda day: len({short_day(day, order) for order in orders}) < len(orders))
    readings = {order: short_day(first, order) for order in orders}
    if not orders:
        fits = [next((day for day in days if short_day(day, order)), days[0]) for order in ("dmy", "mdy")]
        values = {"file": file, "heading": heading, "first": fits[0], "second": fits[1]}
        raise WrongUsage("import-dates-mixed", values, details=values)
    if len(set(readings.values())) > 1 and preferred not in orders:
        told = [str(day) for day in dict.fromkeys(readings.values())]
        both = {"text": first, "count": total, "first": told[0], "second": told[1]}
        named: dict[str, Any] = {"file": file, "heading": heading, **both}
        raise WrongUsage("import-dates-undecided", named, details={**named, "readings": told})
    order = preferred if preferred in orders else orders[0]
    return DayForm("short", order), ColumnForm(heading, f"{order}-short", total, f"{first} → {readings[order]}")


def _undecided_days(heading: str, example: tuple[str, re.Match[str]], count: int, file: str) -> WrongUsage:
    text, found = example
    readings = [f"{found[year]}-{int(found[month]):02}-{int(found[day]):02}" for year, month, day in (
        (4, 3, 1), (4, 1, 3))]  # fmt: skip
    values: dict[str, Any] = {
        "file": file, "heading": heading, "text": excerpt(visible(text)), "count": count,
        "first": readings[0], "second": readings[1],
    }  # fmt: skip
    return WrongUsage("import-dates-undecided", values, details={**values, "readings": readings})


# --- amounts ----------------------------------------------------------------------------------------------------------

_GROUPS = " \u00a0\u202f\u2009'’"
_NUMBER = rf"[0-9][0-9.,{_GROUPS}]*[0-9]|[0-9.,]+"
_INDIAN = r"[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]+)?"
_SHORTENED = r"([0-9][.,]?[0-9]*)[eE]\+?([0-9]{1,2})"  # as Excel shows what is too long for its column: 1.5E+03
_POINT, _COMMA = "point", "comma"
_OPEN_POINT, _OPEN_COMMA = ".", ","  # 1.234 and 1,234

_CODE = r"[A-Za-z]{3}"


class AmountText(str):
    """An amount as `parse_money` reads it, with the cell it came from and the currency that its heading names."""

    __slots__ = ("cell", "currency")

    def __new__(cls, text: str, cell: str, currency: str) -> Self:
        """The text beside its cell."""
        made = super().__new__(cls, text)
        made.cell, made.currency = cell, currency
        return made

    cell: str
    currency: str


@dataclass(frozen=True, slots=True)
class NumberForm:
    """Whether a column writes decimals behind a point or a comma; `unit` is what its heading counts in (万)."""

    decimal: str
    unit: Unit = Unit()

    def read(self, text: str) -> AmountText:
        """The amount of a cell as `parse_money` reads it; a unit of its own behind the number (120万元) stays alone."""
        amount = text
        rest = ""
        if shortened := re.fullmatch(_SHORTENED, text):
            amount = f"{Decimal(shortened[1].replace(',', '.')).scaleb(int(shortened[2])):f}"
        elif not (text.isascii() and text.isdecimal()):
            amount = re.sub(_NUMBER, self._plain, narrow(text), count=1)
            found = re.search(_NUMBER, amount)
            rest = amount[found.end() :].strip() if found else ""
        if not rest or re.fullmatch(_CODE, rest):  # whether 120 USD under 万元 counts in 万 nobody can tell: refused
            amount += self.unit.scale
        if self.unit.code and self.unit.code.casefold() not in rest.casefold():
            amount += f" {self.unit.code}"
        return AmountText(amount, text, self.unit.currency)

    def _plain(self, found: re.Match[str]) -> str:
        number = found.group()
        for group in _GROUPS:
            number = number.replace(group, "")
        if self.decimal == _COMMA:
            number = number.replace(".", "").replace(",", ".")
        elif re.fullmatch(_INDIAN, number):
            number = number.replace(",", "")
        whole, point, places = number.partition(".")
        return f"{whole}.{places}0" if point and len(places) == 3 and places.isdigit() else number


def rounded(amount: str, places: int) -> str | None:
    """An amount as `parse_money` reads it, to so many decimals, half up; None where a scale (万, k) is behind it."""
    found = re.fullmatch(r"([^0-9]*)([0-9]+\.[0-9]+)( ?[A-Za-z]{3}| ?[^\w ])?", amount)
    if found is None:
        return None
    number = Decimal(found[2]).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{found[1]}{number:f}{found[3] or ''}"


def says_no_currency(texts: Iterable[str], form: NumberForm) -> bool:
    """Whether an amount of a column has neither a sign nor a code, so that its currency is assumed."""
    if form.unit.currency or form.unit.code:
        return False
    told: set[str] = set()  # what stands around the figures: with the same, every amount says the same
    for text in texts:
        around = re.sub("[0-9.,]+", "", text)
        if around in told:
            continue
        try:
            if parse_money(form.read(text), "USD").assumed == "currency-default":
                return True
        except WrongUsage:  # told row by row
            continue
        told.add(around)
    return False


def telling_amounts(texts: Iterable[str]) -> dict[str, str]:
    """For each sign before decimals an amount that fits no other, where a column has one."""
    found: dict[str, str] = {}
    for text in texts:
        if not text.isdecimal() and (says := _says(text)) in (_POINT, _COMMA):
            found.setdefault(says, text)
    return found


def number_form(
    heading: str,
    counts: Counter[str],
    unit: Unit,
    file: str,
    *,
    beside: tuple[str, str] | None = None,
    has_commas: bool = False,
) -> tuple[NumberForm, ColumnForm]:
    """The form of a column of amounts, and how it was decided: by its own amounts, else by those of a column beside it.

    `beside` are the sign that the other columns of the file show, and one of them. `has_commas`: the file is written as
    in countries that put a comma before decimals, so that `1,234` is open there; elsewhere it is taken for thousands,
    which is told. Errors: `import-numbers-undecided` (every cell may be either), `import-numbers-mixed`.
    """
    telling, total = telling_amounts(counts), sum(counts.values())
    if len(telling) > 1:
        values = {"file": file, "heading": heading, "first": telling[_POINT], "second": telling[_COMMA]}
        raise WrongUsage("import-numbers-mixed", values, details=values)
    for decimal, text in telling.items():
        return NumberForm(decimal, unit), ColumnForm(heading, decimal, total, text)
    unclear = {says: text for text in reversed(counts) if (says := "" if text.isdecimal() else _says(text))}
    if not unclear:
        return NumberForm(_POINT, unit), ColumnForm(heading, _POINT, total)
    if beside:
        return NumberForm(beside[0], unit), ColumnForm(heading, f"{beside[0]}-beside", total, beside[1])
    text = unclear.get(_OPEN_POINT) or unclear[_OPEN_COMMA]
    number = _number(text).replace(",", ".")
    readings = [number.replace(".", ""), number]
    if _OPEN_POINT in unclear or has_commas:
        values = {"file": file, "heading": heading, "text": excerpt(visible(text)),
                  "first": readings[0], "second": readings[1]}  # fmt: skip
        raise WrongUsage("import-numbers-undecided", values, details={**values, "readings": readings})
    return NumberForm(_POINT, unit), ColumnForm(heading, "thousands", total, f"{_number(text)} → {readings[0]}")


def shortened(heading: str, counts: Counter[str]) -> ColumnForm | None:
    """The amounts of a column that a spreadsheet wrote in short, maybe without their last figures; None without any."""
    found = [text for text in counts if re.fullmatch(_SHORTENED, text)]
    return ColumnForm(heading, "shortened", sum(counts[text] for text in found), found[0]) if found else None


def _number(text: str) -> str:
    """The figures of an amount with their points and commas, without blanks between groups."""
    found = re.search(_NUMBER, narrow(text))
    number = found.group() if found else ""
    for group in _GROUPS:
        number = number.replace(group, "")
    return number


def _says(text: str) -> str:
    """What one amount says of its column: `point` or `comma`, nothing, or its only sign where both would fit it."""
    if shortened := re.fullmatch(_SHORTENED, text):
        return _COMMA if "," in shortened[1] else _POINT if "." in shortened[1] else ""
    number = _number(text)
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return _COMMA if number.rindex(",") > number.rindex(".") else _POINT
    sign = _OPEN_POINT if points else _OPEN_COMMA
    count, tail = points + commas, len(number) - number.rfind(sign) - 1
    if not count:
        return ""
    grouping, decimal = (_COMMA, _POINT) if sign == _OPEN_POINT else (_POINT, _COMMA)
    if count > 1:
        return grouping
    if tail != 3 or number.startswith("0") or number.index(sign) > 3:  # 9225.225: no group is that long
        return decimal
    return sign
