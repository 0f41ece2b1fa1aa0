"""Rows to values, and values to rows: what a row does not say stays None."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from osp_cli.domain.accounts import PROFILE
from osp_cli.domain.money import Money
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import (
    Account,
    Answer,
    Approval,
    Confirmation,
    Debt,
    Decision,
    ForecastCall,
    Member,
    Move,
    Note,
    Opportunity,
    Order,
    PlanVersion,
    Snooze,
    StrategyChoice,
)
from osp_cli.domain.own_fields import decoded
from osp_cli.domain.value import RivalPosition, Stake

Row = sqlite3.Row


def day(text: str | None) -> date | None:
    """A day from its ISO text."""
    return date.fromisoformat(text) if text else None


def money(row: Row, name: str) -> Money | None:
    """An amount from its pair of columns."""
    minor = row[f"{name}_minor"]
    return None if minor is None else Money(minor, row[f"{name}_currency"])


def iso(value: date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if value else None


def pair(name: str, amount: Money | None) -> dict[str, Any]:
    """An amount as its pair of columns."""
    return {f"{name}_minor": amount.minor if amount else None, f"{name}_currency": amount.currency if amount else None}


def account_of(row: Row) -> Account:
    """An account."""
    return Account(
        row["number"], row["id"], row["name"], bool(row["is_strategic"]), bool(row["is_named"]),
        **{name: row[name] for name in PROFILE}, version=row["version"] or 0,
    )  # fmt: skip


def member_of(row: Row) -> Member:
    """A person on our side, with the name of the one they report to."""
    return Member(row["number"], row["id"], row["name"], row["role"], row["reports_to"], row["region"])


def opportunity_of(row: Row, former: Mapping[str, str]) -> Opportunity:
    """An opportunity, from its row with the names of account and owner.

    `former` are the stages of the pack in use by keys of another one that mean them.
    """
    stage, left = row["stage"], row["left_stage"]
    return Opportunity(
        number=row["number"], id=row["id"], slug=row["slug"], name=row["name"],
        stage=former.get(stage, stage),
        status=row["status"],
        account=row["account"],
        owner=row["owner"],
        amount=money(row, "amount"),
        rate=row["rate"],
        rate_on=day(row["rate_on"]),
        base=money(row, "base"),
        close_on=day(row["close_on"]),
        own_probability=row["own_probability"],
        kind=row["kind"],
        source=row["source"],
        need=row["need"],
        partner=row["partner"],
        follows=row["follows_number"],
        product=row["product"],
        next_step=row["next_step"],
        next_step_on=day(row["next_step_on"]),
        decide_on=day(row["decide_on"]),
        created_on=day(row["created_on"]),
        ended_on=day(row["ended_on"]),
        left_stage=former.get(left, left),
        reason=row["reason"],
        lost_to=row["lost_to"],
        reason_note=row["reason_note"],
        external_id=row["external_id"],
        touched_on=day(row["touched_on"]),
        heard_on=day(row["heard_on"]),
        stage_since=day(row["stage_since"]),
        version=row["version"] or 0,  # nobody can hold what was on an earlier day
        fields=own_fields_of(row["own_fields"]),
    )  # fmt: skip


def own_fields_of(text: str) -> Mapping[str, Any]:
    """The values of the user's own fields by name, from a JSON object of [kind, value]."""
    if text == "{}":
        return {}
    return {name: decoded(kind, value) for name, (kind, value) in sorted(json.loads(text).items())}


def opportunity_columns(value: Opportunity) -> dict[str, Any]:
    """What an opportunity's row holds of the value; account and owner are numbers there, given by the caller."""
    return {
        "slug": value.slug,
        "name": value.name,
        "name_key": name_key(value.name),
        "stage": value.stage,
        "status": value.status,
        **pair("amount", value.amount),
        "rate": value.rate,
        "rate_on": iso(value.rate_on),
        **pair("base", value.base),
        "close_on": iso(value.close_on),
        "own_probability": value.own_probability,
        "kind": value.kind,
        "source": value.source,
        "need": value.need,
        "partner": value.partner,
        "follows_number": value.follows,
        "product": value.product,
        "next_step": value.next_step,
        "next_step_on": iso(value.next_step_on),
        "decide_on": iso(value.decide_on),
        "created_on": iso(value.created_on),
        "ended_on": iso(value.ended_on),
        "left_stage": value.left_stage,
        "reason": value.reason,
        "lost_to": value.lost_to,
        "reason_note": value.reason_note,
        "external_id": value.external_id,
        "touched_on": iso(value.touched_on),
        "heard_on": iso(value.heard_on),
        "stage_since": iso(value.stage_since),
    }


def stake_of(row: Row) -> Stake:
    """Somebody who sets store by a criterion."""
    return Stake(row["number"], row["criterion_number"], row["who"])


def position_of(row: Row) -> RivalPosition:
    """A competitor's position on a criterion."""
    return RivalPosition(row["number"], row["criterion_number"], row["against"], row["seen_as"])


