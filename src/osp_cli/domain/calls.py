"""What people call for a period: the rep's category of a deal, the total of an owner, the manager's adjustment.

A call says what somebody stands for; it is kept beside what the stages and the evidence say, never mixed with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias, get_args

from osp_cli.domain.forecast import CATEGORIES, Cell, Horizon, OpenLine, Scale, in_base, line_of, weigh
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import CallLevel, Opportunity
from osp_cli.domain.periods import Period
from osp_cli.domain.process import Category
from osp_cli.frozen import dataclass

Level: TypeAlias = CallLevel
LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class TotalCall:
    """What is called for one owner (None: the team) from the day `first` to the day `last`, by whom, when and why.

    `level` is "manager" of an adjustment, which stands beside the owner's own call. `amount` None takes it back.
    """

    number: int
    owner: str | None
    level: Level
    first: date
    last: date
    amount: Money | None
    reason: str | None
    on: date
    at: str
    by: str


def level_of(who: str, owner: str | None, managers: Iterable[str]) -> Level | None:
    """Whose call it is: the owner's own, or a manager's adjustment of it; None from one who is neither.

    Of the team's total (owner None) anybody's is an own call, a manager's an adjustment.
    """
    if who == owner:
        return "owner"
    if who in managers:
        return "manager"
    return "owner" if owner is None else None


def level_on_deal(who: str, owner: str | None, managers: Iterable[str]) -> Level:
    """Whose call on a deal it is: a manager's on somebody else's deal is an adjustment, any other the owner's own."""
    return "manager" if owner is not None and who != owner and who in managers else "owner"


def holding(calls: Iterable[TotalCall], period: Period) -> tuple[TotalCall, ...]:
    """The calls for exactly this period that hold: of each owner the newest of each level, the team's first."""
    newest: dict[tuple[str | None, str], TotalCall] = {}
    for call in sorted(calls, key=lambda call: (call.at, call.number)):
        if (call.first, call.last) == (period.first, period.last):
            newest[call.owner, call.level] = call
    held = (call for call in newest.values() if call.amount is not None)
    return tuple(sorted(held, key=lambda call: (call.owner is not None, call.owner or "", LEVELS.index(call.level))))


def called_line_of(opportunity: Opportunity, horizon: Horizon, scale: Scale, called: Category | None) -> OpenLine:
    """The line an open deal stands in: where that is a category, the one it is called."""
    line = line_of(opportunity, horizon, scale)
    return called if called and line in CATEGORIES else line


def adjusted(headline: Money, moves: Iterable[tuple[Category, Category, Money]]) -> Money:
    """Won + commit as a manager sees it: each adjusted deal (where it counts, what it is called, amount) moved."""
    for counted, called, amount in moves:
        if (counted == "commit") != (called == "commit"):
            headline = headline + amount if called == "commit" else headline - amount
    return headline


def moved_cells(
    opportunity: Opportunity, called: Category, key: str | None, horizon: Horizon, scale: Scale
) -> tuple[Cell, ...]:
    """What a call changes of the sums by stage: the deal leaves the line of its stage and enters the one it is called.

    Nothing, where the deal stands in a line of its own (undated, overdue, ...), or is called what its stage says.
    """
    line, weight = line_of(opportunity, horizon, scale), scale.of(opportunity.stage)
    base = in_base(opportunity.amount, opportunity.base, horizon.base)
    if line not in CATEGORIES or line == called or base is None:
        return ()
    minor, weighted = base.minor, weigh(base.minor, weight.percent)
    return (
        Cell(key, opportunity.stage, line, -1, base=-minor, weighted=-weighted),
        Cell(key, opportunity.stage, called, 1, base=minor, weighted=weighted),
    )
