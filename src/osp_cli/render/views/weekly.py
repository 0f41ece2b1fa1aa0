"""The weekly forecast report: two pages, of the same blocks as the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osp_cli.domain.money import Money
from osp_cli.domain.process import Process
from osp_cli.frozen import replace
from osp_cli.render.blocks import Bar, Bars, Block, Bullets, Column, Heading, Item, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.forecast import forecast_view
from osp_cli.render.views.forecast_groups import group_table
from osp_cli.render.views.movements import changes_view
from osp_cli.services.reporting import TopDeal, WeeklyReport
from osp_cli.words import Words

# So many fit on two pages.
SHOWN_OWNERS = 8
_BARS = ("won", "commit", "best", "pipeline")


def report_view(report: WeeklyReport, words: Words, process: Process) -> View:
    """The whole report; its second page begins with what moved."""
    seen = report.forecast
    brief = replace(seen, why=None, by=None, groups=())
    forecast = forecast_view(brief, words, process)
    written = words("report.written", day=common.day(report.forecast.today, words))
    return common.blocks(
        forecast[0],
        Line(written, "dim"),
        Bars(tuple(_range(report, words))),
        forecast[1:],
        group_table(seen, SHOWN_OWNERS, words, process) if seen.groups else (),
        _top(report, words),
        changes_view(report.changes, words),
        _slipped(report, words),
        _snapshots(report, words),
        Heading(words("report.asks")),
        Line(words("report.asks-say"), "dim"),
    )


def _range(report: WeeklyReport, words: Words) -> Iterator[Bar]:
    """Won, then what is surer first, each beginning where the one before ended; the quota beneath as its own bar."""
    total = report.forecast.total
    amounts = [getattr(total, name).amount.minor for name in _BARS]
    quota = total.target.quota.minor if total.target else 0
    largest, level = max(sum(amounts), quota, 1), 0
    for name, minor in zip(_BARS, amounts, strict=True):
        amount = common.money(Money(minor, report.forecast.base_currency), words)
        yield Bar(
            words(f"forecast.short.{name}"), amount, minor / largest, level / largest, "#" if name == "won" else "+"
        )
        level += minor
    if total.target:
        yield Bar(words("forecast.quota"), common.money(total.target.quota, words), quota / largest)


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
    if report.slipped:
        yield Heading(words("report.slipped"))
        yield Bullets(
            tuple(
                Item(
                    words(
                        "views.aside",
                        text=f"{deal.opportunity.number} {deal.opportunity.name}",
                        aside=words("changes.pushed-times", count=deal.times_pushed),
                    )
                )
                for deal in report.slipped
            )
        )


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
