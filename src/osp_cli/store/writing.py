"""What can be changed in the book, within one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, name_key
from osp_cli.domain.opportunity import Member, Opportunity
from osp_cli.errors import StoreUnavailable
from osp_cli.frozen import replace
from osp_cli.store import values
from osp_cli.store.account_writing import AccountWriting
from osp_cli.store.compiled import COLUMNS
from osp_cli.store.sales_plan_writing import SalesPlanWriting
from osp_cli.store.ulid import new_ulid
from osp_cli.store.undoing import Undoing

if TYPE_CHECKING:  # every command that writes loads this module, few know of calls
    from osp_cli.domain.calls import TotalCall

_HANGING = tuple(table for table, columns in COLUMNS.items() if "opportunity_number" in columns)
# What others refer to goes after them: a position speaks of a criterion and a competitor, both of a person, an action
# of a milestone.
_REFERRED = ("criterion", "milestone", "competitor", "person")
_REMOVAL = (*(table for table in _HANGING if table not in _REFERRED), *_REFERRED)


class Writing(AccountWriting, SalesPlanWriting, Undoing):
    """One transaction and one unit of undo. Every record bears who acts and the instant of the transaction.

    Members that were looked up to be referred to are kept until one of them is saved, as accounts are.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._members: dict[str, Member] = {}

    # --- the team -------------------------------------------------------------------------------------------------

    def add_member(
        self, name: str, *, role: str = "rep", reports_to: str | None = None, region: str | None = None
    ) -> Member:
        """Adds a person on our side; the one they report to is added where new."""
        name = clean_name(name)
        superior = self.ensure_member(reports_to).number if reports_to else None
        columns = {"name": name, "name_key": name_key(name), "role": role}
        return self._kept("member", values.member_of, reports_to_number=superior, region=region, **columns)

    def ensure_member(self, name: str) -> Member:
        """The person on our side with this name, made a rep where new."""
        key = name_key(name)
        if key not in self._members:
            self._members[key] = self.member(name) or self.add_member(name)
        return self._members[key]

    def save_member(self, member: Member) -> None:
        """Saves role, superior and region of a person on our side."""
        self._members.clear()
        self._change(
            "member.save",
            key=member.number,
            name=member.name,
            name_key=name_key(member.name),
            role=member.role,
            reports_to_number=self.ensure_member(member.reports_to).number if member.reports_to else None,
            region=member.region,
        )

    def set_quota(self, owner: str | None, first: date, last: date, amount: Money | None) -> None:
        """Sets the quota of an owner (None: of the team) for exactly these days; an amount of None removes it."""
        number = self.ensure_member(owner).number if owner else None
        days = {"first": values.iso(first), "last": values.iso(last)}
        known = self.row("quota.of", owner_number=number or 0, **days)
        if known is None:
            if amount is not None:
                on = {"first_on": days["first"], "last_on": days["last"]}
                self._add("quota", owner_number=number, **on, **values.pair("amount", amount))
        elif amount is None:
            self._change("quota.remove", key=known["number"])
        else:
            self._change("quota.save", key=known["number"], **values.pair("amount", amount))

    def add_total_call(self, call: TotalCall) -> None:
        """Records what is called for an owner (None: the team); number, instant and author are given here."""
        self._add(
            "total_call",
            owner_number=self.ensure_member(call.owner).number if call.owner else None,
            level=call.level,
            first_on=values.iso(call.first),
            last_on=values.iso(call.last),
            **values.pair("amount", call.amount),
            reason=call.reason,
            on=values.iso(call.on),
        )

    # --- opportunities ---------------------------------------------------------------------------------------------

    def add_opportunity(self, draft: Opportunity) -> Opportunity:
        """Adds an opportunity; number, id and version are given here, account and owner are made where new."""
        account = self.ensure_account(draft.account) if draft.account else None
        owner = self.ensure_member(draft.owner) if draft.owner else None
        id, version = new_ulid(), self.begun()
        number = self._add(
            "opportunity",
            id=id,
            **values.opportunity_columns(draft),
            account_number=account.number if account else None,
            owner_number=owner.number if owner else None,
            version=version,
        )
        return replace(
            draft, number=number, id=id, version=version,
            account=account.name if account else None, owner=owner.name if owner else None,
        )  # fmt: skip

    def save_opportunity(self, opportunity: Opportunity) -> Opportunity:
        """Saves every field; `opportunity-changed` where another has worked on it since this value was read."""
        version = self.begun()
        saved = self._change(
            "opportunity.save",
            key=opportunity.number,
            known_version=opportunity.version,
            **values.opportunity_columns(opportunity),
            **self._references(opportunity),
            version=version,
        )
        if saved.rowcount != 1:
            present = self.opportunity(opportunity.number)
            raise StoreUnavailable("opportunity-changed", {"name": present.name, "number": present.number})
        return replace(opportunity, version=version)

    def _references(self, opportunity: Opportunity) -> dict[str, int | None]:
        return {
            "account_number": self.ensure_account(opportunity.account).number if opportunity.account else None,
            "owner_number": self.ensure_member(opportunity.owner).number if opportunity.owner else None,
        }

    def touch(self, number: int, day: date) -> None:
        """Notes that somebody worked on the opportunity on this day."""
        self._change("opportunity.touch", key=number, day=values.iso(day))

    def remove_opportunity(self, number: int) -> None:
        """Removes an opportunity with everything that hangs from it, row by row, so that undo brings it all back.

        What grew out of it stays, and says no more what it grew out of.
        """
        self._opportunity_row(number)
        for table in _REMOVAL:
            self._change(f"{table}.remove_of", of=number)
        self._change("opportunity.unlink", number=number)
        self._change("opportunity.remove", key=number)
