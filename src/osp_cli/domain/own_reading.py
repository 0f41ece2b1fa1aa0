"""Values of the user's own fields, from what people type."""

from __future__ import annotations

import re
from datetime import date
from typing import Never

from osp_cli.domain.dates import parse_day
from osp_cli.domain.money import parse_money
from osp_cli.domain.names import excerpt, must_be_text, name_key, narrow
from osp_cli.domain.own_fields import OwnField, OwnValue
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

TEXT_LIMIT = 2000  # ours
DIGITS = 15  # so many a float holds exactly, and so JSON
_YES, _NO = ("yes", "y", "true", "1", "+", "是"), ("no", "n", "false", "0", "-", "否")
_NUMBER = r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Habits:
    """By what typed values are read: the day of today, the order of days and months, the currency, the fiscal year."""

    today: date
    currency: str
    date_order: str | None = None
    fiscal_start: int = 1


def parse(field: OwnField, typed: str, habits: Habits) -> OwnValue:
    """The value of a field from what was typed; `own-value-unfit` or what dates and amounts are refused with."""
    match field.kind:
        case "text":
            return _text(field, typed)
        case "number":
            return _number(field, typed)
        case "money":
            return parse_money(typed, habits.currency).money
        case "date":
            return parse_day(typed, habits.today, order=habits.date_order, fiscal_start_month=habits.fiscal_start)
        case "choice":
            chosen = next((each for each in field.allowed if name_key(each) == name_key(typed)), None)
            return chosen if chosen is not None else _refused(field, typed)
        case "flag":
            word = name_key(narrow(typed))
            return True if word in _YES else False if word in _NO else _refused(field, typed)


def _text(field: OwnField, typed: str) -> str:
    must_be_text(typed)
    return typed.strip() if len(typed.strip()) <= TEXT_LIMIT else _refused(field, typed)


def _number(field: OwnField, typed: str) -> int | float:
    bare = narrow(typed).strip()
    digits = bare.replace(",", "")
    if not re.fullmatch(_NUMBER, bare) or sum(each.isdecimal() for each in digits) > DIGITS:
        return _refused(field, typed)
    value = float(digits)
    return int(value) if value.is_integer() else value


def _refused(field: OwnField, typed: str) -> Never:
    values = {"name": field.name, "text": excerpt(typed), "own_kind": field.kind, "allowed": field.allowed}
    raise WrongUsage("own-choice-unfit" if field.allowed else "own-value-unfit", values)
