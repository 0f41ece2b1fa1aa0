"""The world every test runs in: a home of its own, a fixed day, UTC, and nothing of the caller's environment."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.territory import fill_territory

TODAY = "2026-11-24"
FOREIGN = (
    *("ALL_PROXY", "CI", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "EDITOR", "FORCE_COLOR", "LANGUAGE", "LC_ALL"),
    *("LC_CTYPE", "LC_MESSAGES", "LINES", "NO_COLOR", "PAGER", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING"),
    *("PYTHONPATH", "PYTHONUTF8"),
    *("PYTHONWARNINGS", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "TYPER_USE_RICH", "VISUAL", "XDG_CONFIG_DIRS"),
)

# No deadline: a slow machine is no fault. The same examples each time: `make test` gives one answer for one state of
# the tree. `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all homes: pytest would number each one, and look through thousands to find the next number."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home; in it, everything osp keeps goes to `osp` (OSP_HOME). The clock stands at 2026-11-24, UTC."""
    home = Path(tempfile.mkdtemp(dir=homes))
    for name in [name for name in os.environ if name.startswith(("OSP_", "_OSP_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    settled = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "OSP_HOME": str(home / "osp"),
        "OSP_TODAY": TODAY,
        "OSP_DAILY_BACKUP": "off",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
    }
    for name, value in settled.items():
        monkeypatch.setenv(name, value)
    _settle_zone()
    yield home
    monkeypatch.undo()
    _settle_zone()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the example territory in it; read it, or copy it before changing anything."""
    folder = tmp_path_factory.mktemp("territory")
    fill_territory(folder)
    # What is made of templates serves all tests of a run: to make it takes longer than most of them.
    run = tmp_path_factory.getbasetemp()
    kept = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "templates"
    kept.mkdir(mode=0o700, exist_ok=True)
    (folder / ".osp" / "state" / "templates").symlink_to(kept, target_is_directory=True)
    return folder


def _settle_zone() -> None:
    if hasattr(time, "tzset"):  # Windows has none, and reads no TZ
        time.tzset()
