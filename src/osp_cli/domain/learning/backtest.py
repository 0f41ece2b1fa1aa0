"""The method replayed over the book's own past: what it would have said, strictly from what was known, and what came.

Every whole quarter with ends on record is forecast again at the beginning of each of its thirteen weeks, and at day 0,
30 and 60 deal by deal and owner by owner. The naive methods stand beside it, for a method that does not beat them is
none. The shock of a range is learned from the quarters before it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from osp_cli.domain.learning.lives import Book
from osp_cli.domain.learning.replaying import METHODS, OWN_METHODS, Case, Origin, said_of
from osp_cli.domain.learning.scores import (
    AmountScore,
    ChanceScore,
    RangeCase,
    RangeScore,
    score_amounts,
    score_chances,
    score_ranges,
)
from osp_cli.domain.learning.shock import Shock, shock_of
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass

METHOD = "1"  # its version: scores of different ones are not compared
WEEKS = tuple(range(0, 91, 7))
DAYS = (0, 30, 60)
MOST_QUARTERS = 12  # the newest ones are replayed
MOST_OWNERS = 60  # ranges are scored for so many: those with the most wins

Step: TypeAlias = Callable[[int, int], None]  # is told what is done, and the total


def quietly(done: int, total: int) -> None:
    """Tells nobody how far it is."""


@dataclass(frozen=True, slots=True)
class MethodScore:
    """How one method did; `weeks`: its mean error (a share) at each week of the quarter, where it was asked for."""

    method: str
    score: AmountScore
    weeks: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class DayScore:
    """How the method did at one day of the quarter, owner by owner; `shock` is what the next quarter would use."""

    day: int
    methods: tuple[MethodScore, ...]
    ranges: RangeScore | None
    shock: Shock


@dataclass(frozen=True, slots=True)
class OwnerScore:
    """How the forecasts of one owner (None: deals of nobody) did over all quarters and days."""

    owner: str | None
    methods: tuple[MethodScore, ...]
    ranges: RangeScore | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """All scores. `quarters` are the labels of those replayed; `ends` how many ended deals the book has.

    `method` is the version of ours; `week_days` are the days of the quarter that `weeks` of the methods stand for.
    """

    method: str
    quarters: tuple[str, ...]
    week_days: tuple[int, ...]
    origins: int
    ends: int
    methods: tuple[MethodScore, ...]
    team_ranges: RangeScore | None
    days: tuple[DayScore, ...]
    owners: tuple[OwnerScore, ...]
    chances: ChanceScore | None


def quarters_to_replay(book: Book, quarters: Iterable[Period], least: int) -> tuple[Period, ...]:
    """The newest quarters with ends on record before which at least so many deals had ended."""
    return tuple(
        quarter
        for quarter in quarters
        if book.last_ended is not None
        and quarter.first.toordinal() <= book.last_ended
        and book.ends_before(quarter.first.toordinal()) >= max(1, least)
    )[-MOST_QUARTERS:]


def replay(book: Book, quarters: Sequence[Period], fiscal_start: int, step: Step = quietly) -> Backtest:
    """The scores of the method over these quarters, which are over; `step` is told how far it is."""
    days = sorted({*WEEKS, *DAYS})
    total = 2 * len(quarters) * len(days)  # looking back takes about as long as judging the ranges
    said: dict[int, list[tuple[dict[str, float], float]]] = {}
    team: list[Case] = []
    own: list[Case] = []
    chances: list[tuple[float, bool]] = []
    for number, quarter in enumerate(quarters):
        for place, day in enumerate(days):
            step(number * len(days) + place, total)
            origin = Origin(book, number, quarter, day, fiscal_start)
            if day in WEEKS:
                team.append(origin.team())
                said.setdefault(day, []).append((dict(origin.said()), team[-1].came))
            if day in DAYS:
                own += origin.own()
                chances += origin.chances()
    ranged = _ranged(
        own, _with_most_wins(own), lambda done, places: step(total * (places + done) // places // 2, total)
    )
    return Backtest(
        method=METHOD,
        quarters=tuple(quarter.label for quarter in quarters),
        week_days=WEEKS,
        origins=len(team),
        ends=len(book.by_ended),
        methods=tuple(_method(method, said) for method in METHODS),
        team_ranges=score_ranges([scored for _, scored in _ranged(team, {None})]),
        days=tuple(_day(day, own, ranged) for day in DAYS),
        owners=_owners(own, ranged),
        chances=score_chances(chances),
    )


def _method(method: str, said: dict[int, list[tuple[dict[str, float], float]]]) -> MethodScore:
    by_week = [[(amounts[method], came) for amounts, came in said.get(day, [])] for day in WEEKS]
    whole = score_amounts([pair for pairs in by_week for pair in pairs])
    return MethodScore(method, whole, tuple(score_amounts(pairs).mape for pairs in by_week))


def _own_methods(cases: Sequence[Case]) -> tuple[MethodScore, ...]:
    return tuple(
        MethodScore(method, score_amounts([(said_of(case, method), case.came) for case in cases]))
        for method in OWN_METHODS
    )


def _with_most_wins(cases: Iterable[Case]) -> set[str | None]:
    won: dict[str | None, float] = {}
    for case in cases:
        won[case.owner] = won.get(case.owner, 0.0) + case.came
    return set(sorted(won, key=lambda owner: (-won[owner], owner or ""))[:MOST_OWNERS])


def _ranged(cases: Sequence[Case], owners: set[str | None], step: Step = quietly) -> list[tuple[Case, RangeCase]]:
    """The ranges of these rows; those of the first quarter only teach the shock."""
    found = []
    places = sorted({(case.quarter, case.day) for case in cases if case.quarter})
    for done, place in enumerate(places):
        step(done, len(places))
        earlier = [case.miss for case in cases if case.quarter < place[0] and case.day == place[1]]
        sigma = shock_of(earlier).sigma
        here = [case for case in cases if (case.quarter, case.day) == place and case.owner in owners]
        found += [(case, case.ranged(sigma)) for case in here]
    return found


def _scores(ranged: Iterable[tuple[Case, RangeCase]], fits: Callable[[Case], bool]) -> RangeScore | None:
    return score_ranges([scored for case, scored in ranged if fits(case)])


def _day(day: int, own: Sequence[Case], ranged: list[tuple[Case, RangeCase]]) -> DayScore:
    cases = [case for case in own if case.day == day]
    shock = shock_of([case.miss for case in cases])
    return DayScore(day, _own_methods(cases), _scores(ranged, lambda case: case.day == day), shock)


def _owners(own: Sequence[Case], ranged: list[tuple[Case, RangeCase]]) -> tuple[OwnerScore, ...]:
    names = sorted({case.owner for case in own}, key=lambda owner: (owner is None, owner or ""))
    cases: dict[str | None, list[Case]] = {name: [] for name in names}
    scored: dict[str | None, list[RangeCase]] = {name: [] for name in names}
    for case in own:
        cases[case.owner].append(case)
    for case, each in ranged:
        scored[case.owner].append(each)
    return tuple(OwnerScore(name, _own_methods(cases[name]), score_ranges(scored[name])) for name in names)
