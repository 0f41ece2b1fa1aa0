"""What people call: the category of a deal, a total, the manager's adjustment; and what the forecast makes of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.forecast import CATEGORIES, GROUPINGS, Columns
from osp_cli.domain.money import Money
from osp_cli.domain.periods import month_of, quarter_of
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.render.out import Out
from osp_cli.render.views.forecast import forecast_view
from osp_cli.services.calls import call_deal, call_total
from osp_cli.services.commit import with_gates
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import CommitGates, Forecast, forecast, user_scale
from osp_cli.services.journal import undo
from osp_cli.services.snapshot_check import check_snapshots
from osp_cli.services.snapshots import take
from osp_cli.words import Words
from tests.services.pipelines import TODAY, Deal, lead, make_desk, ordered, usd

Q4 = quarter_of(TODAY)
SOON = date(2026, 12, 10)


def book() -> Desk:
    """Two owners under a manager: a won deal, one at 90 % (commit), one at 5 % (pipeline), one overdue."""
    desk = make_desk(
        Deal(stage="9", status="won", owner="Ada", order=ordered(date(2026, 10, 5), usd(30_00))),
        Deal(stage="8", owner="Bo", amount=usd(20_00), close=SOON),
        Deal(stage="1", owner="Bo", amount=usd(7_00), close=SOON),
        Deal(stage="8", owner="Ada", amount=usd(5_00), close=date(2026, 11, 1)),
    )
    lead(desk, ("Ada", "Ingrid", "North"), ("Bo", "Ingrid", "North"))
    with desk.writing() as writing:
        boss = writing.member("Ingrid")
        assert boss is not None
        writing.save_member(replace(boss, role="manager"))
    return desk


def call(desk: Desk, number: int, category: str | None, reason: str | None = None) -> None:
    call_deal(desk, user_scale(desk), number, category, reason=reason, on=TODAY)


def figures(row: Columns) -> tuple[Money, Money, Money, Money, Money]:
    return row.commit.amount, row.best.amount, row.pipeline.amount, row.omitted.amount, row.weighted


def test_a_deal_counts_in_the_category_it_is_called_with_the_win_rate_of_its_stage() -> None:
    desk = book()
    assert figures(forecast(desk, Q4).total) == (usd(20_00), usd(0), usd(7_00), usd(0), usd(48_35))
    call(desk, 3, "commit", "the contract is with their lawyers")
    called = forecast(desk, Q4, by="category", with_why=True)
    assert figures(called.total) == (usd(27_00), usd(0), usd(0), usd(0), usd(48_35))
    assert called.total.headline == usd(57_00)
    assert {group.name: group.row.commit.deals for group in called.groups}["commit"] == 2
    assert called.why is not None
    (deal,) = (each for each in called.why.open if each.is_called)
    assert (deal.line, deal.category, deal.probability) == ("commit", "commit", 5)
    (shown,) = called.calls.deals
    assert (shown.category, shown.stage_category, shown.by) == ("commit", "pipeline", "Amara Okafor")
    assert shown.reason == "the contract is with their lawyers"


def test_an_omitted_deal_stands_in_no_weighted_sum() -> None:
    desk = book()
    call(desk, 2, "omitted")
    assert figures(forecast(desk, Q4).total) == (usd(0), usd(0), usd(7_00), usd(20_00), usd(30_35))


def test_an_overdue_deal_stays_overdue_whatever_it_is_called() -> None:
    desk = book()
    call(desk, 4, "best")
    seen = forecast(desk, Q4)
    assert seen.total.best.deals == 0
    assert seen.total.overdue.deals == 1
    assert seen.calls.deals == ()


def test_the_newest_call_holds_and_a_call_taken_back_leaves_the_stage() -> None:
    desk = book()
    call(desk, 3, "commit")
    call(desk, 3, "best")
    assert forecast(desk, Q4).total.best.amount == usd(7_00)
    call(desk, 3, None)
    assert forecast(desk, Q4).total.pipeline.amount == usd(7_00)
    with pytest.raises(NotFound) as refused:
        call(desk, 3, None)
    assert refused.value.code == "call-none"
    undo(desk, 1, lambda _: None, lambda _: None)
    assert forecast(desk, Q4).total.best.amount == usd(7_00)


def test_only_open_deals_are_called() -> None:
    with pytest.raises(WrongUsage) as refused:
        call(book(), 1, "commit")
    assert refused.value.code == "call-ended"


def totals(seen: Forecast) -> list[tuple[str | None, str, Money | None, str]]:
    return [(each.owner, each.level, each.amount, each.by) for each in seen.calls.totals]


def test_the_managers_adjustment_leaves_the_owners_call_as_it_is() -> None:
    desk = book()
    calls = (("Bo", "Bo", 25_00), ("Ingrid", "Bo", 18_00), ("Ingrid", None, 50_00), ("Ada", None, 60_00))
    for who, owner, minor in calls:
        call_total(desk.acting_as(who), Q4, usd(minor), owner=owner, reason=None, on=TODAY)
    assert totals(forecast(desk, Q4)) == [
        (None, "owner", usd(60_00), "Ada"),
        (None, "manager", usd(50_00), "Ingrid"),
        ("Bo", "owner", usd(25_00), "Bo"),
        ("Bo", "manager", usd(18_00), "Ingrid"),
    ]
    assert forecast(desk, Q4).total.headline == usd(50_00)
    assert totals(forecast(desk, month_of(TODAY))) == []
    done = call_total(desk.acting_as("Ingrid"), Q4, None, owner="Bo", reason=None, on=TODAY)
    assert done.before == usd(18_00)
    assert ("Bo", "manager") not in {(owner, level) for owner, level, *_ in totals(forecast(desk, Q4))}


@pytest.mark.parametrize(
    ("who", "owner", "amount", "code"),
    [
        ("Ada", "Bo", usd(1), "call-of-another"),
        ("Bo", "Bo", Money(1, "EUR"), "call-currency"),
        ("Bo", "Bo", usd(-1), "call-below-nothing"),
        ("Bo", "Boo", usd(1), "member-unknown"),
        ("Bo", "Bo", None, "call-none-total"),
    ],
)
def test_a_call_on_a_total_that_cannot_be_is_refused(who: str, owner: str, amount: Money | None, code: str) -> None:
    with pytest.raises((WrongUsage, NotFound)) as refused:
        call_total(book().acting_as(who), Q4, amount, owner=owner, reason=None, on=TODAY)
    assert refused.value.code == code


def test_a_past_day_shows_the_calls_of_that_day_and_a_snapshot_is_rebuilt_with_them() -> None:
    desk = book()
    call(desk, 3, "commit")
    call_total(desk.acting_as("Bo"), Q4, usd(9_00), owner="Bo", reason=None, on=TODAY)
    before = forecast(desk, Q4)
    take(desk, Q4)
    later = Desk(desk.store, desk.process, desk.settings, TODAY + timedelta(days=3), desk.who)
    call(later, 3, "omitted")
    call_total(later.acting_as("Bo"), Q4, usd(8_00), owner="Bo", reason=None, on=TODAY)
    assert [check.verdict for check in check_snapshots(later).checked] == ["same"]
    assert forecast(desk, Q4).total.omitted.deals == 1
    assert before.total.commit.deals == 2


def test_the_managers_adjustment_of_a_deal_stands_beside_the_owners_call_and_changes_no_sum() -> None:
    desk = book()
    boss = desk.acting_as("Ingrid")
    call(desk.acting_as("Bo"), 3, "commit", "their lawyers have it")
    before = forecast(desk, Q4).total
    call(boss, 3, "pipeline", "nobody has met the buyer")
    call(boss, 2, "best")
    seen = forecast(desk, Q4)
    assert seen.total == before
    (own,) = seen.calls.deals
    assert (own.by, own.category, own.counted, own.reason) == ("Bo", "commit", "commit", "their lawyers have it")
    assert [(each.opportunity.number, each.by, each.counted, each.category) for each in seen.calls.adjustments] == [
        (2, "Ingrid", "commit", "best"), (3, "Ingrid", "commit", "pipeline"),
    ]  # fmt: skip
    assert (before.headline, seen.calls.adjusted) == (usd(57_00), usd(30_00))
    call(boss, 3, None)
    call(boss, 2, None)
    assert forecast(desk, Q4).calls.adjusted is None
    assert forecast(desk, Q4).total == before
    with pytest.raises(NotFound) as refused:
        call(boss, 3, None)  # the owner's own call is not hers to take back
    assert refused.value.code == "call-none"


def test_the_manager_who_owns_a_deal_and_a_colleague_make_the_owners_call() -> None:
    desk = make_desk(*(Deal(stage="1", owner=owner, amount=usd(7_00), close=SOON) for owner in ("Ingrid", "Bo", None)))
    with desk.writing() as writing:
        boss = writing.member("Ingrid")
        assert boss is not None
        writing.save_member(replace(boss, role="manager"))
    call(desk.acting_as("Ingrid"), 1, "commit")
    call(desk.acting_as("Chen"), 2, "commit")
    call(desk.acting_as("Ingrid"), 3, "commit")
    assert forecast(desk, Q4).total.commit.deals == 3


@pytest.mark.parametrize(("language", "part"), [("en", "manager's adjustment, commit"), ("zh", "经理调整，承诺")])
def test_both_stand_in_rows_of_their_own(language: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk = book()
    call(desk.acting_as("Bo"), 3, "commit", "their lawyers have it")
    call(desk.acting_as("Ingrid"), 3, "pipeline", "nobody has met the buyer")
    words = Words(language, lambda: desk.process)
    out = Out(words, stdout=sys.stdout, stderr=sys.stderr, environment={"COLUMNS": "140"})
    out.show(forecast(desk, Q4), lambda shown, said: forecast_view(shown, said, desk.process))
    said = capsys.readouterr().out
    rows = [line for line in said.splitlines() if "3 Deal 3" in line]
    assert len(rows) == 2
    assert "Bo" in rows[0]
    assert "Ingrid" in rows[1]
    assert part in rows[1]


calls = some.lists(some.tuples(some.integers(2, 13), some.sampled_from([*CATEGORIES, None])), max_size=8)


@given(calls)
def test_calls_move_deals_between_categories_and_every_grouping_adds_up(wanted: list[tuple[int, str | None]]) -> None:
    stages = ("1", "2", "3", "4", "5", "6", "7", "8")
    desk = make_desk(
        Deal(stage="9", status="won", owner="Ada", order=ordered(date(2026, 10, 5), usd(30_00))),
        *(
            Deal(stage=stage, owner="Bo" if place % 3 else "Ada", amount=usd(1_05 * place), close=SOON, account="Cedar")
            for place, stage in enumerate(stages, 1)
        ),
        Deal(stage="8", owner="Ada", amount=Money(3, "EUR"), close=SOON),
        Deal(stage="8", owner="Ada", close=SOON),
        Deal(stage="3", owner="Bo", amount=usd(5), close=date(2026, 11, 1)),
        Deal(stage="3", owner="Bo", amount=usd(5)),
    )
    plain = forecast(desk, Q4).total
    for number, category in wanted:
        try:
            call(desk, number, category)
        except NotFound:
            assert category is None
    total = forecast(desk, Q4, with_why=True)
    assert total.why is not None
    for line in CATEGORIES:
        deals = [deal for deal in total.why.open if deal.line == line]
        tally = getattr(total.total, line)
        assert tally.deals == len(deals)
        assert tally.amount.minor == sum(deal.base_amount.minor for deal in deals if deal.base_amount)
    assert total.total.weighted.minor == total.total.won.amount.minor + sum(
        deal.weighted.minor for deal in total.why.open if deal.weighted
    )
    assert sum(getattr(total.total, line).deals for line in CATEGORIES) == 8
    assert (total.total.overdue, total.total.undated, total.total.unpriced) == (
        plain.overdue, plain.undated, plain.unpriced,
    )  # fmt: skip
    for by in GROUPINGS:
        rows = [group.row for group in forecast(desk, Q4, by=by).groups]
        for line in CATEGORIES:
            assert sum(getattr(row, line).deals for row in rows) == getattr(total.total, line).deals
            assert sum(getattr(row, line).amount.minor for row in rows) == getattr(total.total, line).amount.minor
        assert sum(row.weighted.minor for row in rows) == total.total.weighted.minor


def test_commit_deals_that_lack_musts_of_gates_they_passed_are_counted_the_called_ones_too() -> None:
    desk = book()
    assert (gates(desk).judged, [deal.number for deal in gates(desk).lacking]) == (1, [2])
    call(desk, 2, "best")
    call(desk, 3, "commit")
    assert (gates(desk).judged, gates(desk).lacking) == (1, ())  # nothing is asked before the first stage


def test_at_a_glance_only_the_largest_commit_deals_are_judged_and_all_with_why() -> None:
    desk = make_desk(*(Deal(stage="8", amount=usd(n), close=SOON) for n in range(1, 14)))
    glance = with_gates(desk, forecast(desk, Q4)).gates
    whole = with_gates(desk, forecast(desk, Q4, with_why=True)).gates
    assert glance is not None
    assert whole is not None
    assert [deal.number for deal in glance.lacking] == list(range(13, 3, -1))
    assert (glance.judged, whole.judged) == (10, 13)


def test_of_a_past_day_no_gate_is_judged() -> None:
    desk = book()
    assert with_gates(desk, forecast(desk, Q4, as_of=TODAY)).gates is None


def gates(desk: Desk) -> CommitGates:
    """The judged commit deals of the quarter."""
    found = with_gates(desk, forecast(desk, Q4)).gates
    assert found is not None
    return found
