"""The forecast over a book: what counts in which period and line, exact to the cent, in all and by group."""

from __future__ import annotations

from datetime import date

import pytest

from osp_cli.domain.money import Money
from osp_cli.domain.periods import fiscal_quarter_of, month_of, quarter_of, year_of
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.services.forecasting import (
    counts_bookings,
    forecast,
    forecast_period,
    grouping,
)
from osp_cli.settings import Settings
from tests.services.pipelines import TODAY, Deal, booked, lead, make_desk, ordered, usd

Q4 = quarter_of(TODAY)
Q1 = quarter_of(date(2027, 1, 5))
SOON, LATER, PAST = date(2026, 12, 10), date(2027, 2, 1), date(2026, 11, 3)
OCTOBER = date(2026, 10, 9)


def test_a_lost_cancelled_or_withdrawn_deal_is_never_in_the_forecast() -> None:
    gone = [
        Deal(status=status, stage="8", amount=usd(5_00), close=SOON) for status in ("lost", "cancelled", "withdrawn")
    ]
    kept = Deal(stage="8", amount=usd(70_00), close=SOON)
    total = forecast(make_desk(kept, *gone), Q4).total
    assert (total.headline, total.weighted, total.commit.deals) == (usd(70_00), usd(63_00), 1)
    assert forecast(make_desk(*gone), Q4).total.is_empty


def test_open_deals_past_their_date_stand_in_the_overdue_line_alone() -> None:
    late = [Deal(stage="8", amount=usd(9_99), close=PAST), Deal(amount=Money(5, "EUR"), close=PAST), Deal(close=PAST)]
    total = forecast(make_desk(*late, Deal(stage="8", amount=usd(1_00), close=SOON)), Q4).total
    assert (total.overdue.deals, total.overdue.amounts) == (3, (Money(5, "EUR"), usd(9_99)))
    assert (total.commit.deals, total.headline) == (1, usd(1_00))


def test_a_missing_date_amount_or_rate_is_each_reported_in_a_line_of_its_own() -> None:
    total = forecast(
        make_desk(
            Deal(stage="8", amount=usd(9_99)),
            Deal(stage="8", close=SOON),
            Deal(stage="8", amount=Money(700, "CNY"), close=SOON),
            Deal(stage="8", amount=Money(300, "EUR"), close=SOON),
            Deal(stage="8", amount=Money(400, "EUR"), base=usd(432), close=SOON),
        ),
        Q4,
    ).total
    assert (total.undated.deals, total.undated.amounts) == (1, (usd(9_99),))
    assert (total.unpriced.deals, total.unpriced.amounts) == (1, ())
    assert (total.unconverted.deals, total.unconverted.amounts) == (2, (Money(700, "CNY"), Money(300, "EUR")))
    assert (total.commit.deals, total.commit.amount) == (1, usd(432))


def test_won_is_ordered_and_booked_each_deal_once_in_the_period_of_its_order() -> None:
    desk = make_desk(
        Deal(stage="9", status="won", amount=usd(1), order=ordered(OCTOBER, usd(100_00))),
        Deal(stage="9.5", status="won", order=ordered(OCTOBER, usd(20_00))),
        Deal(stage="10", status="won", order=booked(OCTOBER, usd(50_00), LATER, usd(47_50))),
        Deal(stage="9", status="won", close=SOON, order=ordered(LATER, usd(8_00))),
    )
    total = forecast(desk, Q4).total
    assert (total.ordered.deals, total.ordered.amount) == (2, usd(120_00))
    assert (total.booked.deals, total.booked.amount) == (1, usd(47_50))
    assert (total.won.deals, total.won.amount) == (3, usd(167_50))
    assert total.headline == total.weighted == usd(167_50)
    following = forecast(desk, Q1).total
    assert (following.won.deals, following.won.amount) == (1, usd(8_00))


def test_closed_deals_count_by_their_order_date_and_open_ones_by_their_expected_date() -> None:
    desk = make_desk(
        Deal(stage="9", status="won", close=LATER, order=ordered(OCTOBER, usd(100_00))),
        Deal(stage="8", amount=usd(30_00), close=LATER),
    )
    assert forecast(desk, Q4).total.headline == usd(100_00)
    assert forecast(desk, Q1).total.headline == usd(30_00)


def test_a_cancelled_order_is_no_win() -> None:
    desk = make_desk(Deal(stage="8", status="won", order=ordered(OCTOBER, usd(100_00)), cancelled=True))
    total = forecast(desk, Q4).total
    assert (total.won.deals, total.won_cancelled.deals) == (0, 1)


