"""The range of what is still won: every deal by its chance, deals not yet created, and one shock they all share.

A simulation of independent deals is dishonestly narrow, for a good or a bad quarter is good or bad for all of them.
So all chances are multiplied by one level, whose logarithm is normal with the deviation `sigma` and whose mean is 1.
Nothing is drawn: the level is cut into strata of equal probability, and within each the deals are added up exactly
(the few that matter, and the deals not yet created by Panjer's recursion) or by their mean and variance (all others).
The same input always gives the same range.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import erf, exp, floor, inf, sqrt
from operator import itemgetter, mul
from struct import pack, unpack

from osp_cli.domain.learning.bets import Bet, Bets, Sums
from osp_cli.frozen import dataclass

CELLS = 128
LARGEST = 12  # deals that are added one by one
FEW_WINS = 12.0  # up to so many expected new wins their number is a Poisson one, above it is as good as normal
REACH = 4.0  # deviations on either side that the cells span
_UNIT, _LOW, _HIGH = 2.0**52, 2.0**-104, 2.0**-40  # a coefficient as a whole number; its two halves in a product
DULL = 0.02  # what has less than this share of the variance is never added by itself
# Where a standard normal variable is cut into twelve parts of equal probability.
CUTS = (-inf, -1.382994, -0.967422, -0.674490, -0.430727, -0.210428, 0.0,
        0.210428, 0.430727, 0.674490, 0.967422, 1.382994, inf)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inflow:
    """Wins out of deals not yet created: how many are expected, and the amounts they may have, all as likely."""

    wins: float
    amounts: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        """What they bring on the average."""
        return self.wins * sum(self.amounts) / len(self.amounts) if self.amounts else 0.0

    @property
    def variance(self) -> float:
        """The variance of that, their number being a Poisson one."""
        return self.wins * sum(amount * amount for amount in self.amounts) / len(self.amounts) if self.amounts else 0.0


@dataclass(frozen=True)
class Spread:
    """How probable it is that the total falls into each cell; cell i is centred at low + i * step."""

    low: float
    step: float
    masses: tuple[float, ...]

    def quantile(self, share: float) -> float:
        """The total that is not exceeded with this probability."""
        if len(self.masses) == 1:
            return self.low
        below = 0.0
        for i, mass in enumerate(self.masses):
            if below + mass >= share and mass > 0:
                return max(0.0, self.low + (i - 0.5 + (share - below) / mass) * self.step)
            below += mass
        return self.low + (len(self.masses) - 1) * self.step

    def below(self, total: float) -> float:
        """The probability of at most this total."""
        place = (total - self.low) / self.step + 0.5
        whole = floor(place)
        if whole < 0:
            return 0.0
        partly = self.masses[whole] * (place - whole) if whole < len(self.masses) else 0.0
        return min(1.0, sum(self.masses[:whole]) + partly)

    @property
    def mean(self) -> float:
        """The mean of the total."""
        return self.low + self.step * sum(i * mass for i, mass in enumerate(self.masses))

    def crps(self, actual: float) -> float:
        """The continuous ranked probability score: the area between what was said and what came (0: foreseen)."""
        area, below = 0.0, 0.0
        for i, mass in enumerate(self.masses):
            below += mass
            missed = below - (self.low + (i + 0.5) * self.step > actual)
            area += missed * missed * self.step
        first, last = self.low, self.low + len(self.masses) * self.step
        return area + max(0.0, first - actual) + max(0.0, actual - last)


def levels(sigma: float) -> tuple[tuple[float, float], ...]:
    """Mean and variance of the shared level within each stratum; the mean over all strata is 1."""
    if sigma <= 0:
        return ((1.0, 0.0),)
    parts, found = len(CUTS) - 1, []
    for low, high in pairwise(CUTS):
        mean = parts * (_normal(high - sigma) - _normal(low - sigma))
        square = parts * exp(sigma * sigma) * (_normal(high - 2 * sigma) - _normal(low - 2 * sigma))
        found.append((mean, max(0.0, square - mean * mean)))
    return tuple(found)


def spread_of(bets: Bets, inflow: Inflow, sigma: float) -> Spread:
    """The distribution of what is still won."""
    strata = levels(sigma)
    sums = Sums(bets, max(level for level, _ in strata))
    parts = [_Part(sums, inflow, level, variance) for level, variance in strata]
    high = max(part.mean + REACH * part.deviation for part in parts)
    if high <= 0:
        return Spread(0.0, 1.0, (1.0,))
    apart = bets.outstanding(DULL * parts[len(parts) // 2].variance, LARGEST)
    is_smooth = not apart and not any(part.counts_wins for part in parts)
    low = max(0.0, min(part.mean - REACH * part.deviation for part in parts)) if is_smooth else 0.0
    step = (high - low) / (CELLS - 1)
    masses = [0.0] * CELLS
    for part in parts:
        for i, mass in enumerate(part.cells(apart, low, step)):
            masses[i] += mass / len(parts)
    return Spread(low, step, tuple(masses))


class _Part:
    """What is won within one stratum of the level."""

    def __init__(self, sums: Sums, inflow: Inflow, level: float, level_variance: float) -> None:
        self.level, self.inflow = level, inflow
        mean, variance = sums.at(level)
        self.wins = inflow.wins * level
        self.new_mean, self.new_variance = inflow.mean * level, inflow.variance * level
        self.mean = mean + self.new_mean
        share = self.mean / level if level else 0.0
        self.blur = share * share * level_variance  # the level varies within its stratum, too
        self.variance = variance + self.new_variance + self.blur

    @property
    def deviation(self) -> float:
        return sqrt(self.variance)

    @property
    def counts_wins(self) -> bool:
        """Whether so few new wins are expected that their number decides."""
        return self.wins <= FEW_WINS and self.new_variance > DULL * self.variance

    def cells(self, apart: Sequence[Bet], low: float, step: float) -> list[float]:
        """The probability of each cell."""
        mean, variance = self.mean, self.variance
        exact = [1.0]
        if self.counts_wins:
            exact = _poisson(self.wins, self.inflow.amounts, step)
            mean, variance = mean - self.new_mean, variance - self.new_variance
        for bet in apart:
            chance = min(1.0, bet.chance * self.level)
            exact = _added(exact, bet.amount / step, chance)
            mean -= chance * bet.amount
            variance -= chance * (1 - chance) * bet.amount * bet.amount
        return _blurred(exact, (mean - low) / step, sqrt(max(0.0, variance)) / step)


def _added(masses: list[float], amount: float, chance: float) -> list[float]:
    """One deal more, its amount in cells; between two cells its mass is shared, so that the mean stays."""
    whole = floor(amount)
    if whole >= CELLS:
        return [mass * (1 - chance) for mass in masses]
    stays, near, far = 1 - chance, chance * (1 - amount + whole), chance * (amount - whole)
    gap, longer = [0.0] * whole, [*masses, *[0.0] * (whole + 1)]
    moved, further = [*gap, *masses, 0.0], [*gap, 0.0, *masses]
    return [a * stays + b * near + c * far for a, b, c in zip(longer, moved, further, strict=True)][:CELLS]


def _poisson(wins: float, amounts: Sequence[float], step: float) -> list[float]:
    """The sum of a Poisson number of wins, by Panjer's recursion: each new cell from those before it."""
    sizes: dict[int, float] = {}
    for amount in amounts:
        cells = amount / step
        whole = floor(cells)
        for size, share in ((whole, 1 - cells + whole), (whole + 1, cells - whole)):
            if share:
                sizes[size] = sizes.get(size, 0.0) + share / len(amounts)
    nothing = sizes.pop(0, 0.0)
    within = sorted((size, share) for size, share in sizes.items() if size < CELLS)
    weights = [wins * size * share for size, share in within]
    # The cells before the present one, the nearest first, nothing beyond the beginning; two at least are picked.
    before = [exp(-wins * (1 - nothing)), *[0.0] * CELLS]
    picked = itemgetter(*(size - 1 for size, _ in within), CELLS, CELLS)
    for i in range(1, CELLS):
        before.insert(0, sum(map(mul, weights, picked(before))) / i)
    found = before[CELLS - 1 :: -1]
    found[-1] += max(0.0, 1 - sum(found))
    return found


