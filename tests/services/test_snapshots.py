"""Snapshots: one by itself each week, out of undo's reach, and the history gives the same figures for ever."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from osp_cli.cli.weekly import freeze
from osp_cli.domain.periods import quarter_of
from osp_cli.errors import NotFound, OspError
from osp_cli.exchange.book_file import BookFile, pieces
from osp_cli.services import journal, snapshot_check, snapshots
from osp_cli.services.books import import_book, leaving
from osp_cli.services.desk import Ways
from osp_cli.services.opportunities import change
from osp_cli.services.snapshot_check import check_snapshots
from osp_cli.services.snapshots import list_snapshots, show_snapshot, take
from tests.services.diary import FIRST, Diary, History, histories
from tests.services.test_past import usd
from tests.store.books import dump

Q4 = quarter_of(FIRST)


class Weekly(Diary):
    """A diary whose desks freeze the forecast by themselves."""

    @property
    def desk(self) -> Any:
        desk = super().desk
        desk.ways = Ways(weekly=freeze)
        return desk


def verdicts(diary: Diary) -> list[str]:
    return [each.verdict for each in check_snapshots(diary.desk).checked]


def days(diary: Diary) -> list[tuple[date, bool]]:
    return [(each.on, each.is_weekly) for each in list_snapshots(diary.desk).snapshots]


def test_the_first_change_of_a_week_freezes_the_forecast_and_no_other_does() -> None:
    diary = Weekly()  # a Monday
    with diary.desk.writing() as writing:
        writing.add_member("Ingrid Solberg", role="manager")
    assert days(diary) == []  # without a deal there is no forecast
    number = diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    diary.turn(6)
    change(diary.desk, [number], {"amount": usd(600)})
    assert days(diary) == [(FIRST, True)]
    diary.turn(3)
    change(diary.desk, [number], {"amount": usd(600)})  # nothing changes, nothing is frozen
    assert len(days(diary)) == 1
    change(diary.desk, [number], {"amount": usd(700)})
    assert days(diary) == [(FIRST, True), (date(2026, 10, 14), True)]
    assert [each.weighted for each in list_snapshots(diary.desk).snapshots] == [usd(25), usd(35)]


def test_a_dry_run_freezes_nothing() -> None:
    diary = Weekly()
    desk = diary.desk
    desk.dry_run = True
    with desk.writing() as writing:
        writing.add_account("Ferries")
    assert days(diary) == []
    assert take(desk, Q4).is_dry_run
    assert days(diary) == []


def test_a_snapshot_is_no_unit_of_undo_and_undo_passes_over_it() -> None:
    diary = Weekly()
    number = diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    before = dump(diary.store)
    change(diary.desk, [number], {"amount": usd(900)})
    take(diary.desk, Q4)
    assert len(journal.undo(diary.desk, 1, lambda _entry: None, lambda _kept: None).units) == 1
    assert dump(diary.store) == before
    assert [each.weighted for each in list_snapshots(diary.desk).snapshots] == [usd(25), usd(45)]
    assert verdicts(diary) == ["same", "same"]


@settings(max_examples=25)
@given(history=histories)
def test_the_history_gives_what_was_frozen_whatever_happened_since(history: History) -> None:
    diary = Weekly()
    for act, choice in history:
        with suppress(OspError):
            act(diary, choice)
        if choice % 9 == 0:
            take(diary.desk, Q4)
    assert set(verdicts(diary)) <= {"same"}


def test_a_figure_that_was_tampered_with_differs() -> None:
    diary = Diary()
    number = diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    take(diary.desk, Q4)
    with diary.store.writing(who="x", command="x") as writing:
        writing.connection.execute("UPDATE opportunity SET amount_minor = 1, base_minor = 1")
        writing.touch(number, FIRST)
        writing.add_account("Ferries")
    (checked,) = check_snapshots(diary.desk, 1).checked
    assert checked.verdict == "differs"
    assert {each.line for each in checked.differences} == {"weighted", "pipeline", "digest"}
    assert {each.owner for each in checked.differences} == {None, "Mateo Quispe"}


def test_rows_imported_later_for_that_day_are_listed_and_change_nothing() -> None:
    diary = Diary()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    taken = take(diary.desk, Q4).snapshot
    diary.turn(3)
    row = {"stage": "5", "amount": usd(40), "close": date(2026, 12, 1)}
    diary.bring({**row, "name": "Then", "created": FIRST}, {**row, "name": "After", "created": date(2026, 10, 6)})
    (checked,) = check_snapshots(diary.desk).checked
    assert (checked.verdict, [deal.name for deal in checked.imported_since]) == ("same", ["Then"])
    assert show_snapshot(diary.desk, taken.number) == taken


def test_figures_of_another_method_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    diary = Diary()
    take(diary.desk, Q4)
    for module in (snapshots, snapshot_check):
        monkeypatch.setattr(module, "METHOD", "another")
    take(diary.desk, Q4)
    assert verdicts(diary) == ["other-method", "same"]


def test_the_settings_of_today_do_not_change_what_is_rebuilt() -> None:
    diary = Diary()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1))
    take(diary.desk, Q4)
    desk = diary.desk
    desk.settings = type(desk.settings)(currency="EUR", probabilities={"1": 77})
    assert [each.verdict for each in check_snapshots(desk).checked] == ["same"]


def test_what_is_frozen_tells_the_period_the_scale_and_every_line() -> None:
    diary = Diary()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1), owner="Mateo Quispe")
    content = take(diary.desk, Q4).snapshot.content
    assert content["period"] == {"label": "2026Q4", "kind": "quarter", "first": "2026-10-01", "last": "2026-12-31"}
    assert content["total"]["lines"]["pipeline"] == {"deals": 1, "minor": 50_000}
    assert content["total"]["lines"]["overdue"] == {"deals": 0, "own": {}}
    assert [owner["name"] for owner in content["owners"]] == ["Mateo Quispe"]
    assert content["scale"][0] == ["1", 5, "pipeline", False]


def test_a_whole_book_takes_its_snapshots_along_and_a_part_of_it_none() -> None:
    diary = Weekly()
    diary.create(1, amount=usd(500), close_on=date(2026, 12, 1), owner="Mateo Quispe")
    take(diary.desk, Q4)

    def exported(owner: str | None, source: Diary) -> str:
        with leaving(source.desk, owner=owner, since=None) as book:
            return "".join(pieces(book.head, book.records(), "ndjson"))

    text = exported(None, diary)
    target, weekly = Diary(date(2027, 1, 4)), Weekly(date(2027, 1, 4))
    import_book(weekly.desk, "book", BookFile(io.BytesIO(text.encode()), "book"))
    assert exported(None, weekly) == text
    for _ in range(2):  # undone, the book is empty again but for the snapshots, which stay
        import_book(target.desk, "book", BookFile(io.BytesIO(text.encode()), "book"))
        assert exported(None, target) == text
        assert verdicts(target) == ["other-store", "other-store"]
        journal.undo(target.desk, 1, lambda _entry: None, lambda _kept: None)
    assert '"snapshot"' not in exported("Mateo Quispe", diary)


def test_a_snapshot_whose_number_is_taken_gets_the_next() -> None:
    diary, target = Diary(), Diary(date(2027, 1, 4))
    diary.create(1)
    take(diary.desk, Q4)
    take(target.desk, Q4)
    with leaving(diary.desk, owner=None, since=None) as book:
        text = "".join(pieces(book.head, book.records(), "ndjson"))
    import_book(target.desk, "book", BookFile(io.BytesIO(text.encode()), "book"))
    assert [(each.number, each.on) for each in list_snapshots(target.desk).snapshots] == [
        (1, date(2027, 1, 4)),
        (2, FIRST),
    ]


def test_a_snapshot_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="snapshot-unknown"):
        show_snapshot(Diary().desk, 3)
    with pytest.raises(NotFound, match="snapshot-unknown"):
        check_snapshots(Diary().desk, 3)
