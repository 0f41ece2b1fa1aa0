"""The columns of one table: first looked through as a whole, then read row by row by what was found."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from osp_cli.domain.money import known_currency, parse_percent
from osp_cli.domain.names import excerpt, narrow, visible
from osp_cli.errors import OspError, WrongUsage
from osp_cli.exchange import columns
from osp_cli.exchange.columns import BLANKS, BLANKS_OF_FIGURES, DayForm, NumberForm, is_blank
from osp_cli.exchange.flags import flag, percents
from osp_cli.exchange.formulas import plain_text
from osp_cli.exchange.presets import Unit, unit_of
from osp_cli.exchange.signs import shared_sign
from osp_cli.exchange.tables import Cells
from osp_cli.exchange.written_days import clock
from osp_cli.services.import_report import ColumnForm

DAYS = frozenset(
    ("close", "created", "order_date", "next_date", "ended", "won_on", "lost_on", "touched", "last_contact",
     "stage_since")
)  # fmt: skip
ENTERED = "entered:"  # before the heading of a column that says when a deal came to one stage
AMOUNTS = frozenset(("amount", "order_amount"))
FLAGS = frozenset(("is_closed", "is_won", "is_lost", "is_deleted"))
MEANT = ("stage", "status", "kind")
NAMED = ("stage", "kind")  # what a list for a CRM names in its own words
CURRENCIES = {
    "rmb": "CNY", "人民币": "CNY", "人民币元": "CNY", "元": "CNY", "yuan": "CNY", "chinese yuan": "CNY",
    "yuan renminbi": "CNY", "cnh": "CNY", "us dollar": "USD", "u.s. dollar": "USD", "us dollars": "USD", "美元": "USD",
    "$": "USD", "us$": "USD", "euro": "EUR", "欧元": "EUR", "€": "EUR", "pound sterling": "GBP", "british pound": "GBP",
    "英镑": "GBP", "£": "GBP",
    "japanese yen": "JPY", "日元": "JPY", "hong kong dollar": "HKD", "港币": "HKD", "港元": "HKD",
    "人民幣": "CNY", "歐元": "EUR", "英鎊": "GBP", "港幣": "HKD",
    "新台幣": "TWD", "新臺幣": "TWD", "台幣": "TWD", "nt$": "TWD",
}  # fmt: skip


Reader = Callable[[str], Any]
Translate = Callable[[str, str], str | None]
Telling = Callable[[Counter[str]], dict[str, str]]
_DAY_WITH_POINT = r"[0-9]{1,2}\. ?[^\W_]"  # 31.12.2026, 12. März 2026: where commas stand before decimals


def is_day(field: str) -> bool:
    """Whether a field is a day."""
    return field in DAYS or field.startswith(ENTERED)


@dataclasses.dataclass
class Column:
    """One column: what it stands for, what was seen in it, and how its cells are read.

    `is_own` tells a column that a person mapped, or that bears the name of a field: nothing in it is passed over.
    """

    place: int
    heading: str
    field: str
    is_own: bool = True
    seen: Counter[str] = dataclasses.field(default_factory=Counter)
    read: Reader = plain_text


@dataclasses.dataclass
class Seen:
    """What looking through the columns of all tables found; `words` are stages and kinds as the cells have them."""

    forms: list[ColumnForm] = dataclasses.field(default_factory=list)
    blanks: Counter[str] = dataclasses.field(default_factory=Counter)
    meanings: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    counts: Counter[tuple[str, str]] = dataclasses.field(default_factory=Counter)
    words: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = dataclasses.field(default_factory=dict)
    passed_over: Counter[tuple[str, str]] = dataclasses.field(default_factory=Counter)
    currencies: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    has_bare_amounts: bool = False


@dataclasses.dataclass(frozen=True)
class Basis:
    """What the reading of cells depends on beside the file: today, and what the settings or the map say."""

    today: date
    date_order: str | None
    fiscal_start: int
    currency: str


class Columns:
    """The columns of one table that stand for a field."""

    def __init__(
        self, found: Sequence[Column], values: Mapping[str, Mapping[str, str]], *, file: str, basis: Basis,
        separator: str | None = None,
    ) -> None:  # fmt: skip
        self._columns, self._values, self._file = found, values, file
        self._basis, self._today = basis, basis.today
        self._beside: tuple[str, str] | None = None
        self._amounts_beside: tuple[str, str] | None = None
        self._has_commas = separator == ";"

    def look(self, cells: Cells, blanks: Counter[str], without: str = "") -> None:
        """Takes note of one row: of markers of empty cells, and of what columns with a form of their own hold.

        `without` is a field of which the row does not speak.
        """
        for column in self._columns:
            text, field = cells[column.place], column.field
            if not text or field == without:
                continue
            if len(text) <= columns.LONGEST_BLANK and self._is_blank(field, text):
                blanks[text] += 1
            elif field in _FORMED or is_day(field):
                column.seen[text] += 1

    def _is_blank(self, field: str, text: str) -> bool:
        if text in self._values.get(field, ()):
            return False
        return is_blank(text, BLANKS_OF_FIGURES if is_day(field) or field in AMOUNTS else BLANKS)

    def settle(self, seen: Seen, translate: Translate) -> None:
        """Decides how each column is read. `translate` says what a stage, status or kind means, None where unknown."""
        self._beside = self._shown(columns.telling_days, is_day)
        self._amounts_beside = self._shown(columns.telling_amounts, AMOUNTS.__contains__)
        days = (text for column in self._columns if is_day(column.field) for text in column.seen)
        self._has_commas = self._has_commas or any(re.match(_DAY_WITH_POINT, text) for text in days)
        for column in self._columns:
            values, words = self._values.get(column.field, {}), [*column.seen] if column.field in NAMED else []
            if values:
                meant = Counter({values.get(text, text): 0 for text in column.seen})
                for text, count in column.seen.items():
                    meant[values.get(text, text)] += count
                    if column.field in MEANT and text in values:
                        seen.meanings[column.field, text] = values[text]
                        seen.counts[column.field, text] += count
                column.seen = meant
            read = self._reader(column, seen, translate)
            column.read = _translating(read, values) if values else read
            column.seen = Counter()
            told = {(column.field, plain_text(text)): column.read(text) for text in words}
            seen.words |= {word: meaning for word, meaning in told.items() if meaning}

    def _shown(self, telling: Telling, is_one: Callable[[str], bool]) -> tuple[str, str] | None:
        """The one form that the columns of such a field show, and a heading that does."""
        shown: dict[str, str] = {}
        for column in self._columns:
            if is_one(column.field):
                for form in telling(column.seen):
                    shown.setdefault(form, column.heading)
        return next(iter(shown.items())) if len(shown) == 1 else None

    def _reader(self, column: Column, seen: Seen, translate: Translate) -> Reader:
        field = column.field
        if is_day(field):
            form, told = columns.day_form(
                column.heading, column.seen, self._file, beside=self._beside, setting=self._basis.date_order
            )
            alone = columns.months(column.heading, column.seen, self._today, self._basis.fiscal_start)
            some = (columns.day_numbers(column.heading, column.seen), alone, told if column.seen else None)
            seen.forms += [each for each in some if each]
            return self._day_reader(dataclasses.replace(form, fiscal_start=self._basis.fiscal_start))
        if field in AMOUNTS:
            unit = unit_of(column.heading)
            number, told = columns.number_form(
                column.heading, column.seen, unit[1] if unit else Unit(), self._file,
                beside=self._amounts_beside, has_commas=self._has_commas,
            )  # fmt: skip
            seen.forms += [told] if column.seen else []
            if short := columns.shortened(column.heading, column.seen):
                seen.forms.append(short)
            if sign := shared_sign(column.heading, column.seen, number, self._basis.currency):
                seen.forms.append(sign)
            seen.has_bare_amounts = seen.has_bare_amounts or columns.says_no_currency(column.seen, number)
            seen.currencies += [(column.heading, number.unit.currency)] if number.unit.currency else []
            return number.read
        if field in FLAGS:
            return self._remembering({text: flag(text) for text in column.seen}, column, seen)
        if field == "probability":
            percent = percents(column.seen)
            return self._remembering({text: percent(text) for text in column.seen}, column, seen)
        if field in MEANT:
            return self._meaning_reader(column, seen, translate)
        return currency if field == "currency" else plain_text

    def _day_reader(self, form: DayForm) -> Reader:
        known: dict[str, date] = {}  # a table of ten thousand rows has a few hundred days

        def read(text: str) -> date:
            if text not in known:
                day = form.read(text, self._today)
                if form.read(text, self._today + _LATER) != day:  # nobody knows from which day the file counts
                    raise WrongUsage("import-day-relative", {"text": excerpt(visible(text))})
                known[text] = day
            return known[text]

        return read

    def _remembering(self, known: Mapping[str, Any], column: Column, seen: Seen) -> Reader:
        for text, meaning in known.items():
            if meaning is None:
                seen.passed_over[column.heading, excerpt(visible(text))] += column.seen[text]
        return known.get

    def _meaning_reader(self, column: Column, seen: Seen, translate: Translate) -> Reader:
        meanings: dict[str, str | None] = {}
        for text, count in column.seen.items():
            plain = plain_text(text)
            meanings[text] = meaning = translate(column.field, plain)
            if meaning is not None:
                seen.meanings[column.field, plain] = meaning
                seen.counts[column.field, plain] += count
            elif column.field == "kind" and not column.is_own:
                seen.passed_over[column.heading, excerpt(visible(plain))] += count
            elif column.field != "kind":
                unknown = seen.unknown.setdefault(column.field, {})
                unknown[plain] = unknown.get(plain, 0) + count
            else:
                meanings[text] = plain
        return meanings.get

    def read(self, cells: Cells, faults: list[OspError]) -> dict[str, Any]:
        """What a row says, by field; what is wrong with a cell that cannot be understood is added to the faults."""
        found: dict[str, Any] = {}
        for column in self._columns:
            text = cells[column.place]
            if not text or (len(text) <= columns.LONGEST_BLANK and self._is_blank(column.field, text)):
                continue
            try:
                value = column.read(text)
            except WrongUsage as error:
                faults.append(error)
                continue
            if value is not None and value != "":
                found[column.field] = value
        return found

    def clock(self, cells: Cells, field: str) -> int | None:
        """The time of day that stands in a cell beside its day."""
        return next((clock(cells[column.place]) for column in self._columns if column.field == field), None)

    def told(self, cells: Cells, field: str) -> str:
        """What a cell of plain text says for a field, before its column is settled; nothing where it is blank."""
        for column in self._columns:
            text = cells[column.place]
            if column.field == field and text and not self._is_blank(field, text):
                plain = plain_text(text)
                return self._values.get(field, {}).get(plain, plain)
        return ""

    def read_default(self, field: str, text: str) -> Any:
        """What a default of the map says for a field."""
        if field in DAYS:
            return DayForm("plain", self._basis.date_order, self._basis.fiscal_start).read(text, self._today)
        if field == "probability":
            return parse_percent(text)
        return NumberForm("point").read(text) if field in AMOUNTS else text


_LATER = timedelta(days=400)
_FORMED = DAYS | AMOUNTS | FLAGS | {"probability", *MEANT}


def _translating(read: Reader, values: Mapping[str, str]) -> Reader:
    """Reads what the map has for a cell, else the cell itself."""

    def translated(text: str) -> Any:
        plain = plain_text(text)
        return read(values.get(plain, plain))

    return translated


def currency(text: str) -> str:
    """The code of a currency from the ways in which exports write it; what is no code stays, and is refused later."""
    word = narrow(text).strip().casefold()
    if word in CURRENCIES:
        return CURRENCIES[word]
    parts = [part.strip() for part in re.split(r"[-–:()（）/]", word) if part.strip()]
    codes = {CURRENCIES.get(part, part.upper()) for part in parts if part in CURRENCIES or known_currency(part.upper())}
    return codes.pop() if len(codes) == 1 else word.upper()


def must_have(cells: Cells, wide: int) -> None:
    """Refuses a row with another number of cells than there are headings (`row-ragged`)."""
    if len(cells) != wide:
        raise WrongUsage("row-ragged", {"cells": len(cells), "headings": wide})
