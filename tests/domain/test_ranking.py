"""The ranking: more of a reason never puts a line lower, every point has a name, and a weight of 0 silences one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.money import Money
from osp_cli.domain.ranking import LONGEST, WEIGHTS, Factor, LineKind, Weighed, parse_weight, rank, weights
from osp_cli.errors import WrongUsage
from tests.builders import TODAY

days = st.integers(-200, 200).map(lambda n: TODAY + timedelta(days=n))
amounts = st.integers(0, 10**13).map(lambda minor: Money(minor, "USD"))
lines = st.builds(
    Weighed,
    kind=st.sampled_from(get_args(LineKind)),
    due_on=st.none() | days,
    base=st.none() | amounts,
    win_rate=st.integers(0, 100),
    close_on=st.none() | days,
)
own = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.integers(0, 1000), max_size=6)


def points(line: Weighed, weight: dict[str, int]) -> int:
    return rank(line, TODAY, weights(weight)).points


@settings(max_examples=20)
@given(lines, own, st.integers(0, 400))
def test_more_of_a_reason_never_ranks_lower(line: Weighed, weight: dict[str, int], more: int) -> None:
    later: list[Any] = []
    if line.due_on:
        later.append(replace(line, due_on=line.due_on - timedelta(days=more)))
    if line.base:
        later.append(replace(line, base=Money(line.base.minor + more * 10**8, "USD")))
    if line.close_on:
        later.append(replace(line, close_on=line.close_on - timedelta(days=more)))
    later.append(replace(line, win_rate=min(100, line.win_rate + more)))
    assert all(points(each, weight) >= points(line, weight) for each in later)


@settings(max_examples=20)
@given(lines, own)
def test_every_point_has_a_named_reason_and_the_weightiest_stands_first(line: Weighed, weight: dict[str, int]) -> None:
    place = rank(line, TODAY, weights(weight))
    assert sum(reason.points for reason in place.reasons) == place.points
    assert [r.points for r in place.reasons] == sorted((r.points for r in place.reasons), reverse=True)
    for reason in place.reasons:
        counted = min(reason.times, LONGEST) if reason.name == "overdue" else reason.times
        assert reason.points == counted * weights(weight)[reason.name]


def test_days_overdue_are_told_as_they_are_and_only_their_points_have_an_end() -> None:
    long_ago = rank(Weighed("action", TODAY - timedelta(days=287)), TODAY, WEIGHTS)
    overdue = next(reason for reason in long_ago.reasons if reason.name == "overdue")
    assert (overdue.times, overdue.points) == (287, LONGEST * WEIGHTS["overdue"])
    assert long_ago.points == rank(Weighed("action", TODAY - timedelta(days=LONGEST)), TODAY, WEIGHTS).points


def test_every_kind_and_every_factor_has_a_weight() -> None:
    assert set(WEIGHTS) == {*get_args(LineKind), *get_args(Factor)}


def test_what_is_unknown_gives_no_points_and_an_order_long_past_is_as_near_as_one_of_today() -> None:
    bare = Weighed("must", None)
    assert [reason.name for reason in rank(bare, TODAY, WEIGHTS).reasons] == ["must"]
    assert points(replace(bare, close_on=date(2020, 1, 1)), {}) == points(replace(bare, close_on=TODAY), {})
    assert points(replace(bare, close_on=TODAY + timedelta(days=30)), {}) == points(bare, {})


def test_a_thousand_is_the_first_amount_that_counts_whatever_the_currency_has_of_minor_units() -> None:
    bare = Weighed("must", None)
    for money, counts in ((Money(99_999, "USD"), False), (Money(100_000, "USD"), True), (Money(1000, "JPY"), True)):
        assert (points(replace(bare, base=money), {}) > points(bare, {})) == counts


def test_a_weight_of_nothing_silences_a_reason() -> None:
    late = Weighed("payment", TODAY - timedelta(days=9))
    names = [reason.name for reason in rank(late, TODAY, weights({"overdue": 0})).reasons]
    assert names == ["payment"]


@pytest.mark.parametrize(
    ("name", "text"), [("foo", "5"), ("debt", "-1"), ("debt", "1001"), ("debt", "２"), ("debt", "")]
)
def test_a_weight_that_is_none_is_refused(name: str, text: str) -> None:
    with pytest.raises(WrongUsage, match="setting-wrong"):
        parse_weight(name, text)
