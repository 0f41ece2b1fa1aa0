"""The plans of step 1: read whole, with what each says and every version of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from osp_cli.domain.handbook import SalesKind
from osp_cli.domain.names import name_key
from osp_cli.domain.sales_plans import SalesPlan, SalesVersion
from osp_cli.store import values
from osp_cli.store.reading import Reading


def plan_of(reading: Reading, kind: SalesKind, subject: str) -> SalesPlan | None:
    """The plan about an account, the territory of an owner, or a partner, each by name."""
    if kind == "partner":
        return _made(reading, reading.row("sales_plan.of_partner", partner_key=name_key(subject)))
    found = reading.account(subject) if kind == "account" else reading.member(subject)
    if found is None:
        return None
    if kind == "account":
        return _made(reading, reading.row("sales_plan.of_account", account_number=found.number))
    return _made(reading, reading.row("sales_plan.of_owner", owner_number=found.number))


def deals_with_partner(reading: Reading, name: str) -> frozenset[int]:
    """The numbers of the deals on which a partner of this name is on record, open and ended ones."""
    rows = reading.each("sales_plan.deals_with_partner", name_key=name_key(name))
    return frozenset(row["opportunity_number"] for row in rows)


def plan_of_account(reading: Reading, number: int) -> SalesPlan | None:
    """The plan about the account with this number."""
    return _made(reading, reading.row("sales_plan.of_account", account_number=number))


def plans(reading: Reading) -> Iterator[SalesPlan]:
    """Every plan, in the order of beginning."""
    for row in reading.rows("sales_plan.every"):
        yield _plan(reading, row)


def due_plans(reading: Reading, day: date, latest: date, owner: str | None, limit: int) -> tuple[SalesPlan, ...]:
    """The plans that go to the manager by a day; `latest` is the last day of agreement from which that is so."""
    given = {"day": day.isoformat(), "latest": latest.isoformat(), "owner_key": name_key(owner) if owner else None}
    return tuple(_plan(reading, row) for row in reading.rows("sales_plan.due", **given, limit=limit))


def waiting_count(reading: Reading) -> int:
    """How many plans wait for a verdict."""
    return int(reading.one("sales_plan.waiting_count")["total"])


def _made(reading: Reading, row: values.Row | None) -> SalesPlan | None:
    return _plan(reading, row) if row else None


def _plan(reading: Reading, row: values.Row) -> SalesPlan:
    number, kind = row["number"], row["kind"]
    subject = {"account": row["account"], "territory": row["owner"], "partner": row["partner"]}[kind]
    return SalesPlan(
        number=number,
        id=row["id"],
        kind=kind,
        subject=subject,
        owner=row["owner"],
        begun_on=date.fromisoformat(row["at"][:10]),
        texts={part["plan_part"]: part["text"] for part in reading.each("sales_plan_part.of", plan=number)},
        versions=tuple(version_of(version) for version in reading.each("sales_plan_version.of", plan=number)),
    )


def version_of(row: values.Row) -> SalesVersion:
    """A version of a plan."""
    plain: dict[str, Any] = {
        name: row[name]
        for name in ("number", "version", "digest", "content", "at", "by", "verdict", "approver", "reported_by", "note")
    }
    return SalesVersion(**plain, on=date.fromisoformat(row["on"]), judged_on=values.day(row["judged_on"]))
