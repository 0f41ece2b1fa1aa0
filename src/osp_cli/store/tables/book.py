"""What the whole book shares: accounts, the people on our side, quotas, and the plans of step 1."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, func
from sqlalchemy import text as sql
from sqlmodel import Field

from osp_cli.domain.accounts import ACCOUNT
from osp_cli.domain.calls import LEVELS
from osp_cli.store.tables.columns import Held, Record, arguments, day, money, one_of, referring, textual
from osp_cli.store.tables.nouns import row_of

AccountRow = row_of(ACCOUNT, Held, Index("account_once", "name_key", unique=True))


class AccountAliasRow(Record, table=True):
    """A name under which an account was known, before it was found to be this one."""

    __tablename__ = "account_alias"
    __table_args__ = arguments(referring("account_alias", "account_number"))

    account_number: int = Field(foreign_key="account.number")
    name: str = textual()
    name_key: str = textual(unique=True)


class MemberRow(Record, table=True):
    """A person on our side."""

    __tablename__ = "member"
    __table_args__ = arguments(Index("member_of_role", "role"))

    name: str = textual()
    name_key: str = textual(unique=True)
    role: str = textual()
    reports_to_number: int | None = Field(default=None, foreign_key="member.number")
    region: str | None = textual()


class QuotaRow(Record, table=True):
    """What an owner, or without one the team, is to sell from one day to another."""

    __tablename__ = "quota"
    __table_args__ = arguments(
        *day("first_on", "last_on"),
        Index("quota_once", func.coalesce(sql("owner_number"), sql("0")), sql("first_on"), sql("last_on"), unique=True),
    )

    owner_number: int | None = Field(default=None, foreign_key="member.number")
    first_on: str = textual()
    last_on: str = textual()
    amount_minor: int
    amount_currency: str = textual()


class TotalCallRow(Record, table=True):
    """What somebody calls for an owner, or without one the team, from one day to another; no amount takes it back.

    `level` says whose call it is: the owner's own, or the manager's adjustment of it.
    """

    __tablename__ = "total_call"
    __table_args__ = arguments(
        one_of("level", LEVELS),
        *money("amount"),
        *day("first_on", "last_on", "on"),
        Index("total_call_days", "first_on", "last_on", "number"),
        referring("total_call", "owner_number"),
    )

    owner_number: int | None = Field(default=None, foreign_key="member.number")
    level: str = textual()
    first_on: str = textual()
    last_on: str = textual()
    amount_minor: int | None
    amount_currency: str | None = textual()
    reason: str | None = textual()
    on: str = textual()


PLAN_KINDS = ("account", "territory", "partner")


class SalesPlanRow(Record, table=True):
    """A plan of step 1: of an account, of an owner's territory, or of the work with a partner; one of each."""

    __tablename__ = "sales_plan"
    __table_args__ = arguments(
        one_of("kind", PLAN_KINDS),
        CheckConstraint("(kind = 'account') = (account_number IS NOT NULL)", name="account_of_kind"),
        CheckConstraint("(kind = 'partner') = (partner IS NOT NULL)", name="partner_of_kind"),
        Index("sales_plan_account", "account_number", unique=True, sqlite_where=sql("kind = 'account'")),
        Index("sales_plan_territory", "owner_number", unique=True, sqlite_where=sql("kind = 'territory'")),
        Index("sales_plan_partner", "partner_key", unique=True, sqlite_where=sql("kind = 'partner'")),
        Index("sales_plan_of_owner", "owner_number"),
    )

    kind: str = textual()
    account_number: int | None = Field(default=None, foreign_key="account.number")
    owner_number: int = Field(foreign_key="member.number")
    partner: str | None = textual()
    partner_key: str | None = textual()


class SalesPlanPartRow(Record, table=True):
    """What a plan of step 1 says to one of its parts; `text_key` is the text as a search compares it."""

    __tablename__ = "sales_plan_part"
    __table_args__ = arguments(Index("sales_plan_part_once", "plan_number", "plan_part", unique=True))

    plan_number: int = Field(foreign_key="sales_plan.number")
    plan_part: str = textual()
    text: str = textual()
    text_key: str = textual()


class SalesPlanVersionRow(Record, table=True):
    """A plan of step 1 as it was submitted, and the manager's verdict on it; `content` is a JSON object."""

    __tablename__ = "sales_plan_version"
    __table_args__ = arguments(
        one_of("verdict", ("approved", "returned"), is_optional=True),
        *day("on", "judged_on"),
        CheckConstraint("(verdict IS NULL) = (approver IS NULL)", name="verdict_of_somebody"),
        CheckConstraint("(verdict IS NULL) = (judged_on IS NULL)", name="verdict_of_a_day"),
        Index("sales_plan_version_once", "plan_number", "version", unique=True),
    )

    plan_number: int = Field(foreign_key="sales_plan.number")
    version: int
    digest: str = textual()
    content: str = textual()
    on: str = textual()
    verdict: str | None = textual()
    approver: str | None = textual()
    reported_by: str | None = textual()
    note: str | None = textual()
    judged_on: str | None = textual()


class GoneRow(Record, table=True):
    """A record of another store that was removed there; `seen` are the versions of it that were known then."""

    __tablename__ = "gone"
    __table_args__ = arguments()

    of_table: str = textual()
    record_id: str = textual(unique=True)


TABLES = (
    "account",
    "account_alias",
    "member",
    "quota",
    "total_call",
    "sales_plan",
    "sales_plan_part",
    "sales_plan_version",
    "gone",
)
