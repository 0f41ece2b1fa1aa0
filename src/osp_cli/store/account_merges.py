"""Accounts that one store has found to be one, while another still worked with both: they become one here too."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from osp_cli.domain.accounts import PROFILE, joined
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account
from osp_cli.store import values
from osp_cli.store.sales_plans import plan_of_account
from osp_cli.store.writing import Writing


def fold(writing: Writing) -> None:
    """Joins every account whose name is a former one of another account to that one; nothing hangs from it then."""
    while row := writing.row("account.doubled"):
        gone, kept = (
            values.account_of(writing.one("account.by_number", number=row[name])) for name in ("number", "kept")
        )
        if plan := plan_of_account(writing, gone.number):
            writing.move_plan_to_account(plan, kept.number, plan_of_account(writing, kept.number))
        writing.join_accounts(kept, gone)
    for alias in writing.rows("account_alias.of_itself"):
        writing.each("account_alias.take_out", key=alias["number"])


def join_told(writing: Writing, kept: Account, content: Mapping[str, Any]) -> None:
    """Adds to an account what a record says of one that was found to be it."""
    flags = (bool(content["is_strategic"]), bool(content["is_named"]))
    told = Account(0, "", content["name"], *flags, **{name: content[name] for name in PROFILE})
    after, _ = joined(kept, told)
    if any(_says_more(getattr(kept, name), getattr(after, name), getattr(told, name)) for name in (*PROFILE, *FLAGS)):
        writing.save_account(after)


def join_plans(writing: Writing, ours: sqlite3.Row, told: Mapping[str, Any]) -> sqlite3.Row:
    """The plan that a record of the file is here: where it went to an account that has one here, both become one."""
    standing = writing.row("sales_plan.twin", **told)
    if standing is None or standing["number"] == ours["number"]:
        return ours
    plan, other = (plan_of_account(writing, row["account_number"]) for row in (ours, standing))
    if plan:
        writing.move_plan_to_account(plan, standing["account_number"], other)
    return standing


def turn(writing: Writing, kept: Account, content: Mapping[str, Any], merged_there: str) -> bool:
    """Whether two accounts became one here and there in opposite ways, and there later: then they are the one there.

    The name of `content` is a former one of the account here; `merged_there` is the ULID under which its own name is a
    former one there, and tells when it became one; empty where it did not. Both stores decide alike.
    """
    former = writing.row("account_alias.twin", name_key=name_key(content["name"]))
    if former is None or merged_there <= former["id"]:
        return False
    account = writing.one("account.with_id", id=kept.id)
    there = {name: content[name] for name in ("name", "id", "by", "at")} | {"name_key": name_key(content["name"])}
    swapped = {"name": kept.name, "name_key": name_key(kept.name)}
    for table, row, changed in (("account", account, there), ("account_alias", former, swapped)):
        writing.each(f"{table}.overwrite", **{**dict(row), **changed, "key": row["number"]})
    return True


FLAGS = ("is_strategic", "is_named")


def _says_more(before: Any, after: Any, told: Any) -> bool:
    """Whether joining changes anything; what stands in the text already is not said twice."""
    return bool(before != after and not (isinstance(before, str) and isinstance(told, str) and told in before))
