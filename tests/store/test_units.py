"""One transaction is one unit: whole or not at all, with its history, and nothing where nothing changed."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from osp_cli.errors import NotFound, StoreUnavailable
from osp_cli.store.store import Change, Store
from osp_cli.store.tables.book import TABLES as BOOK
from osp_cli.store.units import Unit
from tests.store.books import AT, FULL, ON, PLAIN, WHO, dump, fill, writing


def test_nothing_is_left_where_nothing_changed(store: Store, path: Path) -> None:
    with writing(store) as w:
        w.add_opportunity(PLAIN)
    before = path.read_bytes()
    with writing(store) as w:
        w.ensure_account(PLAIN.account or "")
        w.save_account(w.ensure_account(PLAIN.account or ""))
        w.mark_renewal(1, criteria=["none"])
        assert not w.has_changed()
    assert w.changes == ()
    assert path.read_bytes() == before


def test_nothing_is_left_after_an_error(store: Store, path: Path) -> None:
    before = path.read_bytes()
    with suppress(NotFound), writing(store) as w:
        fill(w)
        assert w.has_changed()
        w.opportunity(99)
    assert path.read_bytes() == before


def test_a_dry_run_tells_what_it_would_write_and_writes_nothing(store: Store, path: Path) -> None:
    before = path.read_bytes()
    with writing(store, dry_run=True) as w:
        fill(w)
    assert path.read_bytes() == before
    told = [change.table for change in w.changes if change.op == "insert"]
    with writing(store) as again:
        fill(again)
    assert told == [change.table for change in again.changes if change.op == "insert"]


def test_a_change_tells_each_column_before_and_after(store: Store) -> None:
    with writing(store) as w:
        saved = w.add_opportunity(PLAIN)
    with writing(store) as w:
        w.save_opportunity(replace(saved, name="Cedar invoicing", need=None, close_on=ON))
    (change,) = w.changes
    assert (change.table, change.row, change.op) == ("opportunity", saved.number, "update")
    assert list(change.columns()) == [("name", "Cedar billing", "Cedar invoicing"), ("close_on", None, "2026-11-24")]
    made = Change("risk", 1, "insert", None, {"number": 1, "text": "late", "prompt": None})
    assert list(made.columns()) == [("text", None, "late")]
    gone = Change("risk", 1, "delete", {"number": 1, "text": "late"}, None)
    assert list(gone.columns()) == [("text", "late", None)]


def test_the_history_of_an_opportunity_is_newest_first_and_its_own(store: Store) -> None:
    with writing(store, "osp new one") as w:
        one = w.add_opportunity(PLAIN)
    with writing(store, "osp new two") as w:
        w.add_opportunity(replace(PLAIN, slug="two"))
    with store.writing(who="Mateo Quispe", command="osp set", summary="") as w:
        w.save_opportunity(replace(one, need="a bill that adds up"))
        w.ensure_account("Orion")
        w.summary = "the customer asked"
    with store.reading() as reading:
        newest, oldest = reading.history(one.number, 10)
        assert (newest.who, newest.command, newest.summary, newest.at) == (
            "Mateo Quispe",
            "osp set",
            "the customer asked",
            AT,
        )
        assert [change.table for change in newest.changes] == ["opportunity"]
        assert (oldest.command, oldest.who) == ("osp new one", WHO)
        assert [entry.command for entry in reading.history(None, 10)] == ["osp set", "osp new two", "osp new one"]
        assert len(reading.history(None, 10)[0].changes) == 2
        assert [entry.unit for entry in reading.history(None, 1)] == [newest.unit]
        assert reading.history(one.number, 10, before=newest.unit) == (oldest,)
        assert reading.history(99, 10) == ()


def test_the_units_that_can_be_undone_are_a_stack(store: Store) -> None:
    for command in ("first", "second", "third"):
        with writing(store, command) as w:
            w.ensure_account(command)
    with store.reading() as reading:
        assert [unit.command for unit in reading.undoable(2)] == ["third", "second"]
        assert reading.redoable() is None
    with writing(store, "undo") as w:
        (undone,) = w.undo(1)
    assert undone == Unit(3, AT, WHO, "third", "", "do", None, "done")
    assert [(change.op, change.table) for change in w.changes] == [("delete", "account")]
    with store.reading() as reading:
        assert [unit.command for unit in reading.undoable(9)] == ["second", "first"]
        redoable = reading.redoable()
        assert redoable is not None
        assert redoable.command == "third"


def test_undo_of_an_undo_is_redo_and_nothing_is_redone_after_something_new(store: Store) -> None:
    with writing(store) as w:
        fill(w)
    full = dump(store)
    for _ in range(2):
        with writing(store) as w:
            assert len(w.undo(5)) == 1
        with writing(store) as w:
            assert w.redo() is not None
            assert w.redo() is None
        assert dump(store) == full
    with writing(store) as w:
        w.undo(1)
    with writing(store) as w:
        w.ensure_account("something new")
    with writing(store) as w:
        assert w.redo() is None
    with writing(store) as w:
        assert [unit.number for unit in w.undo(9)] == [7]
        assert w.undo(9) == ()


def test_a_number_is_never_used_again(store: Store) -> None:
    with writing(store) as w:
        assert w.add_opportunity(PLAIN).number == 1
    with writing(store) as w:
        w.undo(1)
    with writing(store) as w:
        assert w.add_opportunity(PLAIN).number == 2


def test_removal_takes_everything_along_and_undo_brings_it_back(store: Store) -> None:
    with writing(store) as w:
        saved = fill(w)
        w.cancel_order(saved.number, on=ON, reason="budget")
    before = dump(store)
    with writing(store, "osp remove") as w:
        w.remove_opportunity(saved.number)
    left = {table for table, rows in dump(store).items() if rows}
    assert left == ({*BOOK} - {"quota", "total_call", "gone"}) | {"book"}
    assert all(change.op == "delete" for change in w.changes)
    with store.reading() as reading:
        assert len(reading.history(saved.number, 1)[0].changes) == len(w.changes)
    with writing(store) as w:
        w.undo(1)
    assert dump(store) == before
    with pytest.raises(NotFound), writing(store) as w:
        w.remove_opportunity(77)


def test_a_row_that_is_no_longer_as_the_unit_left_it_is_not_taken_back(store: Store) -> None:
    with writing(store) as w:
        fill(w)
    with writing(store) as w:
        w.ensure_account("Orion")
    with writing(store) as w:
        w.ensure_account("Another")
    with writing(store) as w:
        w.begin_unit("undo")  # a change that is not on the stack
        w.save_account(replace(w.ensure_account("Orion"), name="Other"))
    before = dump(store)
    with pytest.raises(StoreUnavailable, match="undo-conflict") as caught, writing(store) as w:
        w.undo(2)
    assert caught.value.details == {"table": "account", "row": 2}
    assert dump(store) == before


def test_a_value_that_another_has_saved_meanwhile_is_not_overwritten(store: Store) -> None:
    with writing(store) as w:
        read = w.add_opportunity(PLAIN)
    with writing(store) as w:
        newer = w.save_opportunity(replace(read, need="first"))
    assert (newer, newer.version > read.version) == (replace(read, need="first", version=newer.version), True)
    with pytest.raises(StoreUnavailable, match="opportunity-changed"), writing(store) as w:
        w.save_opportunity(replace(read, need="second"))
    with store.reading() as reading:
        assert reading.opportunity(read.number) == newer
    with pytest.raises(NotFound), writing(store) as w:
        w.save_opportunity(replace(read, number=9))


def test_touching_notes_the_day_once(store: Store) -> None:
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
    with writing(store) as w:
        w.touch(number, ON)
    assert len(w.changes) == 1
    with writing(store) as w:
        w.touch(number, ON)
    assert w.changes == ()
    with store.reading() as reading:
        assert (reading.opportunity(number).touched_on, reading.opportunity(number).version) == (ON, 2)


def test_what_the_rules_of_the_tables_forbid_is_refused(store: Store) -> None:
    with writing(store) as w:
        w.add_opportunity(PLAIN)
        for wrong in (
            "UPDATE opportunity SET status = 'maybe'",
            "UPDATE opportunity SET amount_minor = 5",
            "UPDATE opportunity SET amount_minor = 1.5, amount_currency = 'USD'",
            "UPDATE opportunity SET close_on = '2026-02-30'",
            "UPDATE opportunity SET close_on = 'soon'",
            "UPDATE opportunity SET owner_number = 99",
            "UPDATE account SET is_named = 2",
            "DELETE FROM account",
            "INSERT INTO book VALUES (2, 'x', 'y', 0)",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                w.connection.execute(wrong)


def test_a_store_in_memory_is_a_store() -> None:
    store = Store.in_memory(clock=lambda: AT)
    with writing(store) as w:
        saved = fill(w, replace(FULL, status="open"))
    with writing(store, dry_run=True) as w:
        w.remove_opportunity(saved.number)
    with store.reading() as reading:
        assert reading.opportunity(saved.number) == saved
        assert [dossier.opportunity for dossier in reading.dossiers()] == [saved]
    assert store.path is None
