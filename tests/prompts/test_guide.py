"""The guide: questions are counted in one way; what it says of steps ahead and behind, and of deals that ended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.prompts.test_coaching import new_deal
from tests.pty import Person, asked, rows
from tests.sessions.sessions import run


def _count(home: Path, step: int) -> tuple[int, int]:
    shown = asked(home, f"osp guide --step {step} --show")
    return shown["questions"], shown["asked"]


def test_the_page_the_places_and_the_end_count_the_same_questions(tmp_path: Path) -> None:
    new_deal(tmp_path)
    (tmp_path / "first.toml").write_text('[answers]\nbusiness-goals = "open twelve harbours"\n')
    assert run("osp guide --answers first.toml", tmp_path).returncode == 0
    assert _count(tmp_path, 2) == (38, 39)
    person = Person("osp guide", tmp_path)
    person.sees("38 questions of 39 are due now").sees("2/39").types("late ferries").sees("3/39").types("s").sees(
        "4/39"
    )
    person.types("q")
    assert person.leaves() == 0
    assert re.search(r"Recorded\s+1\n\s*Not asked yet\s+37 of 39", person.screen)
    assert _count(tmp_path, 2) == (37, 39)


def test_who_names_a_competitor_is_told_of_the_questions_that_this_adds(tmp_path: Path) -> None:
    new_deal(tmp_path)
    questions, total = _count(tmp_path, 3)
    person = Person("osp guide --step 3", tmp_path)
    person.sees(f"{questions} questions of {total} are due").sees("Who else").types("Quartz").sees("Who else").types("")
    person.sees(f"{questions + 13} questions of {total + 13} are due").sees(f"1/{total + 13}").types("q")
    assert person.leaves() == 0
    assert f"{questions + 13} of {total + 13}" in person.screen


def test_a_risk_with_a_counter_measure_is_not_asked_again(tmp_path: Path) -> None:
    new_deal(tmp_path)
    questions, total = _count(tmp_path, 3)
    assert run('osp risk add "one fitter" --prompt risk-partner', tmp_path).returncode == 0
    assert _count(tmp_path, 3) == (questions, total)
    assert run('osp risk set 1 --counter "a second one"', tmp_path).returncode == 0
    assert _count(tmp_path, 3) == (questions - 1, total)


def test_the_end_says_what_was_saved_what_is_open_what_the_gate_misses_and_what_comes_next(tmp_path: Path) -> None:
    new_deal(tmp_path)
    (tmp_path / "coach.toml").write_text('[answers]\ncoach-2-1 = "- one source"\n')
    said = asked(tmp_path, "osp guide --answers coach.toml")
    assert said["recorded"][0] == {
        "question": "coach-2-1", "against": None, "sign": "-", "said": "one source", "action": said["actions"][0],
    }  # fmt: skip
    assert len(said["still"]) == said["open"] == 38
    assert said["stage"] == "2"
    assert "technical-lead-identified" in [finding["criterion"] for finding in said["missing"]]
    shown = run("osp guide --answers coach.toml", tmp_path).stdout
    for text in (
        "Saved",
        "To be done",
        "Still to ask",
        "and 32 more",
        "What gate 2 still misses",
        "osp guide 1 --step 2",
    ):
        assert text in shown


@pytest.mark.parametrize(("step", "said"), [(1, "looks back"), (2, "works on this step"), (6, "looks ahead")])
def test_a_page_says_where_the_deal_is(tmp_path: Path, step: int, said: str) -> None:
    new_deal(tmp_path)
    assert said in run(f"osp guide --step {step} --show", tmp_path).stdout


@pytest.mark.parametrize("step", [1, 8])
def test_before_and_after_the_deal_the_twenty_are_not_asked(tmp_path: Path, step: int) -> None:
    new_deal(tmp_path)
    if step == 8:
        assert run("osp advance --stage 8 --override told", tmp_path).returncode == 0
        assert run("osp win --order 7 --on 2026-11-24 --amount 120k --override told", tmp_path).returncode == 0
    form = run(f"osp guide --step {step} --print-template", tmp_path).stdout
    assert "coach-" in form
    assert "tas-" not in form


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_lost_deal_nothing_is_asked_and_what_makes_sense_is_named(tmp_path: Path, language: str) -> None:
    new_deal(tmp_path, language)
    assert run("osp lose 1 --reason price --to unknown", tmp_path).returncode == 0
    person = Person("osp guide 1", tmp_path, language)
    assert person.leaves() == 0
    assert "osp winloss 1" in person.screen
    assert f"osp reopen 1 --reason {'TEXT' if language == 'en' else '内容'}" in person.screen
    assert ("lost (" if language == "en" else "丢单（") in person.screen
    assert rows(tmp_path, "SELECT number FROM answer") == []


def test_what_was_not_known_is_asked_again_once_the_deal_has_moved(tmp_path: Path) -> None:
    new_deal(tmp_path)
    assert run("osp answer 1 unknown --on 2026-11-20", tmp_path).returncode == 0
    before = _count(tmp_path, 3)
    assert run("osp advance --stage 2 --override told", tmp_path).returncode == 0
    assert _count(tmp_path, 3) == (before[0] + 1, before[1])


def test_the_day_counts_the_traps_of_its_deals(tmp_path: Path) -> None:
    new_deal(tmp_path)
    assert run("osp advance --stage 2 --override told", tmp_path).returncode == 0
    traps = len(asked(tmp_path, "osp guide --show")["signals"])
    assert traps > 0
    assert asked(tmp_path, "osp today")["musts"][0]["signals"] == traps
    assert f"({traps} traps)" in " ".join(run("osp today", tmp_path).stdout.split())


def test_the_coach_shows_the_traps_before_it_asks(tmp_path: Path) -> None:
    new_deal(tmp_path)
    assert run("osp advance --stage 2 --override told", tmp_path).returncode == 0
    person = Person("osp coach", tmp_path)
    person.sees("Traps now").sees("Nobody is named as a competitor").sees("1/3").types("q")
    assert person.leaves() == 0
