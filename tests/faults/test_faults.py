"""The short forms of the scripts beside this file, and files that are refused and left as they are."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import disk, flips, fuzz_commands, fuzz_imports, hostile_text, kill9, writers
from tests.store.books import fill, open_store, writing
from tests.territory import Terminal, copy_territory

SAMPLE = ("plan.md", "account.html", "list.csv", "list.xlsx", "book.ics")  # of the files that are written
OSP = [sys.executable, "-m", "osp_cli"]


@pytest.fixture
def first(homes: Path) -> Path:
    """What the kills and the full disks begin with, made once."""
    folder = homes / "first"
    return folder if folder.exists() else kill9.fill(folder)


def test_a_command_that_is_killed_leaves_a_store_that_is_old_or_new(first: Path) -> None:
    tallies = kill9.run(rounds=3, seed=7, rows=60, names=("import", "advance", "restore"), first=first)
    assert [bad for tally in tallies.values() for bad in tally.bad] == []
    assert sum(tally.killed + tally.finished for tally in tallies.values()) == 3


def test_a_command_that_hears_its_end_leaves_no_draft_and_shows_no_traceback(first: Path) -> None:
    tallies = kill9.run(rounds=2, seed=11, rows=60, names=("import", "restore"), number=signal.SIGTERM, first=first)
    assert [bad for tally in tallies.values() for bad in tally.bad] == []


def test_a_walk_through_questions_that_is_killed_keeps_every_answer_that_was_acknowledged(first: Path) -> None:
    (tally,) = kill9.run(rounds=2, seed=5, rows=1, names=("interview",), first=first).values()
    assert (tally.killed, tally.bad) == (2, [])


def test_a_first_write_after_a_new_version_that_is_killed_leaves_the_old_or_the_new(first: Path) -> None:
    (tally,) = kill9.run(rounds=2, seed=5, rows=1, names=("migration",), first=first).values()
    assert (tally.killed + tally.finished, tally.bad) == (2, [])


@pytest.mark.parametrize("name", ["set", "restore", "migration"])
def test_a_disk_on_which_a_file_may_grow_no_further_leaves_the_old_or_the_new(name: str, first: Path) -> None:
    ((_, sweep),) = disk.run((name,), limits=True, steps=3, first=first)
    assert (sweep.bad, sweep.points > 2, sweep.refused > 0) == ([], True, True)


def test_eight_processes_that_write_at_once_lose_nothing() -> None:
    faults, _ = writers.run(processes=8, writes=6)
    assert faults == []


@pytest.fixture
def path(home: Path) -> Path:
    path = home / "osp" / "osp.db"
    with writing(open_store(path)) as w:
        fill(w)
    return path


def osp(*words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command of its own process, in which no file may grow beyond `limit` bytes, as on a disk that is full."""

    def full_disk() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*OSP, *words], capture_output=True, text=True, check=False, preexec_fn=full_disk,
        env={**os.environ, "OSP_NO_INPUT": "1", "PYTHONDONTWRITEBYTECODE": "1"},  # it would be cut off too
    )  # fmt: skip


def _as_anybody() -> None:
    """Without the rights of root, who may look into everything."""
    for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(
            24, right, 0, 0, 0
        )  # PR_CAPBSET_DROP; where one has no such rights there are none to drop


def test_the_doctor_tells_which_folder_may_not_be_looked_into_and_examines_the_others(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir(mode=0)
    try:
        done = subprocess.run(
            [*OSP, "doctor", "--deep", "--json"], capture_output=True, text=True, check=False, preexec_fn=_as_anybody
        )
    finally:
        folder.chmod(0o700)
    assert done.returncode == 1, done.stderr
    found = {each["code"]: each for each in json.loads(done.stdout)["findings"]}
    assert [code for code, each in found.items() if each["level"] == "wrong"] == ["folder-closed"]
    assert (found["folder-closed"]["values"], "store-sound" in found) == ({"path": str(folder)}, True)


def test_input_that_is_closed_is_as_if_there_were_none(path: Path) -> None:
    for words in (("import", "-"), ("note", "-", "-o", "1")):
        closed = lambda: os.close(0)  # noqa: E731
        done = subprocess.run([*OSP, *words], capture_output=True, text=True, check=False, preexec_fn=closed)
        assert (done.returncode, "inside osp" in done.stderr) == (2, False), done


def drafts(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.name.startswith(".") or file.name.endswith("-journal")]


@pytest.mark.parametrize("words", [("note", "x" * 100_000, "-o", "1"), ("backup",), ("export", "book.json")])
def test_on_a_full_disk_a_command_says_so_and_leaves_everything_as_it_was(
    words: tuple[str, ...], path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    size = {"note": path.stat().st_size, "backup": 65_536, "export": 4096}[words[0]]
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    done = osp(*words, limit=size)
    assert done.returncode in (1, 6), done
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 4
    assert osp("show", "1").returncode == 0
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [drafts(path.parent), drafts(tmp_path)] == [[], []]
    assert not (tmp_path / "book.json").exists()


def spoilt(path: Path, how: str) -> None:
    content = path.read_bytes()
    match how:
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "a page":
            path.write_bytes(content[:4096])
        case "foreign":
            path.write_text("Dear diary, today nothing was sold.\n" * 200)
        case "newer":
            path.write_bytes(content[:60] + (99).to_bytes(4, "big") + content[64:])
        case "another program's":
            path.write_bytes(content[:68] + (7).to_bytes(4, "big") + content[72:])


@pytest.mark.parametrize("how", ["empty", "cut", "a page", "foreign", "newer", "another program's"])
@pytest.mark.parametrize("words", [("note", "hello", "-o", "1"), ("backup",)])
def test_a_file_that_is_no_sound_store_is_refused_and_left_to_the_byte(
    how: str, words: tuple[str, ...], path: Path
) -> None:
    spoilt(path, how)
    before = path.read_bytes()
    done = osp(*words)
    assert done.returncode == 6, done
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    assert drafts(path.parent) == []


def test_text_that_tries_to_command_a_terminal_is_shown_on_every_screen(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)
    assert hostile_text.poison(terminal.home / ".osp/osp.db") > 100

    def run(*words: str, stdin: str) -> tuple[int, str]:
        said = terminal(*words, stdin=stdin)
        return said.code, said.out + said.err

    total, shown, bad = hostile_text.faults(hostile_text.screens(run, ("plain",), ("en",)))
    assert (bad, total > 80, shown > total // 2) == ([], True, True)
    parts, bad = hostile_text.files(run, tmp_path, tuple(line for line in hostile_text.FILES if line.endswith(SAMPLE)))
    assert (bad, parts > 3) == ([], True)


def test_imports_of_broken_files_end_in_a_sentence_and_write_nothing_by_half() -> None:
    tally = fuzz_imports.run(rounds=40, seed=4_000)
    assert tally.bad == []
    assert sum(tally.codes.values()) == 40


def test_commands_with_values_that_nobody_would_type_end_in_a_sentence(territory: Path) -> None:
    tally = fuzz_commands.run(rounds=30, seed=2_000, first=territory)
    assert tally.bad == []
    assert len(tally.called) > 25
    assert set(tally.codes) > {0, 2, 5}


def test_a_store_of_which_a_byte_has_changed_is_refused_or_read_as_it_is(territory: Path) -> None:
    tally = flips.run(rounds=4, seed=121, first=territory)  # the second of them loses its end, which is always damage
    assert tally.bad == ()
    assert (tally.refused > 0, tally.same > 0, tally.seen > 0) == (True, True, True)
