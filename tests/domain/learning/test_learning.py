"""What a book teaches: life tables, shrinking, ranges, scores; by example, and on invented books."""

from __future__ import annotations

import random
from datetime import date
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.learning.backtest import quarters_to_replay, replay
from osp_cli.domain.learning.bets import Bet, Bets
from osp_cli.domain.learning.hazards import Ahead, LifeTable, Spans
from osp_cli.domain.learning.known import window_start
from osp_cli.domain.learning.lives import Book, Life
from osp_cli.domain.learning.outlook import Days, Model, Row, alike, joined
from osp_cli.domain.learning.ranges import Inflow, levels, spread_of
from osp_cli.domain.learning.scores import (
    RangeCase,
    area_under_curve,
    score_amounts,
    score_chances,
    score_ranges,
    share_range,
)
from osp_cli.domain.learning.season import MonthEnds, Season, next_month, season_of
from osp_cli.domain.learning.shock import START, Miss, shock_of
from osp_cli.domain.learning.shrinking import Pace, Rate
from tests.domain.learning.books import START as FIRST_DAY
from tests.domain.learning.books import lives, quarters

NEVER = 400


def flat(days: int) -> list[tuple[float, float]]:
    return [(1.0, 1.0)] * days


def spans(left: list[int], is_won: bool | None, entered: int = 0) -> Spans:
    return Spans(is_won, ["A"] * len(left), [entered] * len(left), left)


# --- the life table -------------------------------------------------------------------------------------------------


def test_a_steady_pace_is_learned_as_it_is() -> None:
    # 1,000 deals at risk on each of 70 days, 10 won and 10 lost on each of them.
    ages = [age for age in range(70) for _ in range(10)]
    table = LifeTable([spans(ages, True), spans(ages, False)])
    at_risk = [1400 - 20 * age for age in range(70)]
    week = sum(at_risk[:7])
    assert table.ends == 1400
    assert table.won_rate[0] == pytest.approx(70 / week, rel=0.01)
    assert table.end_rate[0] == pytest.approx(140 / week, rel=0.01)


def test_who_came_later_is_at_risk_from_then_on() -> None:
    early = LifeTable([spans([27] * 10, True)])
    late = LifeTable([spans([27] * 10, True, entered=21)])
    assert sum(early.exposure) == 280
    assert sum(late.exposure) == 70
    assert late.won_rate[3] == pytest.approx(early.won_rate[3], rel=0.2)


def test_a_deal_older_than_any_that_ended_has_next_to_no_chance() -> None:
    ahead = Ahead(LifeTable([spans([30] * 200, True), spans([NEVER] * 200, None)]), flat(90), 0)
    assert ahead.chance(NEVER) < 0.01
    assert ahead.chance(10) > 0.2


def test_no_ends_teach_no_chance() -> None:
    ahead = Ahead(LifeTable([spans([12] * 5, None)]), flat(30), 0)
    assert ahead.chance(12) == 0.0
    assert ahead.ripening() == 0.0


@given(st.integers(0, 10_000), st.integers(0, 300), st.integers(1, 120))
@settings(max_examples=20)
def test_a_chance_is_one_and_grows_with_the_days(seed: int, age: int, days: int) -> None:
    chance = random.Random(seed)
    ages = [chance.randrange(200) for _ in range(chance.randrange(1, 60))]
    table = LifeTable([spans([each], chance.random() < 0.5) for each in ages])
    now, more = (Ahead(table, flat(each), 0).chance(age) for each in (days, days + 30))
    assert 0.0 <= now <= more <= 1.0 + 1e-9
    later = Ahead(table, flat(days + 30), days).chance(age)
    assert now + later == pytest.approx(more)  # this period and the next are the two together


# --- the window and the season ------------------------------------------------------------------------------------


def test_the_window_is_a_quarter_or_as_many_as_hold_enough_ends_and_never_before_the_first() -> None:
    assert window_start(1000, 980, 10) == 1000 - 91
    assert window_start(1000, 800, 10) == 1000 - 3 * 91
    assert window_start(1000, 100, 950) == 951


