"""Runs sessions told as text: `$ osp ...` lines, expected output beneath, `[4]` for an exit code."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """One command with what it is expected to print and to end with. `is_checked`: whether output is compared."""

    command: str
    expected: tuple[str, ...]
    code: int


def read_steps(text: str) -> list[Step]:
    """The commands of a session; lines that begin with # are remarks."""
    steps: list[Step] = []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for line in lines:
        if line.startswith("$ "):
            steps.append(Step(line[2:], (), 0))
        elif steps and line.startswith("[") and line.rstrip("]")[1:].isdigit():
            last = steps.pop()
            steps.append(Step(last.command, last.expected, int(line.strip()[1:-1])))
        elif steps and line.strip():
            last = steps.pop()
            steps.append(Step(last.command, (*last.expected, line), last.code))
    return steps


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


def mismatch(step: Step, output: str) -> str | None:
    """The first expected line that does not stand in the output in its order; None where all do."""
    place = 0
    lines = output.splitlines()
    for wanted in step.expected:
        if wanted.strip() == "...":
            continue
        while place < len(lines) and wanted.strip() not in lines[place]:
            place += 1
        if place == len(lines):
            return wanted
        place += 1
    return None
