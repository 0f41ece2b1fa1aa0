"""Whether the records are what the journal says they became: the records of a book can be made again from it.

SQLite does not see that a letter of a record has changed on the disk. The journal holds every record once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from osp_cli.store.compiled import COLUMNS

_NEWEST = "SELECT table_name, row_number, after FROM journal ORDER BY number"


def strays(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Table and number of every record that is not as its newest entry left it, is in no entry, or is gone."""
    newest: dict[tuple[str, int], str | None] = {}
    for table, number, after in connection.execute(_NEWEST):
        newest[table, number] = after
    for table in COLUMNS:
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  a name of the schema's
            after = newest.pop((table, row["number"]), None)
            if after is None or not _agrees(row, after):
                yield table, row["number"]
    for (table, number), after in newest.items():
        if after is not None:
            yield table, number


def _agrees(row: sqlite3.Row, after: str) -> bool:
    """A column that a later version added is in no old entry, and one that is gone cannot be compared."""
    known = row.keys()
    return all(row[column] == value for column, value in json.loads(after).items() if column in known)
