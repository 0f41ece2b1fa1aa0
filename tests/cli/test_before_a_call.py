"""`osp show`: the first screen, 24 lines of 80 columns, holds what to read before a call; gaps are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from osp_cli.render.width import cells
from tests.territory import Terminal, copy_territory

LABELS = {
    "en": ("Next step", "Last contact", "Technical lead", "Business owner", "Key people", "Debts", "Stage", "Amount"),
    "zh": ("下一步", "最近联系", "技术负责人", "业务负责人", "关键人物", "欠账", "阶段", "金额"),
}
GAP = {"en": "(missing)", "zh": "（缺）"}
LACKS = {"en": "still lack", "zh": "还缺"}


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)


def first_screen(osp: Terminal, deal: str, language: str) -> list[str]:
    said = osp("show", deal, "--lang", language)
    assert said.code == 0, said
    lines = said.out.splitlines()[:24]
    assert all(cells(line) <= 80 for line in lines if not line.lstrip().startswith("osp "))
    return lines


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "deal", ["blue-heron-erp", "tidewater-analytics", "海棠银行-数据平台", "sunbird-mro", "cedar-billing"]
)
def test_the_first_screen_holds_what_to_read_before_a_call(osp: Terminal, deal: str, language: str) -> None:
    lines = first_screen(osp, deal, language)
    for label in LABELS[language]:
        assert any(line.startswith(label) for line in lines), label
    assert any(LACKS[language] in line for line in lines)
    gate = next(place for place, line in enumerate(lines) if LACKS[language] in line)
    assert any(line.startswith("- ") for line in lines[gate + 1 :])
    assert any(line.strip().startswith("osp gate ") for line in lines), "the whole of what is missing fits"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_nearly_empty_deal_names_its_gaps(osp: Terminal, language: str) -> None:
    assert osp("new-opportunity", "Bare", "--account", "Bay").code == 0
    lines = first_screen(osp, "bare", language)
    gaps = [line for line in lines if line.endswith(GAP[language])]
    assert len([line for line in gaps if line.startswith(LABELS[language])]) == 6
    assert sum(line.startswith("- ") for line in lines) == 5


@pytest.mark.parametrize("language", ["en", "zh"])
def test_many_people_and_long_words_do_not_push_the_gate_off_the_first_screen(osp: Terminal, language: str) -> None:
    long = "Send the draft of the requirements with every change that finance and IT have asked for since " * 2
    assert osp("set", "blue-heron-erp", "--next", long.strip(), "--next-date", "fri").code == 0
    for number in range(8):
        words = ("person", "add", f"Person Number {number} of Many", "--influence", "inner-circle", "-o", "3")
        assert osp(*words, "--stance", "neutral", "--buying-role", "approver").code == 0
    lines = first_screen(osp, "blue-heron-erp", language)
    assert any(line.strip() == "osp gate 3" for line in lines)


def test_debts_are_counted_with_the_oldest(osp: Terminal) -> None:
    (line,) = [line for line in first_screen(osp, "sunbird-mro", "en") if line.startswith("Debts")]
    assert "2 debts, the oldest since " in line
