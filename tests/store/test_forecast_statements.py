"""The statements of the forecast give the rows that SQLAlchemy gives for the same expressions."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from osp_cli.domain.calls import TotalCall
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import NewMove, Spoken
from osp_cli.store.compiled import STATEMENTS
from osp_cli.store.statements import statements
from tests.services.pipelines import TODAY, Deal, booked, make_desk, ordered, usd
from tests.store.books import open_store

GIVEN: dict[str, Any] = {
    "base": "USD",
    "booked": "10",
    "currency": "EUR",
    "first": "2026-10-01",
    "last": "2026-12-31",
    "low": "CNY",
    "percent": 33,
    "stage": "5",
    "today": "2026-11-24",
    "since": "2026-08-24",
    "before": "2026-11-01",
    "limit": 3,
    "number": 7,
    "unit": 0,
}
NAMES = sorted(name for name in STATEMENTS if name.startswith(("forecast.", "learning.")))
DAYS = [None, *(TODAY + timedelta(days=d) for d in (-30, 3, 20, 90))]
AMOUNTS = [None, usd(1_05), Money(7_77, "EUR"), Money(1_00, "CNY"), usd(9_99)]


def deals() -> list[Deal]:
    made = [
        Deal(stage=stage, amount=amount, close=day, owner="Ada", account="Cedar", partner="Lumen" if day else None)
        for stage in ("1", "5")
        for amount in AMOUNTS
        for day in DAYS
    ]
    made += [
        Deal(stage=stage, status="won", owner="Bo", order=ordered(day, amount, booked_amount=amount))
        for stage in ("9", "10")
        for amount in AMOUNTS
        for day in (None, date(2026, 10, 5), date(2026, 8, 5))
    ]
    made += [Deal(stage="10", status="won", order=booked(TODAY, usd(5), TODAY, usd(n))) for n in (3, 4)]
    made += [
        Deal(stage="9", status="won", amount=amount, partner="Lumen", order=ordered(TODAY, usd(5)), cancelled=True)
        for amount in AMOUNTS
    ]
    made += [Deal(stage="2", status="lost", owner="Ada", ended=date(2026, 9, 5), created=date(2026, 2, 2))]
    return [*made, Deal(amount=Money(3, "EUR"), base=Money(4, "CNY"), close=TODAY, kind="renewal")]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forecast") / "osp.db"
    desk = make_desk(*deals(), store=open_store(path))
    with desk.writing() as writing:
        writing.add_forecast_call(3, "commit", reason=None, on=TODAY)
        writing.add_forecast_call(7, "best", reason="by phone", on=TODAY)
        writing.add_forecast_call(7, None, reason=None, on=TODAY)
        quarter = TotalCall(0, "Ada", "owner", date(2026, 10, 1), date(2026, 12, 31), usd(9), None, TODAY, "", "Ada")
        writing.add_total_call(quarter)
        writing.add_debt(3, criterion="funding-confirmed", stage="4", reason="by phone", on=TODAY)
        lost = len(deals()) - 1
        for number in range(1, lost + 2):
            writing.set_own(number, "region", "choice", ("North", "South")[number % 2])
        writing.add_answer(lost, question="budget", said=Spoken("-"), on=TODAY)
        writing.add_move(lost, NewMove(kind="advance", from_stage="1", to_stage="2", status="open", on=TODAY))
    return path


GROUPED = ("owner_number", "account_number", "partner", "kind", "stage", "field.region")
CASES = [(name, by) for name in NAMES for by in (*(GROUPED if ":by" in STATEMENTS[name] else ()), "none")]


@pytest.mark.parametrize(("name", "by"), CASES)
def test_a_statement_of_the_forecast_gives_the_rows_that_sqlalchemy_gives(book: Path, name: str, by: str) -> None:
    wanted = set(re.findall(r"(?<![\w:]):(\w+)", STATEMENTS[name]))
    given = {key: value for key, value in {**GIVEN, "by": by}.items() if key in wanted}
    assert given.keys() == wanted
    connection = sqlite3.connect(book)
    engine = create_engine(f"sqlite:///{book}")
    try:
        found = connection.execute(STATEMENTS[name], given).fetchall()
        with engine.connect() as other:
            assert found == [tuple(row) for row in other.execute(statements()[name], given)]
    finally:
        connection.close()
        engine.dispose()
    assert found
