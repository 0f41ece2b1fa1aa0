"""From the quota to the meetings of a week, rounded so that it never flatters; what cannot be said stays unsaid."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.arithmetic import weeks_left, work_out
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.money import Money
from osp_cli.domain.periods import quarter_of
from osp_cli.services.white_space import Grid, grid_of

NONE = Money(0, "USD")


def usd(amount: int) -> Money:
    return Money(amount * 100, "USD")


def test_the_way_from_the_gap_to_the_meetings() -> None:
    found = work_out(
        usd(500_000), usd(100_000), ended=8, won_deals=3, won_amounts=(usd(90_000), usd(110_000)), weeks=6, meetings=4
    )
    assert found.gap == usd(400_000)
    assert found.average == usd(100_000)
    assert found.win_rate == 37
    assert (found.to_win, found.to_work, found.meetings_a_week) == (4, 11, 8)


def test_what_cannot_be_said_stays_unsaid() -> None:
    bare = work_out(None, NONE, ended=0, won_deals=0, won_amounts=(), weeks=6, meetings=None)
    assert (bare.gap, bare.win_rate, bare.average, bare.to_win, bare.to_work, bare.meetings_a_week) == (None,) * 6
    lost = work_out(usd(1), NONE, ended=4, won_deals=0, won_amounts=(), weeks=0, meetings=2)
    assert (lost.win_rate, lost.to_win, lost.to_work, lost.meetings_a_week) == (0, None, None, None)
    foreign = work_out(Money(1, "EUR"), NONE, ended=1, won_deals=1, won_amounts=(usd(1),), weeks=1, meetings=1)
    assert foreign.gap is None
    reached = work_out(usd(1), usd(2), ended=1, won_deals=1, won_amounts=(usd(1),), weeks=1, meetings=1)
    assert (reached.gap, reached.to_win, reached.meetings_a_week) == (NONE, 0, 0)


def test_a_week_that_has_begun_counts_whole() -> None:
    quarter = quarter_of(date(2026, 11, 24))
    assert weeks_left(quarter, date(2026, 12, 31)) == 1
    assert weeks_left(quarter, date(2026, 12, 24)) == 2
    assert weeks_left(quarter, date(2027, 1, 1)) == 0
    assert weeks_left(quarter, date(2026, 1, 1)) == 14


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
        usd(quota), usd(won), ended=ended, won_deals=won_deals, won_amounts=(usd(amount),) * won_deals, weeks=weeks,
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
