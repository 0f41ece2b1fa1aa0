"""The lives of deals, and what of them was known on a day: what a forecast may learn from, and nothing later."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from math import ceil
from operator import attrgetter

from osp_cli.domain.learning.hazards import Entry, Exit
from osp_cli.domain.learning.season import MonthEnds, Season, season_of
from osp_cli.frozen import dataclass

WINDOW = 91  # days that a rate is learned from: a whole quarter, so that every day of one counts the same
ENOUGH_ENDS = 200  # a window with fewer ends than this reaches further back (ours)


@dataclass(frozen=True, slots=True)
class Life:
    """One deal: the days (as ordinals) it was created and ended, None while it is open; what it was worth.

    `amount` is what it was thought to be worth, None where nobody said; `won` is what it brought, 0 unless it was won.
    `stage` is where it stands today: of a past day it says nothing, so a replay leaves it out.
    """

    created: int
    ended: int | None
    is_won: bool
    amount: float | None
    won: float
    owner: str | None
    stage: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class OpenLife:
    """An open deal as of a day. `stage` is None where it is not known where it stood then; `number` tells which one."""

    age: int
    amount: float | None
    owner: str | None
    stage: str | None = None
    number: int = 0


@dataclass(frozen=True)
class Known:
    """What is known at the beginning of the day `origin`.

    `start` is the first day of the window that the life table was learned in, `inflow_days` and `pace_days` how long
    deals were created, and won, in the trailing window. `created` are the amounts of the deals created in it by owner,
    `recent` what was won in it by owner, `won` what was won in the period by owner, `ends` how many ended in all.
    """

    origin: int
    start: int
    entries: tuple[Entry, ...]
    exits: tuple[Exit, ...]
    open: tuple[OpenLife, ...]
    created: dict[str | None, list[float | None]]
    inflow_days: int
    recent: dict[str | None, float]
    pace_days: int
    won: dict[str | None, float]
    typical: float
    ends: int
    season: Season


@dataclass(frozen=True, slots=True)
class Past:
    """What of a book's whole past has to be known on a day, even where not every life is at hand.

    `ends` is how many deals had ended before it, `enough_since` the day that holds the earliest of the last 200 ends.
    """

    first_created: int | None
    first_ended: int | None
    ends: int
    enough_since: int | None
    season: Season = Season()


class Book:
    """Lives in the order of their days, so that a day in the past is looked up and not searched for."""

    def __init__(self, lives: Iterable[Life]) -> None:
        self.by_created: list[Life] = sorted(lives, key=attrgetter("created"))
        self._created = [life.created for life in self.by_created]
        self.by_ended = sorted((life for life in self.by_created if life.ended is not None), key=_end)
        self._ended = [_end(life) for life in self.by_ended]

    @property
    def first_ended(self) -> int | None:
        """The first day on which a deal ended."""
        return self._ended[0] if self._ended else None

    @property
    def last_ended(self) -> int | None:
        """The last day on which a deal ended."""
        return self._ended[-1] if self._ended else None

    @property
    def last_day(self) -> int | None:
        """The last day on which a deal was created or ended."""
        return max(*self._created[-1:], *self._ended[-1:], -1) if self._created else None

    def ends_before(self, day: int) -> int:
        """How many deals had ended before a day."""
        return bisect_left(self._ended, day)

    def ended_between(self, first: int, beyond: int) -> Sequence[Life]:
        """The deals that ended from one day up to and without another."""
        return self.by_ended[bisect_left(self._ended, first) : bisect_left(self._ended, beyond)]

    def created_between(self, first: int, beyond: int) -> Sequence[Life]:
        """The deals that were created from one day up to and without another."""
        return self.by_created[bisect_left(self._created, first) : bisect_left(self._created, beyond)]

    def open_at(self, origin: int) -> list[Life]:
        """The deals created before a day that had not ended before it."""
        return [
            life
            for life in self.by_created[: bisect_left(self._created, origin)]
            if life.ended is None or life.ended >= origin
        ]

    @cached_property
    def _months(self) -> tuple[MonthEnds, ...]:
        """The ends of each calendar month."""
        return _months(self.by_ended)

    def past(self, origin: int, fiscal_start: int) -> Past:
        """The past of a whole book on a day."""
        ends = self.ends_before(origin)
        return Past(
            first_created=self._created[0] if self._created else None,
            first_ended=self.first_ended,
            ends=ends,
            enough_since=self._ended[max(0, ends - ENOUGH_ENDS)] if ends else None,
            season=self._season(origin, fiscal_start),
        )

    def _season(self, origin: int, fiscal_start: int) -> Season:
        if self.first_ended is None:
            return Season()
        months = (month for month in self._months if month.month.toordinal() < origin)
        return season_of(months, date.fromordinal(self.first_ended), date.fromordinal(origin), fiscal_start)

    def known(self, origin: int, first: int, beyond: int, fiscal_start: int = 1, past: Past | None = None) -> Known:
        """What was known at the beginning of a day, for a period from `first` up to and without `beyond`.

        `past` is given where this book holds the lives of late alone.
        """
        past = past or self.past(origin, fiscal_start)
        alive = self.open_at(origin)
        start = window_start(origin, past.enough_since, past.first_ended)
        ended = self.ended_between(start, origin)
        entries: Counter[tuple[str | None, int]] = Counter()
        exits: Counter[tuple[str | None, int, bool | None]] = Counter()
        for life in alive:
            age = origin - life.created
            entries[life.owner, start - life.created if life.created < start else 0] += 1
            exits[life.owner, age, None] += 1
        for life in ended:
            age = _end(life) - life.created
            entries[life.owner, start - life.created if life.created < start else 0] += 1
            exits[life.owner, max(0, age), life.is_won] += 1
        recent = self.ended_between(origin - WINDOW, origin)
        return Known(
            origin=origin,
            start=start,
            entries=tuple(Entry(*key, deals) for key, deals in entries.items()),
            exits=tuple(Exit(*key, deals) for key, deals in exits.items()),
            open=tuple(
                OpenLife(origin - life.created, life.amount, life.owner, life.stage, life.number) for life in alive
            ),
            created=_amounts(self.created_between(origin - WINDOW, origin)),
            inflow_days=_span(origin, past.first_created),
            recent=_sums(recent),
            pace_days=_span(origin, past.first_ended),
            won=_sums(self.ended_between(first, min(origin, beyond))),
            typical=_typical(ended, alive),
            ends=past.ends,
            season=past.season,
        )


def window_start(origin: int, enough_since: int | None, first_ended: int | None) -> int:
    """The first day that the life table learns from.

    It is the trailing window, or as many whole quarters as the last `ENOUGH_ENDS` ends reach (`enough_since`), but
    never the day of the first end ever recorded or one before it: there was nothing to see then.
    """
    back = max(WINDOW, origin - enough_since) if enough_since is not None else WINDOW
    start = origin - ceil(back / WINDOW) * WINDOW
    return max(start, first_ended + 1) if first_ended is not None else start


def _months(lives: Iterable[Life]) -> tuple[MonthEnds, ...]:
    """The ends of each calendar month."""
    won: Counter[date] = Counter()
    other: Counter[date] = Counter()
    for life in lives:
        month = date.fromordinal(_end(life)).replace(day=1)
        (won if life.is_won else other)[month] += 1
    return tuple(MonthEnds(month, won[month], other[month]) for month in sorted({*won, *other}))


def _span(origin: int, first: int | None) -> int:
    return max(1, min(WINDOW, origin - first)) if first is not None else WINDOW


def _amounts(lives: Iterable[Life]) -> dict[str | None, list[float | None]]:
    found: dict[str | None, list[float | None]] = {}
    for life in lives:
        found.setdefault(life.owner, []).append(life.amount)
    return found


def _sums(lives: Iterable[Life]) -> dict[str | None, float]:
    found: dict[str | None, float] = {}
    for life in lives:
        if life.is_won:
            found[life.owner] = found.get(life.owner, 0.0) + life.won
    return found


def _typical(ended: Iterable[Life], alive: Iterable[Life]) -> float:
    """What a deal without an amount is taken to be worth: the mean of what was won, else of what is open."""
    amounts = [life.won for life in ended if life.is_won] or [life.amount for life in alive if life.amount is not None]
    return sum(amounts) / len(amounts) if amounts else 0.0


def _end(life: Life) -> int:
    return life.ended if life.ended is not None else life.created
