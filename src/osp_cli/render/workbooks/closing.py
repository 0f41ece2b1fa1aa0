"""The deals that close the gap, a row each: what comes together deal by deal, and what is missing then."""

from __future__ import annotations

from collections.abc import Sequence

from osp_cli.domain.process import Process
from osp_cli.render.views.forecast_closing import lacks, notes, pulled_in, row_said, sentences, title
from osp_cli.render.width import WHOLE
from osp_cli.render.workbooks.kit import MOST_ROWS, Book, Formula, Sheet
from osp_cli.services.closing import ClosingDeal
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words

_WIDTHS = (9, 32, 20, 26, 22, 12, 16, 10, 16, 16, 16, 60)


def closing_sheet(book: Book, forecast: Forecast, gap_row: int | None, words: Words, process: Process) -> None:
    """What is said of the gap, and the deals; `gap_row` is where the first sheet has the gap. None without a quota."""
    closing = forecast.closing
    if closing is None or gap_row is None:
        return
    sheet = book.sheet(words("workbook.closing"), _WIDTHS)
    sheet.title(title(closing, words))
    for said in (*sentences(closing, words), *(say(WHOLE) for say in notes(closing, words))):
        sheet.note(said)
    pulled = closing.pull_in.deals if closing.pull_in else ()
    if closing.deals or pulled:
        sheet.gap()
        named = f"'{words('workbook.forecast')}'!C{gap_row}"
        gap = sheet.line((words("forecast.gap"), *[None] * 5, Formula(named, closing.gap)), is_total=True)
        sheet.gap()
        _head(sheet, forecast.base_currency, words)
        first = sheet.row + 1
        stages = {stage.key: f"{stage.key} {stage.name.say(words.language)}" for stage in process.stages}
        _deals(sheet, (*closing.deals, *pulled), stages, (gap, first), words)
    if closing.pull_in and pulled:
        sheet.gap()
        sheet.note(pulled_in(closing.pull_in, words))
    if closing.rows:
        sheet.gap()
        sheet.title(words("closing.rows-title"))
        for row in closing.rows:
            sheet.note(row_said(row, words))


def _head(sheet: Sheet, base: str, words: Words) -> None:
    names = ("views.number", "views.name", "views.owner", "views.stage", "forecast.line", "views.close")
    more = ("workbook.percent-won", "forecast.grounds.brings", "closing.together", "closing.missing")
    lacking = words("closing.lack-title")
    base_title = words("forecast.in-base", base=base)
    sheet.head([*(words(name) for name in names), base_title, *(words(name) for name in more), lacking])


def _deals(
    sheet: Sheet, deals: Sequence[ClosingDeal], stages: dict[str, str], rows: tuple[int, int], words: Words
) -> None:
    """A row for each deal; `rows` are that of the gap and the first of the deals."""
    gap, first = rows
    for deal in deals[:MOST_ROWS]:
        row, base = sheet.row + 1, deal.amount.currency
        named = (deal.opportunity.number, deal.opportunity.name, deal.owner or words("forecast.none"))
        line = words(f"forecast.lines.{deal.line}", base=base)
        together = Formula(f"SUM(G${first}:G{row})", deal.together)
        told = lacks(deal.lacking, words) if deal.lacking else None
        sheet.line(
            (
                *(*named, stages.get(deal.stage, deal.stage), line, deal.close_on),
                *(deal.amount, round(100 * deal.chance, 1), deal.expected, together),
                *(Formula(f"G${gap}-J{row}", deal.missing), told),
            )
        )
