"""The rep's own probability of a deal: a figure beside that of the stage, in no sum, scored when the period is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from osp_cli.domain.money import parse_percent, percent_of
from osp_cli.errors import WrongUsage
from osp_cli.frozen import replace
from osp_cli.services.chances import SURE
from osp_cli.services.desk import Desk
from osp_cli.services.forecast_why import OpenDeal
from osp_cli.services.forecasting import forecast
from osp_cli.services.hindsight import hindsight
from osp_cli.services.import_report import ImportedRow
from osp_cli.services.importing import import_rows
from osp_cli.services.opportunities import change
from osp_cli.services.outlook import with_outlook
from osp_cli.services.snapshot_check import check_snapshots
from osp_cli.services.snapshots import take
from osp_cli.store.snapshots import chances_of
from tests.services.pipelines import TODAY, Deal, make_desk, usd
from tests.services.seasons import QUARTER, Season

SOON = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("0", 0),
        (" 60 %", 60),
        ("６０％", 60),
        ("100%", 100),
        *((bad, None) for bad in ("101", "-1", "0.6", "²", "", "half")),
    ],
)
def test_a_percentage_is_a_whole_number_up_to_a_hundred(text: str, percent: int | None) -> None:
    assert percent_of(text) == percent
    if percent is None:
        with pytest.raises(WrongUsage, match="percent-wrong"):
            parse_percent(text)


def test_the_own_figure_changes_no_sum_whether_weighted_or_learned() -> None:
    season = Season()
    before = with_outlook(season.desk, forecast(season.desk, QUARTER, by="owner", with_why=True), None)
    assert before.outlook
    open_deals = [deal.opportunity.number for deal in before.why.open] if before.why else []
    change(season.desk, open_deals, {"own_probability": 100})
    after = with_outlook(season.desk, forecast(season.desk, QUARTER, by="owner", with_why=True), None)
    assert (after.total, after.groups, after.outlook) == (before.total, before.groups, before.outlook)
    assert after.why is not None
    assert {deal.own_probability for deal in after.why.open} == {100}
    assert before.why is not None
    assert [_without_own(deal) for deal in after.why.open] == list(before.why.open)


def _without_own(deal: OpenDeal) -> OpenDeal:
    return replace(deal, own_probability=None)


def test_it_is_kept_apart_from_the_stage_and_survives_other_changes() -> None:
    desk = make_desk(Deal(stage="5", amount=usd(100_00), close=SOON))
    (one,) = change(desk, [1], {"own_probability": 30}).opportunities
    assert [(each.field, each.old, each.new) for each in one.changes] == [("own_probability", None, 30)]
    change(desk, [1], {"amount": usd(90_00)})
    with desk.store.writing(who="x", command="x") as writing:
        writing.save_opportunity(replace(writing.opportunity(1), stage="7"))
    with desk.store.reading() as reading:
        assert reading.opportunity(1).own_probability == 30
    change(desk, [1], {"own_probability": None})
    with desk.store.reading() as reading:
        assert reading.opportunity(1).own_probability is None


def test_snapshots_score_it_where_the_deal_was_expected_in_the_period(tmp_path: Path) -> None:
    season = Season()
    with season.store.reading() as reading:
        opened = {number: reading.opportunity(number) for number in season._open}
    due = [n for n, deal in opened.items() if deal.close_on is not None and deal.close_on in QUARTER]
    late = [n for n, deal in opened.items() if deal.close_on is not None and deal.close_on > QUARTER.last]
    assert due
    assert late
    change(season.desk, due[:5], {"own_probability": 80})
    change(season.desk, late[:2], {"own_probability": 90})
    take(season.desk, QUARTER, tmp_path)
    assert {each.verdict for each in check_snapshots(season.desk).checked} == {"same"}
    with season.store.reading() as reading:
        said = {ulid: own for ulid, _, _, _, own in chances_of(reading, 1)["deals"] if own is not None}
    assert said == {opened[n].id: 80 * SURE // 100 for n in due[:5]}
    season.turn(100)
    with season.store.reading() as reading:
        won = [reading.opportunity(n).status == "won" for n in due[:5]]
    own = {each.method: each.score for each in hindsight(season.desk).scores.chances}["own"]
    assert own.cases == 5
    assert own.brier == pytest.approx(sum((0.8 - came) ** 2 for came in won) / 5)


def test_an_import_keeps_it_of_open_deals_to_the_whole_percent_and_an_empty_cell_erases_nothing() -> None:
    desk = make_desk(today=TODAY)
    rows = [
        {"name": "Harbour", "account": "Alder", "probability": 66.5},
        {"name": "Copper", "account": "Birch", "probability": 0.0},
        {"name": "Fennel", "account": "Cedar", "status": "lost", "stage": "4", "probability": 20.0},
    ]
    import_rows(desk, [ImportedRow(n, row, {}) for n, row in enumerate(rows, 2)], mode="update")
    assert _figures(desk) == [67, 0, None]
    again = [{"name": "Harbour", "account": "Alder"}, {"name": "Copper", "account": "Birch", "probability": 10.0}]
    tally = import_rows(desk, [ImportedRow(n, row, {}) for n, row in enumerate(again, 2)], mode="update")
    assert _figures(desk) == [67, 10, None]
    assert [[each.field for each in row.changes] for row in tally.changes] == [["own_probability"]]
    over = [{"name": "Copper", "account": "Birch", "status": "lost", "probability": 0.0}]
    import_rows(desk, [ImportedRow(2, over[0], {})], mode="update")
    assert _figures(desk) == [67, 10, None]


def _figures(desk: Desk) -> list[int | None]:
    with desk.store.reading() as reading:
        return [reading.opportunity(number).own_probability for number in (1, 2, 3)]
