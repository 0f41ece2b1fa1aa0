"""A command with thousands of changes, as an import is: told in part and counted, undone and redone as a whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from osp_cli.render.views.journal import SHOWN_OF_A_UNIT
from osp_cli.store import undoing
from osp_cli.store.units import MOST_TOLD
from tests.territory import Terminal, told

ROWS = 400
IMPORT = ("import", "pipeline.csv")


def rows(osp: Terminal) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(osp.home / ".osp" / "osp.db")) as connection:
        names = ("account", "opportunity", "move", "member")
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def test_an_import_is_told_in_part_and_taken_back_whole(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 7)
    lines = [f"X{n},Deal {n},Account {n},{n}000,USD,2026-12-18,2,Mateo Quispe" for n in range(ROWS)]
    head = "external_id,name,account,amount,currency,close,stage,owner"
    (osp.home / "pipeline.csv").write_text("\n".join((head, *lines, "")), encoding="utf-8")
    before = rows(osp)
    assert osp(*IMPORT).code == 0
    after = rows(osp)
    assert len(after["opportunity"]) == len(before["opportunity"]) + ROWS
    (unit,) = told(osp, "log", "--all", "--limit", "1")["entries"]
    every = len(unit["changes"])
    assert (every >= 3 * ROWS > MOST_TOLD, unit["more_changes"]) == (True, 0)
    would = told(osp, "undo", "--dry-run")
    assert (len(would["changes"]), would["more_changes"]) == (MOST_TOLD, every - MOST_TOLD)
    (taken,) = told(osp, "undo")["units"]
    assert (len(taken["changes"]), taken["more_changes"], taken["opportunity"]) == (MOST_TOLD, every - MOST_TOLD, None)
    assert rows(osp) == before
    assert f"and {every - SHOWN_OF_A_UNIT} more" in osp("redo").out
    assert rows(osp) == after
