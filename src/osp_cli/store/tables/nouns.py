"""The tables of the nouns of the dossier, made from their fields."""

from __future__ import annotations

from collections.abc import Iterator
from types import new_class
from typing import Any, assert_never

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlmodel import Field as Column

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.nouns import NOUNS
from osp_cli.store.tables.columns import (
    OfOpportunity,
    Record,
    arguments,
    day,
    flag,
    money,
    of_opportunity,
    one_of,
    referring,
    textual,
)


def _columns(field: Field) -> dict[str, tuple[Any, Any]]:
    """The columns of a field: type and definition by name."""
    text: Any = str if field.is_needed else str | None
    columns: dict[str, tuple[Any, Any]]
    match field.kind:
        case "name" | "text" | "choice" | "day" | "question":
            columns = {field.column: (text, textual())}
        case "person":
            reference = Column(default=None, foreign_key="person.number", nullable=not field.is_needed)
            columns = {field.column: (int | None, reference)}
        case "record":
            reference = Column(default=None, foreign_key=f"{field.of}.number", nullable=not field.is_needed)
            columns = {field.column: (int | None, reference)}
        case "flag" | "number":
            columns = {field.column: (int, Column()) if field.is_needed else (int | None, Column(default=None))}
        case "positions" | "people" | "answer":  # in tables of their own
            columns = {}
        case "money":
            columns = {
                f"{field.column}_minor": (int | None, Column(default=None)),
                f"{field.column}_currency": (str | None, textual()),
            }
        case other:
            assert_never(other)
    return columns | ({f"{field.column}_key": (text, textual())} if field.has_key else {})


def _in_dossier(noun: Noun) -> Iterator[Index]:
    yield of_opportunity(noun.name)
    if not noun.is_numbered:
        key = (f"{noun.head.column}_key",) if noun.is_named else ()
        yield Index(f"{noun.name}_once", "opportunity_number", *key, unique=True)


def _checks(noun: Noun) -> Iterator[CheckConstraint | Index]:
    for day_field, ends in noun.due:
        is_waiting = sql(waiting(noun, ends) or f"{day_field} IS NOT NULL")
        yield Index(f"{noun.name}_{day_field.removesuffix('_on')}", day_field, sqlite_where=is_waiting)
    for field in noun.fields:
        match field.kind:
            case "choice":
                yield one_of(field.column, field.allowed, is_optional=not field.is_needed)
            case "day":
                yield from day(field.column)
            case "money":
                yield from money(field.column)
            case "person" | "record":
                yield referring(noun.name, field.column)
            case "flag":
                yield flag(field.column)
            case "number":
                yield CheckConstraint(f"{field.column} >= 1", name=f"{field.column}_from_one")
            case _:
                pass


def waiting(noun: Noun, ends: str | None) -> str | None:
    """When a day of a record still asks for something, as SQL; None where nothing of its own ends it (`Noun.due`)."""
    if ends is None:
        return None
    if noun.field(ends).kind == "money":
        return f"({ends}_minor IS NULL OR {ends}_minor < amount_minor)"  # in brackets: else no index is found by it
    return f"{ends} IS NULL"


def row_of(noun: Noun, base: type[Record], *parts: Any) -> type[Record]:
    """The class of a noun's rows, as if it had been written out; `parts` are what its place adds to the table."""
    columns = {name: column for field in noun.fields for name, column in _columns(field).items()}
    content = {
        "__module__": __name__,
        "__doc__": f"A {noun.name}: its columns are the fields of the noun.",
        "__tablename__": noun.name,
        "__table_args__": arguments(*parts, *_checks(noun)),
        "__annotations__": {name: kind for name, (kind, _) in columns.items()},
        **{name: definition for name, (_, definition) in columns.items()},
    }
    return new_class(f"{noun.name.title()}Row", (base,), {"table": True}, lambda space: space.update(content))


ROWS = tuple(row_of(noun, OfOpportunity, *_in_dossier(noun)) for noun in NOUNS)
TABLES = tuple(noun.name for noun in NOUNS)
