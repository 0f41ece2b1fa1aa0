"""Reading what a day needs, in a number of rows that does not grow with the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from osp_cli.domain.duties import Rhythm
from osp_cli.domain.fields import Noun
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Opportunity, Snooze
from osp_cli.store import values
from osp_cli.store.noun_rows import record_of
from osp_cli.store.reading import Reading

NEWEST = 200
"""How many cases at a stage say what is usual there."""


def due_steps(reading: Reading, day: date, owner: str | None, limit: int) -> tuple[Opportunity, ...]:
    """Open opportunities whose next step is due on the day or before, the oldest first."""
    rows = reading.each("daily.due_steps", day=day.isoformat(), owner_key=_key(owner), limit=limit)
    return tuple(values.opportunity_of(row, reading.former) for row in rows)


def open_debts(reading: Reading, owner: str | None, limit: int) -> tuple[tuple[int, date, int], ...]:
    """Open opportunities that owe something, as (number, day of the oldest debt, how many), the oldest first."""
    rows = reading.each("daily.debts", owner_key=_key(owner), limit=limit)
    return tuple((row["opportunity_number"], date.fromisoformat(row["since"]), row["count"]) for row in rows)


def due_records(
    reading: Reading, noun: Noun, field: str, day: date, *, owner: str | None, limit: int
) -> tuple[tuple[int, Any], ...]:
    """Records of which a day (see `Noun.due`) has come, the oldest first, each with the opportunity's number."""
    rows = reading.each(f"daily.{noun.name}.{field}", day=day.isoformat(), owner_key=_key(owner), limit=limit)
    return tuple((row["opportunity_number"], record_of(noun, row)) for row in rows)


def rhythms(reading: Reading, owner: str | None) -> Iterator[tuple[int, Rhythm]]:
    """What duties are counted from, of every open opportunity, with its number."""
    for row in reading.each("daily.rhythms", owner_key=_key(owner)):
        yield (
            row["number"],
            Rhythm(
                stage=row["stage"],
                is_strategic=bool(row["is_strategic"]),
                last_contact=max(filter(None, map(values.day, (row["last_contact"], row["last_word"]))), default=None),
                plan_approved_on=values.day(row["plan_approved_on"]),
                next_step_on=values.day(row["next_step_on"]),
                known_since=values.day(row["created_on"] or row["first_move"]),
            ),
        )


def stuck(
    reading: Reading, stages: Iterable[str], latest: date, *, owner: str | None, limit: int
) -> tuple[Opportunity, ...]:
    """Open opportunities that came to one of these stages on the day or before, the longest there first."""
    given = {"day": latest.isoformat(), "owner_key": _key(owner), "limit": limit}
    return tuple(
        values.opportunity_of(row, reading.former)
        for stage in stages
        for row in reading.each("daily.stuck", stage=stage, **given)
    )


def stays(reading: Reading, stages: Iterable[str]) -> tuple[int, ...]:
    """How many days the newest deals that moved ahead had been at one of these stages."""
    rows = (row for stage in stages for row in reading.each("daily.stays", stage=stage, limit=NEWEST))
    return tuple(row["stayed"] for row in rows)


def snoozed(reading: Reading, today: date, owner: str | None) -> tuple[Snooze, ...]:
    """What is put off until a day after today, the next to come back first."""
    rows = reading.each("daily.snoozed", day=today.isoformat(), owner_key=_key(owner))
    return tuple(map(values.snooze_of, rows))


def total(reading: Reading) -> int:
    """How many opportunities there are."""
    return int(reading.one("daily.total")["total"])


def open_count(reading: Reading, owner: str | None) -> int:
    """How many opportunities are open."""
    return int(reading.one("daily.open_count", owner_key=_key(owner))["total"])


def debtor(reading: Reading, debt: int) -> int | None:
    """The opportunity that owes or owed a debt; None where there is no such debt."""
    row = reading.row("debt.opportunity", number=debt)
    return int(row["opportunity_number"]) if row else None


def _key(owner: str | None) -> str | None:
    return name_key(owner) if owner else None
