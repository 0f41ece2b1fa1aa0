"""Changing rows within one transaction, which is one unit of undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from osp_cli.store import held, history, values
from osp_cli.store.checksums import checksum
from osp_cli.store.compiled import CHANGED, COLUMNS
from osp_cli.store.lineage import Gone, kept
from osp_cli.store.reading import Reading
from osp_cli.store.rows import Rows
from osp_cli.store.triggers import triggers_of
from osp_cli.store.ulid import new_ulid
from osp_cli.store.units import MOST_TOLD, Change

T = TypeVar("T")
ABOVE_ALL = 2**63 - 1  # no number of a unit is as large


class Changing(Reading):
    """A transaction that may write. Its unit begins with the first change, so that no change leaves no trace.

    `who` acts, at the instant `at`; `command` is what was typed; `summary`, the reason, may be set until the end;
    `happened_on` is the day of the facts, where that is not the day of `at`.
    `known` is the version of the one record it is about at which somebody looked at it; None where nobody says so.
    `is_import` is set before the first change by what brings in rows with days of their own, `is_exchange` by what
    brings in the records of another store.
    `version` is, at the end, that of what was changed; None where nothing is kept.
    `changes` hold what a dry run would have written, once the transaction has ended, and `more_changes` how many there
    are beyond those; `begins_day` says that the unit before it is of an earlier day (UTC).
    """

    def __init__(
        self, connection: sqlite3.Connection, *, who: str, command: str, at: str, summary: str = "",
        happened_on: date | None = None, known: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(connection)
        self.who = who
        self.command = command
        self.at = at
        self.summary = summary
        self.happened_on = happened_on
        self.known = known
        self.changes: tuple[Change, ...] = ()
        self.more_changes = 0
        self.is_import = False
        self.is_exchange = False
        self.begins_day = False
        self.version: int | None = None
        self._is_frozen = False
        self._watched: set[str] = set()
        self._first_unit: int | None = None
        self._unit: int | None = None

    def each(self, statement: str, **given: Any) -> sqlite3.Cursor:
        """The rows of a statement. Before the first that changes a table, the table's triggers are made."""
        table = CHANGED.get(statement)
        if table is not None and table not in self._watched:
            for trigger in triggers_of(table, COLUMNS[table]):
                self.connection.execute(trigger)
            self._watched.add(table)
        return super().each(statement, **given)

    def has_changed(self) -> bool:
        """Whether this transaction has changed anything yet."""
        if self._first_unit is None or not self.one("journal.any_since", unit=self._first_unit)[0]:
            return False
        return not self.is_exchange or self._leaves_a_trace(self._first_unit)

    def _leaves_a_trace(self, first: int) -> bool:
        """Whether any row is not what it was before; in a merge one may come and go again on the way."""
        before: dict[tuple[str, int], int] = {}
        changed: set[tuple[str, int]] = set()
        for entry in self.each("journal.since", unit=first):
            key = (entry["table_name"], entry["row_number"])
            if hash(entry["after"]) == before.setdefault(key, hash(entry["before"])):
                changed.discard(key)
            else:
                changed.add(key)
        return bool(changed)

    def told(self) -> tuple[Change, ...]:
        """What this transaction has written so far, row by row, as much as is told of one command."""
        if self._first_unit is None:
            return ()
        naming = history.Naming(self)
        entries = self.rows("journal.first_since", unit=self._first_unit, limit=MOST_TOLD)
        learnt = [naming.learn(history.change_of(row)) for row in entries]  # what goes must be named too
        return tuple(naming(change) for change in learnt)

    def _changes_in_all(self) -> int:
        return int(self.one("journal.count_since", unit=self._first_unit)[0]) if self._first_unit else 0

    def end(self, *, is_dry_run: bool) -> bool:
        """Closes the unit; returns whether there is anything to keep.

        Errors: as `held.must_be_known`, where a version is `known`.
        """
        has_changed = self.has_changed()
        if has_changed and self._first_unit is not None and self._unit is not None:
            if self.known is not None:
                held.must_be_known(self, self.known, self._first_unit)
            held.mark(Rows(self.connection), self._first_unit, self._unit)  # no change of a record: in no journal
            self.version = None if is_dry_run else self._unit
        if is_dry_run:  # to tell it costs as much as to write it, so only who asks for nothing else is told
            self.changes = self.told()
            self.more_changes = self._changes_in_all() - len(self.changes)
        if self._unit is not None and self.summary:
            self.each("unit.set_summary", key=self._unit, summary=self.summary)
        is_kept = not is_dry_run and (self._is_frozen or has_changed)
        if is_kept and self._first_unit is not None:
            for unit in self.rows("unit.since", unit=self._first_unit):
                self.each("unit.set_checksum", key=unit["number"], checksum=checksum(dict(unit)))
        return is_kept

    def begin_unit(self, kind: str, target: int | None = None) -> None:
        """Begins a unit; from here on the journal's entries belong to it. A fresh `do` leaves nothing to redo."""
        if self._first_unit is None:
            newest = self.row("unit.every", before=ABOVE_ALL, limit=1)
            self.begins_day = newest is not None and newest["at"][:10] < self.at[:10]
        if kind == "do":
            self.each("unit.bury")
        added = self.each(
            "unit.add",
            id=new_ulid(),
            at=self.at,
            who=self.who,
            command=self.command,
            summary=self.summary,
            happened_on=self.happened_on.isoformat() if self.happened_on else None,
            is_import=int(self.is_import),
            is_exchange=int(self.is_exchange),
            kind=kind,
            target=target,
            state="done",
            checksum=0,
        )
        self._unit = int(added.lastrowid or 0)
        self._first_unit = self._first_unit or self._unit

    def must_be_known(self, table: str, number: int) -> None:
        """Refuses, before anything is written, to work on a record of which an old version is `known`."""
        if self.known is not None:
            held.must_be_at(self, table, number, self.known, self._first_unit or ABOVE_ALL)
            self.known = None  # what else this changes follows from it

    def begun(self) -> int:
        """The unit of this transaction, begun where nothing was changed yet: the version of all that it changes."""
        if self._unit is None:
            self.begin_unit("do")
        return self._unit or 0

    def wants_snapshot_of(self, week: date) -> bool:
        """Whether no forecast was frozen yet in the week that begins on this Monday, and there is a deal at all."""
        is_frozen = self.row("snapshot.of_week", week=week.isoformat()) is not None
        return not is_frozen and self.row("past.any_deal") is not None

    def freeze(
        self, *, on: date, week: date, is_weekly: bool, method: str, digest: str, content: str, chances: str
    ) -> int:
        """Keeps a forecast as it stands after what this transaction has written: no change, and no unit of undo.

        Returns its number.
        """
        unit = self._unit or int(self.one("past.newest_unit")["number"] or 0)
        days = {"on": on.isoformat(), "week": week.isoformat(), "is_weekly": int(is_weekly)}
        stamp = {"id": new_ulid(), "by": self.who, "at": self.at, "unit": unit}
        said = {"method": method, "digest": digest, "content": content, "chances": chances}
        row = {**said, **days, **stamp}
        added = self.each("snapshot.add", **row, checksum=checksum(row))
        self._is_frozen = True
        return int(added.lastrowid or 0)

    def take_snapshot(self, content: Mapping[str, Any]) -> None:
        """Takes a snapshot of another store, unless it is here already; it keeps its number where that is free."""
        taken = {
            row["id"]: row["number"] for row in self.each("snapshot.alike", id=content["id"], number=content["number"])
        }
        if content["id"] not in taken:
            row = {**content, "number": None if taken else content["number"], "unit": None}
            self.each("snapshot.arrive", **row, checksum=checksum(row))
            self._is_frozen = True

    def add_gone(self, gone: Gone) -> None:
        """Keeps that a record of another store was removed there."""
        if self.row("lineage.gone_of", record_id=gone.id) is None:
            columns = {"of_table": gone.table, "record_id": gone.id, "id": new_ulid(), "seen": kept(gone.versions)}
            self._change("gone.add", by=self.who, at=self.at, **columns)

    def forget_gone(self, id: str) -> None:
        """A record that was removed elsewhere is there again."""
        self._change("gone.forget", record_id=id)

    def let_references_wait(self) -> None:
        """Rows of one table may refer to each other (who reports to whom): references are held to at the commit."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")

    def _change(self, statement: str, **given: Any) -> sqlite3.Cursor:
        self.begun()
        return self.each(statement, **given)

    def _add(self, table: str, **columns: Any) -> int:
        """Inserts a record with its stamp, and with a new id where it has none; returns its number."""
        if "id" not in columns:
            columns["id"] = new_ulid()
        return int(self._change(f"{table}.add", by=self.who, at=self.at, seen=None, **columns).lastrowid or 0)

    def _kept(self, table: str, make: Callable[[values.Row], T], **columns: Any) -> T:
        """Inserts a record and gives it back as it now stands in the book."""
        return make(self.one(f"{table}.by_number", number=self._add(table, **columns)))
