"""Backups of the store, and putting one of them in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from osp_cli.errors import OspError, StoreUnavailable, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.books import Counted
from osp_cli.settings import must_be_writable
from osp_cli.store import backups, encrypted, kept, opening, restoring
from osp_cli.store.compiled import COLUMNS
from osp_cli.store.connection import Patience


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was read again and compared. `is_unchanged`: it is an older one that the store still equals.

    `removed` are older ones for which there was no more place. `size` is in bytes, `at` UTC text.
    """

    file: str
    at: str
    size: int
    records: tuple[Counted, ...]
    is_unchanged: bool = False
    removed: tuple[str, ...] = ()
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup in the list of them: `at` is UTC text, `size` in bytes."""

    file: str
    at: str
    size: int
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups in the store's folder for them, the newest first."""

    folder: str
    backups: tuple[BackupRow, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A table whose records differ, with how many of them the store and the backup hold."""

    table: str
    store: int
    backup: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What a restore would change; `store_at` and `backup_at` are the instants of the newest changes."""

    differences: tuple[Difference, ...]
    store_at: str | None
    backup_at: str | None


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that is now what a backup was. `kept` is the copy of what it was before, None where there was none."""

    file: str
    store: str
    kept: str | None
    compared: Compared
    is_dry_run: bool = False


def back_up(
    path: Path, target: Path | None, at: str, patience: Patience, *, passphrase: str | None = None, is_dry_run: bool
) -> BackedUp:
    """A verified backup in the folder of backups, of which only so many stay, or as the file `target`.

    In the folder nothing is written where the newest one there (with a passphrase: of encrypted ones, and it is the
    one that opens it) still equals the store.
    """
    with opening.refusing_files(path):
        if not path.exists():
            raise StoreUnavailable("store-missing", {"path": str(path)})
        opening.check(path, patience)[0].close()
        if is_dry_run:
            place, tables = str(target or backups.folder_of(path)), kept.tables_of(path, patience)
            return BackedUp(place, at, path.stat().st_size, _counted(tables), is_dry_run=True)
        newest = kept.unchanged(path, patience, is_encrypted=bool(passphrase)) if target is None else None
        if newest and (not passphrase or encrypted.opens(newest.file, passphrase)):
            return _told(newest, is_unchanged=True)
    with opening.refusing_files(target or backups.folder_of(path)):
        if target is not None:
            must_be_writable(target)
        made = kept.keep(path, "backup", at, patience, target, passphrase=passphrase)
        return _told(made, removed=() if target else kept.rotate(path))


@contextmanager
def opened(file: Path, passphrase: str, path: Path) -> Iterator[Path]:
    """What an encrypted backup holds, as a file to be restored into the store at `path`; refusals name the backup."""
    with opening.refusing_files(file), encrypted.opened(file, passphrase, backups.folder_of(path)) as plain:
        try:
            yield plain
        except OspError as error:
            if error.values.get("path") == str(plain):
                error.values["path"] = str(file)
            raise


def _told(one: kept.Kept, *, is_unchanged: bool = False, removed: tuple[Path, ...] = ()) -> BackedUp:
    size = one.file.stat().st_size
    return BackedUp(str(one.file), one.at, size, _counted(one.tables), is_unchanged, tuple(map(str, removed)))


def _counted(tables: backups.Tables) -> tuple[Counted, ...]:
    return tuple(Counted(table, tables[table][0]) for table in COLUMNS if table in tables and tables[table][0])


def compare(path: Path, backup: restoring.Content, patience: Patience) -> Compared:
    """What a restore would change; a store that cannot be read counts as empty."""
    present = restoring.Content({}, None)
    with suppress(StoreUnavailable):
        present = restoring.verified(path, patience)
    none = (0, "")
    pairs = ((table, present.tables.get(table, none), backup.tables.get(table, none)) for table in COLUMNS)
    differing = (Difference(table, ours[0], theirs[0]) for table, ours, theirs in pairs if _differ(ours, theirs))
    return Compared(tuple(differing), present.newest, backup.newest)


def _differ(ours: tuple[int, str], theirs: tuple[int, str]) -> bool:
    return ours != theirs and bool(ours[0] or theirs[0])


def listed(path: Path) -> Backups:
    """The verified backups of a store, the newest first."""
    return Backups(
        str(backups.folder_of(path)),
        tuple(
            BackupRow(str(each.file), each.at, each.file.stat().st_size, each.is_encrypted)
            for each in reversed(kept.kept_of(path))
        ),
    )


def restore(
    file: Path, path: Path, at: str, patience: Patience, confirm: Callable[[Compared], None], *, is_dry_run: bool
) -> Restored:
    """Puts a backup in the store's place: it is read whole, `confirm` may decline, the present store is kept first.

    Errors: see `restoring.verified`; `restore-itself` where the backup is the store.
    """
    content = restoring.verified(file, patience)
    if path.exists() and file.samefile(path):
        raise WrongUsage("restore-itself", {"path": str(path)})
    compared = compare(path, content, patience)
    if is_dry_run:
        return Restored(str(file), str(path), None, compared, is_dry_run=True)
    confirm(compared)
    before = restoring.put_by(path, at, patience)
    restoring.restore(file, path, at, patience)
    if before:
        with suppress(OSError, StoreUnavailable):  # the restore is done; this only lets undo ask
            kept.mark_replaced(before, kept.head_of(path, patience))
    return Restored(str(file), str(path), str(before) if before else None, compared)
