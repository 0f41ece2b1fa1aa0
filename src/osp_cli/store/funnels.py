"""What the funnel is counted from, read in a fixed number of statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

from osp_cli.domain.funnel import Step
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Account, Status
from osp_cli.frozen import dataclass
from osp_cli.store.reading import Reading
from osp_cli.store.values import day, money


@dataclass(frozen=True, slots=True)
class FunnelDeal:
    """What matters of one deal: `ended_on` is the day of its order where it is won, `first` its first move."""

    number: int
    id: str
    slug: str
    name: str
    status: Status
    stage: str
    owner: str | None
    account: Account | None
    amount: Money | None
    base: Money | None
    is_dated: bool
    source: str | None
    reason: str | None
    lost_to: str | None
    created_on: date | None
    ended_on: date | None
    competitors: tuple[str, ...]
    steps: tuple[Step, ...]
    times_pushed: int


def deals(reading: Reading, ranks: Mapping[str, int]) -> Iterator[FunnelDeal]:
    """Every deal; `ranks` are the places of the stages, those of a former pack by what they mean now."""
    steps: dict[int, list[Step]] = {}
    for row in reading.each("funnel.moves"):
        stage = reading.former.get(row["to_stage"], row["to_stage"])
        if stage in ranks:
            step = Step(row["kind"], ranks[stage], row["status"], date.fromisoformat(row["on"]))
            steps.setdefault(row["opportunity_number"], []).append(step)
    rivals: dict[int, list[str]] = {}
    for row in reading.each("funnel.competitors"):
        rivals.setdefault(row["opportunity_number"], []).append(row["name"])
    pushes = {row["opportunity_number"]: row["times"] for row in reading.each("funnel.pushes")}
    for row in reading.each("funnel.deals"):
        number, status = row["number"], row["status"]
        ended = None if status == "open" else row["ordered_on" if status == "won" else "ended_on"]
        yield FunnelDeal(
            number, row["id"], row["slug"], row["name"], status, reading.former.get(row["stage"], row["stage"]),
            owner=row["owner"],
            account=_account(row),
            amount=money(row, "amount"),
            base=money(row, "base"),
            is_dated=row["close_on"] is not None,
            source=row["source"],
            reason=row["reason"],
            lost_to=row["lost_to"],
            created_on=day(row["created_on"]),
            ended_on=day(ended),
            competitors=tuple(rivals.get(number, ())),
            steps=tuple(steps.get(number, ())),
            times_pushed=pushes.get(number, 0),
        )  # fmt: skip


def _account(row: sqlite3.Row) -> Account | None:
    number = row["account_number"]
    if number is None:
        return None
    return Account(number, "", row["account"], bool(row["is_strategic"]), bool(row["is_named"]))
