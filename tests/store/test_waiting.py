"""Two processes at once: they wait for each other, and say so; nothing is lost."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osp_cli.errors import StoreUnavailable
from osp_cli.store.connection import Patience
from osp_cli.store.store import Store
from tests.store.books import PLAIN, open_store, writing

SPAWN = multiprocessing.get_context("spawn")


def _hold(path: Path, has_lock: Any, may_end: Any) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    has_lock.set()
    may_end.wait(60)
    connection.execute("COMMIT")
    connection.close()


@contextmanager
def held(path: Path) -> Iterator[Any]:
    """Another process has the store for itself until the event that is given is set."""
    has_lock, may_end = SPAWN.Event(), SPAWN.Event()
    process = SPAWN.Process(target=_hold, args=(path, has_lock, may_end))
    process.start()
    assert has_lock.wait(60)
    try:
        yield may_end
    finally:
        may_end.set()
        process.join(60)
        assert process.exitcode == 0


class Sleeper:
    """Time that passes only here."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def test_a_locked_store_is_waited_for_ten_seconds_with_one_notice_after_the_first(path: Path) -> None:
    open_store(path)
    sleeper, told = Sleeper(), []
    with held(path), pytest.raises(StoreUnavailable, match="store-locked") as caught:
        Store.open(path, create=False, sleep=sleeper, busy_notice=lambda: told.append(sum(sleeper.slept)))
    assert 10 <= sum(sleeper.slept) < 10.05
    assert len(told) == 1
    assert 1 <= told[0] < 1.05
    assert all(0.001 <= seconds <= 0.02 for seconds in sleeper.slept)
    assert len(set(sleeper.slept)) > 10
    assert caught.value.values["seconds"] == "10"


@pytest.mark.parametrize("does", ["reading", "writing"])
def test_reading_and_writing_go_on_as_soon_as_the_other_is_done(path: Path, does: str) -> None:
    ready = open_store(path)
    with held(path) as may_end:
        pauses = 0

        def sleep(_: float) -> None:
            nonlocal pauses
            pauses += 1
            if pauses == 3:
                may_end.set()
            import time

            time.sleep(0.05)

        store = Store(path, ready.clock, Patience(sleep=sleep))
        if does == "reading":
            with store.reading() as reading:
                assert reading.accounts() == ()
        else:
            with writing(store) as w:
                w.ensure_account("Orion")
    assert pauses >= 3


def test_a_writer_waits_with_its_commit_for_one_who_reads(path: Path) -> None:
    ready = open_store(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM book").fetchall()
    sleeper = Sleeper()

    def sleep(seconds: float) -> None:
        sleeper(seconds)
        if len(sleeper.slept) == 5:
            reader.execute("COMMIT")

    store = Store(path, ready.clock, Patience(sleep=sleep))
    with writing(store) as w:
        w.ensure_account("Orion")
    reader.close()
    assert len(sleeper.slept) == 5
    with store.reading() as reading:
        assert [account.name for account in reading.accounts()] == ["Orion"]


def test_a_writer_who_gives_up_leaves_nothing(path: Path) -> None:
    ready = open_store(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM book").fetchall()
    store = Store(path, ready.clock, Patience(0.1))
    with pytest.raises(StoreUnavailable, match="store-locked"), writing(store) as w:
        w.ensure_account("Orion")
    reader.close()
    with store.reading() as reading:
        assert reading.accounts() == ()
        assert reading.history(None, 5) == ()


def _count_up(path: Path, times: int) -> None:
    store = Store.open(path, create=False, wait_seconds=60)
    for _ in range(times):
        with writing(store) as w:
            opportunity = w.opportunity(1)
            count = int(opportunity.need or "0") + 1
            w.save_opportunity(replace(opportunity, need=str(count)))


def test_writers_at_once_lose_nothing(path: Path) -> None:
    store = open_store(path)
    with writing(store) as w:
        w.add_opportunity(PLAIN)
    processes = [SPAWN.Process(target=_count_up, args=(path, 20)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with store.reading() as reading:
        opportunity = reading.opportunity(1)
    assert (opportunity.need, opportunity.version) == ("60", 61)
