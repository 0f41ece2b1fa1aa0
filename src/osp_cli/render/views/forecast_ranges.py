"""What each row of a grouping will bring by what was learned, with a range of its own."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.learning.told import GroupOutlook, Outlook
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Column, Heading, Line, Row, Table
from osp_cli.render.views import common
from osp_cli.render.views.forecast_groups import figures, row_name
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words

MEASURES = ("p10", "p50", "p90", "expected")


def range_blocks(forecast: Forecast, words: Words, process: Process) -> Iterable[Block]:
    """The rows that bring most with their ranges, the total beneath; and why the ranges do not add up to its own."""
    outlook = forecast.outlook
    if outlook is None or not outlook.groups:
        return
    by = words(f"forecast.groupings.{forecast.by}").lower()
    telling = [group for group in outlook.groups if group.expected.minor]
    ranged = [group for group in telling if group.p50 is not None]
    rows = [(row_name(forecast, group.name, words, process), *_cells(group)) for group in ranged]
    of_owners = all(group.new is not None for group in outlook.groups)
    if len(ranged) < len(telling):
        rest = sum((group.expected for group in telling[len(ranged) + 1 :]), telling[len(ranged)].expected)
        more = words("views.and-more", count=len(telling) - len(ranged))
        rows.append((more, *[common.EMPTY] * (len(MEASURES) - 1), figures(rest)))
    if not of_owners:
        new = (words("forecast.ranges.new"), *[common.EMPTY] * (len(MEASURES) - 1), figures(outlook.new))
        rows.append(new)
    columns = (
        Column(words(f"forecast.groupings.{forecast.by}")),
        *(Column(words(f"forecast.ranges.{name}"), kind="number") for name in MEASURES),
    )
    yield from (Blank(), Heading(words("forecast.ranges.title", by=by, base=forecast.base_currency)))
    yield Table(columns, tuple(rows), ((words("forecast.total"), *_cells(outlook)),))
    yield Line(words(f"forecast.ranges.{'owners' if of_owners else 'deals'}-say"), "dim")
    yield Line(words("forecast.ranges.no-sum"), "dim")


def _cells(row: GroupOutlook | Outlook) -> Row:
    amounts = (getattr(row, name) for name in MEASURES)
    return tuple(figures(amount) if amount is not None else common.EMPTY for amount in amounts)
