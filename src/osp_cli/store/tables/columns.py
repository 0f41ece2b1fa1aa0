"""What tables share: the columns of every record, kinds of columns, and the checks on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Index, MetaData, Text, text
from sqlmodel import Field, SQLModel

METADATA = MetaData()
LARGEST_MINOR = 10**17


class Record(SQLModel):
    """A record: a number that is never used again, a ULID, who recorded it and at which instant (UTC text).

    `seen` are the versions of it that came from other stores: ULIDs of units of theirs, with spaces between.
    """

    metadata = METADATA

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text, unique=True)
    by: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    seen: str | None = Field(default=None, sa_type=Text)


class Held(Record):
    """A record that a person may have looked at before: `version` is the unit that changed it last."""

    version: int = Field(sa_column_kwargs={"server_default": text("0")})


class OfOpportunity(Record):
    """A record that hangs from an opportunity."""

    opportunity_number: int = Field(foreign_key="opportunity.number")


def textual(**more: Any) -> Any:
    """A column of text."""
    return Field(sa_type=Text, **more)


def arguments(*parts: Any) -> Any:
    """The arguments of a record's table: its checks and indexes; STRICT, and numbers that are never given twice."""
    return (*parts, {"sqlite_strict": True, "sqlite_autoincrement": True})


def one_of(column: str, allowed: Iterable[str], *, is_optional: bool = False) -> CheckConstraint:
    """The column holds one of these texts (or nothing, where it is optional)."""
    listed = ", ".join(f"'{value}'" for value in allowed)
    nothing = f"{column} IS NULL OR " if is_optional else ""
    return CheckConstraint(f"{nothing}{column} IN ({listed})", name=f"{column}_known")


def flag(column: str) -> CheckConstraint:
    """The column holds 0 or 1."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_flag")


def day(*columns: str) -> list[CheckConstraint]:
    """Each column holds a day of the calendar as ISO text (or nothing, where it is optional)."""
    # The modifier makes SQLite count the day out: without it the 30th of February passes.
    return [CheckConstraint(f'"{column}" IS date("{column}", \'+0 days\')', name=f"{column}_day") for column in columns]


def money(*names: str) -> list[CheckConstraint]:
    """Each pair of columns holds an amount in minor units and its currency, or neither."""
    return [
        CheckConstraint(
            f"({name}_minor IS NULL) = ({name}_currency IS NULL) "
            f"AND coalesce({name}_minor, 0) BETWEEN -{LARGEST_MINOR} AND {LARGEST_MINOR}",
            name=f"{name}_money",
        )
        for name in names
    ]


def of_opportunity(name: str) -> Index:
    """The index that finds the records of one opportunity, in the order of recording."""
    return Index(f"{name}_of_opportunity", "opportunity_number", "number")


def referring(name: str, column: str) -> Index:
    """The index of a reference: without it, removing what it refers to would read the whole table."""
    return Index(f"{name}_of_{column.removesuffix('_number')}", column, sqlite_where=text(f"{column} IS NOT NULL"))
