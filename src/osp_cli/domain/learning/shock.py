"""How wide the shared shock is: learned from the errors that this very method made at the same day of earlier quarters.

The error that chances leave anyway is taken off first, so that only what the chances did not foresee widens a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from osp_cli.frozen import dataclass

START = 0.5  # the deviation before anything was learned
START_WEIGHT = 1.0  # the past forecasts that it weighs (ours)
NARROWEST, WIDEST = 0.1, 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A past forecast of a rest: what was said, what came, and the variance that the chances alone would leave."""

    said: float
    came: float
    variance: float


@dataclass(frozen=True, slots=True)
class Shock:
    """The deviation of the logarithm of the shared level, and how many past forecasts it is made of."""

    sigma: float = START
    cases: int = 0

    @property
    def prior_share(self) -> float:
        """How much of it is the value from which everybody starts."""
        return START_WEIGHT / (START_WEIGHT + self.cases)


def shock_of(misses: Sequence[Miss]) -> Shock:
    """By moments: the squared misses beyond the variance of the chances, over the squares of what was said."""
    known = [miss for miss in misses if miss.said > 0]
    squares = sum(miss.said * miss.said for miss in known)
    if not squares:
        return Shock()
    beyond = sum((miss.came - miss.said) ** 2 - miss.variance for miss in known)
    usual = squares / len(known)
    square = (beyond + START_WEIGHT * START * START * usual) / (squares + START_WEIGHT * usual)
    return Shock(min(WIDEST, max(NARROWEST, sqrt(max(0.0, square)))), len(known))
