"""Making a store's file, and checking one before it is used. A file that is refused is left as it is, to the byte."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from osp_cli.domain.names import place
from osp_cli.errors import Located, StoreUnavailable
from osp_cli.folders import make_folder
from osp_cli.store import backups, migrations
from osp_cli.store.connection import APPLICATION_ID, Patience, connect, refusing, settle, snapshot
from osp_cli.store.ulid import new_ulid


def path_of(named: str) -> Path:
    """The file that a path or a `sqlite:///` URL names; another kind of URL is refused (`store-url`)."""
    scheme, found, rest = named.partition("://")
    if not found:
        return Path(named).expanduser()
    if scheme != "sqlite" or not rest.startswith("/") or len(rest) < 2:
        raise StoreUnavailable("store-url", {"scheme": scheme})
    return Path(rest[1:]).expanduser()


def is_there(path: Path) -> bool:
    """Whether there is a file; a place where none can be (a folder that is a file, a name too long) is refused."""
    with refusing_files(path):
        try:
            path.stat()
        except FileNotFoundError:
            return False
    return True


def is_store(path: Path) -> bool:
    """Whether a store of osp stands there, or a backup of one."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(72)
    return head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION_ID.to_bytes(4, "big")


@contextmanager
def refusing_files(path: Path) -> Iterator[None]:
    """Turns refusals of the operating system and of SQLite about the file into ours."""
    try:
        with refusing(path):
            yield
    except OSError as error:
        raise refusal_of(error, path) from error


def refusal_of(error: OSError, path: Path) -> StoreUnavailable:
    """What the operating system refused about a file or folder, as a refusal of ours."""
    values = {"path": place(path), "reason": error.strerror or str(error)}
    return StoreUnavailable(_code_of(error, path), values, details={"path": str(path)})


def _code_of(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "store-full"
    # Who may read the file, or finds none, was kept from writing.
    may_read = os.access(path, os.R_OK) or not os.path.lexists(path)
    is_refused = error.errno == errno.EROFS or (isinstance(error, PermissionError) and may_read)
    return "store-readonly" if is_refused else "store-unreadable"


def create(path: Path, at: str) -> None:
    """Makes a store that is complete the moment it can be seen: written beside its place, then linked there."""
    make_folder(path.absolute().parent)
    draft = path.parent / f".{path.name}-{new_ulid()}"
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(connect(draft, "rw")) as connection:
            settle(connection, "rw")
            migrations.install(connection, at)
        _put_in_place(draft, path)
        backups.sync(path.parent)
    finally:
        backups.discard(draft)


def _put_in_place(draft: Path, path: Path) -> None:
    with suppress(FileExistsError):  # another process was quicker: its store is the store
        try:
            os.link(draft, path)
        except PermissionError:  # a file system without links
            if not path.exists():
                draft.rename(path)


def check(path: Path, patience: Patience) -> tuple[sqlite3.Connection, int, str]:
    """A connection with a snapshot of a store, its version and its book's id.

    A file is refused when it is not ours, damaged, or newer than this program.
    """
    if path.is_dir():
        raise StoreUnavailable("store-folder", {"path": str(path)})
    if path.stat().st_size == 0:
        raise StoreUnavailable("store-empty", {"path": str(path)})
    try:
        connection = snapshot(path, patience)
        try:
            return connection, *_identity(path, connection)
        except BaseException:
            connection.close()
            raise
    except UnicodeDecodeError:  # SQLite names what it finds wrong, and the name is what is damaged
        reason = Located("", "fault-stored-text", {})
        raise StoreUnavailable("store-damaged", {"path": str(path), "reason": reason}) from None


def _identity(path: Path, connection: sqlite3.Connection) -> tuple[int, str]:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreUnavailable("store-foreign", {"path": str(path)})
    version = migrations.version_of(connection)
    if version > migrations.CURRENT:
        values = {"path": str(path), "version": version, "known": migrations.CURRENT}
        raise StoreUnavailable("store-newer", values, details=values)
    row = connection.execute("SELECT id FROM book").fetchone() if version > 0 else None
    if row is None:
        raise StoreUnavailable("store-damaged", {"path": str(path), "reason": "no book"})
    return version, row[0]
