"""What is imported, and when. The layers themselves are checked by import-linter (see pyproject.toml)."""

from __future__ import annotations

import ast
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules

HEAVY = {"jinja2", "markdown_it", "prompt_toolkit", "pydantic", "questionary", "rich", "sqlalchemy", "sqlmodel"}
# What a call that is well-formed does without (see cli/quick.py and frozen.py): each is more than half an empty start.
AVOIDED = {"dataclasses", "inspect", "statistics", "typer"}

# Each line is a session in a fresh home, without a terminal: its commands run in order, and none may load a heavy
# library. A command that people type every day belongs in here.
SESSIONS = [
    ["osp --version"],
    ["osp --help"],
    ["osp advance --help"],
    [
        'osp new-opportunity "A deal" --account "A customer" --amount 120k --close 2026-12-20',
        "osp",
        "osp list",
        "osp show",
        "osp next",
        "osp gate",
        "osp find deal",
        "osp answer budget unknown",
        'osp set --next "Call them" --next-date tomorrow',
        'osp note "They called"',
        "osp confirm technical-lead-identified --who Noor --evidence minutes",
        'osp advance --override "they asked us to"',
        "osp person add Ada --stance supporter --reports-to Noor",
        "osp map",
        "osp plan show",
        "osp forecast",
        "osp log",
        "osp undo",
        "osp list --json",
    ],
]

# Who may import inside a function, and what: only what is heavy or rarely needed. In `cli`, a command brings its own
# service and view when it is called; everywhere else an import stands at the top.
DEFERRED = {
    "osp_cli.__main__": {"osp_cli"},  # so that Ctrl-C meanwhile is told apart
    "osp_cli.domain.names": {"difflib", "hashlib"},
    "osp_cli.errors": {"tomllib"},
    "osp_cli.frozen": {"dataclasses"},
    "osp_cli.domain.plan": {"hashlib"},
    "osp_cli.pack.cache": {"hashlib", "osp_cli"},
    "osp_cli.pack.load": {"osp_cli"},
    "osp_cli.pack.reading": {"osp_cli"},
    "osp_cli.prompts": {"prompt_toolkit", "questionary"},
    "osp_cli.render.documents": {"jinja2"},
    "osp_cli.render.out": {"osp_cli"},
    "osp_cli.render.terminal": {"rich"},
    "osp_cli.store.backups": {"hashlib"},
    "osp_cli.settings": {"datetime", "getpass", "platformdirs", "tomlkit", "tomllib"},
    "osp_cli.words.load": {"datetime", "osp_cli"},
}


# What writes: the page of a deal only reads, and is typed before every call.
WRITING = {f"osp_cli.services.{name}" for name in ("answering", "interviews", "merging", "nouns", "replies", "stages")}


def _loaded(*command: str) -> set[str]:
    """The top-level names that a Python command imports; a gate that is closed ends it with 4."""
    return {name.partition(".")[0] for name in _modules_loaded(*command)}


def _modules_loaded(*command: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, encoding="utf-8", check=False
    )
    lines = done.stderr.splitlines()
    times = [line for line in lines if line.startswith("import time:")]
    assert done.returncode in (0, 4), "\n".join(line for line in lines if line not in times)
    return {line.rsplit("|", 1)[-1].strip() for line in times}


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session[-1])
def test_everyday_commands_load_nothing_heavy(session: list[str]) -> None:
    for line in session:
        loaded = _loaded("-m", "osp_cli", *shlex.split(line)[1:])
        assert "osp_cli" in loaded
        assert loaded & HEAVY == set(), line
        if "--help" not in line:
            assert loaded & AVOIDED == set(), line


def test_the_page_of_a_deal_loads_no_service_that_writes() -> None:
    assert _modules_loaded("-c", "import osp_cli.render.views.show, osp_cli.services.showing") & WRITING == set()
    assert _modules_loaded("-c", "import osp_cli.services.coaching, osp_cli.services.merging") >= WRITING


def test_a_heavy_import_is_seen() -> None:
    assert {"jinja2", "questionary"} <= _loaded("-c", "import jinja2, questionary") & HEAVY


def _imports_inside_functions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and top-level name of every import in a function."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for node in {each for function in functions for each in ast.walk(function)}:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").partition(".")[0]


def test_imports_stand_at_the_top_but_for_the_owners_of_what_is_heavy() -> None:
    strays = [
        f"{module}:{line} {name}"
        for module, tree in modules().items()
        if not module.startswith("osp_cli.cli.")
        for line, name in _imports_inside_functions(tree)
        if name not in DEFERRED.get(module, set())
    ]
    assert sorted(strays) == []


def test_the_package_imports_nothing_of_its_own_when_it_is_imported() -> None:
    assert [node for node in modules()["osp_cli"].body if isinstance(node, ast.Import | ast.ImportFrom)] == []
