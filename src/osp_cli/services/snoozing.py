"""Putting a line of the day off until another day."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.handbook import Handbook
from osp_cli.domain.names import closest, excerpt
from osp_cli.domain.opportunity import Snooze
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.candidates import Candidate, Looked, dated, soonest
from osp_cli.services.desk import Desk, Named
from osp_cli.store import days
from osp_cli.store.reading import Reading

EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A line that was put off, or (`until` None) brought back."""

    opportunity: Named
    line: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Put:
    """A line that is put off: which, of which deal, until when."""

    line: str
    opportunity: Named
    until: date


@dataclass(frozen=True, slots=True)
class SnoozedLines:
    """What is put off, the next to come back first; `cleared` where it was all brought back just now."""

    on: date
    lines: tuple[Put, ...]
    is_cleared: bool = False


def snooze(desk: Desk, handbook: Handbook, line: str, until: date) -> Snoozed:
    """Hides a line of the day until a day. Errors: `snooze-past`, `line-unknown` with those that come close."""
    if until <= desk.today:
        raise WrongUsage("snooze-past", {"day": until, "today": desk.today})
    with desk.store.reading() as reading:
        found = _found(desk, handbook, reading, line)
    with desk.writing() as writing:
        writing.snooze(found.opportunity.number, Snooze(found.name, found.record, found.due_on, until))
    return Snoozed(Named.of(found.opportunity), found.id, until)


def _found(desk: Desk, handbook: Handbook, reading: Reading, typed: str) -> Candidate:
    look = Looked(desk, handbook, reading, reading.waiting_plans(), None, EVERYTHING)
    lines = {each.id: each for each in dated(look)}
    if typed not in lines:
        lines |= {each.id: each for each in soonest(look, EVERYTHING)}
    if typed in lines:
        return lines[typed]
    close = closest(typed, list(lines))
    raise NotFound("line-unknown", {"line": excerpt(typed), "close": tuple(close)}, details={"candidates": close})


def put_off(desk: Desk) -> SnoozedLines:
    """What is put off."""
    with desk.store.reading() as reading:
        lines = _put(reading, desk.today)
    return SnoozedLines(desk.today, lines)


def clear(desk: Desk, line: str | None) -> SnoozedLines:
    """Brings one line back, or all of them. Error: `line-not-snoozed`."""
    with desk.writing() as writing:
        standing = _put(writing, desk.today)
        lines = tuple(each for each in standing if line in (None, each.line))
        if line is not None and not lines:
            names = tuple(each.line for each in standing)
            values = {"line": excerpt(line), "lines": names or "-"}
            raise NotFound("line-not-snoozed", values, details={"candidates": list(names)})
        for each in days.snoozed(writing, desk.today, None):
            if line in (None, each.line):
                writing.wake(each.number)
    return SnoozedLines(desk.today, lines, is_cleared=True)


def _put(reading: Reading, today: date) -> tuple[Put, ...]:
    return tuple(
        Put(each.line, Named.of(reading.opportunity(each.opportunity)), each.until)
        for each in days.snoozed(reading, today, None)
    )
