"""Two people at one opportunity: the second is told what the first has changed, and nothing is overwritten unseen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.territory import Terminal, told


def version(osp: Terminal) -> int:
    found: int = told(osp, "show", "1")["opportunity"]["version"]
    return found


def test_a_script_with_a_stale_view_is_told_what_has_changed_and_writes_nothing(osp: Terminal) -> None:
    seen = str(version(osp))
    assert osp("set", "1", "--need", "Theirs", "--as", "Mateo Quispe").code == 0
    assert osp("set", "1", "--amount", "75k", "--as", "Mateo Quispe").code == 0
    before = told(osp, "show", "1")["opportunity"]
    refused = osp("set", "1", "--need", "Mine", "--if-version", seen)
    assert refused.code == 6
    assert "Mateo Quispe, 2026-11-24" in refused.err
    assert "-> Theirs" in refused.err
    assert "$75,000.00" in refused.err
    assert told(osp, "show", "1")["opportunity"] == before
    details = json.loads(osp("set", "1", "--need", "Mine", "--if-version", seen, "--json").err)["details"]
    assert details["version"] == before["version"]
    assert [each["who"] for each in details["since"]] == ["Mateo Quispe"] * 2
    assert details["since"][1]["changes"][0]["new"] == "Theirs"
    assert osp("set", "1", "--need", "Mine", "--if-version", str(version(osp))).code == 0
    assert told(osp, "show", "1")["opportunity"]["need"] == "Mine"


def test_a_version_is_that_of_one_opportunity(osp: Terminal) -> None:
    said = osp("set", "--all-of", "Mateo Quispe", "--need", "x", "--if-version", "1", "--yes")
    assert said.code == 2


def test_what_another_person_told_last_is_named_when_it_is_replaced(osp: Terminal) -> None:
    assert osp("set", "1", "--need", "Theirs", "--as", "Mateo Quispe").code == 0
    said = osp("set", "1", "--need", "Mine", "--source", "fair")
    assert "Theirs -> Mine (the value before is of Mateo Quispe, 2026-11-24 12:00)" in said.out
    assert said.out.count("the value before is of") == 1, "nobody else had told the source"
    again = osp("set", "1", "--need", "Mine too")
    assert "the value before is of" not in again.out, "it was my own"


def test_both_ways_are_said_in_chinese(osp: Terminal) -> None:
    seen = str(version(osp))
    assert osp("set", "1", "--need", "对方的", "--as", "Mateo Quispe").code == 0
    refused = osp("--lang", "zh", "set", "1", "--need", "我的", "--if-version", seen)
    assert "不再是" in refused.err
    assert "Mateo Quispe，2026-11-24 12:00" in refused.err
    assert "原值由 Mateo Quispe 于" in osp("--lang", "zh", "set", "1", "--need", "我的").out


WRITING = [
    ("answer", "tas-project", "yes", "-o", "1"),
    ("confirm", "project-confirmed", "-o", "1", "--who", "Noor Haddad", "--evidence", "x"),
    ("note", "seen", "-o", "1"),
    ("advance", "1", "--override", "agreed"),
    ("retreat", "1", "--stage", "1", "--reason", "x"),
    ("decide", "go", "-o", "1", "--reason", "x"),
    ("lose", "1", "--reason", "price", "--to", "unknown"),
    ("win", "1", "--order", "PO-1", "--on", "2026-11-20", "--amount", "1k", "--override", "early"),
    ("person", "add", "Ada Nowak", "-o", "1"),
    ("risk", "add", "late", "-o", "1"),
    ("competitor", "add", "Nova", "-o", "1"),
    ("strategy", "choose", "frontal", "-o", "1", "--reason", "x"),
    ("forecast-call", "1", "--category", "commit", "--reason", "x"),
    ("remove", "1", "--confirm", "Cedar billing"),
    ("plan", "submit", "1"),
    ("assess", "1", "--answers", "answers.toml"),
]


@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join(words[:2]))
def test_every_command_that_writes_on_an_opportunity_can_hold_a_version(osp: Terminal, words: tuple[str, ...]) -> None:
    (osp.home / "answers.toml").write_text('[answers]\ntas-project = "+ told so"\ntas-funds = "-"\n', encoding="utf-8")
    seen = str(version(osp))
    assert osp("answer", "tas-project", "no", "-o", "1", "--as", "Mateo Quispe").code == 0
    before = told(osp, "log", "--limit", "1")["entries"][0]["unit"]
    refused = osp(*words, "--if-version", seen, "--json")
    assert (refused.code, json.loads(refused.err)["code"]) == (6, "opportunity-stale"), refused
    since = json.loads(refused.err)["details"]["since"]
    assert {(each["who"], each["table"], each["op"]) for each in since} >= {("Mateo Quispe", "answer", "insert")}
    assert told(osp, "log", "--limit", "1")["entries"][0]["unit"] == before, "nothing was written"


def test_an_interview_from_a_file_knows_what_it_has_written_itself_and_says_which_version_it_made(
    osp: Terminal,
) -> None:
    (osp.home / "answers.toml").write_text('[answers]\ntas-project = "+ told so"\ntas-funds = "-"\n', encoding="utf-8")
    assert osp("assess", "1", "--answers", "answers.toml", "--if-version", str(version(osp))).code == 0
    assert told(osp, "show", "1")["known"] == 2
    chain = str(version(osp))
    for name in ("Ada Nowak", "Bea Nowak"):
        notices = told(osp, "person", "add", name, "-o", "1", "--if-version", chain)["notices"]
        chain = str(next(each["values"]["version"] for each in notices if each["key"] == "notices.version-now"))
    assert chain == str(version(osp))


def test_lists_and_records_give_the_version_to_hold(osp: Terminal) -> None:
    now = version(osp)
    assert told(osp, "list", "--limit", "1")["opportunities"][0]["version"] == now
    assert told(osp, "person", "list", "1")["opportunity"]["version"] == now
    told(osp, "person", "add", "Ada Nowak", "-o", "1")
    assert told(osp, "person", "show", "Ada Nowak", "-o", "1")["opportunity"]["version"] == version(osp) > now


def test_an_undo_makes_a_new_version_and_never_one_that_was_there(osp: Terminal) -> None:
    assert osp("set", "1", "--need", "First").code == 0
    seen = version(osp)
    assert osp("undo", "--yes").code == 0
    assert osp("set", "1", "--need", "Second").code == 0
    assert version(osp) > seen
    refused = osp("set", "1", "--need", "Third", "--if-version", str(seen))
    assert refused.code == 6, "another state under the old version would be overwritten unseen"
    assert "Second" in refused.err


def test_an_account_has_a_version_too(osp: Terminal) -> None:
    seen = str(told(osp, "account", "show", "1")["account"]["version"])
    assert told(osp, "account", "list", "--limit", "1")["accounts"][0]["account"]["version"] == int(seen)
    assert osp("account", "set", "1", "--goals", "theirs", "--as", "Mateo Quispe").code == 0
    refused = osp("account", "set", "1", "--goals", "mine", "--if-version", seen)
    assert (refused.code, "Mateo Quispe" in refused.err, "theirs" in refused.err) == (6, True, True)
    assert told(osp, "account", "show", "1")["account"]["goals"] == "theirs"
    now = str(told(osp, "account", "show", "1")["account"]["version"])
    assert osp("account", "set", "1", "--goals", "mine", "--if-version", now).code == 0


@pytest.mark.parametrize("given", ["0", "-1", "x", "9" * 30, "1.5"])
def test_a_version_is_a_number(osp: Terminal, given: str) -> None:
    assert osp("set", "1", "--need", "x", "--if-version", given).code == 2


def test_a_version_that_never_was_and_a_write_about_something_else_are_refused(osp: Terminal) -> None:
    unknown = osp("set", "1", "--need", "x", "--if-version", "999999", "--json")
    assert (unknown.code, json.loads(unknown.err)["code"]) == (6, "version-unknown")
    other = osp("team", "add", "New Colleague", "--if-version", "3", "--json")
    assert (other.code, json.loads(other.err)["code"]) == (2, "version-of-none")
    assert "New Colleague" not in osp("team", "list").out
    dry = osp("set", "1", "--need", "x", "--if-version", str(version(osp)), "--dry-run")
    assert dry.code == 0
    assert osp("set", "1", "--need", "x", "--if-version", "1", "--dry-run").code == 6


def test_of_two_processes_with_one_view_exactly_one_writes(osp: Terminal) -> None:
    seen = str(version(osp))
    words = [sys.executable, "-m", "osp_cli", "--if-version", seen]
    both = [
        subprocess.Popen([*words, *more], env=dict(os.environ), cwd=osp.home, stderr=subprocess.PIPE, text=True,
                         stdout=subprocess.DEVNULL)
        for more in (("set", "1", "--need", "One"), ("answer", "tas-project", "yes", "-o", "1"))
    ]  # fmt: skip
    said = [each.communicate(timeout=60)[1] for each in both]
    assert sorted(each.returncode for each in both) == [0, 6], said