def answer_of(row: Row) -> Answer:
    """An answer, with the names of who said it and of the competitor it is about."""
    return Answer(
        number=row["number"],
        question=row["question"],
        sign=row["sign"],
        text=row["text"],
        evidence=row["evidence"],
        who=row["who"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
        against=row["against"],
        question_version=row["question_version"],
    )


def confirmation_of(row: Row) -> Confirmation:
    """A confirmation, with the name of who gave it."""
    return Confirmation(
        number=row["number"],
        criterion=row["criterion"],
        who=row["who"],
        evidence=row["evidence"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
        needs_renewal=bool(row["needs_renewal"]),
    )


def forecast_call_of(row: Row) -> ForecastCall:
    """Which category a deal was called."""
    return ForecastCall(
        row["number"], row["category"], row["reason"], date.fromisoformat(row["on"]), row["at"], row["by"], row["level"]
    )


def strategy_of(row: Row) -> StrategyChoice:
    """The strategy that was chosen."""
    return StrategyChoice(
        number=row["number"],
        kind=row["kind"],
        recommended=row["recommended"],
        reason=row["reason"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
    )


def decision_of(row: Row) -> Decision:
    """A go / no-go; its assessment keeps the order it was given in."""
    return Decision(
        number=row["number"],
        step=row["step"],
        verdict=row["verdict"],
        reason=row["reason"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
        assessment=tuple(json.loads(row["assessment"]).items()),
        needs_renewal=bool(row["needs_renewal"]),
    )


def approval_of(row: Row) -> Approval:
    """A manager's verdict."""
    return Approval(
        number=row["number"],
        what=row["what"],
        verdict=row["verdict"],
        approver=row["approver"],
        reported_by=row["reported_by"],
        note=row["note"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
        size=row["size"],
        plan_version=row["plan_version"],
        needs_renewal=bool(row["needs_renewal"]),
    )


def plan_version_of(row: Row) -> PlanVersion:
    """The plan as submitted."""
    return PlanVersion(
        number=row["number"],
        version=row["version"],
        kind=row["kind"],
        size=row["size"],
        digest=row["digest"],
        content=row["content"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
    )


def move_of(row: Row) -> Move:
    """A change of stage or status."""
    return Move(
        number=row["number"],
        kind=row["kind"],
        from_stage=row["from_stage"],
        to_stage=row["to_stage"],
        status=row["status"],
        reason=row["reason"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
    )


def debt_of(row: Row) -> Debt:
    """A shortcut to be made good."""
    return Debt(
        number=row["number"],
        criterion=row["criterion"],
        stage=row["stage"],
        reason=row["reason"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
        settled_on=day(row["settled_on"]),
        settled_by=row["settled_by"],
        settled_evidence=row["settled_evidence"],
    )


def order_of(row: Row) -> Order:
    """The customer's order."""
    return Order(
        number=row["number"],
        order_number=row["order_number"],
        order_link=row["order_link"],
        on=day(row["on"]),
        amount=money(row, "amount"),
        base=money(row, "base"),
        contract_on=day(row["contract_on"]),
        contract_link=row["contract_link"],
        processed_on=day(row["processed_on"]),
        shipped_on=day(row["shipped_on"]),
        paid=row["paid"],
        booked_on=day(row["booked_on"]),
        booked_amount=money(row, "booked_amount"),
        booked_base=money(row, "booked_base"),
        cancelled_on=day(row["cancelled_on"]),
        cancelled_reason=row["cancelled_reason"],
    )


def order_columns(value: Order) -> dict[str, Any]:
    """What an order's row holds of the value."""
    return {
        "order_number": value.order_number,
        "order_link": value.order_link,
        "on": iso(value.on),
        **pair("amount", value.amount),
        **pair("base", value.base),
        "contract_on": iso(value.contract_on),
        "contract_link": value.contract_link,
        "processed_on": iso(value.processed_on),
        "shipped_on": iso(value.shipped_on),
        "paid": value.paid,
        "booked_on": iso(value.booked_on),
        **pair("booked_amount", value.booked_amount),
        **pair("booked_base", value.booked_base),
        "cancelled_on": iso(value.cancelled_on),
        "cancelled_reason": value.cancelled_reason,
    }


def snooze_of(row: Row) -> Snooze:
    """A line of the day that is put off."""
    return Snooze(
        name=row["line"],
        record=(row["record_number"], row["record_id"]),
        due_on=day(row["due_on"]),
        until=date.fromisoformat(row["until"]),
        number=row["number"],
        opportunity=row["opportunity_number"],
    )


def note_of(row: Row) -> Note:
    """A note or contact, with the name of the person it was with."""
    return Note(
        number=row["number"],
        id=row["id"],
        kind=row["kind"],
        text=row["text"],
        who=row["who"],
        on=date.fromisoformat(row["on"]),
        at=row["at"],
        by=row["by"],
    )
