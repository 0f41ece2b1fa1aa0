"""What turned in a deal since the last review of a manager: amount, date, stage, forecast category, and answers.

A review is what it left behind: a condition, or a verdict on the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

from osp_cli.domain.assessment import AnswerChange, changes_from
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import CallLevel
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import user_scale
from osp_cli.store.reading import Reading
from osp_cli.store.turns import Edited, Turn, last_answer, turns

Anchor = Literal["review", "plan", "creation"]
What = Literal["amount", "close", "stage", "category", "adjustment"]
Value: TypeAlias = Money | date | str | None
REASONS = 3
"""So many of the last reasons of one change are told; ours."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason that was given, on which day and by whom."""

    text: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Turned:
    """One thing before and now, and the last reasons; `needs_reason`: it does not move without one that counts.

    Of the expected date `pushed` is how often it moved away since, `pushed_ever` since the beginning.
    """

    what: What
    before: Value
    after: Value
    reasons: tuple[Why, ...]
    needs_reason: bool = True
    pushed: int = 0
    pushed_ever: int = 0


@dataclass(frozen=True, slots=True)
class SinceReview:
    """What turned since a day: that of the last review, else of the last plan version, else of the creation.

    `by` is who held the review, `version` that of the plan. `answers` are those of the twenty that changed, of us and
    of the competitors; since the creation none is told, for all of them are new.
    """

    anchor: Anchor
    on: date | None
    by: str | None
    version: int | None
    turned: tuple[Turned, ...]
    answers: tuple[AnswerChange, ...]


def since_review(desk: Desk, reading: Reading, dossier: Dossier) -> SinceReview:
    """What turned in a deal since its last review."""
    found = turns(reading, dossier.opportunity.number)
    anchor, cut = _anchored(found)
    later = tuple(turn for turn in found if cut is None or turn.unit > cut.unit)
    moved = (_amount(later), _close(found, later), *_stages_and_calls(desk, dossier, later))
    return SinceReview(
        anchor=anchor,
        on=cut.on if cut else dossier.opportunity.created_on,
        by=_reviewer(dossier, cut) if cut and anchor == "review" else None,
        version=_version(dossier, cut) if cut and anchor == "plan" else None,
        turned=tuple(each for each in moved if each),
        answers=_answers(reading, dossier, desk.process, cut.unit) if cut else (),
    )


def _anchored(found: Sequence[Turn]) -> tuple[Anchor, Turn | None]:
    kinds: tuple[tuple[Anchor, tuple[str, ...]], ...] = (
        ("review", ("condition", "approval")),
        ("plan", ("plan_version",)),
    )
    for anchor, tables in kinds:
        for turn in reversed(found):
            if turn.table in tables:
                return anchor, turn
    return "creation", None


def _reviewer(dossier: Dossier, cut: Turn) -> str:
    """The manager who set the condition or gave the verdict, else who recorded it."""
    named = {
        **{("condition", each.number): each.set_by for each in dossier.conditions},
        **{("approval", each.number): each.approver for each in dossier.approvals},
    }
    return named.get((cut.table, cut.row), cut.who)


def _version(dossier: Dossier, cut: Turn) -> int | None:
    return next((each.version for each in dossier.plan_versions if each.number == cut.row), None)


def _amount(later: Iterable[Turn]) -> Turned | None:
    steps = _edits(later, lambda edited: edited.amounts)
    return Turned("amount", steps[0][1][0], steps[-1][1][1], _whys(turn for turn, _ in steps)) if steps else None


def _close(found: Iterable[Turn], later: Iterable[Turn]) -> Turned | None:
    steps = _edits(later, lambda edited: edited.closes)
    if not steps:
        return None
    pushes = [turn for turn, _ in steps if turn.edited and turn.edited.is_push]
    ever = sum(1 for turn in found if turn.edited and turn.edited.is_push)
    reasons = _whys(turn for turn, _ in steps)
    return Turned("close", steps[0][1][0], steps[-1][1][1], reasons, pushed=len(pushes), pushed_ever=ever)


def _edits(
    later: Iterable[Turn], pair: Callable[[Edited], tuple[Value, Value]]
) -> list[tuple[Turn, tuple[Value, Value]]]:
    told = ((turn, pair(turn.edited)) for turn in later if turn.edited)
    return [(turn, values) for turn, values in told if values[0] != values[1]]


def _whys(steps: Iterable[Turn]) -> tuple[Why, ...]:
    return tuple(Why(turn.reason, turn.on, turn.who) for turn in steps if turn.reason)[-REASONS:]


def _stages_and_calls(desk: Desk, dossier: Dossier, later: Sequence[Turn]) -> tuple[Turned | None, ...]:
    """The stage, the category it is called or that its stage counts in, and the manager's adjustment of it."""
    recorded = {(turn.table, turn.row) for turn in later}
    moves = [move for move in dossier.moves if ("move", move.number) in recorded and move.from_stage is not None]
    now = dossier.opportunity.stage
    before = moves[0].from_stage if moves else now
    whys = tuple(Why(move.reason, move.on, move.by) for move in moves if move.reason)[-REASONS:]
    stage = Turned("stage", before, now, whys, needs_reason=False) if moves else None
    scale = user_scale(desk)
    categories = (scale.of(before or now).category, scale.of(now).category)
    return (
        stage,
        _called(dossier, "owner", recorded, categories),
        _called(dossier, "manager", recorded, (None, None)),
    )


def _called(
    dossier: Dossier, level: CallLevel, recorded: set[tuple[str, int]], unsaid: tuple[str | None, str | None]
) -> Turned | None:
    """What a deal is called before and now; `unsaid` is what it counts as where nobody calls it anything."""
    calls = sorted((each for each in dossier.forecast_calls if each.level == level), key=lambda c: (c.at, c.number))
    new = [each for each in calls if ("forecast_call", each.number) in recorded]
    old = [each for each in calls if ("forecast_call", each.number) not in recorded]
    before = (old[-1].category if old else None) or unsaid[0]
    after = (calls[-1].category if calls else None) or unsaid[1]
    if not new and before == after:
        return None
    whys = tuple(Why(each.reason, each.on, each.by) for each in new if each.reason)[-REASONS:]
    what: What = "category" if level == "owner" else "adjustment"
    return Turned(what, before, after, whys, needs_reason=bool(new))


def _answers(reading: Reading, dossier: Dossier, process: Process, unit: int) -> tuple[AnswerChange, ...]:
    """The answers to the twenty that say something else than at the end of a unit."""
    last = last_answer(reading, dossier.opportunity.number, unit)
    then = replace(dossier, answers=tuple(each for each in dossier.answers if each.number <= last))
    return changes_from(then, dossier, process)
