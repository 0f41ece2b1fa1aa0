"""What is added up in columns and in strides is what the plain way gives: deal by deal, day by day."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.learning.bets import Bet, Bets, Sums
from osp_cli.domain.learning.lives import Book
from osp_cli.domain.learning.outlook import Days, Model
from osp_cli.domain.learning.ranges import DULL, LARGEST
from tests.domain.learning.books import START, lives
from tests.domain.learning.plain import PlainTable, moments

STAGES = {"1": 0.5, "2": 1.7}
TINY = 1e-290  # what is less is lost when it is squared


@given(
    seed=st.integers(0, 10_000),
    age=st.integers(60, 500),
    cycle=st.sampled_from((9.0, 60.0, 200.0)),
    first=st.integers(-91, 120),
    length=st.sampled_from((30, 91, 365)),
)
@settings(max_examples=15, deadline=None)
def test_every_chance_is_that_of_the_plain_way(seed: int, age: int, cycle: float, first: int, length: int) -> None:
    chance = random.Random(seed)
    book = Book(lives(seed, days=age, a_day=0.4, cycle=cycle, owners=3, rush=2.0))
    origin = START + age - chance.randrange(30)
    days = Days.of(origin, origin + first, origin + first + length)
    known = book.known(origin, origin + first, origin + first + length + 1)
    model = Model(known, days, 1, STAGES)
    table = PlainTable(book.by_created, known.start, origin)
    path = known.season.path(date.fromordinal(origin), days.end, 1)
    assert (model.table.width, model.table.won_rate) == (table.width, pytest.approx(tuple(table.win)))
    factors = {owner: table.factor(owner) for owner in {each[0] for each in table.seen}}
    brought: dict[str | None, float] = {}
    for deal in known.open:
        won, stays = table.walk(deal.age, path, days.begin)
        likely = min(1.0, won * factors[deal.owner])
        assert model.chance(deal) == pytest.approx(likely, abs=1e-12)
        assert model.ahead.stays(deal.age) == pytest.approx(stays, abs=1e-12)
        amount = known.typical if deal.amount is None else deal.amount
        brought[deal.owner] = brought.get(deal.owner, 0.0) + amount * likely
    rows = model.rows()
    for owner, mean in brought.items():
        assert (rows[owner].outlook.open if owner in rows else 0) == pytest.approx(mean)
    ripening = sum(table.walk(0, path[day:], max(0, days.begin - day))[0] for day in range(days.end))
    for owner, amounts in known.created.items() if days.end else ():
        wins = len(amounts) / known.inflow_days * ripening * factors.get(owner, 1.0)
        assert rows[owner].inflow.wins == pytest.approx(wins)


@given(
    deals=st.lists(st.tuples(st.floats(0, 1e9), st.floats(0, 1)), max_size=30),
    levels=st.lists(st.floats(0, 4), min_size=1, max_size=5),
)
@settings(max_examples=20)
def test_the_sums_at_a_level_are_those_of_every_deal_at_it(
    deals: list[tuple[float, float]], levels: list[float]
) -> None:
    bets = Bets.of(Bet(*deal) for deal in deals)
    sums = Sums(bets, max(levels))
    largest = sum(amount * amount for amount, _ in deals) + TINY
    for level in levels:
        mean, variance = moments(bets, level)
        assert sums.at(level)[0] == pytest.approx(mean, rel=1e-9, abs=1e-6)
        assert sums.at(level)[1] == pytest.approx(variance, rel=1e-6, abs=1e-9 * largest)
    assert sum(bets.variances) == pytest.approx(moments(bets, 1.0)[1], abs=1e-6 * largest)
    least = DULL * sum(bets.variances)
    weighed = sorted((a * a * c * (1 - c) for a, c in deals), reverse=True)
    apart = bets.outstanding(least, LARGEST)
    assert [bet.amount**2 * bet.chance * (1 - bet.chance) for bet in apart] == pytest.approx(
        [each for each in weighed if each > least][:LARGEST]
    )


def test_deals_joined_and_scaled_stay_the_same_deals() -> None:
    joined = Bets.joined([Bets([1.0], [0.2]), Bets([], []), Bets([2.0, 3.5], [0.4, 0.9])])
    assert list(joined) == [Bet(1.0, 0.2), Bet(2.0, 0.4), Bet(3.5, 0.9)]
    assert list(joined.scaled(2.0)) == [Bet(1.0, 0.4), Bet(2.0, 0.8), Bet(3.5, 1.0)]
    assert joined.rounded() == 0 + 1 + 3
    assert len(joined) == 3
