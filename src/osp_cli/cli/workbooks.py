"""The weekly report as a workbook: a file of its own, in the current folder where nobody says where."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.written import is_device
from osp_cli.domain.names import place
from osp_cli.errors import OspError, WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.desk import Desk
    from osp_cli.services.reporting import WeeklyReport


def write_workbook(wiring: Wiring, desk: Desk, report: WeeklyReport, out: str | None, *, is_forced: bool) -> None:
    """Writes the report of a period as a workbook and tells where."""
    from osp_cli.render.views.handbook import written_view
    from osp_cli.render.workbooks.weekly import weekly_workbook
    from osp_cli.services.method import PageWritten

    if out == "-":
        raise WrongUsage("workbook-out")
    path = Path(out or f"forecast-{report.forecast.period.label}.xlsx")
    _must_be_free(path, is_forced=is_forced)
    content = weekly_workbook(report, wiring.words, desk.process, desk.who)
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    else:
        _write(wiring, path, content)
    wiring.show(PageWritten(str(path)), written_view)


def _must_be_free(path: Path, *, is_forced: bool) -> None:
    if path.is_dir():
        raise WrongUsage("file-is-folder", {"file": str(path)})
    if os.path.lexists(path) and not is_forced and not is_device(path):
        raise WrongUsage("file-exists", {"file": str(path)})


def _write(wiring: Wiring, path: Path, content: bytes) -> None:
    from osp_cli.settings import replace_file_by

    is_there = path.parent.exists()
    try:
        if is_device(path):
            path.write_bytes(content)
        else:
            replace_file_by(path, lambda stream: stream.buffer.write(content))
    except OSError as error:
        values = {"file": place(path), "reason": error.strerror or ""}
        raise OspError("file-unwritable", values, details={"file": str(path)}) from None
    if not is_there:
        wiring.notice("folder-made", folder=str(path.parent))
