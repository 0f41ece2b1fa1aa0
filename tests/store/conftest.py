from __future__ import annotations

from pathlib import Path

import pytest

from osp_cli.store.store import Store
from tests.store.books import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "osp.db"


@pytest.fixture
def store(path: Path) -> Store:
    return open_store(path)
