"""What an outlook rests on: how many cases are behind each learned rate, and how much of it is where all start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from osp_cli.domain.learning.outlook import Model
from osp_cli.domain.learning.shock import Shock
from osp_cli.domain.learning.shrinking import Rate
from osp_cli.domain.money import Money
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learned beside the life table: the shock, the win rate of all ended deals, and that of each stage."""

    shock: Shock
    win_rate: Rate
    stages: Mapping[str, Rate]


@dataclass(frozen=True, slots=True)
class StageGround:
    """The learned win rate of a stage: of `ended` deals that stood at it `won` were won.

    `prior_share` of the rate is the pool's; `factor` is what the chances of deals at the stage are multiplied by.
    """

    stage: str
    ended: float
    won: float
    rate: float
    prior_share: float
    factor: float


@dataclass(frozen=True, slots=True)
class OwnerGround:
    """The learned pace of an owner (None: of nobody's deals): `wins` came where `expected` would at the pace of all.

    `factor` is what the chances of the owner's deals are multiplied by, `prior_share` of it is 1, where all start.
    """

    owner: str | None
    wins: float
    expected: float
    factor: float
    prior_share: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an outlook rests on.

    `window` deals ended since the day `since` taught the life table; `season` is how much likelier a win is on a day
    of the first, second and third month of a quarter (learned over `season_quarters`); `sigma` is the shock, learned
    from `sigma_cases` quarters, `sigma_prior_share` of it the value from which everybody starts. `win_rate` is that of
    all ended deals, drawn to the method's. `unpriced` open deals have no amount and count as `typical` each. Of the
    `created` deals of the last `created_days` days as many more are expected on each of the `days_ahead` days until the
    period ends, of which `new_wins` are won in it. `recent` was won in the last `pace_days` days, the same pace goes on
    for the `days_left` of the period. `stages` is empty where no ended deal tells where it stood.
    """

    since: date
    window: int
    open: int
    unpriced: int
    typical: Money
    created: int
    created_days: int
    days_ahead: int
    new_wins: float
    recent: Money
    pace_days: int
    days_left: int
    season: tuple[float, float, float]
    season_quarters: int
    sigma: float
    sigma_cases: int
    sigma_prior_share: float
    win_rate: float
    win_rate_prior_share: float
    stages: tuple[StageGround, ...]
    owners: tuple[OwnerGround, ...]


def grounds_of(model: Model, base: str, learnt: Learnt, new_wins: float) -> Grounds:
    """What the outlook of a model rests on; `new_wins` are expected of deals not yet created."""
    known, deals = model.known, model.known.deals
    return Grounds(
        since=model.since,
        window=model.table.ends,
        open=len(deals.numbers),
        unpriced=deals.amounts.count(None),
        typical=Money(round(known.typical), base),
        created=sum(len(amounts) for amounts in known.created.values()),
        created_days=known.inflow_days,
        days_ahead=model.days.end,
        new_wins=new_wins,
        recent=Money(round(sum(known.recent.values())), base),
        pace_days=known.pace_days,
        days_left=model.days.end - model.days.begin,
        season=known.season.won,
        season_quarters=known.season.quarters,
        sigma=learnt.shock.sigma,
        sigma_cases=learnt.shock.cases,
        sigma_prior_share=learnt.shock.prior_share,
        win_rate=learnt.win_rate.value,
        win_rate_prior_share=learnt.win_rate.prior_share,
        stages=_stages(model, learnt.stages),
        owners=_owners(model),
    )


def _stages(model: Model, rates: Mapping[str, Rate]) -> tuple[StageGround, ...]:
    return tuple(
        StageGround(stage, rate.cases, rate.hits, rate.value, rate.prior_share, model.of_stage(stage))
        for stage, rate in rates.items()
        if stage in model.stages
    )


def _owners(model: Model) -> tuple[OwnerGround, ...]:
    """The owners whose deals taught the table, those with the most wins first."""
    found = (
        OwnerGround(owner, pace.wins, pace.expected, pace.factor, pace.prior_share)
        for owner, pace in model.paces.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.wins, each.owner is None, each.owner or "")))
