"""The numbers of the versions of plans: each store counts its own, and where two stores froze some, by time.

Two versions of one number that say different things are two: a verdict on the one is none on the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osp_cli.store.portable import Content
from osp_cli.store.writing import Writing

# What the versions of a table belong to.
BELONG = {"plan_version": "opportunity_number", "sales_plan_version": "plan_number"}


class VersionNumbers:
    """The numbers of versions while a book is merged; `settle` gives those that came together their final ones."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._mixed: set[tuple[str, int]] = set()

    def find_room(self, table: str, row: Content) -> None:
        """Gives a version a number of its own, for the time being, where another one of its plan has the same."""
        if table not in BELONG:
            return
        holder = row[BELONG[table]]
        taken = {each["version"]: each["number"] for each in self._writing.each(f"{table}.within", of=holder)}
        if taken.get(row["version"], row["number"]) != row["number"]:
            row["version"] = max(taken) + 1
            self._mixed.add((table, holder))

    def settle(self) -> None:
        """Counts the versions that came together anew, the first recorded first; verdicts keep to theirs."""
        for table, holder in sorted(self._mixed):
            rows = [dict(row) for row in self._writing.each(f"{table}.within", of=holder)]
            now = {row["version"]: place for place, row in enumerate(rows, 1)}
            moved = [row for row in rows if now[row["version"]] != row["version"]]
            for beyond in (max(now), 0):  # first out of the way of each other
                for row in moved:
                    self._overwrite(table, row, version=now[row["version"]] + beyond)
            if table == "plan_version":
                for row in [dict(row) for row in self._writing.each("approval.hanging", of=holder)]:
                    if now.get(row["plan_version"], row["plan_version"]) != row["plan_version"]:
                        self._overwrite("approval", row, plan_version=now[row["plan_version"]])

    def _overwrite(self, table: str, row: Mapping[str, Any], **changed: int) -> None:
        self._writing.each(f"{table}.overwrite", **{**row, **changed, "key": row["number"]})
