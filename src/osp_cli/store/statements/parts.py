"""What statements are made of: constants written into the text, and values that only a caller gives."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Column, Delete, Insert, Select, Table, Update, bindparam, delete, insert, literal
from sqlalchemy import update as change
from sqlalchemy.sql.elements import ColumnElement

from osp_cli.store.tables import columns as names_of
from osp_cli.store.tables import table

Statement: TypeAlias = Select[Any] | Insert | Update | Delete
Condition: TypeAlias = ColumnElement[bool]

KEY = "key"


def given(name: str) -> BindParameter[Any]:
    """A value that the caller gives."""
    return bindparam(name, None)


def constant(value: str | int) -> BindParameter[Any]:
    """A value that stands in the text itself, so that partial indexes are used and no name can clash."""
    return literal(value, literal_execute=True)


def every_column(source: Table) -> list[Column[Any]]:
    """The columns of a table, in their order."""
    return list(source.columns)


def inserting(name: str, *more: str, with_number: bool = False) -> Insert:
    """INSERT of one row; the number comes from the sequence unless the caller gives it; `more` is no part of it."""
    columns = [*(column for column in names_of(name) if with_number or column != "number"), *more]
    return insert(table(name)).values({column: given(column) for column in columns})


def updating(name: str, *columns: str) -> Update:
    """UPDATE of these columns (all but the number, where none are named) of the row `:key`."""
    source = table(name)
    chosen = columns or tuple(column for column in names_of(name) if column != "number")
    return change(source).where(source.c.number == given(KEY)).values({column: given(column) for column in chosen})


def deleting(name: str) -> Delete:
    """DELETE of the row `:key`."""
    return delete(table(name)).where(table(name).c.number == given(KEY))
