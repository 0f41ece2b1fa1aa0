"""Reading what a day needs, in a number of rows that does not grow with the book."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from osp_cli.domain.duties import DueFrom
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


def due_decisions(reading: Reading, day: date, owner: str | None, limit: int) -> tuple[Opportunity, ...]:
    """Open opportunities whose next go / no-go was planned for the day or before, the oldest first."""
    rows = reading.each("daily.due_decisions", day=day.isoformat(), owner_key=_key(owner), limit=limit)
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


def due_duties(reading: Reading, due: DueFrom, owner: str | None, limit: int) -> tuple[tuple[date, int], ...]:
    """Open opportunities on which a duty is due and not done, as (day it is due, number), the oldest first."""
    duty, former = due.duty, reading.former
    stages = [*due.stages, *(key for key, stage in former.items() if stage in due.stages)]
    rows = reading.each(
        f"daily.duty.{duty.rhythm}",
        stages=json.dumps(sorted(stages), ensure_ascii=False),
        latest=due.latest.isoformat(),
        strategic=int(duty.strategic_only),
        question=duty.question or None,
        part=duty.asks_for or None,
        owner_key=_key(owner),
        limit=limit,
    )
    return tuple((due.due_on(date.fromisoformat(row["start"])), row["number"]) for row in rows)


def unreviewed(
    reading: Reading, questions: Iterable[str], since: date, day: date, *, owner: str | None, limit: int | None
) -> tuple[tuple[int, date], ...]:
    """Deals that ended or were won in these days and of which none of these questions was answered since.

    As (number, day of the outcome), the latest first; all of them without a limit.
    """
    asked = f" {' '.join(questions)} "
    given = {"questions": asked, "since": since.isoformat(), "day": day.isoformat()}
    rows = [
        row
        for statement in ("daily.unreviewed_ended", "daily.unreviewed_won")
        for row in reading.each(statement, owner_key=_key(owner), limit=-1 if limit is None else limit, **given)
    ]
    found = ((row["number"], date.fromisoformat(row["ended_on"])) for row in rows)
    return tuple(sorted(found, key=lambda each: (each[1], each[0]), reverse=True)[:limit])


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


def is_stage_told(reading: Reading, number: int, stages: Collection[str]) -> bool:
    """Whether the last move of a deal says when it came to one of these stages: an import of its own does not."""
    row = reading.row("daily.last_move", number=number)
    return row is not None and row["kind"] != "import" and row["to_stage"] in stages


def has_moved_here(reading: Reading, number: int) -> bool:
    """Whether a move of a deal was made with us, and not brought by an import."""
    return reading.row("daily.own_move", number=number) is not None


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
