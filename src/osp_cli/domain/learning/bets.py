"""Open deals by their amounts and chances, column by column: there may be many, and a value of each costs a lot."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, chain
from math import floor, inf
from operator import mul, sub

from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Bet:
    """A deal: it wins `amount` with the probability `chance`."""

    amount: float
    chance: float

    @property
    def rounded(self) -> int:
        """What it brings on the average, as a whole number."""
        return floor(self.amount * self.chance + 0.5)


class Bets:
    """Many deals."""

    def __init__(self, amounts: list[float], chances: list[float]) -> None:
        self.amounts, self.chances = amounts, chances

    @classmethod
    def of(cls, bets: Iterable[Bet]) -> Bets:
        """These deals."""
        bets = tuple(bets)
        return cls([bet.amount for bet in bets], [bet.chance for bet in bets])

    @classmethod
    def joined(cls, parts: Iterable[Bets]) -> Bets:
        """The deals of several."""
        parts = tuple(parts)
        return cls(
            list(chain.from_iterable(part.amounts for part in parts)),
            list(chain.from_iterable(part.chances for part in parts)),
        )

    @cached_property
    def means(self) -> list[float]:
        """What each brings on the average; to be asked for once all of them are there."""
        return list(map(mul, self.amounts, self.chances))

    @cached_property
    def variances(self) -> list[float]:
        """What chance leaves open of each."""
        return list(map(sub, map(mul, self.means, self.amounts), map(mul, self.means, self.means)))

    def __iter__(self) -> Iterator[Bet]:
        return map(Bet, self.amounts, self.chances)

    def __len__(self) -> int:
        return len(self.amounts)

    def rounded(self) -> int:
        """What they bring on the average, each rounded before they are added up."""
        return sum(map(floor, [mean + 0.5 for mean in self.means]))

    def scaled(self, scale: float) -> Bets:
        """The same deals, their chances multiplied, but never above 1."""
        return Bets(self.amounts, [each if (each := chance * scale) < 1 else 1.0 for chance in self.chances])

    def outstanding(self, least: float, most: int) -> tuple[Bet, ...]:
        """The deals whose own variance is above this, so many of the largest."""
        found = [(own, place) for place, own in enumerate(self.variances) if own > least]
        found.sort(key=lambda pair: -pair[0])
        return tuple(Bet(self.amounts[place], self.chances[place]) for _, place in found[:most])


class Sums:
    """What deals add up to at any level of all chances up to `highest`, without going through all for each level."""

    def __init__(self, bets: Bets, highest: float) -> None:
        means = bets.means
        self._mean, self._lost = sum(means), sum(map(mul, means, means))
        self._square = sum(bets.variances) + self._lost
        # Those that a level may make certain, the likeliest first; with what they add up to from there.
        least = 1 / highest if highest > 0 else inf
        likely = sorted((-c, a) for c, a in zip(bets.chances, bets.amounts, strict=True) if c > least)
        self._chances = [chance for chance, _ in likely]
        amounts, brings = [amount for _, amount in likely], [-c * a for c, a in likely]
        columns = (amounts, brings, list(map(mul, brings, amounts)), list(map(mul, brings, brings)))
        self._sure = tuple(list(accumulate(column, initial=0.0)) for column in columns)

    def at(self, level: float) -> tuple[float, float]:
        """Mean and variance where every chance is multiplied by this level, but never above 1."""
        certain = bisect_left(self._chances, -1 / level) if level > 0 else 0
        sure, mean, square, lost = (column[certain] for column in self._sure)
        mean, square, lost = self._mean - mean, self._square - square, self._lost - lost
        return sure + level * mean, max(0.0, level * square - level * level * lost)
