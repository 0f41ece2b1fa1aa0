"""Any past day of the book: the tables as they were, put before the real ones for the length of one reading.

The journal is gone through once, from the day to now; what a row was before its first change after the day is what it
was on the day. Every statement reads the past as it reads the present, because SQLite looks for a table among the
temporary ones first.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

from osp_cli.frozen import dataclass, field
from osp_cli.store.arrived import ArrivedDeal, Image
from osp_cli.store.compiled import COLUMNS
from osp_cli.store.reading import Reading

Key: TypeAlias = tuple[str, int]

_EXACT = ("opportunity", "sales_order", "debt", "quota", "forecast_call", "total_call", "own_value")
# Names that others refer to: one recorded later does no harm, one that is missing would leave a number without a name.
_NAMES = ("member", "account")
_INDEXES = {
    "opportunity": ("opportunity_open_sums", "opportunity_open_days"),
    "forecast_call": ("forecast_call_of_opportunity",),
    "own_value": ("own_value_once",),
    "sales_order": ("sales_order_live", "sales_order_by_day", "sales_order_ordered", "sales_order_booked"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the history is cut: after the unit `unit`, the last one that was recorded by the end of `day`.

    `end` is the instant at which the day ends (UTC text). With `counts_imports` the rows of later imports count from
    their own days on; a deal that had not ended then stands at `first_stage`, for the file does not say where it was.
    """

    unit: int
    day: date
    end: str
    first_stage: str
    counts_imports: bool = True


@dataclass(frozen=True, slots=True)
class Rewound:
    """What putting the book back took: the deals that were imported later and count by their own days.

    `vague` are those of them that had not ended yet, of which the file does not say how they stood.
    """

    imported: tuple[int, ...] = ()
    vague: tuple[int, ...] = ()
    starts: dict[int, int] = field(default_factory=dict)


def beginning_of(day: date) -> str:
    """The instant at which a day begins, in local time, as the journal writes instants."""
    begins = datetime.combine(day, time()).astimezone(UTC)
    return begins.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cut_after(reading: Reading, day: date, first_stage: str) -> Cut:
    """The cut at the end of a day. What was recorded before the last unit of the day was recorded by then as well."""
    end = beginning_of(day + timedelta(days=1))
    row = reading.row("past.last_unit", end=end)
    return Cut(row["number"] if row else 0, day, end, first_stage)


def rewind(reading: Reading, cut: Cut, *, with_moves: bool = False) -> Rewound:
    """Puts the book back to the cut, for as long as this reading lasts; the moves of deals only `with_moves`."""
    past = _Past(cut, with_moves=with_moves)
    for entry in reading.each("past.entries", unit=cut.unit, with_moves=int(with_moves)):
        past.take(entry)
    states = past.states()
    for table in (*past.exact, *_NAMES):
        changed = {row: image for (of, row), image in states.items() if of == table}
        if changed:
            _put_before(reading.connection, table, changed)
    return past.rewound()


class _Past:
    """What rows were before their first change after the cut, and what imports know of the time before it."""

    def __init__(self, cut: Cut, *, with_moves: bool) -> None:
        self._cut = cut
        self.exact = (*_EXACT, *(("move",) if with_moves else ()))
        self._before: dict[Key, str | None] = {}
        self._counted: dict[Key, Image] = {}
        self._arrived: dict[int, ArrivedDeal] = {}

    def take(self, entry: sqlite3.Row) -> None:
        table, row = entry["table_name"], entry["row_number"]
        is_own = bool(entry["is_import"]) and self._cut.counts_imports
        if table in _NAMES:
            if entry["op"] != "insert" and not entry["is_import"]:
                self._before.setdefault((table, row), entry["before"])
            return
        if table in self.exact:
            self._before.setdefault((table, row), entry["before"])
        if is_own and entry["after"] is not None:
            self._take_import(table, row, entry)

    def _take_import(self, table: str, row: int, entry: sqlite3.Row) -> None:
        image: Image = json.loads(entry["after"])
        number = entry["opportunity_number"]
        if number is None or table in ("debt", "forecast_call", "own_value"):
            if entry["op"] == "insert" and image["at"] < self._cut.end:
                self._counted[table, row] = image
            return
        if number not in self._arrived:
            self._arrived[number] = ArrivedDeal(self._cut.day.isoformat(), self._cut.end, self._cut.first_stage)
        deal = self._arrived[number]
        match table:
            case "opportunity":
                before: Image | None = json.loads(entry["before"]) if entry["before"] else None
                deal.take(image, before, entry["number"])
            case "sales_order":
                deal.orders[row] = image
            case _:
                deal.moves.append(image)

    def states(self) -> dict[Key, Image | None]:
        """What each changed row was; None where it was not there."""
        states = {key: json.loads(before) if before else None for key, before in self._before.items()}
        states |= self._counted
        for number, deal in self._arrived.items():
            image = deal.state()
            if image is not None:
                states["opportunity", number] = image
                if "move" in self.exact:
                    states |= {("move", move["number"]): move for move in deal.known_moves()}
                if image["status"] == "won":
                    states |= {("sales_order", row): order for row, order in deal.orders.items()}
        return states

    def rewound(self) -> Rewound:
        counted = {number: deal for number, deal in self._arrived.items() if deal.state() is not None}
        vague = tuple(number for number, deal in counted.items() if deal.is_vague)
        return Rewound(tuple(counted), vague, {number: deal.entry for number, deal in counted.items()})


def _put_before(connection: sqlite3.Connection, table: str, changed: dict[int, Image | None]) -> None:
    """Makes a temporary table of the same name, with these rows as they were."""
    columns = COLUMNS[table]
    connection.execute(f'CREATE TEMP TABLE "{table}" AS SELECT * FROM main."{table}"')  # noqa: S608  a table of ours
    connection.execute(f'CREATE UNIQUE INDEX temp."{table}_number" ON "{table}" (number)')
    connection.executemany(f'DELETE FROM temp."{table}" WHERE number = ?', ((row,) for row in changed))  # noqa: S608
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
    into = f'INSERT INTO temp."{table}" ({names}) VALUES ({places})'  # noqa: S608
    connection.executemany(into, _rows(columns, changed.values()))
    for name in _INDEXES.get(table, ()):
        (made,) = connection.execute("SELECT sql FROM main.sqlite_schema WHERE name = ?", (name,)).fetchone()
        connection.execute(re.sub(r"INDEX ", "INDEX temp.", made, count=1))


def _rows(columns: Iterable[str], images: Iterable[Image | None]) -> Iterator[tuple[Any, ...]]:
    return (tuple(image.get(column) for column in columns) for image in images if image is not None)
