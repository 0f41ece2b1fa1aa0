"""What the whole book shares: accounts, the people on our side, quotas."""

from __future__ import annotations

from sqlalchemy import Index, func
from sqlalchemy import text as sql
from sqlmodel import Field

from osp_cli.store.tables.columns import Record, arguments, day, flag, textual


class AccountRow(Record, table=True):
    """A customer."""

    __tablename__ = "account"
    __table_args__ = arguments(flag("is_strategic"), flag("is_named"))

    name: str = textual()
    name_key: str = textual(unique=True)
    is_strategic: int
    is_named: int


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


TABLES = ("account", "member", "quota")
