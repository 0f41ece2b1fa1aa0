"""The forecast: the headline and the quota, each line alone and cumulated, what stands in no sum, the shortcuts."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.forecast import Aside, Columns, Tally, Target
from osp_cli.domain.money import Money
from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Facts, Heading, Item, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.calls import calls_blocks
from osp_cli.render.views.forecast_closing import closing_blocks
from osp_cli.render.views.forecast_grounds import deals_blocks, grounds_blocks
from osp_cli.render.views.forecast_groups import ASIDES, booking_blocks, group_blocks
from osp_cli.render.views.forecast_outlook import (
    commit_debts,
    headline_facts,
    outlook_blocks,
    required,
)
from osp_cli.render.views.forecast_ranges import range_blocks
from osp_cli.render.views.forecast_why import why_blocks
from osp_cli.render.views.imported import imported_lines
from osp_cli.render.views.quotas import owners
from osp_cli.render.width import WHOLE, cells
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words

SHOWN_DEBTS = 10


def forecast_view(forecast: Forecast, words: Words, process: Process) -> View:
    """The whole forecast of a period."""
    total = forecast.total
    parts: list[Block] = [
        Heading(words("forecast.title", period=display_period(forecast.period, words.language)), level=1),
        *_as_of(forecast, words),
        Facts(fact_rows(forecast, words)),
    ]
    if total.is_empty:
        parts += [Blank(), Line(words("forecast.empty"), "dim")]
    else:
        parts += [*outlook_blocks(forecast, words), *commit_debts(forecast, words)]
        parts += [Blank(), lines_table(total, words), *aside_blocks(total, forecast.base_currency, words)]
        parts += calls_blocks(forecast.calls, forecast.base_currency, words)
    if forecast.by and forecast.groups:
        parts += [Blank(), *group_blocks(forecast, words, process), *range_blocks(forecast, words, process)]
    if forecast.bookings:
        parts += [Blank(), *booking_blocks(forecast, forecast.bookings, words, process)]
    if forecast.partly:
        says = words("quota.partly", names=owners(forecast.partly, words))
        parts += [Blank(), Line(f"{says} osp quota list {forecast.period.label}", "warn")]
    if forecast.quotas_in_other_currency:
        count, base = forecast.quotas_in_other_currency, forecast.base_currency
        parts += [Blank(), Line(words("forecast.other-quotas", count=count, base=base), "warn")]
    parts += closing_blocks(forecast.closing, forecast.base_currency, words, process)
    if forecast.why and forecast.outlook:
        parts += [*grounds_blocks(forecast.outlook, words), *deals_blocks(forecast, forecast.outlook, words)]
    if forecast.why:
        parts += why_blocks(forecast.why, forecast.base_currency, words)
    parts += _debts(forecast, words, process)
    return tuple(parts)


def _as_of(forecast: Forecast, words: Words) -> Iterable[Block]:
    """Which past day is shown, and what of it was recorded only later."""
    seen = forecast.as_of
    if seen is None:
        return
    yield Line(words("past.as-of", day=common.day(seen.day, words)))
    yield from imported_lines(seen.imported, seen.vague, words)


def fact_rows(forecast: Forecast, words: Words) -> tuple[tuple[str, str], ...]:
    """What stands first: the figures of the forecast, each with what it is made of, and the quota."""
    total = forecast.total
    rows = headline_facts(forecast, words)
    if total.target is None:
        key = "forecast.quota-partly" if forecast.partly else "forecast.quota-none"
        says = words(key, period=forecast.period.label)
        return (*rows, (words("forecast.quota"), says))
    asked = required(forecast.outlook, words) if total.target.coverage else ()
    return (*rows, *_target(total.target, words), *asked)


def _target(target: Target, words: Words) -> Iterable[tuple[str, str]]:
    nothing = Money(0, target.gap.currency)
    source = "team" if target.source == "team" else "owners"
    yield words("forecast.quota"), words(f"forecast.quota-{source}", amount=target.quota)
    if target.gap.minor <= 0:
        yield words("forecast.gap"), words("forecast.gap-over", over=nothing - target.gap)
        return
    over = target.gap_with_commit.minor <= 0
    key = "forecast.gap-reached-by-commit" if over else "forecast.gap-says"
    rest = nothing - target.gap_with_commit
    yield words("forecast.gap"), words(key, gap=target.gap, with_commit=target.gap_with_commit, over=rest)
    if target.coverage:
        c = target.coverage
        yield words("forecast.coverage"), words("forecast.coverage-says", ratio=c.ratio, open=c.open, gap=c.gap)


def lines_table(row: Columns, words: Words) -> Table:
    """Every line that adds up: alone, and with what is surer."""
    columns = (
        Column(words("forecast.line")),
        Column(words("forecast.deals"), kind="number"),
        Column(words("forecast.alone"), kind="money"),
        Column(words("forecast.cumulative"), kind="money"),
    )
    cumulative = row.cumulative
    lines: list[tuple[str, Tally, Tally | None, Tally | None]] = [
        ("won", row.won, row.won, row.won),
        ("ordered", row.ordered, row.ordered, None),
        ("booked", row.booked, row.booked, None),
        ("commit", row.commit, row.commit, cumulative.commit),
        ("best", row.best, row.best, cumulative.best),
        ("pipeline", row.pipeline, row.pipeline, None),
        ("open_pipeline", cumulative.open_pipeline, None, cumulative.open_pipeline),
    ]
    if row.omitted.deals:
        lines.append(("omitted", row.omitted, row.omitted, None))

    def cells(line: str, counted: Tally, alone: Tally | None, upto: Tally | None) -> Row:
        indent = "  " if line in ("ordered", "booked") else ""
        amounts = (common.money(tally.amount if tally else None, words) for tally in (alone, upto))
        return (indent + words(f"forecast.lines.{line}"), f"{counted.deals:,}", *amounts)

    return Table(columns, tuple(cells(*line) for line in lines))


def aside_blocks(row: Columns, base: str, words: Words, width: int = WHOLE) -> Iterable[Block]:
    """What stands in no sum, with the amounts as far as they are known, in so many cells."""
    asides: list[tuple[str, Aside]] = [(line, getattr(row, line)) for line in ASIDES]
    rows = tuple(
        (words(f"forecast.lines.{line}", base=base), f"{aside.deals:,}", amounts_said(aside, words, width))
        for line, aside in asides
        if aside.deals
    )
    if rows:
        columns = (
            Column(words("forecast.line")),
            Column(words("forecast.deals"), kind="number"),
            Column(words("forecast.aside-amounts")),
        )
        yield from (Blank(), Heading(words("forecast.aside")), Table(columns, rows))
    for currency in without_rate(row):
        yield Line(words("notices.rate-missing", currency=currency, base=base), "warn")


def without_rate(row: Columns) -> tuple[str, ...]:
    """The currencies of what stands in no sum for want of a rate, open and won."""
    return tuple(
        sorted({amount.currency for aside in (row.unconverted, row.won_unconverted) for amount in aside.amounts})
    )


def amounts_said(aside: Aside, words: Words, width: int = WHOLE) -> str:
    """The amounts of an aside, none of them cut: as many as so many cells hold, one at least; how many more."""
    told = [common.money(amount, words) for amount in aside.amounts]
    for shown in range(len(told), 0, -1):
        rest = [words("views.and-more", count=len(told) - shown)] if shown < len(told) else []
        said = words("render.joint").join([*told[:shown], *rest])
        if cells(said) <= width or shown == 1:
            return said
    return common.EMPTY


def _debts(forecast: Forecast, words: Words, process: Process) -> Iterable[Block]:
    """Shortcuts by deal, with reason, person and date: they block nothing, but stand in every forecast."""
    if not forecast.debts:
        return
    known = process.texts["criteria"]
    yield from (Blank(), Heading(words("forecast.debts", count=len(forecast.debts))))
    shown = forecast.debts if forecast.why else forecast.debts[:SHOWN_DEBTS]
    items, before = [], None
    for debt in shown:
        act = (debt.opportunity, debt.reason, debt.by, debt.on)
        if act != before:
            name, on = f"{debt.opportunity} {debt.name}", common.short_day(debt.on, words)
            told = words("forecast.debt", name=name, stage=debt.stage, reason=debt.reason, by=debt.by, on=on)
            if debt.is_of_another_period:
                told = words("views.aside", text=told, aside=words("forecast.debt-elsewhere"))
            items.append(Item(told, tone="warn"))
        criterion = common.say(known[debt.criterion], words) if debt.criterion in known else debt.criterion
        items.append(Item(criterion, indent=1))
        before = act
    yield Bullets(tuple(items))
    if len(shown) < len(forecast.debts):
        yield Line(words("views.and-more", count=len(forecast.debts) - len(shown)), "dim")
