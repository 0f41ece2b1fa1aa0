"""The opportunity, with an index for each order a list is offered in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from osp_cli.store.tables.columns import Held, arguments, day, money, one_of, referring, textual

STATUSES = ("open", "won", "lost", "cancelled", "withdrawn")
KINDS = ("new", "expansion", "renewal")
SORTED_BY = {
    "number": (),
    "name": ("name_key",),
    "close": ("close_on",),
    "amount": ("base_minor",),
    "touched": ("touched_on",),
    "stage": ("stage",),
}
# A list shows the open ones, the closed ones or both, merged: each half has its own indexes, so that no page has to
# step over the other half.
HALVES = {"open": "status = 'open'", "closed": "status <> 'open'"}


def _sort_indexes() -> list[Any]:
    return [
        Index(f"opportunity_{half}_by_{sort}", *columns, "number", sqlite_where=sql(where))
        for half, where in HALVES.items()
        for sort, columns in SORTED_BY.items()
    ]


class OpportunityRow(Held, table=True):
    """One deal."""

    __tablename__ = "opportunity"
    __table_args__ = arguments(
        one_of("status", STATUSES),
        one_of("kind", KINDS),
        *money("amount", "base"),
        *day(
            "rate_on",
            "close_on",
            "next_step_on",
            "decide_on",
            "created_on",
            "ended_on",
            "touched_on",
            "heard_on",
            "stage_since",
        ),
        *_sort_indexes(),
        Index("opportunity_external", "external_id", unique=True, sqlite_where=sql("external_id IS NOT NULL")),
        Index("opportunity_by_name", "name_key"),
        Index("opportunity_ended", "ended_on", "number", sqlite_where=sql("ended_on IS NOT NULL")),
        Index("opportunity_of_owner", "owner_number", "status", "close_on", "number"),
        Index("opportunity_of_account", "account_number", "status", "close_on", "number"),
        Index(
            "opportunity_next_steps",
            *("next_step_on", "number"),
            sqlite_where=sql(f"{HALVES['open']} AND next_step_on IS NOT NULL"),
        ),
        Index(
            "opportunity_decisions",
            *("decide_on", "number"),
            sqlite_where=sql(f"{HALVES['open']} AND decide_on IS NOT NULL"),
        ),
        Index("opportunity_open_since", "stage", "stage_since", "number", sqlite_where=sql(HALVES["open"])),
        referring("opportunity", "follows_number"),
        # A forecast is added up from these two alone, its outlook from the first and the one after them; `status` makes
        # them whole for statements that name it.
        Index(
            "opportunity_open_sums",
            *("stage", "base_currency", "close_on", "base_minor", "owner_number", "account_number", "partner", "kind"),
            *("status", "created_on", "amount_currency", "amount_minor"),
            sqlite_where=sql(HALVES["open"]),
        ),
        # What forecasts learn from: what ended of late, and how many did in all.
        Index(
            "opportunity_by_end",
            *("ended_on", "status", "owner_number", "created_on"),
            *("base_currency", "base_minor", "amount_currency", "amount_minor"),
            sqlite_where=sql(HALVES["closed"]),
        ),
        Index(
            "opportunity_open_days",
            *("amount_currency", "close_on", "amount_minor", "status"),
            sqlite_where=sql(HALVES["open"]),
        ),
    )

    slug: str = textual(unique=True)
    name: str = textual()
    name_key: str = textual()
    account_number: int | None = Field(default=None, foreign_key="account.number")
    owner_number: int | None = Field(default=None, foreign_key="member.number")
    stage: str = textual()
    status: str = textual()
    amount_minor: int | None
    amount_currency: str | None = textual()
    rate: str | None = textual()
    rate_on: str | None = textual()
    base_minor: int | None
    base_currency: str | None = textual()
    close_on: str | None = textual()
    own_probability: int | None
    kind: str = textual()
    source: str | None = textual()
    need: str | None = textual()
    partner: str | None = textual()
    follows_number: int | None = Field(default=None, foreign_key="opportunity.number")
    product: str | None = textual()
    next_step: str | None = textual()
    next_step_on: str | None = textual()
    decide_on: str | None = textual()
    created_on: str | None = textual()
    ended_on: str | None = textual()
    left_stage: str | None = textual()
    reason: str | None = textual()
    lost_to: str | None = textual()
    reason_note: str | None = textual()
    external_id: str | None = textual()
    touched_on: str | None = textual()
    heard_on: str | None = textual()
    stage_since: str | None = textual()


TABLES = ("opportunity",)
