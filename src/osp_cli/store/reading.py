"""What can be asked of the book, within one snapshot of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Member, Note, Opportunity, PlanVersion, Status
from osp_cli.domain.partners import TERMS, Terms
from osp_cli.domain.selection import Page, Selection, SortKey
from osp_cli.errors import NotFound
from osp_cli.store import dossiers, finding, history, paging, values
from osp_cli.store.finding import Hit
from osp_cli.store.noun_rows import record_of
from osp_cli.store.rows import Rows
from osp_cli.store.units import EVERY, HistoryEntry, Unit


class Reading(Rows):
    """One snapshot of the book. Names are matched whatever their case, width or normal form."""

    def store_id(self) -> str:
        """The ULID that this store was given when it was made."""
        return str(self.one("book.id")["id"])

    # --- opportunities ---------------------------------------------------------------------------------------------

    def opportunity(self, number: int) -> Opportunity:
        """The opportunity with this number; `opportunity-unknown` where there is none (any more)."""
        return values.opportunity_of(self._opportunity_row(number), self.former)

    def _opportunity_row(self, number: int) -> values.Row:
        row = self.row("opportunity.by_number", number=number)
        if row is None:
            raise NotFound("opportunity-unknown", {"ref": number, "close": "-"}, details={"candidates": []})
        return row

    def find(self, reference: str) -> tuple[Opportunity, ...]:
        """What a reference may mean: number, slug, ULID (or six of its characters), whole name, start of the slug."""
        return finding.find(self, reference)

    def candidates(self, word: str, limit: int) -> tuple[Opportunity, ...]:
        """Opportunities that hold the word in slug or name, open ones first; with no word the open ones."""
        return finding.candidates(self, word, limit)

    def only_open(self) -> tuple[Opportunity, ...]:
        """Two of the open opportunities, fewer where there are no two: enough to know whether there is just one."""
        return finding.candidates(self, "", 2)

    def by_external_id(self, external_id: str) -> Opportunity | None:
        """The opportunity that was imported under this id."""
        row = self.row("opportunity.by_external_id", external_id=external_id)
        return values.opportunity_of(row, self.former) if row else None

    def slug_taken(self, slug: str) -> bool:
        """Whether an opportunity has this slug."""
        return self.row("opportunity.slug_taken", slug=slug) is not None

    def unconverted(self, base: str) -> tuple[Opportunity, ...]:
        """The opportunities with an amount, also one of their order, that is not in the base currency yet."""
        rows = self.each("opportunity.unconverted", base=base)
        return tuple(values.opportunity_of(row, self.former) for row in rows)

    def debtors(self) -> frozenset[int]:
        """The numbers of all opportunities that owe something."""
        return frozenset(row["opportunity_number"] for row in self.each("debt.debtors"))

    def stages_in_use(self) -> tuple[str, ...]:
        """The keys of all stages at which opportunities stand, each sought in the index after the one before it."""
        found: set[str] = set()
        for half in ("open", "closed"):
            stage: str | None = ""
            while stage is not None:
                stage = self.one(f"opportunity.stage_of_{half}", low=stage)["stage"]
                found |= {stage} if stage is not None else set()
        return tuple(sorted(found))

    def answered(self) -> tuple[str, ...]:
        """The ids of all questions that were ever answered, and of all criteria that were ever confirmed."""
        return tuple(row["id"] for name in ("book.answered", "book.confirmed") for row in self.each(name))

    def page(
        self,
        selection: Selection,
        *,
        sort: SortKey,
        descending: bool,
        limit: int | None,
        after: str | None,
        stage_order: Sequence[str],
    ) -> Page:
        """One page of a list; see `paging.page`."""
        return paging.page(
            self, selection, sort=sort, descending=descending, limit=limit, after=after, stage_order=stage_order
        )

    def search(self, word: str, limit: int) -> tuple[Hit, ...]:
        """Opportunities, accounts, people and notes that hold the word."""
        return finding.search(self, word, limit)

    def dossier(self, number: int) -> Dossier:
        """Everything known of one opportunity; `opportunity-unknown` where there is none."""
        return dossiers.dossier_of(self, self._opportunity_row(number))

    def dossiers(self, status: Status = "open") -> Iterator[Dossier]:
        """The dossiers of all opportunities of one status, by number, in a fixed number of queries."""
        return dossiers.dossiers_of_status(self, status)

    def notes(self, number: int, limit: int) -> tuple[Note, ...]:
        """The newest notes of an opportunity, newest first."""
        return tuple(values.note_of(row) for row in self.each("note.newest", of=number, limit=limit))

    def waiting_plans(self) -> tuple[tuple[Opportunity, PlanVersion], ...]:
        """Open opportunities whose newest plan version waits for a verdict, with that version; oldest first."""
        rows = self.each("opportunity.with_plan_waiting")
        named = {row["number"]: values.opportunity_of(row, self.former) for row in rows}
        return tuple(
            (named[row["opportunity_number"]], values.plan_version_of(row)) for row in self.each("plan_version.waiting")
        )

    def waiting_discounts(self) -> tuple[tuple[int, Terms], ...]:
        """The terms of open opportunities whose discount waits for a verdict, with the number of each opportunity."""
        return tuple((row["opportunity_number"], record_of(TERMS, row)) for row in self.each("terms.waiting"))

    # --- accounts and the team -------------------------------------------------------------------------------------

    def account(self, name: str) -> Account | None:
        """The account of this name."""
        row = self.row("account.by_key", name_key=name_key(name))
        return values.account_of(row) if row else None

    def accounts(self) -> tuple[Account, ...]:
        """Every account, in the order of recording."""
        return tuple(values.account_of(row) for row in self.each("account.every"))

    def member(self, name: str) -> Member | None:
        """The person on our side with this name."""
        row = self.row("member.by_key", name_key=name_key(name))
        return values.member_of(row) if row else None

    def members(self) -> tuple[Member, ...]:
        """Everybody on our side, in the order of recording."""
        return tuple(values.member_of(row) for row in self.each("member.every"))

    # --- the history -----------------------------------------------------------------------------------------------

    def history(
        self, number: int | None, limit: int, before: int | None = None, most: int = EVERY
    ) -> tuple[HistoryEntry, ...]:
        """The newest units of change, of one opportunity or of everything; `before` is a unit to go on from.

        Of a unit of everything at most `most` changes are told.
        """
        return history.history(self, number, limit, before, most)

    def unit_told(self, number: int) -> HistoryEntry:
        """One unit with what it changed."""
        return history.entry(self, number)

    def undoable(self, count: int) -> tuple[Unit, ...]:
        """The last units that an undo would take back, newest first."""
        return tuple(history.unit_of(row) for row in self.each("unit.done", limit=count))

    def redoable(self) -> Unit | None:
        """The unit that a redo would bring back."""
        row = self.row("unit.undone", limit=1)
        return history.unit_of(row) if row else None
