"""The terminal of most tests of commands: the example territory in a home that the test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.territory import Terminal, copy_territory


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)
