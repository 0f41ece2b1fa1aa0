"""Snapshots: the forecast frozen as it stood, and whether the history still gives the same.

What is frozen is a JSON document: the period, the scale, each line of the forecast, in all and by owner. More may stand
in it: who reads one takes what they know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from osp_cli.domain.forecast import CATEGORIES, OPEN_LINES, WON_LINES, Columns, Horizon, Scale, StageWeight, Tally
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named
from osp_cli.services.forecasting import Forecast, Frame, Group, forecast_in, forecast_period, user_scale
from osp_cli.services.outlook import outlook_in
from osp_cli.store import past, snapshots
from osp_cli.store.snapshots import Kept
from osp_cli.store.store import Reading, Writing

METHOD = "2"
"""The version of how a forecast is made: a snapshot of another one cannot be held against what is made today."""
FIGURES = ("headline", "weighted")
MODEL = ("p10", "p50", "p90", "expected", "run_rate", "blend")


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


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the history gives otherwise than it was frozen; `owner` None: of the whole."""

    owner: str | None
    line: str
    frozen: str
    rebuilt: str


Verdict = Literal["same", "differs", "other-method", "other-store"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A snapshot held against the history: what differs, and the deals that were imported since for that day.

    One of another store or another method cannot be held against this history.
    """

    number: int
    on: date
    period: str
    verdict: Verdict
    differences: tuple[Difference, ...]
    imported_since: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class SnapshotsChecked:
    """Every snapshot that was checked."""

    checked: tuple[Checked, ...]


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
    seen = outlook_in(desk, reading, forecast_in(reading, Frame("owner", scale, horizon)), folder)
    content = content_of(seen, scale)
    number = writing.freeze(
        on=desk.today,
        week=desk.today - timedelta(days=desk.today.weekday()),
        is_weekly=is_weekly,
        method=METHOD,
        digest=_digest(reading, content),
        content=json.dumps(content, ensure_ascii=False, separators=(",", ":")),
    )
    return _told(snapshots.kept_by_number(reading, number))


def _digest(reading: Reading, content: Mapping[str, Any]) -> str:
    told = json.dumps([content[key] for key in ("period", "today", "base", "scale")], ensure_ascii=False)
    period = period_of(content)
    return snapshots.digest_of(reading, period.first, period.last, told)


def content_of(forecast: Forecast, scale: Scale) -> dict[str, Any]:
    """What is frozen of a forecast: amounts are in minor units of the base currency, `own` in those of others.

    `model` is the learned part, None where nothing is learned yet; with it each owner has the mean `expected`.
    """
    period, outlook = forecast.period, forecast.outlook
    expected = {own.owner: (own.open + own.new).minor for own in outlook.owners} if outlook else {}
    return {
        "period": {"label": period.label, "kind": period.kind, "first": _iso(period.first), "last": _iso(period.last)},
        "today": _iso(forecast.today),
        "base": forecast.base_currency,
        "scale": [[weight.stage, weight.percent, weight.category, weight.is_won] for weight in scale.weights],
        "total": _row_of(forecast.total),
        "owners": [_owner_of(group, expected.get(group.name)) for group in forecast.groups],
        "model": {name: getattr(outlook, name).minor for name in MODEL} if outlook else None,
        "calls": [[call.owner, call.level, call.amount.minor] for call in forecast.calls.totals if call.amount],
    }


def _owner_of(group: Group, rest: int | None) -> dict[str, Any]:
    """The row of an owner; `rest` is what their deals are expected to bring yet."""
    row = {"name": group.name, **_row_of(group.row)}
    return row if rest is None else {**row, "expected": group.row.won.amount.minor + rest}


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


def _scale_of(content: Mapping[str, Any], former: Mapping[str, str]) -> Scale:
    weights = []
    for stage, percent, named, is_won in content["scale"]:
        category = next(each for each in CATEGORIES if each == named)
        weights.append(StageWeight(stage, percent, category, is_won))
    return Scale(tuple(weights), former)


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


def check_snapshots(desk: Desk, number: int | None = None) -> SnapshotsChecked:
    """Holds snapshots (None: every one) against the history: it gives the same figures, or says which differ."""
    with desk.store.reading() as reading:
        wanted = snapshots.kept(reading) if number is None else (snapshots.kept_by_number(reading, number),)
    return SnapshotsChecked(tuple(_check(desk, kept) for kept in wanted))


def _check(desk: Desk, kept: Kept) -> Checked:
    period = period_of(kept.content)
    if kept.unit is None or kept.method != METHOD:
        verdict: Verdict = "other-store" if kept.unit is None else "other-method"
        return Checked(kept.number, kept.on, period.label, verdict, (), ())
    first_stage = desk.process.stages[0].key
    with desk.store.reading() as reading:
        past.rewind(reading, kept.cut(counts_imports=False, first_stage=first_stage))
        rebuilt = _rebuilt(reading, kept, period)
    with desk.store.reading() as reading:
        since = past.rewind(reading, kept.cut(counts_imports=True, first_stage=first_stage)).imported
        imported = tuple(Named.of(reading.opportunity(number)) for number in since)
    differences = tuple(_differences(kept.content, rebuilt))
    return Checked(kept.number, kept.on, period.label, "differs" if differences else "same", differences, imported)


def _rebuilt(reading: Reading, kept: Kept, period: Period) -> dict[str, Any]:
    content = kept.content
    scale = _scale_of(content, reading.former)
    found = forecast_in(reading, Frame("owner", scale, Horizon(period, kept.on, content["base"])))
    rebuilt = content_of(found, scale)
    return {**rebuilt, "digest": _digest(reading, rebuilt), "frozen_digest": kept.digest}


def _differences(frozen: Mapping[str, Any], rebuilt: Mapping[str, Any]) -> Iterator[Difference]:
    yield from _differing(None, frozen["total"], rebuilt["total"])
    before = {owner["name"]: owner for owner in frozen["owners"]}
    after = {owner["name"]: owner for owner in rebuilt["owners"]}
    for name in {**before, **after}:
        yield from _differing(name or "", before.get(name, {}), after.get(name, {}))
    if rebuilt["digest"] != rebuilt["frozen_digest"]:
        yield Difference(None, "digest", rebuilt["frozen_digest"], rebuilt["digest"])


def _differing(owner: str | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    flat = [{**row, **row.get("lines", {})} for row in (before, after)]
    for line in (*FIGURES, "quota", *WON_LINES, *OPEN_LINES):
        old, new = (json.dumps(row.get(line)) for row in flat)
        if old != new:
            yield Difference(owner, line, old, new)
