"""What moved between the end of a day and now, read from the journal: each deal's states, one after the other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.forecast import Tally, in_base
from osp_cli.domain.money import Money
from osp_cli.domain.movements import Standing
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass
from osp_cli.store import past
from osp_cli.store.arrived import Image
from osp_cli.store.reading import Reading
from osp_cli.store.values import day, iso, opportunity_of


@dataclass(frozen=True, slots=True)
class Walked:
    """One deal that was changed: what it is called, and its states from the start to now."""

    number: int
    id: str
    slug: str
    name: str
    states: tuple[Standing | None, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What was open in the period at one time: by owner in the base currency, by currency in their own, and who."""

    owners: dict[str | None, Tally]
    currencies: dict[str, Tally]
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Between:
    """Everything between two days; `touched` are the deals of which anything was recorded in between.

    `imported` were there at the start by the days that a later import gives; of `vague`, those of them that were open,
    the file does not say how they stood.
    """

    start: Opened
    end: Opened
    walked: tuple[Walked, ...]
    touched: frozenset[int]
    imported: frozenset[int]
    vague: frozenset[int]


def between(reading: Reading, since: date, period: Period, base: str, first_stage: str) -> Between:
    """What moved from the end of a day on. Leaves the reading at the end of that day."""
    names = _Names(reading)
    end = _opened(reading, period, base, names)
    cut = past.cut_after(reading, since, first_stage)
    touched = frozenset(row["opportunity_number"] for row in reading.each("movements.touched", unit=cut.unit))
    steps = _steps(reading.rows("movements.entries", unit=cut.unit))
    orders = _orders(reading, cut.unit)
    rewound = past.rewind(reading, cut)
    start = _opened(reading, period, base, names)
    ordered = {
        row["opportunity_number"]: day(row["on"]) for row in reading.each("movements.standing_orders", unit=cut.unit)
    }
    walked = []
    for number, entries in steps.items():
        image = reading.row("opportunity.image", key=number)
        before: Image | None = json.loads(image["image"]) if image else None
        known = rewound.starts.get(number, 0)
        images = [(0, before)]
        images += [
            (entry["unit"], json.loads(entry["after"]) if entry["after"] else None)
            for entry in entries
            # The entry of the import itself as well: what it tells of the end may have come after the start.
            if entry["number"] >= known
        ]
        own = orders.get(number, {})
        if before is not None and before["status"] == "won":
            own[0] = ordered.get(number)
        walked.append(_walked(number, images, own, base, names))
    imported, vague = frozenset(rewound.imported), frozenset(rewound.vague)
    return Between(start, end, tuple(each for each in walked if each), touched, imported, vague)


@dataclass(frozen=True, slots=True)
class Now:
    """A deal as it is now (None: removed); how often its date was pushed while it was open, and its stage went back."""

    opportunity: Opportunity | None
    pushed: int
    back: int


def now(reading: Reading, period: Period, numbers: Iterable[int]) -> dict[int, Now]:
    """These deals as they are now: the open ones of the period read together, others one by one."""
    days: dict[str, Any] = {"first": iso(period.first), "last": iso(period.last)}
    opened = {
        row["number"]: opportunity_of(row, reading.former) for row in reading.each("movements.open_deals", **days)
    }
    pushes, backs = (
        {row["opportunity_number"]: row["times"] for row in reading.each(f"movements.{what}_of_open", **days)}
        for what in ("pushes", "retreats")
    )
    return {
        number: Now(opened[number], pushes.get(number, 0), backs.get(number, 0))
        if number in opened
        else _one_now(reading, number)
        for number in numbers
    }


def last_push(reading: Reading, number: int) -> str:
    """The instant at which the date of an open deal was last moved away; empty where it never was."""
    return reading.one("movements.last_push", of=number)["at"] or ""


def _one_now(reading: Reading, number: int) -> Now:
    pushed, back = (int(reading.one(f"movements.{what}", of=number)["times"]) for what in ("pushes", "retreats"))
    row = reading.row("opportunity.by_number", number=number)
    return Now(opportunity_of(row, reading.former) if row else None, pushed, back)


