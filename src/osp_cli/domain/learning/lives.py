"""The lives of deals, and what of them was known on a day: what a forecast may learn from, and nothing later."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from operator import attrgetter

from osp_cli.domain.learning.known import (
    ENOUGH_ENDS,
    WINDOW,
    EndedDeals,
    Known,
    OpenDeals,
    Past,
    known_of,
    window_start,
)
from osp_cli.domain.learning.season import MonthEnds, Season, season_of
from osp_cli.frozen import dataclass

_OF_OPEN = ("created", "amount", "owner", "stage", "number")  # the columns of open deals, in their order
_NEVER = 10**9  # the day on which an open deal ended


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


class Book:
    """Lives in the order of their days, so that a day in the past is looked up and not searched for."""

    def __init__(self, lives: Iterable[Life]) -> None:
        self.by_created: list[Life] = sorted(lives, key=attrgetter("created"))
        self._created = [life.created for life in self.by_created]
        self._until = [life.ended if life.ended is not None else _NEVER for life in self.by_created]
        self._columns = [list(map(attrgetter(name), self.by_created)) for name in _OF_OPEN]
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
        return list(compress(self.by_created, self._open(origin)))

    def _open(self, origin: int) -> list[bool]:
        """Of each deal created before a day, in this order, whether it had not ended before it."""
        return list(map(origin.__le__, self._until[: bisect_left(self._created, origin)]))

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

    def known(self, origin: int, first: int, beyond: int, fiscal_start: int = 1) -> Known:
        """What was known at the beginning of a day, for a period from `first` up to and without `beyond`."""
        past = self.past(origin, fiscal_start)
        since = min(window_start(origin, past.enough_since, past.first_ended), origin - WINDOW, first)
        alive, ended = self._open(origin), self.ended_between(since, origin)
        deals = OpenDeals(*(list(compress(column, alive)) for column in self._columns))
        fates = [_ended_alike(ended, is_won=is_won) for is_won in (True, False)]
        return known_of(deals, fates, origin=origin, first=first, beyond=beyond, past=past)


def _ended_alike(lives: Iterable[Life], *, is_won: bool) -> EndedDeals:
    ended = [life for life in lives if life.is_won == is_won]
    return EndedDeals(
        is_won=is_won,
        created=[life.created for life in ended],
        ended=[_end(life) for life in ended],
        amounts=[life.amount for life in ended],
        won=[life.won for life in ended],
        owners=[life.owner for life in ended],
    )


def _months(lives: Iterable[Life]) -> tuple[MonthEnds, ...]:
    """The ends of each calendar month."""
    won: Counter[date] = Counter()
    other: Counter[date] = Counter()
    for life in lives:
        month = date.fromordinal(_end(life)).replace(day=1)
        (won if life.is_won else other)[month] += 1
    return tuple(MonthEnds(month, won[month], other[month]) for month in sorted({*won, *other}))


def _end(life: Life) -> int:
    return life.ended if life.ended is not None else life.created
