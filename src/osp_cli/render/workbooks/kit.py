"""What a workbook is made of. Every text is written as text: none of it can become a formula, a link or a number.

A formula is always written together with its value, so that a preview and a program that computes nothing show it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from typing import Any

from osp_cli.domain.money import Money, exponent
from osp_cli.extras import engine
from osp_cli.frozen import dataclass
from osp_cli.render.escaping import paper_text
from osp_cli.render.width import cells as width_of

LONGEST = 32_767  # characters of a cell
MOST_ROWS = 1_000_000  # of a table; a sheet ends 48,576 rows later
_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SIGNS = ("=", "+", "-", "@")
_GREY, _RULE = "#DDDDDD", "#888888"
_HEAD: dict[str, Any] = {"bold": True, "bg_color": _GREY, "bottom": 1, "text_wrap": True, "valign": "top"}
_LINE, _BOLD = 15.0, 1.15  # the height of a line in points; how much wider than its letters a bold title is taken


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
        self._sheets: list[Sheet] = []

    def look(self, **how: Any) -> Any:
        """A format, made once."""
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self.made.add_format(how)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[int]) -> Sheet:
        """A new sheet with columns of these widths."""
        self._sheets.append(Sheet(self, name, widths))
        return self._sheets[-1]

    def content(self) -> bytes:
        """The finished file."""
        for sheet in self._sheets:
            sheet.settle()
        self.made.close()
        return self._buffer.getvalue()


class Sheet:
    """One sheet, written from the top; `row` is the next free row, counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[int]) -> None:
        self.book, self.name, self.row = book, name, 0
        self.made = book.made.add_worksheet(name)
        self._widths = dict(enumerate(widths))
        self._heads: list[tuple[int, tuple[str, ...]]] = []
        self._above_numbers: set[tuple[int, int]] = set()
        self.made.set_landscape()
        self.made.set_paper(9)
        self.made.fit_to_pages(1, 0)

    def title(self, text: str) -> None:
        """A title on a row of its own."""
        self.made.write_string(self.row, 0, _shown(text), self.book.look(bold=True, font_size=14))
        self.row += 1

    def note(self, text: str) -> None:
        """A sentence on a row of its own."""
        self.made.write_string(self.row, 0, _shown(text), self.book.look(font_color="#555555"))
        self.row += 1

    def head(self, titles: Iterable[str]) -> None:
        """The headings of a table."""
        self._heads.append((self.row, tuple(titles)))
        for place, title in enumerate(self._heads[-1][1]):
            self.made.write_string(self.row, place, title, self.book.look(**_HEAD))
        self.row += 1

    def line(self, cells: Iterable[Cell], *, is_total: bool = False) -> int:
        """A row of cells; returns its number as a formula names it."""
        more = {"bold": True, "top": 1, "top_color": _RULE} if is_total else {}
        before: Cell = None
        for place, cell in enumerate(cells):
            # What begins at the left keeps away from a number that ends at the right beside it.
            apart = {"indent": 1} if _is_number(before) and isinstance(cell, str | date) else {}
            self._write(place, cell, {**more, **apart})
            if _is_number(cell):
                self._hold(place, cell)
            before = cell
        self.row += 1
        return self.row

    def _hold(self, place: int, cell: Cell) -> None:
        """Makes the column wide enough for a number, so that it is not shown as signs, and turns its title right."""
        value = cell.value if isinstance(cell, Formula) else cell
        shown = f"{amount(value):,.{exponent(value.currency)}f}" if isinstance(value, Money) else f"{value:,}"
        self._widths[place] = max(self._widths.get(place, 9), len(shown) + 3)
        if self._heads:
            self._above_numbers.add((self._heads[-1][0], place))

    def settle(self) -> None:
        """Gives every column its width, and every row of titles its height, once all is written."""
        for place, width in self._widths.items():
            self.made.set_column(place, place, width)
        for row, titles in self._heads:
            for place, title in enumerate(titles):
                if (row, place) in self._above_numbers:
                    self.made.write_string(row, place, title, self.book.look(**_HEAD, align="right"))
                elif (row, place - 1) in self._above_numbers:
                    self.made.write_string(row, place, title, self.book.look(**_HEAD, indent=1))
            widths = (self._widths.get(place, 9) for place in range(len(titles)))
            lines = (ceil(width_of(title) * _BOLD / width) for title, width in zip(titles, widths, strict=True))
            self.made.set_row(row, _LINE * max(lines, default=1))

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
                self.made.write_string(*at, _shown(cell), look(**quoted, **more))
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


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float | Money | Formula)


def _money(currency: str) -> str:
    places = exponent(currency)
    return "#,##0" + ("." + "0" * places if places else "")


def amount(money: Money) -> float:
    """An amount as a cell holds it."""
    places = exponent(money.currency)
    return money.minor / 10**places if places else money.minor


def _shown(text: str) -> str:
    """A text as a cell can hold it, control characters made visible."""
    return paper_text(text, keep="\t\r\n")[:LONGEST]


def _plain(formula: Formula) -> float:
    return amount(formula.value) if isinstance(formula.value, Money) else formula.value


def cells(sheet: Sheet, column: int, first: int, last: int) -> list[Any]:
    """A range of one column, rows as a formula names them, as a chart wants it."""
    return [sheet.name, first - 1, column, last - 1, column]
