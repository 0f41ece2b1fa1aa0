"""Two people at one opportunity: the second is told what the first has changed, and nothing is overwritten unseen."""

from __future__ import annotations

import json

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
