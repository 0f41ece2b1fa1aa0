"""`osp competitor`: its own fields, and those that are answers about it, told once wherever they are given."""

from __future__ import annotations

import json
from typing import Any

from tests.territory import Terminal

PLACE = ("-o", "tidewater-analytics")


def shown(osp: Terminal, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(osp("competitor", "show", name, *PLACE, "--json").out)
    return content


def test_strengths_that_are_given_are_the_answer_to_the_methods_question(osp: Terminal) -> None:
    given = ("--strengths", "cheap", "--message", "we are too big", "--standing-with", "Lena Brandt", "--partners", "P")
    assert osp("competitor", "add", "Harbour Data", *given, *PLACE).code == 0
    known = shown(osp, "Harbour Data")
    assert (known["competitor"]["strengths"], known["competitor"]["message"]) == ("cheap", "we are too big")
    assert (known["competitor"]["standing_with"], known["competitor"]["partners"]) == ("Lena Brandt", "P")
    answers = {(answer["question"], answer["text"]) for answer in known["answers"]}
    assert answers == {("competitor-strengths", "cheap"), ("competitor-message", "we are too big")}


def test_an_answer_is_the_field_and_nobody_keys_it_again(osp: Terminal) -> None:
    assert osp("answer", "competitor-weaknesses", "nobody on site", "--against", "Orbit Data", *PLACE).code == 0
    assert shown(osp, "Orbit Data")["competitor"]["weaknesses"] == "nobody on site"
    assert osp("competitor", "set", "Orbit Data", "--weaknesses", "late", *PLACE).code == 0
    history = json.loads(osp("log", "tidewater-analytics", "--limit", "1", "--json").out)
    assert "competitor-weaknesses" in json.dumps(history)
    assert osp("undo", "--yes").code == 0
    assert shown(osp, "Orbit Data")["competitor"]["weaknesses"] == "nobody on site"


def test_what_is_said_again_is_no_new_answer_and_no_change(osp: Terminal) -> None:
    assert osp("competitor", "set", "Orbit Data", "--weaknesses", "late", *PLACE).code == 0
    before = osp("log", "tidewater-analytics", "--limit", "1", "--json").out
    assert osp("competitor", "set", "Orbit Data", "--weaknesses", "late", *PLACE).code == 0
    assert osp("log", "tidewater-analytics", "--limit", "1", "--json").out == before


def test_a_file_of_answers_adds_competitors_as_one_unit(osp: Terminal) -> None:
    template = osp("competitor", "add", "--print-template", *PLACE).out
    assert all(f"{name} = " in template for name in ("name", "standing_with", "partners", "strengths", "message"))
    filled = '[[competitor]]\nname = "One"\nstrengths = "cheap"\n[[competitor]]\nname = "Two"\nstanding = "late"\n'
    assert osp("competitor", "add", "--answers", "-", *PLACE, stdin=filled).code == 0
    assert shown(osp, "One")["competitor"]["strengths"] == "cheap"
    assert osp("undo", "--yes").code == 0
    assert osp("competitor", "show", "Two", *PLACE).code == 5


def test_a_renamed_competitor_keeps_what_was_said_of_it(osp: Terminal) -> None:
    before = len(shown(osp, "Orbit Data")["answers"])
    assert osp("competitor", "set", "Orbit Data", "--name", "Orbit Group", "--strengths", "big now", *PLACE).code == 0
    known = shown(osp, "Orbit Group")
    assert (known["competitor"]["strengths"], len(known["answers"]) >= before) == ("big now", True)


def test_whoever_a_competitor_stands_with_stays_and_goes_after_it(osp: Terminal) -> None:
    assert osp("competitor", "add", "Harbour Data", "--standing-with", "Piet Visser", *PLACE).code == 0
    removing = ("person", "remove", "Piet Visser", "--confirm", "Piet Visser", *PLACE)
    assert osp(*removing).code == 4
    assert osp("competitor", "remove", "Harbour Data", "--confirm", "Harbour Data", *PLACE).code == 0
    assert osp(*removing).code == 0


def test_the_plan_names_partners_and_with_whom_it_stands(osp: Terminal) -> None:
    assert osp("competitor", "set", "Orbit Data", "--standing-with", "Lena Brandt", *PLACE).code == 0
    plan = osp("plan", "export", "tidewater-analytics", "--kind", "full", "--out", "-").out
    assert "Stands best with: Lena Brandt" in plan
    assert "Its partners: Pierhead Consulting" in plan
