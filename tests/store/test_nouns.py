"""The nouns of the dossier in the store: made of their fields, kept whole, taken back whole."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, name_key
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.people import PERSON, TIE, Person, Tie
from osp_cli.store.store import Store
from tests.store.books import PLAIN, dump, writing

NAMES = some.text("abcdé林晓 ", min_size=1, max_size=9).filter(str.strip).map(clean_name)
TEXTS = some.text(some.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
OF_KIND: dict[str, Any] = {
    "name": NAMES,
    "person": NAMES.map("Chief {}".format),  # never the record itself: the service refuses that
    "text": TEXTS,
    "day": some.dates(),
    "money": some.builds(Money, some.integers(0, 10**12), some.sampled_from(("USD", "CNY"))),
    "flag": some.booleans(),
    "number": some.integers(1, 999),
    "answer": some.none(),  # it is recorded as an answer: tests/cli/test_competitors.py
    "positions": some.just(()),  # they speak of competitors: tests/cli/test_nouns.py
    "people": some.lists(NAMES.map("Chief {}".format), max_size=3, unique_by=name_key).map(tuple),
    "question": some.just("tas-project"),
    "record": some.nothing(),  # of the same opportunity: told below
}


def _value(field: Field) -> Any:
    known = some.sampled_from(field.allowed) if field.kind == "choice" else OF_KIND[field.kind]
    return known if field.is_needed or field.kind in ("positions", "people") else some.none() | known


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
def test_a_noun_is_told_by_the_fields_of_its_value(noun: Noun) -> None:
    assert [field.name for field in fields(noun.value) if field.init] == [
        "number",
        "id",
        *(field.name for field in noun.fields),
    ]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
@settings(max_examples=12)  # of each noun, and each in a store of its own
@given(data=some.data())
def test_whatever_is_known_of_a_record_comes_back_and_can_be_taken_back(noun: Noun, data: some.DataObject) -> None:
    told = {field.name: data.draw(_value(field), label=field.name) for field in noun.fields}
    store = Store.in_memory(clock=lambda: "2026-11-24T12:00:00.000Z")
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
    empty = dump(store)
    with writing(store) as w:
        kept = w.add_record(number, noun, noun.value(0, "", **told))
    with store.reading() as reading:
        (found,) = [each for each in getattr(reading.dossier(number), noun.many) if each.number == kept.number]
    people = {field.name for field in noun.of_kind("person")}
    for name, value in told.items():
        same = getattr(found, name)
        assert same == value or (name in people and same.casefold() == value.casefold())
    full = dump(store)
    with writing(store) as w:
        w.undo()
    assert dump(store) == empty
    with writing(store) as w:
        w.redo()
    assert dump(store) == full


def test_people_who_report_to_each_other_go_and_come_back_in_any_order(store: Store) -> None:
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
        first = w.ensure_person(number, "Ada")
        w.add_record(number, PERSON, Person(0, "", "Ben", reports_to="Cleo"))
        w.save_record(number, PERSON, replace(first, reports_to="Ben"))
        w.add_record(number, TIE, Tie(0, "", "conflict", "Ben", "Dan"))
    full = dump(store)
    with writing(store) as w:
        w.remove_opportunity(number)
    gone = dump(store)
    assert gone["person"] == gone["tie"] == []
    with writing(store) as w:
        w.undo()
    assert dump(store) == full
    with writing(store) as w:
        w.redo()
    assert dump(store) == gone


@pytest.mark.parametrize("column", [field.column for field in PERSON.of_kind("choice")])
def test_a_word_outside_its_list_is_refused_by_the_store_itself(column: str, path: Path, store: Store) -> None:
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
        with pytest.raises(Exception, match=f"{column}_known"):
            w.add_record(number, PERSON, Person(0, "", "Ada", **{column: "odd"}))
