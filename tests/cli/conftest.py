"""The terminal of most tests of commands: the example territory in a home that the test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.sealing import ENGINE
from tests.territory import Terminal, copy_territory


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)


@pytest.fixture
def quick_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypted backups of this test are sealed by the stand-in of `sealing`."""
    monkeypatch.setattr("osp_cli.store.encrypted.engine", lambda _name: ENGINE)
