"""The funnel by example: what became of a deal at each stage, and figures that say from how many cases they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.funnel import (
    ROTTING_AFTER,
    Step,
    age_class,
    days,
    fates_in,
    limit_of,
    outcomes,
    share,
    stays_in,
    trip,
)
from osp_cli.domain.opportunity import Status
from osp_cli.domain.periods import quarter_of

DAY = date(2026, 10, 5)
Q4, Q3 = quarter_of(DAY), quarter_of(date(2026, 9, 1))


def step(kind: str, rank: int, after: int, status: Status = "open") -> Step:
    return Step(kind, rank, status, DAY + timedelta(days=after))


def test_a_deal_that_skips_stages_went_on_from_each_and_stayed_at_the_first() -> None:
    way = trip([step("create", 0, 0), step("override", 4, 9)])
    assert {rank: fate for rank, (fate, _) in way.fates.items()} == dict.fromkeys(range(4), "advanced")
    assert [(rank, length) for rank, length, _ in way.stays] == [(0, 9)]
    assert (way.at, way.is_exact) == (DAY + timedelta(days=9), True)


def test_a_deal_that_ended_ended_at_its_stage_until_it_is_reopened() -> None:
    ended = [step("create", 0, 0), step("advance", 1, 3), step("end", 1, 8, "lost")]
    assert trip(ended).fates[1] == ("ended", DAY + timedelta(days=8))
    assert trip([*ended, step("reopen", 1, 20)]).fates.keys() == {0}
    won = trip([*ended, step("reopen", 1, 20), step("advance", 8, 30, "won")])
    assert won.fates[1] == ("advanced", DAY + timedelta(days=30))
    assert [length for rank, length, _ in won.stays if rank == 1] == [5, 10]  # not the twelve days it was lost


def test_a_stage_that_was_left_twice_counts_as_it_was_left_last() -> None:
    back = [step("create", 0, 0), step("advance", 2, 3), step("retreat", 0, 5), step("end", 0, 7, "withdrawn")]
    assert {rank: fate for rank, (fate, _) in trip(back).fates.items()} == {0: "ended", 1: "advanced"}


def test_what_an_import_brought_has_no_stay_before_and_goes_on_from_there() -> None:
    way = trip([step("import", 4, 0), step("advance", 5, 6), step("advance", 6, 8)])
    assert way.fates.keys() == {4, 5}
    assert [(rank, length) for rank, length, _ in way.stays] == [(5, 2)]
    assert trip([step("import", 4, 0, "lost")]).fates == {}
    assert not trip([step("import", 4, 0)]).is_exact


def test_only_what_happened_in_the_period_counts() -> None:
    ways = [
        trip([step("create", 0, 0), step("advance", 1, 9)]),
        trip([step("create", 0, 0), step("end", 0, 2, "lost")]),
    ]
    assert (fates_in(ways, 0, Q4).count, fates_in(ways, 0, Q4).n) == (1, 2)
    assert (fates_in(ways, 0, Q3).n, fates_in(ways, 0, Q3).percent) == (0, None)
    assert (stays_in(ways, 0, None).n, stays_in(ways, 0, Q3).n) == (2, 0)


@pytest.mark.parametrize(
    ("cases", "median", "p80"), [([7], 7, 7), ([1, 2], 1, 2), ([5, 1, 3], 3, 5), (list(range(1, 11)), 5, 8)]
)
def test_the_median_and_the_days_within_which_four_of_five_were_done(cases: list[int], median: int, p80: int) -> None:
    assert (days(cases).median, days(cases).p80) == (median, p80)


@given(some.lists(some.integers(0, 500), min_size=1))
def test_four_of_five_were_done_within_the_80th_percentile(cases: list[int]) -> None:
    found = days(cases)
    assert found.median is not None
    assert found.p80 is not None
    assert sum(case <= found.p80 for case in cases) * 5 >= len(cases) * 4
    assert sum(case < found.p80 for case in cases) * 5 < len(cases) * 4
    assert found.median <= found.p80


def test_shares_are_rounded_half_up_and_few_cases_are_marked() -> None:
    assert (share(1, 8).percent, share(1, 8).is_small) == (13, True)
    assert (share(0, 0).percent, share(5, 10).is_small) == (None, False)


def test_the_limit_is_as_set_else_learned_else_ours() -> None:
    enough = days(range(1, 11))
    assert limit_of(20, enough, 10, 45) == (20, "setting")
    assert limit_of(None, enough, 10, 45) == (8, "history")
    assert limit_of(None, enough, 11, 45) == (45, "default")
    assert limit_of(None, days([1, 2]), 10, None) == (ROTTING_AFTER, "default")
    assert limit_of(None, days([0] * 10), 10, 45) == (1, "history")


def test_outcomes_come_with_the_most_frequent_first_and_none_is_a_group() -> None:
    rows = outcomes([("web", "won"), (None, "lost"), ("web", "cancelled"), ("fair", "won")])
    assert [(row.name, row.won, row.lost, row.cancelled, row.win_rate.n) for row in rows] == [
        ("web", 1, 0, 1, 2),
        ("fair", 1, 0, 0, 1),
        (None, 0, 1, 0, 1),
    ]


def test_an_age_on_a_limit_belongs_to_the_younger_class() -> None:
    assert [age_class(age) for age in (0, 30, 31, 365, 366)] == [0, 0, 1, 4, 5]
