"""A result as a JSON document: the same bytes in every language but for the sentences meant for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import Any, get_args, get_origin, get_type_hints

from osp_cli.domain.money import Money
from osp_cli.domain.names import closest, quietly
from osp_cli.domain.process import Text
from osp_cli.errors import WrongUsage
from osp_cli.frozen import field_names

SCHEMA_VERSION = 1
_PLAIN = frozenset((str, int, bool, float, type(None)))


def to_json(value: Any) -> Any:
    """The value as what JSON knows: a dataclass by its fields, money in three forms, days in ISO form.

    A text of the method is given in all its languages. Fields that begin with an underscore are left out; what is not
    known stays null. TypeError for anything else.
    """
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is Money:
        return {"amount": value.amount, "currency": value.currency, "minor": value.minor}
    if kind is Text:
        return dict(value.languages)
    if field_names(kind) is not None:
        return {name: to_json(getattr(value, name)) for name in _names(kind)}
    return _other_json(value)


def _other_json(value: Any) -> Any:
    match value:
        case Mapping():
            return {str(to_json(key)): to_json(each) for key, each in value.items()}
        case Enum():
            return to_json(value.value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return [to_json(each) for each in value]
        case set() | frozenset():
            return sorted(to_json(each) for each in value)
        case PurePath() | str():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no form in JSON")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(name for name in field_names(kind) or () if not name.startswith("_"))


def document(result: Any, wanted: str | None = None, extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The document of a result: `schema_version`, its fields, then `extra`.

    `wanted` is the text of `--fields`. Where the result holds exactly one list of records, it selects the fields of
    each record, and the rest of the result stays; else, or where all of them are found there, keys of the result.
    `field-unknown` names what there is.
    """
    content = {**to_json(result), **to_json(extra or {})}
    if wanted is not None:
        content = _selected(result, content, [name.strip() for name in wanted.split(",") if name.strip()])
    return {"schema_version": SCHEMA_VERSION, **content}


def _selected(result: Any, content: dict[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    lists = _record_lists(type(result))
    known = next(iter(lists.values())) if len(lists) == 1 else ()
    if known and wanted and all(name in known for name in wanted):
        (key,) = lists
        return {**content, key: [{name: record[name] for name in wanted} for record in content[key]]}
    unknown = [name for name in wanted if name not in content]
    if unknown or not wanted:
        missing = [name for name in unknown if name not in known]
        choice = list(dict.fromkeys([*known, *content]))
        raise WrongUsage(
            "field-unknown",
            {"names": tuple(missing or unknown), "known": tuple(choice), "close": _close(missing or unknown, choice)},
            details={"fields": choice},
        )
    return {name: content[name] for name in wanted}


def _close(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for name in names for found in closest(name, known)))


def _record_lists(kind: type) -> dict[str, tuple[str, ...]]:
    """The fields of a result that hold records, each with the names of a record's fields.

    Read from the types, not from the values: an empty list must answer the same.
    """
    if field_names(kind) is None:
        return {}
    hints = get_type_hints(kind)
    lists = {}
    for name in _names(kind):
        element = next(iter(get_args(hints[name])), None)
        if get_origin(hints[name]) is tuple and isinstance(element, type) and field_names(element) is not None:
            lists[name] = _names(element)
    return lists


def encoded(content: Mapping[str, Any]) -> str:
    """The document as text, the same from run to run, ended by a line break; safe to look at in a terminal."""
    return quietly(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"
