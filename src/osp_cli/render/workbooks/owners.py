"""Owner by owner: what is won and open, the quota, and the learned range."""

from __future__ import annotations

from osp_cli.domain.forecast import Columns
from osp_cli.domain.learning.told import GroupOutlook
from osp_cli.domain.money import Money
from osp_cli.render.workbooks.kit import Book, Cell, Formula, Sheet, cells
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words

SUMS = ("won", "commit", "best", "pipeline")
CHARTED = 15


def owners_sheet(book: Book, forecast: Forecast, words: Words) -> None:
    """One row for each owner, the total beneath; a chart of those with the most."""
    outlook = forecast.outlook
    learned = {group.name: group for group in outlook.groups} if outlook else {}
    rows = {group.name: group.row for group in forecast.groups}
    sheet = book.sheet(words("workbook.owners"), (24, *[16] * 12))
    titles = [words("forecast.groupings.owner")]
    titles += [words(f"forecast.short.{name}") for name in (*SUMS, "weighted", "quota", "gap")]
    if outlook:
        titles += [words(f"forecast.ranges.{name}") for name in ("expected", "p10", "p50", "p90")]
    sheet.head(titles)
    for name in {**rows, **learned}:
        _owner(sheet, name or words("forecast.none"), rows.get(name), learned.get(name))
    count = sheet.row - 1
    if not count:
        return
    _total(sheet, forecast, words, count)
    if outlook:
        sheet.note(words("forecast.ranges.no-sum"))
    _chart(sheet, words, min(count, CHARTED))


def _owner(sheet: Sheet, name: str, row: Columns | None, learned: GroupOutlook | None) -> None:
    at = sheet.row + 1
    sums: list[Cell] = [getattr(row, each).amount for each in SUMS] if row else [None] * len(SUMS)
    target = row.target if row else None
    gap = Formula(f"G{at}-B{at}", target.gap) if target else None
    told: list[Cell] = [learned.expected, learned.p10, learned.p50, learned.p90] if learned else []
    sheet.line((name, *sums, row.weighted if row else None, target.quota if target else None, gap, *told))


def _total(sheet: Sheet, forecast: Forecast, words: Words, count: int) -> None:
    total, outlook, last = forecast.total, forecast.outlook, count + 1

    def summed(column: str, value: Money) -> Formula:
        return Formula(f"SUM({column}2:{column}{last})", value)

    sums = [summed(column, getattr(total, name).amount) for column, name in zip("BCDE", SUMS, strict=True)]
    at, target = sheet.row + 1, total.target
    quota: list[Cell] = [target.quota, Formula(f"G{at}-B{at}", target.gap)] if target else [None, None]
    told: list[Cell] = [summed("I", outlook.expected), outlook.p10, outlook.p50, outlook.p90] if outlook else []
    sheet.line((words("forecast.total"), *sums, summed("F", total.weighted), *quota, *told), is_total=True)


def _chart(sheet: Sheet, words: Words, count: int) -> None:
    colours = ("#1F4E79", "#2E75B6", "#9DC3E6", "#DEEBF7")
    series = [
        {
            "name": [sheet.name, 0, place],
            "categories": cells(sheet, 0, 2, count + 1),
            "values": cells(sheet, place, 2, count + 1),
            "fill": {"color": colour},
            "border": {"color": "#404040", "width": 0.5},
            "gap": 60,
        }
        for place, colour in enumerate(colours, 1)
    ]
    title = words("forecast.by", by=words("forecast.groupings.owner").lower(), base=words("workbook.base"))
    sheet.chart(
        "column", series, title=title, at=f"A{sheet.row + 2}", subtype="stacked", y_axis={"num_format": "#,##0"}
    )
