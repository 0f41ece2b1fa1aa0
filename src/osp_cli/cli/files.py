"""Files that a person asked for: written whole, private, and never over one that `osp` did not write."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osp_cli.cli.written import Written, is_device, sealed
from osp_cli.domain.names import place
from osp_cli.domain.selection import Page
from osp_cli.errors import OspError, WrongUsage
from osp_cli.services.listing import FileWritten
from osp_cli.settings import replace_bytes, replace_file_by

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.selection import CellTable


def write_list(wiring: Wiring, page: Page, format: str, out: str | None, *, is_forced: bool) -> None:
    """Writes a list of opportunities as a file, or to standard output for `-`."""
    from osp_cli.cli.tables import columns_of
    from osp_cli.exchange.deal_columns import table_of
    from osp_cli.services.listing import live_orders

    orders = live_orders(wiring.reading(), page)
    table = table_of(page.opportunities, columns_of(wiring, None, format, orders.get))
    write_table(wiring, table, len(page.opportunities), (format, out), is_forced=is_forced)


def write_table(
    wiring: Wiring,
    table: CellTable,
    count: int,
    to: tuple[str, str | None],
    *,
    is_forced: bool,
    sheet: str | None = None,
) -> None:
    """Writes a table of so many rows in a format and to a file, or to standard output for `-`, and tells it."""
    from osp_cli.cli.tables import give_table, must_be_table_format
    from osp_cli.render.views.listing import file_view

    format, out = to
    must_be_table_format(format)
    give_table(wiring, table, format, out, is_forced=is_forced, sheet=sheet)
    if out not in (None, "-"):
        if wiring.shared.dry_run:
            wiring.told_dry_run()
        wiring.show(FileWritten(str(out), count), file_view)


def write_text(wiring: Wiring, result: Any, text: str, out: str | None, *, is_forced: bool) -> None:
    """Writes the printed form of a result as a file, or to standard output without one or for `-`."""
    from osp_cli.render.views.handbook import written_view
    from osp_cli.services.method import PageWritten

    if out in (None, "-"):
        wiring.show_text(result, text)
        return
    path = Path(str(out))
    Written(wiring.places.state_folder).must_be_ours(path, is_forced=is_forced)
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    else:
        write_told(wiring, path, sealed(text), is_forced=True)
    wiring.show(PageWritten(str(out)), written_view)


def write_told(wiring: Wiring, path: Path, text: str, *, is_forced: bool) -> None:
    """Writes a file and tells of the folder that was made for it."""
    is_there = path.parent.exists()
    write_file(path, text, is_forced=is_forced)
    if not is_there:
        wiring.notice("folder-made", folder=str(path.parent))


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file in one step, over whatever file stands there; a device or a pipe is written into."""
    try:
        if is_device(path):
            path.write_bytes(content)
        elif path.is_dir():
            raise WrongUsage("file-is-folder", {"file": str(path)})
        else:
            replace_bytes(path, content)
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> OspError:
    """The refusal of a file that cannot be written."""
    values = {"file": place(path), "reason": error.strerror or ""}
    return OspError("file-unwritable", values, details={"file": str(path)})


def write_file(path: Path, text: str, *, is_forced: bool) -> None:
    """Writes a file in one step. An existing one is replaced only with `--force`; a link is never followed.

    A device or a pipe (`/dev/null`, `>(less)`) is written into: there is nothing to replace, and it must stay.
    """
    write_pieces(path, (text,), is_forced=is_forced)


def must_be_free(path: Path, *, is_forced: bool) -> None:
    """Refuses a place where a file, a folder or a link is already, unless `--force` says that a file may go."""
    if path.is_dir():
        raise WrongUsage("file-is-folder", {"file": str(path)})
    if not is_forced and os.path.lexists(path):
        raise WrongUsage("file-exists", {"file": str(path)})


def write_pieces(path: Path, pieces: Iterable[str], *, is_forced: bool, is_dry_run: bool = False) -> None:
    """The same for a text that is made while it is written; a dry run makes it and writes none."""
    try:
        if is_device(path) and not is_dry_run:
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(pieces)
            return
        must_be_free(path, is_forced=is_forced)
        if is_dry_run:
            deque(pieces, maxlen=0)
            return
        replace_file_by(path, lambda stream: stream.writelines(pieces))
    except OSError as error:
        raise unwritable(path, error) from None
