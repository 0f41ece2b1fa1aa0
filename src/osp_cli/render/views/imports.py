"""The report of an import."""

from __future__ import annotations

from osp_cli.render.blocks import Block, Bullets, Facts, Item, Line, View
from osp_cli.render.naming import spoken
from osp_cli.render.views import common
from osp_cli.render.views.opportunities import value
from osp_cli.services.import_report import Imported
from osp_cli.services.opportunities import FieldChange
from osp_cli.words import Words

SHOWN = 10


def imported_view(report: Imported, words: Words) -> View:
    """What was taken and what was not, and why; the first changes; headings and rows that found no place."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if report.is_dry_run else []
    counts = ("rows", "created", "updated", "unchanged", "skipped")
    rows = [(words(f"imports.{key}"), f"{getattr(report, key):,}") for key in counts]
    rows.append((words("imports.refused"), f"{len(report.refused):,}"))
    parts += [Line(report.file), Facts(tuple(rows))]
    parts += [
        Line(
            words("imports.join", file=join.file, matched=join.matched, missed=join.missed),
            "warn" if join.missed else "dim",
        )
        for join in report.joins
    ]
    if report.not_taken:
        parts.append(Line(words("imports.not-taken", headings=report.not_taken), "warn"))
    if report.changes:
        parts += [Line(words("imports.changes")), Bullets(_changes(report, words))]
    if report.refused:
        parts += [Line(words("imports.refused-rows"), "warn"), Bullets(_refused(report, words))]
    if (report.created or report.updated) and not report.is_dry_run:
        parts += [Line(words("imports.audit"), "dim"), common.undo_hint(words)]
    return tuple(parts)


def _changes(report: Imported, words: Words) -> tuple[Item, ...]:
    lines = [
        words(
            "views.label",
            label=f"{one.line}. {one.opportunity.name}",
            value=words("views.list-joint").join(_change(change, words) for change in one.changes),
        )
        for one in report.changes[:SHOWN]
    ]
    if report.updated > SHOWN:
        lines.append(words("views.and-more", count=report.updated - SHOWN))
    return tuple(Item(line) for line in lines)


def _change(change: FieldChange, words: Words) -> str:
    told = common.change(value(change.old, words), value(change.new, words), words)
    return words("views.field", label=words(f"fields.{change.field}"), value=told)


def _refused(report: Imported, words: Words) -> tuple[Item, ...]:
    lines = [
        f"{row.line}. {words(f'errors.{row.code}.what', **spoken(row.values, words))}" for row in report.refused[:SHOWN]
    ]
    if len(report.refused) > SHOWN:
        lines.append(words("views.and-more", count=len(report.refused) - SHOWN))
    return tuple(Item(line, tone="warn") for line in lines)
