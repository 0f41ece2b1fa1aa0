"""Changing accounts: their profile, their names, and what becomes of two that are one."""

from __future__ import annotations

from typing import Any, NoReturn

from osp_cli.domain.accounts import ACCOUNT, joined
from osp_cli.domain.names import clean_name, name_key
from osp_cli.domain.opportunity import Account
from osp_cli.store import values
from osp_cli.store.noun_rows import columns_of
from osp_cli.store.records import Recording


class AccountWriting(Recording):
    """Customers that were looked up to be referred to are kept until one of them is changed.

    The rows of an import name the same ones again and again.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._accounts: dict[str, Account] = {}

    def add_account(self, name: str, **profile: Any) -> Account:
        """Adds a customer."""
        account = Account(0, "", clean_name(name), **profile)
        return self._kept("account", values.account_of, **_columns(account))

    def ensure_account(self, name: str) -> Account:
        """The account that has, or had, this name; made where new."""
        key = name_key(name)
        if key not in self._accounts:
            self._accounts[key] = self.account(name) or self.add_account(name)
        return self._accounts[key]

    def save_account(self, account: Account) -> None:
        """Saves name, marks and profile of an account."""
        self._accounts.clear()
        self._change("account.save", key=account.number, **_columns(account))

    def remove_account(self, number: int) -> None:
        """Removes an account that has no opportunities and no plan any more, with its former names."""
        self._accounts.clear()
        self._change("account_alias.remove_of", number=number)
        self._change("account.remove", key=number)

    def join_accounts(self, kept: Account, gone: Account) -> Account:
        """Makes two accounts one: all that hangs from the second goes to the first; it is gone then, with its name."""
        after, _ = joined(kept, gone)
        self.move_to_account(gone.number, kept)
        self.remove_account(gone.number)
        if after != kept:
            self.save_account(after)
        return after

    def move_to_account(self, number: int, to: Account) -> None:
        """Gives the opportunities and the former names of an account to another one."""
        self._change("account.move_opportunities", number=number, to=to.number)
        self._change("account_alias.move", number=number, to=to.number)

    def add_former_name(self, account: Account, name: str) -> None:
        """Keeps a name under which an account was known, so that whoever uses it still means this one."""
        self._accounts.clear()
        self._add("account_alias", account_number=account.number, name=name, name_key=name_key(name))


def _columns(account: Account) -> dict[str, Any]:
    return columns_of(ACCOUNT, account, _nobody)


def _nobody(name: str) -> NoReturn:
    raise ValueError(f"an account names nobody: {name}")
