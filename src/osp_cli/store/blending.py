"""What becomes of a record that two stores have changed: column by column, from what both knew last.

Columns that only mean something together (an amount and its currency, a stage and how a deal stands there) go together.
Where one side alone has changed such a group, it is right; where both have, the newer version is, and both are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from osp_cli.domain.nouns import NOUNS
from osp_cli.frozen import dataclass

Row: TypeAlias = Mapping[str, Any]
Side = Literal["ours", "theirs"]

# What each store has of its own: numbers, and the short name that they make of a name.
OF_A_STORE = frozenset(("number", "id", "by", "at", "seen", "slug", "record_number", "version"))
_CONVERTED = frozenset(("rate", "rate_on", "base_minor", "base_currency"))
_TOGETHER = {
    **dict.fromkeys(
        ("stage", "status", "ended_on", "left_stage", "reason", "lost_to", "reason_note", "stage_since"), "standing"
    ),
    **dict.fromkeys(("amount_minor", "amount_currency", "rate", "rate_on", "base_minor", "base_currency"), "price"),
    **dict.fromkeys(("next_step", "next_step_on"), "next"),
}
_LATEST = (("touched_on",), ("heard_on",))  # of two days the later one, whoever told it
_BY_FIELD = frozenset(("opportunity", "account", "member", *(noun.name for noun in NOUNS)))
_ENDINGS = ("_minor", "_currency", "_key")
# What stands in a new record of which nobody has told anything yet.
_UNTOLD = (None, 0, "rep")


@dataclass(frozen=True, slots=True)
class Blend:
    """What a record becomes; `clashing` are the columns that both sides changed, each to something else."""

    row: dict[str, Any]
    clashing: tuple[str, ...]


def differing(ours: Row, theirs: Row) -> tuple[str, ...]:
    """The columns that say something else there than here.

    One amount in two base currencies is the same amount: into which it is converted is each store's own.
    """
    own = OF_A_STORE | _CONVERTED if _is_converted_otherwise(ours, theirs) else OF_A_STORE
    return tuple(column for column in ours if column not in own and ours[column] != theirs[column])


def _is_converted_otherwise(ours: Row, theirs: Row) -> bool:
    if None in (ours.get("base_currency"), theirs.get("base_currency")):
        return False
    is_alike = all(ours.get(column) == theirs.get(column) for column in ("amount_minor", "amount_currency"))
    return is_alike and ours["base_currency"] != theirs["base_currency"]


def taken(ours: Row, theirs: Row) -> dict[str, Any]:
    """The record here with everything that is said there."""
    return {**ours, **{column: theirs[column] for column in differing(ours, theirs)}}


def blended(table: str, ours: Row, theirs: Row, base: Row | None, newer: Side) -> Blend:
    """The record out of both; without a `base` what one side alone has told is no contradiction."""
    row = dict(ours)
    clashing: list[str] = []
    for columns in _groups(table, differing(ours, theirs)):
        if columns in _LATEST:
            row |= {column: max(ours[column] or "", theirs[column] or "") for column in columns}
            continue
        side = _changed_by(columns, ours, theirs, base)
        if side is None:
            clashing += columns
        if (side or newer) == "theirs":
            row |= {column: theirs[column] for column in columns}
    return Blend(row, tuple(clashing))


def told_of(table: str, row: Row, columns: tuple[str, ...]) -> dict[str, Any]:
    """These columns of a row with what they mean nothing without: an amount its currency, a value its field."""
    beside = {"own_value": ("field", "kind"), "move": ("kind",)}.get(table, ())
    amounts = (column.removesuffix("_minor") for column in columns if column.endswith("_minor"))
    return {column: row[column] for column in (*columns, *(f"{amount}_currency" for amount in amounts), *beside)}


def _changed_by(columns: Iterable[str], ours: Row, theirs: Row, base: Row | None) -> Side | None:
    """The one side that changed these columns; None where both did."""
    columns = tuple(columns)
    if base is None:
        has_ours, has_theirs = (any(side[column] not in _UNTOLD for column in columns) for side in (ours, theirs))
        return None if has_ours and has_theirs else "ours" if has_ours else "theirs"
    if all(ours[column] == base.get(column) for column in columns):
        return "theirs"
    return "ours" if all(theirs[column] == base.get(column) for column in columns) else None


def _groups(table: str, columns: Iterable[str]) -> Iterable[tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for column in columns:
        groups.setdefault(_group(table, column), []).append(column)
    return (tuple(each) for each in groups.values())


def _group(table: str, column: str) -> str:
    if table not in _BY_FIELD:
        return ""  # a record of something said or done is one statement
    if table == "opportunity" and column in _TOGETHER:
        return _TOGETHER[column]
    return next((column.removesuffix(ending) for ending in _ENDINGS if column.endswith(ending)), column)
