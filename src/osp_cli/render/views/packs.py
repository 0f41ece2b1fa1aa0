"""A company's own pack."""

from __future__ import annotations

import shlex

from osp_cli.render.blocks import Block, Column, Facts, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.packs import PackChecked, PackExported
from osp_cli.words import Words


def exported_view(exported: PackExported, words: Words) -> View:
    """Which files were written, and how to go on."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if exported.is_dry_run else []
    parts.append(Line(words("packs.exported", folder=exported.folder, count=len(exported.files))))
    return (*parts, Line(words("packs.exported-next", folder=shlex.quote(exported.folder)), "dim"))


def checked_view(checked: PackChecked, words: Words) -> View:
    """Every fault with file, key and reason; or what the pack holds."""
    if checked.faults:
        columns = tuple(Column(words(f"packs.{key}")) for key in ("file", "key", "reason"))
        rows = tuple(
            (fault.file, fault.key, words(f"pack-faults.{fault.reason}", value=fault.value)) for fault in checked.faults
        )
        return (Line(words("packs.faults", count=len(rows)), "bad"), Table(columns, rows))
    counts = ("steps", "stages", "criteria", "questions")
    facts = tuple((words(f"packs.{name}"), str(getattr(checked, name))) for name in counts)
    named = [words(key) if words.has(key := f"language-names.{code}") else code for code in checked.languages]
    languages = (words("packs.languages"), words("render.joint").join(named))
    return (
        Line(words("packs.sound", name=checked.name), "good"),
        Facts((*facts, languages)),
        *common.archived(checked.archived, words),
        Line(words("packs.use", folder=shlex.quote(checked.folder)), "dim"),
    )
