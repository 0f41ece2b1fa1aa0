"""Fields of the user's own: how they are defined, and what their values are read as and kept as."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.domain.money import Money
from osp_cli.domain.own_fields import OwnField, decoded, defined, encoded, field_name, known
from osp_cli.domain.own_reading import Habits, parse
from osp_cli.errors import OspError

HABITS = Habits(date(2026, 11, 24), "USD")
CHOICE = OwnField("region", "choice", ("North", "South"))


@pytest.mark.parametrize(
    ("told", "kind", "allowed"),
    [
        ("text", "text", ()),
        ("Number", "number", ()),
        ("money", "money", ()),
        ("date", "date", ()),
        ("yes/no", "flag", ()),
        ("是/否", "flag", ()),
        ("choice: North, South ,north", "choice", ("north", "South")),
        ("选项：华北、华南", "choice", ("华北", "华南")),
    ],
)
def test_a_field_is_defined_by_one_line_and_told_by_one_that_defines_it_again(
    told: str, kind: str, allowed: tuple[str, ...]
) -> None:
    field = defined("region", told)
    assert (field.kind, field.allowed) == (kind, allowed)
    assert defined("region", field.told) == field


@pytest.mark.parametrize(
    ("name", "told", "code"),
    [
        ("Region", "text", "own-name-unfit"),
        ("", "text", "own-name-unfit"),
        ("a b", "text", "own-name-unfit"),
        ("region", "colour", "own-kind-unknown"),
        ("region", "number: 1, 2", "own-kind-unknown"),
        ("region", "choice", "own-choice-empty"),
        ("region", "choice: North", "own-choice-empty"),
    ],
)
def test_what_defines_no_field_is_refused(name: str, told: str, code: str) -> None:
    with pytest.raises(OspError) as refused:
        defined(name, told)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " Two plants ", "Two plants"),
        ("number", "12,500.50", 12500.5),
        ("number", "-3", -3),
        ("number", "１２", 12),
        ("money", "5k", Money(500_000, "USD")),
        ("money", "120万 CNY", Money(120_000_000, "CNY")),
        ("date", "eom", date(2026, 11, 30)),
        ("flag", "是", True),
        ("flag", "no", False),
    ],
)
def test_a_value_is_read_as_its_kind_says(kind: Any, typed: str, value: object) -> None:
    assert parse(OwnField("own", kind), typed, HABITS) == value


def test_a_choice_takes_one_of_its_values_as_they_are_spelled() -> None:
    assert parse(CHOICE, " south ", HABITS) == "South"
    with pytest.raises(OspError) as refused:
        parse(CHOICE, "west", HABITS)
    assert refused.value.code == "own-choice-unfit"
    assert refused.value.values["allowed"] == ("North", "South")


@pytest.mark.parametrize(
    ("kind", "typed"), [("number", "many"), ("number", "1" * 16), ("flag", "perhaps"), ("text", "x" * 2001)]
)
def test_what_is_no_value_of_the_kind_is_refused(kind: Any, typed: str) -> None:
    with pytest.raises(OspError) as refused:
        parse(OwnField("own", kind), typed, HABITS)
    assert refused.value.code == "own-value-unfit"


VALUES = some.one_of(
    some.tuples(some.just("text"), some.text()),
    some.tuples(some.just("choice"), some.text()),
    some.tuples(some.just("number"), some.integers(-(10**15) + 1, 10**15 - 1)),
    some.tuples(some.just("number"), some.floats(-1e9, 1e9).filter(lambda value: not value.is_integer())),
    some.tuples(
        some.just("money"),
        some.builds(Money, some.integers(-(10**17), 10**17), some.sampled_from(("USD", "JPY", "KWD", "CLF"))),
    ),
    some.tuples(some.just("date"), some.dates()),
    some.tuples(some.just("flag"), some.booleans()),
)


@settings(max_examples=200)
@given(VALUES)
def test_a_value_is_kept_as_a_text_that_gives_it_back(told: tuple[str, Any]) -> None:
    kind, value = told
    back = decoded(kind, encoded(value))
    assert back == value
    assert type(back) is type(value)


def test_a_name_is_made_of_a_heading_in_any_script() -> None:
    assert field_name("Region (EMEA)") == "region-emea"
    assert field_name("客户 等级") == "客户-等级"
    assert field_name("?!") == ""
    assert defined(field_name("客户 等级"), "text").name == "客户-等级"


def test_a_field_that_nobody_defined_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(OspError) as refused:
        known({"region": CHOICE}, "regoin")
    assert refused.value.values["close"] == ("region",)
    assert known({"region": CHOICE}, "field.region") == CHOICE
