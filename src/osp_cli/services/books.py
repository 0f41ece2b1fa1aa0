"""The whole book, or a part of it, out of the store and into another."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Protocol

from osp_cli.domain.names import closest
from osp_cli.domain.opportunity import Member
from osp_cli.domain.own_fields import OwnField, defined
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named, name_meant, refuse_lost_stages
from osp_cli.services.keeping import keep_before
from osp_cli.services.own_fields import definitions
from osp_cli.services.pricing import convert_missing
from osp_cli.setting_values import BUILTIN
from osp_cli.store.dossiers import read_everything
from osp_cli.store.history import Naming
from osp_cli.store.merges import Clash, Kind, Merge
from osp_cli.store.migrations import CURRENT
from osp_cli.store.past import beginning_of
from osp_cli.store.portable import Arrivals, Content, Part, Record, counts, outgoing
from osp_cli.store.store import Change, Reading, Writing


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of a table."""

    table: str
    count: int


@dataclass(frozen=True, slots=True)
class BookExported:
    """A file that holds the book, or the part that `owner` and `changes_since` name; `file` is None for stdout."""

    file: str
    format: str
    owner: str | None
    changes_since: date | None
    records: tuple[Counted, ...]
    is_dry_run: bool = False
    like: str | None = None


@dataclass(frozen=True, slots=True)
class BookImported:
    """The records that came in from a file of `osp export`."""

    file: str
    records: tuple[Counted, ...]
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Clashing:
    """A record that both stores have changed; `change` holds what is said here (before) and there (after).

    Of a `changed` record `is_theirs` says that what was said there stands now; one that was removed on one side and
    changed on the other stands.
    """

    kind: Kind
    opportunity: Named | None
    change: Change
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class DealChanged:
    """What a merge changed of an opportunity that was here."""

    opportunity: Named
    change: Change


@dataclass(frozen=True, slots=True)
class BookMerged:
    """What a merge added, changed and removed, by table, and what both sides had changed.

    `deals` says of the first opportunities that it changed what was said before and what is said now, without what both
    sides had changed.
    """

    file: str
    added: tuple[Counted, ...]
    changed: tuple[Counted, ...]
    removed: tuple[Counted, ...]
    clashes: tuple[Clashing, ...]
    deals: tuple[DealChanged, ...]
    is_dry_run: bool = False


class Leaving:
    """A book on its way out: its head, its records, and how many of each table there were so far."""

    def __init__(self, reading: Reading, part: Part, head: Content) -> None:
        self._reading, self._part, self.head = reading, part, head
        self._counts: dict[str, int] = {}

    def records(self) -> Iterator[Record]:
        """The records, each table's together."""
        for record in outgoing(self._reading, self._part):
            self._counts[record[0]] = self._counts.get(record[0], 0) + 1
            yield record

    def counted(self) -> tuple[Counted, ...]:
        """What was given out."""
        return counted(self._counts)


def counted(totals: Mapping[str, int]) -> tuple[Counted, ...]:
    """The tables that hold anything, with how much."""
    return tuple(Counted(table, total) for table, total in totals.items() if total)


@contextmanager
def leaving(desk: Desk, *, owner: str | None, since: date | None) -> Iterator[Leaving]:
    """One snapshot of the book: all of it, or of one owner (`me`: who acts), or what changed since a day, local time.

    A part holds each opportunity whole, so that it can be merged; the team always goes along.
    """
    with desk.store.reading() as reading:
        member = member_meant(reading, owner, desk.who) if owner is not None else None
        part = Part(member.number if member else None, beginning_of(since) if since else None)
        head: Content = {"version": CURRENT}
        head |= {"owner": member.name} if member else {}
        head |= {"changes_since": since.isoformat()} if since else {}
        own = definitions(reading, desk.settings)
        head |= {"fields": own} if own else {}
        yield Leaving(reading, part, head)


def member_meant(reading: Reading, name: str, who: str) -> Member:
    """The person on our side of this name; `me` is who acts, unless somebody is called so."""
    member = reading.member(name_meant(reading, name, who))
    if member is None:
        close = closest(name, [each.name for each in reading.members()])
        raise NotFound("member-unknown", {"name": name, "close": tuple(close)}, details={"candidates": close})
    return member


class Source(Protocol):
    """A file of `osp export`, see `exchange.book_file`."""

    head: Content

    def records(self) -> Iterator[Record]:
        """Every record; can be called again."""

    def unfit(self, code: str, values: dict[str, object]) -> WrongUsage:
        """The refusal of the record at hand."""


