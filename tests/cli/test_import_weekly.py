"""The same CRM, exported week after week, while people work on the deals here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_import_crm import SALESFORCE, deals, put, taken
from tests.territory import Terminal, empty_terminal


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody."""
    return empty_terminal(tmp_path, monkeypatch, capsys)


def test_a_name_given_here_stays_until_the_crm_gives_another(osp: Terminal) -> None:
    taken(osp("import", put(osp, "week1.csv", SALESFORCE), "--json"))
    assert osp("set", "1", "--name", "Our own name").code == 0
    report = taken(osp("import", "week1.csv", "--json"))
    assert (report["unchanged"], report["refused"]) == (3, [])
    (kept,) = report["kept"][0]["changes"]
    assert (kept["field"], kept["old"], kept["new"]) == ("name", "Our own name", "Harbour portal")
    newer = SALESFORCE.replace("$120,000.00", "$90,000.00")
    assert taken(osp("import", put(osp, "week2.csv", newer), "--json"))["updated"] == 1
    assert deals(osp)["Our own name"]["amount"]["amount"] == "90000.00"
    renamed = newer.replace("Harbour portal", "Harbour portal 2")
    assert taken(osp("import", put(osp, "week3.csv", renamed), "--json"))["updated"] == 1
    assert "Harbour portal 2" in deals(osp)


def test_what_changed_is_told_in_the_words_of_the_language(osp: Terminal) -> None:
    put(osp, "old.csv", "Name,Account,Amount,Stage,Type\nA,Foo,5,Qualification,New Business\n")
    taken(osp("import", "old.csv", "--json"))
    put(osp, "new.csv", "Name,Account,Amount,Stage,Type,Close Date\nA,Foo,5,Closed Lost,Renewal,2026-10-10\n")
    said = osp("import", "new.csv", "--dry-run", "--lang", "zh").out
    assert "Renewal → 续约（1）" in said
    for told in ("状态：进行中 -> 丢单", "类型：新业务 -> 续约", "原因：（无） -> 未注明（导入）"):
        assert told in said
    assert "status: open -> lost; kind: new business -> renewal" in osp("import", "new.csv", "--dry-run").out


@pytest.mark.parametrize("is_numbered", [False, True])
def test_a_list_with_a_row_for_each_product_is_told_how_to_be_exported(osp: Terminal, *, is_numbered: bool) -> None:
    heads, row = ("Opportunity ID,", "0061,") if is_numbered else ("", "")
    rows = f"{heads}Opportunity Name,Stage,Amount,Product Name\n{row}A,Qualification,5,x\n{row}A,Qualification,5,y\n"
    put(osp, "products.csv", rows)
    assert "with a row for each product, export one for each" in osp("import", "products.csv", "--dry-run").out
    assert "请改为每个商机导出一行" in osp("import", "products.csv", "--dry-run", "--lang", "zh").out
