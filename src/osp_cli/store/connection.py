"""Opening the file, waiting for another process, and what SQLite's refusals mean to a person."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, TypeVar

from osp_cli.errors import Located, StoreUnavailable

T = TypeVar("T")
Mode = Literal["ro", "rw"]

APPLICATION_ID = 0x6F73_7031  # "osp1" in the file's header: whose file it is
NOTICE_AFTER = 1.0
# The primary codes of SQLite; a file that cannot be opened for writing is told apart from one that cannot be read.
_REFUSALS = {
    sqlite3.SQLITE_NOTADB: "store-foreign",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_READONLY: "store-readonly",
    sqlite3.SQLITE_FULL: "store-full",
    sqlite3.SQLITE_IOERR: "store-unreadable",
    sqlite3.SQLITE_CANTOPEN: "store-unreadable",
    sqlite3.SQLITE_PERM: "store-unreadable",
    sqlite3.SQLITE_BUSY: "store-locked",
    sqlite3.SQLITE_LOCKED: "store-locked",
}
# Python's own words, for SQLite hands out any bytes as a text.
_UNDECODED = re.compile(r"Could not decode to UTF-8 column '(?P<column>\w+)'")
_UNKNOWN_FORM = "unsupported file format"  # SQLite's own words: the header names a form that there is not
_WRITE_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
)


class Patience:
    """How long another process is waited for: at most `seconds` of `sleep`, with one `notice` after a second."""

    def __init__(
        self,
        seconds: float = 10.0,
        notice: Callable[[], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.seconds = seconds
        self.notice = notice
        self.sleep = sleep

    def until(self, attempt: Callable[[], T]) -> T:
        """What the attempt returns once nobody else is in the way; `store-locked` when time is up."""
        waited, told = 0.0, False
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                if primary_code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise
            if waited >= self.seconds:
                raise StoreUnavailable("store-locked", {"seconds": f"{self.seconds:g}"})
            if waited >= NOTICE_AFTER and not told and self.notice:
                self.notice()
                told = True
            pause = (1 + os.urandom(1)[0] % 20) / 1000  # 1 to 20 ms, never in step with another who waits
            self.sleep(pause)
            waited += pause


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary code of an error, 0 where it is none of SQLite's."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


@contextmanager
def refusing(path: Path | None) -> Iterator[None]:
    """Turns SQLite's refusals about the file into ours; an error in a statement stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        code = _REFUSALS.get(primary_code(error)) or ("store-unfinished" if _lacks_something(error) else None)
        reason: str | Located = str(error)
        if str(error).startswith(_UNKNOWN_FORM):
            code = "store-damaged"
        if is_overflow(error):
            code = "sums-too-large"
        if found := _UNDECODED.match(str(error)):  # the rest of the sentence quotes what stands there
            code, reason = "store-damaged", Located(found["column"], "fault-stored-text", {})
        if code is None:
            raise
        raise StoreUnavailable(code, {"path": str(path), "reason": reason, "seconds": "0"}) from error


def is_overflow(error: sqlite3.Error) -> bool:
    """Whether amounts add up to more than SQLite counts to."""
    return str(error) == "integer overflow"


def _lacks_something(error: sqlite3.Error) -> bool:
    """Whether a table or a column is missing: the file was made by a version that was never released."""
    told = str(error)
    return told.startswith(("no such table: ", "no such column: ")) or " has no column named " in told


def connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """A connection that never waits by itself, never begins a transaction by itself and never creates a file."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=0, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA temp_store = MEMORY")  # what was sold to whom is never left in a folder of others
    return connection


def settle(connection: sqlite3.Connection, mode: Mode) -> None:
    """The settings of a connection: of one that reads, or of one that writes."""
    connection.execute("PRAGMA trusted_schema = OFF")
    if mode == "ro":
        return
    for setting in _WRITE_SETTINGS:
        connection.execute(setting)
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
        raise sqlite3.OperationalError("foreign keys are not supported by this SQLite")


def begin_snapshot(connection: sqlite3.Connection) -> None:
    """Begins a read transaction; from here on the connection sees one state of the book."""
    settle(connection, "ro")
    if not connection.in_transaction:
        connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begins a write transaction; nobody else can begin one until it ends."""
    settle(connection, "rw")
    connection.execute("BEGIN IMMEDIATE")


def snapshot(path: Path, patience: Patience, known: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """A connection (`known`, else a new one) with a snapshot of the file.

    What a crash left half done is rolled back first: that is the one write that reading can cause.
    """
    try:
        return _began(known or connect(path, "ro"), patience)
    except sqlite3.OperationalError as error:
        if primary_code(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
    with closing(connect(path, "rw")) as recovering:
        _began(recovering, patience)
    return _began(connect(path, "ro"), patience)


def _began(connection: sqlite3.Connection, patience: Patience) -> sqlite3.Connection:
    try:
        patience.until(lambda: begin_snapshot(connection))
    except BaseException:
        connection.close()
        raise
    return connection
