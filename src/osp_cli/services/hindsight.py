"""How good the forecasts were that were frozen: snapshots of periods that are over, against what was won in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osp_cli.domain.learning.frozen_scores import FrozenForecast, FrozenScores, score_frozen
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, forecast
from osp_cli.services.snapshots import period_of
from osp_cli.store import snapshots
from osp_cli.store.snapshots import Kept

_OF_MODEL = ("p50", "blend", "expected", "run_rate")
FEW_PERIODS = 4  # below this many periods a score says little (ours)


@dataclass(frozen=True, slots=True)
class Hindsight:
    """The scores of the snapshots whose period is over.

    `snapshots` are all there are, `waiting` those of a period that is not over, `other` those in another base currency.
    Below `few` periods the scores say little.
    """

    base_currency: str
    snapshots: int
    waiting: int
    other: int
    few: int
    scores: FrozenScores


def hindsight(desk: Desk) -> Hindsight:
    """Scores every snapshot taken before the end of a period that is over by what the book says was won in it."""
    with desk.store.reading() as reading:
        every = snapshots.kept(reading)
    over = [kept for kept in every if period_of(kept.content).last < desk.today]
    counted = [kept for kept in over if kept.content["base"] == desk.base and kept.on <= period_of(kept.content).last]
    outcomes: dict[Period, Forecast] = {}
    for kept in counted:
        period = period_of(kept.content)
        if period not in outcomes:
            outcomes[period] = forecast(desk, period, by="owner")
    scores = score_frozen([_frozen(kept, outcomes[period_of(kept.content)]) for kept in counted])
    return Hindsight(
        desk.base, len(every), len(every) - len(over), len(over) - len(counted), FEW_PERIODS, scores=scores
    )


def _frozen(kept: Kept, outcome: Forecast) -> FrozenForecast:
    content = kept.content
    model, calls = content.get("model") or {}, content.get("calls", [])
    called = {owner: minor for owner, level, minor in calls if level == "owner"}
    said = {**_said(content["total"]), **{name: model[name] for name in _OF_MODEL if name in model}}
    won = {group.name: group.row.won.amount.minor for group in outcome.groups}
    rows = {row["name"]: row for row in content["owners"]}
    owners = {
        name: (_with(called, name, _said(row)) if name else _said(row), won.get(name, 0)) for name, row in rows.items()
    }
    return FrozenForecast(
        period=content["period"]["label"],
        said=_with(called, None, said),
        low=model.get("p10"),
        high=model.get("p90"),
        actual=outcome.total.won.amount.minor,
        owners=owners,
    )


def _said(row: Mapping[str, Any]) -> dict[str, int]:
    """What a row said by each method that can be read off it."""
    lines = row["lines"]
    won = lines["ordered"]["minor"] + lines["booked"]["minor"]
    still_open = sum(lines[line]["minor"] for line in ("commit", "best", "pipeline"))
    said = {"call": row["headline"], "weighted": row["weighted"], "half_of_open": won + still_open // 2}
    return {**said, "expected": row["expected"]} if row.get("expected") is not None else said


def _with(called: Mapping[str | None, int], owner: str | None, said: dict[str, int]) -> dict[str, int]:
    return {**said, "called": called[owner]} if owner in called else said
