"""Files that a person asked for: written whole, private, and never over one that `osp` did not write."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osp_cli.domain.selection import Page
from osp_cli.errors import OspError, WrongUsage
from osp_cli.services.listing import FileWritten
from osp_cli.settings import replace_file

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

FORMATS = ("csv",)


def write_list(wiring: Wiring, page: Page, format: str, out: str | None, *, is_forced: bool) -> None:
    """Writes a list as a file, or to standard output for `-`."""
    from osp_cli.exchange.csv_list import page_as_csv
    from osp_cli.render.views.listing import file_view

    if format not in FORMATS:
        raise WrongUsage("format-unknown", {"format": format, "formats": ", ".join(FORMATS)})
    text = page_as_csv(page)
    if out in (None, "-"):
        wiring.out.text(text)
        return
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    else:
        write_file(Path(str(out)), text, is_forced=is_forced)
    wiring.show(FileWritten(str(out), len(page.opportunities)), file_view)


def write_text(wiring: Wiring, result: Any, text: str, out: str | None, *, is_forced: bool) -> None:
    """Writes the printed form of a result as a file, or to standard output without one or for `-`."""
    from osp_cli.render.views.handbook import written_view
    from osp_cli.services.method import PageWritten

    if out in (None, "-"):
        wiring.show_text(result, text)
        return
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    else:
        write_file(Path(str(out)), text, is_forced=is_forced)
    wiring.show(PageWritten(str(out)), written_view)


def write_file(path: Path, text: str, *, is_forced: bool) -> None:
    """Writes a file in one step. An existing one is replaced only with `--force`; a link is never followed."""
    if not is_forced and os.path.lexists(path):
        raise WrongUsage("file-exists", {"file": str(path)})
    if path.is_dir():
        raise WrongUsage("file-is-folder", {"file": str(path)})
    try:
        replace_file(path, text)
    except OSError as error:
        raise OspError("file-unwritable", {"file": str(path), "reason": error.strerror or ""}) from None
