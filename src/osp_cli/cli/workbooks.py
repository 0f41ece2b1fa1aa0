"""The weekly report as a workbook: a file of its own, in the current folder where nobody says where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.files import write_parts
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.desk import Desk
    from osp_cli.services.reporting import WeeklyReport


def write_workbook(wiring: Wiring, desk: Desk, report: WeeklyReport, out: str | None, *, is_forced: bool) -> None:
    """Writes the report of a period as a workbook and tells where."""
    from osp_cli.render.paper.manuscript import Part
    from osp_cli.render.workbooks.weekly import weekly_workbook

    if out == "-":
        raise WrongUsage("workbook-out")
    content = weekly_workbook(report, wiring.words, desk.process, desk.who)
    path = Path(out or f"forecast-{report.forecast.period.label}.xlsx")
    write_parts(wiring, (Part.copied(content),), path, is_forced=is_forced)
