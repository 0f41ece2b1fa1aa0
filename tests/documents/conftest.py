"""The terminal of tests of documents: the example territory in a home that the test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.territory import Terminal, copy_home


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    copy_home(territory, tmp_path / "home")
    return Terminal(tmp_path / "home", monkeypatch, capsys)
