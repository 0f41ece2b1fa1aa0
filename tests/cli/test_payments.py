"""Payments at the command line: the order's state follows from them, gate 10 reads it, today shows what is late."""

from __future__ import annotations

import json

import pytest

from tests.territory import Terminal, told


def test_the_state_follows_each_receipt_and_gate_ten_knows_it(osp: Terminal) -> None:
    assert told(osp, "order", "show", "maple-scheduling")["order"]["paid"] == "no"
    kept = told(osp, "payment", "set", "1", "-o", "maple-scheduling", "--received", "47999.99")["payment"]
    assert kept["received"]["amount"] == "47999.99"
    shown = told(osp, "order", "show", "maple-scheduling")
    assert shown["order"]["paid"] == "part"
    assert shown["paid"]["open"]["amount"] == "24000.01"
    assert shown["late"] == [1]
    for number in "12":
        assert osp("payment", "set", number, "-o", "maple-scheduling", "--received-on", "today").code == 0
    shown = told(osp, "order", "show", "maple-scheduling")
    assert shown["order"]["paid"] == "part", "a receipt that was told stays as it was told"
    assert osp("payment", "set", "1", "-o", "maple-scheduling", "--received", "48k").code == 0
    shown = told(osp, "order", "show", "maple-scheduling")
    assert (shown["order"]["paid"], shown["late"]) == ("full", [])
    assert "order.paid" not in [each["what"] for each in shown["outstanding"]]
    report = json.loads(osp("gate", "maple-scheduling", "--stage", "10", "--json").out)
    met = {f["criterion"]: f["is_met"] for gate in report["gates"] for f in gate["findings"]}
    assert met["payment-known"]


def test_a_typed_state_that_contradicts_is_refused_and_one_that_agrees_is_not(osp: Terminal) -> None:
    said = osp("order", "set", "granite-oss", "--paid", "full")
    assert said.code == 2
    assert "say part, not full" in said.err
    assert osp("order", "set", "granite-oss", "--paid", "part").code == 0


def test_the_first_payment_ends_what_was_typed_and_its_removal_leaves_it_unknown(osp: Terminal) -> None:
    assert osp("order", "set", "willow-claims", "--paid", "full").code == 0
    number = told(osp, "payment", "add", "All", "--due", "eom", "--amount", "145k", "-o", "willow-claims")["payment"]
    assert told(osp, "order", "show", "willow-claims")["order"]["paid"] == "no"
    said = osp("payment", "add", "More", "--due", "eom", "--amount", "12.34", "-o", "willow-claims")
    assert "The payments are $12.34 more than the order." in said.err
    assert "The payments are $12.34 more than the order." in osp("order", "show", "willow-claims").out
    assert osp("undo", "--yes").code == 0
    place = str(number["number"])
    assert osp("payment", "remove", place, "-o", "willow-claims", "--confirm", place).code == 0
    assert told(osp, "order", "show", "willow-claims")["order"]["paid"] is None
    assert osp("undo", "--yes").code == 0
    assert osp("undo", "--yes").code == 0
    assert told(osp, "order", "show", "willow-claims")["order"]["paid"] == "full"


def test_none_takes_a_receipt_back_whole(osp: Terminal) -> None:
    for flag in ("--received", "--received-on"):
        kept = told(osp, "payment", "set", "3", "-o", "granite-oss", flag, "none")["payment"]
        assert (kept["received"], kept["received_on"]) == (None, None)
        assert osp("undo", "--yes").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("payment", "add", "x", "--due", "fri", "--amount", "1k", "-o", "cedar"), 4, "no order yet"),
        (("payment", "add", "x", "--due", "fri", "--amount", "EUR 1k", "-o", "maple"), 2, "are in USD"),
        (("payment", "add", "x", "--due", "fri", "--amount", "0", "-o", "maple"), 2, "no amount that is due"),
        (("payment", "add", "x", "--due", "fri", "-o", "maple"), 2, "--amount"),
        (("payment", "set", "1", "-o", "maple", "--received-on", "tomorrow"), 2, "future"),
        (("order", "set", "maple-scheduling", "--amount", "EUR 72k"), 2, "are in EUR"),
        (("quotation", "add", "Q-1", "--amount", "5k", "--valid-until", "2020-01-01", "-o", "cedar"), 2, "run out"),
        (("quotation", "add", "q-2026-118", "--amount", "5k", "-o", "granite-oss"), 2, "Q-2026-118"),
        (("teammate", "add", "Ben", "--part", "experts", "--asked", "today", "--agreed", "yesterday"), 2, "agreed"),
    ],
)
def test_what_cannot_be_is_refused(osp: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    answer = osp(*words)
    assert (answer.code, said in answer.err) == (code, True), answer


def test_a_late_payment_stands_in_today_until_all_of_it_has_come(osp: Terminal) -> None:
    def due() -> list[str]:
        lines = told(osp, "today", "--limit", "50")["due"]
        return [line["text"] for line in lines if line["kind"] == "payment"]

    assert due() == ["Licence, with the order", "尾款"]
    assert osp("payment", "set", "1", "-o", "maple", "--received", "47k").code == 0
    assert due() == ["Licence, with the order", "尾款"]
    assert osp("payment", "set", "1", "-o", "maple", "--received", "48k").code == 0
    assert due() == ["尾款"]


def test_a_cancelled_order_takes_its_payments_along_and_undo_brings_all_back(osp: Terminal) -> None:
    before = told(osp, "order", "show", "granite-oss")
    said = osp("order", "cancel", "granite-oss", "--reason", "entered twice", "--yes")
    assert (said.code, "2 payments went with it" in said.out) == (0, True)
    assert told(osp, "payment", "list", "granite-oss")["payments"] == []
    assert osp("undo", "--yes").code == 0
    assert told(osp, "order", "show", "granite-oss") == before


def test_where_order_and_contract_can_be_read_is_kept_and_shown(osp: Terminal) -> None:
    link = "https://files.example/granite.pdf"
    assert osp("order", "set", "granite-oss", "--contract-link", link, "--link", "orders/4710.pdf").code == 0
    page = osp("order", "show", "granite-oss").out
    assert link in page
    assert "orders/4710.pdf" in page


def test_an_order_for_which_money_has_come_goes_only_when_told_so(osp: Terminal) -> None:
    cancelling = ("order", "cancel", "maple-scheduling", "--reason", "stopped")
    assert osp("payment", "set", "1", "-o", "maple-scheduling", "--received", "20k").code == 0
    said = osp(*cancelling)
    assert (said.code, "$20,000.00 has been received" in said.err) == (2, True)
    assert told(osp, "order", "show", "maple-scheduling")["order"] is not None
    gone = told(osp, *cancelling, "--yes")
    assert (gone["payments_gone"], gone["received_gone"]["amount"]) == (2, "20000.00")
    assert osp("undo", "--yes").code == 0
    assert osp("payment", "set", "1", "-o", "maple-scheduling", "--received", "none").code == 0
    assert osp(*cancelling).code == 0, "nothing had come"


@pytest.mark.parametrize(("paid", "words"), [("part", "is paid in part"), ("full", "$145,000.00 has been received")])
def test_an_order_that_is_said_to_be_paid_goes_only_when_told_so(osp: Terminal, paid: str, words: str) -> None:
    assert osp("order", "set", "willow-claims", "--paid", paid).code == 0
    said = osp("order", "cancel", "willow-claims", "--reason", "stopped")
    assert (said.code, words in said.err) == (2, True)
