"""A book that left a store and came into another is the same book, table by table; a file that is not whole is none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.accounts import PROFILE
from osp_cli.domain.calls import TotalCall
from osp_cli.domain.close_plan import ACTION
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import NewMove, Order, Snooze
from osp_cli.domain.periods import quarter_of
from osp_cli.errors import WrongUsage
from osp_cli.exchange.book_file import FORMATS, BookFile, is_book, pieces
from osp_cli.pack.load import builtin
from osp_cli.services.books import import_book
from osp_cli.services.desk import Desk, Typed
from osp_cli.services.snapshots import take
from osp_cli.settings import Settings
from osp_cli.store.compiled import COLUMNS, PORTABLE, REFERENCES
from osp_cli.store.lineage import Gone
from osp_cli.store.portable import Part, outgoing
from osp_cli.store.snapshots import kept
from osp_cli.store.store import Store, Writing
from osp_cli.store.ulid import new_ulid
from tests.store.books import AT, FULL, HOSTILE, ON, PLAIN, WHO, dump, example, fill, writing
from tests.store.test_undo_property import COMMANDS, merge, remove

commands = some.lists(some.tuples(some.sampled_from(COMMANDS), some.integers(0, 40)), max_size=12)


def filled(store: Store | None = None) -> Store:
    """A book with at least one record in every table, one in the words nobody should type."""
    store = store or Store.in_memory(clock=lambda: AT)
    with writing(store) as w:
        saved = fill(w)
        fill(w, replace(PLAIN, slug="other", owner="Mateo Quispe", account="Orbit Foods"))
        w.add_note(saved.number, kind="note", text=HOSTILE, on=ON)
        boss = w.add_member("The boss", role="manager")
        w.save_member(replace(w.ensure_member("Mateo Quispe"), reports_to=boss.name))  # to one who was added later
        w.snooze(saved.number, Snooze("must", (saved.number, saved.id), None, ON))
        for noun in NOUNS:
            w.add_record(saved.number, noun, example(noun))
        w.add_forecast_call(saved.number, "commit", reason=HOSTILE, on=ON)
        w.add_gone(Gone("note", new_ulid(), frozenset({new_ulid(), new_ulid()})))
        _complete(w, saved.number)
        for owner in ("林晓梅", "Mateo Quispe", None):
            w.set_quota(owner, ON, ON, FULL.base)
            w.add_total_call(TotalCall(0, owner, "owner", ON, ON, FULL.base, HOSTILE, ON, "", WHO))
    return store


def _complete(w: Writing, number: int) -> None:
    """What no deal of these tests says otherwise: every column of every table holds something somewhere."""
    first, other = w.opportunity(number), w.opportunity(2)
    w.save_opportunity(replace(first, heard_on=ON, stage_since=ON, follows=other.number))
    w.save_account(replace(w.ensure_account("Orbit Foods"), **dict.fromkeys(PROFILE, HOSTILE)))
    w.save_member(replace(w.ensure_member("Mateo Quispe"), region="North"))
    w.add_record(number, ACTION, replace(example(ACTION), milestone=w.dossier(number).milestones[0].number))
    w.add_move(number, NewMove("history", "1", "2", "open", ON, stayed=3))
    w.snooze(number, Snooze("close", (number, first.id), ON, ON))
    w.save_order(number, Order(number=0, order_number="PO-2", order_link="po.pdf", contract_link="contract.pdf"))
    w.cancel_order(number, on=ON, reason=HOSTILE)
    w.add_sales_plan("partner", owner=w.ensure_member(WHO).number, partner="Pierhead")


def exported(store: Store, format: str = "ndjson", part: Part = Part()) -> str:  # noqa: B008  it is frozen
    with store.reading() as reading:
        return "".join(pieces({"version": 1}, outgoing(reading, part), format))


def imported(text: str, *, dry_run: bool = False) -> Store:
    store = Store.in_memory(clock=lambda: "2027-01-01T00:00:00.000Z")
    desk = Desk(store, builtin(), Settings(), date(2027, 1, 1), "Somebody else", typed=Typed("osp import", dry_run))
    import_book(desk, "book", BookFile(io.BytesIO(text.encode()), "book"))
    return store


def records(store: Store) -> dict[str, Any]:
    """What a book says: not which versions its records have gone through, and what was removed before they came."""
    dumped = {table: rows for table, rows in dump(store).items() if table not in ("book", "gone")}
    places = {table: COLUMNS[table].index("seen") for table in dumped}
    return {table: [(*row[:at], *row[at + 1 :]) for row in dumped[table]] for table, at in places.items()}


def test_the_book_of_these_tests_has_a_record_in_every_table() -> None:
    assert [table for table, rows in dump(filled()).items() if not rows] == []


def test_the_book_of_these_tests_says_something_in_every_column() -> None:
    empty = {
        f"{table}.{column}"
        for table, rows in dump(filled()).items()
        for place, column in enumerate(COLUMNS.get(table, ()))
        if all(row[place] is None for row in rows)
    }
    assert {each for each in empty if not each.endswith(".seen")} == set(), "`seen` is what only a merge leaves"


@pytest.mark.parametrize("format", FORMATS)
def test_every_record_of_every_table_comes_back_as_it_was(format: str) -> None:
    store = filled()
    text = exported(store, format)
    again = imported(text)
    assert records(again) == records(store)
    assert exported(again, format) == text
    assert is_book(text[:40].encode())
    assert "\x1b" not in text
    assert "\u202e" not in text
    json.loads(text) if format == "json" else [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("format", FORMATS)
@given(done=commands)
def test_any_book_comes_back_as_it_was(format: str, done: list[tuple[Callable[[Writing, int], None], int]]) -> None:
    store = Store.in_memory()
    for command, choice in done:
        with writing(store) as w:
            command(w, choice)
    text = exported(store, format)
    again = imported(text)
    assert records(again) == records(store)
    assert exported(again, format) == text


def test_what_the_property_builds_books_of_fills_every_table() -> None:
    store = Store.in_memory()
    for choice in (*range(2 * len(NOUNS)), 1, 4):
        for command in COMMANDS:
            if command not in (remove, merge):
                with writing(store) as w:
                    command(w, choice)
    assert [table for table, rows in dump(store).items() if not rows] == ["gone"], "what is gone was here before"


def test_a_frozen_forecast_leaves_and_comes_with_the_book() -> None:
    store = filled()
    take(Desk(store, builtin(), Settings(), date(2026, 12, 1), WHO), quarter_of(date(2026, 11, 1)))
    text = exported(store)
    again = imported(text)
    assert exported(again) == text
    with store.reading() as there, again.reading() as here:
        (frozen,) = kept(there)
        assert kept(here) == (replace(frozen, unit=None),), "the unit stays in the history of its store"


def test_an_import_is_one_unit_that_can_be_taken_back() -> None:
    store = imported(exported(filled()))
    with writing(store) as w:
        assert len(w.undo(5)) == 1
    assert not any(records(store).values())


def test_a_dry_run_of_an_import_writes_nothing() -> None:
    assert not any(records(imported(exported(filled()), dry_run=True)).values())


def test_what_leaves_the_store_has_a_name_of_its_own_in_each_table() -> None:
    assert COLUMNS.keys() - PORTABLE.keys() == {"gone"}, "what is gone leaves in a form of its own"
    for table, names in PORTABLE.items():
        if table not in COLUMNS:
            continue
        kept = set(names.values())
        assert len(kept) == len(names)
        assert {column for column in COLUMNS[table] if column not in kept} <= {
            "seen",
            *(f"{name}_key" for name in names),
        }
        assert set(REFERENCES[table]) <= kept


def part_of(text: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in COLUMNS}
    for line in text.splitlines()[1:-1]:
        record = json.loads(line)
        found[record.pop("table")].append(record)
    return found


def test_the_part_of_an_owner_holds_their_opportunities_whole_and_nobody_elses() -> None:
    store = filled()
    with store.reading() as reading:
        owner = reading.member("Mateo Quispe")
    assert owner is not None
    part = part_of(exported(store, part=Part(owner_number=owner.number)))
    assert [record["slug"] for record in part["opportunity"]] == ["other"]
    assert {record["opportunity"] for record in part["answer"]} == {part["opportunity"][0]["id"]}
    assert [record["name"] for record in part["account"]] == ["Orbit Foods"]
    assert len(part["member"]) == len(dump(store)["member"])
    assert len(part["quota"]) == 2, "the team's and their own"
    assert len(part["total_call"]) == 2, "the team's and their own"
    assert records(imported(exported(store, part=Part(owner_number=owner.number))))["opportunity"]


def test_the_part_since_an_instant_holds_what_was_changed_since() -> None:
    store = filled()
    store.clock = lambda: "2026-11-25T09:00:00.000Z"
    with writing(store) as w:
        w.add_note(2, kind="note", text="later", on=ON)
    text = exported(store, part=Part(since="2026-11-25T00:00:00.000Z"))
    part = part_of(text)
    assert [record["number"] for record in part["opportunity"]] == [2]
    assert len(part["note"]) == 3, "the whole opportunity goes along"
    assert records(imported(text))["note"]
    assert part_of(exported(store, part=Part(since="2026-11-26T00:00:00.000Z")))["opportunity"] == []


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda record: record.pop(name)


FAULTS: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (_without("name"), "book-columns-differ"),
    (lambda r: r.update(colour="red"), "book-columns-differ"),
    (lambda r: r.update(table="invoice"), "book-table-unknown"),
    (lambda r: r.update(name=None), "book-value-unfit"),
    (lambda r: r.update(name="\ud800"), "book-value-unfit"),
    (lambda r: r.update(name=1.5), "book-value-unfit"),
    (lambda r: r.update(name=["x"]), "book-value-unfit"),
    (lambda r: r.update(status="maybe"), "book-value-unfit"),
    (lambda r: r.update(close_on="2026-02-30"), "book-value-unfit"),
    (lambda r: r.update(amount_minor=10**18), "book-value-unfit"),
    (lambda r: r.update(amount_minor=10**30), "book-value-unfit"),
    (lambda r: r.update(number=0), "book-value-unfit"),
    (lambda r: r.update(id="x"), "book-value-unfit"),
    (lambda r: r.update(account="0" * 26), "book-reference-missing"),
    (lambda r: r.update(account="Orbit Foods"), "book-reference-missing"),
    (lambda r: r.update(stage="77"), "pack-stages-missing"),
]


@pytest.mark.parametrize(("spoil", "code"), FAULTS)
def test_a_record_that_cannot_be_is_refused_with_all_the_others(
    spoil: Callable[[dict[str, Any]], object], code: str
) -> None:
    lines = exported(filled()).splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if '"table":"opportunity"' in line)
    record = json.loads(lines[place])
    spoil(record)
    lines[place] = json.dumps(record) + "\n"
    with pytest.raises(WrongUsage) as refusal:
        imported("".join(lines))
    assert refusal.value.code == code
    if code.startswith("book-value"):
        assert refusal.value.values["place"] == place


def test_a_record_that_fits_its_table_and_means_nothing_is_refused() -> None:
    text = exported(filled())
    assert '"assessment":"{' in text
    with pytest.raises(WrongUsage, match="book-unreadable"):
        imported(text.replace('"assessment":"{', '"assessment":"', 1))


@pytest.mark.parametrize("format", FORMATS)
@given(at=some.integers(0, 10**6))
def test_a_file_that_was_cut_off_anywhere_is_refused(format: str, at: int) -> None:
    text = exported(SHORT, format)
    kept = text[: at % (len(text.rstrip()) - 1)]
    with pytest.raises(WrongUsage) as refusal:
        imported(kept)
    assert refusal.value.code in ("book-cut", "book-broken", "book-foreign")


SHORT = filled()


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", '{"osp":"book"}', "[" * 100_000, '{"osp":1}\n{"end":0}'),
        '{"osp":"book","version":NaN}',
        '{"osp":"book","version":1,"records":[]}',
        '{"osp":"book","version":1}\n{"end":0}\n[]',
        '{"osp":"book","version":1}\n{"end":0,"end":0}',
    ],
)
def test_what_is_no_book_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage) as refusal:
        imported(text)
    assert refusal.value.code.startswith("book-")


@given(noise=some.binary(max_size=60), at=some.integers(0, 10**6))
def test_a_spoilt_file_is_refused_in_words_or_is_still_a_book(noise: bytes, at: int) -> None:
    whole = exported(SHORT).encode()
    at %= len(whole)
    store = Store.in_memory()
    desk = Desk(store, builtin(), Settings(), ON, WHO)
    try:
        import_book(desk, "book", BookFile(io.BytesIO(whole[:at] + noise + whole[at + len(noise) :]), "book"))
    except WrongUsage:
        assert not any(records(store).values())


def test_a_book_that_comes_back_to_its_own_store_changes_nothing() -> None:
    store = filled()
    before = dump(store)
    desk = Desk(store, builtin(), Settings(), ON, WHO)
    import_book(desk, "book", BookFile(io.BytesIO(exported(store).encode()), "book"))
    assert dump(store) == before


@pytest.mark.parametrize("version", [0, 2, "1", None, True])
def test_a_book_of_another_version_is_refused(version: object) -> None:
    text = exported(filled()).replace('"version":1', f'"version":{json.dumps(version)}', 1)
    with pytest.raises(WrongUsage, match="book-version"):
        imported(text)
