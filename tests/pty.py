"""A person at a terminal: the real program in a pseudo-terminal, its screen as they would see it."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pexpect
import pyte

from tests.sessions.sessions import run

LINES, COLUMNS = 60, 100
CTRL_C, CTRL_D = "\x03", "\x04"
SETTINGS = 'me = "Amara Okafor"\ncurrency = "USD"\nfiscal_start = 1\n'


class Person:
    """Types at one run of `osp`. `is_settled` writes the settings that the first write would ask for.

    `stdout` is a file that results go to instead of the terminal.
    """

    def __init__(
        self, command: str, home: Path, language: str = "en", *, is_settled: bool = True, stdout: str = "", **more: str
    ) -> None:
        words = shlex.split(command)
        assert words[0] == "osp", command
        if is_settled:
            settle(home)
        environment = {
            **os.environ, "OSP_HOME": str(home / ".osp"), "PROMPT_TOOLKIT_NO_CPR": "1",
            **({"OSP_LANG": language} if language else {}), **more,
        }  # fmt: skip
        self.raw = ""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.Stream(self._screen)
        run = shlex.join([sys.executable, "-m", "osp_cli", *words[1:]]) + (f" > {stdout}" if stdout else "")
        self._child = pexpect.spawn(
            "/bin/sh", ["-c", f"exec {run}"], cwd=str(home), env=environment,
            encoding="utf-8", timeout=60, dimensions=(LINES, COLUMNS), preexec_fn=_hears_ctrl_c,
        )  # fmt: skip

    def sees(self, text: str) -> Person:
        """Waits until the text comes, and takes in everything up to it."""
        self._child.expect_exact(text)
        self._take(self._child.before + self._child.after)
        return self

    def types(self, line: str) -> Person:
        """A line and Enter."""
        self._child.send(line + "\r")
        return self

    def presses(self, key: str) -> Person:
        """One key."""
        self._child.send(key)
        return self

    def is_killed(self) -> None:
        """The machine goes dark."""
        self.is_sent(9)

    def is_sent(self, number: int) -> None:
        """A signal, and the end of the program."""
        self._child.kill(number)
        self._child.wait()

    def leaves(self) -> int:
        """Waits for the end and gives the exit code."""
        self._child.expect_exact(pexpect.EOF)
        self._take(self._child.before)
        self._child.close()
        assert self._child.exitstatus is not None, self.screen
        return int(self._child.exitstatus)

    def _take(self, text: str) -> None:
        self.raw += text
        self._stream.feed(text)

    @property
    def screen(self) -> str:
        """The screen without what is empty on its right and at its foot."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()


def _hears_ctrl_c() -> None:
    """Tests that run in the background of a shell were told to ignore it, and would hand that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def settle(home: Path) -> None:
    """The settings of somebody who has used osp before."""
    path = home / ".osp" / "settings.toml"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SETTINGS, encoding="utf-8")


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    """What stands in the store's file at this moment."""
    connection = sqlite3.connect(home / ".osp" / "osp.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def asked(home: Path, command: str) -> Any:
    """The JSON document of a command that ends well."""
    done = run(f"{command} --json", home)
    assert done.returncode in (0, 4), done.stderr
    return json.loads(done.stdout)
