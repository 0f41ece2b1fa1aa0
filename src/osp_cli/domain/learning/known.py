"""What was known on a day, column by column: a book has many deals, and a value of each costs more than its sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from osp_cli.domain.learning.hazards import Spans
from osp_cli.domain.learning.season import Season
from osp_cli.frozen import dataclass

WINDOW = 91  # days that a rate is learned from: a whole quarter, so that every day of one counts the same
ENOUGH_ENDS = 200  # a window with fewer ends than this reaches further back (ours)


@dataclass(frozen=True, slots=True)
class OpenLife:
    """An open deal as of a day. `stage` is None where it is not known where it stood then; `number` tells which one."""

    age: int
    amount: float | None
    owner: str | None
    stage: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class OpenDeals:
    """The open deals as of a day; `created` are ordinals, `stages` None where it is not known where they stood then."""

    created: Sequence[int]
    amounts: Sequence[float | None]
    owners: Sequence[str | None]
    stages: Sequence[str | None]
    numbers: Sequence[int]

    def lives(self, origin: int) -> Iterator[OpenLife]:
        """Each of them as of the day `origin`."""
        columns = (self.created, self.amounts, self.owners, self.stages, self.numbers)
        for created, amount, owner, stage, number in zip(*columns, strict=True):
            yield OpenLife(origin - created, amount, owner, stage, number)


@dataclass(frozen=True, slots=True)
class EndedDeals:
    """Deals that ended alike, won or not; days are ordinals.

    `amounts` are what they were thought to be worth, `won` what they brought, where they were won.
    """

    is_won: bool
    created: Sequence[int]
    ended: Sequence[int]
    amounts: Sequence[float | None]
    won: Sequence[float]
    owners: Sequence[str | None]

    def between(self, first: int, beyond: int) -> EndedDeals:
        """Those that ended from one day up to and without another."""
        columns = zip(self.created, self.ended, self.amounts, self.won, self.owners, strict=True)
        kept = [row for row in columns if first <= row[1] < beyond]
        return EndedDeals(self.is_won, *(zip(*kept, strict=True) if kept else ((),) * 5))


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


@dataclass(frozen=True)
class Known:
    """What is known at the beginning of the day `origin`.

    `start` is the first day of the window that the life table was learned in, `inflow_days` and `pace_days` how long
    deals were created, and won, in the trailing window. `created` are the amounts of the deals created in it by owner,
    `recent` what was won in it by owner, `won` what was won in the period by owner, `ends` how many ended in all.
    """

    origin: int
    start: int
    spans: tuple[Spans, ...]
    deals: OpenDeals
    created: dict[str | None, list[float | None]]
    inflow_days: int
    recent: dict[str | None, float]
    pace_days: int
    won: dict[str | None, float]
    typical: float
    ends: int
    season: Season

    @property
    def open(self) -> Iterator[OpenLife]:
        """The open deals, one by one."""
        return self.deals.lives(self.origin)


def known_of(
    deals: OpenDeals, ended: Sequence[EndedDeals], *, origin: int, first: int, beyond: int, past: Past
) -> Known:
    """What is known of these deals, for a period from `first` up to and without `beyond`.

    `ended` are the deals that ended in the window at least.
    """
    start = window_start(origin, past.enough_since, past.first_ended)
    seen = [each.between(start, origin) for each in ended]
    late = seen if start == origin - WINDOW else [each.between(origin - WINDOW, origin) for each in ended]
    return Known(
        origin=origin,
        start=start,
        spans=(
            _span(None, deals.owners, deals.created, [origin] * len(deals.created), start),
            *(_span(each.is_won, each.owners, each.created, each.ended, start) for each in seen),
        ),
        deals=deals,
        created=_created((deals, *late), origin - WINDOW),
        inflow_days=_days_since(origin, past.first_created),
        recent=_sums(late),
        pace_days=_days_since(origin, past.first_ended),
        won=_sums(each.between(first, min(origin, beyond)) for each in ended),
        typical=_typical(seen, deals),
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


def _span(
    is_won: bool | None,  # noqa: FBT001  one of three
    owners: Sequence[str | None],
    created: Sequence[int],
    until: Sequence[int],
    start: int,
) -> Spans:
    """Deals whose observation began with the window, or with the deal where that is later."""
    entered = [start - day if day < start else 0 for day in created]
    left = [end - day if end > day else 0 for day, end in zip(created, until, strict=True)]
    return Spans(is_won, owners, entered, left)


def _days_since(origin: int, first: int | None) -> int:
    return max(1, min(WINDOW, origin - first)) if first is not None else WINDOW


def _created(deals: Iterable[OpenDeals | EndedDeals], since: int) -> dict[str | None, list[float | None]]:
    """The amounts of those created from a day on, by owner."""
    found: dict[str | None, list[float | None]] = {}
    for each in deals:
        for created, amount, owner in zip(each.created, each.amounts, each.owners, strict=True):
            if created >= since:
                found.setdefault(owner, []).append(amount)
    return found


def _sums(deals: Iterable[EndedDeals]) -> dict[str | None, float]:
    """What was won, by owner."""
    found: dict[str | None, float] = {}
    for each in deals:
        if each.is_won:
            for owner, won in zip(each.owners, each.won, strict=True):
                found[owner] = found.get(owner, 0.0) + won
    return found


def _typical(ended: Iterable[EndedDeals], deals: OpenDeals) -> float:
    """What a deal without an amount is taken to be worth: the mean of what was won, else of what is open."""
    won = [amount for each in ended if each.is_won for amount in each.won]
    amounts = won or [amount for amount in deals.amounts if amount is not None]
    return sum(amounts) / len(amounts) if amounts else 0.0
