"""Every command has help with at least two examples in both languages; the examples run on the example territory."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from osp_cli.cli.app import main
from osp_cli.cli.table import PLACES
from osp_cli.words import Words
from tests.sessions.sessions import run

EXAMPLES = {
    key.removesuffix(".examples"): [line.strip() for line in text.splitlines() if line.strip()]
    for key, text in Words("en").section("commands").items()
    if key.endswith(".examples")
}


@pytest.fixture(scope="session")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("territory")
    done = run("osp demo --folder .osp --quiet", folder)
    assert done.returncode == 0, done.stderr
    assert run("osp use blue-heron-erp", folder).returncode == 0
    return folder


@pytest.mark.parametrize("word", sorted(PLACES))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_command_has_a_help_page_with_two_examples(
    word: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "--help", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert page.count("  $ osp ") >= 2
    assert "commands." not in page
    assert "options." not in page


@pytest.mark.parametrize(("key", "line"), [(key, line) for key, lines in sorted(EXAMPLES.items()) for line in lines])
def test_each_example_runs(
    key: str,
    line: str,
    territory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / "home"
    shutil.copytree(territory, home)
    monkeypatch.chdir(home)
    monkeypatch.setenv("OSP_HOME", str(home / ".osp"))
    monkeypatch.setenv("OSP_USER", "Amara Okafor")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    (home / "pipeline.csv").write_text("name,account,stage,owner\nA deal,An account,1,Amara Okafor\n", encoding="utf-8")
    (home / "answers.toml").write_text('[answers]\nbudget = "+ line 4711"\n', encoding="utf-8")
    code = main(shlex.split(line)[1:])
    streams = capsys.readouterr()
    allowed = (0, 4) if shlex.split(line)[1:2] == ["gate"] else (0,)
    assert code in allowed, f"{line}: {code}\n{streams.err}"
    assert streams.out.strip(), line


def test_no_help_page_names_an_unknown_command() -> None:
    words = {key.split(".")[0] for key in EXAMPLES}
    assert words == set(PLACES), words ^ set(PLACES)
    assert os.environ.get("OSP_TODAY")
