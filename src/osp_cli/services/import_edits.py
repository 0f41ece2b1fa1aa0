"""What people changed here since the last import: it stays where the CRM still says what it said then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import dataclass
from osp_cli.services.opportunities import FieldChange
from osp_cli.store import imports
from osp_cli.store.reading import Reading

FIELDS = {
    "name": "name", "account": "account", "owner": "owner", "amount": "amount", "close": "close_on", "kind": "kind",
    "source": "source", "need": "need", "partner": "partner", "product": "product", "next": "next_step",
    "next_date": "next_step_on", "probability": "own_probability",
}  # fmt: skip
NAMED = frozenset(("name", "account", "owner"))


@dataclass(frozen=True, slots=True)
class Edits:
    """Of one row: what it says that is not taken, and who entered what it changes."""

    kept: tuple[FieldChange, ...] = ()
    told: Mapping[str, tuple[str, str]] | None = None

    def marked(self, changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
        """The changes, each with the person who entered the value before, and when."""
        told = self.told or {}
        return tuple(FieldChange(c.field, c.old, c.new, *told.get(c.field, (c.by, c.at))) for c in changes)


def without_edited(reading: Reading, values: Mapping[str, Any], before: Opportunity) -> tuple[Mapping[str, Any], Edits]:
    """The row without what a person changed here while the CRM did not; and what became of each such value.

    What both changed is taken, with who entered the value before. A date belongs to the step beside it.
    """
    differing = {name: field for name, field in FIELDS.items() if name in values and _differs(name, values, before)}
    if not differing:
        return values, Edits()
    edits = imports.edits(reading, before.number, differing.values())
    kept = [
        FieldChange(field, getattr(before, field), _new(name, values), edits[field].who, edits[field].at)
        for name, field in differing.items()
        if field in edits and edits[field].is_imported and _alike(field, edits[field].imported, _new(name, values))
    ]
    gone = {change.field for change in kept}
    gone |= {"next_step_on"} if "next_step" in gone else set()
    left = {name: value for name, value in values.items() if FIELDS.get(name) not in gone}
    return left, Edits(tuple(kept), {field: (edit.who, edit.at) for field, edit in edits.items()})


def _new(name: str, values: Mapping[str, Any]) -> Any:
    return int(values[name] + 0.5) if name == "probability" else values[name]


def _differs(name: str, values: Mapping[str, Any], before: Opportunity) -> bool:
    return bool(values[name] != "" and not _alike(FIELDS[name], getattr(before, FIELDS[name]), _new(name, values)))


def _alike(field: str, one: Any, other: Any) -> bool:
    if field in NAMED and one and other:
        return name_key(one) == name_key(other)
    return bool(one == other)
