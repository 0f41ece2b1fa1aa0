"""Records of a noun in a TOML file, for use without a terminal, and the empty template of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date

from pydantic import TypeAdapter, ValidationError

from osp_cli.domain.fields import Noun
from osp_cli.errors import Located, WrongUsage, read_toml, unread
from osp_cli.exchange.faults import form_faults

Texts = dict[str, str]
_FORM = TypeAdapter(dict[str, list[dict[str, str | bool | int | float | date]]])


def read_records(text: str, name: str, noun: Noun) -> list[Texts]:
    """The records of a file as texts by field, those left empty left out. Every wrong key is told at once.

    `record` names the one that is meant where it is known by a number: it is no field, and stays as it is.
    """
    try:
        form = _FORM.validate_python(read_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise WrongUsage("answers-unreadable", {"file": name, "reason": unread(error)}) from None
    except ValidationError as error:
        raise broken(name, form_faults(error)) from None
    known = {"record", *(field.name for field in noun.fields)}
    places = [
        (f"{noun.name}.{place}.{key}", key) for place, one in enumerate(form.get(noun.name, []), 1) for key in one
    ]
    faults = [Located(key, "fault-unknown-key", {}) for key in form if key != noun.name]
    faults += [Located(place, "fault-unknown-key", {}) for place, key in places if key not in known]
    if faults:
        raise broken(name, faults)
    return [{key: _text(value) for key, value in one.items() if value != ""} for one in form.get(noun.name, [])]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def broken(name: str, faults: list[Located]) -> WrongUsage:
    """The refusal of a file, with every fault at its place."""
    details = {"faults": [fault.as_details() for fault in faults]}
    return WrongUsage("answers-broken", {"file": name, "faults": faults}, details=details)


def template(noun: Noun, remarks: Mapping[str, str], head: str, records: Iterable[Mapping[str, str]]) -> str:
    """A file with these records, or with one that is empty; each field with its remark, once."""
    lines = [f"# {head}"]
    for place, record in enumerate(records or [{}]):
        lines += ["", f"[[{noun.name}]]"]
        if "record" in record:
            lines.append(f"record = {json.dumps(record['record'], ensure_ascii=False)}")
        for field in noun.fields:
            lines += [] if place else [f"# {remarks[field.name]}"]
            lines.append(f"{field.name} = {json.dumps(record.get(field.name, ''), ensure_ascii=False)}")
    return "\n".join([*lines, ""])
