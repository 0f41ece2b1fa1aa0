"""What is known of the book while rows come in: only what rows are matched on, so that it stays small."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Opportunity, Status
from osp_cli.domain.own_fields import OwnField
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.services.desk import Desk, Named
from osp_cli.store import imports
from osp_cli.store.store import Writing

Known = tuple[date, str, Status]  # day, stage, status
Numbers = dict[str, "int | set[int]"]
SHOWN = 20
MOST_DIGITS = 9  # of the number of a deal


class Book:
    """Matches, team, and which rows were taken already; an opportunity is read when a row is about it.

    By name stand the numbers of opportunities: those without an external id apart, for a row that has one can be about
    no other.
    """

    def __init__(self, desk: Desk, writing: Writing, own: Mapping[str, OwnField] = MappingProxyType({})) -> None:
        self.desk, self.writing, self.own = desk, writing, own
        self.debtors = writing.debtors()
        self.by_external: dict[str, int] = {}
        self.without_id: Numbers = {}
        self.with_id: Numbers = {}
        self._open_with_id = array("q")
        for known in imports.every_known(writing):
            self._learn(known.number, f"{known.name_key}\n{known.account_key}", known.external_id)
            if known.external_id and known.is_open:
                self._open_with_id.append(known.number)
        self.team = {name_key(member.name): member for member in writing.members()}
        self._moves: dict[int, list[Known]] | None = None
        self._deleted: dict[int, None] = {}
        self._lines = array("q")  # of the file, by the number of the opportunity; 0 where no row was about it yet

    def line_of(self, number: int) -> int:
        """The line of the row that was about this opportunity; 0 where there was none."""
        return self._lines[number] if number < len(self._lines) else 0

    def take(self, number: int, line: int) -> None:
        """Notes that a row was about this opportunity."""
        missing = number + 1 - len(self._lines)
        if missing > 0:
            self._lines.extend([0] * missing)
        self._lines[number] = line

    def missing(self) -> int:
        """How many open deals with an id no row was about; 0 where that is most of them, for it is a part of a list."""
        missing = sum(not self.line_of(each) and each not in self._deleted for each in self._open_with_id)
        return missing if missing * 2 < len(self._open_with_id) else 0

    def moves(self, number: int) -> Sequence[Known]:
        """The moves of a deal that files told before this one."""
        if self._moves is None:
            self._moves = imports.history(self.writing)
        return self._moves.get(number, ())

    def _learn(self, number: int, key: str, external: str | None) -> None:
        if external:
            self.by_external[external] = number
        known = self.with_id if external else self.without_id
        before = known.get(key)
        if before is None or before == number:
            known[key] = number
        elif isinstance(before, set):
            before.add(number)
        else:
            known[key] = {before, number}

    def remember(self, opportunity: Opportunity, before: Opportunity | None = None) -> None:
        """Makes a later row of the same file find this one as it is now."""
        if before is not None:
            known = self.with_id if before.external_id else self.without_id
            _forget(known, _match(before.name, before.account), before.number)
        self._learn(opportunity.number, _match(opportunity.name, opportunity.account), opportunity.external_id)

    def find(self, values: Mapping[str, Any]) -> int | None:
        """The number of the opportunity a row is about: by its external id, its number, else by its name and account.

        The number counts where day of creation and account are those of the deal too: then our own list has it under a
        new name. One that has another external id is another one, whatever its name. Two that fit equally are not
        chosen from.
        """
        external = values.get("external_id")
        if external and external in self.by_external:
            return self.by_external[external]
        if not external and (renamed := self._by_number(values)):
            return renamed
        key = _match(values["name"], values.get("account"))
        fitting = _each(self.without_id.get(key)) | (set() if external else _each(self.with_id.get(key)))
        if len(fitting) > 1:
            told = tuple(str(number) for number in sorted(fitting)[:SHOWN])
            raise WrongUsage("import-ambiguous", {"name": values["name"], "numbers": told})
        return next(iter(fitting), None)

    def note_deleted(self, values: Mapping[str, Any]) -> None:
        """Notes that the CRM has deleted the deal that a row is about."""
        number = self.find({"name": "", **values})
        if number is not None:
            self._deleted[number] = None

    def deleted_open(self) -> list[Named]:
        """The deals that the CRM has deleted, that no other row was about, and that are open here."""
        deals = [self.writing.opportunity(number) for number in self._deleted if not self.line_of(number)]
        return [Named.of(deal) for deal in deals if deal.is_open]

    def _by_number(self, values: Mapping[str, Any]) -> int | None:
        """The deal of our own with the number, day of creation and account of the row; None where one differs."""
        told = values.get("number", "")
        if not told.isdecimal() or not told.isascii() or len(told) > MOST_DIGITS or "created" not in values:
            return None
        try:
            deal = self.writing.opportunity(int(told))
        except NotFound:
            return None
        accounts = [name_key(each) if each else "" for each in (deal.account, values.get("account"))]
        is_same = deal.created_on == values["created"] and accounts[0] == accounts[1]
        return deal.number if is_same and not deal.external_id else None


def _match(name: str, account: str | None) -> str:
    return f"{name_key(name)}\n{name_key(account) if account else ''}"


def _each(numbers: int | set[int] | None) -> set[int]:
    if numbers is None:
        return set()
    return numbers if isinstance(numbers, set) else {numbers}


def _forget(known: Numbers, key: str, number: int) -> None:
    numbers = known.get(key)
    if isinstance(numbers, set):
        numbers.discard(number)
    elif numbers == number:
        del known[key]
