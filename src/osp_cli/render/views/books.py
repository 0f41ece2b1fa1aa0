"""The book on its way out and in."""

from __future__ import annotations

from collections.abc import Iterator

from osp_cli.render.blocks import Blank, Block, Bullets, Facts, Heading, Item, Line, View
from osp_cli.render.views import common
from osp_cli.render.views.journal import change_text, changed_text
from osp_cli.services.books import BookExported, BookImported, BookMerged, Counted
from osp_cli.words import Words

SHOWN = 10


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


def merged_view(merged: BookMerged, words: Words) -> View:
    """What a merge did, and what both sides had changed."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if merged.is_dry_run else []
    parts.append(Line(merged.file))
    did = {"added": merged.added, "changed": merged.changed, "removed": merged.removed}
    for key, records in did.items():
        if records:
            parts += [Heading(words(f"books.{key}")), *_counted(records, words)]
    if merged.deals:
        parts += [Blank(), Heading(words("books.deals")), Bullets(tuple(_changed_deals(merged, words)))]
    if not any(did.values()):
        parts.append(Line(words("books.nothing-new"), "dim"))
    if merged.clashes:
        parts += [Blank(), Heading(words("books.clashes", count=len(merged.clashes))), *_clashes(merged, words)]
    is_kept = any(did.values()) and not merged.is_dry_run
    return (*parts, *((common.undo_hint(words),) if is_kept else ()))


def _changed_deals(merged: BookMerged, words: Words) -> Iterator[Item]:
    """What was said before and is said now of the first opportunities that were changed."""
    for each in merged.deals[:SHOWN]:
        yield Item(f"{each.opportunity.number}  {each.opportunity.name}\n{changed_text(each.change, words)}")
    rest = next((each.count for each in merged.changed if each.table == "opportunity"), 0) - SHOWN
    if rest > 0:
        yield Item(words("views.and-more", count=rest))


def _clashes(merged: BookMerged, words: Words) -> Iterator[Block]:
    """Both values of every record that both sides had changed, and which of them stands."""
    for clash in merged.clashes:
        deal = f"{clash.opportunity.number}  {clash.opportunity.name}\n" if clash.opportunity else ""
        stands = words(f"books.stands-{'there' if clash.is_theirs else 'here'}")
        said = stands if clash.kind == "changed" else words(f"books.{clash.kind}")
        yield Bullets((Item(f"{deal}{change_text(clash.change, words)}\n{said}"),))


def imported_or_merged_view(result: BookImported | BookMerged, words: Words) -> View:
    """What came in, into an empty store or to a book that was there."""
    return merged_view(result, words) if isinstance(result, BookMerged) else imported_book_view(result, words)


def _counted(records: tuple[Counted, ...], words: Words, named: str = "tables") -> View:
    if not records:
        return (Line(words("books.empty"), "dim"),)
    return (Facts(tuple((words(f"{named}.{each.table}"), f"{each.count:,}") for each in records)),)
