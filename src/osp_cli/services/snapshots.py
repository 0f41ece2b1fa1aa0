"""Snapshots: the forecast frozen as it stood.

What is frozen is a JSON document: the period, the scale, each line of the forecast, in all and by owner. More may stand
in it: who reads one takes what they know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from osp_cli.domain.forecast import OPEN_LINES, WON_LINES, Columns, Horizon, Scale, Tally
from osp_cli.domain.learning.told import GroupOutlook
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass
from osp_cli.services.chances import chances_of
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, Frame, Group, forecast_in, forecast_period, user_scale
from osp_cli.services.outlook import outlook_in
from osp_cli.store import snapshots
from osp_cli.store.snapshots import Kept
from osp_cli.store.store import Reading, Writing

METHOD = "3"
"""The version of how a forecast is made: a snapshot of another one cannot be held against what is made today."""
MODEL = ("p10", "p50", "p90", "expected", "run_rate", "blend")
OWN_MODEL = ("expected", "run_rate", "p10", "p50", "p90")
SETTINGS = ("fiscal_start", "learning_minimum")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen forecast: its key figures; `content` is all of it. `is_weekly`: it was taken by itself."""

    number: int
    id: str
    on: date
    at: str
    by: str
    is_weekly: bool
    method: str
    digest: str
    period: Period
    headline: Money
    won: Money
    commit: Money
    weighted: Money
    quota: Money | None
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    """The forecast that was just frozen; `is_dry_run`: it would have been."""

    snapshot: Snapshot
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot in the list of them."""

    number: int
    id: str
    on: date
    by: str
    is_weekly: bool
    method: str
    period: str
    headline: Money
    won: Money
    weighted: Money
    quota: Money | None


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Every snapshot, the oldest first."""

    snapshots: tuple[SnapshotRow, ...]


def take(desk: Desk, period: Period, folder: Path | None = None) -> SnapshotTaken:
    """Freezes the forecast of a period as it stands. It is no unit of undo."""
    with desk.writing() as writing:
        snapshot = freeze_within(desk, writing, is_weekly=False, period=period, folder=folder)
    return SnapshotTaken(snapshot, desk.dry_run)


def freeze_within(
    desk: Desk, writing: Writing, *, is_weekly: bool, period: Period | None = None, folder: Path | None = None
) -> Snapshot:
    """Freezes the forecast of a period (None: the fiscal quarter of today) as a transaction leaves it.

    `folder` is where what the past teaches is kept.
    """
    period = period or forecast_period(desk, None)
    reading = Reading(writing.connection)
    reading.former = desk.store.former
    scale, horizon = user_scale(desk), Horizon(period, desk.today, desk.base)
    content, chances = frozen_in(desk, reading, scale, horizon, folder)
    number = writing.freeze(
        on=desk.today,
        week=desk.today - timedelta(days=desk.today.weekday()),
        is_weekly=is_weekly,
        method=METHOD,
        digest=digest(reading, content),
        content=_as_text(content),
        chances=_as_text(chances),
    )
    return _told(snapshots.kept_by_number(reading, number))


