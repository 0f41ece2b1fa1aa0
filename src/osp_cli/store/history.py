"""The history: units of change, newest first, each with the rows it changed."""

from __future__ import annotations

import json
import sqlite3

from osp_cli.store.rows import Rows
from osp_cli.store.units import Change, HistoryEntry, Unit

_NEWEST = 2**63 - 1


def change_of(row: sqlite3.Row) -> Change:
    """A change from its entry in the journal."""
    before, after = row["before"], row["after"]
    return Change(
        row["table_name"],
        row["row_number"],
        row["op"],
        json.loads(before) if before else None,
        json.loads(after) if after else None,
    )


def unit_of(row: sqlite3.Row) -> Unit:
    """A unit of change."""
    return Unit(row["number"], row["at"], row["who"], row["command"], row["summary"], row["kind"], row["state"])


def history(rows: Rows, number: int | None, limit: int, before: int | None) -> tuple[HistoryEntry, ...]:
    """The newest units (before the unit `before`) that changed one opportunity, or anything where `number` is None."""
    end = before or _NEWEST
    if number is None:
        units = rows.rows("unit.every", before=end, limit=limit)
        return tuple(_entry(unit, rows.rows("journal.of_unit", unit=unit["number"])) for unit in units)
    units = rows.rows("unit.of_opportunity", of=number, before=end, limit=limit)
    return tuple(
        _entry(unit, rows.rows("journal.of_unit_and_opportunity", unit=unit["number"], of=number)) for unit in units
    )


def _entry(unit: sqlite3.Row, entries: list[sqlite3.Row]) -> HistoryEntry:
    changes = tuple(change_of(row) for row in entries)
    return HistoryEntry(
        unit["number"], unit["at"], unit["who"], unit["command"], unit["summary"], unit["kind"], changes
    )
