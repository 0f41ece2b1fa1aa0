"""The weekly forecast as a workbook: the rows of the two pages and all that they leave out, with formulas and charts.

The lines of the first sheet are added up from the deals of the later ones, so that a figure changes with its deals.
"""

from __future__ import annotations

from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass
from osp_cli.render.views import common
from osp_cli.render.views.forecast import amounts_said
from osp_cli.render.views.forecast_groups import ASIDES
from osp_cli.render.views.forecast_outlook import call_label
from osp_cli.render.workbooks.ageing import ageing_sheet
from osp_cli.render.workbooks.closing import closing_sheet
from osp_cli.render.workbooks.deals import deals_sheet, won_sheet
from osp_cli.render.workbooks.debts import debts_sheet
from osp_cli.render.workbooks.frozen import frozen_sheet
from osp_cli.render.workbooks.kit import Book, Formula, Sheet
from osp_cli.render.workbooks.moves import moves_sheet
from osp_cli.render.workbooks.owners import owners_sheet
from osp_cli.services.reporting import WeeklyReport
from osp_cli.words import Words

_LEVELS = ("commit", "best", "pipeline")


def weekly_workbook(report: WeeklyReport, words: Words, process: Process, author: str) -> bytes:
    """The whole workbook."""
    period = display_period(report.forecast.period, words.language)
    book = Book(words("forecast.title", period=period), author, report.forecast.today)
    gap_row = _forecast_sheet(book, report, words)
    closing_sheet(book, report.forecast, gap_row, words, process)
    owners_sheet(book, report.forecast, words)
    moves_sheet(book, report.changes, words)
    deals_sheet(book, report, words, process)
    won_sheet(book, report, words)
    ageing_sheet(book, report, words)
    debts_sheet(book, report.forecast, words, process)
    frozen_sheet(book, report, words)
    return book.content()


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the first sheet that formulas name."""

    won: int
    commit: int
    best: int
    pipeline: int
    p10: int | None
    quota: int | None


def _forecast_sheet(book: Book, report: WeeklyReport, words: Words) -> int | None:
    """The first sheet; returns the row of the gap, where there is a quota."""
    seen = report.forecast
    sheet = book.sheet(words("workbook.forecast"), (34, 26, 18, 20, 3, 24, 16, 16, 16))
    sheet.title(words("forecast.title", period=display_period(seen.period, words.language)))
    sheet.note(words("report.written", day=common.day(seen.today, words)))
    sheet.note(words("workbook.in-base", base=seen.base_currency))
    sheet.gap()
    lines = _lines(sheet, report, words)
    quota = _target(sheet, report, words, lines)
    p10 = _learned(sheet, report, words, lines, quota)
    _asides(sheet, report, words)
    _picture(sheet, report, words, _Rows(*lines, p10, quota))
    _calls(sheet, report, words)
    return quota + 1 if quota else None


def _of_line(sheet: str, row: int, column: str, count: int) -> tuple[str, str]:
    """The formulas that count and add up the deals of a line whose name stands in column A of this row."""
    last = max(count, 1) + 1
    lines = f"'{sheet}'!$F$2:$F${last}"
    return f"COUNTIF({lines},A{row})", f"SUMIFS('{sheet}'!${column}$2:${column}${last},{lines},A{row})"


def _lines(sheet: Sheet, report: WeeklyReport, words: Words) -> tuple[int, int, int, int]:
    """Every line that adds up; returns the rows of won, commit, best case and pipeline."""
    total, why = report.forecast.total, report.forecast.why
    counts = {"ordered": len(why.won), "booked": len(why.won)} if why else {}
    names = ("line", "deals", "alone", "cumulative")
    sheet.head(words(f"forecast.{name}") for name in names)
    won = sheet.row + 1
    tally, sums = total.won, f"C{won + 1}+C{won + 2}"
    label = words("forecast.lines.won")
    deals = Formula(f"B{won + 1}+B{won + 2}", tally.deals)
    sheet.line((label, deals, Formula(sums, tally.amount), Formula(f"C{won}", tally.amount)))
    for name in ("ordered", "booked", *_LEVELS, "omitted"):
        tally, row = getattr(total, name), sheet.row + 1
        source = words("workbook.won" if name in counts else "workbook.deals")
        count, amounts = _of_line(source, row, "L", counts.get(name, len(why.open) if why else 0))
        upto = {
            "commit": (f"C{won}+C{row}", total.cumulative.commit.amount),
            "best": (f"C{won}+C{row - 1}+C{row}", total.cumulative.best.amount),
        }.get(name)
        own = (Formula(count, tally.deals), Formula(amounts, tally.amount))
        sheet.line((words(f"forecast.lines.{name}"), *own, Formula(*upto) if upto else None))
    commit = won + 3
    open_deals, every = total.cumulative.open_pipeline, f"{commit}:{{0}}{commit + 2}"
    counted = Formula(f"SUM(B{every.format('B')})", open_deals.deals)
    summed = Formula(f"SUM(C{every.format('C')})", open_deals.amount)
    sheet.line((words("forecast.lines.open_pipeline"), counted, None, summed), is_total=True)
    return won, commit, commit + 1, commit + 2


def _target(sheet: Sheet, report: WeeklyReport, words: Words, lines: tuple[int, int, int, int]) -> int | None:
    """Won + commit, weighted, quota, gap and coverage; returns the row of the quota."""
    total, why = report.forecast.total, report.forecast.why
    won, commit, _, pipeline = lines
    last = max(len(why.open) if why else 0, 1) + 1
    sheet.gap()
    sheet.line((call_label(report.forecast, words), None, Formula(f"C{won}+C{commit}", total.headline)))
    weighted = f"C{won}+SUM('{words('workbook.deals')}'!$N$2:$N${last})"
    sheet.line((words("forecast.weighted"), None, Formula(weighted, total.weighted)))
    if total.target is None:
        sheet.note(words("forecast.quota-none", period=report.forecast.period.label))
        return None
    quota = sheet.line((words("forecast.quota"), None, total.target.quota))
    sheet.line((words("forecast.gap"), None, Formula(f"C{quota}-C{won}", total.target.gap)))
    both = Formula(f"C{quota}-C{won}-C{commit}", total.target.gap_with_commit)
    sheet.line((words("forecast.short.gap_with_commit"), None, both))
    if total.target.coverage:
        ratio = Formula(f"ROUND(D{pipeline + 2}/C{quota + 1},2)", float(total.target.coverage.ratio))
        sheet.line((words("forecast.coverage"), None, ratio))
    return quota


def _learned(
    sheet: Sheet, report: WeeklyReport, words: Words, lines: tuple[int, int, int, int], quota: int | None
) -> int | None:
    """The learned figures; returns the row of P10, the first of three; a sentence where nothing is learned."""
    seen, outlook = report.forecast, report.forecast.outlook
    sheet.gap()
    if outlook is None:
        if seen.ends < seen.minimum:
            sheet.note(words("forecast.outlook.too-few", ends=seen.ends, minimum=seen.minimum))
        return None
    p10 = sheet.line((words("forecast.ranges.p10"), None, outlook.p10))
    sheet.line((words("workbook.p50"), None, outlook.p50))
    sheet.line((words("forecast.ranges.p90"), None, outlook.p90))
    if quota and outlook.gap is not None:
        sheet.line((words("workbook.gap-p50"), None, Formula(f"C{quota}-C{p10 + 1}", outlook.gap)))
    opened = sheet.line((words("workbook.open"), None, outlook.open))
    sheet.line((words("workbook.new"), None, outlook.new))
    model = sheet.line(
        (words("forecast.outlook.model"), None, Formula(f"C{lines[0]}+C{opened}+C{opened + 1}", outlook.expected))
    )
    sheet.line((words("forecast.outlook.run-rate"), None, outlook.run_rate))
    sheet.line((words("forecast.outlook.blend"), None, Formula(_mean(model, outlook.blend), outlook.blend)))
    return p10


def _mean(model: int, blend: Money) -> str:
    places = len(blend.amount.partition(".")[2])
    return f"ROUND((C{model}+C{model + 1})/2,{places})"


def _asides(sheet: Sheet, report: WeeklyReport, words: Words) -> None:
    """What stands in no sum: how many deals, with their amounts."""
    total, base = report.forecast.total, report.forecast.base_currency
    asides = [(name, getattr(total, name)) for name in ASIDES if getattr(total, name).deals]
    if not asides:
        return
    sheet.gap()
    sheet.head((words("forecast.aside"), words("forecast.deals"), words("forecast.aside-amounts")))
    for name, aside in asides:
        sheet.line((words(f"forecast.lines.{name}", base=base), aside.deals, amounts_said(aside, words)))


def _calls(sheet: Sheet, report: WeeklyReport, words: Words) -> None:
    """What people call, each with author, day and reason; deals as far as their stage says otherwise."""
    called, rows = report.forecast.calls, []
    for total in called.totals:
        what = words("calls.total-of", owner=total.owner or words("quota.team"))
        rows.append((what, words(f"calls.level.{total.level}"), total.amount, total.by, total.on, total.reason))
    for deal in called.deals:
        if deal.category != deal.stage_category:
            what, category = f"{deal.opportunity.number} {deal.opportunity.name}", words(f"category.{deal.category}")
            rows.append((what, category, deal.base_amount, deal.by, deal.on, deal.reason))
    for deal in called.adjustments:
        what, category = f"{deal.opportunity.number} {deal.opportunity.name}", words(f"category.{deal.category}")
        level = words("views.label", label=words("calls.level.manager"), value=category)
        rows.append((what, level, deal.base_amount, deal.by, deal.on, deal.reason))
    if rows:
        sheet.gap()
        base = words("forecast.in-base", base=report.forecast.base_currency)
        titles = [words(f"calls.{name}") for name in ("what", "called", "author", "day", "reason")]
        sheet.head((*titles[:2], base, titles[2], "", *titles[3:]))
        for what, called_as, amount, by, on, reason in rows:
            sheet.line((what, called_as, amount, by, None, on, reason))


def _picture(sheet: Sheet, report: WeeklyReport, words: Words, rows: _Rows) -> None:
    """Won and what is open, the learned range and the quota, one bar each; the cells that it draws stand beside it."""
    named = [words(f"forecast.short.{name}") for name in ("won", *_LEVELS)]
    named += [words(f"workbook.{name}") for name in ("below", "lower", "upper")]
    bars = _bars(report, words, rows)
    top, first = 19, 5
    sheet.made.write_string(top, first, words("workbook.chart-cells"))
    for place, (label, _) in enumerate(bars, first + 1):
        sheet.made.write_string(top, place, label, sheet.book.look(align="right"))
    kept, sheet.row = sheet.row, top + 1
    for place, name in enumerate((*named, words("forecast.quota"))):
        sheet.line((*[None] * first, name, *(values[place] for _, values in bars)))
    sheet.row = max(kept, sheet.row)
    last = first + len(bars)
    series = [
        {
            "name": [sheet.name, row, first],
            "categories": [sheet.name, top, first + 1, top, last],
            "values": [sheet.name, row, first + 1, row, last],
            "gap": 40,
            **look,
        }
        for row, look in enumerate(_looks(), top + 1)
    ]
    axis = {"num_format": "#,##0", "num_font": {"size": 8}, "major_gridlines": {"visible": True}}
    sheet.chart(
        "bar", series, title=words("workbook.range-chart"), at="F4", subtype="stacked",
        legend={"delete_series": [4]}, x_axis=axis, y_axis={"reverse": True},
    )  # fmt: skip


def _bars(report: WeeklyReport, words: Words, rows: _Rows) -> list[tuple[str, list[Formula | None]]]:
    """The bars of the picture: four parts of what is won and open, three of the range, one of the quota."""
    total, outlook = report.forecast.total, report.forecast.outlook
    parts = [Formula(f"C{getattr(rows, name)}", getattr(total, name).amount) for name in ("won", *_LEVELS)]
    bars: list[tuple[str, list[Formula | None]]] = [(words("workbook.by-category"), [*parts, *[None] * 4])]
    if outlook and rows.p10:
        steps = [
            Formula(f"C{rows.p10}", outlook.p10),
            Formula(f"C{rows.p10 + 1}-C{rows.p10}", outlook.p50 - outlook.p10),
            Formula(f"C{rows.p10 + 2}-C{rows.p10 + 1}", outlook.p90 - outlook.p50),
        ]
        bars.append((words("workbook.range"), [*[None] * 4, *steps, None]))
    if total.target and rows.quota:
        bars.append((words("forecast.quota"), [*[None] * 7, Formula(f"C{rows.quota}", total.target.quota)]))
    return bars


def _looks() -> list[dict[str, Any]]:
    """How each of the eight parts is filled; what lies below the range is not drawn."""
    edge = {"border": {"color": "#404040", "width": 0.5}}
    open_, range_ = ("#1F4E79", "#2E75B6", "#9DC3E6", "#DEEBF7"), ("#A9D18E", "#C5E0B4")
    return [
        *({"fill": {"color": colour}, **edge} for colour in open_),
        {"fill": {"none": True}},
        *({"fill": {"color": colour}, **edge} for colour in range_),
        {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F"}, **edge},
    ]
