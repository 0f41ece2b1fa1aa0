"""Units of change as values: what one command wrote, and what was there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from osp_cli.frozen import dataclass

Op = Literal["insert", "update", "delete"]
MOST_TOLD = 1_000
"""So many changes of one command are told row by row; of more, as an import makes them, only how many they are."""
EVERY = -1
"""The limit that is none."""
_KEPT_FOR_THE_STORE = (
    *("number", "id", "by", "at", "version", "seen", "opportunity_number", "touched_on", "stage_since", "stayed"),
    *("question_version", "record_id", "record_number", "of_table"),
    *("assessment", "content", "digest", "report"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after, by column; `before` is None for a new row, `after` for a removed one."""

    table: str
    row: int
    op: Op
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def columns(self) -> Iterator[tuple[str, Any, Any]]:
        """Each column that says something new to a person: its name, the value before, the value after."""
        before, after = self.before or {}, self.after or {}
        for name in {**before, **after}:
            if name in _KEPT_FOR_THE_STORE or name.endswith("_key"):
                continue
            old, new = before.get(name), after.get(name)
            if old != new and (new or old):
                yield name, old, new


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of undo: a command, one answer of an interview, an import.

    `happened_on` is the day of its facts where that is not the day they were recorded (ISO text).
    """

    number: int
    at: str
    who: str
    command: str
    summary: str
    kind: Literal["do", "undo", "redo"]
    happened_on: str | None
    state: Literal["done", "undone", "buried"]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One unit with what it changed; `summary` is the reason, where one was given; `happened_on` as in Unit.

    `opportunity` is number and name of the one it is about, None where it is about none or several. `more_changes` is
    how many it has beyond those told.
    """

    unit: int
    at: str
    who: str
    command: str
    summary: str
    kind: Literal["do", "undo", "redo"]
    happened_on: str | None
    opportunity: tuple[int, str] | None
    changes: tuple[Change, ...]
    more_changes: int = 0
