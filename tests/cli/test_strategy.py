"""`osp strategy`: recommended with its answers, chosen with its reason, and both in the plan."""

from __future__ import annotations

import json

from tests.territory import Terminal


def test_the_recommendation_stands_beside_the_choice_and_its_reason(osp: Terminal) -> None:
    chosen = json.loads(osp("strategy", "choose", "develop", "-o", "3", "--reason", "no date", "--json").out)
    assert (chosen["choice"]["kind"], chosen["choice"]["recommended"]) == ("develop", "frontal")
    shown = json.loads(osp("strategy", "3", "--json").out)
    assert (shown["recommended"], shown["chosen"]["kind"], shown["chosen"]["reason"]) == (
        "frontal", "develop", "no date",
    )  # fmt: skip
    first = shown["fits"][0]
    assert first["strategy"]["item"]["id"] == "strategy-superior"
    assert {(each["question"], each["against"]) for each in first["answers"]} >= {
        ("tas-solution-fit", None), ("tas-solution-fit", "Quartz Systems"),
    }  # fmt: skip


def test_an_earlier_choice_stays_in_the_list_and_undo_takes_the_newest_back(osp: Terminal) -> None:
    for kind in ("develop", "flanking"):
        assert osp("strategy", "choose", kind, "-o", "3", "--reason", f"why {kind}").code == 0
    listed = json.loads(osp("strategy", "list", "3", "--json").out)
    assert [choice["kind"] for choice in listed["choices"]] == ["develop", "flanking"]
    assert osp("undo", "--yes").code == 0
    assert json.loads(osp("strategy", "3", "--json").out)["chosen"]["kind"] == "develop"


def test_a_strategy_is_chosen_by_its_word_in_the_language_of_the_screen(osp: Terminal) -> None:
    assert osp("strategy", "choose", "侧翼进攻", "-o", "3", "--reason", "改标准", "--lang", "zh").code == 0
    assert json.loads(osp("strategy", "3", "--json").out)["chosen"]["kind"] == "flanking"


def test_without_a_competitor_it_says_that_nobody_can_be_compared(osp: Terminal) -> None:
    said = osp("strategy", "cedar-billing")
    assert (said.code, "osp competitor add NAME -o 1" in said.out) == (0, True)


def test_the_plan_and_the_page_of_the_deal_show_both(osp: Terminal) -> None:
    plan = osp("plan", "export", "tidewater-analytics", "--kind", "full", "--out", "-").out
    assert "**Recommended**: frontal: The customer sees us clearly ahead" in plan
    assert "**Chosen**: frontal: Their own figures put us ahead" in plan
    assert "no strategy is chosen" in osp("plan", "export", "3", "--kind", "full", "--out", "-").out
    assert "Their own figures put us ahead" in osp("show", "tidewater-analytics").out
