"""export, and the import of a file that export wrote."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.files import Files
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

CALENDAR = "ics"
LIKE = "salesforce|hubspot|pipedrive|dynamics|siebel"


def export(
    context: Context,
    file: Annotated[str | None, Argument(metavar="FILE")] = None,
    format: Annotated[str | None, Option("--format", metavar="json|ndjson|csv|xlsx|ics")] = None,
    like: Annotated[str | None, Option("--like", metavar=LIKE)] = None,
    owner: Annotated[str | None, Option("--owner", metavar="NAME|me")] = None,
    changes_since: Annotated[str | None, Option("--changes-since", metavar="DATE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The whole book, or a part of it, as a file that an import takes back, or its opportunities as a table."""
    from osp_cli.cli.endings import format_of
    from osp_cli.cli.tables import TABLE_FORMATS
    from osp_cli.exchange.book_file import FORMATS

    wiring = wiring_of(context)
    formats = (*FORMATS, *TABLE_FORMATS, CALENDAR)
    chosen = format_of(format, file, formats, "csv" if like else "json")
    if chosen not in formats:
        raise WrongUsage("export-format-unknown", {"format": chosen, "formats": formats})
    if like is not None:
        _must_fit(like, chosen)
    since = read_day(changes_since, wiring.today, wiring.settings, past=True) if changes_since else None
    if since is not None:
        wiring.understood_as("since", since)
    target = None if file in (None, "-") else str(file)
    if chosen == CALENDAR:
        _export_calendar(wiring, target, owner, since, is_forced=force)
    elif chosen in FORMATS:
        _export_book(wiring, target, chosen, owner, since, is_forced=force)
    else:
        _export_table(wiring, _Table(target, chosen, like, owner, since), is_forced=force)


def _export_book(
    wiring: Wiring, file: str | None, format: str, owner: str | None, since: date | None, *, is_forced: bool
) -> None:
    from osp_cli.exchange.book_file import pieces
    from osp_cli.render.views.books import exported_view
    from osp_cli.services.books import BookExported, leaving

    with leaving(wiring.reading(), owner=owner, since=since) as book:
        text = pieces(book.head, book.records(), format)
        if file is None:
            for piece in text:
                wiring.out.piece(piece)
            return
        Files(wiring, is_forced=is_forced).put_pieces(Path(file), text)
        result = BookExported(file, format, book.head.get("owner"), since, book.counted(), wiring.shared.dry_run)
    wiring.show(result, exported_view)


def _must_fit(like: str, format: str) -> None:
    """Refuses a CRM that nobody knows, and one for a file that no CRM takes."""
    from osp_cli.cli.tables import TABLE_FORMATS
    from osp_cli.exchange.presets import CRMS

    if like not in CRMS:
        raise WrongUsage("crm-unknown", {"crm": like, "crms": tuple(CRMS)}, details={"crms": list(CRMS)})
    if format not in TABLE_FORMATS:
        raise WrongUsage("like-needs-table", {"format": format, "formats": tuple(TABLE_FORMATS)})


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that was asked for: where to, in which format, like which CRM, and which part of the book."""

    file: str | None
    format: str
    like: str | None
    owner: str | None
    since: date | None


def _export_table(wiring: Wiring, asked: _Table, *, is_forced: bool) -> None:
    from osp_cli.cli.tables import columns_of, columns_of_crm, give_table
    from osp_cli.exchange.deal_columns import table_of
    from osp_cli.render.views.books import table_exported_view
    from osp_cli.services.books import BookExported
    from osp_cli.services.leaving import deals_leaving

    with deals_leaving(wiring.reading(), owner=asked.owner, since=asked.since) as part:
        left: Counter[str] = Counter()
        columns = (
            columns_of(wiring, part.order_of)
            if asked.like is None
            else columns_of_crm(wiring, asked.like, asked.format, part.is_as_imported, left)
        )
        give_table(wiring, table_of(part.deals(), columns), asked.format, asked.file, is_forced=is_forced)
        for field, count in left.items():
            wiring.notice(f"export-word-left-{field}", count=count)
        if asked.file is None:
            return
        result = BookExported(
            asked.file, asked.format, part.owner, asked.since, part.counted(), wiring.shared.dry_run, asked.like
        )
    wiring.show(result, table_exported_view)


def _export_calendar(
    wiring: Wiring, file: str | None, owner: str | None, since: date | None, *, is_forced: bool
) -> None:
    from osp_cli import __version__
    from osp_cli.exchange.ics_file import Entry, ics_pieces
    from osp_cli.render.views.books import table_exported_view
    from osp_cli.services.books import BookExported, counted
    from osp_cli.services.calendar import calendar

    found = calendar(wiring.reading(), owner=owner, since=since)
    words, counts, entries = wiring.words, dict[str, int](), []
    for item in found.items:
        deal, kind = item.opportunity, words(f"calendar.{item.kind}")
        counts[item.kind] = counts.get(item.kind, 0) + 1
        title = words("calendar.title" if item.text else "calendar.untold", kind=kind, text=item.text, name=deal.name)
        about = words("calendar.about", number=deal.number, name=deal.name, account=deal.account or "")
        entries.append(Entry(f"{item.record}-{item.kind}@osp", item.on, title, about.strip(), kind))
    text = ics_pieces(entries, __version__, wiring.today)
    if file is None:
        wiring.out.piece("".join(text))  # its lines end in CR LF
        return
    Files(wiring, is_forced=is_forced).put_pieces(Path(file), text)
    wiring.show(
        BookExported(file, CALENDAR, found.owner, since, counted(counts), wiring.shared.dry_run), table_exported_view
    )


def import_book_file(wiring: Wiring, file: str, stream: BinaryIO) -> None:
    """Brings in a file that export wrote."""
    from osp_cli.cli.own_defining import define_fields
    from osp_cli.exchange.book_file import BookFile
    from osp_cli.render.views.books import imported_or_merged_view
    from osp_cli.services.books import fields_of, import_book, looked_through
    from osp_cli.services.pricing import without_rate

    source = BookFile(stream, file)
    fields, arrivals = fields_of(source), looked_through(file, source)
    wiring.settle_first_questions()
    desk = wiring.writing()
    done = import_book(desk, file, source, arrivals)
    define_fields(wiring, fields)
    with desk.store.reading() as reading:
        for currency in without_rate(reading, desk.base):
            wiring.notice("rate-missing", currency=currency, base=desk.base)
    wiring.show(done, imported_or_merged_view)
