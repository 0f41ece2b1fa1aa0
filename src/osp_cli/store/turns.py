"""What turned in one deal, from its journal: reviews and plan versions, moves, calls, and edits of amount and date."""

from __future__ import annotations

import json
from datetime import date

from osp_cli.domain.dates import local
from osp_cli.domain.money import Money
from osp_cli.frozen import dataclass
from osp_cli.store.reading import Reading
from osp_cli.store.values import day


@dataclass(frozen=True, slots=True)
class Edited:
    """Amount and expected order date before and after; `is_push`: the date of the open deal moved away."""

    amounts: tuple[Money | None, Money | None]
    closes: tuple[date | None, date | None]
    is_push: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One entry that stands: in which unit, on which day, by whom and for which reason; `table` and `row` say what.

    `edited` is told of a change of the opportunity's own fields alone.
    """

    unit: int
    on: date
    who: str
    reason: str
    table: str
    row: int
    edited: Edited | None = None


def turns(reading: Reading, number: int) -> tuple[Turn, ...]:
    """The turns of a deal in the order of recording; what was taken back is none."""
    found = []
    for row in reading.each("turns.of_deal", of=number):
        on = day(row["happened_on"]) or local(row["at"]).date()
        edited = _edited(row["before"], row["after"]) if row["table_name"] == "opportunity" else None
        found.append(Turn(row["unit"], on, row["who"], row["summary"], row["table_name"], row["row_number"], edited))
    return tuple(found)


def last_answer(reading: Reading, number: int, unit: int) -> int:
    """The number of the last answer about a deal that was recorded by the end of a unit; 0 where there was none."""
    return int(reading.one("turns.last_answer", of=number, unit=unit)["last"])


def _edited(before: str, after: str) -> Edited:
    old, new = json.loads(before), json.loads(after)

    def amount(image: dict[str, str | int | None]) -> Money | None:
        minor, currency = image["amount_minor"], image["amount_currency"]
        return None if minor is None else Money(int(minor), str(currency))

    closes = (day(old["close_on"]), day(new["close_on"]))
    is_push = old["status"] == "open" and None not in closes and closes[1] > closes[0]  # type: ignore[operator]
    return Edited((amount(old), amount(new)), closes, is_push)
