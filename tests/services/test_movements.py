"""What moved: open at the start + moves = open at the end, to the cent, in every currency and for every owner."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.domain.money import Money
from osp_cli.domain.movements import Waterfall
from osp_cli.domain.periods import quarter_of
from osp_cli.errors import OspError, WrongUsage
from osp_cli.frozen import replace
from osp_cli.services import journal, opportunities, stages
from osp_cli.services.deal import cancel_order, win
from osp_cli.services.forecasting import forecast
from osp_cli.services.movements import Changes, changes, only_by_owner, since_day
from osp_cli.services.reporting import weekly_report
from tests.services.diary import FIRST, OWNERS, Diary, History, histories
from tests.services.test_past import usd

Q4 = quarter_of(FIRST)
DECEMBER, NEXT = date(2026, 12, 1), date(2027, 2, 1)
ENTERING, LEAVING = ("new", "pulled_in", "reopened", "transferred_in"), ("pushed_out", "transferred_out", "won", "lost")


def reconciles(fall: Waterfall) -> bool:
    return fall.open_at_start.amount + fall.of(*(line.kind for line in fall.moves)) == fall.open_at_end.amount


def moved(diary: Diary, since: date = FIRST) -> Changes:
    return changes(diary.desk, Q4, since, "owner")


def kinds(diary: Diary) -> dict[str, tuple[int, Money]]:
    return {line.kind: (line.count, line.amount) for line in moved(diary).total.moves}


def start(*amounts: int, **more: Any) -> Diary:
    """A diary with open deals of these amounts, seen a week later."""
    diary = Diary()
    for place, amount in enumerate(amounts, 1):
        diary.create(place, **{"amount": usd(amount), "close_on": DECEMBER, "owner": OWNERS[0], **more})
    diary.turn(7)
    return diary


@settings(max_examples=20)
@given(before=histories, after=histories, days=some.integers(0, 9))
def test_open_at_the_start_and_all_moves_are_open_at_the_end(before: History, after: History, days: int) -> None:
    diary = Diary()
    for act, choice in before:
        with suppress(OspError):
            act(diary, choice)
    since = diary.day
    diary.turn(days + 1)
    for act, choice in after:
        with suppress(OspError):
            act(diary, choice)
    found = moved(diary, since)
    assert reconciles(found.total)
    assert all(reconciles(fall) for fall in found.currencies)
    assert all(reconciles(group.waterfall) for group in found.groups)
    falls = [group.waterfall for group in found.groups]
    nothing = Money(0, "USD")
    for side in ("open_at_start", "open_at_end"):
        assert sum((getattr(fall, side).amount for fall in falls), nothing) == getattr(found.total, side).amount
    counted = sum(
        {True: 1}.get(line.kind in ENTERING, -1) * line.count
        for line in found.total.moves
        if line.kind not in ("amount_up", "amount_down", "revalued")
    )
    assert found.total.open_at_start.deals + counted == found.total.open_at_end.deals
    assert sum(deal.change.minor for deal in found.deals) == (
        found.total.open_at_end.amount.minor - found.total.open_at_start.amount.minor
    )


@settings(max_examples=15)
@given(history=histories)
def test_what_is_open_at_the_end_is_what_the_forecast_shows_as_open_or_overdue(history: History) -> None:
    diary = Diary()
    for act, choice in history:
        with suppress(OspError):
            act(diary, choice)
    found, row = moved(diary, FIRST), forecast(diary.desk, Q4).total
    opened = row.commit + row.best + row.pipeline + row.omitted
    assert found.total.open_at_end.amount == opened.amount + found.overdue.amount


def test_each_move_has_its_own_line() -> None:
    diary = start(100, 200, 300, 400, 500, 600, 700, 800)
    desk = diary.desk
    diary.create(20, amount=usd(50), close_on=DECEMBER, owner=OWNERS[1])
    opportunities.change(desk, [1], {"close_on": NEXT}, reason="budget")
    opportunities.change(desk, [2], {"amount": usd(250)})
    opportunities.change(desk, [3], {"amount": usd(260)})
    opportunities.change(desk, [4], {"owner": OWNERS[1]})
    stages.end(desk, 5, "lost", reason="price", to="unknown", note=None, on=diary.day)
    stages.end(desk, 6, "withdrawn", reason="own-resources", to=None, note=None, on=diary.day)
    win(desk, 7, order_number="PO", on=diary.day, amount=usd(650), override="at last")
    assert kinds(diary) == {
        "new": (1, usd(50)),
        "transferred_in": (1, usd(400)),
        "amount_up": (1, usd(50)),
        "amount_down": (1, usd(-40)),
        "pushed_out": (1, usd(-100)),
        "transferred_out": (1, usd(-400)),
        "won": (1, usd(-700)),  # at its last open amount, whatever the order says
        "lost": (1, usd(-500)),
        "withdrawn": (1, usd(-600)),
    }
    found = moved(diary)
    assert (found.total.open_at_start.amount, found.total.open_at_end.amount) == (usd(3600), usd(1760))
    assert (found.idle.deals, found.idle.amount) == (1, usd(800))
    idle = next(deal for deal in found.deals if deal.is_idle)
    assert (idle.opportunity.name, idle.moves) == ("Deal 8", ())


def test_a_change_before_a_deal_leaves_is_a_move_of_its_own() -> None:
    diary = start(100)
    opportunities.change(diary.desk, [1], {"amount": usd(130)})
    stages.end(diary.desk, 1, "cancelled", reason="budget-withdrawn", to=None, note=None, on=diary.day)
    assert kinds(diary) == {"amount_up": (1, usd(30)), "cancelled": (1, usd(-130))}
    diary.turn()
    stages.reopen(diary.desk, 1, reason="they came back", on=diary.day)
    assert kinds(diary)["reopened"] == (1, usd(130))


def test_what_was_taken_back_moved_nothing() -> None:
    diary = start(100)
    before = moved(diary)
    opportunities.change(diary.desk, [1], {"amount": usd(130)})
    journal.undo(diary.desk, 1, lambda _entry: None, lambda _kept: None)
    assert moved(diary).total == before.total
    journal.redo(diary.desk)
    assert kinds(diary) == {"amount_up": (1, usd(30))}
    journal.undo(diary.desk, 2, lambda _entry: None, lambda _kept: None)
    assert kinds(diary) == {"removed": (1, usd(-100))}
    journal.redo(diary.desk)
    assert kinds(diary) == {}


def test_a_new_rate_and_a_new_currency_are_moves_of_their_own() -> None:
    diary = start(100)
    opportunities.change(diary.desk, [1], {"amount": Money(100_00, "EUR")})
    found = moved(diary)
    assert [(line.kind, line.amount) for line in found.total.moves] == [("amount_up", usd(10))]
    assert {fall.currency: [line.kind for line in fall.moves] for fall in found.currencies} == {
        "EUR": ["currency_changed"],
        "USD": ["currency_changed"],
    }
    diary.turn(7)
    with diary.desk.writing() as writing:
        deal = writing.opportunity(1)
        writing.save_opportunity(replace(deal, base=usd(120), rate="1.2"))
    again = changes(diary.desk, Q4, date(2026, 10, 12))
    assert [(line.kind, line.amount) for line in again.total.moves] == [("revalued", usd(10))]


def test_a_deal_that_enters_with_its_close_date_is_pulled_in_and_counts_how_often_it_slipped() -> None:
    diary = start(100, close_on=NEXT)
    for day in (date(2027, 3, 1), date(2027, 4, 1), DECEMBER):
        opportunities.change(diary.desk, [1], {"close_on": day}, reason="budget")
    stages.advance(diary.desk, 1, "5", override="in a hurry", on=diary.day)
    stages.retreat(diary.desk, 1, "2", reason="a new buyer", on=diary.day)
    assert kinds(diary) == {"pulled_in": (1, usd(100))}
    (deal,) = moved(diary).deals
    assert (deal.times_pushed, deal.times_back, deal.is_idle) == (2, 1, False)


def test_an_imported_deal_moves_on_its_own_dates() -> None:
    diary = Diary()
    row = {"stage": "5", "amount": usd(40), "close": DECEMBER}
    diary.turn(30)
    diary.bring({**row, "name": "Then", "created": FIRST}, {**row, "name": "After", "created": date(2026, 10, 20)})
    assert kinds(diary) == {"new": (1, usd(40))}
    assert moved(diary).total.open_at_start.amount == usd(40)


def won_now(diary: Diary) -> list[str]:
    """The deals that the forecast counts as won in the period."""
    why = forecast(diary.desk, Q4, with_why=True).why
    return sorted(deal.opportunity.name for deal in why.won) if why else []


@settings(max_examples=20)
@given(history=histories)
def test_what_the_forecast_came_to_count_as_won_is_found_among_the_moves(history: History) -> None:
    diary = Diary()
    diary.turn(1)
    for act, choice in history:
        with suppress(OspError):
            act(diary, choice)
    told = [deal.opportunity.name for deal in moved(diary).deals if "won" in deal.moves and deal.status == "won"]
    assert sorted(told) == won_now(diary)


def test_a_win_of_today_that_was_expected_in_another_quarter_is_pulled_in_and_won() -> None:
    diary = start(100, 300, close_on=NEXT)
    win(diary.desk, 1, order_number="PO", on=diary.day, amount=usd(90), override="at last")
    assert kinds(diary) == {"pulled_in": (1, usd(100)), "won": (1, usd(-100))}
    assert reconciles(moved(diary).total)
    assert [deal.moves for deal in moved(diary).deals] == [("pulled_in", "won")]
    cancel_order(diary.desk, 1, reason="their board", on=diary.day)
    stages.reopen(diary.desk, 1, reason="they came back", on=diary.day)
    assert kinds(diary) == {
        "pulled_in": (1, usd(100)),
        "reopened": (1, usd(100)),
        "pushed_out": (1, usd(-100)),
        "won": (1, usd(-100)),
    }


def test_a_deal_that_was_pushed_out_and_won_all_the_same_has_both_and_slips_no_more() -> None:
    diary = start(100)
    opportunities.change(diary.desk, [1], {"close_on": NEXT}, reason="budget")
    assert [deal.opportunity.name for deal in weekly_report(diary.desk, Q4, None).slipped] == ["Deal 1"]
    win(diary.desk, 1, order_number="PO", on=diary.day, amount=usd(90), override="at last")
    report = weekly_report(diary.desk, Q4, None)
    assert [deal.moves for deal in report.changes.deals] == [("pulled_in", "pushed_out", "won")]
    assert report.slipped == ()


def test_an_imported_win_is_won_on_its_own_day() -> None:
    diary = Diary()
    diary.turn(50)
    row = {"amount": usd(310), "created": FIRST, "owner": OWNERS[0]}
    diary.bring(
        {**row, "name": "Won", "stage": "won", "close": date(2026, 11, 12)},
        {**row, "name": "Lost", "stage": "lost", "close": date(2026, 11, 13)},
        {**row, "name": "Before", "stage": "won", "close": date(2026, 10, 9)},
        {**row, "name": "Other", "stage": "won", "close": date(2026, 11, 20), "created": date(2026, 11, 2)},
    )
    found = moved(diary, date(2026, 11, 1))
    assert {line.kind: (line.count, line.amount) for line in found.total.moves} == {
        "new": (1, usd(310)),
        "pulled_in": (2, usd(620)),
        "won": (2, usd(-620)),
        "lost": (1, usd(-310)),
    }
    assert reconciles(found.total)
    assert all(reconciles(group.waterfall) for group in found.groups)
    assert (found.imported, found.vague) == (3, 2)


def test_a_day_to_come_and_another_grouping_are_refused() -> None:
    desk = Diary().desk
    assert since_day(desk, None) == date(2026, 9, 28)
    with pytest.raises(WrongUsage, match="as-of-in-the-future"):
        since_day(desk, date(2026, 10, 6))
    with pytest.raises(WrongUsage, match="only-by-owner"):
        only_by_owner("region")
