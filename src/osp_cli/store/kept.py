"""Backups that are kept: each with a manifest by which it is known to be whole, and only so many of them.

The manifest stands beside its file and names nobody: counts, digests, instants. A file without one was never verified
by `osp backup` (or is the copy before a migration), and is never removed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

from osp_cli import __version__
from osp_cli.frozen import dataclass
from osp_cli.store import backups, encrypted, migrations
from osp_cli.store.connection import Patience, snapshot
from osp_cli.store.ulid import new_ulid

ENDING = ".manifest.json"
ENCRYPTED = ".age"
_HEAD = (
    "SELECT (SELECT id FROM book), (SELECT id FROM unit ORDER BY number DESC LIMIT 1), "
    "(SELECT max(number) FROM journal), (SELECT id FROM snapshot ORDER BY number DESC LIMIT 1)"
)
NEWEST, DAYS, WEEKS, MONTHS = 10, 7, 5, 12  # reliability: how many of each are kept


@dataclass(frozen=True, slots=True)
class Head:
    """Up to where a book is recorded: its id, its newest unit, journal entry and snapshot; None where there is none.

    Where the heads of two stores differ, so do the stores: whatever osp changes leaves an entry.
    """

    book: str
    unit: str | None
    entry: int | None
    snapshot: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup: its file, when it was made (UTC text), and of each table the number of rows and their digest.

    `head` is None in a manifest of before there was one. `replaced_by` is that of the store that a restore put in the
    place of the one that this was made of.
    """

    file: Path
    at: str
    tables: backups.Tables
    digest: str
    head: Head | None = None
    replaced_by: Head | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return self.file.suffix == ENCRYPTED

    @property
    def day(self) -> date:
        """The day it was made, in UTC."""
        return date.fromisoformat(self.at[:10])

    @property
    def is_whole(self) -> bool:
        """Whether the file is still, to the byte, what was verified."""
        return backups.file_digest(self.file) == self.digest


def keep(
    path: Path, label: str, at: str, patience: Patience, target: Path | None = None, *, passphrase: str | None = None
) -> Kept:
    """Makes a verified backup, named by label and day (UTC), with its manifest; with a passphrase an encrypted one.

    The manifest comes last, so that it is never there without its file.
    """
    if target:
        manifest_of(target).unlink(missing_ok=True)  # it speaks of what is about to be replaced
    dated = f"{label}-{at[:10].replace('-', '')}"
    if passphrase is not None:
        return _keep_encrypted(path, dated, at, patience, target=target, passphrase=passphrase)
    file, tables = backups.back_up(path, dated, patience, target)
    return told(file, file, at, tables, patience)


def _keep_encrypted(
    path: Path, dated: str, at: str, patience: Patience, *, target: Path | None, passphrase: str
) -> Kept:
    folder = target.absolute().parent if target else backups.folder_of(path)
    plain = folder / f".{path.name}-{new_ulid()}"
    try:
        tables = backups.back_up(path, dated, patience, plain)[1]
        file = target or folder / f"{path.stem}-{dated}-{new_ulid()}{path.suffix}{ENCRYPTED}"
        encrypted.encrypt(plain, file, passphrase)
        return told(file, plain, at, tables, patience)
    finally:
        plain.unlink(missing_ok=True)


def told(file: Path, plain: Path, at: str, tables: backups.Tables, patience: Patience) -> Kept:
    """Writes the manifest of a backup that was just verified; `plain` is what it holds, where it is encrypted."""
    with closing(snapshot(plain, patience)) as connection:
        head, version = _head(connection), migrations.version_of(connection)
    kept = Kept(file, at, tables, backups.file_digest(file), head)
    write_manifest(kept, version)
    return kept


def write_manifest(kept: Kept, version: int) -> None:
    """Writes what is known of a backup beside it; `version` is that of its form."""
    content = {"at": kept.at, "osp": __version__, "version": version, "head": _told_of(kept.head)}
    content |= {"digest": kept.digest, "tables": kept.tables}
    _write(manifest_of(kept.file), json.dumps(content, indent=1) + "\n")