def test_wins_that_crowd_into_the_last_month_are_learned_over_whole_quarters() -> None:
    months, month = [], date(2025, 1, 1)
    for number in range(14):
        months.append(MonthEnds(month, 100 if month.month % 3 == 0 else 40, 30))
        month = next_month(month) if number else date(2025, 2, 1)
    season = season_of(months, date(2025, 1, 1), date(2026, 2, 14), 1)
    assert season.quarters == 4
    assert season.won[2] > 1.4
    assert season.won[0] < 1
    assert season.other == pytest.approx((1, 1, 1), abs=0.05)
    path = season.path(date(2026, 2, 14), 30, 1)
    assert path[0][0] == season.won[1]
    assert path[-1][0] == season.won[2]


def test_a_quarter_that_is_not_over_or_began_before_the_records_teaches_no_season() -> None:
    months = [MonthEnds(date(2026, 2, 1), 9, 0), MonthEnds(date(2026, 3, 1), 50, 0)]
    assert season_of(months, date(2026, 2, 3), date(2026, 4, 10), 1) == Season()


# --- shrinking ----------------------------------------------------------------------------------------------------


def test_a_rate_without_cases_is_its_prior_and_with_many_its_own() -> None:
    assert Rate(0, 0, 0.3).value == 0.3
    assert Rate(0, 0, 0.3).prior_share == 1
    assert Rate(900, 1000, 0.3).value == pytest.approx(0.894, abs=0.001)


def test_an_owner_of_few_wins_is_hardly_told_apart() -> None:
    assert Pace(0, 3).factor > 0.9
    assert Pace(600, 300).factor > 1.8


# --- ranges -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sigma", [0.0, 0.1, 0.5, 1.0])
def test_the_shared_level_is_one_on_the_average(sigma: float) -> None:
    strata = levels(sigma)
    mean = sum(level for level, _ in strata) / len(strata)
    square = sum(variance + level * level for level, variance in strata) / len(strata)
    assert mean == pytest.approx(1, abs=1e-6)
    assert square == pytest.approx(exp(sigma * sigma), rel=1e-4)


@given(
    st.lists(st.tuples(st.floats(100, 1e9), st.floats(0, 1)), max_size=40),
    st.floats(0, 30),
    st.lists(st.floats(100, 1e9), min_size=1, max_size=12),
    st.floats(0, 0.6),
)
@settings(max_examples=20, deadline=None)
def test_a_range_keeps_the_mean_and_is_whole(
    deals: list[tuple[float, float]], wins: float, amounts: list[float], sigma: float
) -> None:
    bets = Bets.of(Bet(amount, chance) for amount, chance in deals)
    spread = spread_of(bets, Inflow(wins, tuple(amounts)), sigma)
    assert sum(spread.masses) == pytest.approx(1)
    assert spread.quantile(0.1) <= spread.quantile(0.5) <= spread.quantile(0.9)
    if all(bet.chance < 0.3 for bet in bets):  # a chance times the level is cut at 1
        mean = sum(bet.amount * bet.chance for bet in bets) + wins * sum(amounts) / len(amounts)
        assert spread.mean == pytest.approx(mean, rel=0.05, abs=spread.step)


def test_one_large_deal_is_won_or_not_and_nothing_between() -> None:
    spread = spread_of(Bets([1_000_000], [0.4]), Inflow(0.0), 0.0)
    assert spread.quantile(0.5) < 50_000
    assert spread.quantile(0.9) > 950_000
    assert spread.below(500_000) == pytest.approx(0.6, abs=0.01)


def test_ranges_agree_with_draws() -> None:
    chance = random.Random(5)
    bets = Bets.of(Bet(chance.lognormvariate(9, 1), chance.random() / 2) for _ in range(25))
    spread = spread_of(bets, Inflow(2.0, (5000.0, 9000.0, 30_000.0)), 0.3)
    totals = []
    for _ in range(3000):
        level = exp(chance.gauss(0, 0.3) - 0.045)
        total, rest = 0.0, chance.expovariate(1)
        while rest < 2.0 * level:
            total, rest = total + chance.choice((5000.0, 9000.0, 30_000.0)), rest + chance.expovariate(1)
        totals.append(total + sum(bet.amount for bet in bets if chance.random() < bet.chance * level))
    totals.sort()
    for share in (0.1, 0.5, 0.9):
        assert spread.quantile(share) == pytest.approx(totals[int(share * 3000)], rel=0.08)


