"""Slips that would write something nobody meant, or end in a traceback."""

from __future__ import annotations

import json

import pytest

from tests.territory import Terminal


def test_a_bare_figure_keeps_the_currency_of_the_deal(osp: Terminal) -> None:
    assert osp("set", "2", "--amount", "90万").code == 0
    amount = json.loads(osp("show", "2", "--json").out)["opportunity"]["amount"]
    assert (amount["amount"], amount["currency"]) == ("900000.00", "CNY")


@pytest.mark.parametrize(
    "line",
    [
        ("set", "4", "--amount", "$5k", "--currency", "EUR"),
        ("new-opportunity", "Two currencies", "--account", "A", "--amount", "USD 9k", "--currency", "EUR"),
        ("new-opportunity", "No amount", "--account", "A", "--currency", "EUR"),
        ("set", "4", "--name", ""),
        ("action", "add", " ", "-o", "4", "--due", "fri"),
        ("action", "add", "Call", "-o", "4", "--due", "fri", "--kind", "odd"),
        ("set", "4", "--name", "a\x1bb"),
        ("set", "4", "--name", "x" * 5000),
        ("set", "4", "--next", "call\x1b[2J"),
        ("set", "4", "--next", "call\nwrite"),
        ("set", "4", "--need", "a\x7fb"),
        ("set", "4", "--partner", "a\x07b"),
        ("note", "a\x1bb", "-o", "4"),
        ("risk", "add", "a\x01b", "-o", "4"),
        ("answer", "budget", "yes", "-o", "4", "--evidence", "a\x9bb"),
        ("retreat", "4", "--stage", "1", "--reason", "a\x08b"),
        ("answer", "budget", "yes", "-o", "4", "--evidence", "TEXT"),
        ("answer", "budget", "ANSWER", "-o", "4"),
        ("answer", "budget", "yes", "-o", "4", "--who=NAME"),
        ("advance", "4", "--override", "..."),
        ("note", "TEXT", "-o", "4"),
        ("team", "add", "NAME", "--role", "manager"),
        ("team", "set", "周建国", "--reports-to", "周建国"),
        ("config", "set", "rate.EUR", "1.08", "--on", "2999-12-30"),
    ],
)
def test_what_contradicts_itself_or_cannot_be_is_refused(osp: Terminal, line: tuple[str, ...]) -> None:
    said = osp(*line)
    assert said.code == 2, said
    assert "inside osp" not in said.err


def test_a_note_has_lines_and_a_word_of_a_hint_can_be_looked_for(osp: Terminal) -> None:
    assert osp("note", "first\nsecond", "-o", "4").code == 0
    assert osp("find", "NAME").code == 0


def test_nobody_reports_in_a_circle(osp: Terminal) -> None:
    assert osp("team", "add", "Ada North", "--reports-to", "Bo South").code == 0
    assert osp("team", "set", "Bo South", "--reports-to", "Chen East").code == 0
    said = osp("team", "set", "Chen East", "--reports-to", "Ada North")
    assert said.code == 2, said
    assert "Chen East > Ada North > Bo South > Chen East" in said.err


def test_a_cancelled_order_is_missing_before_any_later_stage(osp: Terminal) -> None:
    assert osp("order", "cancel", "10", "--reason", "withdrawn", "--yes").code == 0
    assert osp("order", "set", "10", "--contract-on", "2026-11-01").code == 0  # a contract may be older than its order
    said = osp("advance", "10", "--override", "we are sure")
    assert said.code == 4, said
    assert json.loads(osp("show", "10", "--json").out)["opportunity"]["stage"] == "9.5"


