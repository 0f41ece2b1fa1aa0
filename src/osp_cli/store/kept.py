"""Backups that are kept: each with a manifest by which it is known to be whole, and only so many of them.

The manifest stands beside its file and names nobody: counts, digests, instants. A file without one was never verified
by `osp backup` (or is the copy before a migration), and is never removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from osp_cli.frozen import dataclass
from osp_cli.store import backups
from osp_cli.store.connection import Patience, snapshot
from osp_cli.store.ulid import new_ulid

ENDING = ".manifest.json"
NEWEST, DAYS, WEEKS, MONTHS = 10, 7, 5, 12  # reliability: how many of each are kept


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup: its file, when it was made (UTC text), and of each table the number of rows and their digest."""

    file: Path
    at: str
    tables: dict[str, tuple[int, str]]
    digest: str

    @property
    def day(self) -> date:
        """The day it was made, in UTC."""
        return date.fromisoformat(self.at[:10])

    @property
    def is_whole(self) -> bool:
        """Whether the file is still, to the byte, what was verified."""
        return backups.file_digest(self.file) == self.digest


def keep(path: Path, label: str, at: str, patience: Patience, target: Path | None = None) -> Kept:
    """Makes a verified backup, named by label and day (UTC), with its manifest.

    The manifest comes last, so that it is never there without its file.
    """
    if target:
        _manifest(target).unlink(missing_ok=True)  # it speaks of what is about to be replaced
    file = backups.back_up(path, f"{label}-{at[:10].replace('-', '')}", patience, target)
    kept = Kept(file, at, tables_of(file, patience), backups.file_digest(file))
    content = {"at": at, "digest": kept.digest, "tables": kept.tables}
    _write(_manifest(file), json.dumps(content, indent=1) + "\n")
    return kept


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


def _manifest(file: Path) -> Path:
    return file.with_name(file.name + ENDING)


def tables_of(path: Path, patience: Patience) -> dict[str, tuple[int, str]]:
    """The rows and digests of a file's tables, in one snapshot."""
    with closing(snapshot(path, patience)) as connection:
        return backups.digests(connection)


def known(file: Path) -> Kept | None:
    """What the manifest of a backup says of it; None where there is no manifest that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        content = json.loads(_manifest(file).read_text(encoding="utf-8"))
        tables = {str(name): (int(count), str(digest)) for name, (count, digest) in content["tables"].items()}
        kept = Kept(file, str(content["at"]), tables, str(content["digest"]))
        return kept if kept.day else None
    return None


def kept_of(path: Path) -> tuple[Kept, ...]:
    """The backups of a store that have a manifest and are there, the oldest first."""
    folder = backups.folder_of(path)
    files = (folder / manifest.name.removesuffix(ENDING) for manifest in folder.glob(f"{path.stem}-*{ENDING}"))
    found = [kept for file in files if file.is_file() and (kept := known(file))]
    return tuple(sorted(found, key=lambda kept: (kept.at, kept.file.name)))


def rotate(path: Path) -> tuple[Path, ...]:
    """Removes the backups that are none of the last ten nor the newest of a day, a week or a month that is kept."""
    kept = kept_of(path)
    staying = {each.file for each in staying_of(kept)}
    gone = tuple(each.file for each in kept if each.file not in staying)
    for file in gone:
        file.unlink()
        _manifest(file).unlink(missing_ok=True)
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
