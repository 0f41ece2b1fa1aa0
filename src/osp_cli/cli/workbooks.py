"""The weekly report as a workbook: a file of its own, in the current folder where nobody says where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.files import must_be_free, write_bytes
from osp_cli.cli.written import is_device
from osp_cli.errors import WrongUsage

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
    if not is_device(path):
        must_be_free(path, is_forced=is_forced)
    content = weekly_workbook(report, wiring.words, desk.process, desk.who)
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    else:
        is_there = path.parent.exists()
        write_bytes(path, content)
        if not is_there:
            wiring.notice("folder-made", folder=str(path.parent))
    wiring.show(PageWritten(str(path)), written_view)
