"""The plans of step 1: of an account, of an owner's territory, of the work with a partner; reviewed every quarter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from osp_cli.domain.handbook import SalesKind, SalesPart
from osp_cli.domain.opportunity import Account
from osp_cli.domain.periods import add_months
from osp_cli.frozen import dataclass

KINDS: tuple[SalesKind, ...] = get_args(SalesKind)


@dataclass(frozen=True, slots=True)
class SalesVersion:
    """A plan as it was submitted, and the manager's verdict on it; None while it waits."""

    number: int
    version: int
    digest: str
    content: str
    on: date
    at: str
    by: str
    verdict: Literal["approved", "returned"] | None = None
    approver: str | None = None
    reported_by: str | None = None
    note: str | None = None
    judged_on: date | None = None


@dataclass(frozen=True, slots=True)
class SalesPlan:
    """A plan of step 1. `subject` is the name of the account, of the territory's owner, or of the partner.

    `owner` answers for it, `begun_on` is the day it was begun. `texts` are what it says by part, `versions` in the
    order of submission.
    """

    number: int
    id: str
    kind: SalesKind
    subject: str
    owner: str
    begun_on: date
    texts: Mapping[str, str]
    versions: tuple[SalesVersion, ...] = ()

    @property
    def last(self) -> SalesVersion | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def approved(self) -> SalesVersion | None:
        """The newest version, where the manager agreed to it."""
        newest = next((each for each in reversed(self.versions) if each.verdict), None)
        return newest if newest and newest.verdict == "approved" else None

    @property
    def is_waiting(self) -> bool:
        """Whether the newest version waits for a verdict."""
        return self.last is not None and self.last.verdict is None


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a plan and what the plan says to it; None is a gap."""

    part: SalesPart
    text: str | None


def review_due(plan: SalesPlan, months: int) -> date | None:
    """The day a plan goes to the manager next: so many months after the agreement, or after it was begun.

    One that was returned is due since that day; one that waits is the manager's to look at.
    """
    newest = plan.last
    if newest is None:
        return add_months(plan.begun_on, months)
    if newest.judged_on is None:
        return None
    return newest.judged_on if newest.verdict == "returned" else add_months(newest.judged_on, months)


def said(
    parts: tuple[SalesPart, ...], kind: SalesKind, texts: Mapping[str, str], account: Account | None
) -> tuple[Said, ...]:
    """The parts of a plan in the order of the method; what belongs to the profile of the account is read there."""
    return tuple(
        Said(part, getattr(account, part.profile, None) if part.profile else texts.get(part.id))
        for part in parts
        if part.plan == kind
    )


def content(lines: tuple[Said, ...]) -> dict[str, str]:
    """What a manager agrees to: every part that says something, by its id."""
    return {line.part.id: line.text for line in lines if line.text}


def as_json(facts: dict[str, str]) -> str:
    """The content of a version as text; the same facts, the same text."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
