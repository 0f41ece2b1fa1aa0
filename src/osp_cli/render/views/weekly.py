"""The weekly forecast report: two pages, of the same blocks as the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osp_cli.domain.process import Process
from osp_cli.frozen import replace
from osp_cli.render.blocks import Bar, Bars, Block, Bullets, Column, Heading, Item, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.charts import pipeline_bars
from osp_cli.render.views.forecast import forecast_view
from osp_cli.render.views.forecast_groups import group_table
from osp_cli.render.views.funnel import ageing_bars
from osp_cli.render.views.movements import changes_view
from osp_cli.services.forecasting import Forecast
from osp_cli.services.reporting import TopDeal, WeeklyReport
from osp_cli.words import Words

# So many fit on two pages.
SHOWN_OWNERS, SHOWN_MOVED, SHOWN_SLIPPED = 8, 8, 8
STYLE = "body { font-size: 8pt; line-height: 1.25; } h2 { margin-top: 3mm; } "
STYLE += "table { font-size: 7.5pt; margin-bottom: 1.5mm; } th, td { padding-top: 0.35mm; padding-bottom: 0.35mm; }"
_BARS = ("won", "commit", "best", "pipeline")


def report_view(report: WeeklyReport, words: Words, process: Process) -> View:
    """The whole report; its second page begins with what moved."""
    seen = report.forecast
    brief = replace(seen, why=None, by=None, groups=())
    forecast = forecast_view(brief, words, process, has_bar=False)
    written = words("report.written", day=common.day(report.forecast.today, words))
    return common.blocks(
        forecast[0],
        Line(written, "dim"),
        range_bars(report.forecast, words),
        forecast[1:],
        group_table(seen, SHOWN_OWNERS, words, process) if seen.groups else (),
        _pipeline(report, words, process),
        changes_view(report.changes, words, SHOWN_MOVED),
        _top(report, words),
        _slipped(report, words),
        _snapshots(report, words),
        Heading(words("report.asks")),
        Line(words("report.asks-say"), "dim"),
    )


def _pipeline(report: WeeklyReport, words: Words, process: Process) -> Iterator[Block]:
    """The open deals by stage and by age, beside each other."""
    for bars in (pipeline_bars(report.stages, words, process), ageing_bars(report.ageing, words)):
        if bars.rows:
            yield replace(bars, is_half=True)


def range_bars(forecast: Forecast, words: Words) -> Bars:
    """Won, then what is surer first, each beginning where the one before ended; the learned range; the quota."""
    total, outlook, quota = forecast.total, forecast.outlook, forecast.total.target
    amounts = [getattr(total, name).amount for name in _BARS]
    ends = [outlook.p90.minor if outlook else 0, quota.quota.minor if quota else 0]
    largest, level = max(sum(amount.minor for amount in amounts), *ends, 1), 0
    rows = []
    for name, amount in zip(_BARS, amounts, strict=True):
        label, said = words(f"forecast.short.{name}"), common.money(amount, words)
        sign = "#" if name == "won" else "+"
        rows.append(Bar(label, said, amount.minor / largest, level / largest, sign))
        level += amount.minor
    if outlook:
        low, middle, high = (each.minor / largest for each in (outlook.p10, outlook.p50, outlook.p90))
        said = words("pictures.range-says", low=outlook.p10, middle=outlook.p50, high=outlook.p90)
        rows.append(Bar(words("pictures.learned"), said, high - low, low, "=", tick=middle))
    if quota:
        rows.append(Bar(words("forecast.quota"), common.money(quota.quota, words), quota.quota.minor / largest))
    return Bars(tuple(rows), "range", words("pictures.range"), tuple(_range_key(words, has_range=bool(outlook))))


def _range_key(words: Words, *, has_range: bool) -> Iterator[tuple[str, str]]:
    yield from (("#", words("pictures.key.sure")), ("+", words("pictures.key.open")))
    if has_range:
        yield from (("=", words("pictures.key.range")), ("|", words("pictures.key.middle")))


def _top(report: WeeklyReport, words: Words) -> Iterable[Block]:
    if not report.top:
        return
    columns = (
        Column(words("changes.deal")),
        Column(words("quota.owner")),
        Column(words("forecast.groupings.stage")),
        Column(words("forecast.alone"), kind="money"),
        Column(words("report.close"), kind="date"),
        Column(words("report.next")),
    )
    yield Heading(words("report.top"))
    yield Table(columns, tuple(_deal(deal, words) for deal in report.top))


def _deal(deal: TopDeal, words: Words) -> Row:
    step = common.text(deal.next_step)
    if deal.next_step_on:
        step = common.due(deal.next_step_on, step, words)
    name = f"{deal.opportunity.number} {deal.opportunity.name}"
    if deal.times_pushed:
        name = words("views.aside", text=name, aside=words("changes.pushed-times", count=deal.times_pushed))
    close = common.short_day(deal.close_on, words) if deal.close_on else common.EMPTY
    return (name, common.text(deal.owner), deal.stage, common.money(deal.amount, words), close, step)


def _slipped(report: WeeklyReport, words: Words) -> Iterable[Block]:
    if not report.slipped:
        return
    yield Heading(words("report.slipped"))
    items = []
    for deal in report.slipped[:SHOWN_SLIPPED]:
        name = f"{deal.opportunity.number} {deal.opportunity.name}"
        items.append(
            Item(words("views.aside", text=name, aside=words("changes.pushed-times", count=deal.times_pushed)))
        )
    if len(report.slipped) > SHOWN_SLIPPED:
        items.append(Item(words("forecast.more-deals", count=len(report.slipped) - SHOWN_SLIPPED), "dim"))
    yield Bullets(tuple(items))


def _snapshots(report: WeeklyReport, words: Words) -> Iterable[Block]:
    if not report.snapshots:
        return
    columns = (
        Column(words("snapshot.on"), kind="date"),
        *(Column(words(f"forecast.{name}"), kind="money") for name in ("lines.won", "headline", "weighted")),
    )
    rows = tuple(
        (
            common.short_day(each.on, words),
            *(common.money(amount, words) for amount in (each.won, each.headline, each.weighted)),
        )
        for each in report.snapshots
    )
    yield Heading(words("report.snapshots"))
    yield Table(columns, rows)
