"""The weekly forecast report in print: Markdown, a page for the browser, and two pages for PDF and Word."""

from __future__ import annotations

from collections.abc import Iterator

from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.frozen import replace
from osp_cli.render.pages import Foot, Imprint, internal_foot, manuscript, printed
from osp_cli.render.paper.manuscript import Manuscript
from osp_cli.render.views import common
from osp_cli.render.views.fitting import STYLE
from osp_cli.render.views.weekly import ENDLESS, Pages, report_view
from osp_cli.services.reporting import WeeklyReport
from osp_cli.words import Words

PAGES = 2
ROOMS = (250.0, 250.0)
"""Millimetres of rows, as the page for the browser measures them, that each page holds in the larger type of paper."""
ROOMS_IN_WORD = {"en": (245.0, 234.0), "zh": (235.0, 222.0)}
"""The same in Word, which lays the pages out itself: its fonts are larger, and lines of Chinese higher."""
SHARES = (1.2, 1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""Of these rooms, tried one after the other where the finished pages can be measured."""


def weekly_text(report: WeeklyReport, words: Words, process: Process, format: str) -> str:
    """The report as `md` or `html`."""
    period = display_period(report.forecast.period, words.language)
    view = report_view(report, words, process, ENDLESS if format == "md" else None)
    title = words("forecast.title", period=period)
    return printed(view, _foot(report, words), title, words.language, format, style=STYLE)


def weekly_manuscripts(report: WeeklyReport, words: Words, process: Process, format: str) -> Iterator[Manuscript]:
    """The report ready for a format of paper, `pdf` or `docx`; each has fewer rows than the one before it.

    All but the last must keep their pages without a cut.
    """
    is_measured = format == "pdf"
    first, second = ROOMS if is_measured else ROOMS_IN_WORD[words.own_language]
    day, foot = report.forecast.today, _foot(report, words)
    for share in SHARES if is_measured else (1.0,):
        view = report_view(report, words, process, Pages(first * share, second * share))
        made = manuscript(view, Imprint("forecast", day, foot, PAGES), words.own_language)
        yield replace(made, may_be_cut=share == SHARES[-1])


def _foot(report: WeeklyReport, words: Words) -> Foot:
    return internal_foot(words, common.day(report.forecast.today, words), report.data_version)
