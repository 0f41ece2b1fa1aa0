"""The chance of every open deal as a snapshot keeps it, so that it can be scored when the period is over.

What is kept is a JSON document: `owners` are names, each of `deals` is [ULID, place of the owner, chance by what was
learned, chance by its stage, the rep's own], chances in ten-thousandths; the learned one is null where nothing was
learned yet, the rep's own where none was given or the deal was not expected in the period: it says of a deal that it is
won, not when.
`win_rate` is the share of all ended deals that were won, what people say of any deal who look at nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osp_cli.domain.forecast import Horizon, Scale
from osp_cli.services.forecasting import Forecast
from osp_cli.store import learning
from osp_cli.store.store import Reading

SURE = 10_000


def chances_of(reading: Reading, forecast: Forecast, horizon: Horizon, scale: Scale) -> dict[str, Any]:
    """The chances of all deals that are open, by number."""
    outlook = forecast.outlook
    learned = {deal.number: round(deal.chance * SURE) for deal in outlook.deals} if outlook else {}
    called = {deal.opportunity.number: deal.category for deal in forecast.calls.deals}
    percent = _percents(scale)
    omitted = {weight.stage for weight in scale.weights if weight.category == "omitted"}
    first, last = horizon.first_open.isoformat(), horizon.period.last.isoformat()
    owners: dict[str | None, int] = {}
    deals = []
    for number, ulid, owner, stage, close, percent_own in learning.open_deals(reading):
        is_omitted = called[number] == "omitted" if number in called else stage in omitted
        is_weighed = close is not None and first <= close <= last and not is_omitted
        place = owners.setdefault(owner, len(owners))
        by_stage = percent.get(stage, 0) * SURE // 100 if is_weighed else 0
        own = percent_own * SURE // 100 if is_weighed and percent_own is not None else None
        deals.append([ulid, place, learned.get(number, 0) if outlook else None, by_stage, own])
    rate = round(outlook.grounds.win_rate * SURE) if outlook else None
    return {"owners": list(owners), "win_rate": rate, "deals": deals}


def _percents(scale: Scale) -> Mapping[str, int]:
    return {weight.stage: weight.percent for weight in scale.weights}
