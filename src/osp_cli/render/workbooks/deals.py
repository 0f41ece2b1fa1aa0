"""The deals behind the figures: every open one in its line, every won one, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osp_cli.domain.process import Process
from osp_cli.render.workbooks.kit import MOST_ROWS, Book, Formula, Sheet
from osp_cli.services.forecast_why import OpenDeal, WonDeal
from osp_cli.services.reporting import WeeklyReport
from osp_cli.words import Words

_OPEN_WIDTHS = (9, 32, 26, 20, 20, 22, 12, 16, 9, 10, 12, 16, 9, 16, 10, 14, 32, 12)
_WON_WIDTHS = (9, 32, 26, 20, 9, 24, 16, 12, 12, 16, 9, 16)


def deals_sheet(book: Book, report: WeeklyReport, words: Words, process: Process) -> None:
    """Every open deal: weighted is worked out where it counts, the learned chance stands beside it."""
    seen = report.forecast
    deals = seen.why.open if seen.why else ()
    learned = {deal.number: deal for deal in seen.outlook.deals} if seen.outlook else {}
    sheet = book.sheet(words("workbook.deals"), _OPEN_WIDTHS)
    names = ("views.number", "views.name", "forecast.groupings.account", "views.owner", "views.stage", "forecast.line")
    more = ("views.close", "views.amount", "workbook.currency", "forecast.rate", "workbook.rate-day")
    last = ("workbook.percent", "forecast.weighted-deal", "workbook.chance", "forecast.grounds.brings")
    base = words("forecast.in-base", base=seen.base_currency)
    sheet.head([*(words(name) for name in (*names, *more)), base, *(words(name) for name in last)])
    stages = {stage.key: f"{stage.key} {stage.name.say(words.language)}" for stage in process.stages}
    for deal in deals[:MOST_ROWS]:
        own = learned.get(deal.opportunity.number)
        told = (round(100 * own.chance, 1), own.expected) if own else (None, None)
        sheet.line((*_open(deal, stages, seen.base_currency, words), *_weighted(sheet, deal), *told))
    _finish(sheet, deals, words)


def _open(deal: OpenDeal, stages: dict[str, str], base: str, words: Words) -> tuple[Any, ...]:
    named = (deal.opportunity.number, deal.opportunity.name, deal.account, deal.owner or words("forecast.none"))
    amount = (deal.amount, deal.amount.currency if deal.amount else None)
    rate = (deal.rate, deal.rate_on, deal.base_amount)
    line = words(f"forecast.lines.{deal.line}", base=base)
    return (*named, stages.get(deal.stage, deal.stage), line, deal.close_on, *amount, *rate)


def _weighted(sheet: Sheet, deal: OpenDeal) -> tuple[Any, ...]:
    row = sheet.row + 1
    if deal.weighted is None:
        return deal.probability, None
    places = len(deal.weighted.amount.partition(".")[2])
    return deal.probability, Formula(f"ROUND(L{row}*M{row}/100,{places})", deal.weighted)


def won_sheet(book: Book, report: WeeklyReport, words: Words) -> None:
    """Every won deal of the period, and those that stand in no sum."""
    seen = report.forecast
    deals = seen.why.won if seen.why else ()
    sheet = book.sheet(words("workbook.won"), _WON_WIDTHS)
    names = ("views.number", "views.name", "forecast.groupings.account", "views.owner", "views.stage", "forecast.line")
    more = ("forecast.order", "forecast.ordered-on", "workbook.booked-on", "views.amount", "workbook.currency")
    base = words("forecast.in-base", base=seen.base_currency)
    sheet.head([*(words(name) for name in (*names, *more)), base])
    for deal in deals[:MOST_ROWS]:
        sheet.line(_won(deal, seen.base_currency, words))
    _finish(sheet, deals, words)


def _won(deal: WonDeal, base: str, words: Words) -> tuple[Any, ...]:
    named = (deal.opportunity.number, deal.opportunity.name, deal.account, deal.owner or words("forecast.none"))
    line = words(f"forecast.lines.{deal.line}", base=base)
    amount = (deal.amount, deal.amount.currency if deal.amount else None, deal.base_amount)
    return (*named, deal.stage, line, deal.order_number, deal.ordered_on, deal.booked_on, *amount)


def _finish(sheet: Sheet, deals: Sequence[Any], words: Words) -> None:
    """A head that stays, a filter over all rows; what a sheet cannot hold is told."""
    sheet.made.freeze_panes(1, 2)
    if deals:
        sheet.made.autofilter(0, 0, sheet.row - 1, 5)
    if len(deals) > MOST_ROWS:
        sheet.note(words("views.and-more", count=len(deals) - MOST_ROWS))
