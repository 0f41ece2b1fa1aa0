"""The story that `make demo` tells: every command ends as the story says, in both languages, on a store of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sessions.sessions import run


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_story_runs_to_its_end_and_exports_a_plan(tmp_path: Path, language: str) -> None:
    done = run("osp demo --folder territory", tmp_path, language)
    assert done.returncode == 0, done.stdout + done.stderr
    exported = list((tmp_path / "territory").glob("*.md"))
    assert len(exported) == 1
    assert not (tmp_path / ".osp" / "osp.db").exists(), "the demo touched the user's own store"


def test_the_territory_is_a_book_over_all_stages_in_two_languages_and_quarters(tmp_path: Path) -> None:
    assert run("osp demo --folder .osp --quiet", tmp_path).returncode == 0
    listed = json.loads(run("osp list --all --json", tmp_path).stdout)["opportunities"]
    assert len(listed) >= 12
    assert {o["stage"] for o in listed} >= {"1", "2", "3", "4", "5", "6", "7", "8", "9", "9.5", "10"}
    assert len({o["owner"] for o in listed}) >= 4
    assert {o["status"] for o in listed} == {"open", "won", "lost", "cancelled"}
    assert any(any("\u4e00" <= letter <= "\u9fff" for letter in o["name"]) for o in listed)
    assert len({o["close_on"][:7] for o in listed if o["close_on"]}) >= 2


def test_the_demo_refuses_a_folder_that_holds_a_store(tmp_path: Path) -> None:
    assert run("osp demo --folder there --quiet", tmp_path).returncode == 0
    again = run("osp demo --folder there --quiet", tmp_path)
    assert again.returncode == 2
    assert "there" in again.stderr
