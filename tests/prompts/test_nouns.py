"""The interview about a person: asked field by field, each answer in the store before the next question shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.test_coaching import new_deal
from tests.pty import CTRL_C, Person, asked, rows
from tests.sessions.sessions import run

FACTS = "SELECT name, title, buying_role, influence, stance FROM person ORDER BY number"


def test_a_new_person_is_kept_with_the_name_and_each_answer_after_it(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp person add", tmp_path)
    person.sees("1/18  Who is it?").sees("Answer (in words):").types("")
    person.sees("Nothing was typed").sees("Answer (in words):").types("Noor Haddad")
    person.sees("2/18").sees("Answer (in words):").types("Head of IT").sees("3/18")
    assert rows(tmp_path, FACTS) == [("Noor Haddad", "Head of IT", None, None, None)]
    person.sees("Answer (in words):").types("noor haddad").sees("cannot report to")
    person.sees("Answer (in words):").types("Ada Lindqvist").sees("New person: Ada Lindqvist")
    person.sees("4/18").sees("2  decision maker").sees("Answer (in words):").types("2")
    person.sees("5/18").sees("Answer (in words):").types("h").sees("the political structure is heard")
    person.sees("Answer (in words):").types("much").sees("Type one of the numbers").sees("Answer (in words):")
    person.types("inner circle").sees("6/18").sees("Answer (in words):").types("?")
    person.sees("7/18").sees("Answer (in words):").types("<").sees("6/18").sees("stands: unknown")
    person.sees("Answer (in words):").types("").sees("7/18").sees("Answer (in words):").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, FACTS) == [
        ("Noor Haddad", "Head of IT", "decision-maker", "inner-circle", "unknown"),
        ("Ada Lindqvist", None, None, None, None),
    ]
    assert run("osp undo", tmp_path).returncode == 0
    assert rows(tmp_path, FACTS)[0] == ("Noor Haddad", "Head of IT", "decision-maker", "inner-circle", None)


def test_ctrl_c_keeps_what_was_said_and_leaves_from_a_question_within_a_question_too(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp person add Noor", tmp_path)
    assert person.leaves() == 0  # with its name it is complete: nothing is asked
    person = Person("osp person set Noor", tmp_path)
    person.sees("1/18").sees("stands: Noor").sees("Answer (in words):").types("Noor Haddad")
    person.sees("2/18").sees("Answer (in words):").types("")
    person.sees("3/18").sees("Answer (in words):").types("Nora Haddad").sees("Who is meant by").presses(CTRL_C)
    assert person.leaves() == 130
    assert rows(tmp_path, FACTS) == [("Noor Haddad", None, None, None, None)]


def test_whoever_leaves_before_the_name_leaves_nothing(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp person add", tmp_path)
    person.sees("1/18").sees("Answer (in words):").types("q")
    assert person.leaves() == 3
    assert rows(tmp_path, FACTS) == []


@pytest.mark.parametrize("plain", ["", "1"])
def test_in_chinese_the_words_of_the_list_are_taken(tmp_path: Path, plain: str) -> None:
    new_deal(tmp_path, "zh")
    assert run("osp person add 罗敏", tmp_path, "zh").returncode == 0
    person = Person("osp person set 罗敏", tmp_path, "zh", OSP_ACCESSIBLE=plain)
    person.sees("1/18").sees("s 跳过").types("s").sees("2/18").sees("q 离开").types("财务总监")
    person.sees("3/18").sees("q 离开").types("").sees("4/18").sees("q 离开").types("决策者")
    person.sees("5/18").sees("q 离开").types("１").sees("6/18").sees("q 离开").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, FACTS) == [("罗敏", "财务总监", "decision-maker", "inner-circle", None)]


def test_a_line_wants_both_ends_before_it_is_kept(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp tie add", tmp_path)
    person.sees("1/4").sees("2  conflict").sees("Answer (in words):").types("2")
    person.sees("2/4").sees("Answer (in words):").types("Ada").sees("3/4").sees("Answer (in words):").types("ada")
    person.sees("says nothing").sees("Answer (in words):").types("Ben")
    person.sees("4/4").sees("Answer (in words):").types("the budget")
    assert person.leaves() == 0
    (tie,) = asked(tmp_path, "osp tie list")["ties"]
    assert (tie["kind"], tie["from_person"], tie["to_person"], tie["note"]) == ("conflict", "Ada", "Ben", "the budget")


def test_one_of_several_is_picked_and_its_removal_wants_the_name(tmp_path: Path) -> None:
    new_deal(tmp_path)
    for name in ("Ada", "Ben"):
        assert run(f"osp person add {name}", tmp_path).returncode == 0
    person = Person("osp person remove", tmp_path, OSP_ACCESSIBLE="1")
    person.sees("2  Ben").sees("Which person?").types("2").sees("Type its name").types("Ada")
    assert person.leaves() == 2
    person = Person("osp person remove Ben", tmp_path, OSP_ACCESSIBLE="1")
    person.sees("Type its name").types("Ben").sees("Removed: person Ben")
    assert person.leaves() == 0
    assert [row[0] for row in rows(tmp_path, FACTS)] == ["Ada"]
    assert run("osp undo", tmp_path).returncode == 0
    assert [row[0] for row in rows(tmp_path, FACTS)] == ["Ada", "Ben"]


def test_who_is_named_elsewhere_is_refused_unasked_and_a_number_is_asked_as_one(
    tmp_path: Path,
) -> None:
    new_deal(tmp_path)
    assert run("osp tie add conflict --from-person Ada --to-person Ben", tmp_path).returncode == 0
    person = Person("osp person remove Ada", tmp_path, OSP_ACCESSIBLE="1")
    person.sees("cannot be removed")
    assert person.leaves() == 4
    assert "to agree" not in person.screen
    person = Person("osp tie remove 1", tmp_path, OSP_ACCESSIBLE="1")
    person.sees("Type the number 1 to agree").types("1").sees("Removed")
    assert person.leaves() == 0


def answered_at(home: Path, step: int, language: str = "en") -> None:
    """Every question of a step is answered, so that the guide goes on to its records."""
    answers = run(f"osp guide --step {step} --print-template", home, language).stdout
    asked = [line.split(" ")[0] for line in answers.splitlines() if line.endswith('= ""')]
    (home / "step.toml").write_text("[answers]\n" + "".join(f'{id} = "?"\n' for id in asked), encoding="utf-8")
    assert run(f"osp guide --step {step} --answers step.toml", home, language).returncode == 0


def test_the_guide_asks_for_the_record_at_its_step_and_again_for_what_it_lacks(tmp_path: Path) -> None:
    new_deal(tmp_path)
    facts = "SELECT reason, deadline, consequence FROM event"
    answered_at(tmp_path, 4)
    person = Person("osp guide --step 4", tmp_path)
    person.sees("On record (compelling event): What forces the customer to act?").types("The lease ends")
    person.sees("By which day?").sees("Answer (in words):").types("2027-03-31")
    person.sees("What happens if that day is missed?").sees("Answer (in words):").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, facts) == [("The lease ends", "2027-03-31", None)]
    person = Person("osp guide --step 4", tmp_path)
    person.sees("Still incomplete on record: The lease ends").sees("stands: 2027-03-31").sees(
        "Answer (in words):"
    ).types("")
    person.sees("if that day is missed?").sees("Answer (in words):").types("The rent doubles").sees("4/7").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, facts) == [("The lease ends", "2027-03-31", "The rent doubles")]


def test_the_guide_offers_the_records_of_its_step_and_keeps_what_was_told_of_them(tmp_path: Path) -> None:
    new_deal(tmp_path)
    answered_at(tmp_path, 4)
    assert run("osp event add 'The lease ends' --deadline 2027-03-31 --consequence Rent", tmp_path).returncode == 0
    person = Person("osp guide --step 4", tmp_path)
    person.sees("On record (person)").types("").sees("On record (call plan)").types("Ada Lindqvist").sees("New person")
    person.sees("2/5").sees("Answer (in words):").types("").sees("3/5").types("Hear what counts").sees("4/5").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT aim, commitment FROM call") == [("Hear what counts", None)]
    person = Person("osp guide --step 4", tmp_path)
    person.sees("Still incomplete on record: Ada Lindqvist").sees("2/6").sees("Answer (in words):").types("CFO")
    person.sees("3/6").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT name, title FROM person") == [("Ada Lindqvist", "CFO")]
    person = Person("osp guide --step 4", tmp_path)
    assert person.leaves() == 0
    assert "record" not in person.screen.partition("are due now")[2]


def test_who_leaves_at_a_record_is_shown_what_stands(tmp_path: Path) -> None:
    new_deal(tmp_path, "zh")
    answered_at(tmp_path, 5, "zh")
    person = Person("osp guide --step 5", tmp_path, "zh")
    person.sees("登记（业务）").types("q").sees("下一步：")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT number FROM issue") == []


def test_enter_leaves_the_record_for_later(tmp_path: Path) -> None:
    new_deal(tmp_path, "zh")
    answered_at(tmp_path, 4, "zh")
    person = Person("osp guide --step 4", tmp_path, "zh")
    person.sees("登记（急待解决的问题）：什么迫使客户行动？").types("")
    person.sees("登记（人员）").types("").sees("登记（拜访计划）").types("")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT number FROM event") == []


def test_a_call_is_planned_and_its_result_asked_for(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp call add", tmp_path)
    person.sees("1/8  Whom do we meet?").sees("Answer (in words):").types("Ada Lindqvist").sees("New person")
    person.sees("2/8").sees("Answer (in words):").types("someday").sees("someday")
    person.sees("Answer (in words):").types("tomorrow")
    person.sees("3/8").sees("Answer (in words):").types("Hear what counts").sees("4/8").sees("Answer (in words):")
    person.types("s").sees("5/8").sees("Answer (in words):").types("q")
    assert person.leaves() == 0
    held = Person("osp call done", tmp_path)
    held.sees("What came of it?").types("She names the budget")
    assert held.leaves() == 0
    facts = rows(tmp_path, "SELECT planned_on, aim, commitment, held_on, result FROM call")
    assert facts == [("2026-11-25", "Hear what counts", None, "2026-11-24", "She names the budget")]
    assert rows(tmp_path, "SELECT kind, text FROM note") == [("meeting", "She names the budget")]


def test_a_milestone_asks_who_confirmed_the_yardstick_of_a_proof_of_concept_alone(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp milestone add 'Trial'", tmp_path)
    assert person.leaves() == 0  # with its text it is complete
    person = Person("osp milestone set", tmp_path)
    person.sees("1/7").sees("stands: Trial").sees("Answer (in words):").types("")
    for place in "234":
        person.sees(f"{place}/7").sees("Answer (in words):").types("")
    person.sees("5/7").sees("3  proof of concept").sees("Answer (in words):").types("")
    person.sees("6/7").sees("Answer (in words):").types("")
    assert person.leaves() == 0
    person = Person("osp milestone set", tmp_path)
    for place in "1234":
        person.sees(f"{place}/7").sees("Answer (in words):").types("")
    person.sees("5/7").sees("Answer (in words):").types("3")
    person.sees("6/7").sees("Answer (in words):").types("A week").sees("7/7").sees("Answer (in words):").types("Ben")
    assert person.leaves() == 0
    facts = rows(tmp_path, "SELECT kind, yardstick, yardstick_by_number IS NOT NULL FROM milestone")
    assert facts == [("proof-of-concept", "A week", 1)]


def test_a_partner_is_asked_for_field_by_field(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp partner add", tmp_path)
    person.sees("1/10  Which partner").sees("Answer (in words):").types("Mistral Integration")
    person.sees("2/10").sees("1  reseller").sees("Answer (in words):").types("h").sees("takes the order")
    person.sees("Answer (in words):").types("reseller").sees("3/10").sees("Answer (in words):").types("q")
    assert person.leaves() == 0
    (partner,) = asked(tmp_path, "osp partner list")["partners"]
    assert (partner["name"], partner["role"], partner["contact"]) == ("Mistral Integration", "reseller", None)


@pytest.mark.parametrize(
    ("language", "question"), [("en", "Who else wants this deal?"), ("zh", "还有谁想要这个项目？")]
)
def test_a_competitor_without_a_name_is_asked_for_it(tmp_path: Path, language: str, question: str) -> None:
    new_deal(tmp_path, language)
    person = Person("osp competitor add", tmp_path, language)
    person.sees(question).types("Orbit Data").sees("2/7").types("q")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT name FROM competitor") == [("Orbit Data",)]
