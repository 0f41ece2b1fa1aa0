"""Whether everything is as it should be: the store, its backups, its folder, SQLite, and what the command line is."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from osp_cli.errors import Located, OspError, StoreUnavailable
from osp_cli.frozen import dataclass, field
from osp_cli.services.own_fields import Held
from osp_cli.settings import has_ended
from osp_cli.store import backups, kept, migrations, opening, restoring, verifying
from osp_cli.store.connection import Patience
from osp_cli.store.encrypted import OPENED

Level = Literal["ok", "note", "wrong"]

FILE_MODE, FOLDER_MODE = 0o600, 0o700
LEAST_FREE = 100_000_000  # bytes; a backup and a crash journal must find room, whatever the size of the book
OLD_BACKUP = 7  # days
STALE_AFTER = 3600  # seconds: no command takes so long
# Drafts of a store, a backup, a manifest, and of a text file: what a kill may leave behind.
_DRAFT = re.compile(r"\.(?P<name>.+)(-[0-9A-HJKMNP-TV-Z]{26}(-journal)?|\.(?P<process>[0-9]+))")
_PACK_DRAFT = re.compile(r"(?P<name>pack-[0-9a-f]{32})\.(?P<process>[0-9]+)")
# "WAL-reset", sqlite.org/wal.html: in these versions a store in WAL mode can be corrupted. Ours is not in that mode.
_WAL_FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `code` and `values` say it in words (of `doctor`, or of an error where `is_error`)."""

    check: str
    level: Level
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """Every finding, and the files that were mended."""

    findings: tuple[Finding, ...]
    mended: tuple[str, ...]
    is_deep: bool

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong; a note is not."""
        return all(finding.level != "wrong" for finding in self.findings)


def of_error(check: str, error: OspError) -> Finding:
    """A refusal as a finding."""
    return Finding(check, "wrong", error.code, error.values, is_error=True)


def is_closed(folder: Path) -> bool:
    """Whether a folder is there, or may be, and what is in it cannot be seen."""
    try:
        return folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)
    except OSError:  # one above it is closed
        return True


def examine_folders(path: Path, files: Iterable[Path]) -> Iterator[Finding]:
    """The folders of the store, its backups and the files that may not be looked into: nothing in them is examined."""
    told: list[Path] = []
    for folder in sorted({path.parent, backups.folder_of(path), *(file.parent for file in files)}):
        if is_closed(folder) and not any(folder.is_relative_to(each) for each in told):
            told.append(folder)
            yield Finding("permissions", "wrong", "folder-closed", {"path": str(folder)})


def examine_store(path: Path, today: date, patience: Patience, *, is_deep: bool) -> Iterator[Finding]:
    """The store, from whether it can be opened to the age of its last backup. Nothing is changed."""
    if is_closed(path.parent):
        return
    if not path.exists():
        yield Finding("store", "note", "store-none", {"path": str(path)})
        return
    journal = Path(f"{path}-journal")
    if journal.exists() and journal.stat().st_size:
        yield Finding("journal", "note", "journal-left", {"path": str(journal)})
    try:
        with opening.refusing_files(path):
            connection, version, _ = opening.check(path, patience)
            with closing(connection):
                yield from _sound(connection, path, version, is_deep=is_deep)
    except OspError as error:
        yield of_error("store", error)
    except UnicodeDecodeError:  # SQLite names what it finds wrong, and the name is what is damaged
        values = {"path": str(path), "reason": Located("", "fault-stored-text", {})}
        yield of_error("store", StoreUnavailable("store-damaged", values))
    for place in (path, path.parent):
        if os.access(place, os.R_OK) and not os.access(place, os.W_OK):
            yield Finding("permissions", "note", "place-read-only", {"path": str(place)})
    yield _free(path)
    yield from _backups(path, today, patience, is_deep=is_deep)


def damage(path: Path, patience: Patience) -> StoreUnavailable | None:
    """The refusal of a store that is damaged, for a failure that nobody foresaw; None where it is sound or none."""
    try:
        with opening.refusing_files(path):
            if not opening.is_there(path):
                return None
            connection, version, _ = opening.check(path, patience)
            with closing(connection):
                findings = _sound(connection, path, version, is_deep=True)
                found = next((each for each in findings if each.level == "wrong"), None)
    except StoreUnavailable as error:
        return error if error.code == "store-damaged" else None
    if found is None:
        return None
    reason = found.values["reason"] if found.code == "store-unsound" else Located("", f"fault-{found.code}", {})
    return StoreUnavailable("store-damaged", {"path": str(path), "reason": reason})


def _sound(connection: sqlite3.Connection, path: Path, version: int, *, is_deep: bool) -> Iterator[Finding]:
    said = verifying.integrity(connection, "integrity_check" if is_deep else "quick_check")
    values = {"path": str(path), "reason": said}
    yield Finding(
        "store", "ok" if said == "ok" else "wrong", "store-sound" if said == "ok" else "store-unsound", values
    )
    if not backups.references_hold(connection):
        yield Finding("references", "wrong", "references-broken", values)
    strays = {name for _, name, _ in {*backups.schema(connection)} ^ {*restoring.schema_of(version)}}
    if strays:
        yield Finding("schema", "wrong", "schema-differs", {"path": str(path), "names": tuple(sorted(strays))})
    if is_deep and said == "ok" and not strays:
        backups.digests(connection)  # reads every text: one that is no UTF-8 is refused as a damage
        yield _journal(connection, path)
    code = "version-now" if version == migrations.CURRENT else "version-older"
    yield Finding("version", "ok", code, {"version": version, "known": migrations.CURRENT})


def _journal(connection: sqlite3.Connection, path: Path) -> Finding:
    """Whether every row is what was written."""
    found = list(islice(verifying.strays(connection), 1000))
    if not found:
        return Finding("history", "ok", "history-agrees", {"path": str(path)})
    table, number = found[0]
    values = {"path": str(path), "count": len(found), "table": table, "number": number}
    return Finding("history", "wrong", "history-differs", values)


def _free(path: Path) -> Finding:
    free = shutil.disk_usage(path.parent).free
    is_enough = free >= max(LEAST_FREE, 3 * path.stat().st_size)
    values = {"free": free // 1_000_000, "path": str(path.parent)}
    return Finding("space", "ok" if is_enough else "wrong", "space-there" if is_enough else "space-short", values)


def _backups(path: Path, today: date, patience: Patience, *, is_deep: bool) -> Iterator[Finding]:
    if is_closed(backups.folder_of(path)):
        return
    newest = next(reversed(kept.kept_of(path)), None)
    if newest is None:
        yield Finding("backup", "note", "backup-none")
        return
    days = max((today - newest.day).days, 0)
    values, is_old = {"file": str(newest.file), "days": days}, days > OLD_BACKUP
    yield Finding("backup", "note" if is_old else "ok", "backup-old" if is_old else "backup-fresh", values)
    for each in kept.kept_of(path) if is_deep else ():
        try:
            if each.is_encrypted and not each.is_whole:  # what is in it, only its passphrase can tell
                raise StoreUnavailable("backup-unsound", {"path": str(each.file)})
            if not each.is_encrypted:
                restoring.verified(each.file, patience)
        except OspError as error:
            yield of_error("backup", error)


def examine_modes(path: Path, files: Mapping[Path, int], *, mends: bool) -> Iterator[tuple[Finding, str | None]]:
    """Who may read the files and folders (given with the mode each should have), and drafts that a kill left behind.

    With `mends` a mode is narrowed and an old draft removed; the second of each pair names what was mended.
    """
    folder = backups.folder_of(path)
    wanted = {**files, path: FILE_MODE, folder: FOLDER_MODE}
    wanted |= dict.fromkeys(
        () if is_closed(folder) or not folder.is_dir() else folder.glob(f"{path.stem}-*"), FILE_MODE
    )
    for place, mode in wanted.items():
        if is_closed(place.parent):
            continue
        if os.name == "posix" and place.exists() and place.stat().st_mode & 0o777 & ~mode:
            values = {"path": str(place), "mode": f"{mode:o}"}
            yield _mended("modes", "mode-wide", values, partial(place.chmod, mode), mends=mends)
    folders = {path.parent, folder, *(file.parent for file in files)}
    private = {file for file, mode in files.items() if mode == FOLDER_MODE}
    names = {path.name, *(file.name for file in files)}
    for draft in sorted({*_drafts(folders, names), *_drafts(private, None)}):
        remove = partial(shutil.rmtree, draft) if draft.is_dir() else draft.unlink
        yield _mended("drafts", "draft-left", {"path": str(draft)}, remove, mends=mends)


def _mended(
    check: str, code: str, values: Mapping[str, Any], mend: Callable[[], None], *, mends: bool
) -> tuple[Finding, str | None]:
    if mends:
        try:
            mend()
        except OSError as error:
            return Finding(check, "wrong", "mend-failed", {**values, "reason": error.strerror or ""}), None
        return Finding(check, "ok", f"{code}-mended", values), str(values["path"])
    return Finding(check, "wrong", code, values), None


def _drafts(folders: set[Path], names: set[str] | None) -> Iterator[Path]:
    """Drafts of our own files (without `names` of any file) that no command writes any more.

    Either the process that began one has ended, or it is older than any command can be.
    """
    for folder in folders:
        for file in folder.iterdir() if not is_closed(folder) and folder.is_dir() else ():
            found = _DRAFT.fullmatch(file.name) or _PACK_DRAFT.fullmatch(file.name)
            is_ours = found is not None and (
                names is None or found["name"] in names or found["name"].endswith(kept.ENDING)
            )
            is_opened = file.name.startswith(OPENED) and file.is_dir()
            if is_opened or (is_ours and file.is_file()):
                process = found["process"] if found else None
                if (process and has_ended(int(process))) or time.time() - file.stat().st_mtime > STALE_AFTER:
                    yield file


def examine_own(held: Iterable[Held]) -> Iterator[Finding]:
    """The user's own fields of which the book holds values that the settings do not define so: nothing is lost."""
    for each in held:
        if not each.is_defined:
            values = {"name": each.name, "told": f'"{each.told}"', "count": each.deals}
            yield Finding("fields", "note", "own-undefined", values)


def examine_templates(folder: Path | None) -> Iterator[Finding]:
    """Whether the folder of the user's own templates is there: without it no document is made."""
    if folder and not folder.is_dir():
        yield Finding("templates", "wrong", "templates-missing", {"folder": str(folder)}, is_error=True)


def examine_rates(currencies: Iterable[str], base: str) -> Iterator[Finding]:
    """The currencies in which amounts are in no sum, for want of a rate."""
    for currency in currencies:
        yield Finding("rates", "note", "rate-none", {"currency": currency, "base": base})


def examine_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Finding:
    """The version of SQLite, and whether it has the fault of WAL mode (which a store of osp is never in)."""
    is_affected = (3, 7, 0) <= version < (3, 51, 3) and not any(
        version[:2] == fixed[:2] and version >= fixed for fixed in _WAL_FIXED
    )
    code = "sqlite-wal-fault" if is_affected else "sqlite"
    return Finding("sqlite", "ok", code, {"version": ".".join(map(str, version))})
