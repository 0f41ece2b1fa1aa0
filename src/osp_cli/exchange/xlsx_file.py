"""Excel workbooks (.xlsx) of other tools, read by python-calamine once their size inside is known to be bearable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from osp_cli.domain.names import excerpt
from osp_cli.errors import WrongUsage
from osp_cli.exchange.tables import SEARCHED, Cells, Sheet
from osp_cli.exchange.xlsx_bounds import must_be_bearable
from osp_cli.extras import engine

ENOUGH_HEADINGS = 3


def read_xlsx(stream: BinaryIO, name: str, wanted: str | None, known: Callable[[str], bool]) -> Sheet:
    """The sheet of a workbook: the one named, else the only visible one with known headings, else the first filled one.

    Refused: what is no workbook, unpacks to too much, or has several sheets that fit (`xlsx-sheets`).
    """
    must_be_bearable(stream, name)
    calamine = engine("python_calamine")
    stream.seek(0)
    try:
        book = calamine.load_workbook(stream)
        visible = [
            each.name
            for each in book.sheets_metadata
            if each.visible == calamine.SheetVisibleEnum.Visible and each.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        chosen = _chosen(book, visible, name, wanted, known)
        sheet = book.get_sheet_by_name(chosen)
        return Sheet(name, "xlsx", lambda: _lines(sheet), {"sheet": chosen})
    except (calamine.CalamineError, ValueError, OSError) as error:
        if isinstance(error, WrongUsage):
            raise
        raise WrongUsage("xlsx-broken", {"file": name, "reason": excerpt(str(error))}) from None


def _chosen(book: Any, visible: list[str], name: str, wanted: str | None, known: Callable[[str], bool]) -> str:
    if wanted is not None:
        if wanted not in visible:
            raise WrongUsage("xlsx-sheet-missing", {"file": name, "sheet": wanted, "sheets": tuple(visible)})
        return wanted
    filled = [each for each in visible if book.get_sheet_by_name(each).height]
    if not filled:
        raise WrongUsage("csv-empty", {"file": name})
    fitting = [each for each in filled if _has_headings(book.get_sheet_by_name(each), known)]
    if len(fitting) > 1:
        raise WrongUsage("xlsx-sheets", {"file": name, "sheets": tuple(fitting), "first": fitting[0]})
    return fitting[0] if fitting else filled[0]


def _has_headings(sheet: Any, known: Callable[[str], bool]) -> bool:
    for place, (_, cells) in enumerate(_lines(sheet)):
        if place >= SEARCHED:
            return False
        if sum(known(cell) for cell in cells) >= ENOUGH_HEADINGS:
            return True
    return False


def _lines(sheet: Any) -> Iterator[tuple[int, Cells]]:
    """The rows of a sheet with their numbers in it; what Excel holds as a number or a day becomes plain text.

    A text or day in a cell that reaches over several rows is that of each of them; an amount could be that of all.
    """
    begins: dict[int, list[tuple[int, int]]] = {}
    for (top, column), (bottom, last) in sheet.merged_cell_ranges or ():
        if top < bottom and column == last:
            begins.setdefault(top + 1, []).append((column - sheet.start[1], bottom + 1))
    reaching: dict[int, tuple[int, str]] = {}
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = [_text(cell) for cell in row]
        reaching = {column: (end, text) for column, (end, text) in reaching.items() if line <= end}
        if any(cells):
            for column, (_, text) in reaching.items():
                cells[column] = cells[column] or text
        for column, end in begins.get(line, ()):
            if 0 <= column < len(row) and not isinstance(row[column], float | int):
                reaching[column] = (end, cells[column])
        yield line, cells


def _text(cell: object) -> str:
    match cell:
        case str():
            return cell.strip()
        case bool():
            return "true" if cell else "false"
        case float():
            return _number(cell)
        case dt.datetime() | dt.date():
            return cell.isoformat()[:10]
        case _:
            return str(cell)


def _number(value: float) -> str:
    """A number in the 15 figures that Excel keeps; its point is decimal, which `1.2340` says better than `1.234`."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    _, point, places = text.partition(".")
    return f"{text}0" if point and len(places) == 3 and places.isdigit() else text
