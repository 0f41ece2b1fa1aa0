"""What is proposed where a word names nothing: sensible, in time, and nothing at all rather than a silly guess."""

from __future__ import annotations

import json

import pytest

from tests.territory import Terminal


@pytest.mark.parametrize(("stage", "meant"), [("12", None), ("99", None), ("9,5", "9.5"), ("6.5", None)])
def test_a_stage_is_never_guessed_from_its_figures(osp: Terminal, stage: str, meant: str | None) -> None:
    refused = osp("gate", "--stage", stage)

    assert refused.code == 5
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 10" in refused.err
    assert ("Did you mean" in refused.err) is bool(meant)
    assert f"mean {meant}?" in refused.err or not meant


@pytest.mark.parametrize(
    "line",
    [
        ("advance", "--stage", "99"),
        ("retreat", "--stage", "99"),
        ("gate", "--stage", "99"),
        ("decide", "maybe"),
        ("answer", "nothing-at-all", "yes"),
        ("confirm", "nothing-at-all"),
    ],
)
def test_what_there_is_not_is_refused_before_anybody_is_asked_which_opportunity(
    osp: Terminal, line: tuple[str, ...]
) -> None:
    assert osp("use", "--clear").code == 0

    refused = json.loads(osp(*line, "--json").err)

    assert refused["code"] in ("stage-unknown", "verdict-unknown", "question-unknown", "criterion-unknown")


@pytest.mark.parametrize(("language", "said"), [("en", "Nobody on our side is called"), ("zh", "我方没有名叫")])
def test_an_owner_who_does_not_exist_is_no_empty_list(osp: Terminal, language: str, said: str) -> None:
    for words in (("list", "--owner", "Amara Okafr"), ("today", "--owner", "Amara Okafr")):
        told = osp(*words, "--lang", language)
        assert told.code == 0
        assert said in told.err
        assert "Amara Okafor" in told.err
    assert said not in osp("list", "--owner", "amara OKAFOR", "--closed", "--lang", language).err


def test_an_account_that_does_not_exist_is_said_to_be_none(osp: Terminal) -> None:
    assert "No account is called “Nowhere”" in osp("list", "--account", "Nowhere").err


def test_a_question_is_found_by_a_word_of_it_in_either_language(osp: Terminal) -> None:
    assert "Did you mean" in osp("answer", "who", "yes").err
    assert "是否想写" in osp("answer", "预算", "是", "--lang", "zh").err
    assert "Did you mean" not in osp("answer", "zzz", "yes").err


def test_the_owner_is_not_among_those_who_may_approve_and_a_beginning_names_a_manager(osp: Terminal) -> None:
    for name in ("Mia Berg", "Milo Tan"):
        assert osp("team", "add", name, "--role", "manager").code == 0
    assert osp("new-opportunity", "Alder ferries", "--account", "Alder Bay", "--owner", "Milo Tan").code == 0

    ambiguous = json.loads(osp("plan", "approve", "--by", "Mi", "--json").err)
    assert ambiguous["code"] == "approver-no-manager"
    assert "Mia Berg" in ambiguous["details"]["managers"]
    assert "Milo Tan" not in ambiguous["details"]["managers"]
    assert json.loads(osp("plan", "approve", "--by", "milo", "--json").err)["code"] == "approver-owner"
    assert json.loads(osp("plan", "approve", "--by", "mia", "--json").out)["approval"]["approver"] == "Mia Berg"


@pytest.mark.parametrize("given", [("--shipped-on", "today"), ("--paid", "full"), ("--booked-on", "today")])
def test_what_an_order_brings_follows_it_and_a_contract_may_be_older(osp: Terminal, given: tuple[str, ...]) -> None:
    assert osp("new-opportunity", "Alder ferries", "--account", "Alder Bay").code == 0

    refused = json.loads(osp("order", "set", *given, "--json").err)
    assert refused["code"] == "order-first"
    assert given[0] in refused["message"]

    assert osp("order", "set", "--contract-on", "2026-11-02").code == 0
    assert json.loads(osp("order", "set", *given, "--json").err)["code"] == "order-first"
    assert osp("order", "set", "--number", "PO-7", *given).code == 0


def test_a_field_that_a_result_has_not_is_refused_with_the_one_that_was_meant(osp: Terminal) -> None:
    refused = json.loads(osp("list", "--fields", "number,nam").err)
    assert (refused["code"], "Did you mean" in refused["hint"]) == ("field-unknown", True)
