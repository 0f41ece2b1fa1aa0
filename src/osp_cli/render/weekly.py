"""The weekly forecast report in print: Markdown, a page for the browser, and two pages for PDF and Word."""

from __future__ import annotations

from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.render.escaping import markdown_text
from osp_cli.render.pages import Imprint, manuscript, printed
from osp_cli.render.paper.manuscript import Manuscript
from osp_cli.render.views import common
from osp_cli.render.views.fitting import STYLE
from osp_cli.render.views.weekly import report_view
from osp_cli.services.reporting import WeeklyReport
from osp_cli.words import Words

PAGES = 2
ROOM = 250.0
"""Millimetres of rows, as the page for the browser measures them, that two pages hold in the larger type of paper."""


def weekly_text(report: WeeklyReport, words: Words, process: Process, format: str) -> str:
    """The report as `md` or `html`."""
    period = display_period(report.forecast.period, words.language)
    title = words("forecast.title", period=period)
    view = report_view(report, words, process)
    mark = words("report.mark", title=title)
    return printed(view, title, words.language, format, style=STYLE, mark=mark)


def weekly_manuscript(report: WeeklyReport, words: Words, process: Process) -> Manuscript:
    """The report ready for the formats of paper."""
    day = report.forecast.today
    foot = words("report.foot", internal=f"**{markdown_text(words('report.internal'))}**", day=common.day(day, words))
    view = report_view(report, words, process, ROOM)
    return manuscript(view, Imprint("forecast", day, foot, PAGES), words.own_language)
