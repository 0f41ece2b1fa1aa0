"""The book on its way out and in."""

from __future__ import annotations

from osp_cli.render.blocks import Block, Facts, Line, View
from osp_cli.render.views import common
from osp_cli.services.books import BookExported, BookImported, Counted
from osp_cli.words import Words


def exported_view(exported: BookExported, words: Words) -> View:
    """Which file holds which part of the book."""
    return (*table_exported_view(exported, words), Line(words("books.leaves-out"), "dim"))


def table_exported_view(exported: BookExported, words: Words) -> View:
    """Which file holds which opportunities."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if exported.is_dry_run else []
    parts.append(Line(exported.file))
    if exported.owner:
        parts.append(Line(words("books.part-owner", owner=exported.owner)))
    if exported.changes_since:
        parts.append(Line(words("books.part-since", day=exported.changes_since)))
    return (*parts, *_counted(exported.records, words, "calendar" if exported.format == "ics" else "tables"))


def imported_book_view(imported: BookImported, words: Words) -> View:
    """What came in."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if imported.is_dry_run else []
    hint = () if imported.is_dry_run or not imported.records else (common.undo_hint(words),)
    return (*parts, Line(imported.file), *_counted(imported.records, words), *hint)


def _counted(records: tuple[Counted, ...], words: Words, named: str = "tables") -> View:
    if not records:
        return (Line(words("books.empty"), "dim"),)
    return (Facts(tuple((words(f"{named}.{each.table}"), f"{each.count:,}") for each in records)),)
