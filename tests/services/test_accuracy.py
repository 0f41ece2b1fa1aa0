"""The replay over a book in a store: it scores what the store holds, and says so where there is too little."""

from __future__ import annotations

from datetime import date

import pytest

from osp_cli.domain.learning.backtest import quarters_to_replay, replay
from osp_cli.domain.learning.lives import Book, Life
from osp_cli.domain.money import Money
from osp_cli.render.out import Out
from osp_cli.render.views.accuracy import accuracy_view
from osp_cli.services.accuracy import backtest
from osp_cli.services.desk import Desk
from osp_cli.settings import Settings
from osp_cli.words import Words
from tests.domain.learning.books import lives, quarters
from tests.services.pipelines import WHO, Deal, make_desk, ordered, usd

TODAY = date(2024, 1, 4)


def day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal is not None else None


def deal(life: Life, product: str | None = None) -> Deal:
    """A life as a deal of a store, its amounts in dollars."""
    amount = usd(int(life.amount)) if life.amount is not None else None
    created, owner = day(life.created), life.owner
    if life.ended is None:
        return Deal(stage="3", amount=amount, owner=owner, created=created, product=product)
    if life.is_won:
        order = ordered(day(life.ended), usd(int(life.won)))
        return Deal(stage="9", status="won", amount=amount, owner=owner, created=created, order=order, product=product)
    return Deal(
        stage="3", status="lost", amount=amount, owner=owner, created=created, ended=day(life.ended), product=product
    )


def desk_of(*deals: Deal, minimum: int = 20) -> Desk:
    return make_desk(*deals, today=TODAY, settings=Settings(me=WHO, learning_minimum=minimum))


def told(desk: Desk, language: str, capsys: pytest.CaptureFixture[str], *, by_week: bool = False) -> str:
    import sys

    out = Out(
        Words(language, lambda: desk.process), stdout=sys.stdout, stderr=sys.stderr, environment={"COLUMNS": "80"}
    )
    capsys.readouterr()
    out.show(backtest(desk, by_week=by_week), accuracy_view)
    return capsys.readouterr().out


def test_the_store_is_replayed_as_its_lives_are() -> None:
    told_lives = lives(9, days=560, a_day=0.6, owners=3)
    result = backtest(desk_of(*(deal(life) for life in told_lives)), by_week=True)
    book = Book(told_lives)
    expected = replay(book, quarters_to_replay(book, quarters(book), 20), 1)
    assert result.backtest.quarters == expected.quarters
    assert len(expected.quarters) > 2
    assert result.backtest.methods == expected.methods
    assert result.backtest.chances == expected.chances
    assert result.deals == len(told_lives)


def test_without_weeks_there_are_none() -> None:
    result = backtest(desk_of(*(deal(life) for life in lives(9, days=400, a_day=0.5))))
    assert result.backtest.week_days == ()
    assert all(method.weeks == () for method in result.backtest.methods)


@pytest.mark.parametrize("count", [0, 3])
def test_a_book_with_too_few_ends_says_so_in_both_languages(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    desk = desk_of(*(deal(life) for life in lives(9, days=400, a_day=0.5)[:count]))
    assert "Nothing to replay yet" in told(desk, "en", capsys)
    assert "还没有可以回溯的季度" in told(desk, "zh", capsys)
    assert backtest(desk).backtest.origins == 0


def test_the_minimum_is_the_setting() -> None:
    deals = [deal(life) for life in lives(9, days=400, a_day=0.3)]
    assert backtest(desk_of(*deals, minimum=20)).backtest.quarters
    assert not backtest(desk_of(*deals, minimum=5000)).backtest.quarters


def test_amounts_in_another_currency_and_missing_ones_are_no_reason_to_fail() -> None:
    deals = [deal(life) for life in lives(9, days=400, a_day=0.5)]
    odd = Deal(stage="3", amount=Money(5_000, "EUR"), created=date(2022, 2, 1)), Deal(stage="3", created=None)
    assert backtest(desk_of(*deals, *odd)).deals == len(deals) + 1


def test_what_separates_won_from_lost_is_named_and_what_does_not_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    ended = [life for life in lives(4, days=500) if life.ended is not None]
    telling = [deal(life, "Servers" if life.is_won or place % 5 == 0 else "Paper") for place, life in enumerate(ended)]
    found = backtest(desk_of(*telling)).prediction
    assert found.predicts
    assert {signal.value for signal in found.signals} >= {"Servers", "Paper"}
    assert "Servers" in told(desk_of(*telling), "en", capsys)
    silent = [deal(life, f"Product {place % 3}") for place, life in enumerate(ended)]
    assert not backtest(desk_of(*silent)).prediction.predicts
    assert "Nothing predicts wins here" in told(desk_of(*silent), "en", capsys)
    assert "没有任何因素能预示赢单" in told(desk_of(*silent), "zh", capsys)


def test_the_report_fits_a_terminal_of_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    desk = desk_of(*(deal(life) for life in lives(9, days=460, a_day=0.6)))
    for language in ("en", "zh"):
        report = told(desk, language, capsys, by_week=True)
        assert max(len(line) for line in report.splitlines() if "---" in line) <= 80


def test_a_replay_tells_how_far_it_is_and_never_goes_back() -> None:
    told_steps: list[tuple[int, int]] = []
    desk = desk_of(*(deal(life) for life in lives(9, days=560, a_day=0.4, owners=2)))
    result = backtest(desk, step=lambda done, total: told_steps.append((done, total)))
    assert result == backtest(desk)
    done, totals = [each for each, _ in told_steps], {total for _, total in told_steps}
    assert len(totals) == 1
    assert done == sorted(done)
    assert done[0] == 0
    assert totals.pop() * 0.9 < done[-1] <= told_steps[0][1]
