"""The example territory for tests: filled once per run, copied for each test that needs it."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from osp_cli.cli.app import main
from osp_cli.pack.load import SOURCE
from osp_cli.render.templates import templates_folder

ENVIRONMENT = {"OSP_TODAY": "2026-11-24", "OSP_NO_INPUT": "1", "OSP_USER": "Amara Okafor", "TZ": "UTC"}


@dataclass(frozen=True)
class Said:
    """What a command ended with and said."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands of `osp` in this process, in a folder that is their whole home."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._monkeypatch, self._capsys = monkeypatch, capsys
        for name, value in {**ENVIRONMENT, "OSP_HOME": str(home / ".osp")}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(home)

    def __call__(self, *words: str, stdin: str = "") -> Said:
        """One command; `stdin` is what a pipe would send."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        self._capsys.readouterr()
        code = main(list(words))
        streams = self._capsys.readouterr()
        return Said(code, streams.out, streams.err)


def empty_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody, and the day is today."""
    home = folder / "home"
    home.mkdir()
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    return Terminal(home, monkeypatch, capsys)


def fill_territory(folder: Path) -> None:
    """Fills a home with the example territory, as the person and on the day of the tests."""
    before = {name: os.environ.get(name) for name in (*ENVIRONMENT, "OSP_HOME", "OSP_LANG")}
    os.environ.update(ENVIRONMENT)
    os.environ.update(OSP_HOME=str(folder / ".osp"), OSP_LANG="en")
    try:
        assert main(["demo", "--folder", str(folder / ".osp"), "--quiet"]) == 0
        assert main(["use", "blue-heron-erp"]) == 0
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def copy_home(source: Path, target: Path) -> Path:
    """A copy of a home that a test may change; what is made of templates stays the one of all tests."""
    return Path(shutil.copytree(source, target, symlinks=True))


def copy_territory(source: Path, target: Path, *, shares_pack: bool = False) -> Path:
    """A copy that a test may change, with the files that help examples name; a shared pack may only be read."""
    copy_home(source, target)
    (target / "pipeline.csv").write_text(
        "name,account,stage,owner\nA deal,An account,1,Amara Okafor\n", encoding="utf-8"
    )
    shutil.copy(target / ".osp" / "osp.db", target / "friday.db")
    (target / "phrase.txt").write_text("four words and more\n", encoding="utf-8")
    if shares_pack:
        (target / "pack").symlink_to(_pack(source.with_name(f"{source.name}-pack")))
    else:
        _pack(target / "pack")
    (target / "templates" / "en").mkdir(parents=True)
    shutil.copy(templates_folder() / "en" / "winloss.md.j2", target / "templates" / "en")
    (target / "answers.toml").write_text('[answers]\nbudget = "+ line 4711"\n', encoding="utf-8")
    (target / "coach.toml").write_text('[answers]\ncoach-2-1 = "- one source only"\n', encoding="utf-8")
    return target


def _pack(folder: Path) -> Path:
    """The built-in method as a pack of files, made where it is not there yet."""
    if not folder.is_dir():
        shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("*.py", "*.json", "__pycache__"))
    return folder


def told(osp: Terminal, *words: str) -> Any:
    """What a command that must succeed says with --json."""
    said = osp(*words, "--json")
    assert said.code == 0, said
    return json.loads(said.out)
