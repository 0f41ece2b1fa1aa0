"""Every `osp` command of the README, in order, in a fresh home, in both languages; it ends with an exported plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sessions.sessions import run

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"<!-- session: (\w[\w-]*) -->\n```\n(.*?)```", re.DOTALL)
PIPELINE = """Deal Name,account,amount,currency,close,stage,Rep
Sandpiper kiosks,Sandpiper Parks,45000,USD,2026-12-18,1,Amara Okafor
Juniper Bay meters,Juniper Bay Council,92000,USD,2027-01-29,Demo done,Mateo Quispe
"""


def commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [line[2:] for _, block in BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")]


def test_the_readme_shows_a_dozen_commands_and_more() -> None:
    assert len(commands()) > 30


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_of_the_readme_runs_in_order_and_ends_with_an_exported_plan(
    tmp_path: Path, language: str
) -> None:
    (tmp_path / "pipeline.csv").write_text(PIPELINE, encoding="utf-8")
    for command in commands():
        done = run(command, tmp_path, language)
        allowed = (0, 4) if command.startswith("osp gate") else (0,)
        assert done.returncode in allowed, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        assert done.stdout.strip(), command
    plans = list(tmp_path.glob("*.md"))
    assert len(plans) == 1
    assert "Harbour Lights ERP" in plans[0].read_text(encoding="utf-8")
