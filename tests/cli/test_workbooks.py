"""`osp forecast --report xlsx`: a file in its place, never over another; a missing engine ends in one sentence."""

from __future__ import annotations

import sys

import pytest

from tests.render.workbook_reading import Workbook
from tests.territory import Terminal


@pytest.fixture(autouse=True)
def _here(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(osp.home)


@pytest.mark.parametrize(("language", "sheet"), [("en", "Forecast"), ("zh", "预测")])
def test_the_workbook_stands_in_the_current_folder_under_the_name_of_its_period(
    language: str, sheet: str, osp: Terminal
) -> None:
    said = osp("forecast", "--quarter", "--report", "xlsx", "--lang", language)
    assert said.code == 0, said.err
    assert "forecast-2026Q4.xlsx" in said.out
    book = Workbook((osp.home / "forecast-2026Q4.xlsx").read_bytes())
    assert next(iter(book.sheets)) == sheet
    assert book.formulas


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(osp: Terminal) -> None:
    (osp.home / "week.xlsx").write_text("mine", encoding="utf-8")
    refused = osp("forecast", "--report", "xlsx", "--out", "week.xlsx")
    assert refused.code == 2
    assert (osp.home / "week.xlsx").read_text(encoding="utf-8") == "mine"
    assert osp("forecast", "--out", "week.xlsx", "--force").code == 0
    assert Workbook((osp.home / "week.xlsx").read_bytes()).sheets


def test_a_workbook_is_not_put_out_as_text_and_a_dry_run_writes_none(osp: Terminal) -> None:
    assert osp("forecast", "--report", "xlsx", "--out", "-").code == 2
    assert osp("forecast", "--report", "xlsx", "--dry-run").code == 0
    assert not list(osp.home.glob("*.xlsx"))


def test_without_the_engine_one_sentence_names_what_to_install(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    refused = osp("forecast", "--report", "xlsx")
    assert refused.code != 0
    assert "osp-cli[xlsx]" in refused.err
    assert "Traceback" not in refused.err
