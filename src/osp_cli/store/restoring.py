"""Putting a backup in a store's place, through SQLite's own backup API: never by a copy, never by a rename.

A file that is put beside a journal of a crash would be rolled back into the old one, and nobody would be told.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from osp_cli.errors import StoreUnavailable
from osp_cli.folders import make_folder
from osp_cli.frozen import dataclass
from osp_cli.store import backups, kept, migrations, opening, verifying
from osp_cli.store.connection import Patience, connect, settle
from osp_cli.store.migrations import CURRENT
from osp_cli.store.ulid import new_ulid

PAGES = 100  # at a time, so that a store that somebody is writing to is noticed
DEADLINE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a store's file: rows and digest of each table, and when its newest unit was (UTC text, or None)."""

    tables: backups.Tables
    newest: str | None


def content_of(connection: sqlite3.Connection) -> Content:
    """What a file holds."""
    return Content(backups.digests(connection), connection.execute("SELECT max(at) FROM unit").fetchone()[0])


def verified(file: Path, patience: Patience) -> Content:
    """What a backup holds, once it has been read whole.

    Errors: `backup-foreign` for a file that is no store, else those of `Store.open`; `backup-unsound` where SQLite
    finds it damaged, where it has tables or triggers that are not ours, or where it is not what its manifest says;
    without one, where its rows are not what its own history says.
    """
    try:
        with opening.refusing_files(file):
            return _verified(file, patience)
    except StoreUnavailable as error:
        if error.code in ("store-foreign", "store-empty"):
            raise StoreUnavailable("backup-foreign", error.values) from None
        raise


def _verified(file: Path, patience: Patience) -> Content:
    if not file.exists():
        raise StoreUnavailable("backup-missing", {"path": str(file)})
    connection, version, _ = opening.check(file, patience)
    with closing(connection):
        manifest = kept.known(file)
        is_ours = backups.schema(connection) == schema_of(version)
        if not (backups.is_sound(connection) and is_ours):
            raise StoreUnavailable("backup-unsound", {"path": str(file)})
        is_whole = manifest.is_whole if manifest else version < CURRENT or not any(verifying.strays(connection))
        if not is_whole:
            raise StoreUnavailable("backup-unsound", {"path": str(file)})
        return content_of(connection)


def schema_of(version: int) -> list[tuple[str, ...]]:
    """The tables, indexes and triggers of a store of this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrations.migrate(fresh, {n: step for n, step in migrations.released().items() if n <= version})
        return backups.schema(fresh)


def _set_aside(path: Path) -> Path:
    """A copy, byte by byte, of a store that cannot be read any more, with the journal that belongs to it."""
    folder = backups.folder_of(path)
    make_folder(folder)
    copy = folder / f"{path.stem}-damaged-{new_ulid()}{path.suffix}"
    for ending in ("", "-journal"):
        source = Path(f"{path}{ending}")
        if source.exists():
            target = Path(f"{copy}{ending}")
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            copyfile(source, target)
    return copy


def put_by(path: Path, at: str, patience: Patience) -> Path | None:
    """Keeps the present store before another comes into its place: as a backup, or as it is where it is damaged.

    None where there is no store. A file that is no store of osp is refused, and so is one of a newer version.
    """
    if not path.exists():
        return None
    try:
        with opening.refusing_files(path):
            opening.check(path, patience)[0].close()
            try:
                return kept.keep(path, "before-restore", at, patience).file
            except OSError as error:
                raise opening.refusal_of(error, backups.folder_of(path)) from error
    except StoreUnavailable as error:
        if error.code not in ("store-damaged", "backup-differs"):
            raise
    with opening.refusing_files(path):
        return _set_aside(path)


def restore(file: Path, path: Path, at: str, patience: Patience) -> None:
    """Makes the store what the backup is. A kill leaves the old or the new one; `store-locked` after ten seconds.

    `restore-differs` where the store is not the backup afterwards; `restore-journal` where a journal of a crash lies
    beside a store that is gone.
    """
    with opening.refusing_files(path):
        if not path.exists():
            if Path(f"{path}-journal").exists():
                raise StoreUnavailable("restore-journal", {"path": f"{path}-journal"})
            opening.create(path, at)
        with closing(connect(file, "ro")) as source, closing(connect(path, "rw")) as live:
            patience.until(lambda: settle(live, "rw"))
            _copy(source, live)
        with closing(connect(file, "ro")) as source, closing(connect(path, "ro")) as live:
            if not (backups.is_sound(live) and backups.same_rows(source, live)):
                raise StoreUnavailable("restore-differs", {"path": str(path)})


def _copy(source: sqlite3.Connection, live: sqlite3.Connection) -> None:
    begun = time.monotonic()

    def watch(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() - begun > DEADLINE:
            raise StoreUnavailable("store-locked", {"seconds": f"{DEADLINE:g}"})

    source.backup(live, pages=PAGES, progress=watch, sleep=0.05)
