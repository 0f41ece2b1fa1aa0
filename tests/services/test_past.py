"""Any past day: what was recorded by its end, and nothing else; an imported deal counts from its own dates."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings

from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period, fiscal_quarter_of, quarter_of
from osp_cli.errors import OspError, WrongUsage
from osp_cli.exchange.book_file import BookFile, pieces
from osp_cli.frozen import replace
from osp_cli.services import journal, stages
from osp_cli.services.books import import_book, leaving
from osp_cli.services.deal import win
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, forecast, forecast_period
from osp_cli.services.opportunities import change
from osp_cli.services.outlook import with_outlook
from osp_cli.services.past import past_day
from tests.services.diary import FIRST, OWNERS, Diary, History, histories

Q4 = quarter_of(FIRST)
Q1_2017, Q2_2017 = quarter_of(date(2017, 2, 1)), quarter_of(date(2017, 5, 1))


def usd(units: int) -> Money:
    return Money(units * 100, "USD")


def seen(diary: Diary, period: Period = Q4, as_of: date | None = None) -> Forecast:
    found = forecast(diary.desk, period, by="owner", with_bookings=True, with_why=True, as_of=as_of)
    return replace(found, as_of=None)


@settings(max_examples=20)
@given(history=histories)
def test_a_past_day_is_seen_as_it_was_seen_then(history: History) -> None:
    diary, then = Diary(), {}
    for act, choice in history:
        with suppress(OspError):
            act(diary, choice)
        then[diary.day] = seen(diary)
    for day, forecast_then in then.items():
        assert seen(diary, as_of=day) == forecast_then
    assert seen(diary, as_of=date(2026, 10, 1)).total.is_empty


def learned(diary: Diary, period: Period = Q4, as_of: date | None = None) -> Forecast:
    """The forecast with its learned part, by somebody who learns from a single ended deal."""
    desk = diary.desk
    eager = Desk(desk.store, desk.process, replace(desk.settings, learning_minimum=1), desk.today, desk.who)
    found = with_outlook(eager, forecast(eager, period, with_why=True, as_of=as_of), None)
    return replace(found, as_of=None)


@settings(max_examples=20)
@given(history=histories)
def test_what_is_learned_as_of_a_past_day_is_what_was_learned_then(history: History) -> None:
    diary, then = Diary(), {}
    for act, choice in history:
        with suppress(OspError):
            act(diary, choice)
        then[diary.day] = learned(diary)
    for day, told in then.items():
        assert learned(diary, as_of=day) == told


def test_a_win_of_later_teaches_a_past_day_nothing() -> None:
    diary = Diary()
    for place in range(4):
        number = diary.create(place, amount=usd(500 + place), close_on=date(2026, 12, 1), owner=OWNERS[0])
        diary.turn(6)
        if place:
            win(diary.desk, number, order_number=f"PO-{place}", on=diary.day, amount=usd(400), override="at last")
    before, day = learned(diary), diary.day
    assert before.outlook is not None
    assert before.ends == 3
    diary.turn(2)
    number = diary.create(9, amount=usd(9_000), close_on=date(2026, 12, 1), owner=OWNERS[1])
    win(diary.desk, number, order_number="PO-9", on=diary.day, amount=usd(9_000), override="at last")
    assert learned(diary).outlook != before.outlook
    assert learned(diary, as_of=day) == before


def test_a_day_on_which_nothing_happened_is_as_the_day_before() -> None:
    diary = Diary()
    number = diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    diary.turn(10)
    change(diary.desk, [number], {"amount": usd(900)})
    assert seen(diary, as_of=date(2026, 10, 9)).total.pipeline.amount == usd(500)
    assert seen(diary).total.pipeline.amount == usd(900)


def test_what_was_undone_since_still_stood_on_its_day() -> None:
    diary = Diary()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    diary.turn()
    journal.undo(diary.desk, 1, lambda _entry: None, lambda _kept: None)
    assert seen(diary, as_of=FIRST).total.pipeline.amount == usd(500)
    assert seen(diary).total.is_empty


def test_the_region_and_the_quota_are_those_of_the_day() -> None:
    diary = Diary()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1), owner="Mateo Quispe")
    with diary.desk.writing() as writing:
        writing.save_member(replace(writing.ensure_member("Mateo Quispe"), region="West"))
    diary.turn()
    with diary.desk.writing() as writing:
        writing.save_member(replace(writing.ensure_member("Mateo Quispe"), region="East"))
        writing.set_quota(None, Q4.first, Q4.last, usd(9_000))
    before = forecast(diary.desk, Q4, by="region", as_of=FIRST)
    assert [group.name for group in before.groups] == ["West"]
    assert before.total.target is None
    assert forecast(diary.desk, Q4).total.target is not None


def imported() -> Diary:
    """Four rows of 2017, brought in years later: won, lost, open, and open without any date."""
    diary = Diary()
    created, closed = date(2017, 1, 10), date(2017, 3, 20)
    diary.bring(
        {"name": "A", "stage": "won", "created": created, "close": closed, "amount": usd(100), "owner": "Lena"},
        {"name": "B", "stage": "lost", "created": created, "close": closed, "amount": usd(70), "owner": "Lena"},
        {"name": "C", "stage": "5", "created": date(2017, 4, 2), "close": date(2017, 6, 1), "amount": usd(30)},
        {"name": "D", "stage": "5", "amount": usd(9)},
    )
    return diary


def test_an_imported_deal_counts_from_the_day_it_was_created_and_ends_on_the_day_it_closed() -> None:
    diary = imported()
    assert seen(diary, Q1_2017, date(2017, 1, 9)).total.is_empty
    between = forecast(diary.desk, Q1_2017, as_of=date(2017, 2, 1), by="owner", with_why=True)
    # Open then, and the file does not say at which amount and with which close date.
    assert (between.total.undated.deals, between.total.undated.amounts, between.total.won.deals) == (2, (), 0)
    assert between.why is not None
    assert {deal.stage for deal in between.why.open} == {"1"}
    assert (between.as_of.imported, between.as_of.vague) == (2, 2)  # type: ignore[union-attr]
    assert [group.name for group in between.groups] == ["Lena"]
    after = seen(diary, Q1_2017, closed := date(2017, 3, 20)).total
    assert (after.won.deals, after.won.amount, after.undated.deals) == (1, usd(100), 0)
    assert seen(diary, Q2_2017, date(2017, 4, 2)).total.best.amount == usd(30)
    assert seen(diary, Q1_2017, closed).total.best.deals == 0


def test_a_row_without_dates_counts_from_the_day_of_the_import() -> None:
    diary = imported()
    assert seen(diary, Q4, date(2026, 10, 4)).total.undated.deals == 0
    assert seen(diary, Q4, FIRST).total.undated.deals == 1


def test_a_row_that_ends_a_known_deal_counts_from_its_close_date() -> None:
    diary = Diary()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    diary.turn(30)
    row = {"name": "Deal 1", "account": "Account 1", "amount": usd(500)}
    diary.bring({**row, "stage": "won", "close": date(2026, 10, 9)})
    assert seen(diary, as_of=date(2026, 10, 8)).total.pipeline.deals == 1
    after = seen(diary, as_of=date(2026, 10, 9)).total
    assert (after.pipeline.deals, after.won.amount) == (0, usd(500))


def test_an_import_that_was_taken_back_counts_on_no_day() -> None:
    diary = imported()
    journal.undo(diary.desk, 1, lambda _entry: None, lambda _kept: None)
    assert seen(diary, Q1_2017, date(2017, 3, 20)).total.is_empty
    journal.redo(diary.desk)
    assert seen(diary, Q1_2017, date(2017, 3, 20)).total.won.deals == 1


def test_a_book_that_came_from_another_store_has_the_days_of_that_store() -> None:
    source = Diary()
    number = source.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    source.turn(5)
    stages.advance(source.desk, number, "5", override="in a hurry", on=source.day)
    source.turn(5)
    stages.end(source.desk, number, "lost", reason="price", to="unknown", note=None, on=source.day)
    with leaving(source.desk, owner=None, since=None) as book:
        text = "".join(pieces(book.head, book.records(), "ndjson"))
    target = Diary(date(2027, 1, 1))
    import_book(target.desk, "book", BookFile(io.BytesIO(text.encode()), "book"))
    assert seen(target, as_of=date(2026, 10, 4)).total.is_empty
    assert seen(target, as_of=FIRST).total.pipeline.amount == usd(500)
    assert seen(target, as_of=date(2026, 10, 10)).total.best.amount == usd(500)
    assert seen(target, as_of=date(2026, 10, 15)).total.is_empty


def test_the_period_is_the_quarter_of_the_day_and_a_day_to_come_is_refused() -> None:
    desk = Diary().desk
    assert forecast_period(desk, None, ["quarter"], date(2025, 5, 5)) == fiscal_quarter_of(date(2025, 5, 5), 1)
    assert past_day(desk, FIRST) == FIRST
    with pytest.raises(WrongUsage, match="as-of-in-the-future"):
        past_day(desk, date(2026, 10, 6))
