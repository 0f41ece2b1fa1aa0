"""What a reference means, what was meant by a wrong one, and what holds a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osp_cli.store.finding import EXCERPT, excerpt
from osp_cli.store.store import Hit, Store
from tests.store.books import ON, PLAIN, fill, writing


@pytest.fixture
def book(store: Store) -> Store:
    with writing(store) as w:
        for slug, name, status in (
            ("cedar-billing", "Cedar billing", "open"),
            ("cedar-billing-2", "Cedar Billing", "lost"),
            ("青松制造-mes", "青松制造 MES", "open"),
            ("opp-7", "7", "open"),
            ("blue-heron-erp", "2", "won"),
        ):
            w.add_opportunity(replace(PLAIN, slug=slug, name=name, status=status))
    return store


def found(store: Store, reference: str) -> list[int]:
    with store.reading() as reading:
        return [opportunity.number for opportunity in reading.find(reference)]


@pytest.mark.parametrize(
    ("reference", "numbers"),
    [
        ("1", [1]),
        (" 3 ", [3]),
        ("cedar-billing", [1]),
        ("Cedar-Billing", [1]),
        ("cedar billing", [1, 2]),
        ("CEDAR　BILLING", [1, 2]),
        ("cedar", [1, 2]),
        ("青", [3]),
        ("青松制造 mes", [3]),
        ("7", [4]),
        ("blue", [5]),
        ("2", [2]),
        ("heron", []),
        ("", []),
        ("   ", []),
        ("99999999999999999999999", []),
        ("%", []),
        ("'; DROP TABLE opportunity; --", []),
    ],
)
def test_a_reference_is_a_number_a_slug_a_name_or_the_start_of_a_slug(
    book: Store, reference: str, numbers: list[int]
) -> None:
    assert found(book, reference) == numbers


def test_a_number_wins_over_a_name_of_digits(book: Store) -> None:
    assert found(book, "2") == [2]
    with writing(book) as w:
        w.remove_opportunity(2)
    assert found(book, "2") == [5]


def test_an_id_is_found_whole_or_by_six_of_its_characters(book: Store) -> None:
    with book.reading() as reading:
        ids = {opportunity.id: opportunity.number for opportunity in reading.candidates("", 10)}
        for id, number in ids.items():
            assert found(book, id) == [number]
            assert found(book, id.lower()) == [number]
        assert set(found(book, next(iter(ids))[:6])) >= set(ids.values())
        assert found(book, next(iter(ids))[:5]) == []


def test_candidates_hold_the_word_and_open_ones_come_first(book: Store) -> None:
    with book.reading() as reading:
        assert [o.number for o in reading.candidates("CEDAR", 10)] == [1, 2]
        assert [o.number for o in reading.candidates("e", 10)] == [1, 3, 2, 5]
        assert [o.number for o in reading.candidates("e", 2)] == [1, 3]
        assert [o.number for o in reading.candidates("", 10)] == [1, 3, 4]
        assert [o.number for o in reading.only_open()] == [1, 3]


def test_a_search_finds_opportunities_accounts_people_and_notes(store: Store) -> None:
    with writing(store) as w:
        fill(w)
        w.add_note(1, kind="note", text="海棠 asked for 50% off", on=ON)
    with store.reading() as reading:
        name = reading.opportunity(1).name
        assert reading.search("海", 10) == (
            Hit("opportunity", 1, name, "海棠银行-数据平台"),
            Hit("account", 1, None, "海棠银行"),
            Hit("note", 1, name, "海棠 asked for 50% off"),
        )
        assert reading.search("NOOR", 10) == (Hit("person", 1, name, "Noor Haddad"),)
        assert reading.search("and the price", 10) == (Hit("note", 1, name, "Spoke of 监管报表 and the Price"),)
        assert [hit.kind for hit in reading.search("%", 10)] == ["note"]
        assert reading.search("_", 10) == reading.search("[a-z]*", 10) == reading.search(" ", 10) == ()
        assert len(reading.search("a", 2)) == 2


def test_an_excerpt_is_a_line_around_the_word() -> None:
    text = "x" * 200 + " needle " + "y" * 200
    shown = excerpt(text, text, "needle")
    assert "needle" in shown
    assert len(shown) == EXCERPT + 2
    assert shown[0] == shown[-1] == "…"
    assert excerpt("a short\ntext", "a short text", "text") == "a short text"
    assert excerpt("needle " + text, "needle " + text, "needle").startswith("needle")