def test_an_order_on_an_open_deal_makes_nothing_won() -> None:
    desk = make_desk(Deal(stage="8", amount=usd(7_00), close=SOON, order=ordered(OCTOBER, usd(100_00))))
    total = forecast(desk, Q4).total
    assert (total.won.deals, total.commit.amount) == (0, usd(7_00))


def test_a_won_deal_without_amount_rate_or_date_is_told_and_in_no_sum() -> None:
    total = forecast(
        make_desk(
            Deal(stage="9", status="won", order=ordered(OCTOBER, None)),
            Deal(stage="10", status="won", order=ordered(OCTOBER, usd(5_00))),
            Deal(stage="9", status="won", order=ordered(OCTOBER, Money(900, "EUR"))),
            Deal(stage="9", status="won", order=ordered(OCTOBER, Money(4, "CNY"), Money(1, "EUR"))),
            Deal(stage="9", status="won", order=ordered(None, usd(6_00))),
        ),
        Q4,
    ).total
    assert total.won.deals == 0
    assert total.won_unpriced.deals == 2
    assert (total.won_unconverted.deals, total.won_unconverted.amounts) == (2, (Money(4, "CNY"), Money(900, "EUR")))
    assert (total.won_undated.deals, total.won_undated.amounts) == (1, (usd(6_00),))


def test_each_deal_is_weighted_and_rounded_half_up_once() -> None:
    desk = make_desk(*(Deal(stage="1", amount=usd(10), close=SOON) for _ in range(3)), Deal(amount=usd(1), close=SOON))
    assert forecast(desk, Q4).total.weighted == usd(3 * 1 + 1)


def test_half_a_cent_is_rounded_up_too_where_an_older_base_currency_was_kept() -> None:
    desk = make_desk(Deal(amount=usd(1), base=Money(1, "EUR"), close=SOON))
    assert forecast(desk, Q4).total.weighted == usd(1)


def test_the_largest_amount_is_weighed_without_losing_a_cent() -> None:
    most = 10**17
    desk = make_desk(*(Deal(stage=stage, amount=usd(most - 1), close=SOON) for stage in ("1", "8")))
    assert forecast(desk, Q4).total.weighted == usd(5 * 10**15 + 9 * 10**16 - 1)


def test_raw_weighted_and_committed_columns_have_names_and_values_of_their_own() -> None:
    total = forecast(
        make_desk(Deal(amount=usd(100_00), close=SOON), Deal(stage="8", amount=usd(10_00), close=SOON)), Q4
    ).total
    assert total.best.amount == usd(100_00)
    assert total.commit.amount == usd(10_00)
    assert total.weighted == usd(59_00)
    assert total.cumulative.open_pipeline.amount == usd(110_00)


def test_the_users_own_probability_and_category_count() -> None:
    settings = Settings(probabilities={"5": 40}, categories={"5": "commit", "1": "omitted"})
    desk = make_desk(
        Deal(amount=usd(10_00), close=SOON), Deal(stage="1", amount=usd(3_00), close=SOON), settings=settings
    )
    total = forecast(desk, Q4).total
    assert (total.commit.amount, total.weighted, total.omitted.amount) == (usd(10_00), usd(4_00), usd(3_00))
    assert total.cumulative.open_pipeline.deals == 1


def test_a_probability_for_a_stage_that_is_none_is_refused() -> None:
    with pytest.raises(NotFound) as refused:
        forecast(make_desk(settings=Settings(probabilities={"11": 40})), Q4)
    assert refused.value.code == "stage-unknown"


def test_after_a_change_of_base_currency_only_its_own_amounts_count() -> None:
    deals = (
        Deal(stage="8", amount=usd(10_00), close=SOON),
        Deal(stage="8", amount=Money(9_00, "EUR"), base=usd(10_00), close=SOON),
        Deal(stage="9", status="won", order=ordered(OCTOBER, Money(5_00, "EUR"), usd(5_40))),
    )
    total = forecast(make_desk(*deals, settings=Settings(currency="EUR")), Q4).total
    assert (total.commit.amount, total.weighted) == (Money(9_00, "EUR"), Money(5_00 + 8_10, "EUR"))
    assert (total.unconverted.deals, total.unconverted.amounts) == (1, (usd(10_00),))
    assert total.won.amount == Money(5_00, "EUR")