def test_joining_inflows_keeps_wins_and_mean() -> None:
    parts = [Inflow(3.0, (10.0, 20.0)), Inflow(1.0, (100.0,)), Inflow(0.0)]
    whole = joined(parts)
    assert whole.wins == pytest.approx(4)
    assert whole.mean == pytest.approx(sum(part.mean for part in parts))
    assert joined([]).wins == 0
    assert sum(alike([float(n) for n in range(100)])) / 12 == pytest.approx(49.5, rel=0.02)


# --- the shock and the scores -------------------------------------------------------------------------------------


def test_the_shock_starts_wide_and_learns_what_chances_did_not_foresee() -> None:
    assert shock_of([]).sigma == START
    right = [Miss(100.0, 100.0, 25.0)] * 40
    wrong = [Miss(100.0, 160.0, 25.0), Miss(100.0, 40.0, 25.0)] * 20
    assert shock_of(right).sigma < 0.15
    assert shock_of(wrong).sigma == pytest.approx(0.6, abs=0.05)
    assert shock_of([Miss(100.0, 100.0, 25.0)]).sigma > 0.3  # one quarter proves little


def test_scores_by_example() -> None:
    amounts = score_amounts([(110.0, 100.0), (80.0, 100.0), (5.0, 0.0)])
    assert (amounts.cases, amounts.mape, amounts.bias) == (2, pytest.approx(0.15), pytest.approx(-0.05))
    assert amounts.wape == pytest.approx(35 / 200)
    chances = score_chances([(0.9, True), (0.1, False), (0.6, True), (0.4, False)])
    assert chances is not None
    assert chances.auc == 1
    assert chances.brier == pytest.approx((0.01 + 0.01 + 0.16 + 0.16) / 4)
    assert chances.base_brier == 0.25
    ranges = score_ranges([RangeCase(0, 10, 1, 5), RangeCase(0, 10, 3, 15)])
    assert ranges is not None
    assert (ranges.coverage, ranges.crps) == (0.5, 4 / 20)
    assert score_chances([]) is None
    assert score_ranges([]) is None
    assert score_amounts([]).wape is None


def test_ties_count_half() -> None:
    assert area_under_curve([(0.5, True), (0.5, False)]) == 0.5
    assert area_under_curve([(0.5, True)]) is None
    low, high = share_range(3, 10)
    assert 0 < low < 0.3 < high < 1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
@settings(max_examples=20)
def test_no_score_is_outside_its_bounds(pairs: list[tuple[float, bool]]) -> None:
    score = score_chances(pairs)
    assert score is not None
    assert 0 <= score.brier <= 1
    assert score.auc is None or 0 <= score.auc <= 1
    assert sum(each.cases for each in score.reliability) == len(pairs)


# --- whole books --------------------------------------------------------------------------------------------------


def test_what_is_known_holds_nothing_of_later_days() -> None:
    book = lives(3, days=500)
    origin = FIRST_DAY + 300
    # Everything of the day itself and after it happens otherwise: what was known then must not change by it.
    otherwise = [
        Life(life.created, None, False, life.amount, 0.0, life.owner)
        if life.ended is not None and life.ended >= origin
        else life
        for life in book
        if life.created < origin
    ]
    first = origin - 40
    assert Book(book).known(origin, first, first + 91) == Book(otherwise).known(origin, first, first + 91)


