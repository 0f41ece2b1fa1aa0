"""The weekly report and the cheat sheet as files: text goes to standard output where nobody says where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.files import write_parts, write_text
from osp_cli.cli.formats import parts_of, tell_missing, tell_unprinted
from osp_cli.errors import OspError, WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.render.paper.manuscript import Manuscript, Part
    from osp_cli.services.desk import Desk
    from osp_cli.services.method import CheatSheet
    from osp_cli.services.reporting import WeeklyReport

TEXT, PAPER, WORKBOOK = ("md", "html"), ("pdf", "docx"), "xlsx"


def write_report(
    wiring: Wiring, desk: Desk, report: WeeklyReport, format: str, out: str | None, *, is_forced: bool
) -> None:
    """Writes the report of a period and tells where. Errors: `format-unknown`, `extra-missing`, `workbook-out`."""
    from osp_cli.render.weekly import weekly_manuscripts, weekly_text
    from osp_cli.render.workbooks.weekly import weekly_workbook

    _must_be_one_of(format, (*TEXT, *PAPER, WORKBOOK))
    stem = f"forecast-{report.forecast.period.label}"
    if format in PAPER:
        parts = first_that_fits(weekly_manuscripts(report, wiring.words, desk.process, format), format)
        _write_paper(wiring, parts, out or f"{stem}.{format}", is_forced=is_forced)
    elif format in TEXT:
        write_text(wiring, report, weekly_text(report, wiring.words, desk.process, format), out, is_forced=is_forced)
    elif out == "-":
        raise WrongUsage("workbook-out")
    else:
        from osp_cli.render.paper.manuscript import Part

        content = weekly_workbook(report, wiring.words, desk.process, desk.who)
        write_parts(wiring, (Part.copied(content),), Path(out or f"{stem}.{WORKBOOK}"), is_forced=is_forced)


def write_cheat_sheet(wiring: Wiring, sheet: CheatSheet, format: str, out: str | None, *, is_forced: bool) -> None:
    """Writes the cheat sheet and tells where. Errors: `format-unknown`, `extra-missing`."""
    from osp_cli.render.cheatsheet import manuscript, printed

    _must_be_one_of(format, (*TEXT, *PAPER))
    if format in PAPER:
        made = manuscript(sheet, wiring.words, wiring.today)
        _write_paper(wiring, parts_of(made, format), out or f"cheat-sheet.{format}", is_forced=is_forced)
    else:
        write_text(wiring, sheet, printed(sheet, wiring.words, wiring.today, format), out, is_forced=is_forced)


def _must_be_one_of(format: str, formats: tuple[str, ...]) -> None:
    if format not in formats:
        raise WrongUsage("format-unknown", {"format": format, "formats": formats})


def first_that_fits(manuscripts: Iterator[Manuscript], format: str) -> tuple[Part, ...]:
    """The first of the manuscripts that keeps its pages. Errors: `document-unfit` of the last, `extra-missing`."""
    manuscript = next(manuscripts)
    for following in manuscripts:
        try:
            return parts_of(manuscript, format)
        except OspError as error:
            if error.code != "document-unfit":
                raise
        manuscript = following
    return parts_of(manuscript, format)


def _write_paper(wiring: Wiring, parts: tuple[Part, ...], out: str, *, is_forced: bool) -> None:
    """Writes what has pages, with its appendix beside it where something had to be cut."""
    tell_missing(wiring, parts)
    if out != "-":
        write_parts(wiring, parts, Path(out), is_forced=is_forced)
        return
    if wiring.shared.json:
        raise WrongUsage("options-exclude", {"options": ("--out -", "--json")})
    tell_unprinted(wiring, parts)
    wiring.out.bytes(parts[0].content, wiring.notices)
