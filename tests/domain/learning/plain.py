"""The plain way, as the oracle: every deal by itself, every day by itself, nothing gathered, nothing in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from osp_cli.domain.learning.bets import Bet
from osp_cli.domain.learning.hazards import ENDS_PER_BIN, FEWEST_BINS, MOST_BINS, NARROWEST, PRIOR_ENDS
from osp_cli.domain.learning.lives import Life
from osp_cli.domain.learning.shrinking import OWNER_WEIGHT


class PlainTable:
    """The life table of the deals seen from `start` up to `origin`, by walking through every day of each of them."""

    def __init__(self, lives: Iterable[Life], start: int, origin: int) -> None:
        self.seen = [
            (life.owner, max(0, start - life.created), end - life.created, life.is_won if is_over else None)
            for life in lives
            if life.created < origin
            for is_over in [life.ended is not None and life.ended < origin]
            for end in [life.ended if is_over and life.ended is not None else origin]
            if end >= start
        ]
        ends = [age for _, _, age, is_won in self.seen if is_won is not None]
        wins = sum(bool(is_won) for _, _, _, is_won in self.seen)
        oldest = max(ends, default=0)
        self.width = max(NARROWEST, ceil((oldest + 1) / min(MOST_BINS, max(FEWEST_BINS, len(ends) // ENDS_PER_BIN))))
        bins = oldest // self.width + 2
        risk, ended, won = [0] * bins, [0] * bins, [0] * bins
        for _, entered, left, is_won in self.seen:
            for age in range(entered, left + 1):
                risk[min(age // self.width, bins - 1)] += 1
            if is_won is not None:
                ended[left // self.width] += 1
                won[left // self.width] += is_won
        prior = PRIOR_ENDS * sum(risk) / len(ends) if ends else 1.0
        share = wins / len(ends) if ends else 0.0
        total = [max(at_risk + prior, e + PRIOR_ENDS) for at_risk, e in zip(risk, ended, strict=True)]
        self.win = [(w + PRIOR_ENDS * share) / t if ends else 0.0 for w, t in zip(won, total, strict=True)]
        self.end = [(e + PRIOR_ENDS) / t if ends else 0.0 for e, t in zip(ended, total, strict=True)]

    def rates(self, age: int) -> tuple[float, float]:
        """How likely a deal of this age is to be won, and to end at all, on a day."""
        bin = min(age // self.width, len(self.win) - 1)
        return self.win[bin], self.end[bin]

    def factor(self, owner: str | None) -> float:
        """The pace of an owner: the wins over the chances of every day that a deal of theirs was seen."""
        own = [each for each in self.seen if each[0] == owner]
        expected = sum(self.rates(age)[0] for _, entered, left, _ in own for age in range(entered, left + 1))
        return (sum(bool(each[3]) for each in own) + OWNER_WEIGHT) / (expected + OWNER_WEIGHT)

    def walk(self, age: int, path: Sequence[tuple[float, float]], begin: int) -> tuple[float, float]:
        """The chance of being won within the period, and of staying open to its end, day by day."""
        won, alive = 0.0, 1.0
        for day, (wins, ends) in enumerate(path):
            to_win, to_end = self.rates(age + day)
            to_end = to_win * wins + (to_end - to_win) * ends
            to_win = to_win * wins
            if to_end > 1:
                to_win, to_end = to_win / to_end, 1.0
            won += alive * to_win if day >= begin else 0.0
            alive *= 1 - to_end
        return won, alive


def moments(bets: Iterable[Bet], level: float) -> tuple[float, float]:
    """Mean and variance of what deals bring where every chance is multiplied by a level."""
    chances = [(bet.amount, min(1.0, bet.chance * level)) for bet in bets]
    return sum(a * c for a, c in chances), sum(a * a * c * (1 - c) for a, c in chances)
