"""Nothing of a sale leaves the machine: the commands work where no socket can be made."""

from __future__ import annotations

import shlex
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.territory import Terminal, copy_territory

COMMANDS = (
    "today",
    "list --all",
    "show",
    "find heron",
    "log --all",
    "next",
    "gate --all",
    'new-opportunity "Fennel kiosks" --account "Fennel Parks" --amount 45k --close eoq',
    'note "Called" -o 1',
    'answer 5 yes -o 1 --evidence "minutes"',
    "qualify --answers answers.toml",
    "advance --override hurry",
    "undo --yes",
    "plan show",
    "plan export",
    "plan export --all --out plans/",
    "list --format csv --out listed.csv",
    "forecast --quarter --why",
    "forecast 2026 --by owner",
    "config set rate.EUR 1.08",
    "import pipeline.csv",
    "process steps",
    "help gates",
    "demo --folder elsewhere --quiet",
)


def refuse(*_: Any, **__: Any) -> NoReturn:
    message = "a socket was asked for"
    raise AssertionError(message)


def test_every_day_goes_by_without_a_socket(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)
    for name in ("socket", "create_connection", "create_server", "socketpair", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    for line in COMMANDS:
        said = osp(*shlex.split(line))
        assert said.code == 0, f"{line}: {said}"
        assert said.out.strip(), line


def test_a_socket_would_have_been_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(AssertionError, match="socket"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
