"""The tables, written once in SQLModel: the schema, the statements and the triggers are all made from them.

They are never imported to run a command (that costs ten times the command itself); rows never leave `store`.
STRICT tables of INTEGER and TEXT alone, so that a row needs no conversion and rejects what is neither.
"""

from __future__ import annotations

from sqlalchemy import Table

from osp_cli.store.tables import book, journal, opportunity, records
from osp_cli.store.tables.columns import METADATA

__all__ = ["METADATA", "PLAIN_TABLES", "RECORD_TABLES", "columns", "records", "table"]

RECORD_TABLES: tuple[str, ...] = (*book.TABLES, *opportunity.TABLES, *records.TABLES)
PLAIN_TABLES: tuple[str, ...] = journal.TABLES


def table(name: str) -> Table:
    """The table of this name, for statements."""
    return METADATA.tables[name]


def columns(name: str) -> tuple[str, ...]:
    """The names of a table's columns, in their order."""
    return tuple(column.name for column in table(name).columns)
