"""The lineage of records: of each the versions it has gone through, in this store and in others.

A version is named by the ULID of the unit that made it. Where all versions of a record there are known here, what is
here is at least as new; where each side has one that the other has not, both have changed it. Nothing of this is kept
for what was done here: it is read off the journal. What came from elsewhere keeps its versions in `seen`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, TypeAlias

from osp_cli.frozen import dataclass
from osp_cli.store.compiled import STATEMENTS
from osp_cli.store.rows import Rows

Versions: TypeAlias = frozenset[str]
Image: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was removed: its table, its ULID, and the versions that were known then."""

    table: str
    id: str
    versions: Versions


def told(seen: str | None) -> Versions:
    """The versions that a column `seen` holds."""
    return frozenset(seen.split()) if seen else frozenset()


def kept(versions: Versions) -> str | None:
    """The versions as a column `seen` holds them."""
    return " ".join(sorted(versions)) or None


class Lineage:
    """What the journal tells of versions, gathered once into a temporary table of this transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._units = {row["number"]: str(row["id"]) for row in rows.each("lineage.units")}
        execute = rows.connection.execute
        execute("DROP TABLE IF EXISTS temp.lineage")
        execute(
            "CREATE TEMP TABLE lineage (table_name TEXT, row_number INTEGER, entry INTEGER, unit INTEGER,"
            " PRIMARY KEY (table_name, row_number, entry)) WITHOUT ROWID"
        )
        execute(f"INSERT INTO temp.lineage {STATEMENTS['lineage.entries']}")

    def close(self) -> None:
        """Drops the temporary table: in a store in memory it would stay."""
        self._rows.connection.execute("DROP TABLE IF EXISTS temp.lineage")

    def versions(self, table: str, number: int, seen: str | None) -> Versions:
        """The versions of a record: those made here, and those that came."""
        return self.own(table, number) | told(seen)

    def own(self, table: str, number: int) -> Versions:
        """The versions of a record that were made here."""
        found = self._entries(table, number)
        return frozenset(self._units[unit] for _, unit in found if unit is not None)

    def own_of_table(self, table: str) -> Iterator[tuple[int, str]]:
        """The versions of every record of a table that were made here, by number: (number, version)."""
        found = self._rows.connection.execute(
            "SELECT row_number, unit FROM temp.lineage WHERE table_name = ? AND unit IS NOT NULL ORDER BY row_number",
            (table,),
        )
        return ((number, self._units[unit]) for number, unit in found)

    def common(self, table: str, number: int, theirs: Versions) -> Image | None:
        """The record as it was when last both sides knew it: its newest state of which all versions are known there."""
        entries = self._entries(table, number)
        while entries:
            entry, _ = entries[-1]
            after = self._rows.one("lineage.image", entry=entry)["after"]
            if after is None:
                return None
            image: Image = json.loads(after)
            made = frozenset(self._units[unit] for _, unit in entries if unit is not None) | told(image["seen"])
            if made and made <= theirs:
                return image
            entries.pop()
        return None

    def removed(self) -> Iterator[Gone]:
        """Every record that is gone, by ULID: removed here, or told so by another store."""
        found = {
            row["record_id"]: Gone(row["of_table"], row["record_id"], told(row["seen"]))
            for row in self._rows.each("lineage.gone")
        }
        for row in self._rows.rows("lineage.removed"):
            image: Image = json.loads(row["before"])
            table, number, ulid = row["table_name"], row["row_number"], image["id"]
            found[ulid] = Gone(table, ulid, self.versions(table, number, image["seen"]))
        for ulid in sorted(found):
            each = found[ulid]
            if each.table != "gone" and self._rows.row(f"{each.table}.with_id", id=ulid) is None:
                yield each

    def _entries(self, table: str, number: int) -> list[tuple[int, int | None]]:
        found: list[sqlite3.Row] = self._rows.connection.execute(
            "SELECT entry, unit FROM temp.lineage WHERE table_name = ? AND row_number = ? ORDER BY entry",
            (table, number),
        ).fetchall()
        return [(row["entry"], row["unit"]) for row in found]
