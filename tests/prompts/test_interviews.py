"""Interviews at a real terminal: what is acknowledged is stored, whatever happens next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty import CTRL_C, CTRL_D, Person, asked, rows, settle
from tests.sessions.sessions import run

GIVEN = "SELECT question, sign, text, evidence FROM answer ORDER BY number"
NEW = 'osp new-opportunity "Harbour ERP" --account "Harbour Lights" --amount 120k --close eoq'


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    settle(tmp_path)
    assert run(NEW, tmp_path).returncode == 0
    return tmp_path


def test_each_answer_is_in_the_file_before_the_next_question_shows(deal: Path) -> None:
    person = Person("osp qualify", deal)
    person.sees("1/14").types("open twelve harbours @ Noor Haddad").sees("2/14")
    assert rows(deal, GIVEN) == [("business-goals", "+", "open twelve harbours", None)]
    person.types("-").sees("3/14")
    assert rows(deal, GIVEN)[1:] == [("business-drivers", "-", None, None)]
    person.types("q")
    assert person.leaves() == 0
    assert rows(deal, "SELECT name FROM person") == [("Noor Haddad",)]
    assert len(rows(deal, "SELECT number FROM unit WHERE command = 'osp qualify'")) == 2
    assert "osp undo 2" in person.screen
    assert run("osp undo 2 --yes", deal).returncode == 0
    assert rows(deal, GIVEN) == []


@pytest.mark.parametrize(("choice", "stands"), [("1", "theirs"), ("2", "mine")])
def test_who_is_overtaken_by_another_terminal_says_which_answer_is_to_stand(
    deal: Path, choice: str, stands: str
) -> None:
    person = Person("osp qualify", deal, OSP_ACCESSIBLE="1")
    person.sees("1/14")
    assert run("osp answer business-goals theirs --who 'Noor Haddad' --as 'Mateo Quispe'", deal).returncode == 0
    assert run("osp answer business-drivers 'before it showed' --as 'Mateo Quispe'", deal).returncode == 0
    person.types("mine").sees("Mateo Quispe answered: + theirs").types(choice).sees("2/14").sees("before it showed")
    person.types("q")
    assert person.leaves() == 0
    assert [row[2] for row in rows(deal, GIVEN) if row[0] == "business-goals"][-1] == stands


def test_a_name_close_to_a_known_one_is_asked_about(deal: Path) -> None:
    for name in ("'Lena Berg'", "'Ola Dahl'"):
        assert run(f"osp person add {name}", deal).returncode == 0
    person = Person("osp qualify", deal, OSP_ACCESSIBLE="1")
    person.sees("1/14").types("open twelve harbours @ Lena").sees("Who is meant by").types("1").sees("2/14").types("q")
    assert person.leaves() == 0
    person = Person("osp person set 'Lena Berg' --reports-to 'Ola Dhal'", deal, OSP_ACCESSIBLE="1")
    person.sees("Who is meant by").types("1")
    assert person.leaves() == 0
    assert rows(deal, "SELECT name FROM person ORDER BY name") == [("Lena Berg",), ("Ola Dahl",)]


def test_back_explain_skip_and_not_known(deal: Path) -> None:
    person = Person("osp qualify", deal)
    person.sees("1/14").types("h").sees("+ ").sees("Answer").types("s").sees("2/14").types("?").sees("3/14")
    person.types("<").sees("2/14").sees("stands: ?").types("late ferries cost money").sees("3/14").types("q")
    assert person.leaves() == 0
    assert [row[:3] for row in rows(deal, GIVEN)] == [
        ("business-drivers", "?", None),
        ("business-drivers", "+", "late ferries cost money"),
    ]


@pytest.mark.parametrize("letter", ["s", "h", "q", "<"])
def test_a_letter_within_a_sentence_is_text(deal: Path, letter: str) -> None:
    person = Person("osp qualify", deal)
    person.sees("1/14").types(f"{letter} and more").sees("2/14").types("q")
    assert person.leaves() == 0
    assert rows(deal, GIVEN) == [("business-goals", "+", f"{letter} and more", None)]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_a_person_who_breaks_off_loses_nothing_and_goes_on_at_the_first_open_question(deal: Path, key: str) -> None:
    person = Person("osp qualify", deal)
    person.sees("1/14").types("open twelve harbours").sees("2/14").sees("Answer").presses(key)
    assert person.leaves() == 130
    assert "Traceback" not in person.raw
    assert len(rows(deal, GIVEN)) == 1
    again = Person("osp qualify", deal)
    again.sees("2/14").types("q")
    assert again.leaves() == 0
    assert "1/14" not in again.raw


def test_a_machine_that_goes_dark_keeps_every_acknowledged_answer(deal: Path) -> None:
    person = Person("osp qualify", deal)
    person.sees("1/14").types("open twelve harbours").sees("2/14").types("ferries run late").sees("3/14").is_killed()
    assert [row[0] for row in rows(deal, GIVEN)] == ["business-goals", "business-drivers"]
    assert asked(deal, "osp show")["opportunity"]["name"] == "Harbour ERP"
    assert run("osp undo", deal).returncode == 0
    assert [row[0] for row in rows(deal, GIVEN)] == ["business-goals"]


@pytest.mark.parametrize("more", [{"OSP_ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_the_plain_mode_has_numbers_and_moves_no_cursor(deal: Path, more: dict[str, str]) -> None:
    person = Person("osp assess", deal, **more)
    person.sees("1/20").sees("1 yes").types("1 the board named it @ Noor Haddad").sees("2/20").types("3").sees("3/20")
    person.types("5").sees("?").sees("Answer").types("9").sees("Answer").types("4").sees("2/20").types("7")
    assert person.leaves() == 0
    assert "\x1b" not in person.raw
    assert [row[:2] for row in rows(deal, GIVEN)] == [("tas-project", "+"), ("tas-business", "?")]
    assert rows(deal, GIVEN)[0][3] == "the board named it"


def test_an_answer_that_cannot_be_is_asked_again(deal: Path) -> None:
    person = Person("osp assess", deal)
    person.sees("1/20").types("perhaps").sees("perhaps").sees("Answer").types("+ a named project").sees("2/20")
    person.presses(CTRL_C)
    assert person.leaves() == 130
    assert rows(deal, GIVEN) == [("tas-project", "+", None, "a named project")]


def test_a_risk_is_stored_before_its_counter_measure_is_asked(deal: Path) -> None:
    rest = [q["id"] for q in asked(deal, "osp process questions")["questions"] if q["kind"] in ("tas", "plan")]
    answers = "\n".join(f'{id} = "? not asked"' for id in rest)
    (deal / "plan.toml").write_text(f"[answers]\n{answers}\n", encoding="utf-8")
    assert run("osp guide --step 3 --answers plan.toml", deal).returncode == 0
    person = Person("osp guide --step 3", deal)
    person.sees("Who else").types("Quartz Systems").sees("Who else").types("")
    first = rows(deal, "SELECT name FROM competitor")
    assert first == [("Quartz Systems",)]
    risks = asked(deal, "osp process questions --kind risk")["questions"]
    person.sees(risks[0]["text"]["en"]).types("+ the budget may be cut").sees("Counter-measure")
    assert rows(deal, "SELECT text, counter FROM risk") == [("the budget may be cut", None)]
    person.types("a second source, named by Noor").sees(risks[1]["text"]["en"]).types("q")
    assert person.leaves() == 0
    assert rows(deal, "SELECT text, counter FROM risk") == [("the budget may be cut", "a second source, named by Noor")]


@pytest.mark.parametrize(("language", "text"), [("en", "What are the customer's business goals?"), ("zh", "业务目标")])
def test_the_interview_speaks_the_language_of_the_person(deal: Path, language: str, text: str) -> None:
    person = Person("osp qualify", deal, language)
    person.sees(text).types("q")
    assert person.leaves() == 0
    latin = [word for word in person.screen.split() if word.isascii() and word.isalpha() and len(word) > 1]
    assert language == "en" or set(latin) <= {"Harbour", "ERP", "osp", "qualify"}, person.screen


def test_a_risk_without_counter_measure_is_taken_up_where_it_was_left(deal: Path) -> None:
    ids = [q["id"] for q in asked(deal, "osp process questions")["questions"] if q["kind"] in ("tas", "plan")]
    (deal / "plan.toml").write_text("[answers]\n" + "".join(f'{id} = "? not asked"\n' for id in ids), encoding="utf-8")
    assert run("osp guide --step 3 --answers plan.toml", deal).returncode == 0
    assert run("osp competitor add Quartz", deal).returncode == 0
    person = Person("osp guide --step 3", deal)
    person.sees("Who else").types("").sees("risk").types("+ the budget may be cut").sees("Counter-measure").presses(
        CTRL_C
    )
    assert person.leaves() == 130
    again = Person("osp guide --step 3", deal)
    again.sees("Who else").types("").sees("the budget may be cut").sees("Counter-measure").types("a second source")
    again.sees("leave").types("q")
    assert again.leaves() == 0
    assert rows(deal, "SELECT text, counter FROM risk") == [("the budget may be cut", "a second source")]


def test_what_answers_a_question_is_no_name_of_a_competitor(deal: Path) -> None:
    person = Person("osp guide --step 3", deal)
    for key in ("h", "2", "+ told us @ Noor"):
        person.sees("Who else").types(key)
    person.sees("Who else").types("Quartz Systems").sees("Known").sees("Who else").types("quartz systems")
    person.sees("known already").sees("Who else").types("q")
    assert person.leaves() == 0
    assert rows(deal, "SELECT name FROM competitor") == [("Quartz Systems",)]


def test_a_number_alone_is_no_answer_in_words(deal: Path) -> None:
    person = Person("osp qualify", deal, OSP_ACCESSIBLE="1")
    person.sees("1/14").types("6").sees("A sentence").sees("Answer").types("6 harbours").sees("2/14").types("q")
    assert person.leaves() == 0
    assert [row[2] for row in rows(deal, GIVEN)] == ["6 harbours"]


def test_an_answer_that_hides_something_is_asked_again_and_moves_no_cursor(deal: Path) -> None:
    person = Person("osp qualify", deal, OSP_ACCESSIBLE="1")
    person.sees("1/14").types("open \x1b[31mtwelve harbours").sees("U+001B").sees("Answer").types(
        "+ seen\x1b[2J @ Noor"
    )
    person.sees("U+001B").sees("Answer").types("open twelve harbours").sees("2/14").types("q")
    assert person.leaves() == 0
    assert rows(deal, GIVEN) == [("business-goals", "+", "open twelve harbours", None)]


def test_a_file_of_answers_that_hides_something_is_refused_whole(deal: Path) -> None:
    for hidden in ('"open \\u001b[31mharbours"', '{ answer = "open harbours", evidence = "a \\u009bmail" }'):
        (deal / "hidden.toml").write_text(f"[answers]\nbusiness-goals = {hidden}\n", encoding="utf-8")
        refused = run("osp qualify --answers hidden.toml", deal)
        assert refused.returncode == 2
        assert "\x1b" not in refused.stderr
        assert "U+00" in refused.stderr
    assert rows(deal, GIVEN) == []
