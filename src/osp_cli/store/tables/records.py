"""What hangs from an opportunity: the nouns of the dossier, and everything that was said and done."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from osp_cli.domain.calls import LEVELS
from osp_cli.domain.handbook import StrategyKind
from osp_cli.domain.own_fields import KINDS as OWN_KINDS
from osp_cli.domain.process import Category
from osp_cli.domain.value import Position
from osp_cli.store.tables import nouns
from osp_cli.store.tables.columns import (
    OfOpportunity,
    arguments,
    day,
    flag,
    money,
    of_opportunity,
    one_of,
    referring,
    textual,
)
from osp_cli.store.tables.opportunity import STATUSES

STRATEGIES = get_args(StrategyKind)
CATEGORIES = get_args(Category)
MOVES = ("create", "advance", "override", "retreat", "end", "reopen", "import", "history")


class AnswerRow(OfOpportunity, table=True):
    """One answer; a newer one follows, none is ever changed."""

    __tablename__ = "answer"
    __table_args__ = arguments(
        one_of("sign", ("+", "-", "?")),
        *day("on"),
        of_opportunity("answer"),
        referring("answer", "person_number"),
        referring("answer", "competitor_number"),
    )

    question: str = textual()
    question_version: int
    sign: str = textual()
    text: str | None = textual()
    evidence: str | None = textual()
    person_number: int | None = Field(default=None, foreign_key="person.number")
    competitor_number: int | None = Field(default=None, foreign_key="competitor.number")
    on: str = textual()


class PositionRow(OfOpportunity, table=True):
    """How the customer sees a competitor on a decision criterion."""

    __tablename__ = "position"
    __table_args__ = arguments(
        one_of("seen_as", get_args(Position)),
        of_opportunity("position"),
        Index("position_once", "criterion_number", "competitor_number", unique=True),
        Index("position_of_competitor", "competitor_number"),
    )

    criterion_number: int = Field(foreign_key="criterion.number")
    competitor_number: int = Field(foreign_key="competitor.number")
    seen_as: str = textual()


class StakeRow(OfOpportunity, table=True):
    """Somebody of the customer's who sets store by a decision criterion."""

    __tablename__ = "stake"
    __table_args__ = arguments(
        of_opportunity("stake"), Index("stake_of_criterion", "criterion_number"), referring("stake", "person_number")
    )

    criterion_number: int = Field(foreign_key="criterion.number")
    person_number: int = Field(foreign_key="person.number")


class ConfirmationRow(OfOpportunity, table=True):
    """What a person of the customer's confirmed."""

    __tablename__ = "confirmation"
    __table_args__ = arguments(
        flag("needs_renewal"),
        *day("on"),
        of_opportunity("confirmation"),
        Index("confirmation_days", "opportunity_number", "on"),
        referring("confirmation", "person_number"),
    )

    criterion: str = textual()
    person_number: int = Field(foreign_key="person.number")
    evidence: str = textual()
    on: str = textual()
    needs_renewal: int


class DecisionRow(OfOpportunity, table=True):
    """A go / no-go; `assessment` is a JSON object of question id to sign."""

    __tablename__ = "decision"
    __table_args__ = arguments(
        one_of("verdict", ("go", "no-go")), flag("needs_renewal"), *day("on"), of_opportunity("decision")
    )

    step: int
    verdict: str = textual()
    reason: str = textual()
    on: str = textual()
    assessment: str = textual()
    needs_renewal: int


class StrategyChoiceRow(OfOpportunity, table=True):
    """The competitive strategy that the rep chose, beside the one that was recommended then."""

    __tablename__ = "strategy_choice"
    __table_args__ = arguments(
        one_of("kind", STRATEGIES),
        one_of("recommended", STRATEGIES, is_optional=True),
        *day("on"),
        of_opportunity("strategy_choice"),
    )

    kind: str = textual()
    recommended: str | None = textual()
    reason: str = textual()
    on: str = textual()


class ForecastCallRow(OfOpportunity, table=True):
    """Which category somebody calls a deal, whatever its stage says; no category takes the calls before it back."""

    __tablename__ = "forecast_call"
    __table_args__ = arguments(
        one_of("category", CATEGORIES, is_optional=True),
        one_of("level", LEVELS),
        *day("on"),
        of_opportunity("forecast_call"),
    )

    category: str | None = textual()
    level: str = textual()
    reason: str | None = textual()
    on: str = textual()


class MoveRow(OfOpportunity, table=True):
    """A change of stage or status; `report` is the gate report of that time as JSON.

    `stayed` are the days that the deal had been at `from_stage`, of a move ahead.
    """

    __tablename__ = "move"
    __table_args__ = arguments(
        one_of("kind", MOVES),
        one_of("status", STATUSES),
        *day("on"),
        of_opportunity("move"),
        Index("move_stayed", "from_stage", "number", "stayed", sqlite_where=sql("stayed IS NOT NULL")),
    )

    kind: str = textual()
    from_stage: str | None = textual()
    to_stage: str = textual()
    status: str = textual()
    reason: str | None = textual()
    on: str = textual()
    report: str | None = textual()
    stayed: int | None


class PlanVersionRow(OfOpportunity, table=True):
    """The plan as submitted."""

    __tablename__ = "plan_version"
    __table_args__ = arguments(*day("on"), Index("plan_version_once", "opportunity_number", "version", unique=True))

    version: int
    kind: str = textual()
    size: str = textual()
    digest: str = textual()
    content: str = textual()
    on: str = textual()


