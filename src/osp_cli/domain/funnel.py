"""The funnel: what became of deals at each stage, how long they stayed there, and what the ended ones have in common.

Everything is counted from the moves that were recorded. What an import brought in has no history of stages: such a deal
counts by how it ended, and from then on as every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from osp_cli.domain.opportunity import Status
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass, field

SMALL = 10
"""Figures from fewer cases are marked (ours: the least that the forecast learns from)."""
ROTTING_AFTER = 60
"""Days at a stage after which a deal is stuck, where neither settings, own history nor the method say (ours)."""
ENDED: tuple[Status, ...] = ("won", "lost", "cancelled", "withdrawn")
AGES = (30, 60, 90, 180, 365)

Fate = Literal["advanced", "ended"]
Source = Literal["setting", "history", "default"]


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded move; `rank` is the place of the stage it leads to."""

    kind: str
    rank: int
    status: Status
    on: date


@dataclass(frozen=True, slots=True)
class Share:
    """So many of `n`, in percent; `is_small`: of so few that the figure says little."""

    count: int
    n: int
    percent: int | None
    is_small: bool


@dataclass(frozen=True, slots=True)
class Days:
    """How long something took, from `n` cases: the median, and the days within which four of five were done."""

    n: int
    median: int | None
    p80: int | None
    is_small: bool


def share(count: int, n: int) -> Share:
    """A share with what it is made from; nothing of nothing is no percentage."""
    return Share(count, n, (200 * count + n) // (2 * n) if n else None, n < SMALL)


def days(cases: Iterable[int]) -> Days:
    """Median (the lower of two in the middle) and the 80th percentile by nearest rank."""
    known = sorted(cases)
    n = len(known)
    if not n:
        return Days(0, None, None, is_small=True)
    return Days(n, known[(n - 1) // 2], known[-(-4 * n // 5) - 1], n < SMALL)


@dataclass(frozen=True, slots=True)
class Trip:
    """The way of one deal through the stages: what became of it at each, and the stays that ended, in days.

    `at` is the day it came to where it is now; `is_exact`: not from an import, which says only
    that it was there by then.
    """

    fates: Mapping[int, tuple[Fate, date]] = field(default_factory=dict)
    stays: tuple[tuple[int, int, date], ...] = ()
    at: date | None = None
    is_exact: bool = False

    def ranks(self) -> set[int]:
        """The places of the stages that it left."""
        return {*self.fates, *(rank for rank, _, _ in self.stays)}


def trip(steps: Iterable[Step]) -> Trip:
    """Follows a deal along its moves. A stage that was left more than once counts as it was left last."""
    fates: dict[int, tuple[Fate, date]] = {}
    stays: list[tuple[int, int, date]] = []
    here: Step | None = None
    for step in steps:
        if here is not None:
            is_end = step.status not in ("open", "won")
            if step.kind == "reopen" or (step.status == "open" and here.status not in ("open", "won")):
                left = min(here.rank, step.rank)  # opened again elsewhere it has passed what lies between
                fates = {rank: fate for rank, fate in fates.items() if rank < left}
            if is_end:
                fates[here.rank] = ("ended", step.on)
            else:
                fates |= dict.fromkeys(range(here.rank, step.rank), ("advanced", step.on))
            if here.kind != "import" and here.status == "open" and (is_end or step.rank != here.rank):
                stays.append((here.rank, max((step.on - here.on).days, 0), step.on))
        here = step
    return Trip(fates, tuple(stays), here.on if here else None, here is not None and here.kind != "import")


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage: of the deals that left it in the period, how many went on; how long they stayed; who is there now."""

    stage: str
    conversion: Share
    stay: Days
    open_now: int
    rotting: int
    limit: int
    limit_from: Source


def fates_in(trips: Iterable[Trip], rank: int, period: Period | None) -> Share:
    """Of the deals that left a stage in a period (None: ever), the share that went on."""
    found = [trip.fates[rank] for trip in trips if rank in trip.fates]
    within = [fate for fate, on in found if period is None or on in period]
    return share(within.count("advanced"), len(within))


def stays_in(trips: Iterable[Trip], rank: int, period: Period | None) -> Days:
    """How long the deals stayed at a stage that left it in a period (None: ever)."""
    return days(
        length for trip in trips for at, length, on in trip.stays if at == rank and (period is None or on in period)
    )


def limit_of(setting: int | None, own: Days, fewest: int, default: int | None) -> tuple[int, Source]:
    """After how many days at a stage a deal is stuck: as set, else what four of five own ones kept to, else a default.

    Fewer own cases than `fewest` say nothing; `default` is what the method gives for the stage.
    """
    if setting is not None:
        return setting, "setting"
    if own.p80 is not None and own.n >= fewest:
        return max(own.p80, 1), "history"
    return default or ROTTING_AFTER, "default"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Ended deals that share something (`name` None: have none of it): how they ended, and the share of won ones."""

    name: str | None
    won: int
    lost: int
    cancelled: int
    withdrawn: int
    win_rate: Share


def outcomes(cases: Iterable[tuple[str | None, Status]]) -> tuple[Outcomes, ...]:
    """How deals ended, by name, the most frequent first."""
    counts: dict[str | None, dict[Status, int]] = {}
    for name, status in cases:
        own = counts.setdefault(name, {})
        own[status] = own.get(status, 0) + 1
    rows = [_outcomes(name, own) for name, own in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.win_rate.n, row.name is None, row.name or "")))


def _outcomes(name: str | None, own: Mapping[Status, int]) -> Outcomes:
    won, lost, cancelled, withdrawn = (own.get(status, 0) for status in ENDED)
    return Outcomes(name, won, lost, cancelled, withdrawn, share(won, won + lost + cancelled + withdrawn))


def age_class(age: int) -> int:
    """Which of the classes of age, by their place: up to each of AGES, and above."""
    return next((place for place, most in enumerate(AGES) if age <= most), len(AGES))
