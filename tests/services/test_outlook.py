"""The learned part of a forecast over a book in a store: what it says, what it rests on, and when it says nothing."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from osp_cli.domain.forecast import GROUPINGS, By
from osp_cli.domain.learning.lives import Book, Life
from osp_cli.domain.learning.outlook import Days, Model, Row
from osp_cli.domain.learning.shrinking import Rate, StageEnds, stage_factors, stage_rates
from osp_cli.domain.learning.told import MOST_RANGES
from osp_cli.domain.opportunity import NewMove
from osp_cli.domain.periods import Period, quarter_of
from osp_cli.render.out import Out
from osp_cli.render.views.forecast import forecast_view
from osp_cli.services.calls import call_deal
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, forecast, user_scale
from osp_cli.services.outlook import with_outlook
from osp_cli.services.quotas import set_quota
from osp_cli.settings import Settings
from osp_cli.words import Words
from tests.domain.learning.books import START, lives
from tests.services.pipelines import WHO, Deal, make_desk, usd
from tests.services.test_accuracy import deal

LIVES = lives(9, days=580, a_day=0.5, owners=3)
TODAY = date.fromordinal(START + 580)
QUARTER = quarter_of(TODAY)


@pytest.fixture(scope="module")
def desk() -> Desk:
    made = make_desk(*(deal(life) for life in LIVES), today=TODAY, settings=Settings(me=WHO))
    set_quota(made, QUARTER, usd(3_000_00), owner=None)
    return made


def looked(desk: Desk, folder: Path | None = None, period: Period = QUARTER, by: By | None = None) -> Forecast:
    return with_outlook(desk, forecast(desk, period, by=by, with_why=True), folder)


def told(desk: Desk, result: Forecast, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    words = Words(language, lambda: desk.process)
    capsys.readouterr()
    out = Out(words, stdout=sys.stdout, stderr=sys.stderr, environment={"COLUMNS": "80"})
    out.show(result, lambda shown, said: forecast_view(shown, said, desk.process))
    return capsys.readouterr().out


def test_every_figure_follows_from_the_others_to_the_cent(desk: Desk) -> None:
    result = looked(desk, by="owner")
    outlook = result.outlook
    assert outlook is not None
    assert outlook.won == result.total.won.amount
    assert outlook.expected == outlook.won + outlook.open + outlook.new
    assert outlook.open == sum((own.open for own in outlook.owners), usd(0))
    assert outlook.new == sum((own.new for own in outlook.owners), usd(0))
    assert outlook.open == sum((each.expected for each in outlook.deals), usd(0))
    assert [each.expected.minor for each in outlook.deals] == sorted(
        (each.expected.minor for each in outlook.deals), reverse=True
    )
    assert outlook.p10.minor <= outlook.p50.minor <= outlook.p90.minor
    assert outlook.won.minor <= outlook.p10.minor
    assert abs(2 * outlook.blend.minor - outlook.expected.minor - outlook.run_rate.minor) <= 1
    assert result.total.target is not None
    assert outlook.gap == result.total.target.quota - outlook.p50


def test_reading_the_deals_of_late_alone_says_what_the_whole_book_says(desk: Desk) -> None:
    outlook = looked(desk).outlook
    origin, first, last = TODAY.toordinal() + 1, QUARTER.first.toordinal(), QUARTER.last.toordinal()
    known = Book(LIVES).known(origin, first, last + 1)
    whole = Row.together(Model(known, Days.of(origin, first, last)).rows().values()).outlook
    assert outlook is not None
    assert outlook.open.minor == pytest.approx(whole.open, abs=len(LIVES) / 2)
    assert outlook.new.minor == pytest.approx(whole.new, rel=1e-6, abs=5)
    assert outlook.run_rate.minor == pytest.approx(whole.run_rate, abs=5)
    assert outlook.grounds.window == Model(known, Days(0, 0)).table.ends


def test_the_share_that_slips_is_that_of_the_open_deals_that_are_to_close_in_the_period() -> None:
    late, soon = QUARTER.last, TODAY + timedelta(days=1)
    days = [soon, late, late + timedelta(days=1), TODAY - timedelta(days=1), None]
    plans = [*days, *days, late]
    born = [TODAY - timedelta(days=20 * place) for place in range(len(plans))]
    opened = [Deal(stage="3", amount=usd(100), close=close, created=at) for close, at in zip(plans, born, strict=True)]
    outlook = looked(make_desk(*map(deal, LIVES), *opened, today=TODAY, settings=Settings(me=WHO))).outlook
    origin, first, last = TODAY.toordinal() + 1, QUARTER.first.toordinal(), QUARTER.last.toordinal()
    more = [Life(at.toordinal(), None, False, 100.0, 0.0, None) for at in born]
    model = Model(Book([*LIVES, *more]).known(origin, first, last + 1), Days.of(origin, first, last))
    due = [at for close, at in zip(plans, born, strict=True) if close in (soon, late)]
    assert outlook is not None
    assert outlook.slip is not None
    assert outlook.slip.deals == len(due) == 5
    assert outlook.slip.share == pytest.approx(sum(model.ahead.stays(origin - at.toordinal()) for at in due) / 5)


def test_the_same_book_says_the_same_with_what_was_kept_and_without(desk: Desk, tmp_path: Path) -> None:
    anew = looked(desk)
    assert looked(desk, tmp_path) == anew
    (kept,) = tmp_path.glob("learned-*.json")
    assert looked(desk, tmp_path) == anew
    content = json.loads(kept.read_bytes())
    kept.write_text(json.dumps({**content, "shock": [0.9, 5]}), encoding="utf-8")
    wide = looked(desk, tmp_path).outlook
    assert wide is not None
    assert wide.grounds.sigma == 0.9  # what was kept is used
    for broken in ("", "{}", json.dumps({**content, "shock": "wide"}), json.dumps({**content, "key": []})):
        kept.write_text(broken, encoding="utf-8")
        assert looked(desk, tmp_path) == anew


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert looked(desk, tmp_path / "file").outlook == looked(desk).outlook


def test_a_past_that_changes_is_learned_anew(tmp_path: Path) -> None:
    made = make_desk(*(deal(life) for life in LIVES[:200]), today=TODAY)
    first = looked(made, tmp_path).outlook
    assert first is not None
    make_desk(*(deal(life) for life in LIVES[200:]), today=TODAY, store=made.store, first=201)
    again = looked(made, tmp_path).outlook
    assert again == looked(made).outlook != first


def test_below_the_minimum_it_stays_at_won_and_commit_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    ended = [life for life in LIVES if life.ended is not None][:19]
    made = make_desk(*(deal(life) for life in ended), Deal(stage="8", amount=usd(5_00), close=TODAY), today=TODAY)
    result = looked(made)
    assert (result.outlook, result.ends, result.minimum) == (None, 19, 20)
    assert "(won + commit); a range needs 20 ended deals, so far 19" in told(made, result, "en", capsys)
    assert "给出区间需要 20 个已结束的商机，目前有 19 个" in told(made, result, "zh", capsys)


def test_a_period_that_is_over_has_no_outlook(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    over = quarter_of(QUARTER.first - timedelta(days=1))
    result = looked(desk, period=over)
    assert result.outlook is None
    assert "range needs" not in told(desk, result, "en", capsys)


def test_the_next_quarter_has_nothing_won_and_less_of_what_is_open(desk: Desk) -> None:
    following = quarter_of(QUARTER.last + timedelta(days=1))
    now, later = looked(desk).outlook, looked(desk, period=following).outlook
    assert now is not None
    assert later is not None
    assert later.won == usd(0)
    assert later.open.minor < now.open.minor
    assert later.new.minor > 0


def test_the_first_screen_holds_range_gap_model_and_bar(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    result = looked(desk, by="owner")
    said = told(desk, result, "en", capsys)
    first = said.splitlines()[2]
    assert "P10 to P90" in first
    assert "the quota" in " ".join(said.splitlines()[2:5])
    (bar,) = [line for line in said.splitlines() if "(" in line and set(line) <= set("=-#()|Q")]
    assert len(bar) <= 56
    for part in (
        "not yet created",
        "Run-rate",
        "Blend",
        "Three views",
        "Call - evidence",
        "What the learned figures",
        "bring most",
    ):
        assert part in said
    assert "三种看法" in told(desk, result, "zh", capsys)


def test_open_deals_of_the_period_are_said_to_slip(capsys: pytest.CaptureFixture[str]) -> None:
    due = [
        Deal(stage="5", amount=usd(9_00), close=TODAY, created=TODAY - timedelta(days=age), owner="Owner 1")
        for age in (1, 20, 300)
    ]
    made = make_desk(*(deal(life) for life in LIVES), *due, today=TODAY)
    outlook = looked(made).outlook
    assert outlook is not None
    assert outlook.slip is not None
    assert outlook.slip.deals == 3
    assert 0 < outlook.slip.share < 1
    assert "of the 3 open deals counted in the period are likely to slip" in told(made, looked(made), "en", capsys)


def test_a_stage_whose_deals_were_won_more_often_makes_a_chance_larger_and_one_on_no_record_does_not() -> None:
    pool, defaults = Rate(40, 100, 0.3), {"2": 0.1, "5": 0.4}
    rates = stage_rates((StageEnds("2", 90, 20), StageEnds("5", 50, 38)), defaults, pool)
    assert rates["2"].value < pool.value < rates["5"].value
    factors = stage_factors(rates, {"2": 10, "5": 10}, pool)
    assert factors["2"] < 1 < factors["5"]
    assert (factors["2"] + factors["5"]) / 2 <= 1 + 1e-9
    assert stage_factors(stage_rates((), defaults, pool), {"2": 10}, pool) == {}
    assert stage_factors(rates, {}, pool) == {}


def test_the_stages_of_a_book_are_learned_from_its_moves(capsys: pytest.CaptureFixture[str]) -> None:
    made = make_desk(*(deal(life) for life in LIVES), today=TODAY)
    with made.writing() as writing:
        for number in range(1, 200):
            writing.add_move(number, NewMove(kind="advance", from_stage="1", to_stage="3", status="open", on=TODAY))
    result = looked(made)
    assert result.outlook is not None
    grounds = result.outlook.grounds
    (third,) = [each for each in grounds.stages if each.stage == "3"]
    ended = [life for life in LIVES[:199] if life.ended is not None]
    assert (third.ended, third.won) == (len(ended), sum(life.is_won for life in ended))
    assert third.prior_share == pytest.approx(10 / (third.ended + 10))
    assert {deal.of_stage for deal in result.outlook.deals} == {third.factor}
    said = told(made, result, "en", capsys)
    assert "Learned win rates of the stages" in said
    assert f"{100 * third.rate:.1f}%" in said


def test_why_tells_the_arithmetic_of_each_learned_figure(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    result = looked(desk)
    outlook = result.outlook
    assert outlook is not None
    found = outlook.grounds
    for each in outlook.deals:
        assert each.chance == pytest.approx(min(1, each.by_age * each.of_owner * each.of_stage))
        assert each.expected.minor == pytest.approx(each.amount.minor * each.chance, abs=0.5)
    pace = found.recent.minor / found.pace_days * found.days_left
    assert outlook.run_rate.minor == pytest.approx(outlook.won.minor + pace, abs=1)
    assert {each.owner for each in found.owners} == {life.owner for life in LIVES}
    for owner in found.owners:
        assert owner.factor == pytest.approx((owner.wins + 60) / (owner.expected + 60))
        assert owner.prior_share == pytest.approx(60 / (owner.expected + 60))
    assert 0 < found.new_wins < found.created
    english, chinese = told(desk, result, "en", capsys), told(desk, result, "zh", capsys)
    first, wins = outlook.deals[0], f"{found.new_wins:,.1f}"
    for said in (english, chinese):
        assert all(f"{100 * share:.1f}%" in said for share in (first.by_age, first.chance))
        assert f"{first.of_owner:.2f}" in said
        assert str(found.window) in said
    assert f"by their chances {wins} wins x" in " ".join(english.split())
    assert f"/ {found.pace_days} x {found.days_left} days left =" in " ".join(english.split())
    assert "初始值占比" in chinese


def test_the_commit_says_how_much_of_it_rests_on_shortcuts(capsys: pytest.CaptureFixture[str]) -> None:
    deals = [Deal(stage=stage, amount=usd(7_00), close=TODAY) for stage in ("8", "8", "8", "2")]
    elsewhere = Deal(stage="8", amount=usd(7_00), close=QUARTER.last + timedelta(days=9))
    made = make_desk(*deals, elsewhere, today=TODAY)
    with made.writing() as writing:
        for number in (1, 1, 3, 4, 5):  # two debts of one deal; one of the pipeline; one of another quarter
            writing.add_debt(number, criterion="funding-confirmed", stage="4", reason="by phone", on=TODAY)
    result = looked(made)
    assert (result.commit_with_debts, result.total.commit.deals) == (2, 3)
    assert "2 of 3 commit deals have open debts." in told(made, result, "en", capsys)
    assert "3 个承诺商机中有 2 个还有未补上的条件" in told(made, result, "zh", capsys)


@pytest.mark.parametrize("by", list(GROUPINGS))
def test_the_rows_of_every_grouping_add_up_to_all_to_the_cent(desk: Desk, by: By) -> None:
    outlook = looked(desk, by=by).outlook
    assert outlook is not None
    groups = outlook.groups
    assert sum((each.won for each in groups), usd(0)) == outlook.won
    assert sum((each.open for each in groups), usd(0)) == outlook.open
    new = [each.new for each in groups if each.new is not None]
    rest = usd(0) if new else outlook.new
    assert sum((each.expected for each in groups), rest) == outlook.expected
    assert not new or sum(new, usd(0)) == outlook.new
    assert bool(new) is (by in ("owner", "manager", "region"))
    for each in groups:
        assert each.p10 is not None
        assert each.p50 is not None
        assert each.p90 is not None
        assert each.won.minor <= each.p10.minor <= each.p50.minor <= each.p90.minor


def test_one_row_that_holds_the_whole_book_has_the_range_of_all(desk: Desk) -> None:
    outlook = looked(desk, by="manager").outlook
    assert outlook is not None
    (row,) = outlook.groups
    assert (row.name, row.p10, row.p50, row.p90) == (None, outlook.p10, outlook.p50, outlook.p90)


def test_a_deal_brings_what_it_is_called_in_the_row_of_its_call() -> None:
    due = Deal(stage="5", amount=usd(9_000_00), close=TODAY, created=TODAY - timedelta(days=9), owner="Owner 1")
    made = make_desk(*(deal(life) for life in LIVES), due, today=TODAY)

    def rows() -> dict[str | None, int]:
        outlook = looked(made, by="category").outlook
        return {each.name: each.open.minor for each in outlook.groups} if outlook else {}

    before = rows()
    call_deal(made, user_scale(made), len(LIVES) + 1, "commit", reason=None, on=TODAY)
    after = rows()
    assert before.get("commit", 0) == 0
    assert after["commit"] == before["best"] > 0


def test_of_many_rows_those_that_bring_most_have_a_range(capsys: pytest.CaptureFixture[str]) -> None:
    told_lives = lives(4, days=580, a_day=1.2, owners=MOST_RANGES + 7)
    made = make_desk(*(deal(life) for life in told_lives), today=TODAY)
    result = looked(made, by="owner")
    assert result.outlook is not None
    has_range = [each.p50 is not None for each in result.outlook.groups]
    assert has_range.count(True) == MOST_RANGES
    assert has_range == sorted(has_range, reverse=True)
    said = told(made, result, "en", capsys)
    assert "P10, P50 and P90 do not" in said
    assert "7 more" in said.split("Range by owner")[1]


@pytest.mark.parametrize(("by", "own"), [("owner", False), ("stage", True)])
def test_the_ranges_say_where_deals_not_yet_created_stand(
    by: By, own: bool, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(desk, looked(desk, by=by), "en", capsys).split("Range by")[1]
    assert ("(not yet created)" in said) is own
    assert "逐分相加" in told(desk, looked(desk, by=by), "zh", capsys)
