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
ROOMS = (250.0, 250.0)
"""Millimetres of rows, as the page for the browser measures them, that each page holds in the larger type of paper."""
ROOMS_IN_WORD = {"en": (245.0, 234.0), "zh": (235.0, 222.0)}
"""The same in Word, which lays the pages out itself: its fonts are larger, and lines of Chinese higher."""


def weekly_text(report: WeeklyReport, words: Words, process: Process, format: str) -> str:
    """The report as `md` or `html`."""
    period = display_period(report.forecast.period, words.language)
    title = words("forecast.title", period=period)
    view = report_view(report, words, process)
    mark = words("report.mark", title=title)
    return printed(view, title, words.language, format, style=STYLE, mark=mark)


def weekly_manuscript(report: WeeklyReport, words: Words, process: Process, format: str) -> Manuscript:
    """The report ready for a format of paper, `pdf` or `docx`."""
    day = report.forecast.today
    foot = words("report.foot", internal=f"**{markdown_text(words('report.internal'))}**", day=common.day(day, words))
    rooms = ROOMS_IN_WORD.get(words.language, ROOMS) if format == "docx" else ROOMS
    view = report_view(report, words, process, rooms)
    return manuscript(view, Imprint("forecast", day, foot, PAGES), words.own_language)
