"""How the gap to the quota is closed: the deals that do it, what each lacks, and which could be pulled in."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from osp_cli.domain.forecast import OpenLine, Tally
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Named

Basis: TypeAlias = Literal["learned", "stage"]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a deal still has to do, as ids of criteria.

    `debts` are owed from shortcuts, `passed` musts of gates behind it that are not met, `ahead` those of the gate into
    `next_stage` (None: no stage is left).
    """

    debts: tuple[str, ...]
    passed: tuple[str, ...]
    next_stage: str | None
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosingDeal:
    """One deal on the way: `together` is the sum up to it, `missing` what the gap then is (below zero: closed).

    `is_needed`: without it all other open deals due in the period do not close the gap. `lacking` None: not judged.
    """

    opportunity: Named
    owner: str | None
    stage: str
    close_on: date | None
    line: OpenLine
    amount: Money
    chance: float
    expected: Money
    together: Money
    missing: Money
    is_needed: bool = False
    lacking: Lacking | None = None


@dataclass(frozen=True, slots=True)
class RowClosing:
    """How one row of a grouping closes its own gap: `deals` come `together`; `missing` where these are all it has."""

    name: str | None
    gap: Money
    deals: tuple[Named, ...]
    together: Money
    missing: Money | None


@dataclass(frozen=True, slots=True)
class PullIn:
    """Open deals that are overdue, undated or due in the `following` period, which could be pulled into this one.

    `pullable` is how many have an amount and what they come to. `deals` are the likeliest of them that close what is
    missing, `missing` what is missing even with all of them, None where it is closed.
    """

    following: Period
    pullable: Tally
    deals: tuple[ClosingDeal, ...]
    missing: Money | None


@dataclass(frozen=True, slots=True)
class Closing:
    """How the gap (quota - won) is closed.

    `due` are the open deals of commit, best case and pipeline; `unknown` deals are due but have no amount or rate.
    `brings` is what the due ones bring by their chances, which are learned, or (`basis` stage) the win rate of their
    stage. `deals` are the likeliest set that closes the gap, or, where not even all of them do, all; `missing` is what
    is missing then, None where they close it. `fewest` are the fewest that close it, where these are fewer. `pull_in`
    is asked only where something is missing in a period that is not over. `rows` are those of a grouping by owners that
    have a gap of their own.
    """

    gap: Money
    basis: Basis
    is_over: bool
    due: Tally
    unknown: int
    brings: Money
    deals: tuple[ClosingDeal, ...]
    missing: Money | None
    fewest: tuple[Named, ...]
    pull_in: PullIn | None
    rows: tuple[RowClosing, ...]
