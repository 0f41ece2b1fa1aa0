"""Tables beside the file that is imported, which a map joins to its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from osp_cli.errors import OspError, WrongUsage
from osp_cli.exchange.cells import Columns, Seen
from osp_cli.exchange.import_map import Join
from osp_cli.exchange.per_owner import Beside, joined_heading
from osp_cli.exchange.tables import Table
from osp_cli.services.import_report import JoinReport

ColumnsOf = Callable[[Table, Mapping[str, str]], Columns]


class Joined:
    """A table beside the file, by its key."""

    def __init__(self, columns_of: ColumnsOf, join: Join, table: Table, without: Collection[str]) -> None:
        self._join = join
        self._key, self._heading = next(iter(join.on.items()))
        self._table = table
        self._take = {h: field for h, field in join.take.items() if joined_heading(h, join.file) not in without}
        self._columns = columns_of(table, self._take)
        self._rows: dict[str, list[str]] = {}
        self._missed = self._size = 0

    def beside(self, defaults: Mapping[str, str]) -> Beside:
        """What the table says of a row before anything is settled."""

        def told(columns: Columns, cells: list[str], field: str) -> str:
            row = self._rows.get(columns.told(cells, self._key) or defaults.get(self._key, ""))
            return self._columns.told(row, field) if row else ""

        return Beside(self._join.file, {field: heading for heading, field in self._take.items()}, told)

    def look(self, seen: Seen) -> None:
        """Reads the whole table; a key that stands twice is refused, not decided by the order."""
        place, wide = self._table.headings.index(self._heading), len(self._table.headings)
        for line, cells in self._table.rows():
            if len(cells) != wide:
                values = {"file": self._table.name, "line": line, "cells": len(cells), "headings": wide}
                raise WrongUsage("csv-ragged", values, details=values)
            self._columns.look(cells, seen.blanks)
            key = cells[place]
            if key and self._rows.setdefault(key, cells) != cells:
                values = {"file": self._table.name, "heading": self._heading, "key": key, "line": line}
                raise WrongUsage("join-key-twice", values, details=values)

    def settle(self, seen: Seen, translate: Any) -> None:
        """Decides how its columns are read."""
        self._columns.settle(seen, translate)

    def add(self, values: dict[str, Any], defaults: Mapping[str, Any], faults: list[OspError]) -> None:
        """Gives a row what the table has for it; what the row says itself stays."""
        cells = self._rows.get(str(values.get(self._key) or defaults.get(self._key, "")))
        if cells is None:
            self._missed += 1
            return
        for field, value in self._columns.read(cells, faults).items():
            values.setdefault(field, value)

    def report(self, size: int) -> JoinReport:
        """How many rows found their line."""
        return JoinReport(self._join.file, size - self._missed, self._missed)
