"""The numbered steps from one version of the file to the next: frozen SQL, each applied whole or not at all.

A step that was released never changes. The first makes the whole schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from osp_cli.store.checksums import checksum
from osp_cli.store.connection import APPLICATION_ID
from osp_cli.store.ulid import new_ulid

FOLDER = Path(__file__).parent
CURRENT = 1


def released() -> dict[int, str]:
    """The text of every step, by its number."""
    return {number: (FOLDER / f"{number:04}.sql").read_text(encoding="utf-8") for number in range(1, CURRENT + 1)}


def version_of(connection: sqlite3.Connection) -> int:
    """The version a file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def install(connection: sqlite3.Connection, created_at: str) -> None:
    """Makes an empty file a store of today's version, with an id of its own."""
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.deserialize(_empty())
        empty.backup(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    row = {"id": new_ulid(), "created_at": created_at}
    connection.execute(
        "INSERT INTO book (number, id, created_at, checksum) VALUES (1, :id, :created_at, :checksum)",
        {**row, "checksum": checksum(row)},
    )


@cache
def _empty() -> bytes:
    """An empty file of today's version: to make it takes many statements, to copy it a tenth of their time."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection, released())
        return connection.serialize()


def migrate(
    connection: sqlite3.Connection, steps: Mapping[int, str], before_each: Callable[[int], None] = lambda _: None
) -> None:
    """Applies the steps above the file's version, each in a transaction of its own that also counts the version up.

    `before_each` is called with the version before a step, outside its transaction: there the backup is made.
    """
    for number in sorted(steps):
        if number <= version_of(connection):
            continue
        before_each(number - 1)
        # Off while tables are rebuilt, checked as a whole before the step counts; it cannot be set within one.
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            _apply(connection, number, steps[number])
        finally:
            connection.execute("PRAGMA foreign_keys = ON")


def _apply(connection: sqlite3.Connection, number: int, text: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) < number:  # else another process was quicker
            for statement in statements_in(text):
                connection.execute(statement)
            _check_references(connection, number)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a disk that is full or fails has rolled it back already
            connection.execute("ROLLBACK")
        raise


def _check_references(connection: sqlite3.Connection, number: int) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"migration {number} leaves a reference to nothing")


def statements_in(text: str) -> Iterator[str]:
    """The statements of a script. `executescript` would commit before it begins, so they are run one by one."""
    gathered = ""
    for line in text.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered.strip()
            gathered = ""
