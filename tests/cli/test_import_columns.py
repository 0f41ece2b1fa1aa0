"""Columns that a list has in a way of its own: whose region it is, in what it counts, which words are a stage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_import_crm import deals, put, taken
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


YUAN = "商机名称,金额（万元）,阶段\n甲,120,3\n乙,120万元,3\n丙,1.2亿,3\n"


def told_amounts(osp: Terminal) -> dict[str, tuple[str, str]]:
    return {name: (deal["amount"]["amount"], deal["amount"]["currency"]) for name, deal in deals(osp).items()}


def test_a_heading_in_yuan_counts_in_yuan_and_a_cell_keeps_its_own_unit(osp: Terminal) -> None:
    report = taken(osp("import", put(osp, "cn.csv", YUAN), "--json"))
    assert (report["found"]["currency"], report["found"]["currencies"]) == (None, [["金额（万元）", "CNY"]])
    assert told_amounts(osp) == {
        "甲": ("1200000.00", "CNY"), "乙": ("1200000.00", "CNY"), "丙": ("120000000.00", "CNY"),
    }  # fmt: skip
    said = osp("import", "cn.csv", "--dry-run").out
    assert "金额（万元）: in CNY, as the heading says; another: --map currency=USD" in said
    assert "Amounts without a currency" not in said
    assert "按列标题以 CNY 计" in osp("import", "cn.csv", "--dry-run", "--lang", "zh").out


def test_a_column_of_currencies_and_the_map_override_the_yuan_of_a_heading(osp: Terminal) -> None:
    put(osp, "usd.csv", "Name,金额(元),Stage,Currency\nA,5,3,USD\nB,5,3,\n")
    taken(osp("import", "usd.csv", "--json"))
    assert told_amounts(osp) == {"A": ("5.00", "USD"), "B": ("5.00", "CNY")}
    put(osp, "map.csv", "Name,金额(万元),Stage\nC,5,3\nD,5万元,3\n")
    taken(osp("import", "map.csv", "--map", "currency=usd", "--json"))
    assert {name: told_amounts(osp)[name] for name in "CD"} == {"C": ("50000.00", "USD"), "D": ("50000.00", "CNY")}


def test_the_currency_of_a_file_is_named_by_the_map_and_asked_for_only_where_it_is_missing(osp: Terminal) -> None:
    put(osp, "bare.csv", "Name,Amount,Stage\nA,5,3\nB,€6,3\n")
    assert "in USD; another: --map currency=EUR" in osp("import", "bare.csv", "--dry-run").out
    report = taken(osp("import", "bare.csv", "--map", "currency=CNY", "--json"))
    assert report["found"]["currency"] is None
    assert told_amounts(osp) == {"A": ("5.00", "CNY"), "B": ("6.00", "EUR")}
    put(osp, "signed.csv", "Name,Amount,Stage\nA,€5,3\nB,7 CNY,3\n")
    assert "Amounts without a currency" not in osp("import", "signed.csv", "--dry-run").out


def test_an_error_quotes_the_cell_as_it_stands_in_the_file(osp: Terminal) -> None:
    said = osp("import", put(osp, "cn.csv", "商机名称,金额（万元）,阶段\n甲,很多,3\n乙,1,3\n"), "--json")
    (refused,) = json.loads(said.out)["refused"]
    assert refused["values"]["text"] == "很多"
