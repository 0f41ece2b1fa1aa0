"""Columns that a list has in a way of its own: whose region it is, in what it counts, which words are a stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_import_crm import put, taken
from tests.territory import ENVIRONMENT, Terminal


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    return Terminal(home, monkeypatch, capsys)


REGIONS = "Name,Account,Amount,Stage,Owner,Region,Manager\nA,X,1,3,Dana,North,Kim\nB,Y,2,3,Dana,{},Kim\n"


def test_a_region_that_is_the_customers_is_not_written_to_the_owner(osp: Terminal) -> None:
    put(osp, "list.csv", REGIONS.format("South"))
    report = taken(osp("import", "list.csv", "--json"))
    assert report["found"]["not_per_owner"] == [{"heading": "Region", "owner": "Dana", "texts": ["North", "South"]}]
    assert (report["found"]["team"], report["not_taken"]) == (["Manager"], ["Region"])
    assert taken(osp("import", "list.csv", "--json"))["unchanged"] == 2
    assert "Region is not one per owner (Dana: North, South)" in osp("import", "list.csv", "--dry-run").out
    assert (
        "Region并非每位负责人只有一个（Dana：North、South）"
        in osp("import", "list.csv", "--dry-run", "--lang", "zh").out
    )
    kept = taken(osp("import", "list.csv", "--keep-extra", "--json"))
    assert kept["found"]["kept"] == [["Region", "region"]]
    assert "South" in osp("show", "2").out
    assert taken(osp("import", "list.csv", "--keep-extra", "--json"))["unchanged"] == 2


def test_a_region_that_is_one_per_owner_is_written_to_the_team_which_is_said(osp: Terminal) -> None:
    put(osp, "list.csv", REGIONS.format("North"))
    report = taken(osp("import", "list.csv", "--json"))
    assert (report["found"]["team"], report["found"]["not_per_owner"]) == (["Region", "Manager"], [])
    assert "Written to the team, for each owner: Region, Manager" in osp("import", "list.csv", "--dry-run").out
    assert "North" in osp("team", "list").out


def test_two_superiors_of_one_owner_are_none_whatever_the_map_says(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Amount,Stage,Owner,Boss\nA,1,3,Dana,Kim\nB,1,3,dana,KIM\nC,1,3,Dana,Lee\n")
    report = taken(osp("import", "list.csv", "--map", "Boss=owner.reports_to", "--json"))
    (told,) = report["found"]["not_per_owner"]
    assert told == {"heading": "Boss", "owner": "Dana", "texts": ["Kim", "Lee"]}


def test_a_column_mapped_to_nothing_is_not_kept_either(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Amount,Stage,Tier,Mood\nA,1,3,Gold,good\n")
    report = taken(osp("import", "list.csv", "--keep-extra", "--map", "Mood=-", "--json"))
    assert report["found"]["kept"] == [["Tier", "tier"]]


def test_the_words_of_an_end_are_those_of_the_language(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Amount,Close Date,Stage\nA,1,2026-01-02,Closed Won\n")
    assert "Closed Won → 赢单（1）" in osp("import", "list.csv", "--dry-run", "--lang", "zh").out
    assert "Closed Won → won (1)" in osp("import", "list.csv", "--dry-run").out