class ApprovalRow(OfOpportunity, table=True):
    """A manager's verdict."""

    __tablename__ = "approval"
    __table_args__ = arguments(
        one_of("what", ("plan", "discount", "proposal")),
        one_of("verdict", ("approved", "returned")),
        flag("needs_renewal"),
        *day("on"),
        of_opportunity("approval"),
        Index(
            "approval_of_plan",
            *("opportunity_number", "number", "verdict", "on"),
            sqlite_where=sql("what = 'plan' AND needs_renewal = 0"),
        ),
    )

    what: str = textual()
    verdict: str = textual()
    approver: str = textual()
    reported_by: str | None = textual()
    note: str | None = textual()
    on: str = textual()
    size: str = textual()
    plan_version: int | None
    needs_renewal: int


class DebtRow(OfOpportunity, table=True):
    """A shortcut still to be made good."""

    __tablename__ = "debt"
    __table_args__ = arguments(
        *day("on", "settled_on"),
        of_opportunity("debt"),
        Index("debt_open", "opportunity_number", "on", sqlite_where=sql("settled_on IS NULL")),
    )

    criterion: str = textual()
    stage: str = textual()
    reason: str = textual()
    on: str = textual()
    settled_on: str | None = textual()
    settled_by: str | None = textual()
    settled_evidence: str | None = textual()


class SalesOrderRow(OfOpportunity, table=True):
    """The customer's order; one that is not cancelled per opportunity."""

    __tablename__ = "sales_order"
    __table_args__ = arguments(
        *money("amount", "base", "booked_amount", "booked_base"),
        *day("on", "contract_on", "processed_on", "shipped_on", "booked_on", "cancelled_on"),
        one_of("paid", ("no", "part", "full"), is_optional=True),
        of_opportunity("sales_order"),
        Index("sales_order_live", "opportunity_number", unique=True, sqlite_where=sql("cancelled_on IS NULL")),
        Index("sales_order_by_day", "on", "opportunity_number", sqlite_where=sql("cancelled_on IS NULL")),
        Index("sales_order_by_booking", "booked_on", "opportunity_number", sqlite_where=sql("cancelled_on IS NULL")),
        Index("sales_order_cancelled", "opportunity_number", sqlite_where=sql("cancelled_on IS NOT NULL")),
        # What is won in a period is added up from these two alone.
        *(
            Index(
                f"sales_order_{name}",
                *(f"{prefix}base_currency", "on", "opportunity_number", f"{prefix}base_minor", "cancelled_on"),
                sqlite_where=sql("cancelled_on IS NULL"),
            )
            for name, prefix in (("ordered", ""), ("booked", "booked_"))
        ),
    )

    order_number: str | None = textual()
    order_link: str | None = textual()
    on: str | None = textual()
    amount_minor: int | None
    amount_currency: str | None = textual()
    base_minor: int | None
    base_currency: str | None = textual()
    contract_on: str | None = textual()
    contract_link: str | None = textual()
    processed_on: str | None = textual()
    shipped_on: str | None = textual()
    paid: str | None = textual()
    booked_on: str | None = textual()
    booked_amount_minor: int | None
    booked_amount_currency: str | None = textual()
    booked_base_minor: int | None
    booked_base_currency: str | None = textual()
    cancelled_on: str | None = textual()
    cancelled_reason: str | None = textual()


class SnoozeRow(OfOpportunity, table=True):
    """A line of the day that is put off; the record it hangs from is told by its ULID, which no store changes."""

    __tablename__ = "snooze"
    __table_args__ = arguments(
        *day("due_on", "until"),
        of_opportunity("snooze"),
        Index("snooze_until", "until"),
        Index("snooze_of_line", "record_id", "line", unique=True),
    )

    line: str = textual()
    record_number: int
    record_id: str = textual()
    due_on: str | None = textual()
    until: str = textual()


class NoteRow(OfOpportunity, table=True):
    """A dated note or contact; `text_key` is the text as a search compares it."""

    __tablename__ = "note"
    __table_args__ = arguments(
        one_of("kind", ("note", "call", "meeting", "mail")),
        *day("on"),
        of_opportunity("note"),
        Index("note_contacts", "opportunity_number", "on", sqlite_where=sql("kind <> 'note'")),
        referring("note", "person_number"),
    )

    kind: str = textual()
    text: str = textual()
    text_key: str = textual()
    person_number: int | None = Field(default=None, foreign_key="person.number")
    on: str = textual()


class OwnValueRow(OfOpportunity, table=True):
    """What a field of the user's own holds of an opportunity; `kind` makes the text a value without the settings."""

    __tablename__ = "own_value"
    __table_args__ = arguments(
        one_of("kind", OWN_KINDS),
        Index("own_value_once", "opportunity_number", "field", unique=True),
        Index("own_value_alike", "field", "value", "opportunity_number"),
    )

    field: str = textual()
    kind: str = textual()
    value: str = textual()


TABLES = (
    *nouns.TABLES,
    *("position", "stake", "answer", "confirmation", "decision", "strategy_choice", "forecast_call", "move"),
    *("plan_version", "approval", "debt", "sales_order", "note", "snooze", "own_value"),
)
