"""Backups, and what a restore changes."""

from __future__ import annotations

import shlex

from osp_cli.render.blocks import Block, Column, Command, Facts, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.backups import BackedUp, Backups, Compared, Restored
from osp_cli.words import Words


def backed_up_view(backup: BackedUp, words: Words) -> View:
    """Which file is the backup, and what is in it."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if backup.is_dry_run else []
    key = "unchanged" if backup.is_unchanged else "would" if backup.is_dry_run else "made"
    parts.append(Line(words(f"backups.{key}", file=backup.file, at=_instant(backup.at))))
    parts.append(Facts(tuple((words(f"tables.{each.table}"), f"{each.count:,}") for each in backup.records)))
    if backup.removed:
        parts.append(Line(words("backups.removed", count=len(backup.removed)), "dim"))
    if backup.is_dry_run:
        return tuple(parts)
    return (*parts, Line(words("backups.restore"), "dim"), _restoring(backup.file))


def backups_view(listed: Backups, words: Words) -> View:
    """The backups that are there, and how to go back to the newest."""
    if not listed.backups:
        return (Line(words("backups.none", folder=listed.folder), "dim"),)
    rows = tuple(
        (_instant(each.at), f"{each.size:,}", words("render.yes" if each.is_encrypted else "render.no"), each.file)
        for each in listed.backups
    )
    return (Table(columns(words), rows), Line(words("backups.restore"), "dim"), _restoring(listed.backups[0].file))


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column(words("backups.at")),
        Column(words("backups.size"), kind="number"),
        Column(words("backups.encrypted")),
        Column(words("backups.file")),
    )


def compared_view(compared: Compared, words: Words) -> View:
    """What a restore would change, table by table."""
    newest = (
        (words("backups.store-at"), _instant(compared.store_at)),
        (words("backups.backup-at"), _instant(compared.backup_at)),
    )
    if not compared.differences:
        return (Facts(newest), Line(words("backups.same"), "dim"))
    sides = tuple(Column(words(f"backups.{side}"), kind="number") for side in ("store", "backup"))
    rows = tuple((words(f"tables.{d.table}"), f"{d.store:,}", f"{d.backup:,}") for d in compared.differences)
    alike = any(d.store == d.backup for d in compared.differences)
    note = (Line(words("backups.differ-inside"), "dim"),) if alike else ()
    return (Facts(newest), Table((Column(words("backups.table")), *sides), rows), *note)


def restored_view(restored: Restored, words: Words) -> View:
    """That the store is now the backup, what that changed, and the way back."""
    if restored.is_dry_run:
        would = words("backups.would-restore", file=restored.file)
        return (Line(words("views.dry-run"), "warn"), Line(would), *compared_view(restored.compared, words))
    parts: list[Block] = [Line(words("backups.restored", store=restored.store, file=restored.file))]
    if restored.kept:
        parts += [Line(words("backups.way-back"), "dim"), _restoring(restored.kept)]
    return (*parts, *compared_view(restored.compared, words))


def _restoring(file: str) -> Command:
    """The way back to a backup, on a line of its own."""
    return Command(shlex.join(["osp", "restore", file]))


def _instant(at: str | None) -> str:
    return f"{at[:10]} {at[11:16]} UTC" if at else common.EMPTY
