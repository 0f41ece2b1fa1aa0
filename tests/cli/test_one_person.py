"""Two records of one person become one, and undo parts them; a contact with somebody is seen on his page."""

from __future__ import annotations

import pytest

from tests.territory import Terminal, told


def test_everything_that_spoke_of_the_second_speaks_of_the_first(osp: Terminal) -> None:
    assert osp("person", "add", "N. Haddad", "--telephone", "+1 555 0177").code == 0
    before = told(osp, "show")
    assert osp("note", "Sent the draft", "--with", "N. Haddad", "--kind", "mail").code == 0
    assert osp("answer", "budget", "yes", "--who", "N. Haddad", "--evidence", "mail").code == 0
    assert osp("confirm", "project-confirmed", "--who", "N. Haddad", "--evidence", "mail").code == 0
    merged = told(osp, "person", "merge", "Noor Haddad", "N. Haddad", "--confirm", "n. haddad")
    assert {each["table"]: each["count"] for each in merged["moved"]} == {"answer": 1, "confirmation": 1, "note": 1}
    assert "N. Haddad" not in [each["name"] for each in told(osp, "person", "list")["people"]]
    shown = told(osp, "show")
    assert shown["last_contact"]["who"] == "Noor Haddad"
    assert next(c for c in shown["confirmations"] if c["criterion"] == "project-confirmed")["who"] == "Noor Haddad"
    for _ in range(4):
        assert osp("undo", "--yes").code == 0
    assert told(osp, "show") == before


def test_what_only_the_second_was_known_by_is_taken_over_and_the_rest_is_told(osp: Terminal) -> None:
    words = ("--stance", "enemy", "--coverage", "in-depth", "--business-agenda", "one supplier less")
    assert osp("person", "add", "Nour", *words).code == 0
    merged = told(osp, "person", "merge", "Noor Haddad", "Nour", "--confirm", "Nour")
    assert merged["person"]["stance"] == "supporter"
    assert {"field": "stance", "value": "enemy"} in merged["dropped"]
    assert merged["person"]["business_agenda"] is not None


def test_a_line_between_the_two_is_none_any_more_and_doubled_ones_are_one(osp: Terminal) -> None:
    assert osp("person", "add", "Nour", "--reports-to", "Noor Haddad").code == 0
    for end in ("Nour", "Noor Haddad"):
        assert osp("tie", "add", "conflict", "--from-person", "Celia Duarte", "--to-person", end).code == 0
    assert osp("tie", "add", "influence", "--from-person", "Nour", "--to-person", "Noor Haddad").code == 0
    assert osp("criterion", "add", "Quick", "--kind", "formal", "--whose", "Nour, Noor Haddad").code == 0
    assert osp("person", "merge", "Nour", "Noor Haddad", "--confirm", "Noor Haddad").code == 0
    ties = [(tie["kind"], {tie["from_person"], tie["to_person"]}) for tie in told(osp, "tie", "list")["ties"]]
    assert ties.count(("conflict", {"Celia Duarte", "Nour"})) == 1
    assert all(len(ends) == 2 for _, ends in ties)
    criterion = next(each for each in told(osp, "criterion", "list")["criteria"] if each["text"] == "Quick")
    assert criterion["whose"] == ["Nour"]
    person = told(osp, "person", "show", "Nour")["person"]
    assert person["reports_to"] != "Nour"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Noor Haddad", "noor haddad", "--confirm", "Noor Haddad"), 2),
        (("Noor Haddad", "Nobody", "--confirm", "Nobody"), 5),
        (("Noor Haddad", "Piet Mulder", "--confirm", "Noor Haddad"), 2),
        (("Noor Haddad", "Piet Mulder"), 2),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_is_written(
    osp: Terminal, words: tuple[str, ...], code: int
) -> None:
    before = told(osp, "person", "list")
    assert osp("person", "merge", *words).code == code
    assert told(osp, "person", "list") == before


def test_a_contact_feeds_the_page_of_the_person_staleness_and_the_revisit(osp: Terminal) -> None:
    assert told(osp, "person", "show", "Piet Mulder")["last_contact"] is None
    assert osp("note", "He asked for figures", "--with", "Piet Mulder").code == 0
    assert told(osp, "person", "show", "Piet Mulder")["last_contact"] is None, "a plain note is no contact"
    assert osp("note", "He asked for figures", "--with", "Piet Mulder", "--kind", "call").code == 0
    assert told(osp, "person", "show", "Piet Mulder")["last_contact"]["kind"] == "call"
    page = osp("person", "show", "Piet Mulder").out
    assert "Last contact" in page
    assert "2026-11-24 (Tue) (call)" in page
    assert osp("call", "add", "Piet Mulder", "--planned", "yesterday", "--aim", "Hear it").code == 0
    number = str(told(osp, "call", "list")["calls"][-1]["number"])
    assert osp("call", "done", number, "--result", "He will think", "--revisit", "today").code == 0
    due = [line["id"] for line in told(osp, "today", "--limit", "99")["due"]]
    assert f"revisit-{number}" not in due, "the call of today is the contact the revisit waits for"


def test_experts_who_were_asked_for_settle_the_duty_to_ask(osp: Terminal) -> None:
    def due() -> list[str]:
        return [line["id"] for line in told(osp, "today", "--limit", "99")["due"]]

    assert "duty-experts-5" in due()
    assert osp("teammate", "add", "顾怀远", "--part", "experts", "-o", "5").code == 0
    assert "duty-experts-5" in due(), "nobody has asked yet"
    assert osp("teammate", "set", "顾怀远", "--asked", "today", "-o", "5").code == 0
    assert "duty-experts-5" not in due()
