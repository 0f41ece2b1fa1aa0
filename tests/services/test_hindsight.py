"""Frozen forecasts held against what was won in their periods."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest

from osp_cli.domain.learning.frozen_scores import FrozenForecast, score_frozen
from osp_cli.domain.periods import quarter_of
from osp_cli.render.out import Out
from osp_cli.render.views.hindsight import hindsight_view
from osp_cli.services.calls import call_deal, call_total
from osp_cli.services.deal import win
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import user_scale
from osp_cli.services.hindsight import hindsight
from osp_cli.services.snapshots import check_snapshots, show_snapshot, take
from osp_cli.settings import Settings
from osp_cli.words import Words
from tests.domain.learning.books import START, lives
from tests.services.diary import FIRST, OWNERS, Diary
from tests.services.pipelines import WHO, make_desk
from tests.services.test_accuracy import deal
from tests.services.test_past import usd

Q4 = quarter_of(FIRST)


def told(desk: Desk, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    words = Words(language, lambda: desk.process)
    capsys.readouterr()
    Out(words, stdout=sys.stdout, stderr=sys.stderr, environment={"COLUMNS": "80"}).show(
        hindsight(desk), hindsight_view
    )
    return capsys.readouterr().out


def year_of_one_deal() -> Diary:
    """One deal is called commit at 500, 300 are called in all; it is won at 400. Then the quarter ends."""
    diary = Diary()
    number = diary.create(1, amount=usd(500), close_on=date(2026, 12, 1), owner=OWNERS[1])
    call_deal(diary.desk, user_scale(diary.desk), number, "commit", reason=None, on=diary.day)
    call_total(diary.desk, Q4, usd(300), owner=None, reason=None, on=diary.day)
    take(diary.desk, Q4)
    diary.turn(20)
    win(diary.desk, number, order_number="PO-1", on=diary.day, amount=usd(400), override="at last")
    take(diary.desk, Q4)
    return diary


def test_before_its_period_is_over_no_snapshot_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    diary = year_of_one_deal()
    found = hindsight(diary.desk)
    assert (found.snapshots, found.waiting, found.scores.snapshots) == (2, 2, 0)
    assert "osp accuracy --backtest" in told(diary.desk, "en", capsys)


def test_each_way_is_scored_by_what_was_won_in_the_period() -> None:
    diary = year_of_one_deal()
    diary.turn(90)
    take(diary.desk, Q4)  # after its end: it foretells nothing
    found = hindsight(diary.desk)
    assert (found.snapshots, found.waiting, found.other, found.scores.snapshots) == (3, 0, 1, 2)
    scores = {each.method: each.score for each in found.scores.methods}
    assert scores["call"].mape == pytest.approx((0.25 + 0) / 2)  # 500, then 400, of 400
    assert scores["call"].bias == pytest.approx(0.125)
    assert scores["called"].bias == pytest.approx(-0.25)
    assert scores["weighted"].bias == pytest.approx((25 / 400 - 1) / 2)
    assert scores["half_of_open"].bias == pytest.approx((250 / 400 - 1) / 2)
    assert "p50" not in scores
    (own,) = found.scores.owners
    assert own.owner == OWNERS[1]
    assert {each.method: each.score.cases for each in own.methods} == {"call": 2, "weighted": 2, "half_of_open": 2}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_few_periods_are_said_to_say_little(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    diary = year_of_one_deal()
    diary.turn(90)
    said = told(diary.desk, language, capsys)
    assert {"en": "Only 1 period", "zh": "只有 1 个期间"}[language] in said
    assert "12.5%" in said


def test_a_snapshot_holds_the_learned_figures_and_its_range_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    today = date.fromordinal(START + 580)
    desk = make_desk(
        *(deal(life) for life in lives(9, days=580, a_day=0.5, owners=3)), today=today, settings=Settings(me=WHO)
    )
    quarter = quarter_of(today)
    model = take(desk, quarter).snapshot.content["model"]
    assert model["p10"] <= model["p50"] <= model["p90"]
    owners = show_snapshot(desk, 1).content["owners"]
    assert sum(owner.get("expected", 0) for owner in owners) == model["expected"]
    later = Desk(desk.store, desk.process, desk.settings, quarter.last + timedelta(days=1), WHO)
    scores = hindsight(later).scores
    assert scores.ranges is not None
    assert scores.ranges.cases == 1
    assert {each.method for each in scores.methods} >= {"p50", "blend", "expected", "run_rate", "call", "weighted"}
    assert [check.verdict for check in check_snapshots(later).checked] != ["other-method"]
    assert "P10" in told(later, "en", capsys)


def test_the_range_is_scored_by_how_often_it_held() -> None:
    def forecast(low: int, high: int, actual: int) -> FrozenForecast:
        return FrozenForecast("2026Q4", {"p50": 100}, low, high, actual, {None: ({"call": 5}, 10)})

    scores = score_frozen([forecast(80, 120, 100), forecast(80, 120, 130), forecast(0, 10, 0)])
    assert scores.ranges is not None
    assert (scores.ranges.cases, scores.ranges.coverage) == (3, pytest.approx(2 / 3))
    assert scores.ranges.width == pytest.approx(0.4)
    assert scores.owners[0].methods[0].score.wape == pytest.approx(0.5)
    assert score_frozen([]).ranges is None
