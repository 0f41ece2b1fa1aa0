"""What moved: the waterfall with its chart, and every deal that moved, with how often it was pushed and went back."""

from __future__ import annotations

from typing import Any

from osp_cli.domain.money import Money
from osp_cli.render.workbooks.kit import Book, Cell, Formula, Sheet, cells
from osp_cli.services.movements import Changes
from osp_cli.words import Words


def moves_sheet(book: Book, changes: Changes, words: Words) -> None:
    """The waterfall of the period, then the deals behind it."""
    sheet = book.sheet(words("workbook.moves"), (34, 24, 18, 18, 18, 18, 12, 12))
    sheet.title(words("changes.since", since=changes.since, today=changes.today))
    last = _waterfall(sheet, changes, words)
    _chart(sheet, words, last)
    sheet.row = last + 19
    _deals(sheet, changes, words)


def _waterfall(sheet: Sheet, changes: Changes, words: Words) -> int:
    """Open at the start and every move are open at the end; the right columns are what the chart draws."""
    total, base = changes.total, changes.base_currency
    titles = ("changes.moved", "forecast.deals", "changes.change", "workbook.below", "workbook.up", "workbook.down")
    sheet.head(words(title) for title in titles)
    start = sheet.row + 1
    opened = total.open_at_start
    level = opened.amount
    sheet.line((words("changes.open-at-start"), opened.deals, level, None, Formula(f"C{start}", level), None))
    for line in total.moves:
        row, after = sheet.row + 1, level + line.amount
        below = Formula(f"MIN(SUM(C${start}:C{row - 1}),SUM(C${start}:C{row}))", min(level, after, key=_minor))
        up = Formula(f"MAX(C{row},0)", max(line.amount, Money(0, base), key=_minor))
        down = Formula(f"MAX(-C{row},0)", max(Money(-line.amount.minor, base), Money(0, base), key=_minor))
        sheet.line((words(f"changes.kinds.{line.kind}"), line.count, line.amount, below, up, down))
        level = after
    row, end = sheet.row + 1, total.open_at_end
    summed = Formula(f"SUM(C{start}:C{row - 1})", end.amount)
    cells_drawn: tuple[Cell, ...] = (None, Formula(f"C{row}", end.amount), None)
    return sheet.line((words("changes.open-at-end"), end.deals, summed, *cells_drawn), is_total=True)


def _minor(amount: Money) -> int:
    return amount.minor


def _chart(sheet: Sheet, words: Words, last: int) -> None:
    looks: tuple[dict[str, Any], ...] = (
        {"fill": {"none": True}},
        {"fill": {"color": "#9DC3E6"}},
        {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F"}},
    )
    series = [
        {
            "name": [sheet.name, 1, place],
            "categories": cells(sheet, 0, 3, last),
            "values": cells(sheet, place, 3, last),
            "gap": 30,
            **({} if place == 3 else {"border": {"color": "#404040", "width": 0.5}}),
            **look,
        }
        for place, look in enumerate(looks, 3)
    ]
    sheet.chart(
        "column", series, title=words("workbook.waterfall"), at=f"A{last + 2}", subtype="stacked",
        legend={"delete_series": [0]}, y_axis={"num_format": "#,##0"},
    )  # fmt: skip


def _deals(sheet: Sheet, changes: Changes, words: Words) -> None:
    names = ("changes.deal", "quota.owner", "changes.moved", "changes.change", "forecast.groupings.stage")
    sheet.head(words(name) for name in (*names, "report.close", "changes.pushed", "changes.back"))
    joint = words("views.list-joint")
    for deal in changes.deals:
        kinds = joint.join(words(f"changes.kinds.{kind}") for kind in deal.moves)
        moved = kinds or (words("changes.idle") if deal.is_idle else None)
        named = f"{deal.opportunity.number} {deal.opportunity.name}"
        times = (deal.times_pushed, deal.times_back)
        sheet.line((named, deal.owner, moved, deal.change, deal.stage, deal.close_on, *times))
