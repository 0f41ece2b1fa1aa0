"""Whether the rows are what was written: SQLite does not see that a letter of one has changed on the disk.

The journal holds every record once more, and each of its entries begins where the one before it ended. Of what stands
there once, units, snapshots and the book's own row, there is a sum.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from osp_cli.store.checksums import checksum
from osp_cli.store.compiled import COLUMNS
from osp_cli.store.triggers import image

_ENTRIES = "SELECT number, table_name, row_number, op, before, after FROM journal ORDER BY number"
_UNITS = (
    "SELECT *, (SELECT count(*) FROM journal WHERE journal.unit = unit.number) AS entries FROM unit ORDER BY number"
)
# Whose version is the newest unit that stands and has changed it, or anything of it: as `held.mark` leaves it.
_OF_VERSION = {
    "opportunity": "journal.opportunity_number = record.number",
    "account": "journal.table_name = 'account' AND journal.row_number = record.number",
}
_VERSIONS = (
    "SELECT number FROM {table} AS record WHERE version != coalesce((SELECT max(journal.unit) FROM journal "
    "JOIN unit ON unit.number = journal.unit WHERE {of} AND unit.kind = 'do' AND unit.state = 'done'), 0)"
)
_GIVEN = "SELECT table_name, max(row_number) FROM journal GROUP BY table_name"
_COUNTED = (*COLUMNS, "unit", "journal", "snapshot")
_OPS = {(False, True): "insert", (True, True): "update", (True, False): "delete"}


def integrity(connection: sqlite3.Connection, check: str = "integrity_check") -> str:
    """What SQLite says of the whole file, `ok` where it finds nothing wrong."""
    try:
        return str(connection.execute(f"PRAGMA {check}").fetchone()[0])
    except UnicodeDecodeError:  # it names what it finds, and the name is what is damaged
        return "malformed name"


def strays(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Table and number of every row that is not what was written."""
    yield from _records(connection)
    yield from _units(connection)
    yield from _counters(connection)
    for table, of in _OF_VERSION.items():
        for row in connection.execute(_VERSIONS.format(table=table, of=of)):
            yield table, row["number"]
    for table in ("snapshot", "book"):
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  one of two
            if checksum(dict(row)) != row["checksum"]:
                yield table, row["number"]


def _records(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Every record that is not as its newest entry left it, is in no entry, or is gone; every entry that is none.

    Entries are held against each other too: each begins where the one before it of the same record ended.
    """
    newest: dict[tuple[str, int], str | None] = {}
    for entry, table, number, op, before, after in connection.execute(_ENTRIES):
        known = newest.get((table, number))
        if known != before and not (known and before and _fits(_read(before), _read(known))):
            yield table, number
        if _OPS.get((before is not None, after is not None)) != op:
            yield "journal", entry
        newest[table, number] = after
    for table, columns in COLUMNS.items():
        told = f"SELECT *, {image(table, columns)} AS image FROM {table}"  # noqa: S608  names of the schema's
        for row in connection.execute(told):
            after = newest.pop((table, row["number"]), None)
            if after is None or (after != row["image"] and not _fits(dict(row), _read(after))):
                yield table, row["number"]
    for (table, number), after in newest.items():
        if after is not None:
            yield table, number


def _units(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Every unit that is not what was written, has other entries than it had, or is not in the state that followed."""
    states: dict[int, str] = {}
    undone: set[int] = set()
    units = connection.execute(_UNITS).fetchall()
    for unit in units:
        kind, target = unit["kind"], unit["target"]
        if kind == "do":  # what was undone can be redone no more
            states |= dict.fromkeys(undone, "buried")
            undone.clear()
        elif kind == "undo":
            states[target] = "undone"
            undone.add(target)
        else:
            states[target] = "done"
            undone.discard(target)
        states[unit["number"]] = "done"
    for unit in units:
        if states[unit["number"]] != unit["state"] or checksum(dict(unit)) != unit["checksum"]:
            yield "unit", unit["number"]


def _counters(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Every counter that is not at the last number that was given: one of a record that is gone could return."""
    given = {row[0]: row[1] for row in connection.execute(_GIVEN)}
    for name, last in connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        if name not in _COUNTED:
            yield "sqlite_sequence", last
            continue
        newest = connection.execute(f"SELECT max(number) FROM {name}").fetchone()[0] or 0  # noqa: S608  a known name
        if last != max(newest, given.get(name, 0)):
            yield name, last


def _read(text: str) -> dict[str, Any] | None:
    """A record as an entry holds it; None where that can no longer be read."""
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _fits(record: Mapping[str, Any] | None, entry: Mapping[str, Any] | None) -> bool:
    """Whether a record is what an entry says; a column that a later version added is in no old entry."""
    if record is None or entry is None:
        return False
    return entry.items() <= record.items()
