"""Actions, milestones, calls and suggestions at the command line: what each leaves, and where else it shows."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from tests.territory import Terminal


def told(osp: Terminal, line: str) -> Any:
    said = osp(*shlex.split(line), "--json")
    assert said.code == 0, said
    return json.loads(said.out)


def due(osp: Terminal) -> set[tuple[str, int, str]]:
    lines = told(osp, "today --limit 99")["due"]
    return {(line["kind"], line["opportunity"]["number"], line["text"]) for line in lines}


def test_the_close_plan_holds_our_actions_beneath_the_customers_dates(osp: Terminal) -> None:
    plan = told(osp, "milestone list blue-heron-erp")
    days = [milestone["due_on"] for milestone in plan["milestones"]]
    assert days == sorted(days)
    assert [action["milestone"] for action in plan["actions"]] == [1, None, 2]
    added = told(osp, "milestone add 'Contract signed'")["milestone"]["number"]
    assert told(osp, "milestone list")["milestones"][-1]["number"] == added  # no day: last
    told(osp, f"action add 'Send the draft' --due fri --milestone {added}")
    lines = osp("milestone", "list", "--lang", "en").out.splitlines()
    place = next(place for place, line in enumerate(lines) if "Contract signed" in line)
    assert "Send the draft" in lines[place + 1]


def test_an_action_says_with_whom_it_is_done_and_which_result_is_expected(osp: Terminal) -> None:
    who = told(osp, "person list blue-heron-erp")["people"][0]["name"]
    added = told(osp, f"action add 'Show the pilot' -o 3 --due fri --with '{who}' --expect 'A figure from finance'")
    assert (added["action"]["with_whom"], added["action"]["expected"]) == (who, "A figure from finance")
    said = osp("action", "list", "-o", "3", "--lang", "en").out
    assert f"With whom: {who}; result expected: A figure from finance" in said


def test_a_milestone_of_another_deal_is_none_of_this_one(osp: Terminal) -> None:
    said = osp("action", "add", "x", "--due", "fri", "--milestone", "1", "-o", "tidewater-analytics", "--json")
    assert json.loads(said.err)["code"] == "record-unknown"


def test_the_day_holds_what_is_due_until_it_is_done(osp: Terminal) -> None:
    before = due(osp)
    action = ("action", 3, "Walk through the draft requirements with IT")
    milestone = ("milestone", 4, "Two ferries deliver data for a week")
    revisit = ("revisit", 4, "Samuel Osei")
    assert {action, milestone, revisit} <= before
    told(osp, "action done 3 -o 3 --result 'They agree'")
    told(osp, "milestone done 4 -o 4")
    told(osp, "note 'He is content' -o 4 --with 'Samuel Osei' --kind note")
    assert due(osp) == before - {action, milestone}  # a note is no contact
    told(osp, "note 'He is content' -o 4 --with 'Samuel Osei' --kind call")
    assert due(osp) == before - {action, milestone, revisit}


def test_what_waits_on_a_deal_that_was_lost_is_its_actions_and_its_review(osp: Terminal) -> None:
    told(osp, "lose tidewater-analytics --reason price")
    told(osp, "action set 6 -o 4 --due yesterday")
    kinds = {kind for kind, number, _ in due(osp) if number == 4}
    assert kinds == {"action", "winloss"}
    assert told(osp, "action list tidewater-analytics")["open"] == 2


def test_the_counts_of_actions(osp: Terminal) -> None:
    listed = told(osp, "action list")
    assert (listed["open"], listed["overdue"], listed["done"]) == (3, 1, 0)
    told(osp, "action done 3")
    listed = told(osp, "action list")
    assert (listed["open"], listed["overdue"], listed["done"]) == (2, 0, 1)
    assert listed["actions"][-1]["number"] == 3
    told(osp, "action set 3 --done none")
    assert told(osp, "action list")["overdue"] == 1


def test_the_result_of_a_call_is_a_contact_once(osp: Terminal) -> None:
    def meetings() -> list[tuple[str, str]]:
        notes = told(osp, "show")["notes"]
        return [(note["on"], note["text"]) for note in notes if note["kind"] == "meeting"]

    kept = told(osp, "call done 1 --result 'Names the budget' --on yesterday --revisit 'in 4 weeks'")["call"]
    assert kept["held_on"] == "2026-11-23"
    assert kept["revisit_on"] == "2026-12-22"
    assert meetings() == [("2026-11-23", "Names the budget")]
    told(osp, "call set 1 --aim 'As before'")
    assert len(meetings()) == 1
    assert told(osp, "show")["last_contact"]["who"] == "Celia Duarte"
    assert osp("undo", "2").code == 0
    assert meetings() == []
    assert told(osp, "call show 1")["call"]["held_on"] is None


def test_suggestions_are_told_and_never_added_and_each_command_takes_one_away(osp: Terminal) -> None:
    before = told(osp, "action list")["actions"]
    found = told(osp, "action suggest")["suggestions"]
    assert {each["kind"] for each in found} == {"retrieve", "minimise", "emphasise"}
    assert told(osp, "action list")["actions"] == before
    assert told(osp, "next")["suggested"] == len(found)
    for left, each in enumerate(reversed(found)):
        assert osp(*each["command"]).code == 0
        assert told(osp, "next")["suggested"] == len(found) - left - 1
    assert told(osp, "action suggest")["suggestions"] == []


@pytest.mark.parametrize(
    ("word", "kind"), [("ungesagt", None), ("instead of eleven", "milestone"), ("budget line", "call")]
)
def test_milestones_and_calls_are_found_by_their_words(word: str, kind: str | None, osp: Terminal) -> None:
    assert [hit["kind"] for hit in told(osp, f"find '{word}'")["hits"]] == ([kind] if kind else [])


def test_records_of_a_file_are_taken_as_one_unit(osp: Terminal) -> None:
    (osp.home / "steps.toml").write_text(
        '[[milestone]]\ntext = "Tender opens"\ndue_on = 2026-12-01\n'
        '[[milestone]]\ntext = "Trial"\nkind = "proof of concept"\n'
        'yardstick = "A week"\nyardstick_by = "Noor Haddad"\n',
        encoding="utf-8",
    )
    assert len(told(osp, "milestone add --answers steps.toml")["milestones"]) == 2
    assert len(told(osp, "milestone list")["milestones"]) == 5
    assert osp("undo").code == 0
    assert len(told(osp, "milestone list")["milestones"]) == 3


@pytest.mark.parametrize("noun", ["risk", "action", "milestone", "call"])
def test_the_printed_form_is_taken_back(noun: str, osp: Terminal) -> None:
    number = {"risk": "1", "call": "2"}.get(noun, "4")
    deal = "blue-heron-erp" if noun == "action" else "tidewater-analytics"
    text = osp(noun, "add", "--print-template", "-o", deal).out
    assert f"[[{noun}]]" in text
    shown = osp(noun, "set", number, "--print-template", "-o", deal).out
    (osp.home / "form.toml").write_text(shown, encoding="utf-8")
    said = osp(noun, "set", "--answers", "form.toml", "-o", deal)
    assert said.code == 0, said


def test_the_customers_steps_belong_to_the_plan_and_our_actions_do_not(osp: Terminal) -> None:
    def is_changed() -> bool:
        return bool(told(osp, "plan show")["has_changed"])

    assert not is_changed()
    told(osp, "action add 'Call the board' --due fri")
    told(osp, "milestone done 1")
    assert not is_changed()
    told(osp, "milestone set 1 --due 'in 8 weeks'")
    assert is_changed()


@pytest.mark.parametrize(("language", "mark"), [("en", "The customer's steps"), ("zh", "客户的步骤")])
def test_the_plan_tells_the_close_plan_and_the_calls(language: str, mark: str, osp: Terminal) -> None:
    plan = osp("plan", "export", "--kind", "full", "--out", "-", "--lang", language).out
    assert mark in plan
    for said in ("The month closes in five days", "Walk through the draft requirements", "Names the budget line"):
        assert said in plan


def test_the_history_says_a_milestone_and_a_state_in_words(osp: Terminal) -> None:
    told(osp, "action set 5 --milestone 3")
    told(osp, "risk set 1 -o tidewater-analytics --likelihood low")
    english = osp("log", "--all", "--limit", "2", "--lang", "en").out
    assert "milestone: " in english
    assert "likelihood: medium -> low" in english
    assert "中 -> 低" in osp("log", "--all", "--limit", "2", "--lang", "zh").out
