"""The days that lie ahead, of every deal: actions, milestones, calls, revisits, what follows a sale, next steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import dataclass
from osp_cli.services.books import member_meant
from osp_cli.services.candidates import PLANNED
from osp_cli.services.desk import Desk
from osp_cli.store import days
from osp_cli.store.past import beginning_of
from osp_cli.store.portable import Part, numbers_of
from osp_cli.store.reading import Reading

EVERY = -1  # as a limit: none


@dataclass(frozen=True, slots=True)
class DatedItem:
    """Something of a deal that waits for a day; `record` is the ULID of what it hangs from."""

    kind: str
    record: str
    on: date
    text: str
    opportunity: Opportunity


@dataclass(frozen=True, slots=True)
class Calendar:
    """What waits for a day, the soonest first; of one owner, where named."""

    owner: str | None
    items: tuple[DatedItem, ...]


def calendar(desk: Desk, *, owner: str | None, since: date | None) -> Calendar:
    """Everything that is open and has a day, past ones too.

    Of all deals, of those of one owner (`me`: who acts), of those that were changed since a day.
    """
    with desk.store.reading() as reading:
        member = member_meant(reading, owner, desk.who) if owner is not None else None
        chosen = None
        if since is not None:
            chosen = numbers_of(reading, Part(member.number if member else None, beginning_of(since)))
        name = member.name if member else None
        items = [
            item
            for item in (*_steps(reading, name), *_planned(reading, name))
            if chosen is None or item.opportunity.number in chosen
        ]
    return Calendar(
        name, tuple(sorted(items, key=lambda item: (item.on, item.opportunity.number, item.record, item.kind)))
    )


def _steps(reading: Reading, owner: str | None) -> Iterator[DatedItem]:
    for deal in days.due_steps(reading, date.max, owner, EVERY):
        if deal.next_step_on is not None:
            yield DatedItem("step", deal.id, deal.next_step_on, deal.next_step or "", deal)
    for deal in days.due_decisions(reading, date.max, owner, EVERY):
        if deal.decide_on is not None:
            yield DatedItem("decision", deal.id, deal.decide_on, "", deal)


def _planned(reading: Reading, owner: str | None) -> Iterator[DatedItem]:
    deals: dict[int, Opportunity] = {}
    for kind, noun, field, text, _command in PLANNED:
        for number, record in days.due_records(reading, noun, field, date.max, owner=owner, limit=EVERY):
            if number not in deals:
                deals[number] = reading.opportunity(number)
            yield DatedItem(kind, record.id, getattr(record, field), getattr(record, text) or "", deals[number])
