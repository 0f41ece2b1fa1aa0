"""What a day looks for costs as much in a large book as in a small one; only the rhythms are read of each open deal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from osp_cli.domain.duties import due_by
from osp_cli.pack.load import builtin
from osp_cli.pack.reading import builtin_handbook
from osp_cli.services.candidates import PLANNED
from osp_cli.store import days
from osp_cli.store.store import Reading, Store
from tests.store.books import ON, fill_many


def steps_of(reading: Reading, look: Callable[[], object]) -> int:
    """Steps of SQLite's machine."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    reading.connection.set_progress_handler(count, 1)
    look()
    reading.connection.set_progress_handler(None, 0)
    return steps


def steps_of_a_day(reading: Reading) -> dict[str, int]:
    """The steps of each thing that a day looks for."""
    found = {
        "steps": steps_of(reading, lambda: days.due_steps(reading, ON, None, 10)),
        "debts": steps_of(reading, lambda: days.open_debts(reading, None, 10)),
        "plans": steps_of(reading, reading.waiting_plans),
    }
    for _, noun, field, _, _ in PLANNED:
        look = partial(days.due_records, reading, noun, field, ON, owner=None, limit=10)
        found[f"{noun.name} {field}"] = steps_of(reading, look)
    return found


def steps_of_the_duties(reading: Reading) -> int:
    every = due_by(builtin_handbook().duties, builtin(), ON)
    return sum(steps_of(reading, partial(days.due_duties, reading, due, None, 10)) for due in every)


def test_a_day_costs_the_same_in_a_large_book(tmp_path_factory: pytest.TempPathFactory) -> None:
    costs, duties = [], []
    for count in (500, 5_000):
        store = Store.open(tmp_path_factory.mktemp("steps") / "osp.db", create=True)
        fill_many(store, count)
        with store.reading() as reading:
            costs.append(steps_of_a_day(reading))
            duties.append(steps_of_the_duties(reading) / days.open_count(reading, None))

    assert costs[0] == costs[1]
    assert max(costs[0].values()) < 2_000
    assert duties[1] < 100
