"""The figures of managers as tables: quotas, snapshots, the funnel, what moved, how good forecasts were."""

from __future__ import annotations

from functools import partial

from osp_cli.domain.money import Money
from osp_cli.domain.selection import Cell
from osp_cli.render.sheets.parts import Col, Sheet, Voice, percent, said, sheet, under
from osp_cli.render.views import common, movements, snapshots
from osp_cli.render.views.forecast_groups import GROUP_ASIDES, SUMS, grouping_title, row_name
from osp_cli.render.views.forecast_ranges import MEASURES
from osp_cli.services.accuracy import Accuracy
from osp_cli.services.forecasting import Forecast, Group
from osp_cli.services.funnel import Funnel
from osp_cli.services.hindsight import Hindsight
from osp_cli.services.movements import Changes
from osp_cli.services.quotas import Quotas
from osp_cli.services.snapshots import Snapshots

TARGET = ("quota", "gap", "gap_with_commit")


def quotas_sheet(quotas: Quotas, voice: Voice) -> Sheet:
    """One row per quota; the team's bears its name."""
    words = voice.words
    columns = (
        Col(words("quota.period"), lambda quota: quota.period),
        Col(words("sheets.first"), lambda quota: quota.first),
        Col(words("sheets.last"), lambda quota: quota.last),
        Col(words("quota.owner"), lambda quota: quota.owner or words("quota.team")),
        Col(words("quota.amount"), lambda quota: quota.amount, is_money=True),
    )
    return sheet(words("tables.quota"), quotas.quotas, columns, words)


def snapshots_sheet(listed: Snapshots, voice: Voice) -> Sheet:
    """Every snapshot, the oldest first."""
    words = voice.words
    columns = (
        *under(
            snapshots.columns(words),
            lambda each: each.number,
            lambda each: each.on,
            lambda each: each.period,
            lambda each: each.won,
            lambda each: each.headline,
            lambda each: each.weighted,
        ),
        Col(words("forecast.quota"), lambda each: each.quota, is_money=True),
        Col(words("snapshot.how"), lambda each: words("sheets.weekly" if each.is_weekly else "sheets.asked")),
        Col(words("interviews.recorded-by"), lambda each: each.by),
        Col(words("snapshot.method"), lambda each: each.method),
    )
    return sheet(words("tables.snapshot"), listed.snapshots, columns, words)


def funnel_sheet(funnel: Funnel, voice: Voice) -> Sheet:
    """The funnel stage by stage."""
    words, process = voice.words, voice.process
    columns = (
        Col(words("forecast.groupings.stage"), lambda row: row.stage),
        Col(words("views.name"), lambda row: common.say(process.stage(row.stage).name, words)),
        Col(words("funnel.left"), lambda row: row.conversion.n),
        Col(words("funnel.went-on"), lambda row: row.conversion.count),
        Col(words("sheets.percent"), lambda row: row.conversion.percent),
        Col(words("funnel.median"), lambda row: row.stay.median),
        Col(words("funnel.p80"), lambda row: row.stay.p80),
        Col(words("accuracy.cases"), lambda row: row.stay.n),
        Col(words("funnel.open"), lambda row: row.open_now),
        Col(words("funnel.limit"), lambda row: row.limit),
        Col(words("sheets.limit-from"), lambda row: words(f"sheets.limits.{row.limit_from}")),
        Col(words("funnel.stuck"), lambda row: row.rotting),
    )
    return sheet(words("sheets.funnel"), funnel.stages, columns, words)


def forecast_sheet(forecast: Forecast, voice: Voice) -> Sheet:
    """The rows of a grouping: each line alone, the quota, what stands in no sum as counts, what was learned."""
    words = voice.words
    learned = {group.name: group for group in forecast.outlook.groups} if forecast.outlook else {}

    def sum_of(line: str, group: Group) -> Cell:
        found: Money = getattr(group.row, line).amount
        return found

    def of_target(name: str, group: Group) -> Cell:
        found: Money | None = getattr(group.row.target, name, None)
        return found

    def of_outlook(name: str, group: Group) -> Cell:
        found: Money | None = getattr(learned.get(group.name), name, None)
        return found

    def count_of(line: str, group: Group) -> Cell:
        count: int = getattr(group.row, line).deals
        return count

    columns = (
        Col(grouping_title(forecast, words), lambda group: row_name(forecast, group.name, words, voice.process)),
        *(Col(words(f"forecast.short.{line}"), partial(sum_of, line), is_money=True) for line in SUMS),
        Col(words("forecast.short.weighted"), lambda group: group.row.weighted, is_money=True),
        *(Col(words(f"forecast.short.{name}"), partial(of_target, name), is_money=True) for name in TARGET),
        *(
            Col(words(f"forecast.ranges.{name}"), partial(of_outlook, name), is_money=True)
            for name in (MEASURES if learned else ())
        ),
        *(Col(words(f"forecast.short.{line}"), partial(count_of, line)) for line in GROUP_ASIDES),
    )
    return sheet(words("workbook.forecast"), forecast.groups, columns, words)


def changes_sheet(changes: Changes, voice: Voice) -> Sheet:
    """Every deal that moved, and every open one of which nothing was recorded."""
    words = voice.words
    columns = (
        Col(words("views.number"), lambda deal: deal.opportunity.number),
        Col(words("views.name"), lambda deal: deal.opportunity.name),
        Col(words("views.owner"), lambda deal: deal.owner),
        Col(words("views.stage"), lambda deal: deal.stage),
        Col(words("views.close"), lambda deal: deal.close_on),
        Col(words("changes.moved"), lambda deal: movements.moves_said(deal, words)),
        Col(words("changes.change"), lambda deal: deal.change, is_money=True),
        Col(words("changes.pushed"), lambda deal: deal.times_pushed),
        Col(words("changes.back"), lambda deal: deal.times_back),
        Col(words("sheets.idle"), lambda deal: said(deal.is_idle, words)),
    )
    return sheet(words("sheets.changes"), changes.deals, columns, words)


def accuracy_sheet(result: Accuracy | Hindsight, voice: Voice) -> Sheet:
    """How far off each method was, in percent of what came."""
    words = voice.words
    section, scores = ("hindsight", result.scores) if isinstance(result, Hindsight) else ("accuracy", result.backtest)
    columns = (
        Col(words("accuracy.way"), lambda each: words(f"{section}.methods.{each.method}")),
        Col(words("sheets.error"), lambda each: percent(each.score.mape)),
        Col(words("sheets.bias"), lambda each: percent(each.score.bias)),
        Col(words("accuracy.cases"), lambda each: each.score.cases),
    )
    return sheet(words("sheets.accuracy"), scores.methods, columns, words)
