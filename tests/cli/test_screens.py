"""The screens as golden text, at 60, 100 and 160 columns, in both languages. GOLDEN_UPDATE=1 writes them anew."""

from __future__ import annotations

import os
import re
import shlex
from itertools import takewhile
from pathlib import Path

import pytest

from osp_cli.render.width import cells
from tests.territory import Terminal

GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
SCREENS = {
    "today": "today",
    "today-few": "today --limit 3",
    "list": "list --all",
    "show": "show blue-heron-erp",
    "show-zh": "show 海棠银行-数据平台",
    "gate": "gate --stage 5",
    "gate-all": "gate --all",
    "next": "next",
    "plan-show": "plan show",
    "debt": "debt sunbird-mro",
    "order": "order show granite-oss",
    "order-late": "order show 星河教育-云课堂",
    "payments": "payment list granite-oss",
    "quotation": "quotation show -o granite-oss",
    "teammates": "teammate list tidewater-analytics",
    "risks": "risk list tidewater-analytics",
    "close-plan": "milestone list blue-heron-erp",
    "close-plan-zh": "milestone list 海棠银行-数据平台",
    "calls": "call list tidewater-analytics",
    "call": "call show 2 -o tidewater-analytics",
    "suggested": "action suggest",
    "map": "map tidewater-analytics",
    "map-zh": "map 海棠银行-数据平台",
    "person": "person show 'Noor Haddad'",
    "people": "person list tidewater-analytics",
    "ties": "tie list 海棠银行-数据平台",
    "criteria": "criterion list tidewater-analytics",
    "criterion": "criterion show 1",
    "criteria-zh": "criterion list 海棠银行-数据平台",
    "events": "event list tidewater-analytics",
    "event": "event show",
    "values": "value list tidewater-analytics",
    "value": "value show",
    "issues": "issue list 海棠银行-数据平台",
    "partners": "partner list tidewater-analytics",
    "partner": "partner show 'Harbour Systems' -o tidewater-analytics",
    "terms": "terms tidewater-analytics",
    "terms-zh": "terms 云岭物流-仓储",
    "partner-zh": "partner show -o 海棠银行-数据平台",
    "competitors": "competitor list tidewater-analytics",
    "team": "team list",
    "accounts": "account list",
    "account": "account show 海棠银行",
    "expand": "account expand willow",
    "sales-plan": "plan show --account 'Tidewater Ferries'",
    "sales-plans": "process plans",
    "steps": "process steps",
    "step": "process step 4",
    "stages": "process stages",
    "gate-page": "process gate 7",
    "questions": "process questions --kind tas",
    "forecast": "forecast --quarter",
    "forecast-owner": "forecast --quarter --by owner",
    "forecast-why": "forecast --quarter --why",
    "accuracy": "accuracy --backtest --weeks",
    "accuracy-snapshots": "accuracy",
    "forecast-as-of": "forecast --as-of 2026-11-01",
    "changes": "changes --since 2026-11-01 --by owner",
    "funnel": "funnel --by owner",
    "funnel-quarter": "funnel 2026Q4",
    "snapshots": "snapshot list",
    "snapshot": "snapshot show 1",
    "snapshot-check": "snapshot check",
    "strategy": "strategy tidewater-analytics",
    "strategy-none": "strategy cedar-billing",
    "assess": "assess tidewater-analytics",
    "quotas": "quota list",
    "guide": "guide tidewater-analytics --show",
    "guide-zh": "guide 海棠银行-数据平台 --show",
    "review": "review",
    "review-zh": "review --owner 林晓梅",
    "review-md": "review --owner 'Mateo Quispe' --format md",
    "conditions": "condition list tidewater-analytics",
    "winloss": "winloss copper-kettle-loyalty",
    "coach": "coach tidewater-analytics --step 5 --answers - --dry-run",
    "actions": "action list tidewater-analytics",
    "log": "log tidewater-analytics",
    "cheatsheet": "process cheatsheet",
    "cheatsheet-md": "process cheatsheet --format md",
    "roles": "process roles",
    "role": "process roles pre-sales",
    "tools": "process tools",
    "search": "process search 预算",
    "search-en": "process search reseller",
    "about": "process about",
}
ANSWERS = """
[answers]
coach-5-1 = "+ one list, signed by both"
coach-5-2 = "- we install it and they will see"
"""
# The command that filled the territory names the folder of this run.
DEMO = re.compile(r"^  osp demo[^-]+--folder(?:.*\n)+?(?=- )", re.MULTILINE)
# What is not for the eye alone: the text of a document has lines as long as its paragraphs.
TEXTS = ("cheatsheet-md", "review-md")


@pytest.mark.parametrize("name", sorted(SCREENS))
@pytest.mark.parametrize("width", [60, 100, 160])
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
    said = osp(*shlex.split(SCREENS[name]), "--lang", language, stdin=ANSWERS if name == "coach" else "")
    assert said.code in (0, 4), said.err
    too_wide = [line for line in said.out.splitlines() if cells(line) > width and not line.lstrip().startswith("osp ")]
    assert too_wide == [] or name in TEXTS
    shown = DEMO.sub("  osp demo\n", said.out)
    file = GOLDEN / f"{name}-{width}-{language}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == shown


RULE = re.compile(r"-+(?:  -+)+")


def _misaligned(text: str) -> list[str]:
    """Lines of tables, from the titles to the end of the rows, in which a cell reaches into the gap before the next."""
    lines = [_in_cells(line) for line in text.splitlines()]
    found = []
    for place, line in enumerate(lines):
        if not RULE.fullmatch(line):
            continue
        gaps = [match.start() for match in re.finditer("  -", line)]
        table = [
            lines[place - 1],
            *takewhile(lambda each: each.strip() and not each.startswith("  "), lines[place + 1 :]),
        ]
        found += [each for each in table if any(each[gap : gap + 2].strip() for gap in gaps)]
    return found


def _in_cells(line: str) -> str:
    """The line with a character for each cell of the terminal that it fills."""
    return "".join(character if cells(character) == 1 else "##"[: cells(character)] for character in line)


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.txt")), ids=lambda file: file.stem)
def test_the_columns_of_a_screen_stand_below_each_other_in_cells_of_the_terminal(file: Path) -> None:
    assert _misaligned(file.read_text(encoding="utf-8")) == []


def test_a_column_out_of_line_would_be_found() -> None:
    assert _misaligned("名称    金额\n------  ----\n海港    1\nab     2\n") == ["ab     2"]
    assert _misaligned("名称    金额\n------  ----\n海港港  1\n海港海港 1\n") == ["######## 1"]
