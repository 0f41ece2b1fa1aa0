"""Documents say what the records say: what changed, who told us what, what is on record and so no longer open."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.territory import Terminal

DEAL = "16"
ASKED = "Informal criteria"


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    shutil.copytree(territory, tmp_path / "home")
    return Terminal(tmp_path / "home", monkeypatch, capsys)


def done(osp: Terminal, *words: str) -> None:
    said = osp(*words)
    assert said.code == 0, said.err


def document(osp: Terminal, kind: str, deal: str = DEAL, language: str = "en") -> str:
    said = osp("plan", "export", deal, "--kind", kind, "--lang", language, "--out", "-")
    assert said.code == 0, said.err
    return said.out


def test_an_answer_of_the_day_of_the_plan_version_is_a_change_since_it(osp: Terminal) -> None:
    done(osp, "answer", "14", "?", "-o", DEAL)
    done(osp, "answer", "9", "+", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "an old order")
    done(osp, "plan", "submit", DEAL)
    assert "No answer to the twenty has changed since plan version" in document(osp, "assessment")
    done(osp, "answer", "14", "+", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "her own words")
    done(osp, "answer", "14", "+", "-o", DEAL, "--against", "Orbit Data")
    done(osp, "answer", "9", "+", "-o", DEAL, "--who", "Grace Mwangi", "--evidence", "a newer order")
    sheet = document(osp, "assessment")
    assert re.search(r"^- 14 Informal criteria: we \? → \+; Orbit Data \S+ → \+$", sheet, re.MULTILINE)
    assert re.search(r"^- 9 Current relationship: we \+ as before, on other grounds$", sheet, re.MULTILINE)
    assert re.search(r"^\| Can we win\? \|.* \+3 → \+4 \|", sheet, re.MULTILINE)
    assert "14 非正式标准：我方 ? → +；Orbit Data" in document(osp, "review", language="zh")


def test_what_else_changed_is_told_where_no_answer_did(osp: Terminal) -> None:
    done(osp, "plan", "submit", DEAL)
    done(osp, "set", DEAL, "--amount", "430k")
    assert "; other parts of the plan have." in document(osp, "assessment")


def sheet_and_document(osp: Terminal, deal: str, language: str) -> tuple[str, str]:
    """What the sheet of the review and the document of the deal say, the sheet from where the deal begins."""
    sheet = osp("review", "--lang", language)
    assert sheet.code == 0, sheet.err
    return sheet.out.split(f"\n{deal}  ")[1].split("\n\n")[0], document(osp, "review", deal, language)


@pytest.mark.parametrize(
    ("language", "close", "call", "answer"),
    [
        (
            "en",
            "2027-03-15, was 2026-12-31; moved away once since, 1 in all; “Board moved” (Amara Okafor",
            "Forecast category: Pipeline, was Commit; “Nobody signs before March”",
            "14 Informal criteria: we ? → -",
        ),
        (
            "zh",
            "2027年3月15日，原为 2026年12月31日；此后推迟 1 次，累计 1 次；“Board moved”（Amara Okafor",
            "预测类别：培育，原为 承诺；“Nobody signs before March”",
            "14 非正式标准：我方 ? → -",
        ),
    ],
)
def test_the_review_tells_what_moved_since_the_last_one_and_why(
    osp: Terminal, language: str, close: str, call: str, answer: str
) -> None:
    done(osp, "answer", "14", "?", "-o", "6")
    done(osp, "set", "6", "--amount", "250k", "--reason", "before the review")
    done(osp, "review", "condition", "Meet the board", "--due", "in 2 weeks", "--by", "Ingrid Solberg", "-o", "6")
    done(osp, "set", "6", "--close", "2027-03-15", "--reason", "Board moved")
    done(osp, "forecast-call", "6", "--category", "pipeline", "--reason", "Nobody signs before March")
    done(osp, "answer", "14", "-", "-o", "6")
    for text in sheet_and_document(osp, "6", language):
        assert close in text
        assert call in text
        assert "before the review" not in text
        assert "Ingrid Solberg" in text
    assert answer in document(osp, "review", "6", language)
    done(osp, "review", "condition", "Meet the CFO", "--due", "in 2 weeks", "--by", "Ingrid Solberg", "-o", "6")
    for text in sheet_and_document(osp, "6", "en"):
        assert "none in amount, date, stage, category or the twenty answers" in text


def test_without_a_review_the_changes_count_from_the_plan_version_or_the_creation(osp: Terminal) -> None:
    done(osp, "set", "15", "--amount", "90k", "--reason", "one more site")
    for text in sheet_and_document(osp, "15", "en"):
        assert "Since it was recorded on" in text
        assert "Amount: $90,000.00, was $88,000.00; “one more site”" in text
        assert "Stage: 2, was 1" in text
    done(osp, "plan", "submit", "15")
    done(osp, "set", "15", "--amount", "80k")
    for text in sheet_and_document(osp, "15", "en"):
        assert "Since plan version 1 of" in text
        assert "Amount: $80,000.00, was $90,000.00; no reason is on record" in text
        assert "one more site" not in text


def test_the_sheet_and_the_document_count_the_days_at_a_stage_alike(osp: Terminal) -> None:
    sheet, paper = sheet_and_document(osp, "15", "en")
    [days] = re.findall(r"2, (\d+) days there", sheet)
    assert f"{days} days at this stage" in paper or f"Days at this stage: {days}," in paper


def test_a_change_that_was_taken_back_is_none(osp: Terminal) -> None:
    done(osp, "set", "15", "--amount", "90k", "--reason", "one more site")
    done(osp, "undo")
    assert all("one more site" not in text for text in sheet_and_document(osp, "15", "en"))
