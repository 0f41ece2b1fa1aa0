"""Which opportunities a list shows, and in which order."""

from __future__ import annotations

from datetime import date
from typing import Literal

from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import dataclass

SortKey = Literal["number", "name", "close", "amount", "touched", "stage"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all must hold; None or empty means "any". Dates are inclusive.

    `stages` are stage keys; `owner` and `account` are names (matched by their keys); `overdue_on` keeps open ones
    with a close date before that day; `untouched_since` keeps those last touched before that day.
    """

    status: Literal["open", "closed", "all"] = "open"
    stages: tuple[str, ...] = ()
    owner: str | None = None
    account: str | None = None
    close_from: date | None = None
    close_to: date | None = None
    overdue_on: date | None = None
    untouched_since: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `next` is the key for the following page, None on the last; `total` counts all.

    `without_order` are the numbers of those that were won and whose order is cancelled.
    """

    opportunities: tuple[Opportunity, ...]
    next: str | None
    total: int
    without_order: tuple[int, ...] = ()
