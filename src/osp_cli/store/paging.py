"""One page of the pipeline. A page costs the same in a book of any size: it goes on from the last row shown.

Open and closed opportunities have indexes of their own; a page over both merges them. What has no value in the column
that sorts comes last. By stage, each stage is a segment of its own, in the order of the method.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from heapq import merge
from typing import Any

from osp_cli.domain.names import name_key
from osp_cli.domain.selection import OwnOrder, Page, Selection, SortKey
from osp_cli.errors import NotFound
from osp_cli.store.rows import Rows
from osp_cli.store.values import iso, opportunity_of

_COLUMN = {"name": "name_key", "close": "close_on", "amount": "base_minor", "touched": "touched_on"}
_HALVES = {"open": ("half.open",), "closed": ("half.closed",), "all": ("half.open", "half.closed")}
_MISSING = -1  # the number of nobody: an owner or account that the book does not know has no opportunities


class _Query:
    """The conditions of a selection as names of fragments, and what they are given."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.given: dict[str, Any] = {}

    def add(self, condition: str, name: str, value: Any) -> None:
        self.conditions.append(condition)
        self.given[name] = value


class _Segment:
    """A stretch of the order: its conditions, what they are given, and how it is sorted inside."""

    def __init__(
        self, conditions: tuple[str, ...], given: dict[str, Any], sort: str = "number", direction: str = "asc"
    ) -> None:
        self.conditions = conditions
        self.given = given
        self.sort = sort
        self.direction = direction

    def after(self, number: int) -> _Segment:
        """What is left of a stretch sorted by number after this one."""
        going_on = f"after.number.{self.direction}"
        given = {**self.given, "after_number": number}
        return _Segment((*self.conditions, going_on), given, self.sort, self.direction)

    def key(self, row: sqlite3.Row) -> tuple[Any, ...]:
        """Where a row stands in the stretch."""
        return (row[_COLUMN[self.sort]], row["number"]) if self.sort in _COLUMN else (row["number"],)


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
    found: list[sqlite3.Row] = []
    last = None if after is None else _last_shown(rows, after)
    for segment in _segments(sort, "desc" if descending else "asc", selection, stage_order, last):
        rest = -1 if limit is None else limit + 1 - len(found)
        if rest == 0:
            break
        found += _read(rows, query, segment, halves, rest)
    shown = found if limit is None else found[:limit]
    return Page(
        opportunities=tuple(opportunity_of(row, rows.former) for row in shown),
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
    if holding := {name: text for name, text in selection.own if text is not None}:
        query.add("own", "own", json.dumps(holding))
        query.given["own_count"] = len(holding)
    if empty := [name for name, text in selection.own if text is None]:
        query.add("own.none", "own_none", json.dumps(empty))
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


def _segments(
    sort: SortKey, direction: str, selection: Selection, stages: Sequence[str], last: sqlite3.Row | None
) -> list[_Segment]:
    """The stretches of the order, from the row after the last one shown."""
    if selection.own_order is not None:
        return _by_own(selection.own_order, last, is_descending=direction == "desc")
    if sort == "stage":
        return _by_stage(selection, stages, last, is_descending=direction == "desc")
    if sort == "number":
        every = _Segment((), {}, direction=direction)
        return [every.after(last["number"]) if last else every]
    return _by_column(sort, direction, last)


def _last_shown(rows: Rows, after: str) -> sqlite3.Row:
    row = rows.row("opportunity.by_number", number=int(after)) if after.isdecimal() and len(after) < 19 else None
    if row is None:
        raise NotFound("after-unknown", {"after": after})
    return row


def _by_stage(
    selection: Selection, stages: Sequence[str], last: sqlite3.Row | None, *, is_descending: bool
) -> list[_Segment]:
    wanted = [stage for stage in stages if not selection.stages or stage in selection.stages]
    segments = [_Segment(("stage",), {"stage": stage}) for stage in (reversed(wanted) if is_descending else wanted)]
    if not selection.stages:  # a stage that the method no longer knows must not hide its opportunities
        segments.append(_Segment(("stage.other",), {"known_stages": _between_bars(stages)}))
    if last is None or not segments:
        return segments
    here = (i for i, segment in enumerate(segments) if segment.given.get("stage") == last["stage"])
    start = next(here, len(segments) - 1)
    return [segments[start].after(last["number"]), *segments[start + 1 :]]


def _by_own(order: OwnOrder, last: sqlite3.Row | None, *, is_descending: bool) -> list[_Segment]:
    """One stretch for each value of a field of the user's own, then one for all that hold none of them."""
    values = tuple(reversed(order.values)) if is_descending else order.values
    field = {"sort_field": order.field}
    segments = [_Segment(("own.value",), {**field, "sort_value": value}) for value in values]
    segments.append(_Segment(("own.beyond",), {**field, "sort_values": json.dumps(order.values)}))
    if last is None:
        return segments
    _, held = json.loads(last["own_fields"]).get(order.field, (None, None))
    start = values.index(held) if held in values else len(values)
    return [segments[start].after(last["number"]), *segments[start + 1 :]]


def _by_column(sort: str, direction: str, last: sqlite3.Row | None) -> list[_Segment]:
    if sort == "name":  # nothing is without a name
        return _valued(sort, direction, last) if last else [_Segment((), {}, sort, direction)]
    absent = _Segment((f"absent.{sort}",), {})
    if last is None:
        return [_Segment((f"present.{sort}",), {}, sort, direction), absent]
    if last[_COLUMN[sort]] is None:
        return [absent.after(last["number"])]
    return [*_valued(sort, direction, last), absent]


def _valued(sort: str, direction: str, last: sqlite3.Row) -> list[_Segment]:
    place = {"after_key": last[_COLUMN[sort]]}
    # Not as one comparison of pairs: SQLite seeks the value alone then, and reads everything that shares it.
    same = _Segment((f"same.{sort}",), place, direction=direction).after(last["number"])
    return [same, _Segment((f"beyond.{sort}.{direction}",), place, sort, direction)]


def _between_bars(stages: Sequence[str]) -> str:
    return "|".join(("", *stages, ""))


def _read(rows: Rows, query: _Query, segment: _Segment, halves: Sequence[str], limit: int) -> list[sqlite3.Row]:
    order = f"order.{segment.sort}.{segment.direction}"
    given = {**query.given, **segment.given, "limit": limit}
    parts = [
        rows.composed("page.head", [half, *segment.conditions, *query.conditions], given, order) for half in halves
    ]
    both = list(merge(*parts, key=segment.key, reverse=segment.direction == "desc"))
    return both if limit < 0 else both[:limit]


def _count(rows: Rows, query: _Query, half: str) -> int:
    return int(rows.composed("page.count", [half, *query.conditions], query.given)[0][0])
