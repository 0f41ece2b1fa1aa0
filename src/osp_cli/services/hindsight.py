"""How good the forecasts were that were frozen: snapshots of periods that are over, against what was won in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.learning.frozen_scores import (
    FrozenChance,
    FrozenForecast,
    FrozenRow,
    FrozenScores,
    score_frozen,
)
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass
from osp_cli.services.chances import SURE
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, forecast
from osp_cli.services.snapshots import period_of
from osp_cli.store import learning, snapshots
from osp_cli.store.snapshots import Kept
from osp_cli.store.store import Reading

_OF_MODEL = ("p50", "blend", "expected", "run_rate")
FEW_PERIODS = 4  # below this many periods a score says little (ours)


@dataclass(frozen=True, slots=True)
class Hindsight:
    """The scores of the snapshots whose period is over.

    `snapshots` are all there are, `waiting` those of a period that is not over, `other` those in another base currency.
    Below `few` periods the scores say little. `gone` are deals of a snapshot that the book does not hold any more.
    """

    base_currency: str
    snapshots: int
    waiting: int
    other: int
    gone: int
    few: int
    scores: FrozenScores


@dataclass(frozen=True, slots=True)
class PastForecast:
    """What was forecast at the first snapshot of a period that is over, and what was won in it.

    `p10` to `p90` are None where nothing had been learned; `call` is won + commit as it stood.
    """

    period: Period
    on: date
    call: Money
    p10: Money | None
    p50: Money | None
    p90: Money | None
    won: Money


def past_forecasts(desk: Desk, period: Period, limit: int) -> tuple[PastForecast, ...]:
    """The last periods of the same kind before this one that hold a snapshot of their own days, the latest last."""
    with desk.store.reading() as reading:
        every = snapshots.kept(reading)
    first: dict[Period, Kept] = {}
    for kept in every:
        of = period_of(kept.content)
        if of.kind == period.kind and of.last < period.first and kept.on in of and kept.content["base"] == desk.base:
            first.setdefault(of, kept)
    latest = sorted(first, key=lambda each: each.first)[-limit:]
    return tuple(_past(first[each], each, forecast(desk, each).total.won.amount) for each in latest)


def _past(kept: Kept, period: Period, won: Money) -> PastForecast:
    model, base = kept.content["model"], won.currency
    low, middle, high = (Money(model[name], base) if model else None for name in ("p10", "p50", "p90"))
    return PastForecast(period, kept.on, Money(kept.content["total"]["headline"], base), low, middle, high, won)


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a period: the totals, and the ULIDs of the deals that were won in it."""

    forecast: Forecast
    won: frozenset[str]


def hindsight(desk: Desk) -> Hindsight:
    """Scores every snapshot taken before the end of a period that is over by what the book says was won in it."""
    with desk.store.reading() as reading:
        every = snapshots.kept(reading)
    over = [kept for kept in every if period_of(kept.content).last < desk.today]
    counted = [kept for kept in over if kept.content["base"] == desk.base and kept.on <= period_of(kept.content).last]
    periods = dict.fromkeys(period_of(kept.content) for kept in counted)
    forecasts = {period: forecast(desk, period, by="owner") for period in periods}
    with desk.store.reading() as reading:
        came = {p: _Came(seen, learning.won_between(reading, p.first, p.last)) for p, seen in forecasts.items()}
        known = learning.deals(reading)
        frozen, gone = [], 0
        for kept in counted:
            chances = _chances(reading, kept, came[period_of(kept.content)].won, known)
            gone += sum(chance is None for chance in chances)
            deals = [chance for chance in chances if chance is not None]
            frozen.append(_frozen(kept, came[period_of(kept.content)].forecast, deals))
    return Hindsight(
        base_currency=desk.base,
        snapshots=len(every),
        waiting=len(every) - len(over),
        other=len(over) - len(counted),
        gone=gone,
        few=FEW_PERIODS,
        scores=score_frozen(frozen),
    )


def _chances(reading: Reading, kept: Kept, won: frozenset[str], known: frozenset[str]) -> list[FrozenChance | None]:
    """What the snapshot said of each deal that was open; None of a deal that was removed since."""
    document = snapshots.chances_of(reading, kept.number)
    return list(_told(document, won, known)) if document else []


def _told(document: Mapping[str, Any], won: frozenset[str], known: frozenset[str]) -> Iterator[FrozenChance | None]:
    owners, rate = document["owners"], document["win_rate"]
    for ulid, place, learned, by_stage, own in document["deals"]:
        if ulid not in known:
            yield None
            continue
        said = {"weighted": by_stage / SURE}
        if learned is not None:
            said["learned"] = learned / SURE
        if own is not None:
            said["own"] = own / SURE
        if rate is not None:
            said["win_rate"] = rate / SURE
        yield FrozenChance(owners[place], said, ulid in won)


def _frozen(kept: Kept, outcome: Forecast, chances: list[FrozenChance]) -> FrozenForecast:
    content = kept.content
    model, calls = content["model"] or {}, content["calls"]
    called = {
        "called": {owner: minor for owner, level, minor in calls if level == "owner"},
        "adjusted": {owner: minor for owner, level, minor in calls if level == "manager"},
    }
    if content["adjusted"] is not None:  # what managers say of deals, where they say nothing of the total
        called["adjusted"].setdefault(None, content["adjusted"])
    won = {group.name: group.row.won.amount.minor for group in outcome.groups}
    total = {**_said(content["total"]), **{name: model[name] for name in _OF_MODEL if name in model}}
    owners = {}
    for row in content["owners"]:
        name = row["name"]
        said = _with(called, name, _said(row)) if name else _said(row)
        owners[name] = FrozenRow(said, won.get(name, 0), row.get("p10"), row.get("p90"))
    return FrozenForecast(
        period=content["period"]["label"],
        total=FrozenRow(_with(called, None, total), outcome.total.won.amount.minor, model.get("p10"), model.get("p90")),
        owners=owners,
        chances=chances,
    )


def _said(row: Mapping[str, Any]) -> dict[str, int]:
    """What a row said by each method that can be read off it."""
    lines = row["lines"]
    won = lines["ordered"]["minor"] + lines["booked"]["minor"]
    still_open = sum(lines[line]["minor"] for line in ("commit", "best", "pipeline"))
    said = {"call": row["headline"], "weighted": row["weighted"], "half_of_open": won + still_open // 2}
    return {**said, **{name: row[name] for name in _OF_MODEL if name in row}}


def _with(called: Mapping[str, Mapping[str | None, int]], owner: str | None, said: dict[str, int]) -> dict[str, int]:
    return {**said, **{name: totals[owner] for name, totals in called.items() if owner in totals}}
