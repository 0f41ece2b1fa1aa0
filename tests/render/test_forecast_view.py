"""The forecast and the quotas as a person reads them, in both languages, wide and narrow."""

from __future__ import annotations

from datetime import date

import pytest

from osp_cli.domain.money import Money
from osp_cli.domain.periods import quarter_of, year_of
from osp_cli.pack.load import builtin
from osp_cli.render.lines import Page
from osp_cli.render.plain import plain
from osp_cli.render.views.forecast import forecast_view
from osp_cli.render.views.quotas import quota_set_view, quotas_view
from osp_cli.render.width import cells
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, forecast
from osp_cli.services.quotas import list_quotas, set_quota
from osp_cli.words import Words
from tests.services.pipelines import TODAY, Deal, booked, lead, make_desk, ordered, usd

Q4 = quarter_of(TODAY)
SOON, OCTOBER = date(2026, 12, 10), date(2026, 10, 9)


def territory() -> Desk:
    desk = make_desk(
        Deal(stage="9", status="won", owner="Ingrid Solberg", order=ordered(OCTOBER, usd(120_000_00))),
        Deal(stage="10", status="won", owner="林晓梅", order=booked(OCTOBER, usd(1), TODAY, usd(1_350_400_00))),
        Deal(stage="9", status="won", owner="林晓梅", order=ordered(None, usd(5_00))),
        Deal(stage="8", owner="林晓梅", amount=usd(240_000_50), close=SOON, account="海棠银行"),
        Deal(stage="5", owner="Ingrid Solberg", amount=Money(90_000_00, "EUR"), base=usd(97_200_00), close=SOON),
        Deal(stage="2", owner="Ingrid Solberg", amount=Money(120_000_00, "CNY"), close=SOON),
        Deal(stage="2", owner=None, close=SOON),
        Deal(stage="2", owner="林晓梅", amount=Money(7_00, "EUR"), close=OCTOBER),
        Deal(stage="2", owner="林晓梅", amount=usd(8_00), close=OCTOBER),
        Deal(stage="2", owner="Kofi Mensah", amount=usd(8_00), close=date(2027, 3, 1)),
    )
    lead(desk, ("Ingrid Solberg", "Nadia Rahal", "North"), ("林晓梅", "Nadia Rahal", "华东"))
    return desk


def shown(result: Forecast, *, width: int = 100, language: str = "en") -> str:
    return plain(forecast_view(result, Words(language), builtin()), Page(width))


def test_the_headline_the_split_of_won_and_both_ways_of_adding_up_stand_on_the_first_screen() -> None:
    text = shown(forecast(territory(), Q4))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert lines[0] == "Forecast 2026Q4 (2026-10-01..12-31)"
    assert "Forecast $1,710,400.50 (won + commit)" in lines
    assert "Won 2 $1,470,400.00 $1,470,400.00" in lines
    assert "ordered (not yet booked) 1 $120,000.00 -" in lines
    assert "booked 1 $1,350,400.00 -" in lines
    assert "Commit 1 $240,000.50 $1,710,400.50" in lines
    assert "Best case 1 $97,200.00 $1,807,600.50" in lines
    assert "Open, without won 2 - $337,200.50" in lines


def test_what_is_in_no_sum_is_told_with_its_amounts() -> None:
    lines = [" ".join(line.split()) for line in shown(forecast(territory(), Q4)).splitlines()]
    assert "Open, without an amount 1 -" in lines
    assert "Open, without a rate into USD 1 ¥120,000.00" in lines
    assert "Open, expected date passed 2 €7.00, $8.00" in lines
    assert "Open, in another period 1 $8.00" in lines
    assert "Won, without an order date 1 $5.00" in lines


def test_groups_stand_in_rows_that_can_be_compared_and_end_in_the_total() -> None:
    lines = [" ".join(line.split()) for line in shown(forecast(territory(), Q4, by="owner")).splitlines()]
    assert "Owner Won Commit Best case Pipeline Weighted" in lines
    assert "林晓梅 1,350,400.00 240,000.50 0.00 0.00 1,566,400.45" in lines
    assert "Total 1,470,400.00 240,000.50 97,200.00 0.00 1,735,000.45" in lines
    assert "(none) 1 0 0 0" in lines
    assert "1 more has open deals only in other periods." in lines


