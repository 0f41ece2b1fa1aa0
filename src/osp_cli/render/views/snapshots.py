"""Snapshots: the forecast as it was frozen, and what the history says to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.periods import display_period
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Facts, Heading, Item, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.snapshot_check import Checked, SnapshotsChecked
from osp_cli.services.snapshots import Snapshot, Snapshots, SnapshotTaken
from osp_cli.words import Words

SHOWN = 10
_LINES = ("commit", "best", "pipeline", "omitted")
_ASIDES = (
    *("unpriced", "unconverted", "overdue", "undated", "another_period"),
    *("won_unpriced", "won_unconverted", "won_undated", "won_cancelled"),
)


def taken_view(taken: SnapshotTaken, words: Words) -> View:
    """The forecast that was just frozen."""
    if taken.is_dry_run:
        return (Facts(_facts(taken.snapshot, words)),)
    number = taken.snapshot.number
    return (Line(words("snapshot.taken", number=number), "good"), Facts(_facts(taken.snapshot, words)))


def _facts(snapshot: Snapshot, words: Words) -> tuple[tuple[str, str], ...]:
    model, base = snapshot.content.get("model"), snapshot.content["base"]
    median = []
    if model:
        low, middle, high = (Money(model[name], base) for name in ("p10", "p50", "p90"))
        said = words("forecast.outlook.median", median=middle, low=low, high=high)
        median = [(words("snapshot.learned"), said)]
    rows = [
        *median,
        (words("forecast.headline"), words("forecast.headline-says", amount=snapshot.headline)),
        (words("forecast.lines.won"), common.money(snapshot.won, words)),
        (words("forecast.weighted"), words("forecast.weighted-says", amount=snapshot.weighted)),
    ]
    if snapshot.quota is not None:
        rows.append((words("forecast.quota"), common.money(snapshot.quota, words)))
    how = words(f"snapshot.{'weekly' if snapshot.is_weekly else 'asked'}", by=snapshot.by)
    return (
        (words("quota.period"), display_period(snapshot.period, words.language)),
        (words("snapshot.on"), common.day(snapshot.on, words)),
        *rows,
        (words("snapshot.how"), how),
        (words("snapshot.method"), snapshot.method),
    )


def snapshot_view(snapshot: Snapshot, words: Words) -> View:
    """One snapshot with its lines."""
    base = snapshot.content["base"]
    return common.blocks(
        Heading(words("snapshot.title", number=snapshot.number), level=1),
        Facts(_facts(snapshot, words)),
        _lines(snapshot.content["total"]["lines"], base, words),
    )


def _lines(lines: dict[str, Any], base: str, words: Words) -> Iterable[Block]:
    columns = (
        Column(words("forecast.line")),
        Column(words("forecast.deals"), kind="number"),
        Column(words("forecast.alone"), kind="money"),
    )
    rows = []
    for name in ("ordered", "booked", *_LINES):
        line = lines[name]
        amount = common.money(Money(line["minor"], base), words)
        rows.append((words(f"forecast.lines.{name}"), f"{line['deals']:,}", amount))
    for name in _ASIDES:
        if lines[name]["deals"]:
            own = [Money(minor, currency) for currency, minor in lines[name]["own"].items()]
            told = words("render.joint").join(common.money(amount, words) for amount in own) or common.EMPTY
            rows.append((words(f"forecast.lines.{name}", base=base), f"{lines[name]['deals']:,}", told))
    yield Blank()
    yield Table(columns, tuple(rows))


def snapshots_view(snapshots: Snapshots, words: Words) -> View:
    """Every snapshot, one row each."""
    if not snapshots.snapshots:
        return (Line(words("snapshot.none"), "dim"),)
    rows = tuple(
        (
            str(each.number),
            common.short_day(each.on, words),
            each.period,
            *(common.money(amount, words) for amount in (each.won, each.headline, each.weighted)),
        )
        for each in snapshots.snapshots
    )
    return (Table(columns(words), rows),)


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column(words("snapshot.number"), kind="key"),
        Column(words("snapshot.on"), kind="date"),
        Column(words("quota.period"), kind="key"),
        Column(words("forecast.lines.won"), kind="money"),
        Column(words("forecast.headline"), kind="money"),
        Column(words("forecast.weighted"), kind="money"),
    )


def checked_view(result: SnapshotsChecked, words: Words) -> View:
    """What the history says to each snapshot."""
    if not result.checked:
        return (Line(words("snapshot.none"), "dim"),)
    return common.blocks(*(_checked(each, words) for each in result.checked))


def _checked(checked: Checked, words: Words) -> Iterable[Block]:
    said = words(f"snapshot.verdict.{checked.verdict}")
    head = words(
        "snapshot.checked", number=checked.number, day=common.short_day(checked.on, words), period=checked.period
    )
    tone = {"same": "good", "differs": "bad"}.get(checked.verdict, "dim")
    yield Line(words("views.label", label=head, value=said), tone)  # type: ignore[arg-type]
    items = []
    for each in checked.differences[:SHOWN]:
        where = each.owner or words("forecast.none") if each.owner is not None else words("forecast.total")
        values = {"where": where, "line": each.line, "frozen": each.frozen, "rebuilt": each.rebuilt}
        items.append(Item(words("snapshot.difference", **values), "bad"))
    if len(checked.differences) > SHOWN:
        items.append(Item(words("views.and-more", count=len(checked.differences) - SHOWN), "dim"))
    if items:
        yield Bullets(tuple(items))
    if since := checked.imported_since:
        yield Line(words("snapshot.imported-since", count=len(since)))
        named = [Item(f"{deal.number}  {deal.name}") for deal in since[:SHOWN]]
        if len(since) > SHOWN:
            named.append(Item(words("views.and-more", count=len(since) - SHOWN), "dim"))
        yield Bullets(tuple(named))
