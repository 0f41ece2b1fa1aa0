"""From the quota to the meetings of a week, rounded so that it never flatters; what cannot be said stays unsaid."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.arithmetic import Arithmetic, Pace, WinRate, days_left, weeks_left, win_rate, work_out
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.money import Money
from osp_cli.domain.periods import quarter_of
from osp_cli.services.white_space import Grid, grid_of

NONE = Money(0, "USD")


def usd(amount: int) -> Money:
    return Money(amount * 100, "USD")


def pace(won: Money, recent: Money = NONE, left: int = 30) -> Pace:
    return Pace(won, recent, 91, left)


def rate(won: int, ended: int) -> WinRate:
    return win_rate((won, ended), won / ended, ended, 20)


def test_the_way_from_the_gap_to_the_meetings() -> None:
    found = work_out(
        usd(500_000), pace(usd(100_000), usd(182_000)), rate(3, 8), won_amounts=(usd(90_000), usd(110_000)), weeks=6,
        meetings=4,
    )  # fmt: skip
    assert found.gap == usd(400_000)
    assert found.pace.run_rate == usd(160_000)
    assert found.pace_gap == usd(340_000)
    assert found.average == usd(100_000)
    assert (found.to_win, found.to_work, found.meetings_a_week) == (4, 11, 8)
    assert found.least is not None
    assert found.most is not None
    assert found.least < 11 < found.most


def test_a_rate_from_few_deals_has_a_wide_range_and_says_that_they_are_few() -> None:
    few, many = win_rate((1, 1), 0.4, 11, 20), win_rate((40, 100), 0.4, 110, 20)
    assert (few.is_thin, many.is_thin) == (True, False)
    assert few.low < many.low < 0.4 < many.high < few.high
    assert few.percents == (40, 23, 59)
    sure = win_rate((5, 5), 1.0, 5, 20)
    assert sure.percents[1] < 100 == sure.percents[2]


def bare(rate: WinRate | None, quota: Money | None = None, won: Money = NONE, **more: object) -> Arithmetic:
    return work_out(quota, pace(won), rate, **{"won_amounts": (), "weeks": 6, "meetings": None, **more})  # type: ignore[arg-type]


def test_what_cannot_be_said_stays_unsaid() -> None:
    nothing = bare(None)
    assert (nothing.gap, nothing.average, nothing.to_win, nothing.to_work, nothing.meetings_a_week) == (None,) * 5
    no_amount = bare(rate(0, 4), usd(1), weeks=0, meetings=2)
    assert (no_amount.to_win, no_amount.to_work, no_amount.meetings_a_week) == (None, None, None)
    lost = bare(rate(0, 4), usd(1), won_amounts=(usd(1),))
    assert (lost.to_win, lost.to_work, lost.most) == (1, None, None)
    assert bare(rate(1, 1), Money(1, "EUR"), won_amounts=(usd(1),)).gap is None
    reached = bare(rate(1, 1), usd(1), usd(2), won_amounts=(usd(1),), weeks=1, meetings=1)
    assert (reached.gap, reached.to_win, reached.meetings_a_week) == (NONE, 0, 0)


def test_a_week_that_has_begun_counts_whole() -> None:
    quarter = quarter_of(date(2026, 11, 24))
    assert weeks_left(quarter, date(2026, 12, 31)) == 1
    assert weeks_left(quarter, date(2026, 12, 24)) == 2
    assert weeks_left(quarter, date(2027, 1, 1)) == 0
    assert weeks_left(quarter, date(2026, 1, 1)) == 14
    assert days_left(quarter, date(2026, 12, 31)) == 1
    assert days_left(quarter, date(2027, 1, 1)) == 0


@given(
    quota=some.integers(1, 10**7), won=some.integers(0, 10**7), ended=some.integers(1, 200),
    share=some.integers(1, 200),
    amount=some.integers(1, 10**6), weeks=some.integers(1, 13), meetings=some.integers(1, 30),
)  # fmt: skip
def test_so_many_deals_and_meetings_are_enough(
    quota: int, won: int, ended: int, share: int, amount: int, weeks: int, meetings: int
) -> None:
    won_deals = min(share, ended)
    found = work_out(
        usd(quota), pace(usd(won)), rate(won_deals, ended), won_amounts=(usd(amount),) * won_deals, weeks=weeks,
        meetings=meetings,
    )  # fmt: skip
    assert found.gap is not None
    assert found.to_win is not None
    assert found.to_work is not None
    assert found.meetings_a_week is not None
    assert found.to_win * amount * 100 >= found.gap.minor
    assert found.to_work * won_deals >= found.to_win * ended
    assert found.meetings_a_week * weeks >= found.to_work * meetings


def test_the_grid_has_a_row_for_each_part_and_what_is_not_named_last() -> None:
    def idea(number: int, unit: str | None, offer: str | None, kind: str = "white-space") -> FollowUp:
        return FollowUp(number, "U", f"idea {number}", kind=kind, unit=unit, offer=offer)  # type: ignore[arg-type]

    grid = grid_of(
        [idea(1, None, "ERP"), idea(2, "Finance", "ERP"), idea(3, "finance", None), idea(4, "X", "Y", "visit")]
    )
    assert grid.offers == ("ERP", None)
    assert [row.unit for row in grid.rows] == ["finance", None]
    assert [[len(cell) for cell in row.cells] for row in grid.rows] == [[1, 1], [1, 0]]
    assert grid_of([]) == Grid((), ())
