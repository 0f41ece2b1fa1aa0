"""`--owner me` is the person acting, wherever an owner is named; a day that is past is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.territory import Terminal


def told(osp: Terminal, *words: str) -> Any:
    said = osp(*words, "--json")
    assert said.code == 0, said
    return json.loads(said.out)


@pytest.mark.parametrize("words", [("list",), ("today",), ("review",)])
def test_me_is_the_person_acting(osp: Terminal, words: tuple[str, ...]) -> None:
    assert told(osp, *words, "--owner", "me") == told(osp, *words, "--owner", "Amara Okafor")


def test_what_is_given_to_me_is_mine(osp: Terminal) -> None:
    told(osp, "set", "3", "--owner", "me")
    assert told(osp, "show", "3")["opportunity"]["owner"] == "Amara Okafor"
    told(osp, "quota", "set", "77k", "--owner", "me", "--period", "2027Q3")
    assert [each["owner"] for each in told(osp, "quota", "list", "2027Q3")["quotas"]] == ["Amara Okafor"]


def test_an_expected_date_that_is_past_is_told(osp: Terminal) -> None:
    said = osp("set", "3", "--close", "2026-11-02", "--reason", "as planned")
    assert said.code == 0
    assert "2026-11-02" in said.err
    assert "overdue" in said.err
    assert "overdue" not in osp("set", "3", "--close", "2026-12-02", "--reason", "moved").err
