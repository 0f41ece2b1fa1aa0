"""Runs sessions told as text: `$ osp ...` lines, what the command says beneath, `[4]` for an exit code.

A line that begins with `! ` is said on stderr, any other on stdout. `...` stands for any lines, within a line for any
text; blanks and their number do not count. Where nothing stands beneath a command, what it says is not looked at.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

GAP = "..."
NOTICE = "! "
CODE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Step:
    """One command with the lines it is expected to say and the code it is expected to end with."""

    command: str
    expected: tuple[str, ...] = ()
    code: int = 0


def read_steps(text: str) -> list[Step]:
    """The commands of a session; lines that begin with # are remarks."""
    steps: list[Step] = []
    for line in text.splitlines():
        code = CODE.fullmatch(line.strip())
        if line.startswith("$ "):
            steps.append(Step(line[2:]))
        elif not line.strip() or line.startswith("#"):
            continue
        elif code:
            steps[-1] = replace(steps[-1], code=int(code[1]))
        else:
            steps[-1] = replace(steps[-1], expected=(*steps[-1].expected, line))
    return steps


def mismatch(step: Step, out: str, err: str) -> str | None:
    """The first expected line that neither stream says at its place; None where all stand as expected."""
    notices = [line.removeprefix(NOTICE) for line in step.expected if line.startswith(NOTICE)]
    said = [line for line in step.expected if not line.startswith(NOTICE)]
    return _missing(said, out) or _missing(notices, err)


def _missing(expected: Sequence[str], output: str) -> str | None:
    text = "".join(f"{_plain(line)}\n" for line in output.splitlines() if line.strip())
    pattern = ""
    for line in expected:
        pattern += r"(?:.*\n)*?" if line.strip() == GAP else _wildcards(line) + r"\n"
        if not re.match(pattern, text):
            return line
    is_whole = not expected or re.fullmatch(pattern, text)
    return None if is_whole else f"nothing after: {expected[-1]}"


def _wildcards(line: str) -> str:
    return ".*".join(re.escape(part) for part in _plain(line).split(GAP))


def _plain(line: str) -> str:
    return " ".join(line.split())


def run(command: str, folder: Path, language: str = "en", stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs one command line of `osp` as a process of its own, in a folder that is its whole home."""
    words = shlex.split(command)
    assert words[0] == "osp", command
    environment = {
        **os.environ,
        "OSP_HOME": str(folder / ".osp"),
        "OSP_LANG": language,
        "OSP_NO_INPUT": "1",
        "OSP_TODAY": os.environ.get("OSP_TODAY", "2026-11-24"),
        "OSP_USER": "Amara Okafor",
    }
    return subprocess.run(
        [sys.executable, "-m", "osp_cli", *words[1:]], cwd=folder, env=environment, input=stdin, capture_output=True,
        text=True, check=False, encoding="utf-8",
    )  # fmt: skip


@cache
def story(homes: Path, language: str) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The story of the demo, told once in each language into `territory` of a home, which is only to be read."""
    home = homes / f"story-{language}"
    home.mkdir()
    return home, run("osp demo --folder territory", home, language)
