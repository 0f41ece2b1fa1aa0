"""Accounts, their plans and step 8 asked on a terminal: each answer is in the store before the next question shows."""

from __future__ import annotations

from pathlib import Path

from tests.prompts.test_coaching import new_deal
from tests.pty import CTRL_C, Person, rows
from tests.sessions.sessions import run

FACTS = "SELECT name, is_strategic, industry FROM account ORDER BY number"


def test_a_new_account_is_kept_with_its_name_and_each_answer_after_it(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp account add", tmp_path)
    person.sees("1/11").sees("Answer (in words):").types("Wren Hospitals")
    person.sees("2/11").sees("Answer (in words):").types("yes").sees("3/11").sees("Answer (in words):").types("")
    person.sees("4/11").sees("Answer (in words):").types("health").sees("5/11")
    assert rows(tmp_path, FACTS)[-1] == ("Wren Hospitals", 1, "health")
    person.sees("Answer (in words):").presses(CTRL_C)
    assert person.leaves() == 130
    assert rows(tmp_path, FACTS)[-1] == ("Wren Hospitals", 1, "health")


def test_a_plan_is_asked_part_by_part_and_whoever_leaves_keeps_what_was_said(tmp_path: Path) -> None:
    new_deal(tmp_path)
    person = Person("osp plan set --territory me", tmp_path)
    person.sees("1/13").sees("Answer (in words):").types("Two large orders").sees("2/13")
    told = rows(tmp_path, "SELECT plan_part, text FROM sales_plan_part")
    assert told == [("territory-plan-target", "Two large orders")]
    person.sees("Answer (in words):").types("<").sees("stands: Two large orders").sees("Answer (in words):").types("")
    person.sees("2/13").sees("Answer (in words):").types("q").sees("Territory plan")
    assert person.leaves() == 0
    assert run("osp undo", tmp_path).returncode == 0
    assert rows(tmp_path, "SELECT plan_part FROM sales_plan_part") == []


BOOKED = (
    "osp order set 1 --number PO-7 --date today --amount 40k --contract-on today --processed-on today",
    "osp order set 1 --shipped-on today --paid full --booked-on today --booked-amount 40k",
    "osp advance 1 --stage 10 --override 'sold before this book was begun'",
)
FOLLOWING = "SELECT text, kind, renews_on FROM followup ORDER BY number"


def test_what_follows_a_sale_is_asked_kind_by_kind_and_whoever_leaves_keeps_what_was_said(tmp_path: Path) -> None:
    new_deal(tmp_path)
    for command in BOOKED:
        assert run(command, tmp_path).returncode == 0
    person = Person("osp account expand", tmp_path)
    person.sees("idea").sees(":").types("")
    person.sees("white space").sees(":").types("")
    person.sees("renewal").sees(":").types("Maintenance, first year").sees("Which offer")
    assert rows(tmp_path, FOLLOWING) == [("Maintenance, first year", "renewal", None)]
    person.sees("Answer (in words):").types("q")
    person.sees("Booked").sees("Maintenance, first year")
    assert person.leaves() == 0
    assert rows(tmp_path, FOLLOWING) == [("Maintenance, first year", "renewal", None)]
