"""The history: units of change, newest first, each with the rows it changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from osp_cli.domain.nouns import NOUNS
from osp_cli.frozen import replace
from osp_cli.store.rows import Rows
from osp_cli.store.units import EVERY, MOST_TOLD, Change, HistoryEntry, Unit

_NEWEST = 2**63 - 1


def change_of(row: sqlite3.Row) -> Change:
    """A change from its entry in the journal."""
    before, after = row["before"], row["after"]
    return Change(
        row["table_name"],
        row["row_number"],
        row["op"],
        json.loads(before) if before else None,
        json.loads(after) if after else None,
    )


# What a column of numbers refers to, by its name or by table and name.
CALLED = {
    **{f"{noun.name}.{field.column}": "person" for noun in NOUNS for field in noun.of_kind("person")},
    "account_number": "account",
    "owner_number": "member",
    "reports_to_number": "member",
    "person_number": "person",
    "competitor_number": "competitor",
    "follows_number": "opportunity",
}


def called(table: str, column: str) -> str | None:
    """The table that a column refers to, None where it is no reference to something with a name."""
    return CALLED.get(f"{table}.{column}") or CALLED.get(column)


class Naming:
    """Puts names where a change holds the numbers of accounts, people and competitors.

    One gone since has the name that the history itself holds, where `learn` saw it; else it keeps `#7`.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[tuple[str, int], str] = {}
        self._gone: dict[tuple[str, int], str] = {}

    def learn(self, change: Change) -> Change:
        """Keeps the name that the changed row has or had; gives the change back."""
        image = change.before or change.after or {}
        if name := image.get("name"):
            self._gone[change.table, change.row] = name
        return change

    def __call__(self, change: Change) -> Change:
        """The change with names: `person_number` 7 becomes `person` "Noor Haddad"."""
        table = change.table
        return replace(change, before=self._named(table, change.before), after=self._named(table, change.after))

    def _named(self, of: str, columns: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        if columns is None:
            return None
        return dict(self._column(of, name, value) for name, value in columns.items())

    def _column(self, of: str, name: str, value: Any) -> tuple[str, Any]:
        table = called(of, name)
        if table is None:
            return name, value
        return name.removesuffix("_number"), None if value is None else self.name(table, value)

    def name(self, table: str, number: int) -> str:
        """The name of a record, `#7` where it is gone and nobody learnt its name."""
        if (table, number) not in self._known:
            row = self._rows.row(f"{table}.by_number", number=number)
            self._known[table, number] = row["name"] if row else self._gone.get((table, number), f"#{number}")
        return self._known[table, number]


def unit_of(row: sqlite3.Row) -> Unit:
    """A unit of change."""
    names = ("number", "at", "who", "command", "summary", "kind", "happened_on", "state")
    return Unit(*(row[name] for name in names))


def history(
    rows: Rows, number: int | None, limit: int, before: int | None, most: int = EVERY
) -> tuple[HistoryEntry, ...]:
    """The newest units (before the unit `before`) that changed one opportunity, or anything where `number` is None.

    Of a unit of everything at most `most` changes are told.
    """
    end, naming = before or _NEWEST, Naming(rows)
    if number is None:
        units = rows.rows("unit.every", before=end, limit=limit)
        return tuple(_beginning(rows, unit, naming, most) for unit in units)
    units = rows.rows("unit.of_opportunity", of=number, before=end, limit=limit)
    return tuple(
        _entry(unit, rows.rows("journal.of_unit_and_opportunity", unit=unit["number"], of=number), naming)
        for unit in units
    )


def changes_of_deal(rows: Rows, number: int, limit: int) -> Iterator[tuple[str, str, bool, Change]]:
    """The newest changes of an opportunity's own fields: who, at which instant, whether from another store, what."""
    naming = Naming(rows)
    for row in rows.rows("journal.of_deal", of=number, limit=limit):
        before, after = json.loads(row["before"]), json.loads(row["after"])
        change = naming(Change("opportunity", row["row_number"], "update", before, after))
        yield row["who"], row["at"], bool(row["is_exchange"]), change


def entry(rows: Rows, number: int) -> HistoryEntry:
    """One unit with what it changed."""
    return _beginning(rows, rows.one("unit.by_number", number=number), Naming(rows), MOST_TOLD)


def _beginning(rows: Rows, unit: sqlite3.Row, naming: Naming, most: int) -> HistoryEntry:
    """A unit with its first changes, at most `most`; what it is about is not told where there are more."""
    told = _entry(unit, rows.rows("journal.of_unit", unit=unit["number"], after=0, limit=most), naming)
    if len(told.changes) != most:
        return told
    more = int(rows.one("journal.count_of_unit", unit=unit["number"])[0]) - most
    return replace(told, opportunity=None, more_changes=more) if more else told


def _entry(unit: sqlite3.Row, entries: list[sqlite3.Row], naming: Naming) -> HistoryEntry:
    learnt = [naming.learn(change_of(row)) for row in entries]  # before any is named, for a row may name a later one
    changes = tuple(naming(change) for change in learnt)
    about = {row["opportunity_number"] for row in entries} - {None}
    opportunity = (number := about.pop(), naming.name("opportunity", number)) if len(about) == 1 else None
    return HistoryEntry(
        unit=unit["number"],
        at=unit["at"],
        who=unit["who"],
        command=unit["command"],
        summary=unit["summary"],
        kind=unit["kind"],
        happened_on=unit["happened_on"],
        opportunity=opportunity,
        changes=changes,
    )
