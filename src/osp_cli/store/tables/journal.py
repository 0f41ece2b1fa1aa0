"""What makes undo, the history and the dry run possible: units of change and their journal; and the book's own id."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from osp_cli.store.tables.columns import METADATA, arguments, day, one_of, textual


class _Plain(SQLModel):
    """A table that is no record: it is not journalled itself."""

    metadata = METADATA


class UnitRow(_Plain, table=True):
    """One transaction that changed something; `target` is the unit that an undo or redo acts on.

    `happened_on` is the day of the facts in it, where that is another than the day they were recorded.
    """

    __tablename__ = "unit"
    __table_args__ = arguments(
        one_of("kind", ("do", "undo", "redo")),
        one_of("state", ("done", "undone", "buried")),
        *day("happened_on"),
        Index("unit_undone", "number", sqlite_where=sql("state = 'undone'")),
    )

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text, unique=True)
    at: str = textual()
    who: str = textual()
    command: str = textual()
    summary: str = textual()
    happened_on: str | None = textual()
    kind: str = textual()
    target: int | None = Field(default=None, foreign_key="unit.number")
    state: str = textual()


class JournalRow(_Plain, table=True):
    """One changed row, as JSON before and after; `opportunity_number` says whose history it belongs to."""

    __tablename__ = "journal"
    __table_args__ = arguments(
        one_of("op", ("insert", "update", "delete")),
        Index("journal_of_unit", "unit", "number"),
        Index("journal_of_opportunity", "opportunity_number", "unit", "number"),
    )

    number: int | None = Field(default=None, primary_key=True)
    unit: int = Field(foreign_key="unit.number")
    opportunity_number: int | None
    table_name: str = textual()
    row_number: int
    op: str = textual()
    before: str | None = textual()
    after: str | None = textual()


class BookRow(_Plain, table=True):
    """The one row that names this store for ever."""

    __tablename__ = "book"
    __table_args__ = (CheckConstraint("number = 1", name="one_row"), {"sqlite_strict": True})

    number: int | None = Field(default=None, primary_key=True)
    id: str = textual()
    created_at: str = textual()


TABLES = ("unit", "journal", "book")
