"""The store: one file, `reading()` in snapshots and `writing()` in transactions; nothing is locked in between."""

from __future__ import annotations

import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from osp_cli.errors import StoreUnavailable
from osp_cli.store import backups, migrations, opening
from osp_cli.store.connection import Patience, begin_snapshot, begin_writing, connect, refusing, settle, snapshot
from osp_cli.store.finding import Hit
from osp_cli.store.opening import is_there, path_of
from osp_cli.store.reading import Reading
from osp_cli.store.units import Change, HistoryEntry, Unit
from osp_cli.store.writing import Writing

__all__ = ["Change", "HistoryEntry", "Hit", "Reading", "Store", "Unit", "Writing", "is_there", "path_of"]


def utc_instant() -> str:
    """Now, as UTC text with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Store:
    """One store. `Store.open` checks the file; each `writing` has a connection of its own, readings share one."""

    def __init__(self, place: Path | sqlite3.Connection, clock: Callable[[], str], patience: Patience) -> None:
        """Use `open` or `in_memory`."""
        self.clock = clock
        self.former: Mapping[str, str] = {}
        self._place = place
        self._patience = patience
        self.kept = 0  # how many transactions of this value were kept
        self.begins_day = False  # whether one of them was the first of a day
        self._book_id = ""
        self._version = migrations.CURRENT
        self._idle: list[sqlite3.Connection] = []
        weakref.finalize(self, _close_all, self._idle)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool,
        busy_notice: Callable[[], None] | None = None,
        wait_seconds: float = 10.0,
        clock: Callable[[], str] = utc_instant,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Store:
        """The store in this file, made where it is missing and `create` says so.

        Errors (StoreUnavailable): store-missing, store-folder, store-empty, store-foreign, store-damaged, store-newer,
        store-unreadable, store-readonly, store-full, store-locked. A refused file is left as it is, to the byte.
        """
        patience = Patience(wait_seconds, busy_notice, sleep)
        with opening.refusing_files(path):
            if not opening.is_there(path):
                if not create:
                    raise StoreUnavailable("store-missing", {"path": str(path)})
                opening.create(path, clock())
            connection, version, book_id = opening.check(path, patience)
        store = cls(path, clock, patience)
        store._book_id, store._version = book_id, version
        store._keep(connection)
        return store

    @classmethod
    def in_memory(cls, *, clock: Callable[[], str] = utc_instant) -> Store:
        """An empty store that is gone with this value: what there is before anything was ever written."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.row_factory = sqlite3.Row
        migrations.install(connection, clock())
        store = cls(connection, clock, Patience())
        weakref.finalize(store, _close_all, [connection])
        with store.reading() as reading:
            store._book_id = reading.store_id()
        return store

    @property
    def path(self) -> Path | None:
        """The file, None for a store in memory."""
        return self._place if isinstance(self._place, Path) else None

    def book_id(self) -> str:
        """The ULID that this store was given when it was made."""
        return self._book_id

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """One snapshot of the book. Nothing is ever written; a file of an older version is read as a copy."""
        with refusing(self.path), self._snapshot() as connection:
            try:
                reading = Reading(connection)
                reading.former = self.former
                yield reading
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        if isinstance(self._place, sqlite3.Connection):
            begin_snapshot(self._place)
            yield self._place
            return
        known = self._idle.pop() if self._idle else None
        connection = snapshot(self._place, self._patience, known)
        try:
            if migrations.version_of(connection) >= migrations.CURRENT:
                yield connection
                return
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                connection.backup(copy)
                copy.row_factory = sqlite3.Row
                migrations.migrate(copy, migrations.released())
                yield copy
        finally:
            self._keep(connection)

    def _keep(self, connection: sqlite3.Connection) -> None:
        """Ends a snapshot and keeps its connection for the next: to learn the schema again costs a millisecond."""
        try:  # within the snapshot, where no lock is needed any more
            # Where another program has put the file into WAL mode, a connection that is kept would hold it there.
            is_kept = connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal"
        except sqlite3.OperationalError:  # outside of one, while somebody is writing
            is_kept = False
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if is_kept:
            self._idle.append(connection)
        else:
            connection.close()

    @contextmanager
    def writing(
        self, *, who: str, command: str, summary: str = "", happened_on: date | None = None, dry_run: bool = False,
        known: int | None = None,
    ) -> Iterator[Writing]:  # fmt: skip
        """One transaction, kept when the block ends, rolled back when it raises, when nothing changed, in a dry run.

        `happened_on` is the day of its facts, where that is not today; `known` is the version of the one record that it
        is about, at which somebody looked at it: one that has changed since is refused (`held.must_be_known`). After a
        dry run `changes` of the Writing tell every row before and after.
        """
        with refusing(self.path), self._locked() as connection:
            writing = Writing(
                connection, who=who, command=command, at=self.clock(), summary=summary, happened_on=happened_on,
                known=known,
            )  # fmt: skip
            try:
                yield writing
                is_kept = writing.end(is_dry_run=dry_run)
                self._patience.until(lambda: connection.execute("COMMIT" if is_kept else "ROLLBACK"))
                self.kept += is_kept
                self.begins_day |= is_kept and writing.begins_day
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        if isinstance(self._place, sqlite3.Connection):
            begin_writing(self._place)
            yield self._place
            return
        self._bring_up_to_date(self._place)
        with closing(connect(self._place, "rw")) as connection:
            self._patience.until(lambda: begin_writing(connection))
            yield connection

    def _bring_up_to_date(self, path: Path) -> None:
        """Migrates a file of an older version, with a verified backup before each step."""
        if self._version >= migrations.CURRENT:
            return

        def back_up(version: int) -> None:
            backups.back_up(path, f"v{version}", self._patience)

        with closing(connect(path, "rw")) as connection:
            self._patience.until(lambda: settle(connection, "rw"))
            migrations.migrate(connection, migrations.released(), back_up)
        self._version = migrations.CURRENT


def _close_all(connections: list[sqlite3.Connection]) -> None:
    """Closes them; where a store is collected in another thread than its own, they close with their own end."""
    for connection in connections:
        with suppress(sqlite3.ProgrammingError):
            connection.close()
