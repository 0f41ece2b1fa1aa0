"""Competitors and risks: shown, closed, removed under their name, and brought back by undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.territory import Terminal


def competitors(osp: Terminal) -> list[tuple[str, int]]:
    listed = json.loads(osp("competitor", "list", "-o", "tidewater-analytics", "--json").out)["competitors"]
    return [(line["competitor"]["name"], line["answered"]) for line in listed]


def test_a_competitor_goes_with_the_answers_about_it_and_undo_brings_both_back(osp: Terminal) -> None:
    place = ("-o", "tidewater-analytics")
    assert (
        osp(
            "answer",
            "competitor-strengths",
            "cheap at first",
            "--against",
            "Orbit Data",
            "--evidence",
            "their offer",
            *place,
        ).code
        == 0
    )
    before = competitors(osp)
    assert dict(before)["Orbit Data"] > 0
    shown = osp("competitor", "show", "orbit data", *place)
    assert shown.code == 0
    assert "their offer" in shown.out
    assert osp("competitor", "remove", "Orbit Data", "--confirm", "orbit DATA", "--dry-run", *place).code == 0
    assert competitors(osp) == before
    removed = osp("competitor", "remove", "Orbit Data", "--confirm", "orbit DATA", *place)
    assert removed.code == 0
    assert "Removed: competitor Orbit Data." in removed.out
    assert "Orbit Data" not in dict(competitors(osp))
    assert osp("undo").code == 0
    assert competitors(osp) == before


def test_a_competitor_without_a_name_is_refused_where_nobody_can_be_asked(osp: Terminal) -> None:
    said = osp("competitor", "add", "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "input-missing")


def test_the_way_back_from_a_restore_is_a_line_of_its_own(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for language in ("en", "zh"):
        lines = [line.strip() for line in osp("restore", "friday.db", "--yes", "--lang", language).out.splitlines()]
        (command,) = [line for line in lines if "osp restore" in line]
        assert command.endswith(".db")


def test_an_override_that_cannot_help_names_the_gate_that_is_meant(osp: Terminal) -> None:
    said = osp("advance", "blue-heron-erp", "--stage", "9", "--override", "it will come")
    assert said.code == 4
    assert "osp gate 3 --stage 9" in said.err
    assert osp("gate", "3", "--stage", "9").code in (0, 4)


def test_the_winner_of_a_lost_deal_stays_on_record(osp: Terminal) -> None:
    place = ("-o", "blue-heron-erp")
    assert osp("lose", "blue-heron-erp", "--reason", "price", "--to", "Quartz Systems").code == 0
    said = osp("competitor", "remove", "Quartz Systems", "--confirm", "Quartz Systems", *place, "--json")
    assert (said.code, json.loads(said.err)["code"]) == (4, "competitor-in-outcome")
    said = osp("competitor", "remove", "Quartz Systems", *place, "--json")  # before anybody is asked to agree
    assert (said.code, json.loads(said.err)["code"]) == (4, "competitor-in-outcome")
    assert osp("reopen", "blue-heron-erp", "--reason", "they called").code == 0
    assert osp("competitor", "remove", "Quartz Systems", "--confirm", "Quartz Systems", *place).code == 0


def test_a_risk_is_shown_closed_and_removed(osp: Terminal) -> None:
    added = json.loads(osp("risk", "add", "The pilot may slip", "-o", "4", "--json").out)["risk"]["number"]
    shown = osp("risk", "show", str(added), "-o", "4")
    assert "The pilot may slip" in shown.out
    assert "osp undo" not in shown.out
    assert osp("risk", "close", str(added), "-o", "4").code == 0
    assert json.loads(osp("risk", "show", str(added), "-o", "4", "--json").out)["risk"]["is_closed"] is True
    assert osp("risk", "remove", str(added), "-o", "4", "--confirm", "the pilot may slip").code == 0
    assert osp("risk", "show", str(added), "-o", "4").code == 5
    assert osp("undo").code == 0
    assert osp("risk", "show", str(added), "-o", "4").code == 0


def test_a_risk_question_answered_with_yes_is_mended_by_telling_the_risk(osp: Terminal) -> None:
    assert osp("new-opportunity", "Harbour ERP", "--account", "Harbour").code == 0
    place = ("gate", "harbour-erp", "--stage", "5")
    assert "osp answer risk-commercial ANSWER -o 17\n    osp risk add TEXT" in osp(*place).out
    assert osp("answer", "risk-commercial", "yes", "-o", "harbour-erp").code == 0
    said = osp(*place).out
    assert "osp answer risk-commercial no" not in said
    assert "osp risk add TEXT -o 17 --prompt risk-commercial" in said


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "was removed; this is the only open one: 1 Alder ferries"),
        ("zh", "当前商机已删除；这里用的是唯一进行中的商机：1 Alder ferries"),
    ],
)
def test_where_the_current_one_was_removed_the_only_open_one_is_said_to_be_meant(
    language: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(tmp_path, monkeypatch, capsys)
    for name in ("Alder ferries", "Birch trams"):  # the second is current
        assert osp("new-opportunity", name, "--account", "Alder Bay").code == 0
    assert osp("remove", "2", "--confirm", "Birch trams").code == 0

    noted = osp("note", "They called", "--lang", language)

    assert (noted.code, noted.err.count(told)) == (0, 1)
    assert [each["key"] for each in json.loads(osp("show", "--json").out)["notices"]] == ["notices.current-gone"]
    assert json.loads(osp("show", "1", "--json").out)["notices"] == []
    assert osp("use", "1").code == 0
    assert told not in osp("show", "--lang", language).err
