"""Moves of deals with their days, from another tool's history of stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from osp_cli.errors import NotFound, OspError, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.services.import_book import Book, Known
from osp_cli.services.import_report import ImportedRow, RefusedRow, Tally
from osp_cli.services.import_standing import standing
from osp_cli.services.keeping import keep_before
from osp_cli.services.told_moves import record_known_moves

STAGE_FIELDS = ("stage", "stagename", "stage_id", "opportunity stage", "阶段", "销售阶段", "商机阶段")


@dataclass(frozen=True, slots=True)
class _Told:
    """One row: the move, the seconds since midnight where they are known, and its line."""

    move: Known
    clock: int
    line: int


def is_of_other_field(field: str) -> bool:
    """Whether a row of a history is about a change of something else than the stage."""
    return bool(field) and field.strip().casefold() not in STAGE_FIELDS


def import_moves(desk: Desk, rows: Iterable[ImportedRow]) -> Tally:
    """Records when deals came to their stages, in the order of the days; where a deal stands now is not touched.

    An open deal has been at its stage since the last of its moves, where that leads there and nobody moved it here.

    Rows are matched as an import's are. A move that is known already is not recorded twice, nor is a row in which the
    stage stays (CRMs write one for a new amount too); a row about another field is skipped. Errors of a row:
    `import-move-bare`, `import-move-unknown`, `import-move-future`.
    """
    tally = Tally()
    keep_before(desk, "before-import")
    with desk.writing() as writing:
        writing.is_import = True
        book = Book(desk, writing)
        found: dict[int, list[_Told]] = {}
        for row in rows:
            try:
                if number := _deal(book, row.values):
                    found.setdefault(number, []).append(_told(desk, row))
                else:
                    tally.skipped += 1
            except OspError as error:
                tally.refused.append(RefusedRow.of(row.line, error))
        is_newest_first = _is_newest_first(found.values())
        for number, told in found.items():
            new = record_known_moves(book, number, _in_time(told, is_newest_first=is_newest_first))
            tally.created += new
            tally.unchanged += len(told) - new
    return tally


def _deal(book: Book, values: Mapping[str, Any]) -> int | None:
    """The deal a row is about; None where the row tells of another field than the stage."""
    if is_of_other_field(values.get("field", "")):
        return None
    if "stage" not in values or "created" not in values or not ({"external_id", "name"} & values.keys()):
        raise WrongUsage("import-move-bare")
    number = book.find({"name": "", **values})
    if number is None:
        told = values.get("name") or values.get("external_id", "")
        raise NotFound("import-move-unknown", {"name": told})
    return number


def _told(desk: Desk, row: ImportedRow) -> _Told:
    values = row.values
    if values["created"] > desk.today:
        raise WrongUsage("import-move-future", {"day": values["created"]})
    stage, status = standing(desk, values, desk.process.stages[0].key)
    return _Told((values["created"], stage, status), values.get("clock") or 0, row.line)


def _is_newest_first(every: Iterable[Sequence[_Told]]) -> bool:
    """Whether a file lists the moves of its deals from the last to the first, as reports do."""
    ends = [(told[0].move[0], told[-1].move[0]) for told in every]
    return sum(first > last for first, last in ends) > sum(first < last for first, last in ends)


def _in_time(told: Iterable[_Told], *, is_newest_first: bool) -> list[Known]:
    """The moves in the order in which they happened: by day and time, else as the file has them."""
    sign = -1 if is_newest_first else 1
    return [each.move for each in sorted(told, key=lambda each: (each.move[0], each.clock, sign * each.line))]
