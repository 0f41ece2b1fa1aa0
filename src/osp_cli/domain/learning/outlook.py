"""What a period will bring, by what the book itself teaches: won, still open, not yet created; and the range of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from operator import mul
from types import MappingProxyType

from osp_cli.domain.learning.bets import Bet, Bets
from osp_cli.domain.learning.hazards import Ahead, LifeTable
from osp_cli.domain.learning.known import Known, OpenLife
from osp_cli.domain.learning.ranges import Inflow, Spread, spread_of
from osp_cli.domain.learning.shrinking import Pace, paces
from osp_cli.frozen import dataclass

NO_STAGES: Mapping[str, float] = MappingProxyType({})
NOTHING = Bets([], [])
AMOUNTS = 12  # the amounts of deals not yet created are told apart so finely


@dataclass(frozen=True, slots=True)
class Days:
    """How many days from the beginning of the origin the period begins and ends; both 0 where it is over."""

    begin: int
    end: int

    @classmethod
    def of(cls, origin: int, first: int, last: int) -> Days:
        """The period from `first` to `last`, both its own, as seen at the beginning of `origin`."""
        return cls(max(0, first - origin), max(0, last + 1 - origin))


@dataclass(frozen=True, slots=True)
class Outlook:
    """One row: what is won, what open deals and those not yet created will bring on the average, what the pace says."""

    won: float
    open: float
    new: float
    run_rate: float

    @property
    def rest(self) -> float:
        """What is still to be won, on the average."""
        return self.open + self.new

    @property
    def expected(self) -> float:
        """The model's mean."""
        return self.won + self.rest

    @property
    def blend(self) -> float:
        """The mean of the model's mean and the run-rate."""
        return (self.expected + self.run_rate) / 2


