"""Rows of the nouns to values, and values to rows, by the fields of the noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.names import name_key
from osp_cli.store import values


def record_of(noun: Noun, row: values.Row) -> Any:
    """The value of a row; people stand in it by name."""
    return noun.value(row["number"], row["id"], **{field.name: _told(field, row) for field in noun.fields})


def maker(noun: Noun) -> Callable[[values.Row], Any]:
    """What makes a value of a row of this noun."""
    return lambda row: record_of(noun, row)


def _told(field: Field, row: values.Row) -> Any:
    match field.kind:
        case "name" | "text" | "choice" | "person" | "question" | "number":
            return row[field.name]
        case "positions" | "people" | "answer":  # they have rows of their own
            return None if field.kind == "answer" else ()
        case "day":
            return values.day(row[field.column])
        case "money":
            return values.money(row, field.column)
        case "flag":
            return None if row[field.column] is None else bool(row[field.column])
        case "record":
            return row[field.column]
        case other:
            assert_never(other)


def columns_of(noun: Noun, record: Any, person: Callable[[str], int]) -> dict[str, Any]:
    """What the row of a value holds; `person` gives the number of somebody of the customer's by name."""
    columns: dict[str, Any] = {}
    for field in noun.fields:
        value = getattr(record, field.name)
        match field.kind:
            case "name" | "text" | "choice" | "record" | "question" | "number":
                columns[field.column] = value
            case "positions" | "people" | "answer":
                pass
            case "person":
                columns[field.column] = person(value) if value else None
            case "day":
                columns[field.column] = values.iso(value)
            case "money":
                columns |= values.pair(field.column, value)
            case "flag":
                columns[field.column] = None if value is None else int(value)
            case other:
                assert_never(other)
        if field.has_key:
            columns[f"{field.column}_key"] = name_key(value) if value else None
    return columns
