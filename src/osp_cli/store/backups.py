"""Verified copies of the file: made before its form changes, and only called so once they were read and compared."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from itertools import zip_longest
from pathlib import Path

from osp_cli.errors import StoreUnavailable
from osp_cli.folders import make_folder
from osp_cli.store.connection import Patience, begin_writing, connect, primary_code
from osp_cli.store.ulid import new_ulid
from osp_cli.store.verifying import integrity

Tables = dict[str, tuple[int, str]]
AT_ONCE = 1000  # rows that a digest takes in at a time


def back_up(path: Path, label: str, patience: Patience, target: Path | None = None) -> tuple[Path, Tables]:
    """A verified copy of the store beside it, in `backups`, or as the file `target`, which is replaced; its digests.

    `backup-differs` where the copy is not what the store is. A second connection keeps everybody else from writing
    meanwhile: VACUUM INTO runs in no transaction of its own.
    """
    folder = target.absolute().parent if target else folder_of(path)
    make_folder(folder)
    unverified = folder / f".{path.name}-{new_ulid()}"
    os.close(os.open(unverified, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(connect(path, "rw")) as guard, closing(connect(path, "rw")) as source:
            patience.until(lambda: begin_writing(guard))
            source.execute("VACUUM INTO ?", (str(unverified),))
            with closing(connect(unverified, "ro")) as copy:
                tables = _compared(source, copy, path)
        sync(unverified)
        kept = target or folder / f"{path.stem}-{label}-{new_ulid()}{path.suffix}"
        unverified.replace(kept)
        sync(folder)
        return kept, tables
    finally:
        discard(unverified)


def folder_of(path: Path) -> Path:
    """Where the backups of a store are."""
    return path.parent / "backups"


def _compared(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> Tables:
    """The digests of both, which are the same."""
    if is_sound(copy) and _identity(source) == _identity(copy) and schema(source) == schema(copy):
        tables = digests(copy)
        if digests(source) == tables:
            return tables
    raise StoreUnavailable("backup-differs", {"path": str(path)})


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing wrong in a file, and every reference refers to something."""
    return integrity(connection) == "ok" and references_hold(connection)


def references_hold(connection: sqlite3.Connection) -> bool:
    """Whether every reference refers to something."""
    try:
        return connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_ERROR:
            raise
        return False  # a damaged schema: a reference to a column that is no longer called so


def _identity(connection: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))


def same_rows(one: sqlite3.Connection, other: sqlite3.Connection) -> bool:
    """Whether two files have the same schema and in each table the same rows; read side by side, never all at once."""
    if schema(one) != schema(other):
        return False
    return all(
        tuple(row or ()) == tuple(same or ())
        for name in _tables(one)
        for row, same in zip_longest(_rows(one, name), _rows(other, name))
    )


def schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Tables, indexes and triggers with the text that made them."""
    return [tuple(row) for row in connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")]


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for kind, name, _ in schema(connection) if kind == "table"]


def _rows(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    quoted = '"' + table.replace('"', '""') + '"'
    return connection.execute(f"SELECT * FROM {quoted} ORDER BY rowid")  # noqa: S608  a name of the schema's


def digests(connection: sqlite3.Connection) -> Tables:
    """Of each table the number of rows and a SHA-256 over them: what `integrity_check` does not see changed."""
    import hashlib  # it loads OpenSSL, which no everyday command has a use for

    found = {}
    for table in _tables(connection):
        count, digest = 0, hashlib.sha256()
        rows = _rows(connection, table)
        rows.row_factory = None  # plain tuples are told in half the time
        while several := rows.fetchmany(AT_ONCE):
            count += len(several)
            digest.update(repr(several).encode())
        found[table] = (count, digest.hexdigest())
    return found


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def discard(draft: Path) -> None:
    """Removes the draft of a store, where it has not taken its place, and the journal that a failed disk leaves."""
    for ending in ("", "-journal"):
        with suppress(OSError):  # what it was for has failed or is done; `osp doctor --fix` takes away what stays
            Path(f"{draft}{ending}").unlink()


def sync(path: Path) -> None:
    """Waits until a file or a folder is on the disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
