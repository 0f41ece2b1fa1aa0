"""Frozen forecasts held against what was won in their periods."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from osp_cli.domain.learning.frozen_scores import FrozenChance, FrozenForecast, FrozenRow, score_frozen
from osp_cli.domain.periods import quarter_of
from osp_cli.render.out import Out
from osp_cli.render.views.hindsight import hindsight_view
from osp_cli.services.calls import call_deal, call_total
from osp_cli.services.deal import win
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import user_scale
from osp_cli.services.hindsight import hindsight
from osp_cli.services.opportunities import remove
from osp_cli.services.snapshot_check import check_snapshots
from osp_cli.services.snapshots import show_snapshot, take
from osp_cli.settings import Settings
from osp_cli.store.learning import won_between
from osp_cli.store.snapshots import chances_of
from osp_cli.words import Words
from tests.domain.learning.books import START, lives
from tests.services.diary import FIRST, OWNERS, Diary
from tests.services.pipelines import WHO, make_desk
from tests.services.seasons import QUARTER, Season
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


def test_what_a_manager_calls_is_scored_beside_the_reps_call() -> None:
    diary = Diary()
    boss = "Ingrid Solberg"
    with diary.desk.writing() as writing:
        writing.add_member(boss, role="manager")
    number = diary.create(1, amount=usd(500), close_on=date(2026, 12, 1), owner=OWNERS[1])
    scale = user_scale(diary.desk)
    call_deal(diary.desk, scale, number, "commit", reason=None, on=diary.day)
    call_deal(diary.desk.acting_as(boss), scale, number, "pipeline", reason=None, on=diary.day)
    take(diary.desk, Q4)
    call_total(diary.desk.acting_as(boss), Q4, usd(300), owner=None, reason=None, on=diary.day)
    take(diary.desk, Q4)
    win(diary.desk, number, order_number="PO-1", on=diary.day, amount=usd(400), override="at last")
    diary.turn(90)
    scores = {each.method: each.score for each in hindsight(diary.desk).scores.methods}
    assert scores["adjusted"].bias == pytest.approx((-1.0 - 0.25) / 2)  # nothing, then 300, of 400
    assert scores["call"].bias == pytest.approx(0.25)
    assert {each.verdict for each in check_snapshots(diary.desk).checked} == {"same"}


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
        own = FrozenRow({"call": 5}, 10, low, high)
        return FrozenForecast("2026Q4", FrozenRow({"p50": 100}, actual, low, high), {None: own})

    scores = score_frozen([forecast(80, 120, 100), forecast(80, 120, 130), forecast(0, 10, 0)])
    assert scores.ranges is not None
    assert (scores.ranges.cases, scores.ranges.coverage) == (3, pytest.approx(2 / 3))
    assert scores.ranges.width == pytest.approx(0.4)
    (own,) = scores.owners
    assert own.methods[0].score.wape == pytest.approx(0.5)
    assert own.ranges is not None
    assert own.ranges.coverage == pytest.approx(1 / 3)
    assert score_frozen([]).ranges is None


def test_the_chances_of_deals_are_scored_by_method_and_by_owner() -> None:
    deals = [("A", 0.9, 0.5, True), ("A", 0.2, 0.5, False), ("B", 0.4, 0.1, True)]
    chances = [FrozenChance(owner, {"learned": own, "weighted": stage}, won) for owner, own, stage, won in deals]
    scores = score_frozen([FrozenForecast("2026Q4", FrozenRow({}, 0), {}, chances)])
    told = {each.method: each.score for each in scores.chances}
    assert told["learned"].brier == pytest.approx((0.01 + 0.04 + 0.36) / 3)
    assert told["weighted"].brier == pytest.approx((0.25 + 0.25 + 0.81) / 3)
    assert told["learned"].auc == 1.0
    assert {own.owner: own.chances[0].score.cases for own in scores.owners} == {"A": 2, "B": 1}


@pytest.fixture(scope="module")
def season() -> Season:
    return Season().through()


def test_the_open_deals_of_snapshots_are_scored_when_the_quarter_is_over(season: Season) -> None:
    found = hindsight(season.desk)
    assert (found.scores.snapshots, found.gone) == (7, 0)
    with season.store.reading() as reading:
        kept = [chances_of(reading, number) for number in range(1, 8)]
        won = won_between(reading, QUARTER.first, QUARTER.last)
    said = [(deal[2] / 10_000, deal[0] in won) for each in kept for deal in each["deals"]]
    told = {each.method: each.score for each in found.scores.chances}
    assert set(told) == {"learned", "weighted", "win_rate"}
    assert told["learned"].cases == len(said)
    assert told["learned"].brier == pytest.approx(sum((chance - came) ** 2 for chance, came in said) / len(said))
    assert told["learned"].brier < told["learned"].base_brier < told["weighted"].brier
    assert sum(own.chances[0].score.cases for own in found.scores.owners) == len(said)
    assert all(own.ranges and own.ranges.cases == 7 for own in found.scores.owners)


def test_the_history_gives_the_learned_figures_again(season: Season) -> None:
    assert {each.verdict for each in check_snapshots(season.desk).checked} == {"same"}
    season.settings = Settings(me=WHO, currency="EUR", fiscal_start=2, learning_minimum=9999)
    assert {each.verdict for each in check_snapshots(season.desk).checked} == {"same"}
    season.settings = Settings(me=WHO)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_scores_of_chances_are_told(language: str, season: Season, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(season.desk, language, capsys)
    for part in {
        "en": ("By evidence (learned)", "How reliable", "In range", "Pace"),
        "zh": ("按事实（学习所得）", "可靠程度", "命中", "比平均好"),
    }[language]:
        assert part in said
    assert max(len(line) for line in said.splitlines()) <= 80


def test_a_learned_figure_or_a_chance_that_was_tampered_with_differs() -> None:
    season = Season()
    number = take(season.desk, QUARTER).snapshot.number
    with season.store.writing(who="x", command="x") as writing:
        writing.add_account("Ferries")  # what changes nothing is not kept
        row = writing.connection.execute("SELECT content, chances FROM snapshot").fetchone()
        content, chances = json.loads(row[0]), json.loads(row[1])
        content["model"]["p50"] += 1
        content["owners"][0]["p90"] += 1
        chances["deals"][0][2] += 1
        writing.connection.execute(
            "UPDATE snapshot SET content = ?, chances = ?", (json.dumps(content), json.dumps(chances))
        )
    (checked,) = check_snapshots(season.desk, number).checked
    assert checked.verdict == "differs"
    assert [(each.owner, each.line) for each in checked.differences] == [
        (None, "p50"), (content["owners"][0]["name"], "p90"), (None, "chances"),
    ]  # fmt: skip


def test_what_was_learned_earlier_in_the_week_is_not_frozen(tmp_path: Path) -> None:
    season = Season()
    take(season.desk, QUARTER, tmp_path)
    (kept,) = tmp_path.glob("learned-*.json")
    document = json.loads(kept.read_bytes())
    kept.write_text(json.dumps({**document, "shock": [0.9, 5]}), encoding="utf-8")
    take(season.desk, QUARTER, tmp_path)
    assert {each.verdict for each in check_snapshots(season.desk).checked} == {"same"}


def test_a_deal_that_was_removed_is_told_and_not_scored() -> None:
    season = Season()
    take(season.desk, QUARTER)
    with season.store.reading() as reading:
        (ulid, *_), *others = chances_of(reading, 1)["deals"]
        (gone,) = reading.find(ulid)
    remove(season.desk, gone.number, gone.name)
    season.turn(100)
    found = hindsight(season.desk)
    assert found.gone == 1
    assert found.scores.chances[0].score.cases == len(others)