def _blurred(masses: Sequence[float], shift: float, deviation: float) -> list[float]:
    """The masses moved by `shift` cells and spread by a normal of this deviation; what falls outside stays at the end.

    A deviation below a third of a cell is none: the cells are no finer.
    """
    reach = max(1, floor(REACH * deviation) + 1)
    first = floor(shift) - reach
    if deviation < 1 / 3:
        kernel = [0.0] * (2 * reach + 1)
        kernel[reach], kernel[reach + 1] = 1 - shift + floor(shift), shift - floor(shift)
    else:
        edges = [_normal((first + i - 0.5 - shift) / deviation) for i in range(2 * reach + 3)]
        kernel = [high - low for low, high in pairwise(edges)]
        kernel[0] += edges[0]
        kernel[-1] += 1 - edges[-1]
    found = _convolved(masses, kernel, first)
    found[-1] += max(0.0, 1 - sum(found))  # what lies beyond the last cell
    return found


def _convolved(masses: Sequence[float], kernel: Sequence[float], first: int) -> list[float]:
    """The masses, each spread as the kernel says, whose first cell lies `first` cells from where the mass was."""
    whole = _product(masses, kernel)
    length = len(whole)
    found = [whole[i - first] if 0 <= i - first < length else 0.0 for i in range(CELLS)]
    found[0] += sum(whole[: max(0, -first)])
    return found


def _product(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The coefficients of the product of two polynomials whose own lie between 0 and 1.

    By Kronecker's substitution: the coefficients of each stand in one large number, 128 bits apart, and the numbers are
    multiplied; that is several times as fast as adding up the products, and as exact as a float.
    """
    cells = len(one) + len(other) - 1
    product = _in_one(one) * _in_one(other)
    words = unpack(f"<{2 * cells}Q", product.to_bytes(16 * cells, "little"))
    return tuple(high * _HIGH + low * _LOW for low, high in zip(words[::2], words[1::2], strict=True))


def _in_one(coefficients: Sequence[float]) -> int:
    words = [0] * (2 * len(coefficients))
    words[::2] = [int(each * _UNIT) if each > 0 else 0 for each in coefficients]
    return int.from_bytes(pack(f"<{len(words)}Q", *words), "little")


def _normal(value: float) -> float:
    """The distribution function of the standard normal."""
    return 0.5 * (1 + erf(value / sqrt(2))) if abs(value) != inf else float(value > 0)
