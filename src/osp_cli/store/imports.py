"""Reading the whole book for an import: what its rows may match."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osp_cli.domain.opportunity import Order, Status
from osp_cli.frozen import dataclass
from osp_cli.store import values
from osp_cli.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Known:
    """What of an opportunity a row can be matched on."""

    number: int
    name_key: str
    account_key: str
    external_id: str | None


def every_known(reading: Reading) -> Iterator[Known]:
    """Every opportunity, open or ended, by number."""
    for row in reading.each("import.known"):
        yield Known(row["number"], row["name_key"], row["account_key"] or "", row["external_id"])


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
