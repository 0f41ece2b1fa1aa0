"""Every example of every help page in Chinese, at two widths: nothing in English, nothing half-width, nothing too wide.

What people typed stays in their own language: the words of the example territory, read from its store, are allowed.
"""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from osp_cli.cli.table import PLACES
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.ranking import WEIGHTS
from osp_cli.extras import EXTRAS, PACKAGES
from osp_cli.pack.load import builtin
from osp_cli.pack.reading import builtin_handbook
from osp_cli.render.width import cells
from osp_cli.words import Words
from osp_cli.words.load import texts_of
from tests.territory import Terminal, copy_territory

NOT_FOR_PEOPLE = ("--json", "--out", "--format", "--lang", "--print-template")
EXAMPLES = sorted(
    {
        line.strip()
        for key, text in Words("en").section("commands").items()
        if key.endswith(".examples")
        for line in text.splitlines()
        if line.strip() and not any(option in line for option in NOT_FOR_PEOPLE)
    }
)
WIDE = EXAMPLES[::3]  # a wide screen says the same in fewer lines; more of them stand in tests/golden/screens
# Columns of the store that hold what somebody typed; the others hold codes, which a screen must say in Chinese.
TYPED = {
    "account": ("name",),
    "opportunity": ("name", "slug", "partner", "source", "need", "product", "next_step", "external_id"),
    **{noun.name: tuple(field.name for field in noun.fields if field.kind in ("name", "text")) for noun in NOUNS},
    "competitor": ("name", "standing", "partners"),
    "member": ("name", "region"),
    "answer": ("text", "evidence"),
    "confirmation": ("evidence",),
    "decision": ("reason",),
    "debt": ("reason", "settled_evidence"),
    "move": ("reason",),
    "risk": ("text", "counter"),
    "milestone": ("text", "yardstick", "result"),
    "call": ("aim", "commitment", "fallback", "because", "opening", "roles", "result"),
    "note": ("text",),
    "action": ("text", "result"),
    "strategy_choice": ("reason",),
    "forecast_call": ("reason",),
    "total_call": ("reason",),
    "unit": ("command",),
    "sales_plan": ("partner",),
    "sales_plan_part": ("text",),
}
# What has no Chinese name: the program, the method's own abbreviations, files and forms.
NAMES = {"Siebel",
    "osp", "osp_cli", "tas", "iso", "roi", "csv", "toml", "md", "utf", "ctrl", "json", "markdown", "sqlite",
    "tab", "bash", "siebel", "excel", "Excel", "sans", "Sans",
}  # fmt: skip
# A topic explains keys, forms and variables one by one; a glossary and a search through the method hold both languages;
# templates are named as their files are.
MIXED = ("osp help", "osp plan templates list", "osp process glossary", "osp process search")
SETTINGS = {
    "me",
    "currency",
    "fiscal_start",
    "language",
    "db",
    "date_order",
    "revisit_by",
    "evidence_days",
    "usual_cases",
    *(part for name in WEIGHTS for part in (f"weight.{name}", f"weight.{name}".partition("-")[0])),
    "renewal_days",
    "learning_minimum",
    "daily_backup",
    "on",
    "off",
    "rate.cny",
    "pack",
    "templates",
    "builtin",
    "en",
    "zh",
}
# What a line of the day is called, to be typed after `osp snooze`.
LINE = (
    r"\b(?:step|close|debt|action|milestone|call|payment|revisit|stuck|stale|plan|must|advance|winloss|condition|renewal"
    r"|followup|duty-[a-z-]+)-\s*\d+"
)
WORD = re.compile(r"[A-Za-z][\w.']*(?:-[\w.']+)*")
KEY = re.compile(rf"\b(?:{'|'.join(sorted({key.partition('.')[0] for key in texts_of('en')}))})\.[a-z][\w.-]+")
BETWEEN = re.compile(r"[\u4e00-\u9fff] ?[,;:!?()] ?[\u4e00-\u9fff]")


@cache
def _commands() -> frozenset[str]:
    """The words of commands: their names, their verbs, and what the examples of the help pages hold."""
    verbs = {part for key in Words("en").section("commands") for part in key.split(".")}
    return frozenset(_parts({*PLACES, *verbs, "go", "no", "yes", "unknown", "none"}))


