"""What makes undo, the history and the dry run possible: units of change and their journal; and the book's own id."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from osp_cli.store.tables.columns import METADATA, arguments, day, flag, one_of, textual


class _Plain(SQLModel):
    """A table that is no record: it is not journalled itself."""

    metadata = METADATA


class UnitRow(_Plain, table=True):
    """One transaction that changed something; `target` is the unit that an undo or redo acts on.

    `happened_on` is the day of the facts in it, where that is another than the day they were recorded; the rows of an
    import have days of their own. What a unit that `is_exchange` wrote came from another store of osp.
    """

    __tablename__ = "unit"
    __table_args__ = arguments(
        one_of("kind", ("do", "undo", "redo")),
        one_of("state", ("done", "undone", "buried")),
        *day("happened_on"),
        flag("is_import"),
        flag("is_exchange"),
        Index("unit_undone", "number", sqlite_where=sql("state = 'undone'")),
    )

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text, unique=True)
    at: str = textual()
    who: str = textual()
    command: str = textual()
    summary: str = textual()
    happened_on: str | None = textual()
    is_import: int
    is_exchange: int
    kind: str = textual()
    target: int | None = Field(default=None, foreign_key="unit.number")
    state: str = textual()
    checksum: int


class JournalRow(_Plain, table=True):
    """One changed row, as JSON before and after; `opportunity_number` says whose history it belongs to."""

    __tablename__ = "journal"
    __table_args__ = arguments(
        one_of("op", ("insert", "update", "delete")),
        Index("journal_of_unit", "unit", "number"),
        Index("journal_of_opportunity", "opportunity_number", "unit", "number"),
        Index("journal_of_account", "row_number", "unit", "number", sqlite_where=sql("table_name = 'account'")),
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
    checksum: int


class SnapshotRow(_Plain, table=True):
    """A forecast as it was frozen: no record of the book, so that nothing takes it back.

    `unit` is the last unit of change before it, None where it came from another store; `week` is the Monday of its
    week; `content` is a JSON document, `digest` that of what the figures were made from.
    """

    __tablename__ = "snapshot"
    __table_args__ = arguments(*day("on", "week"), flag("is_weekly"), Index("snapshot_of_week", "week"))

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text, unique=True)
    by: str = textual()
    at: str = textual()
    on: str = textual()
    week: str = textual()
    is_weekly: int
    unit: int | None
    method: str = textual()
    digest: str = textual()
    content: str = textual()
    chances: str | None = textual()
    checksum: int


TABLES = ("unit", "journal", "snapshot", "book")
FROZEN = ("snapshot",)
