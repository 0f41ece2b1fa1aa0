"""Rows on their way into the book, and the report of what became of each."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from osp_cli.errors import OspError
from osp_cli.frozen import dataclass, field
from osp_cli.services.desk import Named
from osp_cli.services.opportunities import FieldChange

FIRST_LINES = 10


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a file: its line, and the parsed values by field; what the file left empty is not there.

    `extra` are the cells of columns that nobody knows, by heading, where they are to be kept; `moves` the stages that
    its deal came to, with the day, where the file has a column for each. With `is_deleted` the CRM has it in its bin.
    """

    line: int
    values: Mapping[str, Any]
    extra: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[tuple[str, date], ...] = ()
    is_deleted: bool = False


Told = str | tuple[str, ...]
"""A value in the sentence of a refusal; several are a list in every language."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the code of the error, and the values of its sentence."""

    code: str
    values: dict[str, Told]

    @classmethod
    def of(cls, error: OspError) -> Fault:
        """The fault that an error tells."""
        return cls(error.code, {key: _as_told(value) for key, value in error.values.items()})


def _as_told(value: Any) -> Told:
    return tuple(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its line, the code of the error, and the values of its sentence.

    `more` is what else is wrong with it, where reading it found several faults.
    """

    line: int
    code: str
    values: dict[str, Told]
    more: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, line: int, *errors: OspError) -> RefusedRow:
        """A row with its faults, of which there is one at least."""
        first, *more = map(Fault.of, errors)
        return cls(line, first.code, first.values, tuple(more))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with it."""
        return Fault(self.code, self.values), *self.more


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
class ColumnForm:
    """How a column was read: `form` is the order of its days or the sign before decimals; `example` is what decided."""

    heading: str
    form: str
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that stands in a file so many times."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of the file means here, and how often it stands there."""

    field: str
    text: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class NotPerOwner:
    """A column of the team that says several things of one owner, so that it is not taken.

    `is_joined`: it is one of a table beside the file.
    """

    heading: str
    owner: str
    texts: tuple[str, ...]
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was found out about a file before anything was written.

    `source` is the CRM whose headings they are (`csv`: a plain list); `fields` are heading and field; `left_out` are
    lines around the rows (titles, totals, footers); `passed_over` are values of a column that say nothing here;
    `kept` are headings that nobody knows, with the fields of the user's own that hold them; `currencies` are headings
    that name one by a word such as 元, with its code; `team` are the headings of columns that are written to the team,
    `not_per_owner` those that would be if they said one thing of each owner; `without` are fields that matter most and
    that nothing in the file or the map says; `saved_meanings` are words that mean what an earlier import was answered,
    kept in `saved_map`; `is_currency_set`: the settings say the currency of amounts without one.
    """

    file: str
    source: str
    source_name: str
    format: str
    rows: int
    encoding: str | None
    is_encoding_sure: bool
    separator: str | None
    sheet: str | None
    fields: tuple[tuple[str, str], ...]
    forms: tuple[ColumnForm, ...]
    blanks: tuple[Counted, ...]
    meanings: tuple[Meaning, ...]
    passed_over: tuple[Meaning, ...]
    left_out: tuple[tuple[int, str], ...]
    not_taken: tuple[str, ...]
    currency: str | None
    saved_map: str | None = None
    saved_meanings: tuple[str, ...] = ()
    is_currency_set: bool = True
    kept: tuple[tuple[str, str], ...] = ()
    currencies: tuple[tuple[str, str], ...] = ()
    team: tuple[str, ...] = ()
    not_per_owner: tuple[NotPerOwner, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """How many rows say with `other` what the `authority`, which decides, does not say; `lines` are the first."""

    authority: str
    other: str
    count: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The report of an import. `changes` lists the first updates; `refused` every row that was not taken.

    `kept` is what a known deal holds that was not taken from the file, for people changed it here: `old` is here, `new`
    there. `bare` counts the new deals without a field, `missing` the open ones with an id of a CRM that the file lacks;
    `lines` are the first lines of the rows that each count is about.

    `found` are the facts of the file; `unset_closes` counts close dates that a CRM had filled in by itself,
    `unknown_ends` ended rows whose close date is in the future, `rounded` amounts with more decimals than their
    currency has, `several_accounts` rows with more than one company in the cell of the account, `deleted` rows that the
    CRM has in its bin: passed over,
    `deleted_open` those of their deals that are open here;
    `refused_file` holds the rows that were not taken, to be mended and imported with the command `again`.
    """

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
    found: FileFacts
    contradictions: tuple[Contradiction, ...] = ()
    unset_closes: int = 0
    unknown_ends: int = 0
    rounded: int = 0
    several_accounts: int = 0
    deleted: int = 0
    deleted_open: tuple[Named, ...] = ()
    kept: tuple[RowChange, ...] = ()
    bare: Mapping[str, int] = field(default_factory=dict)
    missing: int = 0
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    refused_file: str | None = None
    again: str | None = None
    is_dry_run: bool = False


@dataclasses.dataclass
class Lines:
    """How many rows something holds of, and the first of their lines."""

    count: int = 0
    first: list[int] = dataclasses.field(default_factory=list)

    def add(self, line: int) -> None:
        """One more."""
        self.count += 1
        if len(self.first) < FIRST_LINES:
            self.first.append(line)


def _noted() -> defaultdict[str, Lines]:
    return defaultdict(Lines)


@dataclasses.dataclass
class Tally:
    """What became of the rows while they were taken."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    missing: int = 0
    noted: defaultdict[str, Lines] = dataclasses.field(default_factory=_noted)
    bare: defaultdict[str, Lines] = dataclasses.field(default_factory=_noted)
    deleted_open: list[Named] = dataclasses.field(default_factory=list)
    refused: list[RefusedRow] = dataclasses.field(default_factory=list)
    changes: list[RowChange] = dataclasses.field(default_factory=list)
    kept: list[RowChange] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class RowsRead:
    """What reading found beside the rows: refused ones, headings not taken, how many rows found a partner elsewhere."""

    not_taken: tuple[str, ...]
    joins: tuple[JoinReport, ...] = ()
    refused: list[RefusedRow] = dataclasses.field(default_factory=list)
    noted: defaultdict[str, Lines] = dataclasses.field(default_factory=_noted)
    contradictions: dict[tuple[str, str], Lines] = dataclasses.field(default_factory=lambda: defaultdict(Lines))


def reported(found: FileFacts, tally: Tally, read: RowsRead) -> Imported:
    """The report: what became of the rows, and what reading the file found before."""
    refused = sorted((*read.refused, *tally.refused), key=lambda row: row.line)
    given = {field for _, field in found.fields}
    bare = {name: lines for name, lines in tally.bare.items() if name in given}  # the others are said of the whole file
    noted = {**read.noted, **tally.noted}
    counts = {name: lines.count for name, lines in noted.items()}
    return Imported(
        found.file, found.rows, tally.created, tally.updated, tally.unchanged, tally.skipped, tuple(refused),
        tuple(tally.changes), read.not_taken, read.joins, found, kept=tuple(tally.kept), missing=tally.missing,
        contradictions=tuple(
            Contradiction(*pair, lines.count, tuple(lines.first)) for pair, lines in read.contradictions.items()
        ),
        unset_closes=counts.get("unset_closes", 0), unknown_ends=counts.get("unknown_ends", 0),
        rounded=counts.get("rounded", 0), several_accounts=counts.get("several_accounts", 0),
        deleted=counts.get("deleted", 0),
        bare={name: lines.count for name, lines in bare.items()},
        lines={name: tuple(lines.first) for name, lines in (noted | bare).items()},
        deleted_open=tuple(tally.deleted_open),
    )  # fmt: skip
