"""Rows on their way into the book, and the report of what became of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from osp_cli.frozen import dataclass
from osp_cli.services.desk import Named
from osp_cli.services.opportunities import FieldChange


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a file: its line, and the parsed values by field; what the file left empty is not there."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its line, the code of the error, and the values of its sentence."""

    line: int
    code: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class JoinReport:
    """A table beside the file: how many rows found their partner in it, and how many did not."""

    file: str
    matched: int
    missed: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an update changes on one opportunity."""

    line: int
    opportunity: Named
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The report of an import. `changes` lists the first updates; `refused` every row that was not taken."""

    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: tuple[RefusedRow, ...]
    changes: tuple[RowChange, ...]
    not_taken: tuple[str, ...]
    joins: tuple[JoinReport, ...]
    is_dry_run: bool = False


@dataclasses.dataclass
class Tally:
    """What became of the rows while they were taken."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: list[RefusedRow] = dataclasses.field(default_factory=list)
    changes: list[RowChange] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class RowsRead:
    """What reading found beside the rows: refused ones, values of a stage that nobody knows, headings not taken."""

    not_taken: tuple[str, ...]
    joins: tuple[JoinReport, ...] = ()
    refused: list[RefusedRow] = dataclasses.field(default_factory=list)
    unknown_stages: dict[str, int] = dataclasses.field(default_factory=dict)


def reported(file: str, rows: int, tally: Tally, read: RowsRead) -> Imported:
    """The report: what became of the rows, and what reading the file found before."""
    refused = sorted((*read.refused, *tally.refused), key=lambda row: row.line)
    return Imported(
        file, rows, tally.created, tally.updated, tally.unchanged, tally.skipped, tuple(refused),
        tuple(tally.changes), read.not_taken, read.joins,
    )  # fmt: skip
