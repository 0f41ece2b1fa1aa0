"""Quotas: set, cleared, listed; and what the forecast makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from osp_cli.domain.money import Money
from osp_cli.domain.periods import fiscal_quarter_of, month_of, quarter_of, year_of
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import forecast
from osp_cli.services.quotas import list_quotas, set_quota
from osp_cli.settings import Settings
from tests.services.pipelines import TODAY, Deal, lead, make_desk, ordered, usd

Q4 = quarter_of(TODAY)
SOON = date(2026, 12, 10)


def team_of_two(**more: object) -> Desk:
    desk = make_desk(
        Deal(stage="9", status="won", owner="Ada", order=ordered(date(2026, 10, 5), usd(30_00))),
        Deal(stage="8", owner="Bo", amount=usd(20_00), close=SOON),
        **more,  # type: ignore[arg-type]
    )
    lead(desk, ("Ada", "Ingrid", "North"), ("Bo", "Ingrid", "North"))
    return desk


def test_a_quota_is_set_changed_and_cleared_and_says_what_held_before() -> None:
    desk = team_of_two()
    first = set_quota(desk, Q4, usd(100_00), owner="ada")
    assert (first.owner, first.amount, first.before) == ("Ada", usd(100_00), None)
    assert set_quota(desk, Q4, usd(90_00), owner="Ada").before == usd(100_00)
    cleared = set_quota(desk, Q4, None, owner="Ada")
    assert (cleared.amount, cleared.before) == (None, usd(90_00))
    assert list_quotas(desk, None).quotas == ()


def test_there_must_be_something_to_clear() -> None:
    desk = team_of_two()
    for owner, code in (("Ada", "quota-none"), (None, "quota-none-team")):
        with pytest.raises(NotFound) as refused:
            set_quota(desk, Q4, None, owner=owner)
        assert refused.value.code == code


def test_a_quota_for_somebody_who_is_not_in_the_team_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(NotFound) as refused:
        set_quota(team_of_two(), Q4, usd(1), owner="Adda")
    assert refused.value.code == "member-unknown"
    assert refused.value.details["candidates"] == ["Ada"]


def test_a_quota_is_kept_in_the_base_currency() -> None:
    with pytest.raises(WrongUsage) as refused:
        set_quota(team_of_two(), Q4, Money(1, "EUR"), owner=None)
    assert refused.value.code == "quota-currency"


def test_the_list_goes_by_period_the_teams_own_first_and_names_each_period() -> None:
    desk = team_of_two(settings=Settings(fiscal_start=2))
    for owner, period in (("Bo", Q4), ("Ada", Q4), (None, Q4), (None, year_of(TODAY)), ("Ada", month_of(TODAY)),
                          (None, fiscal_quarter_of(TODAY, 2))):  # fmt: skip
        set_quota(desk, period, usd(5), owner=owner)
    listed = [(quota.period, quota.owner) for quota in list_quotas(desk, None).quotas]
    assert listed == [
        ("2026", None), ("2026Q4", None), ("2026Q4", "Ada"), ("2026Q4", "Bo"), ("2026-11", "Ada"), ("FY27Q4", None),
    ]  # fmt: skip
    inside = list_quotas(desk, Q4)
    assert [(quota.period, quota.owner) for quota in inside.quotas] == listed[1:5]
    assert (inside.team, inside.source) == (usd(5), "team")


def test_the_list_of_a_period_adds_up_the_owners_where_the_team_has_no_quota() -> None:
    desk = team_of_two()
    set_quota(desk, Q4, usd(60_00), owner="Ada")
    set_quota(desk, Q4, usd(40_00), owner="Bo")
    shown = list_quotas(desk, Q4)
    assert (shown.team, shown.source) == (usd(100_00), "owners")
    assert (list_quotas(desk, year_of(TODAY)).team, list_quotas(desk, None).team) == (None, None)


def test_the_forecast_measures_the_gap_from_won_and_from_won_and_commit() -> None:
    desk = team_of_two()
    set_quota(desk, Q4, usd(100_00), owner=None)
    target = forecast(desk, Q4).total.target
    assert target is not None
    assert (target.source, target.gap, target.gap_with_commit) == ("team", usd(70_00), usd(50_00))
    assert target.coverage is not None
    assert (target.coverage.ratio, target.coverage.divisor) == ("0.29", "gap")


def test_rows_made_of_owners_have_the_sum_of_their_quotas_and_others_none() -> None:
    desk = team_of_two()
    with desk.writing() as writing:
        writing.add_member("Chen")
    for owner, minor in (("Ada", 60_00), ("Bo", 40_00), ("Chen", 7_00)):
        set_quota(desk, Q4, usd(minor), owner=owner)
    by_owner = {group.name: group.row.target for group in forecast(desk, Q4, by="owner").groups}
    assert {name: target and (target.quota, target.source, target.gap) for name, target in by_owner.items()} == {
        "Ada": (usd(60_00), "owner", usd(30_00)),
        "Bo": (usd(40_00), "owner", usd(40_00)),
        "Chen": (usd(7_00), "owner", usd(7_00)),
    }
    by_manager = {group.name: group.row.target for group in forecast(desk, Q4, by="manager").groups}
    assert {name: target and target.quota for name, target in by_manager.items()} == {
        "Ingrid": usd(100_00), None: usd(7_00),
    }  # fmt: skip
    assert all(group.row.target is None for group in forecast(desk, Q4, by="stage").groups)
    total = forecast(desk, Q4, by="owner").total.target
    assert total is not None
    assert (total.quota, total.source) == (usd(107_00), "owners")


def test_quotas_of_another_base_currency_are_left_out_and_counted() -> None:
    desk = team_of_two()
    set_quota(desk, Q4, usd(100_00), owner=None)
    desk.settings = Settings(currency="EUR")
    shown = forecast(desk, Q4)
    assert (shown.total.target, shown.quotas_in_other_currency) == (None, 1)


def test_a_quota_can_be_taken_back() -> None:
    desk = team_of_two()
    set_quota(desk, Q4, usd(100_00), owner=None)
    with desk.writing() as writing:
        writing.undo(1)
    assert list_quotas(desk, None).quotas == ()


def test_a_year_is_the_sum_of_its_quarters_when_all_are_there_and_says_so_when_only_some_are() -> None:
    desk, year = team_of_two(), year_of(TODAY)
    for month in (1, 4, 7):
        set_quota(desk, quarter_of(date(2026, month, 1)), usd(10_00), owner=None)
    shown = forecast(desk, year)
    assert (shown.total.target, shown.partly) == (None, (None,))
    assert (list_quotas(desk, year).team, list_quotas(desk, year).partly) == (None, (None,))
    set_quota(desk, Q4, usd(10_00), owner=None)
    shown = forecast(desk, year)
    assert shown.total.target is not None
    assert (shown.total.target.quota, shown.partly) == (usd(40_00), ())


def test_an_owner_whose_quotas_do_not_fill_the_period_is_named_beside_the_sum_of_the_others() -> None:
    desk = team_of_two()
    set_quota(desk, Q4, usd(60_00), owner="Ada")
    set_quota(desk, month_of(TODAY), usd(40_00), owner="Bo")
    shown = forecast(desk, Q4)
    assert shown.total.target is not None
    assert (shown.total.target.quota, shown.partly) == (usd(60_00), ("Bo",))
    set_quota(desk, Q4, usd(90_00), owner=None)
    assert forecast(desk, Q4).partly == ()
