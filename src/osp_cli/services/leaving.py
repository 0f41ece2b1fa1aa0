"""The opportunities of the book, or of a part of it, on their way out as a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.selection import Selection
from osp_cli.services.books import Counted, member_meant
from osp_cli.services.desk import Desk
from osp_cli.store.imports import edits, live_order
from osp_cli.store.past import beginning_of
from osp_cli.store.portable import Part, numbers_of
from osp_cli.store.store import Reading

AT_ONCE = 2000  # opportunities of a page, so that a large book needs little memory


class DealsLeaving:
    """Opportunities by number, and how many of them there were so far."""

    def __init__(self, reading: Reading, owner: str | None, numbers: frozenset[int] | None) -> None:
        self._reading, self.owner, self._numbers = reading, owner, numbers
        self._count = 0

    def deals(self) -> Iterator[Opportunity]:
        """Every opportunity of the part, open and ended."""
        selection, after = Selection(status="all", owner=self.owner), None
        while True:
            page = self._reading.page(
                selection, sort="number", descending=False, limit=AT_ONCE, after=after, stage_order=()
            )
            for deal in page.opportunities:
                if self._numbers is None or deal.number in self._numbers:
                    self._count += 1
                    yield deal
            after = page.next
            if after is None:
                return

    def order_of(self, number: int) -> Order | None:
        """The order of an opportunity that is not cancelled."""
        return live_order(self._reading, number)

    def is_as_imported(self, number: int, *fields: str) -> bool:
        """Whether nobody changed these fields here since the last import that did."""
        return not edits(self._reading, number, fields)

    def counted(self) -> tuple[Counted, ...]:
        """What was given out."""
        return (Counted("opportunity", self._count),) if self._count else ()


@contextmanager
def deals_leaving(desk: Desk, *, owner: str | None, since: date | None) -> Iterator[DealsLeaving]:
    """One snapshot: all opportunities, those of one owner (`me`: who acts), those changed since a day, local time."""
    with desk.store.reading() as reading:
        member = member_meant(reading, owner, desk.who) if owner is not None else None
        numbers = None
        if since is not None:
            numbers = numbers_of(reading, Part(member.number if member else None, beginning_of(since)))
        yield DealsLeaving(reading, member.name if member else None, numbers)
