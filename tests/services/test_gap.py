"""Which deals close the gap, over books in a store: the sets, what each deal lacks, and what could be pulled in."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.domain.forecast import By
from osp_cli.domain.gate import unmet_musts
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period, quarter_of
from osp_cli.frozen import replace
from osp_cli.render.out import Out
from osp_cli.render.views.forecast import forecast_view
from osp_cli.services.closing import Closing
from osp_cli.services.desk import Desk, Typed
from osp_cli.services.every_gate import every_gate
from osp_cli.services.forecasting import forecast
from osp_cli.services.gap import JUDGED, with_closing
from osp_cli.services.outlook import with_outlook
from osp_cli.services.past import AsOf
from osp_cli.services.quotas import set_quota
from osp_cli.services.stages import advance, gate_view
from osp_cli.settings import Settings
from osp_cli.words import Words
from tests.services.pipelines import TODAY, WHO, Deal, lead, make_desk, ordered, usd
from tests.services.seasons import QUARTER, Season

Q4, Q1 = quarter_of(TODAY), quarter_of(date(2027, 1, 5))
SOON, NEXT, FAR, PAST = date(2026, 12, 10), date(2027, 2, 1), date(2027, 5, 1), date(2026, 11, 3)


def desk_of(*deals: Deal, quota: int | None, won: int = 10_00) -> Desk:
    made = make_desk(Deal("9", "won", order=ordered(PAST, usd(won))), *deals)
    if quota is not None:
        set_quota(made, Q4, usd(quota), owner=None)
    return made


def due(minor: int, stage: str = "5", **more: object) -> Deal:
    return Deal(stage, amount=usd(minor), close=SOON, **more)  # type: ignore[arg-type]


def closed_by(desk: Desk, period: Period = Q4, by: By | None = None) -> Closing:
    closing = with_closing(desk, forecast(desk, period, by=by, with_why=True)).closing
    assert closing is not None
    return closing


def told(desk: Desk, language: str, capsys: pytest.CaptureFixture[str], by: By | None = None) -> str:
    result = with_closing(desk, with_outlook(desk, forecast(desk, Q4, by=by, with_why=True), None))
    capsys.readouterr()
    environment = {"COLUMNS": "200"}
    out = Out(Words(language, lambda: desk.process), stdout=sys.stdout, stderr=sys.stderr, environment=environment)
    out.show(result, lambda shown, said: forecast_view(shown, said, desk.process))
    return capsys.readouterr().out


def test_the_likeliest_deals_close_the_gap_and_the_fewest_are_named_where_they_are_fewer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = desk_of(due(60_00, "8"), due(50_00, "8"), due(100_00, "1"), due(5_00, "8"), quota=110_00)
    closing = closed_by(desk)
    assert (closing.gap, closing.basis, closing.missing, closing.pull_in) == (usd(100_00), "stage", None, None)
    assert (closing.due.deals, closing.due.amount, closing.brings) == (4, usd(215_00), usd(54_00 + 45_00 + 5_00 + 4_50))
    assert [(each.opportunity.number, each.chance, each.expected) for each in closing.deals] == [
        (2, 0.9, usd(54_00)),
        (3, 0.9, usd(45_00)),
    ]
    assert [(each.together, each.missing) for each in closing.deals] == [
        (usd(60_00), usd(40_00)),
        (usd(110_00), usd(-10_00)),
    ]
    assert [each.number for each in closing.fewest] == [4]
    english, chinese = told(desk, "en", capsys), told(desk, "zh", capsys)
    assert "Likeliest to close it: 2 deals, together $110.00, $10.00 more than the gap." in english
    assert "Fewest: 1 deal would do: 4 Deal 4." in english
    assert "最有可能补上缺口的组合：2 个商机，共 US$110.00，比缺口多 US$10.00。" in chinese


def test_without_a_quota_nothing_is_said_and_of_one_that_is_reached_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = desk_of(due(60_00), quota=None)
    assert with_closing(desk, forecast(desk, Q4, with_why=True)).closing is None
    assert "close the gap" not in told(desk, "en", capsys)
    desk = desk_of(due(60_00), quota=9_00)
    assert (closed_by(desk).deals, closed_by(desk).fewest, closed_by(desk).missing) == ((), (), None)
    assert "No deal has to: the quota is reached, $1.00 above it." in told(desk, "en", capsys)
    assert with_closing(desk, forecast(desk, Q4)).closing is None  # nobody asked why


def test_where_all_that_are_due_do_not_suffice_overdue_undated_and_later_deals_are_candidates(
    capsys: pytest.CaptureFixture[str],
) -> None:
    later = [
        Deal("5", amount=usd(20_00), close=NEXT),
        Deal("5", amount=usd(30_00), close=PAST),
        Deal("5", amount=usd(40_00)),
        Deal("5", amount=usd(900_00), close=FAR),
        Deal("5", close=NEXT),
        Deal("5", amount=Money(5_00, "EUR"), close=NEXT),
    ]
    desk = desk_of(
        due(60_00), Deal("5", close=SOON), Deal("5", amount=Money(1, "EUR"), close=SOON), *later, quota=135_00
    )
    closing = closed_by(desk)
    assert (closing.gap, closing.missing, closing.unknown) == (usd(125_00), usd(65_00), 2)
    pull_in = closing.pull_in
    assert pull_in is not None
    assert (pull_in.following.label, pull_in.pullable.deals, pull_in.pullable.amount) == ("2027Q1", 3, usd(90_00))
    assert [(deal.opportunity.number, deal.line) for deal in pull_in.deals] == [(7, "undated"), (6, "overdue")]
    assert [(deal.together, deal.missing) for deal in pull_in.deals] == [
        (usd(100_00), usd(25_00)),
        (usd(130_00), usd(-5_00)),
    ]
    said = told(desk, "en", capsys)
    assert "The 1 open deal due in the period comes to $60.00, $65.00 short." in said
    assert "2 more are due but have no amount or rate" in said
    assert "2 of 3 candidates pulled in would close the gap" in said
    set_quota(desk, Q4, usd(200_00), owner=None)
    pull_in = closed_by(desk).pull_in
    assert pull_in is not None
    assert (len(pull_in.deals), pull_in.missing) == (3, usd(40_00))
    assert "即使把这 3 个商机（共 US$90.00）全部提前，还差 US$40.00" in told(desk, "zh", capsys)


def test_nothing_is_pulled_into_a_period_that_is_over_and_nothing_out_of_an_empty_book(
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = desk_of(Deal("5", amount=usd(30_00), close=PAST), quota=135_00)
    over = quarter_of(date(2026, 8, 1))
    set_quota(desk, over, usd(5_00), owner=None)
    closing = closed_by(desk, over)
    assert (closing.is_over, closing.deals, closing.pull_in, closing.missing) == (True, (), None, usd(5_00))
    said = told(desk_of(quota=50_00), "en", capsys)
    assert "No open deal with an amount is due in the period." in said
    assert "Nothing could be pulled in" in said


def test_omitted_deals_close_nothing() -> None:
    of_no_account = Settings(me=WHO, categories={"5": "omitted"})
    desk = make_desk(due(60_00), due(60_00, "8"), Deal("5", amount=usd(1), close=NEXT), settings=of_no_account)
    set_quota(desk, Q4, usd(500_00), owner=None)
    closing = closed_by(desk)
    assert [deal.opportunity.number for deal in closing.deals] == [2]
    assert closing.pull_in is not None
    assert closing.pull_in.pullable.deals == 0


def test_what_the_first_deals_lack_is_told_but_not_of_a_past_day() -> None:
    desk = desk_of(*(due(10_00) for _ in range(JUDGED + 2)), quota=130_00)
    advancing = Desk(desk.store, desk.process, desk.settings, desk.today, WHO, typed=Typed("osp test"))
    advance(advancing, 2, "6", override="in a hurry", on=TODAY)
    deals = closed_by(desk).deals
    assert [deal.lacking is not None for deal in deals] == [True] * JUDGED + [False] * 2
    first = next(deal.lacking for deal in deals if deal.opportunity.number == 2)
    assert first is not None
    assert "technical-win-confirmed" in first.debts
    assert (first.next_stage, bool(first.ahead)) == ("7", True)
    assert not set(first.debts) & set(first.passed)
    owed = next(deal.lacking for deal in deals if deal.opportunity.number == 3)
    assert owed is not None
    assert (owed.debts, bool(owed.passed), owed.next_stage) == ((), True, "6")
    for number, lacking in ((2, first), (3, owed)):
        musts = [found.criterion for found in unmet_musts(every_gate(desk, number, None).gates)]
        assert set(musts) == {*lacking.debts, *lacking.passed, *lacking.ahead}, "the hint leads to all of them"
        assert len(set(musts)) > len(unmet_musts(gate_view(desk, number, None).gates))
    past = replace(forecast(desk, Q4, by="manager", with_why=True), as_of=AsOf(TODAY, 0, 0))
    closing = with_closing(desk, past).closing
    assert closing is not None
    assert [deal.opportunity.number for deal in closing.deals] == [deal.opportunity.number for deal in deals]
    assert all(deal.lacking is None for deal in closing.deals)


def test_every_owner_closes_the_own_gap_with_the_own_deals(capsys: pytest.CaptureFixture[str]) -> None:
    desk = desk_of(due(60_00, owner="Ann"), due(50_00, owner="Ann"), due(20_00, owner="Bo"), quota=None)
    lead(desk, ("Ann", "Zoe", None), ("Bo", "Zoe", None), ("Cy", None, None))
    for name, minor in (("Ann", 60_00), ("Bo", 50_00), ("Cy", 1_00)):
        set_quota(desk, Q4, usd(minor), owner=name)
    rows = {row.name: row for row in closed_by(desk, by="owner").rows}
    assert [deal.number for deal in rows["Ann"].deals] == [2]
    assert (rows["Ann"].together, rows["Ann"].missing) == (usd(60_00), None)
    assert (rows["Bo"].together, rows["Bo"].missing) == (usd(20_00), usd(30_00))
    assert (rows["Cy"].deals, rows["Cy"].missing) == ((), usd(1_00))
    (zoe,) = [row for row in closed_by(desk, by="manager").rows if row.name == "Zoe"]
    assert (zoe.gap, zoe.together) == (usd(110_00), usd(110_00))
    assert closed_by(desk, by="account").rows == ()
    said = told(desk, "en", capsys, by="owner")
    assert "- Ann, gap $60.00: 2 Deal 2; together $60.00" in said
    assert "- Bo, gap $50.00: all there are, 4 Deal 4; together $20.00, $30.00 short" in said
    assert "- Cy, gap $1.00: no open deal with an amount is due" in said


def test_learned_chances_take_the_place_of_the_stages() -> None:
    season = Season(a_day=0.6)
    season.turn(30)
    set_quota(season.desk, QUARTER, usd(2_000_00), owner=None)
    seen = with_outlook(season.desk, forecast(season.desk, QUARTER, with_why=True), None)
    closing = with_closing(season.desk, seen).closing
    assert closing is not None
    assert seen.outlook is not None
    learned = {deal.number: deal for deal in seen.outlook.deals}
    assert closing.basis == "learned"
    assert len(closing.deals) > 1
    for deal in closing.deals:
        own = learned.get(deal.opportunity.number)
        assert (deal.chance, deal.expected) == ((own.chance, own.expected) if own else (0.0, usd(0)))
    assert closing.brings.minor <= seen.outlook.open.minor


days = some.sampled_from([None, PAST, SOON, SOON, SOON, NEXT, FAR])
amounts = some.one_of(some.none(), some.integers(0, 10**9).map(usd), some.just(Money(7_00, "EUR")))
deals = some.builds(
    Deal,
    stage=some.sampled_from(["1", "5", "8"]),
    amount=amounts,
    close=days,
    owner=some.sampled_from([None, "Ann", "Bo"]),
)


@given(some.lists(deals, max_size=14), some.integers(0, 10**10))
@settings(max_examples=25)
def test_the_sums_reconcile_with_those_of_the_forecast_to_the_cent(opened: list[Deal], quota: int) -> None:
    desk = desk_of(*opened, quota=quota)
    lead(desk, ("Ann", None, None))
    set_quota(desk, Q4, usd(quota // 2), owner="Ann")
    seen = with_closing(desk, forecast(desk, Q4, by="owner", with_why=True))
    total, closing = seen.total, seen.closing
    assert closing is not None
    assert total.target is not None
    assert closing.gap == total.target.gap
    assert closing.due.amount == total.cumulative.open_pipeline.amount
    assert closing.brings == total.weighted - total.won.amount
    assert closing.unknown == total.unpriced.deals + total.unconverted.deals
    together = usd(0)
    for deal in (*closing.deals, *(closing.pull_in.deals if closing.pull_in else ())):
        together = together + deal.amount
        assert (deal.together, deal.missing) == (together, closing.gap - together)
    if closing.gap.minor <= 0:
        assert (closing.deals, closing.pull_in) == ((), None)
    elif closing.missing is None:
        assert together.minor >= closing.gap.minor
        assert len(closing.fewest) < len(closing.deals)
    else:
        assert closing.missing == closing.gap - closing.due.amount
        assert closing.pull_in is not None
        still = closing.gap - closing.due.amount - closing.pull_in.pullable.amount
        assert closing.pull_in.missing == (still if still.minor > 0 else None)
    for row in closing.rows:
        assert row.missing is None or row.together + row.missing == row.gap
