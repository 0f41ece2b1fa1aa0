"""Backups that nobody asks for: before what changes many records, and beside the first write of a day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from osp_cli.store import backups, kept
from osp_cli.store.connection import Patience
from osp_cli.store.store import Store
from tests.store.books import AT, ON, PLAIN, writing
from tests.territory import Terminal


def labels(osp: Terminal) -> list[str]:
    """What the backups there are were made before, the oldest first."""
    return [each.file.name.removeprefix("osp-").rsplit("-", 2)[0] for each in kept.kept_of(osp.home / ".osp/osp.db")]


def test_an_import_and_a_change_of_several_keep_the_store_first_but_no_second_time_what_is_kept(osp: Terminal) -> None:
    assert osp("import", "pipeline.csv", "--dry-run").code == 0
    assert osp("set", "1", "--source", "fair").code == 0
    assert labels(osp) == []
    assert osp("import", "pipeline.csv").code == 0
    assert labels(osp) == ["before-import"]
    assert osp("import", "pipeline.csv").code == 0  # nothing new in it, but the store is another than the backup
    assert labels(osp) == ["before-import"] * 2
    assert osp("set", "-", "--source", "web", "--yes", stdin="1 2").code == 0
    assert labels(osp) == ["before-import"] * 2  # nothing was written since
    assert osp("set", "-", "--source", "fair", "--yes", stdin="1 2").code == 0
    assert labels(osp) == ["before-import", "before-import", "before-change"]
    first = kept.kept_of(osp.home / ".osp/osp.db")[0]
    assert osp("restore", str(first.file), "--yes").code == 0
    assert kept.head_of(osp.home / ".osp/osp.db", Patience()) == first.head


def test_an_import_for_which_no_backup_can_be_made_is_refused_and_nothing_is_written(osp: Terminal) -> None:
    store = osp.home / ".osp/osp.db"
    backups.folder_of(store).write_text("in the way", encoding="utf-8")
    before = store.read_bytes()
    assert osp("import", "pipeline.csv").code == 6
    assert store.read_bytes() == before


def test_the_first_write_of_a_day_is_told_from_the_second_and_from_the_first_of_all(tmp_path: Path) -> None:
    days = iter([AT, AT, AT, "2026-11-25T07:00:00.000Z", "2026-11-25T08:00:00.000Z"])
    store = Store.open(tmp_path / "osp.db", create=True, clock=lambda: next(days))
    begins = []
    for _ in range(4):
        store.begins_day = False
        with writing(store) as w:
            w.add_note(1 if begins else w.add_opportunity(PLAIN).number, kind="note", text="x", on=ON)
        begins.append(store.begins_day)
    assert begins == [False, False, True, False]


@pytest.fixture
def begun(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The stores of which a backup was begun."""
    found: list[Path] = []
    monkeypatch.setattr("osp_cli.cli.keeping.begin_backup", lambda path, _environment: found.append(path))
    return found


def test_beside_the_first_write_of_a_day_a_backup_is_begun_unless_the_settings_say_off(
    osp: Terminal, begun: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OSP_DAILY_BACKUP")
    assert osp("note", "hello", "-o", "1").code == 0
    assert begun == []
    monkeypatch.setenv("OSP_TODAY", "2026-11-25")
    assert osp("list").code == 0
    assert osp("note", "not written", "-o", "1", "--dry-run").code == 0
    assert begun == []
    assert osp("note", "hello", "-o", "1").code == 0
    assert osp("note", "hello again", "-o", "1").code == 0
    assert begun == [osp.home / ".osp/osp.db"]
    monkeypatch.setenv("OSP_TODAY", "2026-11-26")
    assert osp("config", "set", "daily_backup", "maybe").code == 2
    assert osp("config", "set", "daily_backup", "off").code == 0
    assert osp("note", "hello", "-o", "1").code == 0
    assert len(begun) == 1


def test_the_backup_beside_a_write_is_made_and_verified_while_nobody_waits(osp: Terminal) -> None:
    environment = {**os.environ, "OSP_TODAY": "2026-11-25", "OSP_DAILY_BACKUP": "on"}
    command = [sys.executable, "-m", "osp_cli", "note", "hello", "-o", "1"]
    subprocess.run(command, env=environment, cwd=osp.home, check=True, stdout=subprocess.DEVNULL)
    for _ in range(600):
        if labels(osp):
            break
        time.sleep(0.05)
    assert labels(osp) == ["backup"]
    assert kept.unchanged(osp.home / ".osp/osp.db", Patience()) is not None


def test_the_backups_that_there_are_are_listed_the_newest_first(osp: Terminal) -> None:
    assert json.loads(osp("backup", "--list", "--json").out)["backups"] == []
    first = json.loads(osp("backup", "--json").out)["file"]
    assert osp("note", "Called", "-o", "3").code == 0
    second = json.loads(osp("backup", "--json").out)["file"]
    listed = json.loads(osp("backup", "list", "--json").out)
    assert [row["file"] for row in listed["backups"]] == [second, first]
    assert not (osp.home / "list").exists()
    assert osp("backup", "--list", "--encrypt").code == 2
    head, *rows = osp("backup", "--list", "--format", "csv").out.splitlines()
    assert (head, [row.rpartition(",")[2] for row in rows]) == ("Made,Bytes,Encrypted,File", [second, first])
    assert osp("backup", "--list", "--format", "xlsx", "--out", "all.xlsx").code == 0
    assert osp("backup", "--out", "all.csv").code == 2