def fields_of(source: Source) -> tuple[OwnField, ...]:
    """The fields of their own that the people of a book have defined. Errors: `book-broken`; as of `defined`."""
    told = source.head.get("fields", {})
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise source.unfit("book-broken", {"reason": "fields"})
    return tuple(defined(name, text) for name, text in told.items())


def looked_through(file: str, source: Source) -> Arrivals:
    """What a file of `osp export` brings, every record looked at; nothing is written, nor a store made.

    Errors: `book-version`; what is wrong with a record.
    """
    version = source.head.get("version")
    if type(version) is not int or not 1 <= version <= CURRENT:
        raise WrongUsage("book-version", {"file": file, "version": str(version), "known": CURRENT})
    arrivals = Arrivals(source.unfit)
    for table, content in source.records():
        arrivals.look(table, content)
    return arrivals


def import_book(desk: Desk, file: str, source: Source, arrivals: Arrivals | None = None) -> BookImported | BookMerged:
    """Brings the records of another store into this one, with their ULIDs, and who recorded them when.

    Into an empty store they come with their numbers; with a book that is there already they are merged. One transaction
    and one unit of undo. What came in is read once as every command reads it before it counts. `arrivals` are those of
    `looked_through`, where somebody has done that already.
    """
    arrivals = arrivals or looked_through(file, source)
    with desk.store.reading() as reading:
        is_empty = not any(counts(reading).values())
    return _put(desk, file, source, arrivals) if is_empty else _merge(desk, file, source, arrivals)


def _put(desk: Desk, file: str, source: Source, arrivals: Arrivals) -> BookImported:
    # The book that comes in is the one that went out, with no snapshot that was not in it.
    desk.ways = replace(desk.ways, weekly=None)
    keep_before(desk, "before-import")
    with desk.writing() as writing:
        writing.is_import = writing.is_exchange = True
        if any(present := counts(writing).values()):
            raise WrongUsage("book-not-empty", {"file": file, "typed": shlex.quote(file), "count": sum(present)})
        if any(arrivals.counts.values()):
            arrivals.put(writing, source.records())
            _must_be_readable(writing, file)
            refuse_lost_stages(writing, desk.process, str(desk.settings.pack or BUILTIN))
    return BookImported(file, counted(arrivals.counts), desk.dry_run)


SHOWN_CHANGES = 100


def _merge(desk: Desk, file: str, source: Source, arrivals: Arrivals) -> BookMerged:
    keep_before(desk, "before-import")
    with desk.writing() as writing:
        writing.is_exchange = True
        is_part = "owner" in source.head or "changes_since" in source.head
        merge = Merge(writing, source.unfit, is_part=is_part)
        merge.put(source.records(), arrivals.gone)
        _convert(desk, writing)
        _must_be_readable(writing, file)
        refuse_lost_stages(writing, desk.process, str(desk.settings.pack or BUILTIN))
        clashes = tuple(_clashing(writing, clash) for clash in merge.clashes)
        naming = Naming(writing)
        deals = tuple(
            DealChanged(Named.of(writing.opportunity(each.row)), naming(each)) for each in merge.deals[:SHOWN_CHANGES]
        )
        is_new = writing.has_changed()  # else what was counted came and went again
    added, changed, removed = (counted(each if is_new else {}) for each in (merge.added, merge.changed, merge.removed))
    return BookMerged(file, added, changed, removed, clashes, deals, desk.dry_run)


def _convert(desk: Desk, writing: Writing) -> None:
    """Converts what the other store has in another base currency, or not at all, where a rate is known here."""
    for deal in writing.unconverted(desk.base):
        convert_missing(writing, deal, desk.base, lambda currency: desk.settings.rate(currency, desk.today))


def _clashing(writing: Writing, clash: Clash) -> Clashing:
    number = clash.opportunity
    deal = Named.of(writing.opportunity(number)) if number is not None else None
    return Clashing(clash.kind, deal, Naming(writing)(clash.change), clash.is_theirs)


def _must_be_readable(writing: Writing, file: str) -> None:
    """Reads everything once: a record that fits its table and means nothing is refused with all the others."""
    try:
        read_everything(writing)
    except (ValueError, LookupError, TypeError) as error:
        raise WrongUsage("book-unreadable", {"file": file, "reason": type(error).__name__}) from None
