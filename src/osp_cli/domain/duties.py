"""Duties that come back: when each is due next on one deal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from osp_cli.domain.handbook import Duty
from osp_cli.domain.periods import add_months
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the dates of duties are counted from: days of one open deal, None where there is none.

    `last_contact` is the newest call, meeting or mail, or the newest word of the customer's; `known_since` the day the
    deal was known first; `plan_approved_on` is None where the newest verdict that counts is no approval.
    """

    stage: str
    is_strategic: bool
    last_contact: date | None
    plan_approved_on: date | None
    next_step_on: date | None
    known_since: date | None


def due_on(duty: Duty, rhythm: Rhythm, process: Process) -> date | None:
    """The day a duty is due on a deal; None where it does not hold, or has nothing to be counted from.

    Whether a question says that it is done is for the caller, who knows the answers.
    """
    start = counted_from(duty, rhythm) if rhythm.stage in stages_of(duty, process) else None
    return _due(duty, start) if start else None


def stages_of(duty: Duty, process: Process) -> frozenset[str]:
    """The keys of the stages at which a duty holds."""
    first, last = process.rank(duty.first), process.rank(duty.last)
    return frozenset(process.keys_of(stage for stage in process.stages if first <= stage.rank <= last))


def counted_from(duty: Duty, rhythm: Rhythm) -> date | None:
    """The day from which a duty is counted; None where there is none, or where the deal is not of its kind."""
    if duty.strategic_only and not rhythm.is_strategic:
        return None
    match duty.rhythm:
        case "after-contact":
            return rhythm.last_contact or rhythm.known_since
        case "after-approval":
            return rhythm.plan_approved_on
        case "after-weak-answer" | "after-sales-plan":
            return None  # due by its action, or by the plan of step 1: each has a day of its own
        case _:
            return rhythm.next_step_on


def _due(duty: Duty, start: date) -> date:
    if duty.rhythm == "before-next-step":
        return start - timedelta(days=duty.days)
    return add_months(start, duty.months) + timedelta(days=duty.days)


@dataclass(frozen=True, slots=True)
class DueFrom:
    """A duty that is due by a day on every deal at one of `stages` on which it is counted from `latest` or before."""

    duty: Duty
    stages: frozenset[str]
    latest: date

    def due_on(self, start: date) -> date:
        """The day it is due where it is counted from `start`."""
        return _due(self.duty, start)


def due_by(duties: Iterable[Duty], process: Process, day: date) -> tuple[DueFrom, ...]:
    """The duties that are due by a day wherever they are counted from early enough, for a search of a whole book.

    What a weak answer leaves is due by its action, which has a day of its own; a plan of step 1 belongs to no deal.
    """
    return tuple(
        DueFrom(duty, stages_of(duty, process), latest_start(duty, day))
        for duty in duties
        if duty.rhythm not in ("after-weak-answer", "after-sales-plan")
    )


def latest_start(duty: Duty, day: date) -> date:
    """The last day from which a duty is due by `day`: a later start never makes it due earlier."""
    if duty.rhythm == "before-next-step":
        return day + timedelta(days=duty.days)
    near = add_months(day - timedelta(days=duty.days), -duty.months)
    return max(start for gap in range(-4, 5) if _due(duty, start := near + timedelta(days=gap)) <= day)
