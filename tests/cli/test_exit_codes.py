"""The exit codes that scripts rely on: one way into each of them."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from osp_cli.errors import ExitCode
from osp_cli.services import listing
from tests.pty import CTRL_C, Person
from tests.sessions.sessions import run
from tests.territory import Terminal

ROWS_WITHOUT_WORTH = "name,account,amount\nCedar kiosks,Cedar Parks,much\nJuniper meters,Juniper Bay,a lot\n"


def test_the_codes_are_those_of_the_contract() -> None:
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3, 4, 5, 6, 130]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("list", 0),
        ("list --owner Nobody", 0),
        ("find zzzz", 0),
        ("gate --all", 0),
        ("--help", 0),
        ("--version", 0),
        ("advance --help", 0),
        ("import refused.csv", 1),
        ("import pipeline.csv --mode odd", 2),
        ("set", 2),
        ("undo 0", 2),
        ("odd", 2),
        ("gate --stage 5", 4),
        ("advance --stage 5", 4),
        ("advance --stage 9 --override 'it will come'", 4),
        ("reopen --reason x", 4),
        ("show nobody", 5),
        ("redo", 5),
        ("debt settle 999 --evidence x", 5),
        ("list --db elsewhere.db", 6),
        ("list --db pipeline.csv", 6),
        ("list --db empty.db", 6),
    ],
)
def test_a_command_ends_with_the_code_of_its_outcome(line: str, code: int, osp: Terminal) -> None:
    (osp.home / "refused.csv").write_text(ROWS_WITHOUT_WORTH, encoding="utf-8")
    (osp.home / "empty.db").touch()
    said = osp(*shlex.split(line))
    assert said.code == code, said
    is_report = line.startswith(("gate", "import refused"))
    assert bool(said.out) == (code == 0 or is_report)
    is_noticed = "Nobody" in line  # nobody is called so: the list is empty, and that is why
    assert bool(said.err) == (is_noticed or (code != 0 and not line.startswith("gate")))


def test_what_nobody_foresaw_ends_with_1_and_a_sentence(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(listing, "list_opportunities", break_down)
    said = osp("list", "--json")
    assert said.code == 1
    assert json.loads(said.err)["code"] == "unexpected"
    assert "Traceback" not in said.err


def test_who_declines_ends_with_3_and_nothing_is_taken_back(tmp_path: Path) -> None:
    assert run('osp new-opportunity "Harbour ERP" --account Harbour --as "Mateo Quispe"', tmp_path).returncode == 0
    person = Person("osp undo", tmp_path)
    person.sees("Mateo Quispe").types("n")
    assert person.leaves() == 3
    assert "Harbour ERP" in run("osp list", tmp_path).stdout


def test_ctrl_c_ends_with_130_and_nothing_is_written(tmp_path: Path) -> None:
    assert run('osp new-opportunity "Harbour ERP" --account Harbour --as "Mateo Quispe"', tmp_path).returncode == 0
    person = Person("osp undo", tmp_path)
    person.sees("Mateo").sees("(y/N)").presses(CTRL_C)
    assert person.leaves() == 130
    assert "Traceback" not in person.raw
    assert "Harbour ERP" in run("osp list", tmp_path).stdout


def test_ctrl_c_while_the_modules_are_read_ends_without_a_traceback() -> None:
    program = (
        "import sys\n"
        "class Stopped:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'osp_cli.cli.app':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stopped())\n"
        "from osp_cli.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
