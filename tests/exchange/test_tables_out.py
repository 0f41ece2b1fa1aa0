"""Opportunities as a table: what a spreadsheet would run is made inert, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from osp_cli.domain.money import Money
from osp_cli.domain.selection import Cell, CellTable
from osp_cli.errors import OspError
from osp_cli.exchange import xlsx_list
from osp_cli.exchange.csv_list import csv_pieces
from osp_cli.exchange.formulas import STARTS, defused, plain_text
from osp_cli.exchange.xlsx_list import write_xlsx

RISKY = some.text(alphabet="='+-@\t\rab,\"\n1 海", max_size=8)


def table(*rows: tuple[Cell, ...]) -> CellTable:
    return CellTable(tuple(f"h{place}" for place in range(len(rows[0]))), iter(rows))


@given(RISKY)
def test_no_text_begins_like_a_formula_and_the_mark_tells_what_it_was(text: str) -> None:
    shown = defused(text)
    assert not shown.startswith(STARTS)
    assert plain_text(shown) == text


@given(some.lists(some.tuples(RISKY, RISKY), min_size=1, max_size=5))
def test_a_csv_keeps_its_shape_whatever_is_in_it(rows: list[tuple[str, str]]) -> None:
    text = "".join(csv_pieces(table(*rows)))
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [["h0", "h1"], *([defused(one), defused(other)] for one, other in rows)]
    assert "".join(csv_pieces(table(("\x1b[31mred \u202egnp\n",)))) == 'h0\n"␛[31mred \u202egnp\n"\n'


def test_a_workbook_holds_dates_as_dates_amounts_as_numbers_and_texts_as_texts(tmp_path: Path) -> None:
    row = (7, "=1+1", "'=1+1", "https://example.org", "007", Money(1_234_550, "USD"), Money(500, "JPY"),
           date(2026, 12, 18), None, Money(10**17 + 1, "USD"), date(1, 1, 1), "海棠银行")  # fmt: skip
    write_xlsx(tmp_path / "a.xlsx", table(row), "Deals", date(2026, 11, 24), len)
    write_xlsx(tmp_path / "b.xlsx", table(row), "Deals", date(2026, 11, 24), len)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    found = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_name("Deals").to_python()[1]
    assert found == [
        7.0, "'=1+1", "''=1+1", "https://example.org", "007", 12345.5, 500.0, date(2026, 12, 18), "",
        "1000000000000000.01", "0001-01-01", "海棠银行",
    ]  # fmt: skip
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_what_a_sheet_cannot_hold_is_refused_and_nothing_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OspError, match="sheet-text"):
        write_xlsx(tmp_path / "a.xlsx", table(("x" * 32_768,)), "Deals", date(2026, 11, 24), len)
    monkeypatch.setattr(xlsx_list, "MOST_ROWS", 2)
    with pytest.raises(OspError, match="sheet-rows"):
        write_xlsx(tmp_path / "a.xlsx", table(("x",), ("y",)), "Deals", date(2026, 11, 24), len)