@pytest.mark.parametrize(
    "shape",
    [{"rush": 3.0}, {"cycle": 200.0, "a_day": 1.0}, {"owners": 1, "a_day": 0.5}, {"forgotten": 0.5}],
    ids=["rush", "slow", "one owner", "forgotten"],
)
def test_on_any_book_the_method_beats_the_naive_sum_and_its_ranges_hold(shape: dict[str, float]) -> None:
    book = Book(lives(7, days=580, **shape))  # type: ignore[arg-type]
    result = replay(book, quarters_to_replay(book, quarters(book), 20), 1)
    scores = {method.method: method.score for method in result.methods}
    blend, naive = scores["blend"].mape, scores["base_rate"].mape
    assert blend is not None
    assert naive is not None
    assert blend < naive / 2
    assert result.chances is not None
    assert result.chances.brier < result.chances.base_brier + 0.002
    covered = [day.ranges.coverage for day in result.days if day.ranges]
    assert 0.6 < sum(covered) / len(covered) <= 1


@pytest.mark.parametrize("a_day", [0.0001, 0.02, 0.06])
def test_a_small_book_is_replayed_as_far_as_it_goes(a_day: float) -> None:
    book = Book(lives(11, a_day=a_day, days=700))
    result = replay(book, quarters_to_replay(book, quarters(book), 1), 1)
    assert result.origins == len(result.quarters) * 13
    assert result.ends == len(book.by_ended)


def test_deals_without_amounts_are_worth_what_deals_bring() -> None:
    bare = [Life(life.created, life.ended, life.is_won, None, life.won, life.owner) for life in lives(5, days=400)]
    origin = FIRST_DAY + 400
    known = Book(bare).known(origin, origin, origin + 91)
    row = Row.together(Model(known, Days.of(origin, origin, origin + 90)).rows().values())
    assert row.outlook.open > 0
    assert row.spread(0.3).quantile(0.9) > row.outlook.open / 4


def test_a_period_that_is_over_has_nothing_open() -> None:
    origin = FIRST_DAY + 400
    known = Book(lives(5, days=400)).known(origin, origin - 120, origin - 29)
    row = Row.together(Model(known, Days.of(origin, origin - 120, origin - 30)).rows().values())
    assert row.outlook.rest == 0
    assert row.outlook.blend == row.outlook.won > 0
    assert row.spread(0.5).quantile(0.9) == 0
    assert row.spread(0.5).crps(100.0) == 100.0


@st.composite
def any_lives(draw: st.DrawFn) -> list[Life]:
    """Books of every kind: nobody's deals, none won, none open, without amounts, ended on the day they began."""
    found = []
    for _ in range(draw(st.integers(0, 12))):
        created = FIRST_DAY + draw(st.integers(0, 500))
        ended = draw(st.one_of(st.none(), st.integers(created, created + 500)))
        is_won = ended is not None and draw(st.booleans())
        amount = draw(st.one_of(st.none(), st.floats(0, 1e15)))
        owner = draw(st.sampled_from(["A", "B", None]))
        found.append(Life(created, ended, is_won, amount, draw(st.floats(0, 1e15)) if is_won else 0.0, owner))
    return found


@given(any_lives(), st.integers(0, 900), st.integers(-100, 200), st.integers(1, 400))
@settings(max_examples=20, deadline=None)
def test_no_book_is_too_odd(book: list[Life], day: int, begins: int, length: int) -> None:
    origin, first = FIRST_DAY + day, FIRST_DAY + day + begins
    known = Book(book).known(origin, first, first + length)
    rows = Model(known, Days.of(origin, first, first + length - 1)).rows()
    whole = Row.together(rows.values())
    low, middle, high = (whole.spread(0.5).quantile(share) for share in (0.1, 0.5, 0.9))
    assert 0 <= low <= middle <= high
    assert whole.outlook.open == pytest.approx(sum(row.outlook.open for row in rows.values()))
    assert whole.inflow.mean == pytest.approx(whole.outlook.new, rel=1e-6, abs=1e-3)


@given(any_lives())
@settings(max_examples=10, deadline=None)
def test_no_book_is_too_odd_to_be_replayed(book: list[Life]) -> None:
    lives_of = Book(book)
    result = replay(lives_of, quarters_to_replay(lives_of, quarters(lives_of), 1)[:2], 1)
    assert all(method.score.cases <= result.origins for method in result.methods)