class Model:
    """What was learned as of a day, turned to one period; `stages` are the factors of stages, where they are known."""

    def __init__(
        self, known: Known, days: Days, fiscal_start: int = 1, stages: Mapping[str, float] = NO_STAGES
    ) -> None:
        self.known, self.days, self.stages = known, days, stages
        self.table = LifeTable(known.spans)
        self.paces: Mapping[str | None, Pace] = paces(self.table, known.spans)
        path = known.season.path(date.fromordinal(known.origin), days.end, fiscal_start)
        self.ahead = Ahead(self.table, path, days.begin)

    @property
    def since(self) -> date:
        """The first day that the life table was learned from."""
        return date.fromordinal(self.known.start)

    def factor(self, owner: str | None) -> float:
        """What the chances of this owner's deals are multiplied by; 1 for one who has none yet."""
        pace = self.paces.get(owner)
        return pace.factor if pace else 1.0

    def chance(self, deal: OpenLife) -> float:
        """How likely an open deal is to be won within the period."""
        return min(1.0, self.ahead.chance(deal.age) * self.factor(deal.owner) * self.of_stage(deal.stage))

    def of_stage(self, stage: str | None) -> float:
        """What the chances of deals at this stage are multiplied by; 1 where it is not known where they stand."""
        return self.stages.get(stage, 1.0) if stage is not None else 1.0

    def worth(self, amount: float | None) -> float:
        """An amount, or what a deal is usually worth where nobody said."""
        return self.known.typical if amount is None else amount

    def each_chance(self) -> list[float]:
        """The chances of the open deals in their order."""
        deals = self.known.deals
        ahead = {day: self.ahead.chance(self.known.origin - day) for day in set(deals.created)}
        factors = {owner: self.factor(owner) for owner in set(deals.owners)}
        stages = {stage: self.of_stage(stage) for stage in set(deals.stages)}
        of_age_and_owner = map(mul, map(ahead.__getitem__, deals.created), map(factors.__getitem__, deals.owners))
        chances = map(mul, of_age_and_owner, map(stages.__getitem__, deals.stages))
        return [each if each < 1 else 1.0 for each in chances]

    def bets(self) -> dict[str | None, Bets]:
        """The open deals with their chances, by owner; without those that have none."""
        if not self.days.end:
            return {}
        deals, typical = self.known.deals, self.known.typical
        found = {owner: Bets([], []) for owner in set(deals.owners)}
        into = {owner: (bets.amounts.append, bets.chances.append) for owner, bets in found.items()}
        for owner, amount, chance in zip(deals.owners, deals.amounts, self.each_chance(), strict=True):
            if chance > 0:
                add_amount, add_chance = into[owner]
                add_amount(typical if amount is None else amount)
                add_chance(chance)
        return {owner: bets for owner, bets in found.items() if bets.amounts}

    def chances(self) -> Iterable[tuple[int, Bet]]:
        """Every open deal that may be won in the period: its number, its amount and its chance."""
        for deal in self.known.open if self.days.end else ():
            chance = self.chance(deal)
            if chance > 0:
                yield deal.number, Bet(self.worth(deal.amount), chance)

    def inflows(self) -> dict[str | None, Inflow]:
        """The wins out of deals not yet created, by owner: their own number of new deals at their own pace."""
        if not self.days.end:
            return {}
        ripening = self.ahead.ripening()
        found = {}
        for owner, amounts in self.known.created.items():
            wins = len(amounts) / self.known.inflow_days * ripening * self.factor(owner)
            found[owner] = Inflow(wins, alike([self.worth(amount) for amount in amounts]))
        return found

    def rows(self) -> dict[str | None, Row]:
        """The row of every owner."""
        bets, inflows, known = self.bets(), self.inflows(), self.known
        left = self.days.end - self.days.begin
        found = {}
        for owner in {**known.won, **known.recent, **bets, **inflows}:
            inflow, own = inflows.get(owner, Inflow(0.0)), bets.get(owner, NOTHING)
            won = known.won.get(owner, 0.0)
            outlook = Outlook(
                won=won,
                open=sum(own.means),
                new=inflow.mean,
                run_rate=won + known.recent.get(owner, 0.0) / known.pace_days * left,
            )
            found[owner] = Row(outlook, own, inflow, known.typical)
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """The outlook of an owner, or of all, with what its range is made of; `typical` is what a deal is usually worth."""

    outlook: Outlook
    bets: Bets = NOTHING
    inflow: Inflow = Inflow(0.0)
    typical: float = 0.0

    @classmethod
    def together(cls, rows: Iterable[Row]) -> Row:
        """The row of all."""
        rows = tuple(rows)
        bets = Bets.joined(row.bets for row in rows)
        typical = rows[0].typical if rows else 0.0
        return cls(together(row.outlook for row in rows), bets, joined(row.inflow for row in rows), typical)

    @property
    def centre(self) -> float:
        """What is still to be won by the blend, on which the range is centred."""
        return max(0.0, self.outlook.blend - self.outlook.won)

    @property
    def variance(self) -> float:
        """What the chances leave open even if they are right and independent."""
        return sum(self.bets.scaled(self._scale).variances) + self.inflow.variance * self._scale

    @property
    def _scale(self) -> float:
        return self.centre / self.outlook.rest if self.outlook.rest > 0 else 1.0

    def spread(self, sigma: float) -> Spread:
        """The distribution of what is still to be won, with a shared shock of this deviation."""
        if self.outlook.rest > 0:
            scale = self._scale
            inflow = Inflow(self.inflow.wins * scale, self.inflow.amounts)
            return spread_of(self.bets.scaled(scale), inflow, sigma)
        wins = self.centre / self.typical if self.typical else 0.0
        return spread_of(NOTHING, Inflow(wins, (self.typical,)), sigma)


def together(outlooks: Iterable[Outlook]) -> Outlook:
    """The row of all."""
    rows = tuple(outlooks)
    return Outlook(
        won=sum(row.won for row in rows),
        open=sum(row.open for row in rows),
        new=sum(row.new for row in rows),
        run_rate=sum(row.run_rate for row in rows),
    )


def alike(amounts: list[float]) -> tuple[float, ...]:
    """A few amounts that stand for many: the means of parts of them of equal size, in order."""
    if len(amounts) <= AMOUNTS:
        return tuple(amounts)
    ordered = sorted(amounts)
    cuts = [i * len(ordered) // AMOUNTS for i in range(AMOUNTS + 1)]
    return tuple(sum(ordered[a:b]) / (b - a) for a, b in pairwise(cuts))


def joined(inflows: Iterable[Inflow]) -> Inflow:
    """The inflow of several owners: their wins together, their amounts as often as they come."""
    parts = sorted(
        (amount, inflow.wins / len(inflow.amounts)) for inflow in inflows for amount in inflow.amounts if inflow.wins
    )
    wins = sum(weight for _, weight in parts)
    found: list[float] = []
    place, filled, worth, size = 0, 0.0, 0.0, wins / AMOUNTS
    while place < len(parts) and len(found) < AMOUNTS:
        amount, weight = parts[place]
        taken = min(weight, size - filled)
        filled, worth = filled + taken, worth + taken * amount
        parts[place] = (amount, weight - taken)
        if parts[place][1] <= size * 1e-9:
            place += 1
        if size - filled <= size * 1e-9 or place == len(parts):
            found.append(worth / filled)
            filled = worth = 0.0
    return Inflow(wins, tuple(found))
