"""A table of opportunities as a file: CSV in pieces, or a workbook."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osp_cli.cli.files import must_be_free, unwritable, write_pieces
from osp_cli.cli.written import is_device
from osp_cli.errors import WrongUsage
from osp_cli.settings import make_folder
from osp_cli.store.backups import sync

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.opportunity import Opportunity, Order
    from osp_cli.domain.selection import CellTable
    from osp_cli.exchange.deal_columns import Column

TABLE_FORMATS = ("csv", "xlsx")


def columns_of(
    wiring: Wiring, like: str | None, format: str, order_of: Callable[[int], Order | None]
) -> tuple[Column, ...]:
    """The columns of a table: the neutral ones, or those of a CRM; `order_of` finds the order of what was won."""
    from osp_cli.exchange.deal_columns import NEUTRAL, order_columns, own_columns

    if like is None:
        return (*NEUTRAL, *order_columns(order_of), *own_columns(wiring.settings.fields.values()))
    from osp_cli.exchange.crm_columns import Asked, columns_like

    process, language = wiring.process, wiring.words.language

    def reason(deal: Opportunity) -> str | None:
        known = next((each for each in process.reasons if each.code == deal.reason), None)
        return known.text.say(language) if known else deal.reason

    stages = process.keys_of(process.stages)
    return columns_like(like, Asked(language, "xlsx" if format == "xlsx" else "csv", stages, reason))


def must_be_table_format(format: str) -> None:
    """Refuses a format that no table is written in."""
    if format not in TABLE_FORMATS:
        raise WrongUsage("format-unknown", {"format": format, "formats": tuple(TABLE_FORMATS)})


def give_table(
    wiring: Wiring, table: CellTable, format: str, out: str | None, *, is_forced: bool, sheet: str | None = None
) -> None:
    """Writes a table as a file, or as CSV to standard output without one or for `-`; a dry run makes and keeps none.

    `sheet` names the sheet of a workbook where it holds something else than opportunities.
    """
    from osp_cli.exchange.csv_list import MARK, csv_pieces

    if format == "xlsx":
        if out in (None, "-"):
            raise WrongUsage("workbook-needs-file")
        title = sheet or wiring.words("files.sheet")
        _write_workbook(wiring, table, Path(str(out)), title, is_forced=is_forced)
    elif out in (None, "-"):
        wiring.out.text("".join(csv_pieces(table)))
    else:
        path = Path(str(out))
        is_there = path.absolute().parent.exists()
        write_pieces(path, _marked(MARK, csv_pieces(table)), is_forced=is_forced, is_dry_run=wiring.shared.dry_run)
        if not is_there and not wiring.shared.dry_run:
            wiring.notice("folder-made", folder=str(path.parent))


def _marked(mark: str, pieces: Iterator[str]) -> Iterator[str]:
    yield mark
    yield from pieces


def _write_workbook(wiring: Wiring, table: CellTable, path: Path, title: str, *, is_forced: bool) -> None:
    """Makes the workbook beside its place, and puts it there when it is whole."""
    from osp_cli.exchange.xlsx_list import write_xlsx
    from osp_cli.render.width import cells

    if is_device(path):
        raise WrongUsage("workbook-needs-file")
    folder = path.absolute().parent
    try:
        must_be_free(path, is_forced=is_forced)
        make_folder(folder)
        _clear_drafts(folder, path.name)
        with TemporaryDirectory(prefix=f".{path.name}-osp-{os.getpid()}-", dir=folder) as aside:
            draft = Path(aside) / "draft"
            write_xlsx(draft, table, title, wiring.today, cells)
            draft.chmod(0o600)
            sync(draft)
            if not wiring.shared.dry_run:
                draft.replace(path)
    except OSError as error:
        raise unwritable(path, error) from None


def _clear_drafts(folder: Path, name: str) -> None:
    """Removes what earlier runs left of this workbook because they were killed; the draft of one that runs stays."""
    form = re.compile(rf"\.{re.escape(name)}-osp-(\d+)-\w+")
    for each in folder.iterdir():
        found = form.fullmatch(each.name)
        if found and _has_ended(int(found[1])):
            shutil.rmtree(each, ignore_errors=True)


def _has_ended(process: int) -> bool:
    """Whether no such process runs; where that cannot be asked without harm, it is taken to run."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
