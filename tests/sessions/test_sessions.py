"""The sessions beside this file: whole stories as text, each command with its exit code and the lines that matter."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from tests.sessions.sessions import Step, mismatch, read_steps
from tests.territory import Terminal

FOLDER = Path(__file__).parent
EXPORTS = FOLDER.parents[1] / "examples" / "crm"
SESSIONS = sorted(file.name for file in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", SESSIONS)
def test_every_command_of_a_session_ends_and_says_as_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (*FOLDER.glob("*.toml"), *EXPORTS.glob("*.csv")):
        shutil.copy(file, tmp_path)
    osp = Terminal(tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("OSP_LANG", "zh" if name.endswith(".zh.txt") else "en")
    for step in read_steps((FOLDER / name).read_text(encoding="utf-8")):
        program, *words = shlex.split(step.command)
        assert program == "osp", step.command
        said = osp(*words)
        missing = mismatch(step, said.out, said.err)
        if said.code != step.code or missing:
            wanted = missing or f"[{step.code}]"
            pytest.fail(f"not as written: {wanted}\n$ {step.command}\n{said.out}{said.err}[{said.code}]", pytrace=False)


def test_the_sessions_of_the_method_are_there() -> None:
    wanted = {
        "deal.en.txt",
        "deal.zh.txt",
        "guide.en.txt",
        "guide.zh.txt",
        "money-and-dates.txt",
        "override.txt",
        "retreat.txt",
    }
    assert wanted <= set(SESSIONS)


def test_a_session_is_read_as_commands_with_what_they_say_and_end_with() -> None:
    text = "# A remark.\n$ osp list\nNo. Name\n...\n\n$ osp show 1\n! no such thing\n[5]\n"
    assert read_steps(text) == [
        Step("osp list", ("No. Name", "..."), 0),
        Step("osp show 1", ("! no such thing",), 5),
    ]


@pytest.mark.parametrize(
    ("expected", "missing"),
    [
        ((), None),
        (("one  1", "two", "three"), None),
        (("one 1", "...", "three"), None),
        (("...", "two", "..."), None),
        (("o...", "two", "th...ee"), None),
        (("! notice",), None),
        (("one 1", "three"), "three"),
        (("two", "three"), "two"),
        (("...", "three", "two"), "two"),
        (("one 1", "two"), "nothing after: two"),
        (("...", "notice"), "notice"),
        (("! another",), "another"),
    ],
)
def test_lines_stand_in_their_order_with_nothing_between_but_where_dots_say_so(
    expected: tuple[str, ...], missing: str | None
) -> None:
    assert mismatch(Step("osp", expected), "one 1\n\n two\nthree\n", "notice\n") == missing
