"""Reading accounts: what a person means by a reference, pages of them, and what hangs from one."""

from __future__ import annotations

from typing import Any

from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.frozen import dataclass
from osp_cli.store import values
from osp_cli.store.reading import Reading

FOUND_AT_MOST = 50
EVERY = -1  # what SQLite takes for no limit
_LARGEST_NUMBER = 2**63 - 1
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Counted:
    """An account, and how many opportunities of it are open and won."""

    account: Account
    open: int
    won: int


def find(reading: Reading, reference: str) -> tuple[Account, ...]:
    """The accounts that a reference may mean, of the first kind of reference that means any.

    In this order: number, whole name or former name, first characters of the name.
    """
    wanted = reference.strip()
    key = name_key(wanted)
    if not key:
        return ()
    if wanted.isascii() and wanted.isdecimal() and int(wanted) <= _LARGEST_NUMBER:
        found = _accounts(reading, "account.by_number", number=int(wanted))
        if found:
            return found
    return _accounts(reading, "account.by_key", name_key=key) or _accounts(
        reading, "account.by_key_start", low=key, high=key + _LAST, limit=FOUND_AT_MOST
    )


def _accounts(reading: Reading, statement: str, **given: Any) -> tuple[Account, ...]:
    return tuple(values.account_of(row) for row in reading.each(statement, **given))


def page(reading: Reading, marks: dict[str, int | None], after: int, limit: int | None) -> tuple[Counted, ...]:
    """Accounts by number, from the one after `after` on; `marks` are the values of the flags, None for any."""
    rows = reading.each("account.page", after=after, limit=EVERY if limit is None else limit, **marks)
    return tuple(Counted(values.account_of(row), row["open"], row["won"]) for row in rows)


def matching(reading: Reading, marks: dict[str, int | None]) -> int:
    """How many accounts have these marks."""
    return int(reading.one("account.matching", **marks)["total"])


def former_names(reading: Reading, number: int) -> tuple[str, ...]:
    """The names of the accounts that were found to be this one."""
    return tuple(row["name"] for row in reading.each("account_alias.of", number=number))


def opportunities(reading: Reading, number: int, limit: int = EVERY) -> tuple[tuple[int, str], ...]:
    """Number and name of the opportunities of an account."""
    rows = reading.each("account.opportunities", number=number, limit=limit)
    return tuple((row["number"], row["name"]) for row in rows)


def following(reading: Reading, number: int) -> tuple[Opportunity, ...]:
    """The opportunities that grew out of one."""
    rows = reading.each("opportunity.following", number=number)
    return tuple(values.opportunity_of(row, reading.former) for row in rows)
