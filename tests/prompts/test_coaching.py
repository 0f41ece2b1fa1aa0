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
    person.sees("are due now").sees("1/").types("q")
    assert person.leaves() == 0


def test_a_weak_answer_to_the_manager_becomes_an_action(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person('osp coach --as "Ingrid Solberg"', tmp_path)
    person.sees("1/5").types("+ four sources, ten leads each").sees("2/5").types("- a figure we made up").sees(
        "What will be done"
    )
    person.types("Ask the CFO for the figure").sees("By when").types("fri").sees("3/5").types("? nobody asked").sees(
        "What will be done"
    ).types("-")
    person.sees("4/5").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT question, sign, evidence, by FROM answer ORDER BY number") == [
        ("coach-2-1", "+", "four sources, ten leads each", "Ingrid Solberg"),
        ("coach-2-2", "-", "a figure we made up", "Ingrid Solberg"),
        ("coach-2-3", "?", "nobody asked", "Ingrid Solberg"),
    ]
    (action,) = rows(tmp_path, "SELECT text, kind, owner, question, due_on FROM action")
    assert action == ("Ask the CFO for the figure", "minimise", "Amara Okafor", "coach-2-2", "2026-11-27")
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


def test_words_alone_are_followed_by_the_question_how_strong_they_are(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp coach", tmp_path)
    person.sees("1/5").sees("where it is").types("no idea where leads come from @ Noor Haddad")
    person.sees("+ Several sources").sees("- We wait").sees("How strong").types("hm").sees("Begin with").types("-")
    person.sees("What will be done").types("").sees("By when").types("in 2 weeks").sees("2/5").types("+")
    person.sees("Please answer in words").types("+ 120k, by March").sees("3/5").types("q")
    assert person.leaves() == 0
    kept = "SELECT sign, evidence, person.name FROM answer LEFT JOIN person ON person.number = person_number"
    assert rows(tmp_path, kept) == [
        ("-", "no idea where leads come from", "Noor Haddad"),
        ("+", "120k, by March", None),
    ]
    assert rows(tmp_path, "SELECT text, due_on FROM action") == [
        ("Find a better answer: How do you develop leads?", "2026-12-08")
    ]


def test_words_that_nobody_judged_are_kept_as_not_known(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp coach", tmp_path)
    person.sees("1/5").types("four sources").sees("How strong").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT sign, evidence FROM answer") == [("?", "four sources")]
    assert rows(tmp_path, "SELECT kind, due_on FROM action") == [("retrieve", "2026-12-01")]


@pytest.mark.parametrize(
    ("command", "due"),
    [
        ("osp coach --answers coach.toml", "2026-12-01"),
        ("osp guide --step 2 --answers coach.toml --due 2026-12-04", "2026-12-04"),
        ('osp answer coach-2-1 no --evidence "one source"', "2026-12-01"),
        ('osp answer coach-2-1 no --evidence "one source" --due 2026-12-04', "2026-12-04"),
    ],
)
def test_a_weak_answer_leaves_its_action_whichever_way_it_comes(tmp_path: Path, command: str, due: str) -> None:
    new_deal(tmp_path)
    (tmp_path / "coach.toml").write_text('[answers]\ncoach-2-1 = "- one source"\n')
    said = asked(tmp_path, command)
    told = said.get("action") or (said.get("actions") or [said["answers"][0]["action"]])[0]
    assert (told["question"], told["due_on"], told["kind"]) == ("coach-2-1", due, "minimise")
    assert rows(tmp_path, "SELECT evidence FROM answer") == [("one source",)]
    assert rows(tmp_path, "SELECT question, due_on FROM action") == [("coach-2-1", due)]
    assert run("osp undo", tmp_path).returncode == 0
    assert rows(tmp_path, "SELECT number FROM answer") == rows(tmp_path, "SELECT number FROM action") == []


def test_an_answers_file_words_the_action_and_its_day(tmp_path: Path) -> None:
    new_deal(tmp_path)
    line = 'coach-2-1 = { answer = "-", evidence = "one source", todo = "Call three partners", due = 2026-12-02 }'
    (tmp_path / "coach.toml").write_text(f'[answers]\n{line}\ncoach-2-2 = {{ answer = "? nobody", todo = "-" }}\n')
    assert run("osp coach --answers coach.toml", tmp_path).returncode == 0
    kept = "SELECT question, text, due_on FROM action"
    assert rows(tmp_path, kept) == [("coach-2-1", "Call three partners", "2026-12-02")]
    assert run('osp answer coach-2-1 no --evidence still --todo "Call five" --due 2026-12-03', tmp_path).returncode == 0
    assert rows(tmp_path, kept) == [("coach-2-1", "Call five", "2026-12-03")]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ('osp answer coach-2-1 "four sources"', "how strong"),
        ("osp answer coach-2-1 +", "in words"),
        ('osp answer coach-2-1 "+ four sources" --due fri', "leaves no action"),
        ('osp answer budget + --evidence "line 88" --todo "Ask again"', "leaves no action"),
    ],
)
def test_what_is_no_answer_to_the_manager_is_refused(tmp_path: Path, command: str, said: str) -> None:
    new_deal(tmp_path)
    done = run(command, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert rows(tmp_path, "SELECT number FROM answer") == []


def test_the_manager_asks_anew_what_the_rep_answered_in_the_guide_and_both_answers_stand(tmp_path: Path) -> None:
    new_deal(tmp_path)
    (tmp_path / "guide.toml").write_text('[answers]\ncoach-2-1 = "+ four sources"\n')
    assert run("osp guide --answers guide.toml", tmp_path).returncode == 0
    person = Person('osp coach --as "Ingrid Solberg"', tmp_path)
    person.sees("1/5").sees("+ four sources (2026-11-24, recorded by Amara Okafor)").types("- two of them are dry")
    person.sees("What will").types("-").sees("2/5").types("q")
    assert person.leaves() == 0
    (tmp_path / "coach.toml").write_text('[answers]\ncoach-2-3 = "+ we are the only ones with a case"\n')
    said = asked(tmp_path, 'osp coach --answers coach.toml --as "Ingrid Solberg"')
    assert [(a["by"], a["sign"], a["on"]) for a in said["standing"] if a["question"] == "coach-2-1"] == [
        ("Amara Okafor", "+", "2026-11-24"),
        ("Ingrid Solberg", "-", "2026-11-24"),
    ]
    shown = run('osp coach --answers coach.toml --as "Ingrid Solberg"', tmp_path).stdout
    assert "four sources (Amara Okafor" in shown
    assert "two of them are dry (Ingrid Solberg" in shown


def test_nothing_is_called_done_that_counts_what_nobody_was_asked(tmp_path: Path) -> None:
    new_deal(tmp_path)

    def done() -> list[str]:
        return [each["criterion"] for each in asked(tmp_path, "osp guide --step 5 --show")["done"]]

    assert "few-unknown" not in done()
    assert run("osp answer 1 unknown", tmp_path).returncode == 0
    assert "few-unknown" not in done(), "nineteen were not asked"
