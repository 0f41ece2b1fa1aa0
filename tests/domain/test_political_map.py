"""The political map: its tree, who is a key player, and each rule, once where it fires and once where it is silent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.people import PERSON, Person, Tie, closes_circle, reporting_line
from osp_cli.domain.political_map import RULES, PoliticalMap, draw
from osp_cli.pack.load import builtin
from osp_cli.words import Words
from tests.builders import LEAD, PROCESS, changed, confirmation, deal

POWER = {"influence": "inner-circle"}


def person(name: str, number: int = 1, **known: Any) -> Person:
    return Person(number, f"01P{number}", name, **known)


def mapped(*people: Person, ties: tuple[Tie, ...] = ()) -> PoliticalMap:
    dossier = changed(deal(), people=people, ties=ties, confirmations=(), answers=())
    return draw(dossier, PROCESS)


def fired(*people: Person, ties: tuple[Tie, ...] = ()) -> dict[str, tuple[str, ...]]:
    return {warning.rule: warning.people for warning in mapped(*people, ties=ties).warnings}


def tie(kind: str, first: str, second: str) -> Tie:
    return Tie(1, "01T", kind, first, second)  # type: ignore[arg-type]


ADA = person("Ada", 1, **POWER, stance="supporter")
BEN = person("Ben", 2, **POWER, stance="neutral")
FIRES: dict[str, tuple[tuple[Person, ...], tuple[Tie, ...], tuple[str, ...]]] = {
    "no-decision-maker": ((person("Ada", buying_role="approver"),), (), ()),
    "no-executive": ((person("Ada", buying_role="decision-maker"),), (), ()),
    "no-supporter-inside": ((BEN, person("Cleo", influence="outside", stance="mentor")), (), ("Ben",)),
    "one-level-covered": (
        (person("Ada", coverage="in-depth"), person("Ben", 2, reports_to="Ada", coverage="no-contact")), (), ("Ben",)
    ),
    "no-opponent": ((person("Ada", stance="neutral"),), (), ()),
    "conflict-of-key-people": ((ADA, BEN), (tie("conflict", "Ben", "Ada"),), ("Ben", "Ada")),
    "key-players-not-for-us": ((ADA, BEN, person("Cleo", 3, **POWER)), (), ("Ben", "Cleo")),
    "supporters-outnumbered": ((ADA, person("Dan", stance="enemy")), (), ("Dan",)),
}  # fmt: skip
SILENT: dict[str, tuple[tuple[Person, ...], tuple[Tie, ...]]] = {
    "no-decision-maker": ((person("Ada", buying_role="decision-maker"),), ()),
    "no-executive": ((person("Ada", is_executive_sponsor=True),), ()),
    "no-supporter-inside": ((ADA,), ()),
    "one-level-covered": (
        (person("Ada", coverage="brief-contact"), person("Ben", 2, reports_to="Ada", coverage="in-depth")), ()
    ),
    "no-opponent": ((person("Ada", stance="non-supporter"),), ()),
    "conflict-of-key-people": (
        (ADA, BEN, person("Cleo", 3, influence="outside")),
        (tie("influence", "Ada", "Ben"), tie("conflict", "Ada", "Cleo")),
    ),
    "key-players-not-for-us": ((ADA, BEN), ()),
    "supporters-outnumbered": ((ADA, person("Eve", stance="mentor"), person("Dan", stance="enemy")), ()),
}  # fmt: skip


def test_each_rule_has_an_example_that_fires_and_one_that_is_silent() -> None:
    assert set(FIRES) == set(SILENT) == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_fires_and_names_whom_it_is_about(rule: str) -> None:
    people, ties, about = FIRES[rule]
    assert fired(*people, ties=ties)[rule] == about


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_silent_where_all_is_well(rule: str) -> None:
    people, ties = SILENT[rule]
    assert rule not in fired(*people, ties=ties)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_has_its_sentence_in_both_languages(rule: str) -> None:
    english, chinese = (Words(language)(f"map.rules.{rule}") for language in ("en", "zh"))
    assert english != chinese
    assert rule not in english


def test_an_empty_map_warns_of_what_must_be_there_and_says_how_to_begin() -> None:
    drawn = mapped()
    assert [warning.rule for warning in drawn.warnings] == ["no-decision-maker", "no-executive", "no-supporter-inside"]
    assert drawn.warnings[0].mend[:3] == ("person", "add", "NAME")


def test_the_command_of_a_warning_names_the_person_and_the_opportunity() -> None:
    (warning,) = (w for w in mapped(BEN).warnings if w.rule == "no-supporter-inside")
    assert warning.mend[:5] == ("person", "set", "Ben", "-o", "7")


def test_people_stand_beneath_those_they_report_to_whatever_the_order_they_were_named_in() -> None:
    drawn = mapped(
        person("Ivo", 1, reports_to="Lena"), person("Lena", 2, reports_to="SAM"), person("Sam", 3), person("Greta", 4)
    )
    assert [(each.person.name, each.level) for each in drawn.people] == [
        ("Sam", 0), ("Lena", 1), ("Ivo", 2), ("Greta", 0)
    ]  # fmt: skip


def test_who_reports_to_somebody_unknown_stands_at_the_top() -> None:
    assert [each.level for each in mapped(person("Ivo", reports_to="Nobody here")).people] == [0]


@pytest.mark.parametrize(
    ("influence", "is_key"),
    [("inner-circle", True), ("political-structure", True), ("outside", False), ("unknown", False), (None, False)],
)
def test_a_key_player_is_whoever_has_a_say(influence: str | None, is_key: bool) -> None:
    assert [each.is_key for each in mapped(person("Ada", influence=influence)).people] == [is_key]


def test_the_role_that_the_customer_confirmed_stands_on_the_map_and_moves_with_the_confirmation() -> None:
    people = (person(LEAD, 1), person("Ada", 2))
    named = [confirmation("technical-lead-identified", LEAD)]
    for holder in (LEAD, "Ada"):
        dossier = changed(deal(), people=people, confirmations=tuple(named))
        roles = {each.person.name: each.roles for each in draw(dossier, builtin()).people}
        assert [name for name, held in roles.items() if held == ("technical-lead",)] == [holder]
        named.append(confirmation("technical-lead-identified", "Ada"))


NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eve")
SOME = some.fixed_dictionaries(
    {field.name: some.none() | some.sampled_from(field.allowed) for field in PERSON.of_kind("choice")}
)


@given(
    lines=some.lists(some.none() | some.sampled_from(NAMES), min_size=5, max_size=5),
    known=some.lists(SOME, min_size=5, max_size=5),
)
def test_everybody_stands_on_the_map_once_beneath_the_superior(
    lines: list[str | None], known: list[dict[str, Any]]
) -> None:
    people: list[Person] = []
    for place, (name, superior) in enumerate(zip(NAMES, lines, strict=True)):
        is_fine = superior and not closes_circle(name, superior, people)
        people.append(person(name, place, reports_to=superior if is_fine else None, **known[place]))
    drawn = mapped(*people)
    assert sorted(each.person.name for each in drawn.people) == sorted(NAMES)
    for each in drawn.people:
        assert each.level == len(reporting_line(each.person.name, people))
    for above, beneath in zip(drawn.people, drawn.people[1:], strict=False):
        assert beneath.level <= above.level + 1
    for warning in drawn.warnings:
        assert set(warning.people) <= set(NAMES)


@given(lines=some.dictionaries(some.sampled_from(NAMES), some.sampled_from(NAMES)))
def test_a_reporting_line_ends_even_where_it_goes_round(lines: dict[str, str]) -> None:
    people = [person(name, reports_to=superior) for name, superior in lines.items()]
    for name in NAMES:
        line = reporting_line(name, people)
        assert len(set(line)) == len(line)
        assert name.casefold() not in line
        if (superior := lines.get(name)) and superior == name:
            assert closes_circle(name, superior, [])
