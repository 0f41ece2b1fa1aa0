"""The months of a quarter: wins crowd toward its end in many a book, and losses wherever somebody tidies up.

What is learned is how many wins (and other ends) a day of the first, second and third month brings, beside a day of any
month, over the whole quarters on record; a few wins move it little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from osp_cli.frozen import dataclass

MONTHS = 3
WEIGHT = 20.0  # wins that "every month alike" weighs in each month


@dataclass(frozen=True, slots=True)
class MonthEnds:
    """How many deals were won, and how many ended otherwise, in one calendar month (its first day names it)."""

    month: date
    won: int
    other: int


@dataclass(frozen=True, slots=True)
class Season:
    """What the chances of a day are multiplied by, for each month of the quarter; `quarters` taught it."""

    won: tuple[float, float, float] = (1.0, 1.0, 1.0)
    other: tuple[float, float, float] = (1.0, 1.0, 1.0)
    quarters: int = 0

    def path(self, origin: date, days: int, fiscal_start: int) -> list[tuple[float, float]]:
        """The factors of each of the next days."""
        found = []
        for day in range(days):
            place = (_month(origin, day) - fiscal_start) % MONTHS
            found.append((self.won[place], self.other[place]))
        return found


def _month(origin: date, days: int) -> int:
    return (origin + timedelta(days)).month


def season_of(months: Iterable[MonthEnds], first: date, origin: date, fiscal_start: int) -> Season:
    """The season that whole quarters teach: those that begin after `first`, the first end, and are over at `origin`."""
    known: Mapping[date, MonthEnds] = {each.month: each for each in months}
    won, other, days, quarters = [0] * MONTHS, [0] * MONTHS, [0] * MONTHS, 0
    month = date(first.year, first.month, 1)
    while (month.month - fiscal_start) % MONTHS or month < first:
        month = next_month(month)
    while True:
        quarter = [month, next_month(month), next_month(next_month(month))]
        month = next_month(quarter[-1])
        if month > origin:
            break
        quarters += 1
        for place, each in enumerate(quarter):
            ends = known.get(each)
            days[place] += (next_month(each) - each).days
            won[place] += ends.won if ends else 0
            other[place] += ends.other if ends else 0
    return Season(_factors(won, days), _factors(other, days), quarters) if quarters else Season()


def _factors(ends: list[int], days: list[int]) -> tuple[float, float, float]:
    expected = [sum(ends) * each / sum(days) for each in days]
    first, second, third = ((n + WEIGHT) / (e + WEIGHT) for n, e in zip(ends, expected, strict=True))
    return first, second, third


def next_month(month: date) -> date:
    """The first day of the month after the one that begins on this day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
