"""Accounts: who the customers are, what is known of each, and two that turn out to be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from osp_cli.domain.accounts import ACCOUNT, joined
from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, closest, name_key
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.selection import Selection
from osp_cli.errors import Ambiguous, NotAllowed, NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.plans import is_outgrown
from osp_cli.store import accounts as stored
from osp_cli.store.accounts import Counted
from osp_cli.store.sales_plans import plan_of
from osp_cli.store.store import Reading, Writing

Given = Mapping[str, Any]
SHOWN_CANDIDATES = 10
NAMED_IN_REFUSAL = 5


@dataclass(frozen=True, slots=True)
class AccountKept:
    """An account that was added or changed, or that `is_removed`; `outgrown` are numbers of deals.

    Their plan was approved for another deal size than the present one, so that it has to be approved again.
    """

    account: Account
    is_removed: bool = False
    outgrown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountsKept:
    """The accounts that a file added or changed."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One page of the accounts, by number; `next` goes on after it."""

    accounts: tuple[Counted, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class AccountDeal:
    """An opportunity of an account in short; `follows` is the number of the one it grew out of."""

    opportunity: Named
    kind: str
    stage: str
    status: str
    amount: Money | None
    close_on: date | None
    follows: int | None

    @classmethod
    def of(cls, o: Opportunity) -> AccountDeal:
        """The line of an opportunity."""
        return cls(Named.of(o), o.kind, o.stage, o.status, o.amount, o.close_on, o.follows)


@dataclass(frozen=True, slots=True)
class AccountShown:
    """Everything known of an account: its profile, the names it had, and its opportunities, the newest first."""

    account: Account
    former_names: tuple[str, ...]
    opportunities: tuple[AccountDeal, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two accounts that were one: `account` stays, `gone` is a former name of it now; how many deals moved along.

    `joined` are the fields of the profile in which both said something else, and which hold both now.
    """

    account: Account
    gone: Account
    moved: int
    joined: tuple[str, ...]
    outgrown: tuple[int, ...]


def found(reading: Reading, reference: str) -> Account:
    """The one account that is meant: by number, name, former name, or the first characters of the name."""
    matching = stored.find(reading, reference)
    if len(matching) == 1:
        return matching[0]
    if matching:
        names = tuple(account.name for account in matching[:SHOWN_CANDIDATES])
        raise Ambiguous("account-ambiguous", {"ref": reference, "close": names}, details={"candidates": list(names)})
    close = closest(reference, [account.name for account in reading.accounts()])
    raise NotFound("account-unknown", {"ref": reference, "close": tuple(close)}, details={"candidates": close})


def add(desk: Desk, given: Given) -> AccountKept:
    """Adds an account with these fields of its profile."""
    with desk.writing() as writing:
        return AccountKept(_added(writing, given))


def change(desk: Desk, reference: str, given: Given) -> AccountKept:
    """Changes these fields of an account; None empties one."""
    with desk.writing() as writing:
        before = found(writing, reference)
        writing.must_be_known("account", before.number)
        after = _changed(writing, before, given)
        return AccountKept(after, outgrown=resized(desk, writing, before, after))


def keep_all(desk: Desk, records: Sequence[tuple[str | None, Given]]) -> AccountsKept:
    """Adds or changes several accounts in one unit: those with a reference are changed, the others are new."""
    kept = []
    with desk.writing() as writing:
        for reference, given in records:
            if reference is None:
                kept.append(_added(writing, given))
            else:
                before = found(writing, reference)
                kept.append(_changed(writing, before, given))
                resized(desk, writing, before, kept[-1])
    return AccountsKept(tuple(kept))


def _added(writing: Writing, given: Given) -> Account:
    if given.get("name") is None:
        raise WrongUsage("field-needed", {"field": "name"}, details={"fields": ["name"]})
    _must_be_new(writing, given["name"], None)
    return writing.add_account(**given)


def _changed(writing: Writing, before: Account, given: Given) -> Account:
    after = replace(before, **given)
    if after == before:
        return before
    after = replace(after, name=clean_name(after.name))
    _must_be_new(writing, after.name, before)
    writing.save_account(after)
    return after


def _must_be_new(writing: Writing, name: str, own: Account | None) -> None:
    known = writing.account(name)
    if known and (own is None or known.number != own.number):
        raise WrongUsage("account-known", {"name": known.name, "typed": clean_name(name)})


def resized(desk: Desk, writing: Writing, before: Account, after: Account) -> tuple[int, ...]:
    """The open deals of an account whose approved plan counts no more since its marks were changed.

    Debts that the new marks make good settle themselves.
    """
    if (before.is_strategic, before.is_named) == (after.is_strategic, after.is_named):
        return ()
    outgrown = []
    for number, _ in stored.opportunities(writing, after.number):
        dossier = writing.dossier(number)
        if not dossier.opportunity.is_open:
            continue
        if dossier.open_debts():
            desk.settle(writing, number)
        if is_outgrown(desk, dossier):
            outgrown.append(number)
    return tuple(outgrown)


def listed(desk: Desk, *, marks: Mapping[str, bool | None], limit: int | None, after: str | None) -> AccountPage:
    """The accounts, by number; `marks` keeps those that are strategic or named, or not."""
    if limit is not None and limit < 1:
        raise WrongUsage("limit-wrong", {"limit": limit})
    if after is not None and not (after.isascii() and after.isdecimal()):
        raise WrongUsage("page-key-wrong", {"key": after})
    flags = {name: None if value is None else int(value) for name, value in marks.items()}
    with desk.store.reading() as reading:
        rows = stored.page(reading, flags, int(after or 0), None if limit is None else limit + 1)
        total = stored.matching(reading, flags)
    shown = rows if limit is None else rows[:limit]
    return AccountPage(shown, total, str(shown[-1].account.number) if len(rows) > len(shown) else None)


def one(desk: Desk, reference: str) -> AccountShown:
    """Everything known of one account."""
    with desk.store.reading() as reading:
        account = found(reading, reference)
        names = stored.former_names(reading, account.number)
        deals = deals_of(desk, reading, account)
    return AccountShown(account, names, tuple(AccountDeal.of(deal) for deal in deals))


def deals_of(desk: Desk, reading: Reading, account: Account) -> tuple[Opportunity, ...]:
    """The opportunities of an account, the newest first."""
    stages = desk.process.keys_of(desk.process.stages)
    selection = Selection(status="all", account=account.name)
    page = reading.page(selection, sort="number", descending=True, limit=None, after=None, stage_order=stages)
    return page.opportunities


def account_of(desk: Desk, reference: str) -> Account:
    """The account alone."""
    with desk.store.reading() as reading:
        return found(reading, reference)


def only_account(desk: Desk) -> Account:
    """The only account there is; several or none are refused with what to name."""
    with desk.store.reading() as reading:
        accounts = [each.account for each in stored.page(reading, dict.fromkeys(FLAGS), 0, SHOWN_CANDIDATES + 1)]
    if len(accounts) == 1:
        return accounts[0]
    names = tuple(account.name for account in accounts[:SHOWN_CANDIDATES])
    if not accounts:
        raise NotFound("accounts-none")
    raise Ambiguous("account-needed-by-name", {"close": names}, details={"candidates": list(names)})


def remove(desk: Desk, reference: str, confirmed: str) -> AccountKept:
    """Removes an account with its plan; its name is given again. One that has opportunities stays."""
    with desk.writing() as writing:
        account = found(writing, reference)
        writing.must_be_known("account", account.number)
        _must_be_named_again(account, confirmed)
        _must_be_free(writing, account)
        if plan := plan_of(writing, "account", account.name):
            writing.remove_sales_plan(plan.number)
        writing.remove_account(account.number)
    return AccountKept(account, is_removed=True)


def _must_be_named_again(account: Account, confirmed: str) -> None:
    if name_key(confirmed) != name_key(account.name) and confirmed.strip() != str(account.number):
        raise WrongUsage("record-name-differs", {"typed": confirmed, "name": account.name, "table": ACCOUNT.name})


def check_removable(desk: Desk, reference: str) -> Account:
    """The account, where nothing keeps it, before anybody is asked to agree to its removal."""
    with desk.store.reading() as reading:
        account = found(reading, reference)
        _must_be_free(reading, account)
    return account


def _must_be_free(reading: Reading, account: Account) -> None:
    deals = stored.opportunities(reading, account.number)
    if deals:
        named = tuple(f"{number} {name}" for number, name in deals[:NAMED_IN_REFUSAL])
        values = {"name": account.name, "count": len(deals), "deals": named}
        raise NotAllowed("account-in-use", values, details={"opportunities": [number for number, _ in deals]})


def merge(desk: Desk, kept: str, gone: str, confirmed: str | None) -> Merged:
    """Makes two accounts one: all that hangs from the second goes to the first, and its name is kept as a former one.

    The name of the second is given again, for it is gone afterwards. None: a dry run, which nobody has to agree to.
    """
    with desk.writing() as writing:
        first, second = pair(writing, kept, gone)
        if confirmed is not None:
            _must_be_named_again(second, confirmed)
        _, both = joined(first, second)
        moved = stored.opportunities(writing, second.number)
        if plan := plan_of(writing, "account", second.name):
            writing.move_plan_to_account(plan, first.number, plan_of(writing, "account", first.name))
        after = writing.join_accounts(first, second)
        writing.add_former_name(first, second.name)
        outgrown = _resized_by_merge(desk, writing, first, second, after)
    return Merged(after, second, len(moved), both, outgrown)


def _resized_by_merge(desk: Desk, writing: Writing, first: Account, second: Account, after: Account) -> tuple[int, ...]:
    return resized(desk, writing, first, after) or resized(desk, writing, second, after)


def pair(reading: Reading, kept: str, gone: str) -> tuple[Account, Account]:
    """The two accounts of a merge; one and the same is refused."""
    first, second = found(reading, kept), found(reading, gone)
    if first.number == second.number:
        raise WrongUsage("account-merge-self", {"name": first.name})
    return first, second


FLAGS = ("is_strategic", "is_named")
