"""What is known of the book while rows come in: only what rows are matched on, so that it stays small."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.own_fields import OwnField
from osp_cli.errors import WrongUsage
from osp_cli.services.desk import Desk
from osp_cli.store import imports
from osp_cli.store.store import Writing

Numbers = int | tuple[int, ...]


class Book:
    """Matches, team, and which rows were taken already; an opportunity is read when a row is about it."""

    def __init__(self, desk: Desk, writing: Writing, own: Mapping[str, OwnField] = MappingProxyType({})) -> None:
        self.desk, self.writing, self.own = desk, writing, own
        self.debtors = writing.debtors()
        self.by_external: dict[str, int] = {}
        self.by_name: dict[str, Numbers] = {}
        self.with_external: set[int] = set()
        self.slugs: set[str] = set()
        for known in imports.every_known(writing):
            self._learn(known.number, f"{known.name_key}\n{known.account_key}", known.external_id)
            self.slugs.add(known.slug)
        self.team = {name_key(member.name): member for member in writing.members()}
        self.lines: dict[int, int] = {}

    def _learn(self, number: int, key: str, external: str | None) -> None:
        if external:
            self.by_external[external] = number
            self.with_external.add(number)
        before = self.by_name.get(key)
        if before is None:
            self.by_name[key] = number
        elif number not in (before if isinstance(before, tuple) else (before,)):
            self.by_name[key] = (*(before if isinstance(before, tuple) else (before,)), number)

    def remember(self, opportunity: Opportunity, before: Opportunity | None = None) -> None:
        """Makes a later row of the same file find this one as it is now."""
        key = _match(opportunity.name, opportunity.account)
        if before is not None and (old := _match(before.name, before.account)) != key:
            numbers = self.by_name[old]
            left = tuple(each for each in (numbers if isinstance(numbers, tuple) else (numbers,))
                         if each != opportunity.number)  # fmt: skip
            self.by_name[old] = left
        self.slugs.add(opportunity.slug)
        self._learn(opportunity.number, key, opportunity.external_id)

    def find(self, values: Mapping[str, Any]) -> int | None:
        """The number of the opportunity a row is about: by its external id, else the one of its name and account.

        One that has another external id is another one, whatever its name. Two that fit equally are not chosen from.
        """
        external = values.get("external_id")
        if external and external in self.by_external:
            return self.by_external[external]
        named = self.by_name.get(_match(values["name"], values.get("account")))
        if named is None:
            return None
        numbers = named if isinstance(named, tuple) else (named,)
        fitting = [number for number in numbers if not (external and number in self.with_external)]
        if len(fitting) > 1:
            told = tuple(str(number) for number in fitting)
            raise WrongUsage("import-ambiguous", {"name": values["name"], "numbers": told})
        return fitting[0] if fitting else None


def _match(name: str, account: str | None) -> str:
    return f"{name_key(name)}\n{name_key(account) if account else ''}"
