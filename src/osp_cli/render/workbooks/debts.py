"""The shortcuts that are still to be made good, a row each."""

from __future__ import annotations

from osp_cli.domain.process import Process
from osp_cli.render.views import common
from osp_cli.render.workbooks.kit import MOST_ROWS, Book
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words


def debts_sheet(book: Book, forecast: Forecast, words: Words, process: Process) -> None:
    """Every open debt of an open deal; no sheet where there is none."""
    if not forecast.debts:
        return
    known = process.texts["criteria"]
    sheet = book.sheet(words("workbook.debts"), (9, 32, 60, 9, 40, 12, 24))
    names = ("number", "name", "criterion", "stage", "reason", "day")
    sheet.head((*(words(f"views.{name}") for name in names), words("interviews.recorded-by")))
    for debt in forecast.debts[:MOST_ROWS]:
        criterion = common.say(known[debt.criterion], words) if debt.criterion in known else debt.criterion
        sheet.line((debt.opportunity, debt.name, criterion, debt.stage, debt.reason, debt.on, debt.by))
