"""One rule for every file that a command writes: replaced where osp wrote it and nobody changed it, else refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from osp_cli.cli import written
from osp_cli.cli.files import Files
from osp_cli.cli.written import Written
from osp_cli.errors import OspError, WrongUsage
from osp_cli.render.paper.manuscript import Part
from tests.territory import Terminal

WRITING = {
    **{f"plan.{each}": ("plan", "export", "1", "--format", each, "--out") for each in ("md", "html", "pdf", "docx")},
    **{f"week.{each}": ("forecast", "--report", each, "--out") for each in ("md", "html", "xlsx")},
    **{f"sheet.{each}": ("process", "cheatsheet", "--format", each, "--out") for each in ("md", "html")},
    "review.html": ("review", "--format", "html", "--out"),
    **{f"book.{each}": ("export",) for each in ("json", "ndjson", "csv", "xlsx", "ics")},
    **{f"list.{each}": ("list", "--format", each, "--out") for each in ("csv", "xlsx")},
    "people.csv": ("person", "list", "--out"),
}
FOLDERS = {
    "copied/en/short.md.j2": ("plan", "templates", "export", "copied"),
    "copied-pack/pack.toml": ("process", "export", "copied-pack"),
}
EVERY = {**{name: (*words, name) for name, words in WRITING.items()}, **FOLDERS}


@pytest.mark.parametrize("name", EVERY)
def test_a_file_of_ours_is_replaced_and_one_that_somebody_changed_or_linked_is_not(osp: Terminal, name: str) -> None:
    words, file = EVERY[name], osp.home / name
    assert osp(*words, "--dry-run").code == 0
    assert not file.exists()
    assert osp(*words).code == 0
    assert osp(*words).code == 0, "written by osp"
    changed = file.read_bytes() + b"mine"
    file.write_bytes(changed)
    refused = osp(*words)
    assert (refused.code, "--force" in refused.err) == (2, True)
    assert file.read_bytes() == changed
    target = osp.home / "mine.txt"
    target.write_bytes(b"mine")
    file.unlink()
    file.symlink_to(target)
    assert osp(*words).code == 2, "a link is never followed"
    assert osp(*words, "--force").code == 0
    assert target.read_bytes() == b"mine"
    assert not file.is_symlink()


@pytest.mark.parametrize("name", WRITING)
def test_a_folder_that_is_made_is_told_once_and_one_in_the_place_of_a_file_is_named(osp: Terminal, name: str) -> None:
    said = osp(*WRITING[name], f"new/deep/{name}")
    assert said.code == 0
    assert said.err.count("new/deep") == 1
    (osp.home / "deep.d").mkdir()
    if not name.startswith("plan."):  # there a folder is where the file goes
        refused = osp(*WRITING[name], "deep.d", "--force")
        assert (refused.code, "deep.d is a folder" in refused.err) == (2, True)


def test_what_two_runs_keep_at_once_is_kept_and_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "KEPT", 3)
    one, other = Written(tmp_path), Written(tmp_path)
    for place, run in enumerate((one, other, one, other)):
        (tmp_path / str(place)).write_text(str(place))
        run.keep(hashlib.sha256(str(place).encode()).hexdigest())
    known = Written(tmp_path)
    assert [known.is_foreign(tmp_path / str(place)) for place in range(4)] == [True, False, False, False]


def test_a_damaged_ledger_knows_nothing_and_one_that_cannot_be_kept_stops_nobody(osp: Terminal) -> None:
    words = ("export", "book.json")
    ledger = osp.home / ".osp" / "state" / "documents.txt"
    assert osp(*words).code == 0
    ledger.write_bytes(b"\xff\x00" + ledger.read_bytes())
    assert osp(*words).code == 2
    ledger.unlink()
    ledger.mkdir()
    assert osp(*words, "--force").code == 0


def test_what_a_run_that_was_stopped_halfway_has_written_is_ours_for_the_next_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wiring: Any = SimpleNamespace(
        places=SimpleNamespace(state_folder=tmp_path / "state"), shared=SimpleNamespace(dry_run=False)
    )
    parts = {tmp_path / "a.docx": Part.copied(b"one"), tmp_path / "file" / "b.docx": Part.copied(b"two")}
    with pytest.raises(OspError) as stopped:
        Files(wiring, is_forced=False).put(parts)
    assert stopped.value.code == "file-unwritable"
    assert (tmp_path / "a.docx").read_bytes() == b"one"
    Files(wiring, is_forced=False).check(tmp_path / "a.docx")
    (tmp_path / "a.docx").write_bytes(b"changed")
    with pytest.raises(WrongUsage):
        Files(wiring, is_forced=False).check(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        (("config", "set", "evidence_days", "30"), ".osp/settings.toml", 1),
        (("list", "--format", "csv", "--out", "list.csv", "--force"), "list.csv", 1),
        (("plan", "export", "1", "--format", "docx", "--out", "plan.docx", "--force"), "plan.docx", 1),
        (("backup", "kept.db", "--force"), "kept.db", 6),
    ],
)
def test_a_file_that_somebody_has_protected_stays(
    words: tuple[str, ...], name: str, code: int, osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    osp(*words)
    before, may = (osp.home / name).read_bytes(), os.access
    # Root may write whatever the mode.
    monkeypatch.setattr(os, "access", lambda at, mode: Path(at).name != Path(name).name and may(at, mode))
    said = osp(*words)
    assert (said.code, name in said.err, "Permission denied" in said.err) == (code, True, True)
    assert (osp.home / name).read_bytes() == before
