"""Dossiers: everything known of one opportunity, or of each of many, in a fixed small number of queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import Account, Member, Status
from osp_cli.store import values
from osp_cli.store.noun_rows import maker
from osp_cli.store.rows import Rows

# The field of a dossier, the table it comes from, and what makes a value of a row.
PARTS: tuple[tuple[str, str, Callable[[sqlite3.Row], Any]], ...] = (
    *((noun.many, noun.name, maker(noun)) for noun in NOUNS),
    ("positions", "position", values.position_of),
    ("stakes", "stake", values.stake_of),
    ("answers", "answer", values.answer_of),
    ("confirmations", "confirmation", values.confirmation_of),
    ("decisions", "decision", values.decision_of),
    ("approvals", "approval", values.approval_of),
    ("strategies", "strategy_choice", values.strategy_of),
    ("forecast_calls", "forecast_call", values.forecast_call_of),
    ("plan_versions", "plan_version", values.plan_version_of),
    ("moves", "move", values.move_of),
    ("debts", "debt", values.debt_of),
    ("notes", "note", values.note_of),
)
_MANAGER = "manager"


def dossier_of(rows: Rows, row: sqlite3.Row) -> Dossier:
    """The dossier of the opportunity in this row."""
    number = row["number"]
    parts: dict[str, Any] = {
        field: tuple(make(each) for each in rows.each(f"{table}.of_one", of=number)) for field, table, make in PARTS
    }
    order = rows.row("sales_order.of_one", of=number)
    account = rows.row("account.by_number", number=row["account_number"])
    owner = rows.row("member.by_number", number=row["owner_number"])
    return Dossier(
        opportunity=values.opportunity_of(row, rows.former),
        account=values.account_of(account) if account else None,
        owner=values.member_of(owner) if owner else None,
        order=values.order_of(order) if order else None,
        managers=managers(rows),
        **parts,
    )


def dossiers_of_status(rows: Rows, status: str) -> Iterator[Dossier]:
    """The dossiers of all opportunities of one status, by number."""
    accounts: Mapping[int, Account] = {r["number"]: values.account_of(r) for r in rows.each("account.every")}
    members: Mapping[int, Member] = {r["number"]: values.member_of(r) for r in rows.each("member.every")}
    bosses = tuple(member.name for member in members.values() if member.role == _MANAGER)
    groups = {field: _grouped(rows, table, status, make) for field, table, make in PARTS}
    orders = _grouped(rows, "sales_order", status, values.order_of)
    for row in rows.rows("opportunity.of_status", status=status):
        number = row["number"]
        parts: dict[str, Any] = {field: tuple(group.get(number, ())) for field, group in groups.items()}
        yield Dossier(
            opportunity=values.opportunity_of(row, rows.former),
            account=accounts.get(row["account_number"]),
            owner=members.get(row["owner_number"]),
            order=next(iter(orders.get(number, ())), None),
            managers=bosses,
            **parts,
        )


def read_everything(rows: Rows) -> None:
    """Makes a value of every row and keeps none; ValueError, LookupError or TypeError where one means nothing."""
    parts = [*((table, make) for _, table, make in PARTS), ("sales_order", values.order_of)]
    for status in get_args(Status):
        for row in rows.each("opportunity.of_status", status=status):
            values.opportunity_of(row, rows.former)
        for table, make in parts:
            for row in rows.each(f"{table}.of_status", status=status):
                make(row)
    for table, make in (("account", values.account_of), ("member", values.member_of)):
        for row in rows.each(f"{table}.every"):
            make(row)


def managers(rows: Rows) -> tuple[str, ...]:
    """The names of those who may approve."""
    return tuple(row["name"] for row in rows.each("member.of_role", role=_MANAGER))


def _grouped(rows: Rows, table: str, status: str, make: Callable[[sqlite3.Row], Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows.each(f"{table}.of_status", status=status):
        found.setdefault(row["opportunity_number"], []).append(make(row))
    return found
