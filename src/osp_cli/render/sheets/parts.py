"""What a list is as a table for a spreadsheet: its columns over values that are still numbers, days and amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from osp_cli.domain.handbook import Handbook
from osp_cli.domain.money import Money
from osp_cli.domain.process import Process
from osp_cli.domain.selection import Cell, CellTable
from osp_cli.frozen import dataclass
from osp_cli.render.blocks import Column
from osp_cli.render.views import common
from osp_cli.words import Words


@dataclass(frozen=True, slots=True)
class Voice:
    """In what words a list is told: the user's language, the method in use and its handbook."""

    words: Words
    process: Process
    handbook: Handbook


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a table of `count` rows; `name` is what its sheet is called in a workbook."""

    name: str
    table: CellTable
    count: int


@dataclass(frozen=True, slots=True)
class Col:
    """A column: its heading, and its cell of a row. The currency of an amount stands in a column of its own."""

    heading: str
    of: Callable[[Any], Cell]
    is_money: bool = False


def under(columns: Iterable[Column], *cells: Callable[[Any], Cell]) -> tuple[Col, ...]:
    """The columns of a screen over these cells."""
    return tuple(Col(each.title, of, each.kind == "money") for each, of in zip(columns, cells, strict=True))


def sheet(name: str, rows: Iterable[Any], columns: Iterable[Col], words: Words) -> Sheet:
    """The rows under these columns; what nobody knows is an empty cell."""
    told, known = tuple(columns), tuple(rows)
    headings: list[str] = []
    for column in told:
        title = common.sentence(column.heading)
        headings.append(title)
        headings += [words("views.aside", text=title, aside=words("files.currency"))] if column.is_money else []
    table = CellTable(tuple(headings), (_cells(told, row) for row in known))
    return Sheet(common.sentence(name), table, len(known))


def _cells(columns: tuple[Col, ...], row: Any) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column in columns:
        value = column.of(row)
        cells.append(None if value == "" else value)
        if column.is_money:
            cells.append(value.currency if isinstance(value, Money) else None)
    return tuple(cells)


def said(flag: bool, words: Words) -> str:  # noqa: FBT001  a value to be told
    """Yes or no, in words."""
    return words("render.yes" if flag else "render.no")


def percent(share: float | None) -> float | None:
    """A share as percent, to one place."""
    return None if share is None else round(100 * share, 1)
