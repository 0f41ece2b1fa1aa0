"""Payback and return, the order of criteria, and how competitors' positions are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.money import Money
from osp_cli.domain.value import (
    BusinessValue,
    DecisionCriterion,
    Rated,
    RivalPosition,
    Stake,
    compared,
    in_order,
    names_in,
    payback_months,
    positions_in,
    positions_text,
    yearly_return,
)
from osp_cli.frozen import replace

AMOUNTS = some.integers(0, 10**12)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@pytest.mark.parametrize(
    ("investment", "benefit", "months", "percent"),
    [
        (180_000_00, 240_000_00, 9, 133),
        (100, 1200, 1, 1200),
        (101, 1200, 2, 1188),  # a cent more than a month brings is not repaid within it
        (0, 500, 0, None),
        (500, 0, None, 0),
        (3, 1, 36, 33),
    ],
)
def test_payback_is_rounded_up_and_return_down(
    investment: int, benefit: int, months: int | None, percent: int | None
) -> None:
    value = BusinessValue(1, "", "X", investment=usd(investment), yearly_benefit=usd(benefit))
    assert (value.payback_months, value.yearly_return) == (months, percent)


@given(AMOUNTS, some.integers(1, 10**12))
def test_the_benefit_of_the_payback_repays_the_investment_and_a_month_less_does_not(
    investment: int, benefit: int
) -> None:
    months = payback_months(usd(investment), usd(benefit))
    assert months is not None
    assert Fraction(benefit * months, 12) >= investment
    assert months == 0 or Fraction(benefit * (months - 1), 12) < investment


@given(some.integers(1, 10**12), AMOUNTS)
def test_the_return_never_says_more_than_comes_back(investment: int, benefit: int) -> None:
    percent = yearly_return(usd(investment), usd(benefit))
    assert percent is not None
    assert percent * investment <= 100 * benefit < (percent + 1) * investment


@given(some.integers(1, 10**9), some.integers(1, 10**9), some.integers(1, 1000))
def test_a_deal_as_many_times_as_large_pays_back_as_fast(investment: int, benefit: int, times: int) -> None:
    small, large = (usd(investment), usd(benefit)), (usd(investment * times), usd(benefit * times))
    assert payback_months(*small) == payback_months(*large)
    assert yearly_return(*small) == yearly_return(*large)


@pytest.mark.parametrize(
    ("investment", "benefit"), [(None, usd(5)), (usd(5), None), (None, None), (usd(5), Money(5, "EUR"))]
)
def test_what_cannot_be_compared_says_nothing(investment: Money | None, benefit: Money | None) -> None:
    assert payback_months(investment, benefit) is None
    assert yearly_return(investment, benefit) is None


def test_a_changed_amount_changes_what_follows_from_it() -> None:
    value = BusinessValue(1, "", "X", investment=usd(1200), yearly_benefit=usd(1200))
    assert replace(value, investment=usd(2400)).payback_months == 24
    with pytest.raises(TypeError):
        replace(value, payback_months=1)


def test_mandatory_criteria_come_first_then_those_of_most_people_then_by_rank() -> None:
    wanted = [
        DecisionCriterion(8, "", "mandatory, of two", is_mandatory=True, whose=("Ada", "Ben"), rank=9),
        DecisionCriterion(5, "", "mandatory, owned, first", is_mandatory=True, whose=("Ada",), rank=1),
        DecisionCriterion(4, "", "mandatory, owned, third", is_mandatory=True, whose=("Ben",), rank=3),
        DecisionCriterion(1, "", "mandatory, owned, unranked", is_mandatory=True, whose=("Ben",)),
        DecisionCriterion(3, "", "mandatory, nobody's", is_mandatory=True, rank=1),
        DecisionCriterion(2, "", "owned", whose=("Ada",), rank=9),
        DecisionCriterion(6, "", "earlier", is_mandatory=False),
        DecisionCriterion(7, "", "later"),
    ]
    for mixed in (wanted, wanted[::-1], wanted[3:] + wanted[:3]):
        assert sorted(mixed, key=in_order) == wanted


def test_those_who_set_store_by_a_criterion_stand_with_it_each_once() -> None:
    criteria = (DecisionCriterion(1, "", "A"), DecisionCriterion(2, "", "B"))
    first, second = compared(criteria, (), (Stake(1, 2, "Ada"), Stake(2, 2, "Ben"), Stake(3, 2, "Ada")))
    assert (first.whose, second.whose) == ((), ("Ada", "Ben"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada", ("Ada",)),
        ("Ada, Ben；林晓梅、ada", ("Ada", "Ben", "林晓梅")),
        ("Sand, Imke", ("Sand, Imke",)),  # known by that very name
        ("Ada; Sand,  imke", ("Ada", "Sand,  imke")),
        (" ; ,", ()),
    ],
)
def test_names_are_parted_but_a_known_one_is_whole(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text, ["Sand, Imke"]) == names


def test_positions_stand_with_their_criterion() -> None:
    criteria = (DecisionCriterion(1, "", "A"), DecisionCriterion(2, "", "B"))
    positions = (RivalPosition(1, 2, "Orbit", "worse"), RivalPosition(2, 2, "Quartz", "unknown"))
    first, second = compared(criteria, positions)
    assert first.theirs == ()
    assert second.theirs == (Rated("Orbit", "worse"), Rated("Quartz", "unknown"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Orbit Data=worse", {"Orbit Data": "worse"}),
        ("Orbit Data = worse, Quartz=same", {"Orbit Data": "worse", "Quartz": "same"}),
        ("Foo, Inc.=better; Bar=?", {"Foo, Inc.": "better", "Bar": "?"}),
        ("石英软件＝更好，轨道=相当", {"石英软件": "更好", "轨道": "相当"}),
        ("better", None),
        ("Orbit=", None),
        ("=same", None),
        ("Orbit=same, ORBIT=worse", None),
        ("Orbit=same nonsense, more", None),
        ("", None),
    ],
)
def test_positions_are_read_whole_or_not_at_all(text: str, told: dict[str, str] | None) -> None:
    assert positions_in(text) == told


NAMES = some.text("abc XYZ.林晓", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(some.dictionaries(NAMES, some.sampled_from(("better", "same")), min_size=1, max_size=4))
def test_positions_that_were_written_are_read_again(told: dict[str, str]) -> None:
    if len({name.casefold() for name in told}) == len(told):
        assert positions_in(positions_text(told)) == {" ".join(name.split(" ")): said for name, said in told.items()}
