"""Fields of the user's own: what may be told of an opportunity beyond what the method asks.

A field has a kind, and a choice its values; both are told in the settings, as one line of text. What is kept bears its
kind, so that a value can be read where nobody has defined its field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, closest, name_key, narrow
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass

OwnKind = Literal["text", "number", "money", "date", "choice", "flag"]
OwnValue: TypeAlias = str | int | float | Money | date | bool

KINDS: tuple[OwnKind, ...] = ("text", "number", "money", "date", "choice", "flag")
PREFIX = "field."  # before the name, wherever names of other things stand as well
NAME_LIMIT = 60  # ours
_SPOKEN: dict[str, OwnKind] = {
    **{kind: kind for kind in KINDS if kind != "flag"},
    **dict.fromkeys(("yes/no", "yes-no", "是/否", "是否"), "flag"),
    "文本": "text", "数字": "number", "金额": "money", "日期": "date", "选项": "choice",
}  # fmt: skip
_NO_NAME = r"[^\w-]+"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the user's own; `allowed` are the values of a choice, in their order."""

    name: str
    kind: OwnKind
    allowed: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """How the settings tell it."""
        kind = "yes/no" if self.kind == "flag" else self.kind
        return f"{kind}: {', '.join(self.allowed)}" if self.allowed else kind

    @property
    def separates(self) -> bool:
        """Whether it has few values, so that deals can be told apart by it."""
        return self.kind in ("choice", "flag")


def field_name(text: str) -> str:
    """A name as fields are called: small letters, digits, `-` and `_` of any script; "" where nothing of it is left."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(_NO_NAME, "-", folded).strip("-_")[:NAME_LIMIT].rstrip("-_")


def defined(name: str, text: str) -> OwnField:
    """A field from its line in the settings: `text`, `number`, `money`, `date`, `yes/no` or `choice: A, B`.

    Errors: `own-name-unfit` with a name that fits; `own-kind-unknown`; `own-choice-empty` (fewer than two values).
    """
    if not name or field_name(name) != name:
        raise WrongUsage("own-name-unfit", {"name": name, "fit": field_name(name) or "region"})
    kind_text, colon, listed = narrow(text).partition(":")
    kind = _SPOKEN.get(name_key(kind_text))
    if kind is None or (colon and kind != "choice"):
        raise WrongUsage("own-kind-unknown", {"name": name, "text": text})
    if kind != "choice":
        return OwnField(name, kind)
    allowed = {name_key(each): clean_name(each) for each in re.split("[,、]", listed) if each.strip()}
    if len(allowed) < 2:
        raise WrongUsage("own-choice-empty", {"name": name, "text": text})
    return OwnField(name, kind, tuple(allowed.values()))


def known(fields: Mapping[str, OwnField], name: str) -> OwnField:
    """The field that is meant; `own-unknown` with those that there are."""
    found = fields.get(field_name(name.removeprefix(PREFIX)))
    if found is None:
        close = tuple(closest(name, fields))
        details = {"fields": list(fields)}
        raise NotFound("own-unknown", {"name": name, "known": tuple(fields), "close": close}, details=details)
    return found


def encoded(value: OwnValue) -> str:
    """A value as the text that is kept: one text for one value."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Money():
            return f"{value.amount} {value.currency}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def decoded(kind: str, text: str) -> OwnValue:
    """The value that was kept; ValueError for a text that is none of its kind."""
    match kind:
        case "flag":
            return text == "yes"
        case "date":
            return date.fromisoformat(text)
        case "number":
            value = float(text)
            return int(value) if value.is_integer() else value
        case "money":
            amount, _, currency = text.partition(" ")
            return Money(int(amount.replace(".", "")), currency)
        case _:
            return text


def standing_of(kind: OwnKind, text: str) -> tuple[bool, str, float]:
    """Where a value that was kept stands among those of its field; what is of another kind than the field comes last.

    Amounts of one currency stand together, for without a rate none is larger than one of another.
    """
    try:
        value = decoded(kind, text)
    except ValueError:
        return (True, name_key(text), 0)
    match value:
        case Money():
            return (False, value.currency, value.minor)
        case int() | float():
            return (False, "", value)
        case _:
            return (False, name_key(text), 0)
