"""Every `osp` command of the READMEs, in order, in a fresh home; each ends with an exported plan. And their story."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from osp_cli.cli.quick import COMPILED
from osp_cli.demo.territory import FOLDER
from osp_cli.domain.names import slug
from tests.sessions.sessions import run, story

ROOT = Path(__file__).parents[2]
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
BLOCK = re.compile(r"<!-- session: (\w[\w-]*) -->\n```\n(.*?)```", re.DOTALL)
DOCUMENT = re.compile(r"<!-- document: ([\w-]+) -->\n```\n(.*?)```", re.DOTALL)
FENCED = re.compile(r"^```\n.*?^```\n", re.DOTALL | re.MULTILINE)
STORY = re.compile(r"<!-- story -->\n```\n(.*?)```", re.DOTALL)
STORY_OUTPUT = re.compile(r"<!-- story output -->\n```\n(.*?)```", re.DOTALL)
COMMANDS = json.loads(COMPILED.read_bytes())
PIPELINE = """Deal Name,account,amount,currency,close,stage,Rep
Sandpiper kiosks,Sandpiper Parks,45000,USD,2026-12-18,1,Amara Okafor
Juniper Bay meters,Juniper Bay Council,92000,USD,2027-01-29,Demo done,Mateo Quispe
"""


def text_of(readme: str) -> str:
    return (ROOT / READMES[readme]).read_text(encoding="utf-8")


def commands(readme: str) -> list[str]:
    blocks = BLOCK.findall(text_of(readme))
    return [line[2:] for _, block in blocks for line in block.splitlines() if line.startswith("$ ")]


def prose(readme: str) -> str:
    """A README without its fenced blocks, in which `#` opens a remark and `|` a layer."""
    return FENCED.sub("", text_of(readme))


def levels(readme: str) -> list[int]:
    return [len(signs) for signs in re.findall(r"^(#+) ", prose(readme), re.MULTILINE)]


def tables(readme: str) -> list[list[int]]:
    """Of each table the number of columns of every row."""
    found = re.findall(r"(?:^\|.*\|\n)+", prose(readme), re.MULTILINE)
    return [[len(re.findall(r"(?<!\\)\|", row)) - 1 for row in table.splitlines()] for table in found]


def files(readme: str) -> list[set[str]]:
    """Of each row that says where a change goes, the files that it names."""
    rows = re.findall(r"^\|[^|]*\|([^|]*`[^|]*/[^|]*)\|$", prose(readme), re.MULTILINE)
    return [set(re.findall(r"`([^`]*[/.][^`]*)`", row)) for row in rows]


def sessions(readme: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Of each session the words of its commands and their options; what they are given is each language's own."""
    return [(name, [verbs(line) for line in block.splitlines()]) for name, block in BLOCK.findall(text_of(readme))]


def verbs(line: str) -> tuple[str, ...]:
    """What a command line does: its command, the verb where it takes any, and its options."""
    command, *words = shlex.split(line)[2:]
    named = [word for word in words[:1] if word in COMMANDS.get(command, {}).get("verbs", {})]
    return (command, *named, *sorted(word for word in words if word.startswith("--")))


def layers(readme: str) -> list[str]:
    """The names of the modules in the picture of the layers, in their order."""
    (picture,) = re.findall(r"```\n(cli -> .*?)```", text_of(readme), re.DOTALL)
    return [name for name in re.findall(r"[a-z_]+", picture) if name not in ("inside", "domain", "and")]


def days(readme: str) -> list[str]:
    return re.findall(r"^\| (\d{4}-\d\d-\d\d) \|", text_of(readme), re.MULTILINE)


@pytest.mark.parametrize("part", [levels, tables, files, sessions, layers, days], ids=lambda part: part.__name__)
def test_both_readmes_are_equally_complete(part: Callable[[str], list[object]]) -> None:
    assert part("en") == part("zh")
    assert len(part("en")) > 1


def test_the_sessions_show_what_osp_can_do() -> None:
    assert sum(len(commands) for _, commands in sessions("en")) > 50


@pytest.mark.parametrize("readme", READMES)  # English commands in Chinese: tests/cli/test_languages.py
def test_every_command_runs_in_order_and_ends_with_an_exported_plan(tmp_path: Path, readme: str) -> None:
    (tmp_path / "pipeline.csv").write_text(PIPELINE, encoding="utf-8")
    for command in commands(readme):
        done = run(command, tmp_path, readme)
        allowed = (0, 4) if command.startswith("osp gate") else (0,)
        assert done.returncode in allowed, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        assert done.stdout.strip(), command
    deal = {"en": "Harbour Lights ERP", "zh": "港湾之光 ERP"}[readme]
    # beside it lie what the customer may see, and the plans of the account and of the territory
    (plan,) = (path for path in tmp_path.glob(f"{slug(deal)}-*.md") if "customer" not in path.name)
    assert deal in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", READMES)
def test_the_story_of_the_readme_is_that_of_the_demo(homes: Path, language: str) -> None:
    (told_there,) = STORY.findall(text_of(language))
    assert told_there == (FOLDER / language / "story.txt").read_text(encoding="utf-8")
    _, told = story(homes, language)
    lines = [line.strip() for line in (told.stdout + told.stderr).splitlines()]
    (output,) = STORY_OUTPUT.findall(text_of(language))
    assert [line for line in output.splitlines() if line not in lines] == []


@pytest.mark.parametrize("language", READMES)
def test_the_documents_that_are_shown_say_what_the_examples_say(language: str) -> None:
    """The examples are what `osp` writes: tests/documents/test_golden.py holds them to that."""
    shown = DOCUMENT.findall(text_of(language))
    assert [kind for kind, _ in shown] == ["call", "customer-close"]
    for kind, excerpt in shown:
        assert excerpt.startswith("## ")
        assert len(excerpt.splitlines()) > 10
        assert excerpt in (ROOT / "examples" / "documents" / f"{kind}.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_decisions_stand_in_the_order_of_their_days(readme: str) -> None:
    assert len(days(readme)) > 10
    assert days(readme) == sorted(days(readme))
