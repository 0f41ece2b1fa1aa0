"""The guide and the coach at a real terminal: the page first, then the questions; a weak answer becomes an action."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pty import CTRL_C, Person, asked, rows, settle
from tests.sessions.sessions import run

NEW = {
    "en": 'osp new-opportunity "Harbour ERP" --account "Harbour Lights" --amount 120k --close eoq',
    "zh": "osp new-opportunity 海港数据平台 --account 海港集团 --amount 120k --close eoq --owner 林晓梅 --as 林晓梅",
}


def new_deal(home: Path, language: str = "en") -> Path:
    settle(home)
    assert run(NEW[language], home, language).returncode == 0
    return home


def test_the_guide_shows_where_the_deal_stands_before_it_asks(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp guide", tmp_path)
    person.sees("Harbour ERP").sees("Demand generation").sees("Beware").sees("Open").sees("Not yet")
    person.sees("questions are not asked yet").sees("1/").types("q")
    assert person.leaves() == 0


def test_a_weak_answer_to_the_manager_becomes_an_action(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person('osp coach --as "Ingrid Solberg"', tmp_path)
    person.sees("1/5").types("+ four sources, ten leads each").sees("2/5").types("- a figure we made up").sees(
        "What will be done"
    )
    person.types("Ask the CFO for the figure").sees("3/5").types("? nobody asked").sees("What will be done").types("-")
    person.sees("4/5").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT question, sign, evidence, by FROM answer ORDER BY number") == [
        ("coach-2-1", "+", "four sources, ten leads each", "Ingrid Solberg"),
        ("coach-2-2", "-", "a figure we made up", "Ingrid Solberg"),
        ("coach-2-3", "?", "nobody asked", "Ingrid Solberg"),
    ]
    (action,) = rows(tmp_path, "SELECT text, kind, owner, question, due_on FROM action")
    assert action == ("Ask the CFO for the figure", "minimise", "Amara Okafor", "coach-2-2", "2026-12-01")
    assert run("osp undo 2 --yes", tmp_path).returncode == 0
    assert rows(tmp_path, "SELECT text FROM action") == []


def test_answers_of_a_file_leave_their_actions_in_one_unit(tmp_path: Path) -> None:
    new_deal(tmp_path)
    (tmp_path / "coach.toml").write_text('[answers]\ncoach-2-1 = "- one source"\ncoach-2-2 = "+ 120k, March"\n')
    said = asked(tmp_path, "osp coach --answers coach.toml")
    assert [(a["question"], a["sign"], a["action"] is not None) for a in said["answers"]] == [
        ("coach-2-1", "-", True),
        ("coach-2-2", "+", False),
    ]
    assert run("osp undo", tmp_path).returncode == 0
    assert rows(tmp_path, "SELECT number FROM answer") == rows(tmp_path, "SELECT number FROM action") == []


@pytest.mark.parametrize("step", range(1, 9))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_of_every_step_speaks_one_language_alone(tmp_path: Path, language: str, step: int) -> None:
    new_deal(tmp_path, language)
    page = run(f"osp guide --step {step} --show", tmp_path, language)
    form = run(f"osp guide --step {step} --print-template", tmp_path, language)
    assert page.returncode == form.returncode == 0
    remarks = "\n".join(line for line in form.stdout.splitlines() if line.startswith("#"))
    said = "\n".join(line for line in page.stdout.splitlines() if not line.lstrip().startswith("osp ")) + remarks
    if language == "en":
        assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]", said) == []
    else:
        assert set(re.findall(r"[A-Za-z]{2,}", said)) <= {"TAS", "ISO", "IT", "TBB"}


def test_a_weak_answer_is_kept_although_the_person_leaves_before_its_action_is_worded(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp coach", tmp_path)
    person.sees("1/5").types("- a feeling @ Noor Haddad").sees("What will be done").types("h").sees("Write it out")
    person.sees("What will be done").presses(CTRL_C)
    assert person.leaves() == 130
    kept = "SELECT question, sign, evidence, person.name FROM answer JOIN person ON person.number = person_number"
    assert rows(tmp_path, kept) == [("coach-2-1", "-", "a feeling", "Noor Haddad")]
    assert rows(tmp_path, "SELECT question FROM action") == [("coach-2-1",)]


def test_a_weak_answer_is_asked_again_and_leaves_one_action(tmp_path: Path) -> None:
    new_deal(tmp_path)
    (tmp_path / "coach.toml").write_text('[answers]\ncoach-2-1 = "- one source"\ncoach-3-1 = "+ ready"\n')
    for _ in range(2):
        assert run("osp coach --answers coach.toml", tmp_path).returncode == 0
    assert rows(tmp_path, "SELECT question FROM action") == [("coach-2-1",)]
    person = Person("osp coach", tmp_path)
    person.sees("1/5").types("q")
    assert person.leaves() == 0
    assert "one source (Amara Okafor" in person.screen
