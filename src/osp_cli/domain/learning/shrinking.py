"""Rates drawn toward what more cases say: few cases of one's own move them little, many decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from operator import sub

from osp_cli.domain.learning.hazards import LifeTable, Spans
from osp_cli.frozen import dataclass

WEIGHT = 10.0  # cases that the pool weighs in a share (a compromise: where groups differ 5 is better, else 20)
OWNER_WEIGHT = 60.0  # wins that the pool weighs in an owner's pace: what one quarter says lasts but in part (ours)


@dataclass(frozen=True, slots=True)
class Rate:
    """A learned share: `hits` of `cases`, drawn toward `prior`, which weighs as much as `weight` cases."""

    hits: float
    cases: float
    prior: float
    weight: float = WEIGHT

    @property
    def value(self) -> float:
        """The share; Beta-Binomial: (hits + weight x prior) / (cases + weight)."""
        return (self.hits + self.weight * self.prior) / (self.cases + self.weight)

    @property
    def prior_share(self) -> float:
        """How much of the value is the prior."""
        return self.weight / (self.cases + self.weight)


@dataclass(frozen=True, slots=True)
class StageEnds:
    """How many deals that stood at a stage while they were open have ended, and how many of them were won."""

    stage: str
    ends: int
    won: int


def stage_rates(seen: Iterable[StageEnds], defaults: Mapping[str, float], pool: Rate) -> dict[str, Rate]:
    """The win rate of every stage: its own, drawn to the pooled one, which is itself drawn to the stage's default."""
    known = {each.stage: each for each in seen}
    rates = {}
    for stage, default in defaults.items():
        prior = Rate(pool.hits, pool.cases, default).value
        own = known.get(stage)
        rates[stage] = Rate(own.won if own else 0, own.ends if own else 0, prior)
    return rates


def stage_factors(rates: Mapping[str, Rate], deals: Mapping[str, int], pool: Rate) -> dict[str, float]:
    """What the chance of a deal at a stage is multiplied by; of the `deals` at each stage the mean factor is 1 at most.

    Where no stage of any ended deal is on record, a stage says nothing and nothing is multiplied.
    """
    total = sum(deals.values())
    if not total or not any(rate.cases for rate in rates.values()):
        return {}
    usual = max(pool.value, sum(rates[stage].value * n for stage, n in deals.items() if stage in rates) / total)
    return {stage: rate.value / usual for stage, rate in rates.items()} if usual else {}


@dataclass(frozen=True, slots=True)
class Pace:
    """How an owner's wins stand to what their deals would bring at the pace of all: `wins` came, `expected` were."""

    wins: float
    expected: float

    @property
    def factor(self) -> float:
        """What the pooled chances are multiplied by: (wins + 60) / (expected + 60)."""
        return (self.wins + OWNER_WEIGHT) / (self.expected + OWNER_WEIGHT)

    @property
    def prior_share(self) -> float:
        """How much of the factor is the pace of all."""
        return OWNER_WEIGHT / (self.expected + OWNER_WEIGHT)


def paces(table: LifeTable, spans: Iterable[Spans]) -> dict[str | None, Pace]:
    """The pace of every owner whose deals taught the table."""
    wins: Counter[str | None] = Counter()
    expected: defaultdict[str | None, float] = defaultdict(float)
    for each in spans:
        if each.is_won:
            wins.update(each.owners)
        until = {age: table.hazard(age + 1) for age in set(each.left)}
        before = {age: table.hazard(age) for age in set(each.entered)}
        seen = map(sub, map(until.__getitem__, each.left), map(before.__getitem__, each.entered))
        for owner, chances in zip(each.owners, seen, strict=True):
            expected[owner] += chances
    return {owner: Pace(wins[owner], max(0.0, days)) for owner, days in expected.items()}
