"""Moves of deals with their days, from another tool's history of stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.opportunity import NewMove, Status
from osp_cli.errors import NotFound, OspError, WrongUsage
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk
from osp_cli.services.import_book import Book
from osp_cli.services.import_report import ImportedRow, RefusedRow, Tally
from osp_cli.services.importing import standing
from osp_cli.services.keeping import keep_before
from osp_cli.store import days, imports

STAGE_FIELDS = ("stage", "stagename", "opportunity stage", "阶段", "销售阶段", "商机阶段")
Known = tuple[date, str, Status]


def import_moves(desk: Desk, rows: Iterable[ImportedRow]) -> Tally:
    """Records when deals came to their stages, in the order of the days; where a deal stands now is not touched.

    An open deal has been at its stage since the last of its moves, where that leads there and nobody moved it since.

    Rows are matched as an import's are. A move that is known already is not recorded twice; a row about another field
    is skipped. Errors of a row: `import-move-bare`, `import-move-unknown`, `import-won-future`.
    """
    tally = Tally()
    keep_before(desk, "before-import")
    with desk.writing() as writing:
        writing.is_import = True
        book = Book(desk, writing)
        found: dict[int, dict[Known, int]] = {}
        for row in rows:
            try:
                if number := _deal(book, row.values):
                    found.setdefault(number, {}).setdefault(_move(desk, row.values), row.line)
                else:
                    tally.skipped += 1
            except OspError as error:
                values = {key: str(value) for key, value in error.values.items()}
                tally.refused.append(RefusedRow(row.line, error.code, values))
        known = imports.history(writing)
        for number, moves in found.items():
            _record(book, number, sorted(moves), known.get(number, []), tally)
    return tally


def _deal(book: Book, values: Mapping[str, Any]) -> int | None:
    """The deal a row is about; None where the row tells of another field than the stage."""
    field = values.get("field")
    if field and field.strip().casefold() not in STAGE_FIELDS:
        return None
    if "stage" not in values or "created" not in values or not ({"external_id", "name"} & values.keys()):
        raise WrongUsage("import-move-bare")
    number = book.find({"name": "", **values})
    if number is None:
        told = values.get("name") or values.get("external_id", "")
        raise NotFound("import-move-unknown", {"name": told})
    return number


def _move(desk: Desk, values: Mapping[str, Any]) -> Known:
    if values["created"] > desk.today:
        raise WrongUsage("import-move-future", {"day": values["created"]})
    stage, status = standing(desk, values, desk.process.stages[0].key)
    return values["created"], stage, status


def _record(book: Book, number: int, moves: list[Known], known: list[Known], tally: Tally) -> None:
    """The moves that are new, each from where the one before it led."""
    process = book.desk.process
    is_ours = days.has_moved_here(book.writing, number)
    before: Known | None = None
    for move in sorted({*moves, *known}):
        on, stage, status = move
        if status not in ("open", "won") and before is not None:
            stage = before[1]  # it ended where it stood
        if move not in known:
            stayed = None
            if before is not None and process.rank(stage) > process.rank(before[1]):
                stayed = (on - before[0]).days
            book.writing.add_move(
                number,
                NewMove(
                    kind="history",
                    from_stage=before[1] if before else None,
                    to_stage=stage,
                    status=status,
                    on=on,
                    stayed=stayed,
                ),
            )
            tally.created += 1
        else:
            tally.unchanged += 1
        before = (on, stage, status)
    if before is not None and not is_ours:
        _stands_since(book, number, before)


def _stands_since(book: Book, number: int, last: Known) -> None:
    on, stage, _ = last
    deal = book.writing.opportunity(number)
    if deal.is_open and deal.stage == stage and deal.stage_since != on:
        book.writing.save_opportunity(replace(deal, stage_since=on))
