"""A view that is held: a change passes where the record is as it was seen, and is refused, whole, where it is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.errors import OspError, StoreUnavailable, WrongUsage
from osp_cli.store.compiled import COLUMNS
from osp_cli.store.store import Store
from tests.store.books import ON, PLAIN, dump, fill, writing
from tests.store.test_undo_property import COMMANDS, Command

# All that leave the opportunities there are, and that say something; the merge of accounts may change several at once.
KEEPING = tuple(command for command in COMMANDS if command.__name__ not in ("remove", "merge", "_touch"))
turns = some.lists(some.tuples(some.sampled_from(KEEPING), some.integers(0, 40), some.integers(0, 4)), max_size=12)


def version(store: Store, number: int = 1) -> int:
    with store.reading() as reading:
        return reading.opportunity(number).version


def whole(store: Store) -> list[tuple[Any, ...]]:
    """The first opportunity with everything that hangs from it."""
    rows = []
    for table, records in dump(store).items():
        column = "number" if table == "opportunity" else "opportunity_number"
        if column in COLUMNS.get(table, ()):
            place = COLUMNS[table].index(column)
            rows += [(table, *record) for record in records if record[place] == 1]
    return rows


@settings(max_examples=20)
@given(turns=turns)
def test_one_version_is_one_state_for_ever(turns: list[tuple[Command, int, int]]) -> None:
    store = Store.in_memory()
    with writing(store) as w:
        fill(w)
    with writing(store) as w:
        w.add_note(1, kind="note", text="stays", on=ON)
    states = {version(store): whole(store)}
    for command, choice, way in turns:
        with writing(store) as w:
            if way == 0 and len(w.undoable(9)) > 2:
                w.undo()
            elif way == 1:
                w.redo()
            else:
                command(w, choice)
        state = whole(store)
        assert states.setdefault(version(store), state) == state


@settings(max_examples=20)
@given(theirs=turns, known=some.integers(1, 12), text=some.text(min_size=1, max_size=5))
def test_a_change_from_a_view_passes_only_where_nothing_came_between(
    theirs: list[tuple[Command, int, int]], known: int, text: str
) -> None:
    store = Store.in_memory()
    with writing(store) as w:
        w.add_opportunity(PLAIN)
    for command, choice, _ in theirs:
        with writing(store) as w:
            command(w, choice)
    present, before = version(store), dump(store)
    refused: list[StoreUnavailable] = []
    try:
        with writing(store, known=known) as w:
            w.add_note(1, kind="note", text=text, on=ON)
    except StoreUnavailable as refusal:
        refused.append(refusal)
    assert (not refused) == (known == present) == (version(store) > present)
    assert not refused or dump(store) == before
    for each in refused:
        assert each.code == ("opportunity-stale" if known < present else "version-unknown")
        assert bool(each.values["since"]) == (known < present)


def refusal(store: Store, known: int, *numbers: int) -> OspError:
    """What is said when these are noted from a view of `known`; without any, when the first is removed."""
    with pytest.raises(OspError) as caught, writing(store, known=known) as w:  # noqa: PT012  its end refuses
        for number in numbers:
            w.add_note(number, kind="note", text="x", on=ON)
        if not numbers:
            w.remove_opportunity(1)
    return caught.value


def test_one_that_is_removed_from_an_old_view_stays_and_several_have_no_version() -> None:
    store = Store.in_memory()
    with writing(store) as w:
        w.add_opportunity(PLAIN)
        fill(w)
    seen = version(store)
    with writing(store) as w:
        w.add_note(1, kind="note", text="new", on=ON)
    before = dump(store)
    told = refusal(store, seen)
    assert (told.code, told.values["name"]) == ("opportunity-stale", PLAIN.name)
    assert isinstance(refusal(store, seen, 1, 2), WrongUsage)
    assert dump(store) == before


def test_what_the_first_look_has_agreed_to_is_asked_once() -> None:
    store = Store.in_memory()
    with writing(store) as w:
        w.add_opportunity(PLAIN)
        fill(w)
    with writing(store, known=version(store)) as w:
        w.must_be_known("opportunity", 1)
        w.add_note(1, kind="note", text="x", on=ON)
        w.add_note(2, kind="note", text="what follows from it", on=ON)
    assert version(store) == version(store, 2)