def test_stages_have_their_names_and_categories_theirs() -> None:
    assert "8 Negotiation" in shown(forecast(territory(), Q4, by="stage"))
    assert "Best case" in shown(forecast(territory(), Q4, by="category"))


def test_the_gap_says_when_the_quota_is_reached_and_when_commit_would_reach_it() -> None:
    desk = territory()
    assert "osp quota set AMOUNT --period 2026Q4" in shown(forecast(desk, Q4))
    set_quota(desk, Q4, usd(2_000_000_00), owner=None)
    assert "$529,600.00 (quota - won); with commit $289,599.50" in shown(forecast(desk, Q4))
    assert "0.64 x the gap (open $337,200.50 / gap $529,600.00)" in shown(forecast(desk, Q4))
    set_quota(desk, Q4, usd(1_700_000_00), owner=None)
    assert "with commit it is reached, $10,400.50 above" in shown(forecast(desk, Q4))
    set_quota(desk, Q4, usd(1_000_000_00), owner=None)
    assert "reached: $470,400.00 above the quota" in shown(forecast(desk, Q4))


def test_an_empty_forecast_says_so_and_shows_no_table() -> None:
    text = shown(forecast(make_desk(), Q4))
    assert "No deal falls into this period." in text
    assert "Best case" not in text


def test_why_shows_the_deals_of_each_line_and_cuts_a_long_one() -> None:
    lines = [" ".join(line.split()) for line in shown(forecast(territory(), Q4, with_why=True)).splitlines()]
    assert "Commit: 1" in lines
    assert "4 Deal 4 8 2026-12-10 $240,000.50 - $240,000.50 90% $216,000.45" in lines
    many = make_desk(*(Deal(stage="8", amount=usd(1), close=SOON) for _ in range(53)))
    assert "... and 3 more: --json shows all" in shown(forecast(many, Q4, with_why=True))


def test_booked_by_booking_date_is_a_second_table() -> None:
    result = forecast(territory(), Q4, by="owner", with_bookings=True)
    lines = [" ".join(line.split()) for line in shown(result).splitlines()]
    assert "Booked in the period, by booking date, in USD" in lines
    assert lines.count("林晓梅 1 1,350,400.00") == 1
    alone = shown(forecast(territory(), Q4, with_bookings=True))
    assert "Total" in alone.split("Booked in the period")[1]


def test_shortcuts_show_reason_person_and_date_ten_at_most() -> None:
    desk = make_desk(*(Deal(stage="5", amount=usd(1), close=SOON) for _ in range(12)))
    with desk.writing() as writing:
        for number in range(1, 13):
            writing.add_debt(number, criterion="funding-confirmed", stage="4", reason="by phone", on=TODAY)
    text = shown(forecast(desk, Q4), width=200)
    assert "12 open debts from shortcuts" in text
    assert "12 Deal 12: passed because" not in text
    assert "passed because “by phone” (Amara Okafor, 2026-11-24)" in text
    assert "12 Deal 12: passed because" in shown(forecast(desk, Q4, with_why=True), width=200)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("by", [None, "owner", "region", "stage", "category", "account"])
def test_no_line_is_wider_than_the_page(language: str, width: int, by: None) -> None:
    desk = territory()
    set_quota(desk, Q4, usd(2_000_000_00), owner="林晓梅")
    result = forecast(desk, Q4, by=by, with_bookings=True, with_why=True)
    text = shown(result, width=width, language=language)
    assert max(map(cells, text.splitlines())) <= width
    assert "forecast." not in text
    assert "{" not in text


@pytest.mark.parametrize(("language", "words"), [("en", "sum of the owners'"), ("zh", "各负责人指标之和")])
def test_the_list_of_quotas_says_whose_sum_the_teams_quota_is(language: str, words: str) -> None:
    desk = territory()
    said = quota_set_view(set_quota(desk, Q4, usd(5_00), owner="林晓梅"), Words(language))
    assert "林晓梅" in plain(said, Page(60))
    text = plain(quotas_view(list_quotas(desk, Q4), Words(language)), Page(100))
    assert words in text
    assert "2026Q4" in text
    empty = plain(quotas_view(list_quotas(desk, year_of(date(2031, 1, 1))), Words(language)), Page(60))
    assert "2031" in empty
