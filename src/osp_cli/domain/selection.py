"""Which opportunities a list shows, and in which order; and a list of whatever kind as a table of values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import dataclass

SortKey = Literal["number", "name", "close", "amount", "touched", "stage"]
Cell: TypeAlias = str | int | float | date | Money | None


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """Sorted by a field of the user's own: first those that hold one of the values, in this order, then the rest."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all must hold; None or empty means "any". Dates are inclusive.

    `stages` are stage keys; `owner` and `account` are names (matched by their keys); `overdue_on` keeps open ones
    with a close date before that day; `untouched_since` keeps those last touched before that day. `own` are fields of
    the user's own with the text that each is to hold, None for nothing; `own_order` sorts by such a field.
    """

    status: Literal["open", "closed", "all"] = "open"
    stages: tuple[str, ...] = ()
    owner: str | None = None
    account: str | None = None
    close_from: date | None = None
    close_to: date | None = None
    overdue_on: date | None = None
    untouched_since: date | None = None
    own: tuple[tuple[str, str | None], ...] = ()
    own_order: OwnOrder | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `next` is the key for the following page, None on the last; `total` counts all.

    `without_order` are the numbers of those that were won and whose order is cancelled; `columns` the fields of the
    user's own that are to be seen.
    """

    opportunities: tuple[Opportunity, ...]
    next: str | None
    total: int
    without_order: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellTable:
    """Headings, and the cells of each row for a spreadsheet; the rows are made while they are read."""

    headings: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]
