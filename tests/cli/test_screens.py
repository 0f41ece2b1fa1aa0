"""The screens as golden text, at 60 and 100 columns, in both languages. GOLDEN_UPDATE=1 writes them anew."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from osp_cli.render.width import cells
from tests.territory import Terminal

GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
SCREENS = {
    "today": "today",
    "list": "list --all",
    "show": "show blue-heron-erp",
    "show-zh": "show 海棠银行-数据平台",
    "gate": "gate --stage 5",
    "gate-all": "gate --all",
    "next": "next",
    "plan-show": "plan show",
    "debt": "debt sunbird-mro",
    "order": "order show granite-oss",
    "risks": "risk list tidewater-analytics",
    "map": "map tidewater-analytics",
    "map-zh": "map 海棠银行-数据平台",
    "person": "person show 'Noor Haddad'",
    "people": "person list tidewater-analytics",
    "ties": "tie list 海棠银行-数据平台",
    "competitors": "competitor list tidewater-analytics",
    "team": "team list",
    "steps": "process steps",
    "step": "process step 4",
    "stages": "process stages",
    "gate-page": "process gate 7",
    "questions": "process questions --kind tas",
    "forecast": "forecast --quarter",
    "forecast-owner": "forecast --quarter --by owner",
    "forecast-why": "forecast --quarter --why",
    "assess": "assess tidewater-analytics",
    "quotas": "quota list",
}


@pytest.mark.parametrize("name", sorted(SCREENS))
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_screen_stands_as_it_was_looked_at(
    name: str,
    width: int,
    language: str,
    territory: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    osp = Terminal(territory, monkeypatch, capsys)
    said = osp(*shlex.split(SCREENS[name]), "--lang", language)
    assert said.code in (0, 4), said.err
    too_wide = [line for line in said.out.splitlines() if cells(line) > width and not line.lstrip().startswith("osp ")]
    assert too_wide == []
    file = GOLDEN / f"{name}-{width}-{language}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said.out, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == said.out
