"""The tables, written once in SQLModel: the schema, the statements and the triggers are all made from them.

They are never imported to run a command (that costs ten times the command itself); rows never leave `store`.
STRICT tables of INTEGER and TEXT alone, so that a row needs no conversion and rejects what is neither.
"""

from __future__ import annotations

from sqlalchemy import Table

from osp_cli.store.tables import book, journal, opportunity, records
from osp_cli.store.tables.columns import METADATA

__all__ = [
    "FROZEN_TABLES",
    "GONE",
    "HELD_TABLES",
    "METADATA",
    "PLAIN_TABLES",
    "RECORD_TABLES",
    "columns",
    "portable",
    "records",
    "references",
    "table",
]

# Which records were removed leaves the store in a form of its own.
GONE = "gone"
RECORD_TABLES: tuple[str, ...] = (*book.TABLES, *opportunity.TABLES, *records.TABLES)
PLAIN_TABLES: tuple[str, ...] = journal.TABLES
# What leaves the store with the book, although no undo touches it.
FROZEN_TABLES: tuple[str, ...] = journal.FROZEN
# What a person may have looked at before: its `version` is the unit that changed it, or what hangs from it, last. It is
# no part of the record: it stands in no journal, and no other store knows it.
HELD_TABLES: tuple[str, ...] = ("opportunity", "account")
# What speaks of the journal of this one store.
_OF_THIS_STORE = {"snapshot": ("unit", "checksum")}


def table(name: str) -> Table:
    """The table of this name, for statements."""
    return METADATA.tables[name]


def columns(name: str) -> tuple[str, ...]:
    """The names of the columns that make a record of a table, in their order."""
    kept_out = ("version",) if name in HELD_TABLES else ()
    return tuple(column.name for column in table(name).columns if column.name not in kept_out)


def references(name: str) -> dict[str, str]:
    """The columns of a table that hold the number of another record, each with the table it is in."""
    return {column.name: key.column.table.name for column in table(name).columns for key in column.foreign_keys}


def portable(name: str) -> dict[str, str]:
    """The columns of a record that leave the store, by the names they have outside.

    A reference loses its `_number`, for outside it is a ULID; the key of a text is left out, for it follows from it.
    """
    refers, own = references(name), columns(name)
    follows = (column for column in own if column.endswith("_key") and column.removesuffix("_key") in own)
    inside = {*follows, "seen", *_OF_THIS_STORE.get(name, ())}
    kept = (column for column in own if column not in inside)
    return {column.removesuffix("_number") if column in refers else column: column for column in kept}
