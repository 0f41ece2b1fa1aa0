"""The life table of deals: how likely a deal of an age is to be won, or to end otherwise, on the next day.

Being won and ending otherwise compete: a deal that is lost can no longer be won. The table is a period table: it counts
who was at risk during the last days before it is made, at whatever age. So a deal counts from the day on which the
window begins (delayed entry), and a book whose first ends are recorded later than its first deals teaches nothing by
the days on which no end could be recorded. Ages are cut into bins, as many as there are ends to fill them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from osp_cli.frozen import dataclass

NARROWEST = 7  # days of a bin
MOST_BINS, FEWEST_BINS = 60, 4  # ours
ENDS_PER_BIN = 5  # ours
PRIOR_ENDS = 0.5  # what a bin knows before it saw anything: half an end at the pace of the whole table (ours)


@dataclass(frozen=True, slots=True)
class Spans:
    """Deals that ended alike (`is_won`; None: still open), column by column: a value of each would cost too much.

    `owners` are whose they are, `entered` the age at which each came under observation, `left` that at which it ended,
    or is now.
    """

    is_won: bool | None
    owners: Sequence[str | None]
    entered: Sequence[int]
    left: Sequence[int]


class LifeTable:
    """The chances of a deal by its age, as of the day the table was made; `ends` is how many ended deals taught it."""

    def __init__(self, spans: Iterable[Spans]) -> None:
        spans = tuple(spans)
        ended = [(each.is_won, Counter(each.left)) for each in spans if each.is_won is not None]
        self.ends = sum(ages.total() for _, ages in ended)
        self.wins = sum(ages.total() for is_won, ages in ended if is_won)
        oldest = max((age for _, ages in ended for age in ages), default=0)
        bins = min(MOST_BINS, max(FEWEST_BINS, self.ends // ENDS_PER_BIN))
        self.width = max(NARROWEST, ceil((oldest + 1) / bins))
        self.last = (oldest // self.width + 1) * self.width  # from this age on no deal ever ended
        self._learn(ended, self._at_risk(spans))
        self._hazard = [0.0]
        for age in range(self.last):
            self._hazard.append(self._hazard[-1] + self.won_rate[age // self.width])

    def _learn(self, by_fate: Iterable[tuple[bool, Counter[int]]], risk: list[int]) -> None:
        bins = self.last // self.width + 1
        won, ended = [0] * bins, [0] * bins
        for is_won, ages in by_fate:
            for age, deals in ages.items():
                ended[age // self.width] += deals
                won[age // self.width] += deals if is_won else 0
        self.exposure = tuple(risk)
        days = sum(risk)
        pace = self.ends / days if days else 0.0
        share = self.wins / self.ends if self.ends else 0.0
        prior = PRIOR_ENDS / pace if pace else 1.0
        rates = [(w + PRIOR_ENDS * share, e + PRIOR_ENDS) for w, e in zip(won, ended, strict=True)]
        total = [max(r + prior, e) for (_, e), r in zip(rates, risk, strict=True)]
        known = self.ends > 0
        self.won_rate = tuple(w / t if known else 0.0 for (w, _), t in zip(rates, total, strict=True))
        self.end_rate = tuple(e / t if known else 0.0 for (_, e), t in zip(rates, total, strict=True))

    def _at_risk(self, spans: Iterable[Spans]) -> list[int]:
        """Deal-days at risk in each bin; the last one takes all ages beyond."""
        change: Counter[int] = Counter()
        beyond = 0
        for each in spans:
            for age, deals in Counter(each.entered).items():
                change[min(age, self.last)] += deals
                beyond -= max(0, age - self.last) * deals
            for age, deals in Counter(each.left).items():
                change[min(age + 1, self.last)] -= deals
                beyond += max(0, age + 1 - self.last) * deals
        risk, present = [0] * (self.last // self.width + 1), 0
        for age in range(self.last):
            present += change[age]
            risk[age // self.width] += present
        risk[-1] = beyond
        return risk

    def hazard(self, age: int) -> float:
        """The chances of being won summed over the ages below this one."""
        if age <= self.last:
            return self._hazard[age]
        return self._hazard[self.last] + (age - self.last) * self.won_rate[-1]


class Ahead:
    """The chances of a period: it begins `begin` days from now and ends before day `end`.

    `path` says what the chances of each day until then are multiplied by: of being won, of ending otherwise.
    """

    def __init__(self, table: LifeTable, path: Sequence[tuple[float, float]], begin: int) -> None:
        self._table, self._length = table, len(path)
        self._known: dict[int, tuple[float, float]] = {}
        # Stretches of days alike: the day after the last one, the factors, whether they belong to the period.
        self._stretches: list[tuple[int, float, float, bool]] = []
        for day, (wins, ends) in enumerate(path):
            if self._stretches and self._stretches[-1][1:] == (wins, ends, day >= begin):
                self._stretches.pop()
            self._stretches.append((day + 1, wins, ends, day >= begin))

    def chance(self, age: int) -> float:
        """How likely an open deal of this age is to be won within the period."""
        return self._from(age)[0]

    def stays(self, age: int) -> float:
        """How likely an open deal of this age is to be open still when the period ends."""
        return self._from(age)[1]

    def _from(self, age: int) -> tuple[float, float]:
        start = min(age, self._table.last)
        if start not in self._known:
            self._known[start] = self._walk(start, 0)
        return self._known[start]

    def ripening(self) -> float:
        """The sum of the chances of deals created one on each day until the period ends."""
        return sum(self._walk(0, day)[0] for day in range(self._length))

    def _walk(self, age: int, first: int) -> tuple[float, float]:
        """The chances of a deal that has this age on the day `first`: to be won in the period, and to stay open.

        Days are walked in strides: while it stays in one bin and one stretch, each day leaves the same share open.
        """
        won, alive, day, table = 0.0, 1.0, first, self._table
        for beyond, wins, ends, is_within in self._stretches:
            while day < beyond:
                place = age + day - first
                bin = min(place, table.last) // table.width
                days = beyond - day if place >= table.last else min(beyond - day, (bin + 1) * table.width - place)
                to_win = table.won_rate[bin] * wins
                to_end = to_win + (table.end_rate[bin] - table.won_rate[bin]) * ends
                if to_end > 1:
                    to_win, to_end = to_win / to_end, 1.0
                left = alive * (1 - to_end) ** days
                if is_within and to_end:
                    won += (alive - left) * to_win / to_end
                alive, day = left, day + days
        return won, alive
