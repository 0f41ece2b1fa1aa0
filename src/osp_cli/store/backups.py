"""Verified copies of the file: made before its form changes, and only called so once they were read and compared."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from osp_cli.errors import StoreUnavailable
from osp_cli.store.connection import Patience, begin_writing, connect
from osp_cli.store.ulid import new_ulid


def back_up(path: Path, label: str, patience: Patience) -> Path:
    """A verified copy of the store beside it, in `backups`; `backup-differs` where the copy is not what the store is.

    A second connection keeps everybody else from writing meanwhile: VACUUM INTO runs in no transaction of its own.
    """
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    unverified = folder / f".{path.name}-{new_ulid()}"
    os.close(os.open(unverified, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(connect(path, "rw")) as guard, closing(connect(path, "rw")) as source:
            patience.until(lambda: begin_writing(guard))
            source.execute("VACUUM INTO ?", (str(unverified),))
            with closing(connect(unverified, "ro")) as copy:
                _compare(source, copy, path)
        sync(unverified)
        kept = folder / f"{path.stem}-{label}-{new_ulid()}{path.suffix}"
        unverified.rename(kept)
        sync(folder)
        return kept
    finally:
        unverified.unlink(missing_ok=True)


def _compare(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    whole = copy.execute("PRAGMA foreign_key_check").fetchone() is None
    if not (sound and whole and _identity(source) == _identity(copy) and same_rows(source, copy)):
        raise StoreUnavailable("backup-differs", {"path": str(path)})


def _identity(connection: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))


def same_rows(one: sqlite3.Connection, other: sqlite3.Connection) -> bool:
    """Whether two files have the same schema and in each table the same rows; read side by side, never all at once."""
    if _schema(one) != _schema(other):
        return False
    return all(
        tuple(row or ()) == tuple(same or ())
        for name in _tables(one)
        for row, same in zip_longest(_rows(one, name), _rows(other, name))
    )


def _schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return [tuple(row) for row in connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")]


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for kind, name, _ in _schema(connection) if kind == "table"]


def _rows(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    quoted = '"' + table.replace('"', '""') + '"'
    return connection.execute(f"SELECT * FROM {quoted} ORDER BY rowid")  # noqa: S608  a name of the schema's


def sync(path: Path) -> None:
    """Waits until a file or a folder is on the disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
