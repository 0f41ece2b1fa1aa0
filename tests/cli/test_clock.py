"""The day where the person is: time zones, the hours near midnight, days with 23 or 25 hours, a clock set back."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from osp_cli.domain.dates import local
from osp_cli.settings import Clock
from osp_cli.store.past import beginning_of
from osp_cli.store.store import Store
from tests.store.books import ON, PLAIN, WHO
from tests.territory import Terminal

ZONES = ("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "Europe/Berlin", "UTC", "No/Where")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-11-01", "2026-12-31"])
def test_a_fixed_day_is_that_day_where_the_person_is(zone: str, day: str) -> None:
    clock = Clock.of({"OSP_TODAY": day})
    assert str(clock.today()) == day
    tomorrow = date.fromordinal(clock.today().toordinal() + 1)
    assert beginning_of(clock.today()) <= clock.instant() < beginning_of(tomorrow)
    assert f"{local(clock.instant()):%Y-%m-%d %H:%M}" == f"{day} 12:00"
    assert local("0001-01-01T00:00:00.000Z").year in (1, 0)
    assert clock.instant().endswith("Z")


def test_today_is_the_local_day_and_the_instant_is_that_of_the_world(zone: str) -> None:
    clock = Clock()
    now = datetime.now(UTC)
    assert abs((clock.today() - now.date()).days) <= 1
    assert clock.today() == now.astimezone().date()
    assert abs((datetime.fromisoformat(clock.instant()) - now).total_seconds()) < 5


def test_the_history_speaks_of_the_local_day(zone: str, osp: Terminal) -> None:
    assert osp("note", "late", "-o", "1").code == 0
    assert "2026-11-24 12:00  Amara Okafor" in osp("log", "1", "--limit", "1").out


def test_a_clock_that_was_set_back_changes_no_order_and_breaks_nothing(tmp_path: Path) -> None:
    days = iter(("2026-11-24", "2026-11-20", "2025-01-01", "2026-11-25", "2026-11-26"))
    store = Store.in_memory(clock=lambda: f"{next(days)}T12:00:00.000Z")
    for step in range(3):
        with store.writing(who=WHO, command=f"step {step}") as w:
            number = w.add_opportunity(PLAIN).number if step == 0 else 1
            w.add_note(number, kind="note", text=f"step {step}", on=ON)
    with store.reading() as reading:
        assert [entry.command for entry in reading.history(None, 9)] == ["step 2", "step 1", "step 0"]
        assert [note.text for note in reading.dossier(1).notes] == ["step 0", "step 1", "step 2"]
    with store.writing(who=WHO, command="undo") as w:
        assert [unit.command for unit in w.undo()] == ["step 2"], "the last one done, whatever its clock said"


def test_commands_on_an_earlier_day_than_the_last_work(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSP_TODAY", "2020-01-01")
    for words in (("note", "back", "-o", "1"), ("set", "1", "--need", "x"), ("today",), ("forecast", "--quarter"),
                  ("show", "1"), ("snapshot",), ("doctor",), ("undo", "--yes")):  # fmt: skip
        said = osp(*words)
        assert "Traceback" not in said.err, words
        assert said.code in (0, 1, 2), (words, said)
    assert json.loads(osp("log", "1", "--json", "--limit", "1").out)["entries"][0]["at"].startswith("2020-01-01")
    assert os.environ["OSP_TODAY"] == "2020-01-01"
