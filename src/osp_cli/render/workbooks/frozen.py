"""What was forecast before: of periods that are over, and in this one so far."""

from __future__ import annotations

from osp_cli.render.workbooks.kit import Book, Formula, Sheet, cells
from osp_cli.services.reporting import WeeklyReport
from osp_cli.words import Words


def frozen_sheet(book: Book, report: WeeklyReport, words: Words) -> None:
    """Past periods with the error of what was said, then the snapshots of this one with a chart."""
    sheet = book.sheet(words("workbook.frozen"), (22, 14, *[18] * 6))
    sheet.title(words("report.past"))
    names = ("quota.period", "snapshot.on", "forecast.call", "forecast.ranges.p10", "workbook.p50")
    more = ("forecast.ranges.p90", "forecast.lines.won", "workbook.error")
    sheet.head(words(name) for name in (*names, *more))
    for each in report.past:
        row, said = sheet.row + 1, each.p50 or each.call
        place = "E" if each.p50 else "C"
        off = round(100 * (said.minor - each.won.minor) / each.won.minor, 1) if each.won.minor else None
        error = Formula(f"ROUND(100*({place}{row}-G{row})/G{row},1)", off) if off is not None else None
        sheet.line((each.period.label, each.on, each.call, each.p10, each.p50, each.p90, each.won, error))
    sheet.gap()
    sheet.title(words("report.snapshots"))
    sheet.head(words(name) for name in ("snapshot.on", "forecast.lines.won", "forecast.call", "forecast.weighted"))
    _snapshots(sheet, report, words)


def _snapshots(sheet: Sheet, report: WeeklyReport, words: Words) -> None:
    head = sheet.row
    for each in report.snapshots:
        sheet.line((each.on.isoformat(), each.won, each.headline, each.weighted))
    if not report.snapshots:
        return
    series = [
        {
            "name": [sheet.name, head - 1, place],
            "categories": cells(sheet, 0, head + 1, sheet.row),
            "values": cells(sheet, place, head + 1, sheet.row),
            "marker": {"type": marker},
        }
        for place, marker in ((1, "square"), (2, "diamond"), (3, "circle"))
    ]
    sheet.chart("line", series, title=words("report.snapshots"), at=f"A{sheet.row + 2}", y_axis={"num_format": "#,##0"})
