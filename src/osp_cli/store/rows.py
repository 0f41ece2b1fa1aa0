"""Running statements by name. Everything above this speaks of values."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from osp_cli.store.compiled import FRAGMENTS, STATEMENTS


class Rows:
    """A connection inside a transaction, and the compiled statements.

    `former` are the stages of the pack in use by the keys of another pack that mean them. Who reads to show has it;
    who writes has none, so that what is kept stays as it is until it is moved.
    """

    former: Mapping[str, str] = MappingProxyType({})

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def each(self, statement: str, **given: Any) -> sqlite3.Cursor:
        """The rows of a statement, read while they are used."""
        return self.connection.execute(STATEMENTS[statement], given)

    def rows(self, statement: str, **given: Any) -> list[sqlite3.Row]:
        """The rows of a statement."""
        return self.each(statement, **given).fetchall()

    def row(self, statement: str, **given: Any) -> sqlite3.Row | None:
        """The first row of a statement."""
        found: sqlite3.Row | None = self.each(statement, **given).fetchone()
        return found

    def one(self, statement: str, **given: Any) -> sqlite3.Row:
        """The row of a statement that always has one; LookupError where it has not."""
        found = self.row(statement, **given)
        if found is None:
            raise LookupError(statement)
        return found

    def composed(
        self, statement: str, conditions: Sequence[str], given: dict[str, Any], order: str = ""
    ) -> list[sqlite3.Row]:
        """The rows of a statement under fragments of the allow-list, each in brackets; `order` names one of them."""
        return self.connection.execute(composition(statement, conditions, order), given).fetchall()


def composition(statement: str, conditions: Sequence[str], order: str = "") -> str:
    """The text of a statement under conditions; with an order, at most `:limit` rows of it."""
    text = STATEMENTS[statement]
    if conditions:
        text += " WHERE " + " AND ".join(f"({FRAGMENTS[name]})" for name in conditions)
    return f"{text} ORDER BY {FRAGMENTS[order]} LIMIT :limit" if order else text
