"""The file that a rep hands to a manager: what the command says of it beside the merge itself."""

from __future__ import annotations

from tests.territory import Terminal, told


def test_a_currency_without_a_rate_is_told_on_import_and_by_the_doctor_until_there_is_one(osp: Terminal) -> None:
    assert "SEK" not in osp("doctor").out
    assert osp("set", "1", "--amount", "5k SEK").code == 0
    assert osp("export", "monday.json").code == 0
    there = ("--db", "manager.db")
    assert "There is no SEK rate" in osp("import", "monday.json", *there).err
    said = osp("doctor", *there)
    assert (said.code, "osp config set rate.SEK RATE --on DATE" in said.out) == (0, True), "a note is nothing wrong"
    assert osp("config", "set", "rate.SEK", "0.1", "--on", "2026-11-01", *there).code == 0
    assert "SEK" not in osp("doctor", *there).out


def test_what_came_in_with_a_file_is_not_told_as_done_by_who_brought_it_in(osp: Terminal) -> None:
    there = ("--db", "manager.db", "--as", "Ingrid Solberg")
    assert osp("export", "monday.json").code == 0
    assert osp("import", "monday.json", *there).code == 0
    assert osp("set", "1", "--need", "What the manager heard", *there).code == 0
    assert osp("export", "back.json", *there).code == 0
    known = str(told(osp, "show", "1")["opportunity"]["version"])
    assert osp("import", "back.json").code == 0
    stale = osp("set", "1", "--need", "Mine", "--if-version", known)
    assert (stale.code, "In another store, brought in by Amara Okafor" in stale.err) == (6, True), stale
    assert "(the value before is of another store; Amara Okafor brought it in" in osp("set", "1", "--need", "Mine").out
    assert "the value before" not in osp("set", "1", "--need", "Mine again").out
