"""What osp asks between the interviews: the first settings, gaps of a gate, a doubtful name, a dangerous step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty import CTRL_C, Person, asked, rows, settle
from tests.sessions.sessions import run

NEW = 'osp new-opportunity "{0}" --account "{0} Group" --amount 120k --close eoq'


def has(home: Path, *names: str) -> Path:
    """A home with these opportunities."""
    settle(home)
    for name in names:
        assert run(NEW.format(name), home).returncode == 0
    return home


def test_the_first_write_asks_four_settings_once_and_they_hold_for_it(tmp_path: Path) -> None:
    person = Person('osp new-opportunity "Harbour ERP"', tmp_path, "", is_settled=False)
    person.sees("Your name").types("Lindiwe Dube").sees("currency").types("dollars").sees("dollars")
    person.sees("currency").types("cny").sees("first month").types("4").sees("Language").types("zh")
    person.sees("客户").types("Harbour Lights").sees("金额").types("120万").sees("日期").types("下周五")
    assert person.leaves() == 0
    (deal,) = asked(tmp_path, "osp list")["opportunities"]
    assert (deal["amount"]["amount"], deal["amount"]["currency"]) == ("1200000.00", "CNY")
    assert deal["close_on"] == "2026-12-04"
    assert rows(tmp_path, "SELECT DISTINCT who FROM unit") == [("Lindiwe Dube",)]
    again = Person("osp note hello", tmp_path, is_settled=False)
    assert again.leaves() == 0
    assert "currency" not in again.raw


def test_a_setting_made_before_is_not_asked_again_and_chinese_offers_the_yuan(tmp_path: Path) -> None:
    assert run("osp config set language zh", tmp_path).returncode == 0
    person = Person('osp new-opportunity "Harbour ERP" --account X --amount 120万', tmp_path, "", is_settled=False)
    person.sees("你的姓名").types("Lindiwe Dube").sees("CNY").types("").sees("财年").types("")
    assert person.leaves() == 0
    assert "语言" not in person.raw
    (deal,) = asked(tmp_path, "osp list")["opportunities"]
    assert deal["amount"]["currency"] == "CNY"


@pytest.mark.parametrize(
    ("language", "first", "second", "said"),
    [("en", "Your name", "currency", "Nothing was written yet"), ("zh", "你的姓名", "货币", "还没有写入任何内容")],
)
def test_breaking_off_at_the_first_questions_leaves_nothing_behind(
    tmp_path: Path, language: str, first: str, second: str, said: str
) -> None:
    person = Person('osp new-opportunity "Harbour ERP" --account X', tmp_path, language, is_settled=False)
    person.sees(first).types("Lindiwe Dube").sees(second).presses(CTRL_C)
    assert person.leaves() == 130
    assert said in person.screen
    assert not (tmp_path / ".osp" / "osp.db").exists()
    assert not (tmp_path / ".osp" / "settings.toml").exists()


def test_a_closed_gate_offers_to_fill_the_gaps_now(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    person = Person("osp advance --stage 2", tmp_path)
    person.sees("Fill the gaps now?").types("y")
    person.sees("technical lead").types("Noor Haddad").sees("Noor Haddad").sees("?").types("named by the board")
    person.sees("buying").types("+ tender in March @ Noor Haddad").sees("budget").presses(CTRL_C)
    assert person.leaves() == 130
    assert rows(tmp_path, "SELECT criterion, evidence FROM confirmation") == [
        ("technical-lead-identified", "named by the board")
    ]
    assert rows(tmp_path, "SELECT question, sign FROM answer") == [("buying-process", "+")]
    assert asked(tmp_path, "osp show")["opportunity"]["stage"] == "1"


def test_declining_the_offer_ends_as_without_a_terminal(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    before = (tmp_path / ".osp" / "osp.db").read_bytes()
    person = Person("osp advance --stage 2", tmp_path)
    person.sees("Fill the gaps now?").types("")
    assert person.leaves() == 4
    assert (tmp_path / ".osp" / "osp.db").read_bytes() == before


def test_a_doubtful_name_is_picked_from_the_candidates(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP", "Harbour CRM")
    person = Person("osp show harbour", tmp_path, OSP_ACCESSIBLE="1")
    person.sees("1  ").sees("2  ").sees("Which opportunity").types("9").sees("from 1 to 2").types("2")
    assert person.leaves() == 0
    assert "Harbour CRM" in person.screen


@pytest.mark.parametrize(("said", "code", "left"), [("", 3, 1), ("Harbour", 2, 1), ("Harbour ERP", 0, 0)])
def test_removal_wants_the_name(tmp_path: Path, said: str, code: int, left: int) -> None:
    has(tmp_path, "Harbour ERP")
    person = Person("osp remove harbour-erp", tmp_path)
    person.sees("Type its name").types(said)
    assert person.leaves() == code
    assert asked(tmp_path, "osp list")["total"] == left


@pytest.mark.parametrize(("said", "code"), [("", 3), ("n", 3), ("y", 0)])
def test_changing_many_is_confirmed_and_enter_alone_declines(tmp_path: Path, said: str, code: int) -> None:
    has(tmp_path, "One", "Two", "Three", "Four")
    person = Person('osp set --all-of "Amara Okafor" --source fair', tmp_path)
    person.sees("4 opportunities").sees("Change source?").types(said)
    assert person.leaves() == code
    expected = {"fair"} if code == 0 else {None}
    assert {o["source"] for o in asked(tmp_path, "osp list")["opportunities"]} == expected


def test_taking_back_what_another_person_did_asks_first(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    assert run('osp note hello --as "Zofia Wrona"', tmp_path).returncode == 0
    person = Person("osp undo", tmp_path, OSP_USER="Amara Okafor")
    person.sees("Zofia Wrona").sees("?").types("n")
    assert person.leaves() == 3
    assert len(rows(tmp_path, "SELECT number FROM note")) == 1


def test_a_full_disk_ends_in_one_sentence_on_the_terminal(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    full = Person("osp list", tmp_path, stdout="/dev/full")
    assert full.leaves() == 1
    assert "No space left" in full.screen
    assert "Traceback" not in full.screen


def test_the_keys_of_an_interview_are_nobody_and_no_reason(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    person = Person("osp advance --stage 2", tmp_path)
    person.sees("Fill the gaps now?").types("y").sees("technical lead").types("h").sees("Write it out")
    person.sees("technical lead").types("q")
    assert person.leaves() == 4
    decided = Person("osp decide go", tmp_path)
    decided.sees("Why").types("q")
    assert decided.leaves() == 3
    assert rows(tmp_path, "SELECT name FROM person") == rows(tmp_path, "SELECT verdict FROM decision") == []


def test_a_wrong_amount_is_asked_again_and_the_order_number_is_kept(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    assert run("osp advance --stage 8 --override told", tmp_path).returncode == 0
    person = Person("osp win --override told", tmp_path)
    person.sees("Harbour ERP").sees("Order number").types("").sees("Order number").types("PO-4711")
    for wrong in ("plenty", "0", "120k USD EUR", ""):
        person.sees("Order amount").types(wrong)
    person.sees("Order amount").types("130k").sees("Review it now").types("n")
    assert person.leaves() == 0
    assert rows(tmp_path, "SELECT order_number, amount_minor FROM sales_order") == [("PO-4711", 13_000_000)]
    assert asked(tmp_path, "osp show")["opportunity"]["status"] == "won"


def test_a_wrong_amount_that_was_typed_on_the_line_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    assert run("osp advance --stage 8 --override told", tmp_path).returncode == 0
    person = Person("osp win --amount 0 --override told", tmp_path)
    assert person.leaves() == 2
    assert "Order number" not in person.raw


def test_a_win_offers_to_fill_the_gaps_before_the_order_is_asked_for(tmp_path: Path) -> None:
    has(tmp_path, "Harbour ERP")
    assert run("osp advance --stage 7 --override told", tmp_path).returncode == 0
    person = Person("osp win --order 7 --amount 120k", tmp_path)
    person.sees("Negotiation").sees("Fill the gaps now?").types("y").sees("1/4").types("+ the board named it")
    person.sees("Customer's business").types("q")
    assert person.leaves() == 4
    assert "what you answered is kept" in " ".join(person.screen.split())
    assert rows(tmp_path, "SELECT question, sign FROM answer") == [("tas-project", "+")]
    assert rows(tmp_path, "SELECT number FROM sales_order") == []
