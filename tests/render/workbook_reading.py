"""A workbook read again: its cells as a program sees them, and its formulas worked out by other hands than ours."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import python_calamine

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REF = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


@dataclass(frozen=True)
class Kept:
    """A formula with the value that is kept beside it."""

    sheet: str
    cell: str
    formula: str
    value: float


class Workbook:
    """The sheets of a file by name, rows of values; `formulas` are all there are."""

    def __init__(self, content: bytes) -> None:
        read = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        self.sheets = {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}
        self._zip = zipfile.ZipFile(BytesIO(content))
        self.formulas = list(self._formulas())
        self.charts = sum("charts/chart" in name for name in self._zip.namelist())

    def _formulas(self) -> Iterator[Kept]:
        for number, name in enumerate(self.sheets, 1):
            root = ET.fromstring(self._zip.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iter(f"{_NS}c"):
                formula = cell.find(f"{_NS}f")
                if formula is not None:
                    yield Kept(name, cell.attrib["r"], formula.text or "", float(cell.findtext(f"{_NS}v") or "nan"))

    def widths(self, sheet: str) -> dict[int, float]:
        """How wide each column of a sheet is, by its place."""
        number = list(self.sheets).index(sheet) + 1
        root = ET.fromstring(self._zip.read(f"xl/worksheets/sheet{number}.xml"))
        columns = ((int(each.attrib["min"]), int(each.attrib["max"]), each) for each in root.iter(f"{_NS}col"))
        return {
            place - 1: float(each.attrib["width"]) for first, last, each in columns for place in range(first, last + 1)
        }

    def row(self, sheet: str, label: str) -> list[Any]:
        """The first row that begins with this label."""
        return next(row for row in self.sheets[sheet] if row and row[0] == label)

    def column(self, sheet: str, place: int, label: str) -> list[Any]:
        """A column beneath the heading that its first row has."""
        assert self.sheets[sheet][0][place] == label
        return [row[place] for row in self.sheets[sheet][1:]]

    def worked_out(self, kept: Kept) -> float:
        """What the formula comes to."""

        def cell(match: re.Match[str]) -> str:
            sheet, first, top, last, bottom = match.groups()
            if last is None:
                return repr(self._value(sheet or kept.sheet, first, int(top)))
            values = [self._value(sheet or kept.sheet, first, row) for row in range(int(top), int(bottom) + 1)]
            return repr(values)

        text = _REF.sub(cell, kept.formula)
        return float(eval(text, {"__builtins__": {}}, _FUNCTIONS))

    def _value(self, sheet: str, column: str, row: int) -> Any:
        place = 0
        for letter in column:
            place = place * 26 + ord(letter) - 64
        rows = self.sheets[sheet]
        value = rows[row - 1][place - 1] if row <= len(rows) and place <= len(rows[row - 1]) else ""
        return value if isinstance(value, int | float | str) else str(value)


def _sum(*parts: Any) -> float:
    flat = [value for part in parts for value in (part if isinstance(part, list) else [part])]
    return sum(value for value in flat if isinstance(value, int | float))


def _round(value: float, places: float) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP))


_FUNCTIONS = {
    "SUM": _sum,
    "ROUND": _round,
    "MIN": min,
    "MAX": max,
    "COUNTIF": lambda cells, wanted: sum(cell == wanted for cell in cells),
    "SUMIFS": lambda amounts, cells, wanted: _sum(
        [a for a, cell in zip(amounts, cells, strict=True) if cell == wanted]
    ),
}
