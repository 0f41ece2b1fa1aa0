"""The deals behind the figures of a forecast: each open one in its line, each won one, and what a stage counts for."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.forecast import OPEN_LINES, WON_LINES
from osp_cli.render.blocks import Blank, Block, Column, Heading, Line, Row, Table
from osp_cli.render.views import common
from osp_cli.services.forecast_why import OpenDeal, Why, WonDeal
from osp_cli.words import Words

SHOWN_DEALS = 50


def why_blocks(why: Why, base: str, words: Words) -> list[Block]:
    """Won deals by line, open deals by line, then probability and category of each stage."""
    parts: list[Block] = []
    for won_line in WON_LINES:
        orders = [_won_row(deal, words) for deal in why.won if deal.line == won_line]
        parts += _part(words(f"forecast.lines.{won_line}", base=base), _won_columns(base, words), orders, words)
    for line in OPEN_LINES:
        deals = [_open_row(deal, words) for deal in why.open if deal.line == line]
        parts += _part(words(f"forecast.lines.{line}", base=base), _open_columns(base, words), deals, words)
    columns = (
        Column(words("views.stage")),
        Column(words("forecast.percent"), kind="number"),
        Column(words("forecast.category")),
    )
    rows = []
    for weight in why.scale:
        category = words("forecast.lines.won" if weight.is_won else f"category.{weight.category}")
        rows.append((weight.stage, f"{weight.percent}%", category))
    return [*parts, Blank(), Heading(words("forecast.scale")), Table(columns, tuple(rows))]


def _part(line: str, columns: tuple[Column, ...], rows: list[Row], words: Words) -> Iterable[Block]:
    if not rows:
        return
    yield from (Blank(), Heading(words("views.label", label=line, value=f"{len(rows):,}")))
    yield Table(columns, tuple(rows[:SHOWN_DEALS]))
    if len(rows) > SHOWN_DEALS:
        yield Line(words("forecast.more-deals", count=len(rows) - SHOWN_DEALS), "dim")


def _open_columns(base: str, words: Words) -> tuple[Column, ...]:
    return (
        Column(words("views.number"), kind="number"),
        Column(words("views.name")),
        Column(words("views.stage")),
        Column(words("views.close"), kind="date"),
        Column(words("views.amount"), kind="money"),
        Column(words("forecast.rate"), kind="number"),
        Column(words("forecast.in-base", base=base), kind="money"),
        Column(words("forecast.chance"), kind="number"),
        Column(words("forecast.weighted-deal"), kind="money"),
    )


def _open_row(deal: OpenDeal, words: Words) -> Row:
    return (
        str(deal.opportunity.number),
        deal.opportunity.name,
        deal.stage,
        common.short_day(deal.close_on, words) if deal.close_on else common.EMPTY,
        common.money(deal.amount, words),
        common.text(deal.rate),
        common.money(deal.base_amount, words),
        _chance(deal, words),
        common.money(deal.weighted, words),
    )


def _chance(deal: OpenDeal, words: Words) -> str:
    """What the stage counts for, beside it what the rep holds the deal for."""
    rate, own = f"{deal.probability}%", deal.own_probability
    return rate if own is None else words("forecast.chance-own", rate=rate, own=f"{own}%")


def _won_columns(base: str, words: Words) -> tuple[Column, ...]:
    return (
        Column(words("views.number"), kind="number"),
        Column(words("views.name")),
        Column(words("views.stage")),
        Column(words("forecast.order")),
        Column(words("forecast.ordered-on"), kind="date"),
        Column(words("views.amount"), kind="money"),
        Column(words("forecast.in-base", base=base), kind="money"),
    )


def _won_row(deal: WonDeal, words: Words) -> Row:
    return (
        str(deal.opportunity.number),
        deal.opportunity.name,
        deal.stage,
        common.text(deal.order_number),
        common.short_day(deal.ordered_on, words) if deal.ordered_on else common.EMPTY,
        common.money(deal.amount, words),
        common.money(deal.base_amount, words),
    )