def _as_text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def frozen_in(
    desk: Desk, reading: Reading, scale: Scale, horizon: Horizon, folder: Path | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is frozen of what a reading shows: the forecast, and the chance of every open deal."""
    found = forecast_in(reading, Frame("owner", scale, horizon))
    seen = outlook_in(desk, reading, found, folder, scale=scale, is_frozen=True)
    settings = {name: getattr(desk.settings, name) for name in SETTINGS}
    return content_of(seen, scale, settings), chances_of(reading, seen, horizon, scale)


def digest(reading: Reading, content: Mapping[str, Any]) -> str:
    """The digest of what the frozen figures are made from."""
    told = json.dumps([content[key] for key in ("period", "today", "base", "scale")], ensure_ascii=False)
    period = period_of(content)
    return snapshots.digest_of(reading, period.first, period.last, told)


def content_of(forecast: Forecast, scale: Scale, settings: Mapping[str, int]) -> dict[str, Any]:
    """What is frozen of a forecast: amounts are in minor units of the base currency, `own` in those of others.

    `model` is the learned part, None where nothing is learned yet; with it each owner has the mean `expected`, the
    run-rate, and (those who bring most) the range. `settings` are those that learning depends on; `adjusted` is won +
    commit with the managers' adjustments of deals.
    """
    period, outlook = forecast.period, forecast.outlook
    learned = {group.name: group for group in outlook.groups} if outlook else {}
    return {
        "period": {"label": period.label, "kind": period.kind, "first": _iso(period.first), "last": _iso(period.last)},
        "today": _iso(forecast.today),
        "base": forecast.base_currency,
        "scale": [[weight.stage, weight.percent, weight.category, weight.is_won] for weight in scale.weights],
        "total": _row_of(forecast.total),
        "settings": settings,
        "owners": [_owner_of(group, learned.get(group.name)) for group in forecast.groups],
        "model": {name: getattr(outlook, name).minor for name in MODEL} if outlook else None,
        "adjusted": forecast.calls.adjusted.minor if forecast.calls.adjusted else None,
        "calls": [[call.owner, call.level, call.amount.minor] for call in forecast.calls.totals if call.amount],
    }


def _owner_of(group: Group, learned: GroupOutlook | None) -> dict[str, Any]:
    """The row of an owner, with what their deals are expected to bring."""
    row = {"name": group.name, **_row_of(group.row)}
    for name in OWN_MODEL if learned else ():
        amount = getattr(learned, name)
        if amount is not None:
            row[name] = amount.minor
    return row


def _row_of(row: Columns) -> dict[str, Any]:
    lines: dict[str, dict[str, Any]] = {}
    for name in (*WON_LINES, *OPEN_LINES):
        line = getattr(row, name)
        if isinstance(line, Tally):
            lines[name] = {"deals": line.deals, "minor": line.amount.minor}
        else:
            lines[name] = {"deals": line.deals, "own": {amount.currency: amount.minor for amount in line.amounts}}
    target = row.target.quota.minor if row.target else None
    return {"headline": row.headline.minor, "weighted": row.weighted.minor, "quota": target, "lines": lines}


def _iso(day: date) -> str:
    return day.isoformat()


def period_of(content: Mapping[str, Any]) -> Period:
    """The period that a frozen forecast is of."""
    told = content["period"]
    return Period(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]), told["kind"], told["label"])


def _told(kept: Kept) -> Snapshot:
    content, base = kept.content, kept.content["base"]
    total, lines = content["total"], content["total"]["lines"]
    return Snapshot(
        kept.number, kept.id, kept.on, kept.at, kept.by, kept.is_weekly, kept.method, kept.digest, period_of(content),
        headline=Money(total["headline"], base),
        won=Money(lines["ordered"]["minor"] + lines["booked"]["minor"], base),
        commit=Money(lines["commit"]["minor"], base),
        weighted=Money(total["weighted"], base),
        quota=Money(total["quota"], base) if total["quota"] is not None else None,
        content=content,
    )  # fmt: skip


def list_snapshots(desk: Desk) -> Snapshots:
    """Every snapshot, the oldest first."""
    with desk.store.reading() as reading:
        told = [_told(kept) for kept in snapshots.kept(reading)]
    return Snapshots(tuple(map(_listed, told)))


def _listed(told: Snapshot) -> SnapshotRow:
    return SnapshotRow(
        told.number, told.id, told.on, told.by, told.is_weekly, told.method, told.period.label,
        told.headline, told.won, told.weighted, told.quota,
    )  # fmt: skip


def show_snapshot(desk: Desk, number: int) -> Snapshot:
    """One snapshot, whole."""
    with desk.store.reading() as reading:
        return _told(snapshots.kept_by_number(reading, number))