def test_settings_and_state_written_by_hand_end_in_one_sentence(osp: Terminal) -> None:
    folder = osp.home / ".osp"
    (folder / "state").mkdir(exist_ok=True)
    (folder / "state" / "current.json").write_text("[]", encoding="utf-8")
    assert osp("use", "3").code == 0
    with (folder / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[rate.KWD]\n"2026-02-30" = "1"\n')
    said = osp("list")
    assert said.code == 2, said
    assert "rate.KWD" in said.err


def test_an_action_keeps_its_words_and_its_kind_where_the_new_ones_are_none(osp: Terminal) -> None:
    added = osp("action", "add", "Call the board", "-o", "4", "--due", "fri", "--json")
    number = json.loads(added.out)["action"]["number"]
    assert osp("action", "set", str(number), "-o", "4", "--text", "  ").code == 2
    assert osp("action", "set", str(number), "-o", "4", "--kind", "odd").code == 2
    listed = json.loads(osp("action", "list", "4", "--json").out)["actions"]
    assert [(a["text"], a["kind"]) for a in listed if a["number"] == number] == [("Call the board", "prove")]


def test_a_deal_whose_order_was_cancelled_is_told_as_such_until_it_is_reopened(osp: Terminal) -> None:
    assert osp("order", "cancel", "10", "--reason", "withdrawn", "--yes").code == 0
    assert "osp reopen 10 --reason TEXT" in osp("show", "10").out
    listed = osp("list", "--closed")
    assert "order cancelled" in listed.out
    assert "osp reopen 10 --reason TEXT" in listed.out
    assert json.loads(osp("list", "--closed", "--json").out)["without_order"] == [10]
    assert json.loads(osp("forecast", "--quarter", "--json").out)["total"]["won_cancelled"]["deals"] == 1
    assert osp("reopen", "10", "--reason", "they order again").code == 0
    assert "order cancelled" not in osp("list", "--all").out
    assert json.loads(osp("forecast", "--quarter", "--json").out)["total"]["won_cancelled"]["deals"] == 0


def test_an_order_in_another_currency_than_its_deal_is_told(osp: Terminal) -> None:
    said = osp("order", "set", "4", "--number", "PO-1", "--date", "today", "--amount", "EUR 40k")
    assert said.code == 0, said
    assert "not in the currency of the deal" in said.err


def test_a_new_name_is_told_and_a_close_one_with_the_way_back(osp: Terminal) -> None:
    assert "new person Wren Adisa" in osp("note", "hello", "-o", "4", "--with", "Wren Adisa").err
    said = osp("answer", "budget", "yes", "-o", "4", "--who", "Wren Adissa")
    assert "new person Wren Adissa" in said.err
    assert "Wren Adisa" in said.err.replace("Wren Adissa", "")
    assert "osp undo" in said.err
    known = osp("answer", "budget", "yes", "-o", "4", "--who", "wren  adisa")
    assert "new person" not in known.err


def test_a_person_of_a_noun_that_is_close_to_a_known_one_is_told_with_the_way_back(osp: Terminal) -> None:
    assert osp("person", "add", "Ola Dahl", "-o", "4").code == 0
    assert osp("person", "add", "Lena Berg", "-o", "4").code == 0
    said = osp("person", "set", "Lena Berg", "--reports-to", "Ola Dhal", "-o", "4")
    assert said.err.count("new person Ola Dhal") == 1
    assert "close to it are: Ola Dahl" in said.err
    assert osp("undo").code == 0
    assert "new" not in osp("person", "set", "Lena Berg", "--reports-to", "ola  dahl", "-o", "4").err


def test_a_competitor_is_made_by_name_and_told(osp: Terminal) -> None:
    said = osp("answer", "competitor-strengths", "price", "-o", "4", "--against", "Zircon Works")
    assert "new competitor Zircon Works" in said.err
    lost = osp("lose", "4", "--reason", "price", "--to", "Zirkon Works")
    assert "new competitor Zirkon Works" in lost.err
    assert "if the deal is reopened" in lost.err


def test_a_new_colleague_is_told_and_a_close_name_with_the_way_back(osp: Terminal) -> None:
    said = osp("set", "4", "--owner", "Mateo Quisper")
    assert said.code == 0
    for part in ("new in the team: Mateo Quisper", "Mateo Quispe", "osp undo"):
        assert part in said.err, said
    assert "new in the team: Wren Adisa" in osp("team", "add", "Noor", "--reports-to", "Wren Adisa").err
    assert "团队新成员：韩雪" in osp("new-opportunity", "A", "--account", "B", "--owner", "韩雪", "--lang", "zh").err
    known = osp("new-opportunity", "C", "--account", "B", "--owner", "mateo quispe")
    assert known.code == 0
    assert "new in the team" not in known.err


def test_what_an_override_cannot_pass_names_the_command_that_shows_all_of_it(osp: Terminal) -> None:
    said = osp("advance", "blue-heron-erp", "--stage", "9", "--override", "it will come")
    assert said.code == 4
    assert "osp gate 3 --stage 9" in said.err


def test_a_shell_whose_opportunity_is_not_there_writes_to_no_other(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSP_OPP", "77")
    said = osp("note", "hi", "--json")
    assert (said.code, json.loads(said.err)["code"]) == (5, "shell-opportunity-unknown")
    assert osp("note", "hi", "-o", "4").code == 0
    monkeypatch.setenv("OSP_OPP", "tidewater-analytics")
    assert "4  Tidewater analytics" in osp("note", "hi").out
    monkeypatch.setenv("OSP_OPP", "")
    assert "3  Blue Heron ERP" in osp("note", "hi").out


def test_an_amount_that_changes_the_deal_size_says_that_the_plan_is_to_be_approved_again(osp: Terminal) -> None:
    assert osp("plan", "approve", "4", "--by", "Ingrid Solberg").code == 0
    assert "another deal size" not in osp("plan", "show", "4").out
    said = osp("set", "4", "--amount", "1k")
    assert (said.code, "osp plan submit 4" in said.out + said.err) == (0, True), said
    assert "another deal size" in osp("plan", "show", "4").out
    assert "another deal size" not in osp("set", "4", "--need", "faster").err


def test_nobody_to_report_to_is_said_with_none(osp: Terminal) -> None:
    assert '"reports_to": "Ingrid Solberg"' in osp("team", "list", "--json").out
    said = osp("team", "set", "Amara Okafor", "--reports-to", "none", "--json")
    assert json.loads(said.out)["member"]["reports_to"] is None


def test_a_deal_that_was_lost_is_open_again_at_its_stage(osp: Terminal) -> None:
    assert osp("lose", "4", "--reason", "price", "--yes").code == 0
    said = osp("reopen", "4", "--reason", "they called").out
    assert "Open again at stage 4" in said
    assert "->" not in said


def test_the_history_says_why_a_deal_ended_in_words_and_a_retreat_in_those_that_were_typed(osp: Terminal) -> None:
    assert osp("lose", "4", "--reason", "price", "--to", "unknown").code == 0
    english, chinese = (osp("log", "4", "--limit", "1", "--lang", language).out for language in ("en", "zh"))
    assert english.count("our price was too high") == 2, english
    assert "reason: price" not in english
    assert "：price" not in chinese
    assert osp("undo").code == 0
    assert osp("retreat", "4", "--stage", "1", "--reason", "price").code == 0
    assert "reason: price" in osp("log", "4", "--limit", "1").out
