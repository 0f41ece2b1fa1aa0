"""The forecast of one period: which line each deal stands in, what a line adds up to, and how far the quota is.

Deals arrive as cells (deals that share group, stage, line and currency, already added up), so that a book of any size
is rolled up from a handful of values. Amounts are in the base currency unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypeAlias

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.periods import Period
from osp_cli.domain.process import Category, Process
from osp_cli.frozen import dataclass, field

OpenLine = Literal[
    "undated", "overdue", "another_period", "unpriced", "unconverted", "omitted", "commit", "best", "pipeline"
]
WonLine = Literal["ordered", "booked", "won_undated", "won_unpriced", "won_unconverted", "won_cancelled"]
Line: TypeAlias = OpenLine | WonLine
By: TypeAlias = str  # one of GROUPINGS, or a field of the user's own with `field.` before its name

OPEN_LINES: tuple[OpenLine, ...] = (
    "commit", "best", "pipeline", "omitted", "unpriced", "unconverted", "overdue", "undated", "another_period",
)  # fmt: skip
WON_LINES: tuple[WonLine, ...] = (
    "ordered", "booked", "won_unpriced", "won_unconverted", "won_undated", "won_cancelled",
)  # fmt: skip
CATEGORIES: tuple[Category, ...] = ("commit", "best", "pipeline", "omitted")
GROUPINGS: tuple[By, ...] = ("owner", "manager", "region", "account", "stage", "category", "partner", "kind")
WEIGHED: tuple[OpenLine, ...] = ("commit", "best", "pipeline")
CATEGORY_ORDER = ("won", *CATEGORIES)


@dataclass(frozen=True, slots=True)
class StageWeight:
    """What a deal at this stage counts for: its probability in percent and its category."""

    stage: str
    percent: int
    category: Category
    is_won: bool


@dataclass(frozen=True)
class Scale:
    """The stages in their order, each with its weight. At `booked`, the last one, the booked amount counts.

    `former` are stages by the keys of another pack that mean them: deals may still be kept under those.
    """

    weights: tuple[StageWeight, ...]
    former: Mapping[str, str] = field(default_factory=dict)

    def stored(self, stage: str) -> tuple[str, ...]:
        """Every key under which deals of this stage are kept."""
        return (stage, *(key for key, present in self.former.items() if present == stage))

    def of(self, stage: str) -> StageWeight:
        """The weight of a stage; KeyError for a stage that the method does not know."""
        for weight in self.weights:
            if weight.stage == stage:
                return weight
        raise KeyError(stage)

    @property
    def booked(self) -> str:
        """The key of the last stage."""
        return self.weights[-1].stage


def scale_of(process: Process, probabilities: Mapping[str, int], categories: Mapping[str, str]) -> Scale:
    """The method's probabilities and categories, with the user's own in their place (stage key -> percent, category).

    A key that is no stage is refused (`stage-unknown`): a figure nobody uses would look as if it counted.
    """
    for key in (*probabilities, *categories):
        process.stage(key)
    return Scale(
        tuple(
            StageWeight(
                stage.key,
                probabilities.get(stage.key, stage.probability),
                next((name for name in CATEGORIES if name == categories.get(stage.key)), stage.category),
                stage.is_won,
            )
            for stage in process.stages
        ),
        process.former,
    )


@dataclass(frozen=True, slots=True)
class Horizon:
    """What is forecast, and as seen from which day: the period, today, the base currency."""

    period: Period
    today: date
    base: str

    @property
    def first_open(self) -> date:
        """The first day on which an open deal of the period may close: what closes before today is overdue."""
        return max(self.period.first, self.today)


def weigh(minor: int, percent: int) -> int:
    """A base amount times its probability, rounded half-up once per deal to the minor unit."""
    return (minor * percent + 50) // 100


def in_base(amount: Money | None, base_amount: Money | None, base: str) -> Money | None:
    """An amount in the base currency: as it was converted, or as it is where it is in that currency already.

    None where it was never converted, or into another base currency than today's.
    """
    if base_amount is not None and base_amount.currency == base:
        return base_amount
    return amount if amount is not None and amount.currency == base else None


def line_of(opportunity: Opportunity, horizon: Horizon, scale: Scale) -> OpenLine:
    """The one line an open deal stands in, the first that applies.

    In this order: undated, overdue, another period, unpriced, unconverted, omitted, else its category.
    """
    close = opportunity.close_on
    if close is None:
        return "undated"
    if close < horizon.today:
        return "overdue"
    if close not in horizon.period:
        return "another_period"
    if in_base(opportunity.amount, opportunity.base, horizon.base) is None:
        return "unpriced" if opportunity.amount is None else "unconverted"
    return scale.of(opportunity.stage).category


def won_amount(order: Order, stage: str, scale: Scale) -> tuple[Money | None, Money | None]:
    """What a won deal counts with, in its own and in the base currency: the order amount, at booking the booked one."""
    is_booked = stage == scale.booked
    return (order.booked_amount, order.booked_base) if is_booked else (order.amount, order.base)


def won_line_of(order: Order, stage: str, horizon: Horizon, scale: Scale) -> WonLine | None:
    """The line of a won deal with a live order; None where its order date lies in another period."""
    if order.on is None:
        return "won_undated"
    if order.on not in horizon.period:
        return None
    amount, base_amount = won_amount(order, stage, scale)
    if in_base(amount, base_amount, horizon.base) is None:
        return "won_unpriced" if amount is None else "won_unconverted"
    return "booked" if stage == scale.booked else "ordered"


@dataclass(frozen=True, slots=True)
class Cell:
    """Deals that share group, stage, line and currency.

    `own` is their sum in that currency (None: not known); `base` and `weighted` are minor units of the base currency.
    """

    key: str | None
    stage: str
    line: Line
    deals: int
    own: Money | None = None
    base: int = 0
    weighted: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deals, and what they add up to in the base currency."""

    deals: int
    amount: Money

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.deals + other.deals, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Aside:
    """Deals that stand in no sum: how many, and what is known of their amounts, in each currency of their own."""

    deals: int
    amounts: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Cumulative:
    """Each level with what is surer: commit + won, best + commit + won.

    `open_pipeline` is all that is open in the period, without won and without the omitted ones.
    """

    commit: Tally
    best: Tally
    open_pipeline: Tally


