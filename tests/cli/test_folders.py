"""Where a user's files are: on Linux found without platformdirs, which is the oracle here; elsewhere it is asked."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import platformdirs
import pytest

from osp_cli.settings import find_places

HOMES = (None, "", "/", "/home/ada", "/home/ada/", "//home/ada", "home/ada")
FOLDERS = (None, "", "/srv/of ada", "/srv/../ada/", "relative", "~/below", "/blank ")


@pytest.mark.parametrize(("home", "folder"), list(product(HOMES, FOLDERS)), ids=str)
def test_the_folders_are_those_that_platformdirs_gives(
    home: str | None, folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OSP_HOME", raising=False)
    for name, value in {
        "HOME": home,
        **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), folder),
    }.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    places = find_places(os.environ)
    assert places.settings_file == Path(platformdirs.user_config_dir("osp", appauthor=False)) / "settings.toml"
    assert places.store_file == Path(platformdirs.user_data_dir("osp", appauthor=False)) / "osp.db"
    assert places.state_folder == Path(platformdirs.user_state_dir("osp", appauthor=False))


def test_each_folder_is_named_by_a_variable_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OSP_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/srv/config")
    monkeypatch.setenv("XDG_STATE_HOME", "/srv/state")
    places = find_places(os.environ)
    found = (places.settings_file, places.store_file, places.state_folder)
    assert found == tuple(
        map(Path, ("/srv/config/osp/settings.toml", "/home/ada/.local/share/osp/osp.db", "/srv/state/osp"))
    )
