"""What people type for a field of a noun, as its value."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_never

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money, parse_money
from osp_cli.domain.names import NOTHING, clean_name, narrow
from osp_cli.domain.value import NAMES_JOINT, Rated, names_in, positions_in, positions_text
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.services.desk import Desk
from osp_cli.settings import read_day

LARGEST_NUMBER = 999
SAID = {"yes": True, "true": True, "y": True, "是": True, "no": False, "false": False, "n": False, "否": False}


def read_field(desk: Desk, field: Field, typed: str, currency: str | None = None) -> Any:
    """The value that was typed; `none`, or nothing, empties the field, where the record can be without it.

    `currency` counts for an amount without one, else the base currency. Refuses with `field-needed`, `choice-unknown`,
    `flag-unreadable`, `number-unreadable`, `positions-unreadable`, or as the amount, the day or the name is refused.
    """
    text = typed.strip()
    if text.casefold() in NOTHING:
        if field.is_needed:
            raise WrongUsage("field-needed", {"field": field.name})
        return None
    return _read(desk, field, text, currency or desk.base)


def _read(desk: Desk, field: Field, text: str, currency: str) -> Any:  # noqa: C901  one per kind
    match field.kind:
        case "name" | "person":
            value: Any = clean_name(text)
        case "text" | "answer":
            value = text
        case "choice":
            value = _choice(field, text)
        case "day":
            value = _day(desk, field, text)
        case "money":
            value = parse_money(text, currency).money
        case "record":
            value = _record(field, text)
        case "question":
            value = _question(desk, field, text)
        case "flag":
            value = _flag(field, text)
        case "number":
            value = _number(field, text)
        case "positions":
            value = _positions(field, text)
        case "people":
            value = tuple(clean_name(name) for name in names_in(text) or (text,))
        case other:
            assert_never(other)
    return value


def _day(desk: Desk, field: Field, text: str) -> date:
    day = read_day(text, desk.today, desk.settings, past=field.is_past)
    if field.is_past and day > desk.today:
        raise WrongUsage("on-in-the-future", {"day": day, "today": desk.today})
    return day


def _choice(field: Field, text: str) -> str:
    wanted = "unknown" if text in ("?", "？") else "-".join(text.casefold().replace("_", " ").split())
    if wanted not in field.allowed:
        allowed = {"value": text, "field": field.name, "allowed": tuple(field.allowed)}
        raise WrongUsage("choice-unknown", allowed, details={"field": field.name, "allowed": list(field.allowed)})
    return wanted


def _number(field: Field, text: str) -> int:
    plain = narrow(text)
    if not (plain.isascii() and plain.isdecimal()) or not 1 <= int(plain) <= LARGEST_NUMBER:
        values = {"value": text, "field": field.name, "limit": LARGEST_NUMBER}
        raise WrongUsage("number-unreadable", values, details={"field": field.name})
    return int(plain)


def _positions(field: Field, text: str) -> tuple[Rated, ...]:
    told = positions_in(text)
    if told is None:
        raise WrongUsage("positions-unreadable", {"value": text, "field": field.name}, details={"field": field.name})
    positions: list[Any] = [(clean_name(name), _choice(field, said)) for name, said in told.items()]
    return tuple(Rated(name, position) for name, position in positions)


def _record(field: Field, text: str) -> int:
    plain = narrow(text)
    if not (plain.isascii() and plain.isdecimal()):
        values = {"value": text, "field": field.name}
        raise WrongUsage("record-number-unreadable", values, details={"field": field.name})
    return int(plain)


def _question(desk: Desk, field: Field, text: str) -> str:
    if not field.of:
        return desk.process.question(text).id
    known = [question.id for question in desk.process.questions if question.kind == field.of]
    if text not in known:
        values = {"value": text, "field": field.name, "known": tuple(known)}
        raise NotFound("question-of-another-kind", values, details={"questions": known})
    return text


def _flag(field: Field, text: str) -> bool:
    if text.casefold() not in SAID:
        raise WrongUsage("flag-unreadable", {"value": text, "field": field.name}, details={"field": field.name})
    return SAID[text.casefold()]


def typed_form(noun: Noun, record: Any) -> dict[str, str]:
    """What would be typed to give the fields of a record the values they have; those not known are left out."""
    values = ((field.name, getattr(record, field.name)) for field in noun.fields)
    return {name: _typed_form(value) for name, value in values if value not in (None, ())}


def _typed_form(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case Money():
            return f"{value.amount} {value.currency}"
        case tuple() if isinstance(value[0], str):
            return NAMES_JOINT.join(value)
        case tuple():
            return positions_text({each.competitor: each.position for each in value})
        case _:
            return str(value)
