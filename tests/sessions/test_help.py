"""Every command has help with at least two examples in both languages; the examples run on the example territory."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from osp_cli.cli.app import main
from osp_cli.cli.table import PLACES
from osp_cli.words import Words
from tests.territory import Terminal, copy_territory

EXAMPLES = {
    key.removesuffix(".examples"): [line.strip() for line in text.splitlines() if line.strip()]
    for key, text in Words("en").section("commands").items()
    if key.endswith(".examples")
}


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
    osp = Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)
    if line.startswith("osp redo"):  # it needs something that was taken back
        assert osp("undo", "--yes").code == 0
    said = osp(*shlex.split(line)[1:])
    allowed = (0, 4) if shlex.split(line)[1:2] == ["gate"] else (0,)
    assert said.code in allowed, f"{line}: {said}"
    assert said.out.strip(), line


def test_no_help_page_names_an_unknown_command() -> None:
    words = {key.split(".")[0] for key in EXAMPLES}
    assert words == set(PLACES), words ^ set(PLACES)
