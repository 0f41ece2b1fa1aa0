"""One grammar for signs: `osp answer`, an answers file and an interview read a line in the same way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osp_cli.pack.load import builtin
from osp_cli.services.replies import is_signed, read_line, read_reply
from tests.territory import Terminal

PROCESS = builtin()
WORDS, SIGN = PROCESS.question("business-goals"), PROCESS.question("commercial-negotiation")


@pytest.mark.parametrize(
    ("line", "sign", "evidence", "who"),
    [
        ("+two depot managers @Lena Berg", "+", "two depot managers", "Lena Berg"),
        ("＋明年＠ 王强", "+", "明年", "王强"),
        ("－ 没开始 ＠王强", "-", "没开始", "王强"),
        ("？", "?", None, None),
        ("yes since Monday @ Lena", "+", "since Monday", "Lena"),
        ("否 客户没说 @王强", "-", "客户没说", "王强"),
        ("不知道 没问过", "?", "没问过", None),
        ("+2 meetings", "+", "2 meetings", None),
    ],
)
def test_where_a_sign_is_wanted(line: str, sign: str, evidence: str | None, who: str | None) -> None:
    reply, known, person = read_line(SIGN, line)
    assert is_signed(line) == (not line.startswith("yes"))  # to the manager a sentence may begin so
    assert (read_reply(SIGN, reply), known, person) == ((sign, None), evidence, who)


@pytest.mark.parametrize(
    ("line", "sign", "text", "evidence"),
    [
        ("+ cut cost", "+", "cut cost", None),
        ("+price", "+", "price", None),
        ("＋明年", "+", "明年", None),
        ("否 客户没说", "-", None, "客户没说"),
        ("-nobody said", "-", None, "nobody said"),
        ("No budget before March", "+", "No budget before March", None),
        ("+49 30 1234", "+", "+49 30 1234", None),
        ("-5 % cost", "+", "-5 % cost", None),
        ("+ no delays", "+", "no delays", None),
        ("Nothing before March", "+", "Nothing before March", None),
        ("不错的目标", "+", "不错的目标", None),
    ],
)
def test_where_words_are_wanted(line: str, sign: str, text: str | None, evidence: str | None) -> None:
    reply, known, _ = read_line(WORDS, f"{line} ＠ 王强")
    assert (*read_reply(WORDS, reply), known) == (sign, text, evidence)


def test_the_command_and_a_file_read_it_too(osp: Terminal, tmp_path: Path) -> None:
    page = tmp_path / "answers.toml"
    page.write_text('[answers]\nbusiness-goals = { answer = "+ cut cost", who = "Lena Berg" }\n', encoding="utf-8")
    assert osp("qualify", "4", "--answers", str(page)).code == 0
    for question, line, wanted in (
        ("business-goals", "+ no delays", ("+", "no delays", None)),
        ("commercial-negotiation", "+ since Monday", ("+", None, "since Monday")),
    ):
        said = json.loads(osp("answer", question, line, "-o", "4", "--who", "Lena Berg", "--json").out)
        assert (said["sign"], said["text"], said["evidence"]) == wanted
        if question == "business-goals":
            assert said["before"]["text"] == "cut cost"


def test_a_person_beside_the_line_goes_before_and_evidence_in_two_places_is_refused(osp: Terminal) -> None:
    line = ("answer", "business-goals", "price @ 5 EUR", "-o", "4", "--json")
    assert json.loads(osp(*line, "--who", "Lena Berg").out)["text"] == "price @ 5 EUR"
    said = osp("answer", "commercial-negotiation", "+ since Monday", "-o", "4", "--evidence", "the contract")
    assert said.code == 2
    assert "since Monday" in said.err
    assert "--evidence" in said.err
