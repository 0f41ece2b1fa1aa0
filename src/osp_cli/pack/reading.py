"""The handbook of a pack: the built-in one from its compiled form, any other from its TOML files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from osp_cli.domain.handbook import (
    LISTS,
    Chapter,
    Condition,
    CriterionState,
    Duty,
    Ground,
    Handbook,
    HasChanged,
    IsAhead,
    IsApproved,
    IsBehind,
    IsDeal,
    IsOlder,
    IsOverdue,
    Lacking,
    NetOf,
    NotMet,
    OnlyHolder,
    Page,
    QuestionState,
    RecordsWarn,
    SalesPart,
    Signal,
    Strategy,
    Term,
    Warned,
    Work,
)
from osp_cli.domain.process import Item, Text
from osp_cli.pack.load import HANDBOOK, item_of

Row = Mapping[str, Any]


@cache
def builtin_handbook() -> Handbook:
    """The handbook that comes with `osp`; read once per run."""
    return handbook_of(json.loads(HANDBOOK.read_bytes()))


def load_handbook(directory: Path) -> Handbook:
    """The handbook in the TOML files of a directory; a malformed pack is refused with `PackBroken`."""
    # Here, not above: pydantic costs more than a whole everyday command.
    from osp_cli.pack.check import read

    return handbook_of(read(directory)["handbook"])


def handbook_of(content: Row) -> Handbook:
    """The values of a content that is known to be well formed."""
    return Handbook(
        pages=tuple(_page(row) for row in content["pages"]),
        works=tuple(Work(row["step"], row["role"], _items(row["items"])) for row in content["works"]),
        chapters=tuple(Chapter(row["id"], Text(row["name"]), _items(row["items"])) for row in content["chapters"]),
        warnings=tuple(Warned(item_of(row["item"]), tuple(row["steps"])) for row in content["warnings"]),
        duties=tuple(_duty(row) for row in content["duties"]),
        signals=tuple(_signal(row) for row in content["signals"]),
        strategies=tuple(_strategy(row) for row in content["strategies"]),
        terms=tuple(Term(row["id"], Text(row["text"]), Text(row["meaning"])) for row in content["terms"]),
        sales_parts=tuple(_sales_part(row) for row in content["sales_parts"]),
    )


def _items(rows: list[Row]) -> tuple[Item, ...]:
    return tuple(item_of(row) for row in rows)


def _page(row: Row) -> Page:
    return Page(row["number"], **{name: _items(row.get(name, [])) for name in LISTS})


def _duty(row: Row) -> Duty:
    return Duty(
        item=item_of(row["item"]),
        rhythm=row["rhythm"],
        days=row.get("days", 0),
        months=row.get("months", 0),
        first=row["first"],
        last=row["last"],
        strategic_only=row.get("strategic_only", False),
        question=row.get("question", ""),
        by=row.get("by", ""),
        mend=tuple(row.get("mend", ())),
        asks_for=row.get("asks_for", ""),
    )


def _sales_part(row: Row) -> SalesPart:
    return SalesPart(
        item_of(row["item"]), row["plan"], Text(row["ask"]), row.get("profile", ""), row.get("is_required", False)
    )


def _signal(row: Row) -> Signal:
    conditions = tuple(_condition(each) for each in row["when"])
    return Signal(item_of(row["item"]), row["first"], row["last"], conditions, tuple(row.get("mend", ())))


def _condition(row: Row) -> Condition:  # noqa: PLR0911  one per kind
    if "question" in row:
        return QuestionState(row["question"], tuple(row["states"]))
    if "criterion" in row:
        return CriterionState(row["criterion"], row.get("is_met", False))
    if "lacking" in row:
        return Lacking(row["lacking"])
    if "only_holder" in row:
        return OnlyHolder(row["only_holder"])
    if "not_met" in row:
        return NotMet(row["not_met"])
    if "approved" in row:
        return IsApproved(row["approved"])
    if "older" in row:
        return IsOlder(row["older"], row.get("days", 0))
    if "records" in row:
        return RecordsWarn(row["records"])
    return HasChanged() if "changed" in row else IsOverdue()


def _strategy(row: Row) -> Strategy:
    return Strategy(item_of(row["item"]), row["kind"], tuple(_ground(each) for each in row["when"]))


def _ground(row: Row) -> Ground:
    if "question" in row:
        return QuestionState(row["question"], tuple(row["states"]))
    if "heading" in row:
        return NetOf(row["heading"], row.get("least"), row.get("most"))
    if "ahead" in row:
        return IsAhead(row["ahead"], row.get("is_met", False))
    return IsDeal(tuple(row["deal"])) if "deal" in row else IsBehind()
