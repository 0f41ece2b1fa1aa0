"""Reading the whole book for an import: what its rows may match."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Order, Status
from osp_cli.frozen import dataclass
from osp_cli.store import values
from osp_cli.store.history import Naming
from osp_cli.store.reading import Reading
from osp_cli.store.units import Change

LOOKED_AT = 1000  # changes of a deal among which the last import of a field is looked for: daily ones of some years


@dataclass(frozen=True, slots=True)
class Known:
    """What of an opportunity a row can be matched on."""

    number: int
    name_key: str
    account_key: str
    external_id: str | None
    is_open: bool


def every_known(reading: Reading) -> Iterator[Known]:
    """Every opportunity, open or ended, by number."""
    for row in reading.each("import.known"):
        yield Known(
            row["number"], row["name_key"], row["account_key"] or "", row["external_id"], row["status"] == "open"
        )


def history(reading: Reading) -> dict[int, list[tuple[date, str, Status]]]:
    """The moves that a history of stages brought in, by opportunity: day, stage, status."""
    found: dict[int, list[tuple[date, str, Status]]] = {}
    for row in reading.each("import.history"):
        told = (date.fromisoformat(row["on"]), row["to_stage"], row["status"])
        found.setdefault(row["opportunity_number"], []).append(told)
    return found


def live_order(reading: Reading, number: int) -> Order | None:
    """The order of an opportunity that is not cancelled."""
    row = reading.row("import.live_order", number=number)
    return values.order_of(row) if row else None


@dataclass(frozen=True, slots=True)
class Edit:
    """Who entered the value of a field here last, and when; and what the last import had put there, if one did."""

    who: str
    at: str
    is_imported: bool = False
    imported: Any = None


def edits(reading: Reading, number: int, fields: Iterable[str]) -> dict[str, Edit]:
    """The fields of an opportunity whose value was entered here, and not brought by an import."""
    found: dict[str, Edit] = {}
    open_fields, naming = set(fields), Naming(reading)
    for row in reading.each("import.edits", of=number, limit=LOOKED_AT):
        if not open_fields:
            break
        images = (json.loads(row[side]) if row[side] else None for side in ("before", "after"))
        change = naming(Change("opportunity", number, row["op"], *images))
        for field in tuple(open_fields):
            was, now = _value(change.before, field), _value(change.after, field)
            if change.before is not None and was == now:
                continue
            if not row["is_import"]:
                found.setdefault(field, Edit(row["who"], row["at"]))
                continue
            if field in found:
                found[field] = Edit(found[field].who, found[field].at, True, now)  # noqa: FBT003
            open_fields.discard(field)
    return found


def _value(image: Mapping[str, Any] | None, field: str) -> Any:
    """The value of a field in an image of the journal."""
    told = image or {}
    if field == "amount":
        minor = told.get("amount_minor")
        return None if minor is None else Money(minor, told["amount_currency"])
    value = told.get(field)
    return date.fromisoformat(value) if value and field in ("close_on", "next_step_on") else value
