"""The empty answers file of an interview is read back as it was printed, once something is filled in."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from osp_cli.pack.load import builtin
from tests.territory import Terminal, copy_territory

STEPS = [step.number for step in builtin().steps]


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)
    assert terminal("new-opportunity", "Depot doors", "--account", "Kestrel Foods").code == 0
    return terminal


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("deal", ["tidewater-analytics", "depot-doors"])
def test_every_printed_template_is_read_back(osp: Terminal, tmp_path: Path, deal: str, language: str) -> None:
    rivals = json.loads(osp("show", deal, "--json").out)["competitors"]
    assert bool(rivals) == (deal == "tidewater-analytics")
    lines = [(verb, deal, "--step", str(step)) for verb in ("guide", "coach") for step in STEPS]
    lines += [("qualify", deal), ("assess", deal)]
    lines += [("assess", deal, "--against", rival["name"]) for rival in rivals]
    asked = 0
    for line in lines:
        printed = osp(*line, "--print-template", "--lang", language)
        assert (printed.code, set(tomllib.loads(printed.out)) <= {"answers", "against"}) == (0, True), line
        page = tmp_path / "answers.toml"
        page.write_text(printed.out.replace(' = ""', ' = "? nobody knows"'), encoding="utf-8")
        said = osp(*line, "--answers", str(page), "--lang", language, "--dry-run")
        assert said.code == 0, (line, said)
        asked += printed.out.count(' = ""')
    assert asked > 50


def test_the_manager_s_questions_stand_under_ours_beside_a_competitor(osp: Terminal) -> None:
    assert osp("competitor", "add", 'Null "Q"', "-o", "tidewater-analytics").code == 0
    page = tomllib.loads(osp("guide", "tidewater-analytics", "--step", "3", "--print-template").out)
    assert {"coach-3-1", "coach-3-2", "coach-3-3"} <= page["answers"].keys()
    assert list(page["against"]) == ['Null "Q"']


@pytest.mark.parametrize(("language", "told"), [("en", "(standard input)"), ("zh", "标准输入")])
def test_a_fault_of_what_was_piped_names_standard_input(osp: Terminal, language: str, told: str) -> None:
    said = osp("qualify", "2", "--answers", "-", "--lang", language, stdin="x = 1")
    assert (said.code, told in said.err) == (2, True), said