def test_a_past_quarter_shows_what_was_won_in_it_and_no_open_deal_of_its_days() -> None:
    old = quarter_of(date(2017, 12, 1))
    desk = make_desk(
        Deal(stage="10", status="won", order=booked(date(2017, 10, 3), usd(1), date(2017, 10, 3), usd(1_00))),
        Deal(amount=usd(5_00)),
        Deal(stage="8", amount=usd(6_00), close=date(2017, 11, 1)),
        Deal(stage="8", amount=usd(7_00), close=SOON),
    )
    total = forecast(desk, old).total
    assert (total.headline, total.weighted) == (usd(1_00), usd(1_00))
    assert (total.undated.deals, total.overdue.deals, total.another_period.deals) == (1, 1, 1)


def test_deals_of_another_period_are_counted_before_and_after_it() -> None:
    desk = make_desk(*(Deal(amount=usd(1), close=day) for day in (SOON, LATER, date(2027, 6, 1), date(2028, 1, 1))))
    second = quarter_of(date(2027, 6, 1))
    total = forecast(desk, second).total
    assert (total.best.deals, total.another_period.deals) == (1, 3)
    assert total.another_period.amounts == (usd(3),)


def test_the_fiscal_year_start_is_honoured() -> None:
    desk = make_desk(
        *(
            Deal(stage="8", amount=usd(1), close=day)
            for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 31))
        ),
        settings=Settings(fiscal_start=2),
    )
    quarter = forecast_period(desk, None, ["quarter"])
    assert (quarter.first, quarter.last, quarter.label) == (date(2026, 11, 1), date(2027, 1, 31), "FY27Q4")
    assert forecast(desk, quarter).total.commit.deals == 3
    assert forecast_period(desk, None, ["year"]).label == "FY27"
    assert forecast_period(desk, None, ["month"]) == month_of(TODAY)
    assert forecast_period(desk, None) == fiscal_quarter_of(TODAY, 2)


def test_a_period_is_read_as_typed_and_must_be_what_the_flag_says() -> None:
    desk = make_desk()
    assert forecast_period(desk, "2026Q4", ["quarter"]) == Q4
    assert forecast_period(desk, "2027") == year_of(date(2027, 1, 1))
    with pytest.raises(WrongUsage) as refused:
        forecast_period(desk, "2026Q4", ["month"])
    assert refused.value.code == "period-kind-differs"
    with pytest.raises(WrongUsage) as refused:
        forecast_period(desk, None, ["month", "year"])
    assert refused.value.code == "options-exclude"


def test_an_unknown_grouping_or_basis_is_refused_with_what_there_is() -> None:
    assert grouping(None, {}) is None
    assert grouping("region", {}) == "region"
    with pytest.raises(WrongUsage) as refused:
        grouping("colour", {})
    assert "owner" in refused.value.details["groupings"]
    assert (counts_bookings("order"), counts_bookings("booked")) == (False, True)
    with pytest.raises(WrongUsage) as refused:
        counts_bookings("cash")
    assert refused.value.details["bases"] == ["order", "booked"]


TEAM = (("Ada", "Ingrid", "North"), ("Bo", "Ingrid", "South"), ("Chen", None, None))


def test_sums_are_the_same_with_and_without_an_owner() -> None:
    desk = make_desk(
        Deal(stage="8", amount=usd(1_00), close=SOON, owner="Ada"),
        Deal(stage="8", amount=usd(2_00), close=SOON),
        Deal(stage="9", status="won", order=ordered(OCTOBER, usd(4_00))),
    )
    shown = forecast(desk, Q4, by="owner")
    assert [(group.name, group.row.headline) for group in shown.groups] == [("Ada", usd(1_00)), (None, usd(6_00))]
    assert shown.total == forecast(desk, Q4).total


def test_manager_and_region_are_those_of_the_owner() -> None:
    desk = make_desk(
        *(Deal(stage="8", amount=usd(n), close=SOON, owner=o) for o, n in (("Ada", 1), ("Bo", 2), ("Chen", 4)))
    )
    lead(desk, *TEAM)
    by_manager = {group.name: group.row.headline.minor for group in forecast(desk, Q4, by="manager").groups}
    by_region = {group.name: group.row.headline.minor for group in forecast(desk, Q4, by="region").groups}
    assert by_manager == {"Ingrid": 3, None: 4}
    assert by_region == {"North": 1, "South": 2, None: 4}


def test_stages_and_categories_stand_in_their_own_order() -> None:
    desk = make_desk(
        *(Deal(stage=stage, amount=usd(1), close=SOON) for stage in ("8", "1", "5")),
        *(Deal(stage=stage, status="won", order=ordered(OCTOBER, usd(2))) for stage in ("9.5", "9")),
        Deal(stage="6"),
    )
    assert [group.name for group in forecast(desk, Q4, by="stage").groups] == ["1", "5", "6", "8", "9", "9.5"]
    by_category = forecast(desk, Q4, by="category").groups
    assert [group.name for group in by_category] == ["won", "commit", "best", "pipeline"]
    assert by_category[2].row.undated.deals == 1


