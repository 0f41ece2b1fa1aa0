"""Whether the records are what the journal says they became: the records of a book can be made again from it.

SQLite does not see that a letter of a record has changed on the disk. The journal holds every record once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from osp_cli.store.compiled import COLUMNS

_ENTRIES = "SELECT table_name, row_number, before, after FROM journal ORDER BY number"


def integrity(connection: sqlite3.Connection, check: str = "integrity_check") -> str:
    """What SQLite says of the whole file, `ok` where it finds nothing wrong."""
    try:
        return str(connection.execute(f"PRAGMA {check}").fetchone()[0])
    except UnicodeDecodeError:  # it names what it finds, and the name is what is damaged
        return "malformed name"


def strays(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Table and number of every record that is not as its newest entry left it, is in no entry, or is gone.

    Entries are held against each other too: each begins where the one before it of the same record ended.
    """
    newest: dict[tuple[str, int], str | None] = {}
    for table, number, before, after in connection.execute(_ENTRIES):
        known = newest.get((table, number))
        if known != before and not (known and before and _fits(_read(before), _read(known))):
            yield table, number
        newest[table, number] = after
    for table in COLUMNS:
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  a name of the schema's
            after = newest.pop((table, row["number"]), None)
            if after is None or not _fits(dict(row), _read(after)):
                yield table, row["number"]
    for (table, number), after in newest.items():
        if after is not None:
            yield table, number


def _read(image: str) -> dict[str, Any] | None:
    """A record as an entry holds it; None where that can no longer be read."""
    try:
        read = json.loads(image)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _fits(record: Mapping[str, Any] | None, entry: Mapping[str, Any] | None) -> bool:
    """A column that a later version added is in no old entry, and one that is gone cannot be compared."""
    if record is None or entry is None:
        return False
    return all(record[column] == value for column, value in entry.items() if column in record)
