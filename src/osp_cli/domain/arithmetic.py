"""The pipeline arithmetic of a territory: from what is missing to the quota to deals, and to meetings in a week.

Source: gap / average deal / win rate, common practice of territory planning; every figure rounded so that it never
flatters.
"""

from __future__ import annotations

from datetime import date

from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What is missing, and what it takes. None is what cannot be said yet.

    `gap` is quota less won; nothing where the quota is reached. Of `ended` deals `won_deals` were won, of which those
    with an amount are worth `average` each. `to_win` deals close the gap, and `to_work` must be worked for that.
    `meetings` were held for each ended deal; `meetings_a_week` that makes in the `weeks` that are left.
    """

    quota: Money | None
    won: Money
    gap: Money | None
    ended: int
    won_deals: int
    average: Money | None
    to_win: int | None
    to_work: int | None
    weeks: int
    meetings: int | None
    meetings_a_week: int | None

    @property
    def win_rate(self) -> int | None:
        """The share of ended deals that were won, in whole percent, rounded down."""
        return 100 * self.won_deals // self.ended if self.ended else None


def weeks_left(period: Period, today: date) -> int:
    """The weeks of a period that have not passed, one that has begun counting whole; none once it is over."""
    days = (period.last - max(today, period.first)).days + 1
    return max(0, -(-days // 7))


def work_out(
    quota: Money | None, won: Money, *, ended: int, won_amounts: tuple[Money, ...], won_deals: int, weeks: int,
    meetings: int | None,
) -> Arithmetic:  # fmt: skip
    """The arithmetic of a territory. `won_amounts` are the amounts of won deals, in the base currency.

    `meetings` is how many there were for each ended deal, rounded up.
    """
    gap = Money(max(0, quota.minor - won.minor), won.currency) if quota and quota.currency == won.currency else None
    total = sum(amount.minor for amount in won_amounts)
    average = Money(total // len(won_amounts), won.currency) if total >= len(won_amounts) > 0 else None
    to_win = -(-gap.minor // average.minor) if gap is not None and average else None
    to_work = -(-to_win * ended // won_deals) if to_win is not None and won_deals else None
    is_known = to_work is not None and meetings is not None and weeks
    return Arithmetic(
        quota, won, gap, ended, won_deals, average, to_win, to_work, weeks, meetings,
        -(-to_work * meetings // weeks) if is_known and to_work is not None and meetings is not None else None,
    )  # fmt: skip
