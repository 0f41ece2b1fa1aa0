"""A table as a workbook of one sheet: dates are dates, amounts are numbers, texts are texts and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osp_cli.domain.money import Money, exponent
from osp_cli.domain.selection import Cell, CellTable
from osp_cli.errors import OspError
from osp_cli.exchange.formulas import cell_text
from osp_cli.extras import engine

LONGEST_TEXT, MOST_ROWS = 32_767, 1_048_576  # what a sheet takes
EXACT, FIRST_YEAR = 10**15, 1900  # beyond them a sheet would round an amount, or has no such day: they stand as text
NARROWEST, WIDEST = 6, 60  # characters of a column; ours
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_xlsx(file: Path, table: CellTable, title: str, on: date, width_of: Callable[[str], int]) -> None:
    """Writes the table as a workbook, the same to the byte for the same table and day; `width_of` measures a text.

    Errors: `extra-missing`; `sheet-rows` and `sheet-text` where a sheet cannot hold it all.
    """
    maker = engine("xlsxwriter")
    # What it puts aside while it writes stands beside the file, which is in a folder of the person's own.
    book = maker.Workbook(str(file), {**_OPTIONS, "tmpdir": str(file.parent)})
    book.set_properties({"created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001  a day, of no zone
    try:
        _Sheet(book, title, width_of).write(table)
        book.close()
    except maker.exceptions.FileCreateError as error:
        raise error.args[0] from None  # what the system said
    finally:
        book.fileclosed = True  # after a failure it is not to be written once more
        for sheet in book.worksheets():
            sheet._opt_close()  # noqa: SLF001  nothing public lets go of what was put aside


class _Sheet:
    def __init__(self, book: Any, title: str, width_of: Callable[[str], int]) -> None:
        self._book, self._sheet, self._width_of = book, book.add_worksheet(title), width_of
        self._formats: dict[str, Any] = {}
        self._widths: list[int] = []

    def write(self, table: CellTable) -> None:
        self._widths = [self._width_of(heading) for heading in table.headings]
        bold = self._book.add_format({"bold": True})
        for place, heading in enumerate(table.headings):
            self._sheet.write_string(0, place, cell_text(heading), bold)
        row = 0
        for row, values in enumerate(table.rows, 1):
            if row >= MOST_ROWS:
                raise OspError("sheet-rows", {"count": MOST_ROWS - 1})
            for place, value in enumerate(values):
                self._cell(row, place, value)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, row, len(table.headings) - 1)
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))

    def _cell(self, row: int, place: int, value: Cell) -> None:
        match value:
            case None:
                return
            case Money() if abs(value.minor) < EXACT:
                places = exponent(value.currency)
                form = self._format("#,##0" + ("." + "0" * places if places else ""))
                self._sheet.write_number(row, place, value.minor / 10**places, form)
                shown = f"{value.minor / 10**places:,.{places}f}"
            case Money():
                shown = value.amount
                self._sheet.write_string(row, place, shown)
            case date() if value.year < FIRST_YEAR:
                shown = value.isoformat()
                self._sheet.write_string(row, place, shown)
            case date():
                at = datetime(value.year, value.month, value.day)  # noqa: DTZ001  a day, of no zone
                self._sheet.write_datetime(row, place, at, self._format("yyyy-mm-dd"))
                shown = value.isoformat()
            case int() | float():
                self._sheet.write_number(row, place, value)
                shown = str(value)
            case str():
                shown = cell_text(value)
                if len(shown) > LONGEST_TEXT:
                    raise OspError("sheet-text", {"row": row, "count": LONGEST_TEXT})
                self._sheet.write_string(row, place, shown)
        self._widths[place] = max(self._widths[place], *map(self._width_of, shown.split("\n")))

    def _format(self, form: str) -> Any:
        if form not in self._formats:
            self._formats[form] = self._book.add_format({"num_format": form})
        return self._formats[form]
