"""How old the open deals are, and which of them stand still."""

from __future__ import annotations

from osp_cli.domain.forecast import Tally
from osp_cli.domain.money import Money
from osp_cli.render.workbooks.kit import Book, Formula, cells
from osp_cli.services.reporting import WeeklyReport
from osp_cli.words import Words


def ageing_sheet(book: Book, report: WeeklyReport, words: Words) -> None:
    """The classes of age with their sum and a chart, then every deal that is stuck."""
    sheet = book.sheet(words("workbook.ageing"), (34, 20, 18, 12, 12, 12, 18))
    sheet.title(words("funnel.ageing"))
    sheet.head((words("workbook.age"), words("forecast.deals"), words("forecast.alone")))
    low, every = 0, Tally(0, Money(0, report.forecast.base_currency))
    for each in report.ageing:
        label = (
            words("funnel.age-above", low=low) if each.up_to is None else words("funnel.age", low=low, up=each.up_to)
        )
        last = sheet.line((label, each.open.deals, each.open.amount))
        low, every = (each.up_to or 0) + 1, every + each.open
    summed = (Formula(f"SUM(B3:B{last})", every.deals), Formula(f"SUM(C3:C{last})", every.amount))
    sheet.line((words("forecast.total"), *summed), is_total=True)
    series = [
        {"categories": cells(sheet, 0, 3, last), "values": cells(sheet, 1, 3, last), "fill": {"color": "#2E75B6"}}
    ]
    sheet.chart("column", series, title=words("funnel.ageing"), at=f"A{sheet.row + 2}", legend={"none": True})
    sheet.row += 18
    names = ("changes.deal", "quota.owner", "forecast.groupings.stage", "workbook.days", "funnel.limit")
    base = words("forecast.in-base", base=report.forecast.base_currency)
    sheet.head([*(words(name) for name in (*names, "changes.pushed")), base])
    for deal in report.stuck:
        named = f"{deal.opportunity.number} {deal.opportunity.name}"
        counts = (deal.days, deal.limit, deal.times_pushed)
        sheet.line((named, deal.owner, deal.stage, *counts, deal.base_amount))
