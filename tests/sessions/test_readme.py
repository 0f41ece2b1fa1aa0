"""Every `osp` command of the READMEs, in order, in a fresh home; each ends with an exported plan. And their story."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from osp_cli.demo.territory import FOLDER
from tests.sessions.sessions import run

ROOT = Path(__file__).parents[2]
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
BLOCK = re.compile(r"<!-- session: (\w[\w-]*) -->\n```\n(.*?)```", re.DOTALL)
STORY = re.compile(r"<!-- story -->\n```\n(.*?)```", re.DOTALL)
STORY_OUTPUT = re.compile(r"<!-- story output -->\n```\n(.*?)```", re.DOTALL)
PIPELINE = """Deal Name,account,amount,currency,close,stage,Rep
Sandpiper kiosks,Sandpiper Parks,45000,USD,2026-12-18,1,Amara Okafor
Juniper Bay meters,Juniper Bay Council,92000,USD,2027-01-29,Demo done,Mateo Quispe
"""
PAIRS = [(readme, language) for readme in READMES for language in READMES]


def text_of(readme: str) -> str:
    return (ROOT / READMES[readme]).read_text(encoding="utf-8")


def commands(readme: str) -> list[str]:
    blocks = BLOCK.findall(text_of(readme))
    return [line[2:] for _, block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_both_readmes_show_the_same_sessions_with_as_many_commands() -> None:
    shown = {
        readme: [(name, block.count("$ ")) for name, block in BLOCK.findall(text_of(readme))] for readme in READMES
    }
    assert shown["en"] == shown["zh"]
    assert sum(count for _, count in shown["en"]) > 50
    assert text_of("en").count("\n## ") == text_of("zh").count("\n## ")


@pytest.mark.parametrize(("readme", "language"), PAIRS)
def test_every_command_runs_in_order_and_ends_with_an_exported_plan(tmp_path: Path, readme: str, language: str) -> None:
    (tmp_path / "pipeline.csv").write_text(PIPELINE, encoding="utf-8")
    for command in commands(readme):
        done = run(command, tmp_path, language)
        allowed = (0, 4) if command.startswith("osp gate") else (0,)
        assert done.returncode in allowed, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        assert done.stdout.strip(), command
    (plan,) = tmp_path.glob("*.md")
    assert {"en": "Harbour Lights ERP", "zh": "港湾之光 ERP"}[readme] in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", READMES)
def test_the_story_of_the_readme_is_that_of_the_demo(tmp_path: Path, language: str) -> None:
    (story,) = STORY.findall(text_of(language))
    assert story == (FOLDER / language / "story.txt").read_text(encoding="utf-8")
    told = run("osp demo --folder territory", tmp_path, language)
    lines = [line.strip() for line in (told.stdout + told.stderr).splitlines()]
    (output,) = STORY_OUTPUT.findall(text_of(language))
    assert [line for line in output.splitlines() if line not in lines] == []
    shutil.rmtree(tmp_path / "territory")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_decisions_stand_in_the_order_of_their_days(name: str) -> None:
    days = re.findall(r"^\| (\d{4}-\d\d-\d\d) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(days) > 10
    assert days == sorted(days)
