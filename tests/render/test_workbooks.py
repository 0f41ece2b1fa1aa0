"""The weekly workbook: formulas that come to the figures of the forecast, and text that is nothing but text."""

from __future__ import annotations

import pytest

from osp_cli.domain.money import Money
from osp_cli.domain.periods import month_of
from osp_cli.render.workbooks.weekly import weekly_workbook
from osp_cli.services.calls import call_total
from osp_cli.services.quotas import set_quota
from osp_cli.services.reporting import WeeklyReport, weekly_report
from osp_cli.services.snapshots import take
from osp_cli.settings import Settings
from osp_cli.words import Words
from tests.render.workbook_reading import Workbook
from tests.services.pipelines import TODAY, WHO, Deal, booked, make_desk, ordered, usd
from tests.services.seasons import QUARTER, Season

HOSTILE = ('=HYPERLINK("http://x";"y")', "+1", "-2+3", "@SUM(A1)", "https://example.com", "1.50")
MONTH = month_of(TODAY)


@pytest.fixture(scope="module")
def season() -> Season:
    made = Season(a_day=1.2, owners=4)
    set_quota(made.desk, QUARTER, usd(60_000_00), owner=None)
    call_total(made.desk, QUARTER, usd(9_000_00), owner=None, reason="=1+1", on=made.day)
    for _ in range(3):
        take(made.desk, QUARTER)
        made.turn(9)
    return made


@pytest.fixture(scope="module")
def report(season: Season) -> WeeklyReport:
    return weekly_report(season.desk, QUARTER, None)


def made_of(report: WeeklyReport, season: Season, language: str = "en") -> Workbook:
    return Workbook(weekly_workbook(report, Words(language, lambda: season.desk.process), season.desk.process, WHO))


def units(amount: Money | None) -> float:
    assert amount is not None
    return pytest.approx(amount.minor / 100, abs=0.004)  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_formula_comes_to_the_value_that_is_kept_with_it(
    language: str, season: Season, report: WeeklyReport
) -> None:
    book = made_of(report, season, language)
    assert len(book.formulas) > 60
    assert book.charts == 5
    for kept in book.formulas:
        assert book.worked_out(kept) == pytest.approx(kept.value, abs=0.0051), kept


def test_the_figures_are_those_of_the_forecast(season: Season, report: WeeklyReport) -> None:
    book, total, outlook = made_of(report, season), report.forecast.total, report.forecast.outlook
    assert outlook is not None
    assert total.target is not None
    for label, column, amount in (
        ("Won", 2, total.won.amount),
        ("Commit", 3, total.cumulative.commit.amount),
        ("Best case", 3, total.cumulative.best.amount),
        ("Open, without won", 3, total.cumulative.open_pipeline.amount),
        ("Rep's call", 2, total.headline),
        ("Weighted", 2, total.weighted),
        ("Gap", 2, total.target.gap),
        ("P50 (median)", 2, outlook.p50),
        ("Model", 2, outlook.expected),
        ("Blend", 2, outlook.blend),
    ):
        assert book.row("Forecast", label)[column] == units(amount), label
    assert book.row("Owners", "Total")[8] == units(outlook.expected)
    assert book.row("What moved", "Open at the end")[2] == units(report.changes.total.open_at_end.amount)


def test_every_deal_of_the_book_has_its_row(season: Season, report: WeeklyReport) -> None:
    book, why = made_of(report, season), report.forecast.why
    assert why is not None
    assert book.column("Open deals", 0, "No.") == [deal.opportunity.number for deal in why.open]
    assert book.column("Won deals", 0, "No.") == [deal.opportunity.number for deal in why.won]
    assert len(book.sheets["Ageing"]) > len(report.stuck)


def test_text_that_looks_like_a_formula_a_link_or_a_number_stays_text() -> None:
    deals = [Deal(stage="7", amount=usd(100), close=TODAY, owner=text, account=text) for text in HOSTILE]
    desk = make_desk(*deals, today=TODAY)
    report = weekly_report(desk, MONTH, None)
    book = Workbook(weekly_workbook(report, Words("en", lambda: desk.process), desk.process, WHO))
    assert book.column("Open deals", 2, "Account") == list(HOSTILE)
    assert {row[0] for row in book.sheets["Owners"][1:]} >= set(HOSTILE)
    ours = ("SUM", "ROUND", "COUNTIF", "MIN", "MAX", "B", "C", "D", "G", "L")
    assert all(kept.formula.startswith(ours) for kept in book.formulas)


def test_a_book_without_wins_quota_or_snapshots_has_its_workbook_too() -> None:
    desk = make_desk(Deal(stage="2", amount=usd(100), close=TODAY), Deal(), today=TODAY, settings=Settings(me=WHO))
    report = weekly_report(desk, MONTH, None)
    book = Workbook(weekly_workbook(report, Words("zh", lambda: desk.process), desk.process, WHO))
    assert any("给出区间需要" in str(row[0]) for row in book.sheets["预测"])
    for kept in book.formulas:
        assert book.worked_out(kept) == pytest.approx(kept.value, abs=0.0051), kept


def test_a_booked_deal_and_one_without_a_rate_stand_where_they_count() -> None:
    won = booked(TODAY, usd(700), TODAY, usd(800))
    deals = [
        Deal("10", "won", usd(700), order=won),
        Deal("9", "won", usd(50), order=ordered(TODAY, usd(60))),
        Deal(stage="7", amount=Money(9_00, "JPY"), close=TODAY),
    ]
    desk = make_desk(*deals, today=TODAY)
    report = weekly_report(desk, MONTH, None)
    book = Workbook(weekly_workbook(report, Words("en", lambda: desk.process), desk.process, WHO))
    assert book.row("Forecast", "booked")[2] == 8.0
    assert book.row("Forecast", "Won")[2] == 8.6
    assert book.row("Forecast", "Open, without a rate into USD")[1] == 1
    assert book.sheets["Open deals"][1][7:9] == [900, "JPY"]


def test_columns_are_wide_enough_for_any_amount_and_titles_stand_over_their_numbers() -> None:
    desk = make_desk(Deal(stage="8", amount=usd(10**17), close=TODAY), Deal(stage="8", amount=usd(1), close=TODAY))
    report = weekly_report(desk, MONTH, None)
    book = Workbook(weekly_workbook(report, Words("en", lambda: desk.process), desk.process, WHO))
    widest = len("1,000,000,000,000,000.01")
    assert book.widths("Open deals")[11] >= widest
    assert book.widths("Owners")[2] >= widest
    assert book.widths("Owners")[0] == pytest.approx(24, abs=1)


def test_a_gap_has_a_sheet_of_the_deals_that_close_it_whose_sums_are_formulas(
    season: Season, report: WeeklyReport
) -> None:
    closing = report.forecast.closing
    assert closing is not None
    sheet = made_of(report, season).sheets["Closing the gap"]
    first = next(place for place, row in enumerate(sheet) if row[0] == "No.") + 1
    deals = (*closing.deals, *(closing.pull_in.deals if closing.pull_in else ()))
    rows = sheet[first : first + len(deals)]
    assert [row[0] for row in rows] == [deal.opportunity.number for deal in deals]
    assert [row[9] for row in rows] == [units(deal.together) for deal in deals]
    assert [row[10] for row in rows] == [units(deal.missing) for deal in deals]
    assert "gate" in rows[0][11]