@cache
def _ids() -> frozenset[str]:
    """The ids of the method, which commands take."""
    process = builtin()
    criteria = {criterion.id for gate in process.gates for criterion in gate.criteria}
    codes = {*(role.id for role in process.roles), *(reason.code for reason in process.reasons)}
    parts = {part.id for part in builtin_handbook().sales_parts}
    return frozenset({*criteria, *codes, *parts, *(question.id for question in process.questions)})


def _typed(home: Path) -> set[str]:
    """Every word in what the store holds of people's own words."""
    connection = sqlite3.connect(home / ".osp" / "osp.db")
    try:
        texts = {
            str(value)
            for table, columns in TYPED.items()
            for row in connection.execute("SELECT " + ", ".join(f'"{name}"' for name in columns) + f" FROM {table}")
            for value in row
        }
    finally:
        connection.close()
    return set().union(*map(_words, texts))


@cache
def _words(text: str) -> frozenset[str]:
    """The words of a text that stands in many books."""
    return frozenset(_parts(WORD.findall(text)))


def _without_commands(text: str) -> str:
    """The text without the commands in it, which are typed in English whatever the language."""
    lines = (line for line in text.splitlines() if not line.lstrip(" $").startswith("osp "))
    return re.sub(r"osp [^。；，（）“”\n]*", " ", "\n".join(lines))


def _without_home(text: str, home: Path) -> str:
    """The text without the paths of the home, which a narrow screen breaks wherever their length has it."""
    own, folder, *files = (
        r"\s*".join(map(re.escape, each))
        for each in (str(home), "/.osp/", "import-maps", "settings.toml", "osp.db", "state")
    )
    return re.sub(rf"\s*{own}(?:\s*{folder}\s*(?:{'|'.join(files)}))?", "/", text)


def _parts(words: Iterable[str]) -> set[str]:
    """Every word and every part of it: a line is broken behind hyphens too."""
    return {part.casefold() for word in words for part in (word, *word.split("-"))}


def _english(text: str, allowed: set[str]) -> list[str]:
    """The words of a Chinese screen that should be Chinese. Capitals are places to fill, and codes of currencies."""
    found = WORD.findall(re.sub(rf"{LINE}|--?[a-z][a-z-]*|\[x\]", " ", _without_commands(text)))
    return sorted({word for word in found if not word.isupper() and not _parts([word.rstrip(".'")]) <= allowed})


def _too_wide(text: str, width: int) -> list[str]:
    """Lines beyond the width; a command is never broken, so that it can be copied."""
    return [line for line in text.splitlines() if cells(line) > width and "osp " not in line]


@pytest.mark.usefixtures("quick_age")
@pytest.mark.parametrize(("width", "line"), [*((60, line) for line in EXAMPLES), *((100, line) for line in WIDE)])
def test_a_screen_is_chinese_throughout_and_within_its_width(
    line: str, width: int, territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", str(width))
    home = copy_territory(territory, tmp_path / "home", shares_pack=True)
    typed = _typed(home)
    osp = Terminal(home, monkeypatch, capsys)
    if line.startswith("osp redo"):  # it needs something that was taken back
        assert osp("undo", "--yes").code == 0
    said = osp(*shlex.split(line)[1:], "--lang", "zh")
    assert said.code in (0, 4), said
    text = re.sub(r"/[\w./-]+|[\w-]*[0-9A-Z]{10,}\.db", " ", _without_home(said.out + said.err, home))
    assert KEY.findall(_without_commands(text)) == []
    assert BETWEEN.findall(text) == []
    assert _too_wide(text, width) == []
    allowed = {*typed, *_typed(home), *_parts(WORD.findall(line)), *_commands(), *NAMES}
    if line.startswith(("osp process", "osp risk")):  # a reference of what commands take
        allowed |= _parts(_ids())
    if line.startswith("osp config"):
        allowed |= SETTINGS
    if line.startswith("osp doctor"):  # engines and their extras, as they are installed
        allowed |= _parts([*PACKAGES.values(), *EXTRAS.values()])
    if line.startswith(("osp undo", "osp redo", "osp log")):  # parts of a plan are called as osp plan set takes them
        allowed |= _parts(part.id for part in builtin_handbook().sales_parts)
    if not line.startswith(MIXED):
        assert _english(text, allowed) == []
