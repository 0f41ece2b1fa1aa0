"""What a workbook is made of. Every text is written as text: none of it can become a formula, a link or a number.

A formula is always written together with its value, so that a preview and a program that computes nothing show it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from osp_cli.domain.money import Money, exponent
from osp_cli.extras import engine
from osp_cli.frozen import dataclass

LONGEST = 32_767  # characters of a cell
MOST_ROWS = 1_000_000  # of a table; a sheet ends 48,576 rows later
_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SIGNS = ("=", "+", "-", "@")
_GREY, _RULE = "#DDDDDD", "#888888"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its sign, and what it comes to."""

    text: str
    value: Money | float


Cell = str | int | float | Money | date | Formula | None


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, author: str, day: date) -> None:
        self._buffer = BytesIO()
        self.made: Any = engine("xlsxwriter").Workbook(self._buffer, _INERT)
        self.made.set_properties({"title": title, "author": author, "created": datetime.combine(day, time())})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **how: Any) -> Any:
        """A format, made once."""
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self.made.add_format(how)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[int]) -> Sheet:
        """A new sheet with columns of these widths."""
        return Sheet(self, name, widths)

    def content(self) -> bytes:
        """The finished file."""
        self.made.close()
        return self._buffer.getvalue()


class Sheet:
    """One sheet, written from the top; `row` is the next free row, counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[int]) -> None:
        self.book, self.name, self.row = book, name, 0
        self.made = book.made.add_worksheet(name)
        for place, width in enumerate(widths):
            self.made.set_column(place, place, width)
        self.made.set_landscape()
        self.made.set_paper(9)
        self.made.fit_to_pages(1, 0)

    def title(self, text: str) -> None:
        """A title on a row of its own."""
        self.made.write_string(self.row, 0, text, self.book.look(bold=True, font_size=14))
        self.row += 1

    def note(self, text: str) -> None:
        """A sentence on a row of its own."""
        self.made.write_string(self.row, 0, text[:LONGEST], self.book.look(font_color="#555555"))
        self.row += 1

    def head(self, titles: Iterable[str]) -> None:
        """The headings of a table."""
        look = self.book.look(bold=True, bg_color=_GREY, bottom=1, text_wrap=True, valign="top")
        for place, title in enumerate(titles):
            self.made.write_string(self.row, place, title, look)
        self.row += 1

    def line(self, cells: Iterable[Cell], *, is_total: bool = False) -> int:
        """A row of cells; returns its number as a formula names it."""
        more = {"bold": True, "top": 1, "top_color": _RULE} if is_total else {}
        for place, cell in enumerate(cells):
            self._write(place, cell, more)
        self.row += 1
        return self.row

    def _write(self, place: int, cell: Cell, more: dict[str, Any]) -> None:
        at, look = (self.row, place), self.book.look
        match cell:
            case None:
                if more:
                    self.made.write_blank(*at, None, look(**more))
            case Formula():
                self.made.write_formula(*at, f"={cell.text}", look(**self._numbers(cell.value), **more), _plain(cell))
            case Money():
                self.made.write_number(*at, amount(cell), look(num_format=_money(cell.currency), **more))
            case date():
                day = datetime.combine(cell, time())
                self.made.write_datetime(*at, day, look(num_format="yyyy-mm-dd", align="left", **more))
            case str():
                quoted = {"quote_prefix": True} if cell.startswith(_SIGNS) else {}  # inert even after it was edited
                self.made.write_string(*at, cell[:LONGEST], look(**quoted, **more))
            case _:
                self.made.write_number(*at, cell, look(**self._numbers(cell), **more))

    def _numbers(self, value: Money | float) -> dict[str, Any]:
        if isinstance(value, Money):
            return {"num_format": _money(value.currency)}
        return {"num_format": "#,##0" if isinstance(value, int) else "0.00"}

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def chart(self, kind: str, series: Iterable[dict[str, Any]], *, title: str, at: str, **more: Any) -> None:
        """A native chart over cells of this book, with its upper left corner at a cell."""
        subtype = more.pop("subtype", None)
        made = self.book.made.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
        for each in series:
            made.add_series(each)
        made.set_title({"name": title, "name_font": {"size": 11}})
        made.set_legend({"position": "bottom", **more.pop("legend", {})})
        for axis in ("x_axis", "y_axis"):
            getattr(made, f"set_{axis}")(more.pop(axis, {}))
        made.set_size({"width": 640, "height": 300, **more.pop("size", {})})
        self.made.insert_chart(at, made, {"description": title, "object_position": 2, **more})


def _money(currency: str) -> str:
    places = exponent(currency)
    return "#,##0" + ("." + "0" * places if places else "")


def amount(money: Money) -> float:
    """An amount as a cell holds it."""
    places = exponent(money.currency)
    return money.minor / 10**places if places else money.minor


def _plain(formula: Formula) -> float:
    return amount(formula.value) if isinstance(formula.value, Money) else formula.value


def cells(sheet: Sheet, column: int, first: int, last: int) -> list[Any]:
    """A range of one column, rows as a formula names them, as a chart wants it."""
    return [sheet.name, first - 1, column, last - 1, column]
