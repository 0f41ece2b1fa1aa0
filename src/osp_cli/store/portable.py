"""The records of a book outside a store: with ULIDs where they refer to each other, in every table there is.

What a record is made of is read off the tables, so that a new table comes along by itself. The journal stays: what was
taken back, corrected or removed is nobody else's, and undo belongs to the store in which things were done; of each
record only which versions it has gone through goes along, and of a removed one that it is gone. Snapshots, which no
undo touches, go along with the whole book.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from osp_cli.domain.names import name_key
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.store.compiled import COLUMNS, PORTABLE, REFERENCES
from osp_cli.store.lineage import Gone, Lineage, kept, told
from osp_cli.store.reading import Reading
from osp_cli.store.rows import Rows
from osp_cli.store.ulid import LENGTH, is_ulid_start
from osp_cli.store.writing import Writing

Content: TypeAlias = dict[str, Any]
Record: TypeAlias = tuple[str, Content]

GONE, VERSIONS = "gone", "versions"
_NO_MORE = (2**63, "")
_REFERRED = frozenset(target for columns in REFERENCES.values() for target in columns.values())
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the book goes out: of one owner (a number), changed since an instant (UTC text), or the whole."""

    owner_number: int | None = None
    since: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.owner_number is None and self.since is None


def outgoing(reading: Reading, part: Part) -> Iterator[Record]:
    """Every record of the part as (table, content), in the order of tables and numbers; read while it is used."""
    given = {"owner_number": part.owner_number, "since": part.since, "is_whole": int(part.is_whole)}
    lineage = Lineage(reading)
    try:
        for table, names in PORTABLE.items():
            rows = reading.each(f"{table}.export", **given)
            if table not in COLUMNS:
                yield from ((table, dict(zip(names, row, strict=True))) for row in rows)
            else:
                yield from _with_versions(table, tuple(names), rows, lineage)
        for gone in lineage.removed():
            yield GONE, {"of": gone.table, "id": gone.id, VERSIONS: sorted(gone.versions)}
    finally:
        lineage.close()


def _with_versions(
    table: str, names: tuple[str, ...], rows: Iterable[sqlite3.Row], lineage: Lineage
) -> Iterator[Record]:
    """The records of a table, each with the versions that it has gone through."""
    made = lineage.own_of_table(table)
    number, version = next(made, _NO_MORE)
    for row in rows:
        *values, seen = row
        content = dict(zip(names, values, strict=True))
        versions = set(told(seen))
        while number < content["number"]:  # of a record that is gone, or in no part of the book that goes out
            number, version = next(made, _NO_MORE)
        while number == content["number"]:
            versions.add(version)
            number, version = next(made, _NO_MORE)
        content[VERSIONS] = sorted(versions)
        yield table, content


def numbers_of(reading: Reading, part: Part) -> frozenset[int]:
    """The numbers of the opportunities of the part."""
    given = {"owner_number": part.owner_number, "since": part.since, "is_whole": int(part.is_whole)}
    return frozenset(int(row["number"]) for row in reading.each("opportunity.export", **given))


def counts(rows: Rows) -> dict[str, int]:
    """How many records each table holds."""
    return {table: int(rows.one(f"{table}.count")["total"]) for table in COLUMNS}


class Arrivals:
    """Records on their way into an empty store: looked at one by one, then put in with the numbers they had.

    `unfit` makes the refusal of the record at hand, out of a code and its values.
    """

    def __init__(self, unfit: Callable[[str, dict[str, object]], WrongUsage]) -> None:
        self.unfit = unfit
        self.counts = dict.fromkeys(PORTABLE, 0)
        self.gone: list[Gone] = []
        self._numbers: dict[str, dict[str, int]] = {table: {} for table in _REFERRED}

    def look(self, table: str, content: Content) -> None:
        """Refuses a record that is none: an unknown table, a column too many or too few, a value of a wrong kind."""
        wanted = _wanted(table)
        if wanted is None:
            raise self.unfit("book-table-unknown", {"table": table})
        if content.keys() != wanted:
            strays = sorted(content.keys() ^ wanted)
            raise self.unfit("book-columns-differ", {"table": table, "columns": tuple(strays)})
        if VERSIONS in wanted and not _are_versions(content[VERSIONS]):
            raise self.unfit("book-value-unfit", {"table": table, "column": VERSIONS})
        if table == GONE:
            self._look_at_gone(content)
            return
        for name, value in content.items():
            if name == VERSIONS:
                continue
            if type(value) not in _KINDS or (type(value) is int and not -_LARGEST <= value < _LARGEST):
                raise self.unfit("book-value-unfit", {"table": table, "column": name})
        number, ulid = content["number"], content["id"]
        if type(number) is not int or number < 1 or not _is_ulid(ulid):
            raise self.unfit("book-value-unfit", {"table": table, "column": "number, id"})
        self.counts[table] += 1
        if table in _REFERRED and self._numbers[table].setdefault(ulid, number) != number:
            raise self.unfit("book-value-unfit", {"table": table, "column": "id"})

    def _look_at_gone(self, content: Content) -> None:
        if content["of"] not in COLUMNS or not _is_ulid(content["id"]):
            raise self.unfit("book-value-unfit", {"table": GONE, "column": "of, id"})
        self.gone.append(Gone(content["of"], content["id"], frozenset(content[VERSIONS])))

    def put(self, writing: Writing, records: Iterable[Record]) -> None:
        """Puts every record in; all of them must have been looked at before. A snapshot that is there stays."""
        writing.begin_unit("do")
        writing.let_references_wait()
        table = ""
        try:
            for table, content in records:
                if table in COLUMNS and table != GONE:
                    writing.each(f"{table}.put_back", **self._row(table, content))
                elif table == GONE:
                    writing.add_gone(Gone(content["of"], content["id"], frozenset(content[VERSIONS])))
                else:
                    writing.take_snapshot(content)
        except (sqlite3.IntegrityError, UnicodeError) as error:
            reason = "" if isinstance(error, UnicodeError) else str(error).rpartition(":")[2].strip()
            raise self.unfit("book-value-unfit", {"table": table, "column": reason}) from None

    def _row(self, table: str, content: Content) -> Content:
        """The row of a record: numbers for ULIDs, and the keys that follow from its texts."""

        def number(target: str, ulid: str) -> int:
            found = self._numbers[target].get(ulid)
            if found is None:
                raise self.unfit("book-reference-missing", {"table": table, "id": ulid})
            return found

        return row_of(table, content, number)


def row_of(table: str, content: Content, number: Callable[[str, str], int | None]) -> Content:
    """The row of a record: numbers for ULIDs, the keys that follow from its texts, the versions it has gone through."""
    row = {column: content[name] for name, column in PORTABLE[table].items()}
    for column, target in REFERENCES[table].items():
        if row[column] is not None:
            row[column] = number(target, row[column])
    row["seen"] = kept(frozenset(content[VERSIONS]))
    for column in COLUMNS[table]:
        if column not in row:
            text = row[column.removesuffix("_key")]
            row[column] = name_key(text) if isinstance(text, str) else None
    return row


def _wanted(table: str) -> set[str] | None:
    """The names that a record of a table has outside; None for a table that is none."""
    if table == GONE:
        return {"of", "id", VERSIONS}
    names = PORTABLE.get(table)
    return None if names is None else {*names, *((VERSIONS,) if table in COLUMNS else ())}


def _are_versions(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_ulid, value))


_KINDS = (int, str, type(None))


def _is_ulid(value: object) -> bool:
    return isinstance(value, str) and len(value) == LENGTH and is_ulid_start(value)
