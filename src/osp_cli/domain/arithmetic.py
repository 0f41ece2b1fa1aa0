"""The pipeline arithmetic of a territory: from what is missing to the quota to deals, and to meetings in a week.

Source: gap / average deal / win rate, common practice of territory planning; every figure rounded so that it never
flatters.
"""

from __future__ import annotations

from datetime import date
from math import ceil, sqrt

from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass

FOUR_OF_FIVE = 1.2816  # standard deviations on either side that hold 80 % of a normal distribution
_TINY = 1e-9  # what a computer's fractions may be off by


@dataclass(frozen=True, slots=True)
class WinRate:
    """The share of deals to plan with: of `ended` own ones `won` were won, drawn toward what the whole book says.

    It is drawn as the rates of forecasts are, so that one deal won is no certainty. In four of five cases the share
    lies from `low` to `high` (Wilson's interval). `is_thin`: of fewer own deals than a forecast asks for (`minimum`).
    """

    won: int
    ended: int
    minimum: int
    share: float
    low: float
    high: float

    @property
    def is_thin(self) -> bool:
        """Whether it rests on few deals of one's own."""
        return self.ended < self.minimum

    @property
    def percents(self) -> tuple[int, int, int]:
        """The share and its range in whole percent, rounded down."""
        share, low, high = (int(100 * value + _TINY) for value in (self.share, self.low, self.high))
        return share, low, high


def win_rate(own: tuple[int, int], share: float, cases: float, minimum: int) -> WinRate:
    """The rate of an owner who has so many (won, ended) deals, where the share drawn from `cases` cases is this."""
    z = FOUR_OF_FIVE
    middle = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z / (1 + z * z / cases) * sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases))
    return WinRate(*own, minimum, share, max(middle - half, 0.0), min(middle + half, 1.0))


@dataclass(frozen=True, slots=True)
class Pace:
    """What was won so far in a period, and in the last `days` days; `left` days of the period are still to come."""

    won: Money
    recent: Money
    days: int
    left: int

    @property
    def run_rate(self) -> Money:
        """What the period brings if the pace of late goes on, rounded down."""
        return self.won + Money(self.recent.minor * self.left // self.days, self.won.currency)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What is missing, and what it takes. None is what cannot be said yet.

    `gap` is quota less won, `pace_gap` quota less run-rate; nothing where the quota is reached. The last deals won with
    an amount are worth `average` each. `to_win` deals close the gap, and `to_work` must be worked for that: `least` to
    `most` in the range of the win rate. `meetings` were held for each ended deal; `meetings_a_week` that makes in the
    `weeks` that are left.
    """

    quota: Money | None
    pace: Pace
    rate: WinRate | None
    gap: Money | None
    pace_gap: Money | None
    average: Money | None
    to_win: int | None
    to_work: int | None
    least: int | None
    most: int | None
    weeks: int
    meetings: int | None
    meetings_a_week: int | None


def weeks_left(period: Period, today: date) -> int:
    """The weeks of a period that have not passed, one that has begun counting whole; none once it is over."""
    return max(0, -(-days_left(period, today) // 7))


def days_left(period: Period, today: date) -> int:
    """The days of a period that have not passed, with today; none once it is over."""
    return max(0, (period.last - max(today, period.first)).days + 1)


def work_out(
    quota: Money | None,
    pace: Pace,
    rate: WinRate | None,
    *,
    won_amounts: tuple[Money, ...],
    weeks: int,
    meetings: int | None,
) -> Arithmetic:
    """The arithmetic of a territory. `won_amounts` are the amounts of won deals, in the base currency.

    `meetings` is how many there were for each ended deal, rounded up.
    """
    total = sum(amount.minor for amount in won_amounts)
    currency = pace.won.currency
    average = Money(total // len(won_amounts), currency) if total >= len(won_amounts) > 0 else None
    gap = _missing(quota, pace.won)
    to_win = -(-gap.minor // average.minor) if gap is not None and average else None
    shares = (rate.share, rate.high, rate.low) if rate else (None, None, None)
    to_work, least, most = (_deals_for(to_win, each) for each in shares)
    is_known = to_work is not None and meetings is not None and weeks
    return Arithmetic(
        quota, pace, rate, gap, _missing(quota, pace.run_rate), average, to_win, to_work, least, most, weeks, meetings,
        -(-to_work * meetings // weeks) if is_known and to_work is not None and meetings is not None else None,
    )  # fmt: skip


def _deals_for(wins: int | None, share: float | None) -> int | None:
    """How many deals bring so many wins."""
    return ceil(wins / share - _TINY) if wins is not None and share else None


def _missing(quota: Money | None, reached: Money) -> Money | None:
    """What is missing to the quota; None without one, or where it is in another currency."""
    if quota is None or quota.currency != reached.currency:
        return None
    return Money(max(0, quota.minor - reached.minor), reached.currency)