@dataclass(frozen=True, slots=True)
class Coverage:
    """Open deals of the period over the gap, as decimal text with two places; `divisor` names what was divided by."""

    ratio: str
    open: Money
    divisor: Literal["gap"]
    gap: Money


@dataclass(frozen=True, slots=True)
class Target:
    """The quota and what is missing to it (negative: exceeded), from won alone and from won and commit.

    `source`: the team's own quota, the sum of the owners', or the quota of one owner. No gap, no coverage.
    """

    quota: Money
    source: Literal["team", "owners", "owner"]
    gap: Money
    gap_with_commit: Money
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class Columns:
    """One row of the forecast. `won_cancelled`: won, but the order was cancelled and nobody has reopened it yet.

    won = ordered + booked; headline = won + commit; weighted = won + each open deal of commit, best and pipeline times
    its probability.
    """

    headline: Money
    won: Tally
    ordered: Tally
    booked: Tally
    commit: Tally
    best: Tally
    pipeline: Tally
    omitted: Tally
    cumulative: Cumulative
    weighted: Money
    unpriced: Aside
    unconverted: Aside
    overdue: Aside
    undated: Aside
    another_period: Aside
    won_unpriced: Aside
    won_unconverted: Aside
    won_undated: Aside
    won_cancelled: Aside
    target: Target | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no deal stands in any line."""
        return not any(getattr(self, line).deals for line in (*OPEN_LINES, *WON_LINES))


class _Sums:
    """What the cells of each line add up to."""

    def __init__(self, cells: Iterable[Cell], base: str) -> None:
        self.base = base
        self.weighted = 0
        self.deals: dict[str, int] = {}
        self.minor: dict[str, int] = {}
        self.own: dict[str, dict[str, int]] = {}
        for cell in cells:
            self.deals[cell.line] = self.deals.get(cell.line, 0) + cell.deals
            self.minor[cell.line] = self.minor.get(cell.line, 0) + cell.base
            if cell.line in WEIGHED:
                self.weighted += cell.weighted
            if cell.own is not None:
                known = self.own.setdefault(cell.line, {})
                known[cell.own.currency] = known.get(cell.own.currency, 0) + cell.own.minor

    def tally(self, line: Line) -> Tally:
        return Tally(self.deals.get(line, 0), Money(self.minor.get(line, 0), self.base))

    def aside(self, line: Line) -> Aside:
        known = self.own.get(line, {})
        return Aside(self.deals.get(line, 0), tuple(Money(known[currency], currency) for currency in sorted(known)))


def roll_up(cells: Iterable[Cell], base: str) -> Columns:
    """The row that the cells add up to."""
    sums = _Sums(cells, base)
    ordered, booked = sums.tally("ordered"), sums.tally("booked")
    commit, best, pipeline = sums.tally("commit"), sums.tally("best"), sums.tally("pipeline")
    won = ordered + booked
    return Columns(
        headline=(won + commit).amount,
        won=won,
        ordered=ordered,
        booked=booked,
        commit=commit,
        best=best,
        pipeline=pipeline,
        omitted=sums.tally("omitted"),
        cumulative=Cumulative(won + commit, won + commit + best, commit + best + pipeline),
        weighted=won.amount + Money(sums.weighted, base),
        unpriced=sums.aside("unpriced"),
        unconverted=sums.aside("unconverted"),
        overdue=sums.aside("overdue"),
        undated=sums.aside("undated"),
        another_period=sums.aside("another_period"),
        won_unpriced=sums.aside("won_unpriced"),
        won_unconverted=sums.aside("won_unconverted"),
        won_undated=sums.aside("won_undated"),
        won_cancelled=sums.aside("won_cancelled"),
    )


def target_of(row: Columns, quota: Money, source: Literal["team", "owners", "owner"]) -> Target:
    """The quota beside a row: gap = quota - won, coverage = open deals of the period / gap."""
    gap = quota - row.won.amount
    coverage = None
    if gap.minor > 0:
        open_amount = row.cumulative.open_pipeline.amount
        coverage = Coverage(_ratio(open_amount.minor, gap.minor), open_amount, "gap", gap)
    return Target(quota, source, gap, quota - row.headline, coverage)


def _ratio(top: int, bottom: int) -> str:
    hundredths = (200 * top + bottom) // (2 * bottom)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Quota:
    """What is to be sold from the day `first` to the day `last`, by one owner or (owner None) by the team."""

    number: int
    owner: str | None
    first: date
    last: date
    amount: Money


def quota_of(quotas: Iterable[Quota], owner: str | None, period: Period) -> Money | None:
    """The quota of one owner (None: the team's own) for a period.

    It is the one set for exactly these days, else the sum of shorter ones that fill them; None where there is neither.
    """
    own = [quota for quota in quotas if quota.owner == owner and quota.first in period and quota.last in period]
    own.sort(key=lambda quota: (quota.first, -quota.last.toordinal()))
    total, next_day = 0, period.first.toordinal()
    for quota in own:
        if quota.first.toordinal() == next_day:
            total += quota.amount.minor
            next_day = quota.last.toordinal() + 1
    return Money(total, own[0].amount.currency) if own and next_day == period.last.toordinal() + 1 else None


def team_quota(quotas: Iterable[Quota], period: Period) -> tuple[Money, Literal["team", "owners"]] | None:
    """The team's quota: the one set without an owner, else the sum of the owners'; with its source."""
    known = tuple(quotas)
    if (own := quota_of(known, None, period)) is not None:
        return own, "team"
    shares = [quota_of(known, owner, period) for owner in sorted({quota.owner for quota in known if quota.owner})]
    amounts = [share for share in shares if share is not None]
    return (sum(amounts[1:], amounts[0]), "owners") if amounts else None


def quotas_for_parts(quotas: Iterable[Quota], period: Period) -> tuple[str | None, ...]:
    """Who (None: the team) has quotas inside a period that do not fill it, so that none of them counts for it.

    Nobody where the team has a quota of its own for the whole period: it counts instead.
    """
    known = tuple(quota for quota in quotas if quota.first in period and quota.last in period)
    if quota_of(known, None, period) is not None:
        return ()
    owners = sorted({quota.owner for quota in known}, key=lambda owner: (owner is not None, owner or ""))
    return tuple(owner for owner in owners if quota_of(known, owner, period) is None)
