"""The deals that close a gap: as few as can be, as likely as can be, and sums that reconcile."""

from __future__ import annotations

from itertools import combinations
from math import isclose, prod
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.domain.closing import (
    LEAST_CHANCE,
    MOST_TRIED,
    Candidate,
    brought,
    fewest,
    indispensable,
    likeliest,
    ranked,
    total,
    way,
)
from tests.services.pipelines import usd


def deal(number: int, minor: int, chance: float) -> Candidate:
    return Candidate(number, usd(minor), chance, usd(int(minor * chance + 0.5)))


def books(most: int, dearest: int = 40) -> Any:
    """Deals with any chance, none and certain ones among them; of small amounts their sums meet."""
    pairs = some.tuples(some.integers(1, dearest), some.sampled_from([0.0, 0.05, 0.1, 0.3, 0.5, 0.9, 1.0]))
    return some.lists(pairs, min_size=1, max_size=most).map(
        lambda found: [deal(number, *pair) for number, pair in enumerate(found, 1)]
    )


def odds(deals: Any) -> float:
    return prod(max(each.chance, LEAST_CHANCE) for each in deals)


def test_a_sure_small_deal_goes_before_a_large_one_that_is_not_likely() -> None:
    deals = [deal(1, 1_000, 0.2), deal(2, 100, 0.9)]
    assert likeliest(usd(100), deals) == (deals[1],)
    assert fewest(usd(100), deals) == (deals[0],)
    assert likeliest(usd(101), deals) == (deals[0],)
    assert likeliest(usd(1_001), deals) == tuple(deals)


def test_it_cannot_be_done_without_the_deals_that_the_rest_does_not_make_up_for() -> None:
    deals = [deal(1, 50, 0.5), deal(2, 30, 0.5), deal(3, 30, 0.5)]
    assert indispensable(usd(60), deals) == frozenset()
    assert indispensable(usd(61), deals) == {1}
    assert indispensable(usd(110), deals) == {1, 2, 3}
    assert indispensable(usd(111), deals) == frozenset()


def test_what_comes_together_counts_up_and_what_is_missing_down() -> None:
    deals = [deal(1, 50, 0.5), deal(2, 30, 0.1)]
    assert [(leg.together.minor, leg.missing.minor) for leg in way(usd(70), deals)] == [(50, 20), (80, -10)]
    assert way(usd(70), []) == ()


@given(books(9), some.integers(1, 200))
@settings(max_examples=60)
def test_no_set_that_closes_the_gap_is_likelier_and_none_is_smaller(deals: list[Candidate], minor: int) -> None:
    gap = usd(minor)
    closing = [
        chosen
        for size in range(1, len(deals) + 1)
        for chosen in combinations(deals, size)
        if total(chosen, "USD").minor >= minor
    ]
    likely, few = likeliest(gap, deals), fewest(gap, deals)
    if not closing:
        assert set(likely) == set(few) == set(deals)
        return
    assert isclose(odds(likely), max(map(odds, closing)), rel_tol=1e-9)
    assert len(few) == min(map(len, closing))


@given(books(MOST_TRIED + 30, 10**13), some.integers(1, 10**14))
@settings(max_examples=40)
def test_a_book_of_any_size_is_covered_with_nothing_to_spare_and_to_the_cent(
    deals: list[Candidate], minor: int
) -> None:
    gap, every = usd(minor), total(deals, "USD")
    for chosen in (likeliest(gap, deals), fewest(gap, deals)):
        assert len(set(chosen)) == len(chosen)
        assert chosen == ranked(chosen)
        legs = way(gap, chosen)
        assert legs[-1].together == total(chosen, "USD")
        assert all(leg.together.minor + leg.missing.minor == minor for leg in legs)
        assert sum(each.expected.minor for each in chosen) == brought(chosen, "USD").minor
        if every.minor < minor:
            assert set(chosen) == set(deals)
        else:
            assert legs[-1].missing.minor <= 0
            spare = -legs[-1].missing.minor
            assert all(each.amount.minor > spare for each in chosen)
    if every.minor >= minor:
        assert indispensable(gap, deals) <= {each.number for each in likeliest(gap, deals)}
        assert indispensable(gap, deals) <= {each.number for each in fewest(gap, deals)}
