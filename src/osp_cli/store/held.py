"""The view that somebody holds of a record: a change that was begun from an old one is refused, with what came since.

The version of a record is the newest unit that changed it, or anything of it, and was not taken back. So one version is
one state for ever: an undo gives back the version with the state, and what is done then makes one that never was.
"""

from __future__ import annotations

import json
from typing import Any

from osp_cli.errors import OspError, StoreUnavailable, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.store.history import Naming, change_of
from osp_cli.store.rows import Rows
from osp_cli.store.units import Change

HELD = ("opportunity", "account")  # what a transaction is about: the first of these of which it changes anything
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Since:
    """What somebody changed since another one looked.

    `from_store`: it was changed in another store, and `who` is who brought it in.
    """

    who: str
    at: str
    change: Change
    from_store: bool = False

    def as_details(self) -> dict[str, Any]:
        """The change as programs see it."""
        fields = [{"field": name, "old": old, "new": new} for name, old, new in self.change.columns()]
        of = {"table": self.change.table, "row": self.change.row, "op": self.change.op}
        return {"who": self.who, "at": self.at, "from_store": self.from_store, **of, "changes": fields}


def mark(rows: Rows, first: int, unit: int) -> None:
    """Gives all that this transaction, from its unit `first` to `unit`, has changed the version it has now."""
    for table in HELD:
        rows.each(f"held.{table}.mark", first=first, unit=unit)


def must_be_known(rows: Rows, known: int, first: int) -> None:
    """Refuses a transaction about another version than the `known` one, before it marks what it has changed.

    Errors: `opportunity-stale`, `account-stale`; `version-of-several`, `version-of-none`.
    """
    for table in HELD:
        touched = rows.one(f"held.{table}.touched", first=first)
        if touched["first"] != touched["last"]:
            raise WrongUsage("version-of-several", {"known": known})
        if touched["first"] is not None:
            must_be_at(rows, table, touched["first"], known, first)
            return
    raise WrongUsage("version-of-none", {"known": known})


def must_be_at(rows: Rows, table: str, number: int, known: int, before: int) -> None:
    """Refuses to work on a record that another one has changed since `known`; units from `before` on do not count."""
    row = rows.row(f"{table}.by_number", number=number)
    version = row["version"] if row else before
    if version >= before:  # this transaction has saved or removed it already
        last = rows.row(f"held.{table}.last", key=number, before=before)
        if last is None:
            return  # it has made it
        version = last["unit"]
    if version != known:
        raise _stale(rows, table, number, (known, version), before)


def _stale(rows: Rows, table: str, number: int, versions: tuple[int, int], before: int) -> OspError:
    known, version = versions
    found = rows.rows(f"held.{table}.since", key=number, known=known, before=before, limit=SHOWN)
    naming = Naming(rows)
    learnt = [(row["who"], row["at"], bool(row["is_exchange"]), naming.learn(change_of(row))) for row in found]
    told = (Since(who, at, naming(change), from_store) for who, at, from_store, change in learnt)
    since = tuple(each for each in told if each.change.op != "update" or any(each.change.columns()))
    name = _name(rows, table, number, before)
    values = {"name": name, "number": number, "version": version, "known": known, "since": since}
    details = {"version": version, "since": [each.as_details() for each in since]}
    return StoreUnavailable(f"{table}-stale" if found else "version-unknown", values, details=details)


def _name(rows: Rows, table: str, number: int, first: int) -> str:
    """The name of a record, of one that this transaction has just removed as it was."""
    row = rows.row(f"{table}.by_number", number=number)
    name = (
        row["name"] if row else json.loads(rows.one(f"held.{table}.removed", key=number, first=first)["before"])["name"]
    )
    return str(name)
