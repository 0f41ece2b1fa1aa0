"""Several deals at once, a deal in other hands, a deal that has ended: nothing is lost, and undo brings all back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from osp_cli.domain.fields import Noun
from osp_cli.domain.nouns import NOUNS
from osp_cli.store.store import Store
from tests.store.books import WHO
from tests.store.test_portable import example
from tests.territory import Terminal, told

MATEO = ("4", "6", "16")


def book(osp: Terminal) -> dict[str, Any]:
    """What the book says: not which versions its records have gone through, and what was removed."""
    records: dict[str, Any] = json.loads(osp("export", "-", "--format", "json").out)["records"]
    assert records["opportunity"]
    for rows in records.values():
        for row in rows:
            row.pop("versions", None)
    return {table: rows for table, rows in records.items() if table != "gone"}


def test_handing_over_a_book_changes_the_owner_and_nothing_else_in_one_unit(osp: Terminal) -> None:
    before = book(osp)
    assert osp("set", "--all-of", "Mateo Quispe", "--owner", "Priya Nair").code == 2, "nobody agreed"
    assert book(osp) == before
    assert osp("set", "--all-of", "mateo quispe", "--owner", "Priya Nair", "--yes").code == 0
    after = book(osp)
    for table, rows in before.items():
        changed = [old["number"] for old, new in zip(rows, after[table], strict=True) if old != new]
        assert changed == ([4, 6, 16] if table == "opportunity" else []), table
    assert {told(osp, "show", number)["opportunity"]["owner"] for number in MATEO} == {"Priya Nair"}
    assert osp("undo", "--yes").code == 0
    assert book(osp) == before


def test_a_won_deal_that_is_not_booked_is_handed_over_too_and_what_stays_is_told(osp: Terminal) -> None:
    said = osp("set", "--all-of", "Priya Nair", "--owner", "Mateo Quispe", "--yes")
    assert "2 deals that are booked or have ended stay with Priya Nair" in said.err
    owners = {number: told(osp, "show", number)["opportunity"]["owner"] for number in ("7", "9", "12", "14")}
    assert owners == {"7": "Mateo Quispe", "9": "Mateo Quispe", "12": "Priya Nair", "14": "Priya Nair"}


def test_what_is_not_the_handing_over_leaves_won_deals_as_they_are_and_says_so(osp: Terminal) -> None:
    said = osp("set", "--all-of", "Priya Nair", "--partner", "Harbour Systems", "--yes")
    assert "left as they are: 9" in said.err
    assert told(osp, "show", "9")["opportunity"]["partner"] != "Harbour Systems"


def test_a_deal_that_has_ended_has_no_win_rate_among_the_reasons(osp: Terminal) -> None:
    assert osp("lose", "blue-heron-erp", "--reason", "price").code == 0
    lines = [line for line in told(osp, "today", "--limit", "99")["due"] if line["opportunity"]["number"] == 3]
    assert lines
    assert all(line["win_rate"] is None for line in lines)
    assert all(reason["name"] != "rate" for line in lines for reason in line["reasons"])


def test_pushing_several_dates_wants_one_reason_and_is_one_unit(osp: Terminal) -> None:
    before = book(osp)
    said = osp("set", "-", "--close", "2027-02-26", "--yes", stdin="4 6\n16\n")
    assert (said.code, "--reason" in said.err) == (2, True)
    assert book(osp) == before, "not one of them is pushed"
    assert osp("set", "-", "--close", "2027-02-26", "--reason", "budget year", "--yes", stdin="4 6\n16\n").code == 0
    assert {told(osp, "show", number)["opportunity"]["close_on"] for number in MATEO} == {"2027-02-26"}
    assert all("budget year" in osp("log", number).out for number in MATEO)
    assert osp("undo", "--yes").code == 0
    assert book(osp) == before


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (("set", "3", "--all-of", "Mateo Quispe", "--owner", "Priya Nair", "--yes"), "", 2),
        (("set", "--all-of", "Nobody", "--owner", "Priya Nair", "--yes"), "", 2),
        (("set", "-", "--owner", "Priya Nair", "--yes"), "", 2),
        (("set", "-", "--owner", "Priya Nair", "--yes"), "4 99\n", 5),
    ],
)
def test_what_selects_nothing_or_too_much_is_refused(
    osp: Terminal, words: tuple[str, ...], stdin: str, code: int
) -> None:
    assert osp(*words, stdin=stdin).code == code


@pytest.mark.parametrize("ending", ["lose", "cancel", "withdraw"])
def test_an_ended_deal_keeps_its_open_actions_and_today_still_asks_for_them(osp: Terminal, ending: str) -> None:
    before = told(osp, "action", "list", "blue-heron-erp")["actions"]
    assert any(action["done_on"] is None for action in before)
    reason = {"lose": "price", "cancel": "budget-withdrawn", "withdraw": "own-resources"}[ending]
    assert osp(ending, "blue-heron-erp", "--reason", reason).code == 0
    assert told(osp, "action", "list", "blue-heron-erp")["actions"] == before
    due = [line["id"] for line in told(osp, "today", "--limit", "99")["due"]]
    assert "action-3" in due


def plain(noun: Noun) -> Any:
    """A record in which every field says something, known by a name that can be typed."""
    record = example(noun)
    return replace(record, **{noun.head.name: "Plain words"}) if noun.is_told_by_text else record


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
def test_no_record_goes_without_its_name_and_undo_brings_it_back(osp: Terminal, noun: Noun) -> None:
    with Store.open(osp.home / ".osp" / "osp.db", create=False).writing(who=WHO, command="test") as writing:
        kept = writing.add_record(1, noun, plain(noun)).number
    before = book(osp)
    name = "Plain words" if noun.is_named or noun.is_single else str(kept)
    which = ("1",) if noun.is_single else (name, "-o", "1")
    assert osp(noun.name, "remove", *which).code == 2
    assert osp(noun.name, "remove", *which, "--confirm", "another").code == 2
    assert book(osp) == before
    assert osp(noun.name, "remove", *which, "--confirm", name).code == 0
    assert [row["number"] for row in book(osp)[noun.name]] == [
        row["number"] for row in before[noun.name] if row["number"] != kept
    ]
    assert osp("undo", "--yes").code == 0
    assert book(osp) == before
