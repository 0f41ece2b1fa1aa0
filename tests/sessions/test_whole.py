"""A whole deal in each language uses every noun of the dossier and every gate; another is lost and learned from."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from osp_cli.domain.fields import Noun
from osp_cli.domain.nouns import BOOK_NOUNS, NOUNS
from osp_cli.domain.sales_plans import KINDS
from osp_cli.pack.load import builtin
from tests.sessions.sessions import Step, read_steps

FOLDER = Path(__file__).parent
ADDED_BY = {"condition": ("review", "condition")}


def told(name: str) -> list[Step]:
    return read_steps((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("noun", [*NOUNS, *BOOK_NOUNS], ids=lambda noun: noun.name)
def test_the_whole_story_uses_every_noun(language: str, noun: Noun) -> None:
    name, verb = noun.name, "set" if noun.is_single else "add"
    commands = [tuple(shlex.split(step.command)[1:3]) for step in told(f"whole.{language}") if step.code == 0]
    assert ADDED_BY.get(name, (name, verb)) in commands


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_story_plans_each_thing_that_is_sold_to_or_with_and_ends_expanded(language: str) -> None:
    commands = [shlex.split(step.command)[1:] for step in told(f"whole.{language}") if step.code == 0]
    planned = {words[2] for words in commands if words[:2] == ["plan", "set"]}
    assert planned == {f"--{kind}" for kind in KINDS}
    assert commands[-1][:2] == ["account", "expand"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_story_goes_through_every_gate(language: str) -> None:
    process = builtin()
    moves = [line for step in told(f"whole.{language}") for line in step.expected if " -> " in line]
    for before, after in zip(process.stages, process.stages[1:], strict=False):
        assert any(f"{before.key} -> {after.key}" in move for move in moves), after.key


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_lost_story_names_what_had_been_too_rosy(language: str) -> None:
    said = [line for step in told(f"lost.{language}") for line in step.expected]
    rosy = {"en": "too rosy: ", "zh": "过于乐观："}[language]
    assert sum(rosy in line for line in said) >= 2
