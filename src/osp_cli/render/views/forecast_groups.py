"""The rows of a grouped forecast. Amounts stand without their currency, which the heading names: rows are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osp_cli.domain.forecast import Columns
from osp_cli.domain.money import Money
from osp_cli.domain.own_fields import PREFIX
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Column, Heading, Line, Row, Table
from osp_cli.render.views import common
from osp_cli.services.forecasting import Bookings, Forecast
from osp_cli.words import Words

SUMS = ("won", "commit", "best", "pipeline", "omitted")
ASIDES = (
    "unpriced", "unconverted", "overdue", "undated", "another_period", "won_unpriced", "won_unconverted", "won_undated",
    "won_cancelled",
)  # fmt: skip
GROUP_ASIDES = tuple(line for line in ASIDES if line != "another_period")
QUOTA_COLUMNS = ("quota", "won", "gap", "gap_with_commit")


def group_blocks(forecast: Forecast, words: Words, process: Process) -> Iterable[Block]:
    """The same columns for every group, their quotas, and how many deals stand in no sum of theirs."""
    total, by = forecast.total, grouping_title(forecast, words).lower()
    shown = [group for group in forecast.groups if _has_figures(group.row)]
    rows = [(row_name(forecast, group.name, words, process), group.row) for group in shown]
    sums = [line for line in SUMS if line != "omitted" or total.omitted.deals]
    yield Heading(words("forecast.by", by=by, base=forecast.base_currency))
    yield _table(forecast, rows, (*sums, "weighted"), words)
    with_quota = [(name, row) for name, row in rows if row.target]
    if with_quota:
        yield from (Blank(), Heading(words("forecast.quota-by", by=by, base=forecast.base_currency)))
        yield _table(forecast, with_quota, QUOTA_COLUMNS, words)
    counted = [line for line in GROUP_ASIDES if getattr(total, line).deals]
    if counted:
        yield from (Blank(), Heading(words("forecast.rest", by=by)))
        affected = [(name, row) for name, row in rows if any(getattr(row, line).deals for line in counted)]
        yield _table(forecast, affected, counted, words)
    if len(shown) < len(forecast.groups):
        yield Line(words("forecast.elsewhere", count=len(forecast.groups) - len(shown)), "dim")


def _has_figures(row: Columns) -> bool:
    return row.target is not None or any(getattr(row, line).deals for line in (*SUMS, *GROUP_ASIDES))


def _table(forecast: Forecast, rows: Sequence[tuple[str, Columns]], columns: Sequence[str], words: Words) -> Table:
    first = Column(grouping_title(forecast, words))
    kind = [Column(words(f"forecast.short.{column}"), kind="number") for column in columns]

    def cells(name: str, row: Columns) -> Row:
        return (name, *(_cell(row, column) for column in columns))

    totals = (cells(words("forecast.total"), forecast.total),)
    return Table((first, *kind), tuple(cells(name, row) for name, row in rows), totals)


def _cell(row: Columns, column: str) -> str:
    if column == "weighted":
        return figures(row.weighted)
    if column in SUMS:
        return figures(getattr(row, column).amount)
    if column in QUOTA_COLUMNS:
        return figures(getattr(row.target, column)) if row.target else common.EMPTY
    return f"{getattr(row, column).deals:,}"


def figures(amount: Money) -> str:
    """The amount in full, its thousands grouped, without its currency."""
    whole, point, places = Money(abs(amount.minor), amount.currency).amount.partition(".")
    return f"{'-' if amount.minor < 0 else ''}{int(whole):,}{point}{places}"


def grouping_title(forecast: Forecast, words: Words) -> str:
    """By what the rows are told apart."""
    by = forecast.by or ""
    if by.startswith(PREFIX):
        return by.removeprefix(PREFIX)
    return words(f"forecast.groupings.{by}" if by else "forecast.line")


def row_name(forecast: Forecast, name: str | None, words: Words, process: Process) -> str:
    """What a row of the grouping is called."""
    if name is None:
        return words("forecast.none")
    if forecast.by == "category":
        return words(f"forecast.lines.{name}")
    if str(forecast.by).startswith(PREFIX) and name in ("yes", "no"):
        return words(f"render.{name}")
    if forecast.by == "stage":
        return f"{name} {common.say(process.stage(name).name, words)}"
    return name


def booking_blocks(forecast: Forecast, bookings: Bookings, words: Words, process: Process) -> Iterable[Block]:
    """What was booked, by booking date: a second look, in no sum of the forecast."""
    rows: list[Row] = [
        (row_name(forecast, group.name, words, process), f"{group.booked.deals:,}", figures(group.booked.amount))
        for group in bookings.groups
    ]
    total = (words("forecast.total"), f"{bookings.total.deals:,}", figures(bookings.total.amount))
    columns = (
        Column(grouping_title(forecast, words)),
        Column(words("forecast.deals"), kind="number"),
        Column(words("forecast.booked-amount"), kind="number"),
    )
    yield Heading(words("forecast.bookings", base=forecast.base_currency))
    yield Line(words("forecast.bookings-say"), "dim")
    yield Table(columns, tuple(rows), (total,)) if rows else Table(columns, (total,))
    if bookings.unconverted:
        yield Line(words("forecast.bookings-unconverted", count=bookings.unconverted), "warn")
