"""Results as JSON: the schema, the choice of fields, and what a terminal sees of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.money import Money
from osp_cli.domain.process import Text
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, field
from osp_cli.render.jsonout import document, encoded, to_json


class Weight(Enum):
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Deal:
    number: int
    id: str
    slug: str
    stage: str
    amount: Money | None = None
    close_on: date | None = None
    _seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    deals: tuple[Deal, ...]
    next: str | None
    total: int


@dataclass(frozen=True)
class Shown:
    deal: Deal
    older: tuple[Deal, ...] = ()
    newer: tuple[Deal, ...] = ()
    tags: tuple[str, ...] = ()
    _index: dict[str, Deal] = field(default_factory=dict)


CEDAR = Deal(1, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "cedar-billing", "9.5", Money(12_000_000, "USD"), date(2026, 12, 31))
PINE = Deal(2, "01ARZ3NDEKTSV4RRFFQ69G5FAW", "青松制造-mes", "2")
PAGE = Page((CEDAR, PINE), "2", 8800)


def test_a_record_is_an_object_with_the_names_of_its_fields() -> None:
    assert to_json(CEDAR) == {
        "number": 1,
        "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "slug": "cedar-billing",
        "stage": "9.5",
        "amount": {"amount": "120000.00", "currency": "USD", "minor": 12000000},
        "close_on": "2026-12-31",
    }


def test_what_is_not_known_stays_null() -> None:
    assert to_json(PINE)["amount"] is None
    assert to_json(PINE)["close_on"] is None


def test_nothing_private_leaves_the_program() -> None:
    assert list(to_json(Shown(CEDAR))) == ["deal", "older", "newer", "tags"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Money(5, "JPY"), {"amount": "5", "currency": "JPY", "minor": 5}),
        (Text({"en": "Deal", "zh": "商机"}), {"en": "Deal", "zh": "商机"}),
        (Weight.HEAVY, "heavy"),
        (("a", None, True), ["a", None, True]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({date(2026, 1, 2): (Money(1, "USD"),)}, {"2026-01-02": [{"amount": "0.01", "currency": "USD", "minor": 1}]}),
        (Path("a/b"), str(Path("a/b"))),
        (datetime(2026, 11, 24, 10, tzinfo=UTC), "2026-11-24T10:00:00+00:00"),
    ],
)
def test_every_kind_of_value_has_one_form(value: Any, expected: Any) -> None:
    assert to_json(value) == expected


def test_what_has_no_form_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        to_json(object())


def test_the_document_begins_with_its_version_and_ends_with_what_was_added() -> None:
    content = document(PAGE, None, {"understood": ["close 2026-11-27"], "notices": []})

    assert list(content) == ["schema_version", "deals", "next", "total", "understood", "notices"]
    assert content["schema_version"] == 1


def test_fields_choose_of_each_record_where_there_is_one_list_of_them() -> None:
    content = document(PAGE, "slug, number", {"notices": []})

    assert content["deals"] == [{"slug": "cedar-billing", "number": 1}, {"slug": "青松制造-mes", "number": 2}]
    assert (content["next"], content["total"], content["notices"]) == ("2", 8800, [])


def test_fields_choose_of_the_result_where_it_holds_no_list_or_several() -> None:
    assert document(Shown(CEDAR), "tags") == {"schema_version": 1, "tags": []}
    assert document(CEDAR, "stage,number") == {"schema_version": 1, "stage": "9.5", "number": 1}
    assert document(PAGE, "total") == {"schema_version": 1, "total": 8800}
    assert document({"a": 1, "b": 2}, "b") == {"schema_version": 1, "b": 2}


@pytest.mark.parametrize("page", [PAGE, Page((), None, 0)])
def test_an_unknown_field_is_refused_with_the_list_even_where_the_list_is_empty(page: Page) -> None:
    with pytest.raises(WrongUsage) as refused:
        document(page, "number,nme,owner")

    assert refused.value.code == "field-unknown"
    assert refused.value.values["names"] == ("nme", "owner")
    assert refused.value.details["fields"] == [
        *("number", "id", "slug", "stage", "amount", "close_on"),
        *("deals", "next", "total"),
    ]


def test_no_field_at_all_is_answered_with_the_list() -> None:
    with pytest.raises(WrongUsage, match="field-unknown"):
        document(PAGE, " , ")


def test_an_empty_list_knows_its_fields_too() -> None:
    assert document(Page((), None, 0), "number")["deals"] == []


def test_fields_of_the_records_and_of_the_result_do_not_mix() -> None:
    with pytest.raises(WrongUsage) as refused:
        document(PAGE, "number,total")

    assert refused.value.values["names"] == ("number",)


def test_the_text_is_utf_8_as_it_is_and_ends_with_a_line_break() -> None:
    text = encoded(document(PINE))

    assert '"slug": "青松制造-mes"' in text
    assert text.startswith('{\n  "schema_version": 1,\n')
    assert text.endswith("}\n")


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=5))
def test_every_text_survives_and_none_can_steer_a_terminal(content: Mapping[str, str]) -> None:
    text = encoded({"content": {**content, "bad": "\x1b]52;c;x\x07 \x9b31m \u202e \u2028 \x7f"}})

    assert json.loads(text)["content"] == {**content, "bad": "\x1b]52;c;x\x07 \x9b31m \u202e \u2028 \x7f"}
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2028\u2029\x7f")
