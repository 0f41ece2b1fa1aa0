"""One page of the pipeline. A page costs the same in a book of any size: it goes on from the last row shown.

Open and closed opportunities have indexes of their own; a page over both merges them. What has no value in the column
that sorts comes last. By stage, each stage is a segment of its own, in the order of the method.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import Any

from osp_cli.domain.names import name_key
from osp_cli.domain.selection import Page, Selection, SortKey
from osp_cli.errors import NotFound
from osp_cli.store.rows import Rows
from osp_cli.store.values import iso, opportunity_of

_COLUMN = {"name": "name_key", "close": "close_on", "amount": "base_minor", "touched": "touched_on"}
_HALVES = {"open": ("half.open",), "closed": ("half.closed",), "all": ("half.open", "half.closed")}
_MISSING = -1  # the number of nobody: an owner or account that the book does not know has no opportunities


@dataclass
class _Query:
    """The conditions of a selection as names of fragments, and what they are given."""

    conditions: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, name: str, value: Any) -> None:
        self.conditions.append(condition)
        self.given[name] = value


@dataclass(frozen=True)
class _Segment:
    """A stretch of the order: its conditions, what they are given, and how it is sorted inside."""

    conditions: tuple[str, ...]
    given: dict[str, Any]
    sort: str
    direction: str
    key: Callable[[sqlite3.Row], tuple[Any, ...]]


def page(
    rows: Rows,
    selection: Selection,
    *,
    sort: SortKey,
    descending: bool,
    limit: int | None,
    after: str | None,
    stage_order: Sequence[str],
) -> Page:
    """The page after the row whose number is `after`, at most `limit` rows; `next` is the number to go on from.

    `stage_order` are the stages in the order of the method. Errors: `after-unknown`.
    """
    query = _query(rows, selection, "" if sort == "close" else ".beside")
    halves = _halves(selection)
    segments = _segments(sort, selection, stage_order, descending=descending)
    start, place = _place(rows, after, sort, segments)
    found: list[sqlite3.Row] = []
    wanted = -1 if limit is None else limit + 1
    for index, segment in enumerate(segments[start:]):
        rest = -1 if wanted < 0 else wanted - len(found)
        if rest == 0:
            break
        found += _read(
            rows,
            query,
            segment,
            halves=halves,
            limit=rest,
            place=place if index == 0 else None,
        )
    shown = found if limit is None else found[:limit]
    return Page(
        opportunities=tuple(opportunity_of(row) for row in shown),
        next=str(shown[-1]["number"]) if shown and len(found) > len(shown) else None,
        total=sum(_count(rows, query, half) for half in halves),
    )


def _halves(selection: Selection) -> tuple[str, ...]:
    """The halves of the book that are read; what is overdue is open."""
    halves = _HALVES[selection.status]
    return tuple(half for half in halves if half == "half.open") if selection.overdue_on else halves


def _query(rows: Rows, selection: Selection, beside: str) -> _Query:
    query = _Query()
    if selection.stages:
        query.add("stages", "stages", _between_bars(selection.stages))
    if selection.owner is not None:
        query.add("owner", "owner_number", _number(rows, "member.by_key", selection.owner))
    if selection.account is not None:
        query.add("account", "account_number", _number(rows, "account.by_key", selection.account))
    for condition, name, value in (
        (f"close_from{beside}", "close_from", selection.close_from),
        (f"close_to{beside}", "close_to", selection.close_to),
        (f"overdue{beside}", "overdue_on", selection.overdue_on),
        ("untouched", "untouched_since", selection.untouched_since),
    ):
        if value is not None:
            query.add(condition, name, iso(value))
    return query


def _number(rows: Rows, statement: str, name: str) -> int:
    row = rows.row(statement, name_key=name_key(name))
    return int(row["number"]) if row else _MISSING


def _segments(sort: SortKey, selection: Selection, stages: Sequence[str], *, descending: bool) -> list[_Segment]:
    direction = "desc" if descending else "asc"
    if sort == "stage":
        wanted = [stage for stage in stages if not selection.stages or stage in selection.stages]
        ordered = reversed(wanted) if descending else wanted
        # A stage that the method no longer knows must not hide its opportunities.
        other = _Segment(("stage.other",), {"known_stages": _between_bars(stages)}, "number", "asc", _by_number)
        known = [_Segment(("stage",), {"stage": stage}, "number", "asc", _by_number) for stage in ordered]
        return known if selection.stages else [*known, other]
    if sort == "number":
        return [_Segment((), {}, "number", direction, _by_number)]
    column = _COLUMN[sort]

    def by_column(row: sqlite3.Row) -> tuple[Any, ...]:
        return row[column], row["number"]

    return [
        _Segment((f"present.{sort}",), {}, sort, direction, by_column),
        _Segment((f"absent.{sort}",), {}, "number", "asc", _by_number),
    ]


def _between_bars(stages: Sequence[str]) -> str:
    return "|".join(("", *stages, ""))


def _by_number(row: sqlite3.Row) -> tuple[Any, ...]:
    return (row["number"],)


def _place(rows: Rows, after: str | None, sort: SortKey, segments: list[_Segment]) -> tuple[int, dict[str, Any] | None]:
    """The segment to go on in, and the place in it."""
    if after is None:
        return 0, None
    row = rows.row("opportunity.by_number", number=int(after)) if after.isdecimal() and len(after) < 19 else None
    if row is None:
        raise NotFound("after-unknown", {"after": after})
    place = {"after_number": row["number"]}
    if sort == "stage":
        here = (i for i, segment in enumerate(segments) if segment.given.get("stage") == row["stage"])
        return next(here, len(segments) - 1), place
    if sort == "number":
        return 0, place
    value = row[_COLUMN[sort]]
    return (1, place) if value is None else (0, {**place, "after_key": value})


def _read(
    rows: Rows,
    query: _Query,
    segment: _Segment,
    *,
    halves: Sequence[str],
    limit: int,
    place: dict[str, Any] | None,
) -> list[sqlite3.Row]:
    order = f"order.{segment.sort}.{segment.direction}"
    going_on = [f"after.{segment.sort}.{segment.direction}"] if place else []
    given = {**query.given, **segment.given, **(place or {}), "limit": limit}
    parts = [
        rows.composed("page.head", [half, *segment.conditions, *going_on, *query.conditions], given, order)
        for half in halves
    ]
    if len(parts) == 1:
        return parts[0]
    both = list(merge(*parts, key=segment.key, reverse=segment.direction == "desc"))
    return both if limit < 0 else both[:limit]


def _count(rows: Rows, query: _Query, half: str) -> int:
    return int(rows.composed("page.count", [half, *query.conditions], query.given)[0][0])