def test_other_groups_go_from_the_largest_headline_down_and_none_comes_last() -> None:
    sizes = (("Cedar", 1), ("Orbit", 9), (None, 50), ("Quartz", 5))
    desk = make_desk(*(Deal(stage="8", amount=usd(n), close=SOON, account=a) for a, n in sizes))
    assert [group.name for group in forecast(desk, Q4, by="account").groups] == ["Orbit", "Quartz", "Cedar", None]


def test_why_lists_each_deal_with_amount_rate_probability_and_its_line() -> None:
    desk = make_desk(
        Deal(stage="5", amount=Money(1_00, "EUR"), base=usd(1_08), close=SOON, owner="Ada"),
        Deal(stage="8", amount=usd(5_00)),
        Deal(stage="9", status="won", order=ordered(OCTOBER, usd(4_00), order_number="PO-9")),
        Deal(stage="9", status="won", order=ordered(None, usd(3_00))),
        Deal(stage="9", status="won", order=ordered(LATER, usd(2_00))),
    )
    why = forecast(desk, Q4, with_why=True).why
    assert why is not None
    first, second = why.open
    assert (first.line, first.amount, first.base_amount, first.probability, first.weighted) == (
        "best", Money(1_00, "EUR"), usd(1_08), 50, usd(54),
    )  # fmt: skip
    assert (second.line, second.category, second.weighted) == ("undated", "commit", None)
    assert [(deal.line, deal.order_number) for deal in why.won] == [("ordered", "PO-9"), ("won_undated", None)]
    assert [weight.percent for weight in why.scale][:3] == [5, 10, 20]
    assert forecast(desk, Q4).why is None


def test_the_booked_basis_is_a_second_look_by_booking_date_and_changes_no_sum() -> None:
    desk = make_desk(
        Deal(stage="10", status="won", owner="Ada", order=booked(date(2026, 9, 1), usd(5_00), OCTOBER, usd(4_00))),
        Deal(stage="10", status="won", order=booked(OCTOBER, usd(3_00), LATER, usd(3_00))),
        Deal(stage="9", status="won", order=ordered(OCTOBER, usd(2_00), booked_on=OCTOBER, booked_amount=usd(2_00))),
        Deal(stage="10", status="won", order=ordered(OCTOBER, usd(1_00), booked_on=OCTOBER)),
    )
    plain, seen = forecast(desk, Q4, by="owner"), forecast(desk, Q4, by="owner", with_bookings=True)
    assert seen.bookings is not None
    assert (seen.bookings.total.deals, seen.bookings.total.amount, seen.bookings.unconverted) == (1, usd(4_00), 1)
    assert [(group.name, group.booked.amount) for group in seen.bookings.groups] == [("Ada", usd(4_00))]
    assert (seen.total, seen.groups, plain.bookings) == (plain.total, plain.groups, None)


def test_open_shortcuts_stand_beside_the_forecast_those_of_another_period_last() -> None:
    desk = make_desk(*(Deal(stage="5", amount=usd(1), close=day) for day in (SOON, LATER, None, PAST)))
    with desk.writing() as writing:
        for number in (1, 2, 3, 4):
            debt = writing.add_debt(number, criterion="funding-confirmed", stage="4", reason="by phone", on=PAST)
        writing.settle_debt(debt.number, on=TODAY, by="Ada", evidence="letter")
    debts = forecast(desk, Q4).debts
    assert [(debt.opportunity, debt.criterion, debt.reason) for debt in debts] == [
        (1, "funding-confirmed", "by phone"), (3, "funding-confirmed", "by phone"),
        (2, "funding-confirmed", "by phone"),
    ]  # fmt: skip
    assert [debt.is_of_another_period for debt in debts] == [False, False, True]


def test_a_second_run_on_the_same_book_gives_the_same_figures() -> None:
    desk = make_desk(*(Deal(amount=usd(n), close=SOON, owner=f"Owner {n % 3}") for n in range(1, 20)))
    assert forecast(desk, Q4, by="owner", with_why=True) == forecast(desk, Q4, by="owner", with_why=True)


def test_an_empty_book_has_a_forecast_of_nothing() -> None:
    shown = forecast(make_desk(), Q4, by="owner", with_bookings=True, with_why=True)
    assert shown.total.is_empty
    assert (shown.groups, shown.total.headline, shown.total.target) == ((), usd(0), None)