def mark_replaced(file: Path, by: Head) -> None:
    """Writes into the manifest of a backup what a restore put in the place of its store; one without is left so."""
    if known(file) is not None:
        content = json.loads(manifest_of(file).read_text(encoding="utf-8")) | {"replaced_by": _told_of(by)}
        _write(manifest_of(file), json.dumps(content, indent=1) + "\n")


def replaced_since(path: Path, unit: int, patience: Patience) -> Path | None:
    """What the store was before the last restore that came after this unit; None where none did."""
    replaced = [each for each in kept_of(path) if each.replaced_by]
    if not replaced:
        return None
    with closing(snapshot(path, patience)) as connection:
        book = connection.execute("SELECT id FROM book").fetchone()[0]
        for each in reversed(replaced):
            by = each.replaced_by
            last = connection.execute("SELECT number FROM unit WHERE id = ?", (by and by.unit,)).fetchone()
            if by and by.book == book and last and last[0] >= unit:
                return each.file
    return None


def _told_of(head: Head | None) -> dict[str, Any] | None:
    return {name: getattr(head, name) for name in ("book", "unit", "entry", "snapshot")} if head else None


def head_of(path: Path, patience: Patience) -> Head:
    """Up to where the book in a file is recorded."""
    with closing(snapshot(path, patience)) as connection:
        return _head(connection)


def _head(connection: sqlite3.Connection) -> Head:
    return Head(*connection.execute(_HEAD).fetchone())


def _write(manifest: Path, text: str) -> None:
    draft = manifest.with_name(f".{manifest.name}-{new_ulid()}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(manifest)
        backups.sync(manifest.parent)
    finally:
        draft.unlink(missing_ok=True)


def manifest_of(file: Path) -> Path:
    """Where the manifest of a backup is."""
    return file.with_name(file.name + ENDING)


def tables_of(path: Path, patience: Patience) -> backups.Tables:
    """The rows and digests of a file's tables, in one snapshot."""
    with closing(snapshot(path, patience)) as connection:
        return backups.digests(connection)


def known(file: Path) -> Kept | None:
    """What the manifest of a backup says of it; None where there is no manifest that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        content = json.loads(manifest_of(file).read_text(encoding="utf-8"))
        tables = {str(name): (int(count), str(digest)) for name, (count, digest) in content["tables"].items()}
        head, by = (Head(**content[name]) if content.get(name) else None for name in ("head", "replaced_by"))
        kept = Kept(file, str(content["at"]), tables, str(content["digest"]), head, by)
        return kept if kept.day else None
    return None


def kept_of(path: Path) -> tuple[Kept, ...]:
    """The backups of a store that have a manifest and are there, the oldest first."""
    folder = backups.folder_of(path)
    files = (folder / manifest.name.removesuffix(ENDING) for manifest in folder.glob(f"{path.stem}-*{ENDING}"))
    found = [kept for file in files if file.is_file() and (kept := known(file))]
    return tuple(sorted(found, key=lambda kept: (kept.at, kept.file.name.rpartition("-")[2])))


def unchanged(path: Path, patience: Patience, *, is_encrypted: bool = False) -> Kept | None:
    """The newest backup of its kind, where it is whole and the store has not changed since."""
    newest = next((each for each in reversed(kept_of(path)) if each.is_encrypted == is_encrypted), None)
    if newest is None or newest.head != head_of(path, patience) or not newest.is_whole:
        return None
    return newest if newest.tables == tables_of(path, patience) else None  # the head does not show what no osp wrote


def rotate(path: Path) -> tuple[Path, ...]:
    """Removes the backups that are none of the last ten nor the newest of a day, a week or a month that is kept."""
    kept = kept_of(path)
    staying = {each.file for each in staying_of(kept)}
    gone = tuple(each.file for each in kept if each.file not in staying)
    for file in gone:
        file.unlink()
        manifest_of(file).unlink(missing_ok=True)
    return gone


def staying_of(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Which of these backups (the oldest first) stay: 10 newest, and the newest of 7 days, 5 weeks and 12 months."""
    newest_first = list(reversed(tuple(kept)))
    staying = {each.file: each for each in newest_first[:NEWEST]}
    periods: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    for count, period_of in periods:
        newest: dict[object, Kept] = {}
        for each in newest_first:
            newest.setdefault(period_of(each.day), each)
        staying |= {each.file: each for each in list(newest.values())[:count]}
    return tuple(staying.values())
