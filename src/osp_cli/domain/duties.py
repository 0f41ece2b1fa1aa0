"""Duties that come back: when each is due next on one deal."""

from __future__ import annotations

from datetime import date, timedelta

from osp_cli.domain.handbook import Duty
from osp_cli.domain.periods import add_months
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the dates of duties are counted from: days of one open deal, None where there is none.

    `entered_on` is the day of its newest move.
    """

    stage: str
    is_strategic: bool
    last_contact: date | None
    plan_approved_on: date | None
    next_step_on: date | None
    entered_on: date | None


def due_on(duty: Duty, rhythm: Rhythm, process: Process) -> date | None:
    """The day a duty is due on a deal; None where it does not hold, or has nothing to be counted from.

    Whether a question says that it is done is for the caller, who knows the answers.
    """
    rank = process.rank(rhythm.stage)
    if not process.rank(duty.first) <= rank <= process.rank(duty.last) or (
        duty.strategic_only and not rhythm.is_strategic
    ):
        return None
    match duty.rhythm:
        case "after-contact":
            start = rhythm.last_contact or rhythm.entered_on
        case "after-approval":
            start = rhythm.plan_approved_on
        case "after-weak-answer":
            return None  # it is due by its action, which has a day of its own
        case _:
            return rhythm.next_step_on - timedelta(days=duty.days) if rhythm.next_step_on else None
    return add_months(start, duty.months) + timedelta(days=duty.days) if start else None
