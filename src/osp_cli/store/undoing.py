"""Undo and redo: the rows of a unit are put back as the journal says they were, as a new unit of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from osp_cli.errors import StoreUnavailable
from osp_cli.store.changing import ABOVE_ALL, Changing
from osp_cli.store.units import Unit

AT_ONCE = 1_000  # entries of the journal that are held at a time, for an import has hundreds of thousands


class Undoing(Changing):
    """The units that were done are a stack. What was undone can be redone until something new is done."""

    def undo(self, count: int = 1) -> tuple[Unit, ...]:
        """Takes back the last `count` units, newest first; fewer where there are fewer.

        `undo-conflict`, and nothing taken back, where a row is no longer as the unit left it.
        """
        self.let_references_wait()
        taken = self.undoable(count)
        for unit in taken:
            self.begin_unit("undo", unit.number)
            for entry in self._newest_first(unit.number):
                self._turn(entry, expected=entry["after"], wanted=entry["before"])
            self.each("unit.set_state", key=unit.number, state="undone")
        return taken

    def redo(self) -> Unit | None:
        """Brings back the unit that was undone last; None where nothing can be redone."""
        unit = self.redoable()
        if unit is None:
            return None
        self.let_references_wait()
        self.begin_unit("redo", unit.number)
        for entry in self._oldest_first(unit.number):
            self._turn(entry, expected=entry["before"], wanted=entry["after"])
        self.each("unit.set_state", key=unit.number, state="done")
        return unit

    def _newest_first(self, unit: int) -> Iterator[sqlite3.Row]:
        place = ABOVE_ALL
        while entries := self.rows("journal.of_unit_back", unit=unit, before=place, limit=AT_ONCE):
            yield from entries
            place = entries[-1]["number"]

    def _oldest_first(self, unit: int) -> Iterator[sqlite3.Row]:
        place = 0
        while entries := self.rows("journal.of_unit", unit=unit, after=place, limit=AT_ONCE):
            yield from entries
            place = entries[-1]["number"]

    def _turn(self, entry: sqlite3.Row, *, expected: str | None, wanted: str | None) -> None:
        """Makes one row what it is wanted to be, if it is what is expected."""
        table, key = entry["table_name"], entry["row_number"]
        present = self.row(f"{table}.image", key=key)
        image: dict[str, Any] | None = json.loads(present["image"]) if present else None
        if not _agrees(image, json.loads(expected) if expected else None):
            raise StoreUnavailable("undo-conflict", {"table": table, "row": key}, details={"table": table, "row": key})
        if wanted is None:
            self.each(f"{table}.take_out", key=key)
        elif image is None:
            self.each(f"{table}.put_back", **json.loads(wanted))
        else:
            columns = {**image, **json.loads(wanted)}
            columns.pop("number")
            self.each(f"{table}.overwrite", key=key, **columns)


def _agrees(present: dict[str, Any] | None, expected: dict[str, Any] | None) -> bool:
    # A column that a later version of the file added is not in an old entry, and cannot disagree with it.
    if present is None or expected is None:
        return present is expected
    return all(present.get(column) == value for column, value in expected.items())
