"""The file that a rep hands to a manager: what the command says of it beside the merge itself."""

from __future__ import annotations

import pytest

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


def test_fields_of_ones_own_come_with_the_book_that_holds_them(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in (("region", "choice: North, South"), ("pilot", "yes/no"), ("unused", "text")):
        assert osp("config", "set", f"field.{key}", value).code == 0
    assert osp("set", "1", "--field", "region=North", "--field", "pilot=yes").code == 0
    assert osp("export", "book.json").code == 0
    assert '"fields":{"pilot":"yes/no","region":"choice: North, South"}' in (osp.home / "book.json").read_text("utf-8")
    monkeypatch.setenv("OSP_HOME", str(osp.home / "manager"))
    assert osp("list", "--column", "region", "--db", "none.db").code != 0
    assert "New fields of your own, in the settings: pilot, region." in osp("import", "book.json").err
    assert told(osp, "list", "--field", "region=North", "--column", "region")["opportunities"][0]["number"] == 1
    assert osp("forecast", "--quarter", "--by", "field.region").code == 0
    assert osp("set", "1", "--field", "region=South").code == 0
    assert osp("undo").code == 0
    assert osp("export", "again.json").code == 0
    assert "New fields" not in osp("import", "book.json").err


def test_fields_of_a_book_that_nobody_can_read_are_refused_before_anything_is_written(osp: Terminal) -> None:
    assert osp("export", "book.json").code == 0
    text = (osp.home / "book.json").read_text("utf-8")
    for wrong in ('["region"]', '{"region":7}', '{"region":"colour"}'):
        (osp.home / "wrong.json").write_text(text.replace('{"osp":"book"', f'{{"osp":"book","fields":{wrong}'), "utf-8")
        assert osp("import", "wrong.json", "--db", "new.db").code == 2
        assert not (osp.home / "new.db").exists()
    (osp.home / "wrong.json").write_text(text.replace('"version":1', '"version":999'), "utf-8")
    assert osp("import", "wrong.json", "--db", "new.db").code == 2
    assert not (osp.home / "new.db").exists()
