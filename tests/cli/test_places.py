"""Places that cannot be used: a folder that is a file, a name too long, no right, no room, broken settings.

Each ends in one sentence with the exit code of its kind, none in "something went wrong inside osp".
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.territory import Terminal, copy_territory

LONG = "x" * 5000
NEW = ("new-opportunity", "Harbour ERP", "--account", "Harbour")


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    home = copy_territory(territory, tmp_path / "home")
    (home / "a-file").write_text("mine", encoding="utf-8")
    return Terminal(home, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("home", "line", "code", "error"),
    [
        ("a-file", NEW, 6, "store-unreadable"),
        ("a-file", ("list",), 6, "store-unreadable"),
        ("a-file", ("config", "set", "currency", "EUR"), 1, "place-unusable"),
        ("a-file/below", NEW, 6, "store-unreadable"),
        (LONG, NEW, 2, "settings-unreadable"),
        (LONG, ("list",), 2, "settings-unreadable"),
        (LONG, ("config", "list", "--db", LONG), 0, ""),
        (".osp", ("list", "--db", LONG), 6, "store-unreadable"),
        (".osp", (*NEW, "--db", LONG), 6, "store-unreadable"),
        (".osp", (*NEW, "--db", "a-file/osp.db"), 6, "store-unreadable"),
        (".osp", ("demo", "--quiet", "--folder", "a-file"), 1, "place-unusable"),
        (".osp", ("demo", "--quiet", "--folder", LONG), 1, "place-unusable"),
        (".osp", ("import", LONG), 2, "import-file-unreadable"),
        (".osp", ("qualify", "--answers", LONG), 2, "answers-unreadable"),
        (".osp", ("qualify", "--answers", "."), 2, "answers-unreadable"),
        (".osp", ("plan", "export", "--out", LONG), 1, "place-unusable"),
        (".osp", ("plan", "export", "--out", "a-file/plan.md"), 1, "file-unwritable"),
        (".osp", ("list", "--format", "csv", "--out", LONG), 1, "place-unusable"),
        (".osp", ("process", "cheatsheet", "--format", "md", "--out", LONG), 1, "place-unusable"),
        (".osp", ("process", "export", LONG), 1, "file-unwritable"),
        (".osp", ("process", "export", "a-file"), 1, "file-unwritable"),
        (".osp", ("process", "check", LONG), 1, "place-unusable"),
        (".osp", ("config", "set", "pack", LONG), 1, "place-unusable"),
    ],
)
def test_a_place_that_cannot_be_used_is_refused_in_a_sentence(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch, home: str, line: tuple[str, ...], code: int, error: str
) -> None:
    monkeypatch.setenv("OSP_HOME", str(osp.home / home))
    said = osp(*line, "--json")
    assert said.code == code, said
    assert code == 0 or json.loads(said.err)["code"] == error
    for language in ("en", "zh"):
        told = osp(*line, "--lang", language)
        assert told.code == code
        assert "inside osp" not in told.err
        assert "内部" not in told.err
        assert len(told.err) < 600


@pytest.mark.parametrize("more", [(), ("--owner", "Rosa Ibarra"), ("--amount", "120k", "--close", "eoq")])
def test_a_new_opportunity_makes_the_store_that_is_named_and_no_other_command_does(
    osp: Terminal, more: tuple[str, ...]
) -> None:
    for line in (("list",), ("note", "x", "-o", "1"), ("set", "1", "--account", "Harbour")):
        assert osp(*line, "--db", "named.db").code == 6
    assert osp(*NEW, *more, "--db", "named.db", "--dry-run").code == 0
    assert not (osp.home / "named.db").exists()
    said = osp(*NEW, *more, "--db", "named.db")
    assert said.code == 0, said
    assert "named.db" in said.err
    assert "Harbour ERP" in osp("list", "--db", "named.db").out


def test_a_state_folder_that_cannot_be_made_costs_the_current_opportunity_and_nothing_else(osp: Terminal) -> None:
    home = osp.home / ".osp"
    for file in (home / "state").iterdir():
        file.unlink()
    (home / "state").rmdir()
    (home / "state").write_text("mine", encoding="utf-8")
    said = osp(*NEW)
    assert said.code == 0, said
    assert "could not be made the current" in said.err
    assert osp("find", "Harbour ERP").out
    said = osp("use", "3", "--json")
    assert (said.code, json.loads(said.err)["code"]) == (1, "place-unusable")


def test_where_no_log_can_be_written_the_sentence_names_none(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from osp_cli.services import listing

    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(listing, "list_opportunities", break_down)
    assert "osp.log" in osp("list").err
    (osp.home / ".osp" / "state" / "osp.log").unlink()
    (osp.home / ".osp" / "state" / "osp.log").mkdir()
    said = osp("list")
    assert said.code == 1
    assert "\n- " not in said.err
    assert "No log could be written" in said.err


def test_without_room_on_the_disk_nothing_is_kept_and_the_sentence_says_so(osp: Terminal) -> None:
    store = osp.home / ".osp" / "osp.db"
    before = store.read_bytes()

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    for words in (NEW, ("process", "export", "new"), ("plan", "export"), ("config", "set", "currency", "EUR")):
        done = subprocess.run(
            [sys.executable, "-B", "-m", "osp_cli", *words],  # nor would what Python keeps of a module find room
            preexec_fn=no_room, capture_output=True, text=True, check=False,
        )  # fmt: skip
        is_small = words[0] == "config"  # a settings file finds room in what is allowed
        assert done.returncode == (6 if words is NEW else 0 if is_small else 1), done
        assert "inside osp" not in done.stderr
        assert "Traceback" not in done.stderr
    assert store.read_bytes() == before


def test_a_device_is_written_into_and_stays_what_it_is(osp: Terminal) -> None:
    for line in (("plan", "export"), ("list", "--format", "csv"), ("process", "cheatsheet", "--format", "md")):
        assert osp(*line, "--out", "/dev/null").code == 0
    assert osp("plan", "export", "--out", "/dev/full").code == 1
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()
