"""Books of every shape: whatever is in one, each report of it is whole, in both languages, and its sums reconcile."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from osp_cli.domain.forecast import GROUPINGS
from osp_cli.domain.money import Money
from osp_cli.domain.periods import quarter_of
from osp_cli.render.out import Out
from osp_cli.render.views.accuracy import accuracy_view
from osp_cli.render.views.forecast import forecast_view
from osp_cli.render.views.funnel import funnel_view
from osp_cli.render.views.movements import changes_view
from osp_cli.services.accuracy import backtest
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, forecast
from osp_cli.services.funnel import funnel
from osp_cli.services.gap import with_closing
from osp_cli.services.movements import changes
from osp_cli.services.outlook import with_outlook
from osp_cli.services.quotas import set_quota
from osp_cli.settings import Settings
from osp_cli.words import Words
from tests.services.pipelines import TODAY, WHO, Deal, make_desk, ordered, usd

Q4 = quarter_of(TODAY)
NONSENSE = re.compile(r"nan|NaN|\binf\b|Infinity|\b0 of 0\b|\bNone\b|closing\.|grounds\.")

BELOW_ZERO = re.compile(r"(?<![\d-])-(?:US)?[$¥€]")  # sums; moves may well be below zero


def book(count: int, seed: int = 3, **shape: Any) -> list[Deal]:
    """Deals of a year and a half, four in ten of the ended ones won; `shape` says what is special."""
    chance = random.Random(seed)
    owners = [f"Rep {number}" for number in range(shape.get("owners", 3))]
    return [_one(chance, owners, shape) for _ in range(count)]


def _one(chance: random.Random, owners: list[str], shape: dict[str, Any]) -> Deal:
    born = TODAY - timedelta(days=chance.randrange(540))
    end = born + timedelta(days=chance.randrange(10, 140))
    amount = shape.get("amount", usd)(int(chance.lognormvariate(0, 0.8) * 20_000_00) + 1)
    owner, ends = chance.choice(owners), shape.get("ends", end < TODAY and chance.random() > 0.1)
    if ends and chance.random() < shape.get("won", 0.4):
        on = min(end, TODAY - timedelta(days=1))
        return Deal("9", "won", amount, owner=owner, created=born, order=ordered(on, amount))
    if ends:
        return Deal("4", "lost", amount, owner=owner, created=born, ended=min(end, TODAY - timedelta(days=1)))
    close: date | None = TODAY + timedelta(days=chance.randrange(*shape.get("due", (-30, 90))))
    stage = str(chance.randrange(1, 9))
    priced = amount if shape.get("priced", True) else None
    return Deal(stage, amount=priced, close=close if chance.random() > 0.1 else None, owner=owner, created=born)


def euros_or_dollars(minor: int) -> Money:
    return Money(minor, "EUR") if minor % 2 else usd(minor)


SHAPES: dict[str, Callable[[], list[Deal]]] = {
    "nothing": list,
    "one deal": lambda: book(1, ends=False),
    "twenty deals": lambda: book(20),
    "one owner": lambda: book(60, owners=1),
    "an owner for each deal": lambda: book(60, owners=60),
    "no amounts on open deals": lambda: book(60, priced=False),
    "all won": lambda: book(40, ends=True, won=1),
    "all lost": lambda: book(40, ends=True, won=0),
    "none ended": lambda: book(40, ends=False),
    "huge amounts": lambda: book(60, amount=lambda minor: usd(minor * 10**9)),
    "cents": lambda: book(60, amount=lambda minor: usd(minor % 3)),
    "a rate is missing": lambda: book(60, amount=euros_or_dollars),
    "dates in the future alone": lambda: book(60, due=(1, 900)),
}


@pytest.fixture(scope="module", params=list(SHAPES))
def desk(request: pytest.FixtureRequest) -> Desk:
    made = make_desk(*SHAPES[request.param](), settings=Settings(me=WHO, learning_minimum=10))
    set_quota(made, Q4, usd(900_000_00), owner=None)
    return made


def seen_by(desk: Desk) -> Iterator[Forecast]:
    for by in (None, *GROUPINGS):
        yield with_closing(desk, with_outlook(desk, forecast(desk, Q4, by=by, with_why=True), None))


def test_every_forecast_adds_up_and_its_ranges_are_in_order(desk: Desk) -> None:
    for seen in seen_by(desk):
        total, outlook, closing = seen.total, seen.outlook, seen.closing
        assert total.won.amount == total.ordered.amount + total.booked.amount
        for line in ("won", "commit", "best", "pipeline") if seen.by else ():
            assert (
                sum(getattr(group.row, line).amount.minor for group in seen.groups) == getattr(total, line).amount.minor
            )
        if seen.by:
            assert sum(group.row.weighted.minor for group in seen.groups) == total.weighted.minor
        if outlook:
            assert 0 <= outlook.won.minor <= outlook.p10.minor <= outlook.p50.minor <= outlook.p90.minor
            assert outlook.expected == outlook.won + outlook.open + outlook.new
            assert sum(deal.expected.minor for deal in outlook.deals) == outlook.open.minor
            assert all(0 <= deal.chance <= 1 for deal in outlook.deals)
        assert closing is not None
        assert closing.due.amount == total.cumulative.open_pipeline.amount
        assert closing.gap.minor <= 0 or (closing.missing is None) == (closing.due.amount.minor >= closing.gap.minor)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_report_reads_as_sense(desk: Desk, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    words, environment = Words(language, lambda: desk.process), {"COLUMNS": "100"}
    out = Out(words, stdout=sys.stdout, stderr=sys.stderr, environment=environment)
    capsys.readouterr()
    whole = with_closing(desk, with_outlook(desk, forecast(desk, Q4, by="owner", with_why=True), None))
    out.show(whole, lambda shown, said: forecast_view(shown, said, desk.process))
    out.show(backtest(desk), accuracy_view)
    out.show(funnel(desk, None, by="owner"), lambda shown, said: funnel_view(shown, said, desk.process))
    sums = capsys.readouterr().out
    assert [line for line in sums.splitlines() if BELOW_ZERO.search(line)] == []
    out.show(changes(desk, Q4, TODAY - timedelta(days=30), by="owner"), changes_view)
    said = sums + capsys.readouterr().out
    assert [line for line in said.splitlines() if NONSENSE.search(line)] == []
    assert Q4.label in said
