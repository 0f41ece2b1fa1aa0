"""What a forecast says of a period from what was learned, and how it came to say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from osp_cli.domain.learning.bets import Bet, Bets
from osp_cli.domain.learning.grounds import Grounds, Learnt, grounds_of
from osp_cli.domain.learning.outlook import Model, Row
from osp_cli.domain.learning.outlook import Outlook as RowOutlook
from osp_cli.domain.money import Money
from osp_cli.frozen import dataclass, replace

MOST_RANGES = 40  # so many rows of a grouping get a range of their own: each costs as much as that of all (ours)


@dataclass(frozen=True, slots=True)
class OwnOutlook:
    """What one owner's deals (None: nobody's) will bring on the average: open ones, those not yet created."""

    owner: str | None
    open: Money
    new: Money


@dataclass(frozen=True, slots=True)
class GroupOutlook:
    """What one row of a grouping will bring, and the range of it.

    `expected` = won + open + new. Rows made of owners hold their deals not yet created and a run-rate, and their range
    lies around the blend, as that of all does; in other rows both are None, for nobody knows which account or stage
    those deals will have. `p10` to `p90` are None beyond the rows that bring most.
    """

    name: str | None
    won: Money
    open: Money
    new: Money | None
    expected: Money
    run_rate: Money | None
    p10: Money | None = None
    p50: Money | None = None
    p90: Money | None = None


@dataclass(frozen=True, slots=True)
class LearnedDeal:
    """One open deal: its age in days, how likely it is to be won in the period, and amount x chance.

    `chance` is that of any deal of this age (`by_age`) times the factors of its owner and its stage, at most 1.
    `amount` is what a deal is usually worth where nobody said what this one is (`is_priced` false).
    """

    number: int
    age: int
    by_age: float
    of_owner: float
    of_stage: float
    chance: float
    amount: Money
    is_priced: bool
    expected: Money


@dataclass(frozen=True, slots=True)
class Slip:
    """Of the open deals that are to close in the period: how many there are, the share likely to be open after it."""

    deals: int
    share: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The learned part of a forecast.

    `p10`, `p50`, `p90` are of won in the period, around the blend; `expected` = won + open + new is the model's mean,
    `run_rate` = won + the pace of late, `blend` the mean of both. `gap` is the quota less P50, None without a quota;
    `required_coverage` = 1 / win rate, as decimal text. `deals` are there where it was asked why: those that bring most
    first, their `expected` adds up to `open`. `groups` are the rows of a grouping, where there is one: won, open and
    new add up to those of all to the cent, ranges do not, for not every row has its bad quarter in the same one.
    """

    p10: Money
    p50: Money
    p90: Money
    gap: Money | None
    expected: Money
    won: Money
    open: Money
    new: Money
    run_rate: Money
    blend: Money
    required_coverage: str | None
    slip: Slip | None
    owners: tuple[OwnOutlook, ...]
    grounds: Grounds
    deals: tuple[LearnedDeal, ...] = ()
    groups: tuple[GroupOutlook, ...] = ()


