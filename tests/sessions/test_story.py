"""The story that `make demo` tells: every command ends as the story says, in both languages, on a store of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from osp_cli.cli.story import scenes
from osp_cli.demo.territory import FOLDER
from tests.sessions.sessions import run, story
from tests.territory import copy_home

NAMES = {"en": "Pelican Bay analytics", "zh": "鹈鹕湾 会员分析"}
REFUSED = {"en": "cannot enter stage 5", "zh": "还不能进入阶段 5"}
MOVED = {"en": "Stage 1 -> 5", "zh": "阶段 1 -> 5"}
BEST_CASE = {"en": "Best case", "zh": "乐观"}
ADVANCE = "$ osp advance --stage 5"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_story_runs_to_its_end_and_exports_a_plan_that_names_the_deal(homes: Path, language: str) -> None:
    home, done = story(homes, language)
    assert done.returncode == 0, done.stdout + done.stderr
    exported = list((home / "territory").glob("*.md"))
    assert len(exported) == 1
    assert NAMES[language] in exported[0].read_text(encoding="utf-8").splitlines()[0]
    assert exported[0].name in done.stdout
    assert not (home / ".osp" / "osp.db").exists(), "the demo touched the user's own store"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_advance_of_the_story_is_refused_and_the_second_succeeds(tmp_path: Path, language: str) -> None:
    story = (FOLDER / language / "story.txt").read_text(encoding="utf-8")
    assert [code for line, code in scenes(story) if line == ADVANCE] == [4, 0]
    assert {code for line, code in scenes(story) if line != ADVANCE} == {0}
    told = read_as_one(tmp_path, language)
    between, after = told.split(ADVANCE + "\n")[1:]
    assert REFUSED[language] in between
    assert MOVED[language] not in between
    assert between.index(REFUSED[language]) < between.index("$ osp plan submit")
    assert MOVED[language] in after
    assert REFUSED[language] not in after


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_forecast_of_the_story_adds_up_the_deals_of_the_book(homes: Path, language: str) -> None:
    home, done = story(homes, language)
    line = next(line for line in done.stdout.splitlines() if line.startswith(BEST_CASE[language]))
    deals = dict(best_case(home / "territory" / "osp.db"))
    assert NAMES[language] in deals
    number, amount, *_ = line.removeprefix(BEST_CASE[language]).split()
    assert (number, amount.lstrip("US$")) == (str(len(deals)), f"{sum(deals.values()) / 100:,.2f}")


def best_case(book: Path) -> Iterator[tuple[str, int]]:
    """Name and cents of each open deal of the best case whose order is expected between today and the quarter's end.

    Those at stage 5 or 6, but for what somebody calls otherwise.
    """
    deals: list[dict[str, Any]] = opportunities(book)
    calls = "SELECT opportunity_number, category FROM forecast_call WHERE level = 'owner' ORDER BY number"
    with closing(sqlite3.connect(book)) as store:
        called = dict(store.execute(calls).fetchall())
    for deal in deals:
        is_due = deal["close_on"] is not None and "2026-11-24" <= deal["close_on"] <= "2026-12-31"
        category = called.get(deal["number"]) or ("best" if deal["stage"] in ("5", "6") else None)
        if deal["status"] == "open" and category == "best" and is_due:
            yield deal["name"], deal["base"]["minor"]


def opportunities(book: Path) -> list[dict[str, Any]]:
    """What the list says of every deal of a book."""
    listed: list[dict[str, Any]] = json.loads(run(f"osp list --all --json --db {book}", book.parent).stdout)[
        "opportunities"
    ]
    return listed


def read_as_one(home: Path, language: str) -> str:
    """The story as a terminal shows it, both streams in the order they were written."""
    environment = {**os.environ, "OSP_LANG": language, "OSP_HOME": str(home / ".osp"), "OSP_NO_INPUT": "1"}
    told = subprocess.run(
        [sys.executable, "-u", "-m", "osp_cli", "demo", "--folder", "territory"], cwd=home, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return told.stdout


def test_the_territory_is_a_book_over_all_stages_in_two_languages_and_quarters(territory: Path) -> None:
    listed = opportunities(territory / ".osp" / "osp.db")
    assert len(listed) >= 12
    assert {o["stage"] for o in listed} >= {"1", "2", "3", "4", "5", "6", "7", "8", "9", "9.5", "10"}
    assert len({o["owner"] for o in listed}) >= 4
    assert {o["status"] for o in listed} == {"open", "won", "lost", "cancelled"}
    assert any(any("\u4e00" <= letter <= "\u9fff" for letter in o["name"]) for o in listed)
    assert len({o["close_on"][:7] for o in listed if o["close_on"]}) >= 2


def test_the_demo_refuses_a_folder_that_holds_a_store(tmp_path: Path, territory: Path) -> None:
    copy_home(territory / ".osp", tmp_path / "there")
    before = (tmp_path / "there" / "osp.db").read_bytes()
    again = run("osp demo --folder there --quiet", tmp_path)
    assert again.returncode == 2
    assert "there" in again.stderr
    assert (tmp_path / "there" / "osp.db").read_bytes() == before
