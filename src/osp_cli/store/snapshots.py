"""Forecasts as they were frozen, and what their figures were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from osp_cli.errors import NotFound
from osp_cli.frozen import dataclass
from osp_cli.store.past import Cut, beginning_of
from osp_cli.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """One snapshot; `unit` is the last unit of change before it, None where it came from another store."""

    number: int
    id: str
    by: str
    at: str
    on: date
    is_weekly: bool
    unit: int | None
    method: str
    digest: str
    content: Mapping[str, Any]

    def cut(self, *, counts_imports: bool, first_stage: str) -> Cut:
        """Where the history has to be cut to see what it was made from."""
        end = beginning_of(self.on + timedelta(days=1))
        return Cut(self.unit or 0, self.on, end, first_stage, counts_imports)


def kept(reading: Reading) -> tuple[Kept, ...]:
    """Every snapshot, the oldest first."""
    return tuple(_kept_of(row) for row in reading.each("snapshot.every"))


def kept_by_number(reading: Reading, number: int) -> Kept:
    """One snapshot; `snapshot-unknown` where there is none."""
    row = reading.row("snapshot.by_number", number=number)
    if row is None:
        raise NotFound("snapshot-unknown", {"number": number})
    return _kept_of(row)


def chances_of(reading: Reading, number: int) -> Any:
    """The chances of the open deals as a snapshot keeps them; None where it keeps none."""
    kept = reading.one("snapshot.chances", number=number)["chances"]
    return json.loads(kept) if kept else None


def _kept_of(row: Any) -> Kept:
    return Kept(
        row["number"], row["id"], row["by"], row["at"], date.fromisoformat(row["on"]), bool(row["is_weekly"]),
        row["unit"], row["method"], row["digest"], json.loads(row["content"]),
    )  # fmt: skip


def digest_of(reading: Reading, first: date, last: date, more: str) -> str:
    """The digest of what a forecast of these days is made from: deals, orders, quotas, and what the caller tells."""
    found = hashlib.sha256(more.encode())
    days = {"first": first.isoformat(), "last": last.isoformat()}
    for statement, given in (
        ("past.open_inputs", {}),
        ("past.won_inputs", days),
        ("past.call_inputs", {}),
        ("quota.every", {}),
    ):
        for row in reading.each(statement, **given):
            found.update(f"{tuple(row)}\n".encode())
    return found.hexdigest()
