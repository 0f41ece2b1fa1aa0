"""A table as CSV: comma, LF, what a spreadsheet would run made inert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osp_cli.domain.money import Money
from osp_cli.domain.selection import Cell, CellTable
from osp_cli.exchange.formulas import cell_text

MARK = "\ufeff"  # at the beginning of a file: by it a spreadsheet knows that this is UTF-8


def csv_pieces(table: CellTable) -> Iterator[str]:
    """The lines of the table, the headings first."""
    yield _line(table.headings)
    for row in table.rows:
        yield _line(row)


def _line(cells: tuple[Cell, ...]) -> str:
    return ",".join(_quoted(_text(cell)) for cell in cells) + "\n"


def _quoted(text: str) -> str:
    """A cell in quotes where it holds what would end it; csv's own writer overlooks a carriage return."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Money():
            return cell.amount
        case date():
            return cell.isoformat()
        case int() | float():
            return str(cell)
        case str():
            return cell_text(cell)