def outlook_of(model: Model, won: Money, learnt: Learnt, *, quota: Money | None, slip: Slip | None) -> Outlook:
    """The outlook beside what is won. Each deal is rounded first, then added up: groups add up to the cent."""
    rows, base = model.rows(), won.currency
    owners = tuple(
        OwnOutlook(owner, Money(row.bets.rounded(), base), Money(round(row.outlook.new), base))
        for owner, row in sorted(rows.items(), key=lambda item: (item[0] is None, item[0] or ""))
    )
    whole = Row.together(rows.values())
    spread = whole.spread(learnt.shock.sigma)
    low, median, high = (won + Money(round(spread.quantile(share)), base) for share in (0.1, 0.5, 0.9))
    still_open, new = _sum((own.open for own in owners), base), _sum((own.new for own in owners), base)
    expected = won + still_open + new
    run_rate = won + Money(round(whole.outlook.run_rate - whole.outlook.won), base)
    return Outlook(
        p10=low,
        p50=median,
        p90=high,
        gap=quota - median if quota is not None else None,
        expected=expected,
        won=won,
        open=still_open,
        new=new,
        run_rate=run_rate,
        blend=Money((expected.minor + run_rate.minor + 1) // 2, base),
        required_coverage=f"{1 / learnt.win_rate.value:.2f}" if learnt.win_rate.value else None,
        slip=slip,
        owners=owners,
        grounds=grounds_of(model, base, learnt, whole.inflow.wins),
    )


def deals_of(model: Model, base: str) -> tuple[LearnedDeal, ...]:
    """Every open deal with a chance, those that bring most first."""
    found = []
    for deal in model.known.open if model.days.end else ():
        bet = Bet(model.worth(deal.amount), model.chance(deal))
        if bet.chance > 0:
            amount, expected = Money(round(bet.amount), base), Money(bet.rounded, base)
            factors = (model.ahead.chance(deal.age), model.factor(deal.owner), model.of_stage(deal.stage))
            is_priced = deal.amount is not None
            found.append(LearnedDeal(deal.number, deal.age, *factors, bet.chance, amount, is_priced, expected=expected))
    return tuple(sorted(found, key=lambda each: (-each.expected.minor, each.number)))


def groups_of_owners(
    model: Model,
    row_of: Callable[[str | None], str | None],
    won: Mapping[str | None, Money],
    base: str,
    sigma: float,
) -> tuple[GroupOutlook, ...]:
    """The rows that owners are gathered into: `row_of` names the row of each, `won` has what is won in each row."""
    gathered: dict[str | None, list[Row]] = {name: [] for name in won}
    for owner, row in model.rows().items():
        gathered.setdefault(row_of(owner), []).append(row)
    found = []
    for name, rows in gathered.items():
        has = won.get(name, Money(0, base))
        still_open = Money(sum(row.bets.rounded() for row in rows), base)
        new = Money(sum(round(row.outlook.new) for row in rows), base)
        pace = Money(sum(round(row.outlook.run_rate - row.outlook.won) for row in rows), base)
        told = GroupOutlook(name, has, still_open, new, has + still_open + new, has + pace)
        found.append((told, Row.together(rows)))
    return _ranged(found, sigma)


def groups_of_deals(
    model: Model, names: Mapping[int, str | None], won: Mapping[str | None, Money], base: str, sigma: float
) -> tuple[GroupOutlook, ...]:
    """The rows that open deals are gathered into: `names` has the row of each deal by its number."""
    gathered: dict[str | None, list[Bet]] = {name: [] for name in won}
    for number, bet in model.chances():
        gathered.setdefault(names.get(number), []).append(bet)
    found = []
    for name, bets in gathered.items():
        has = won.get(name, Money(0, base))
        own = Bets.of(bets)
        still_open, mean = Money(own.rounded(), base), sum(own.means)
        rest = RowOutlook(has.minor, mean, 0.0, has.minor + mean)
        told = GroupOutlook(name, has, still_open, None, has + still_open, None)
        found.append((told, Row(rest, own)))
    return _ranged(found, sigma)


def _ranged(rows: list[tuple[GroupOutlook, Row]], sigma: float) -> tuple[GroupOutlook, ...]:
    """The rows that bring most first, each of those with its range."""
    rows.sort(key=lambda pair: (-pair[0].expected.minor, pair[0].name is None, pair[0].name or ""))
    return tuple(
        _with_range(told, row, sigma) if place < MOST_RANGES else told for place, (told, row) in enumerate(rows)
    )


def _with_range(told: GroupOutlook, row: Row, sigma: float) -> GroupOutlook:
    spread = row.spread(sigma)
    low, median, high = (told.won + Money(round(spread.quantile(q)), told.won.currency) for q in (0.1, 0.5, 0.9))
    return replace(told, p10=low, p50=median, p90=high)


def slip_of(model: Model, created: Iterable[int]) -> Slip | None:
    """How likely the deals of these days, which are to close in the period, are to be open after it; None of none."""
    days = Counter(created)
    deals = days.total()
    stays = sum(model.ahead.stays(model.known.origin - day) * each for day, each in days.items())
    return Slip(deals, stays / deals) if deals else None


def _sum(amounts: Iterable[Money], base: str) -> Money:
    return Money(sum(amount.minor for amount in amounts), base)