def _steps(entries: Iterable[sqlite3.Row]) -> dict[int, list[sqlite3.Row]]:
    """The last entry of each deal in each unit that counts: what was done and taken back again moved nothing."""
    rows = list(entries)
    toggled: dict[int, list[int]] = {}
    for row in rows:
        if row["kind"] != "do" and row["unit"] not in toggled.setdefault(row["target"], []):
            toggled[row["target"]].append(row["unit"])
    done = {row["unit"] for row in rows if row["kind"] == "do"}
    # Of a unit from before only what is left of taking it back and bringing it again: the last one, or nothing.
    counting = {row["unit"] for row in rows if row["kind"] == "do" and row["state"] == "done"}
    counting |= {units[-1] for target, units in toggled.items() if target not in done and len(units) % 2}
    found: dict[int, dict[int, sqlite3.Row]] = {}
    for row in rows:
        if row["unit"] in counting:
            found.setdefault(row["row_number"], {})[row["unit"]] = row
    return {number: list(units.values()) for number, units in found.items()}


def _orders(reading: Reading, unit: int) -> dict[int, dict[int, date | None]]:
    """Of each deal the day of its order as each unit after this one left it; None where the order was cancelled."""
    found: dict[int, dict[int, date | None]] = {}
    for row in reading.each("movements.orders", unit=unit):
        order: Image = json.loads(row["after"])
        on = None if order["cancelled_on"] else day(order["on"])
        found.setdefault(row["opportunity_number"], {})[row["unit"]] = on
    return found


def _walked(
    number: int,
    images: Iterable[tuple[int, Image | None]],
    orders: Mapping[int, date | None],
    base: str,
    names: _Names,
) -> Walked | None:
    """The states of a deal as units left it; of a unit that wrote no order the one before counts."""
    last: Image | None = None
    states: list[Standing | None] = []
    ordered: date | None = None
    for unit, image in images:
        ordered = orders.get(unit, ordered)
        states.append(_standing(image, ordered, base, names) if image else None)
        last = image or last
    return Walked(number, last["id"], last["slug"], last["name"], tuple(states)) if last else None


def _standing(image: Image, ordered: date | None, base: str, names: _Names) -> Standing:
    amount, converted = _money(image, "amount"), _money(image, "base")
    return Standing(
        status=image["status"],
        close_on=day(image["close_on"]),
        amount=amount,
        base=in_base(amount, converted, base),
        owner=names.of(image["owner_number"]),
        won_on=ordered if image["status"] == "won" else None,
    )


def _money(image: Image, name: str) -> Money | None:
    minor = image[f"{name}_minor"]
    return None if minor is None else Money(minor, image[f"{name}_currency"])


def _opened(reading: Reading, period: Period, base: str, names: _Names) -> Opened:
    days: dict[str, Any] = {"first": iso(period.first), "last": iso(period.last)}
    owners: dict[str | None, Tally] = {}
    currencies: dict[str, Tally] = {}
    for row in reading.each("movements.open", **days):
        own, into = row["amount_currency"], row["base_currency"]
        minor = row["base_sum"] if into == base else row["amount_sum"] if own == base else 0
        owner, tally = names.of(row["owner_number"]), Tally(row["deals"], Money(minor, base))
        owners[owner] = owners[owner] + tally if owner in owners else tally
        if own is not None:
            part = Tally(row["deals"], Money(row["amount_sum"], own))
            currencies[own] = currencies[own] + part if own in currencies else part
    numbers = frozenset(row["number"] for row in reading.each("movements.open_numbers", **days))
    return Opened(owners, currencies, numbers)


class _Names:
    """The names of owners by their numbers, as they are now."""

    def __init__(self, reading: Reading) -> None:
        self._known = {member.number: member.name for member in reading.members()}

    def of(self, number: int | None) -> str | None:
        """The name; `#7` of one who is gone."""
        return None if number is None else self._known.get(number, f"#{number}")


def standing_of(opportunity: Opportunity, base: str) -> Standing:
    """How a deal stands now."""
    return Standing(
        status=opportunity.status,
        close_on=opportunity.close_on,
        amount=opportunity.amount,
        base=in_base(opportunity.amount, opportunity.base, base),
        owner=opportunity.owner,
    )
