"""What the commit rests on: whether its deals meet the gates that they have passed."""

from __future__ import annotations

from osp_cli.domain.forecast import Horizon, Scale
from osp_cli.domain.gate import audit, unmet_musts
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.forecasting import CommitGates, Forecast, user_scale
from osp_cli.store import forecasts
from osp_cli.store.store import Reading

LARGEST = 10  # so many deals are judged at a glance, for each costs as much as looking at it; with --why all (ours)


def with_gates(desk: Desk, forecast: Forecast) -> Forecast:
    """The forecast with how many of its commit deals lack musts of gates they passed: of the largest, with why of all.

    Of a past day nothing is said: what was on record of a deal then is not put back with its figures.
    """
    if forecast.as_of or not forecast.total.commit.deals:
        return forecast
    limit = forecast.total.commit.deals if forecast.why else LARGEST
    horizon, process = Horizon(forecast.period, desk.today, desk.base), desk.process
    with desk.store.reading() as reading:
        dossiers = [reading.dossier(number) for number in _commit(reading, forecast, horizon, user_scale(desk), limit)]
    lacking = (d for d in dossiers if unmet_musts(audit(d, process, desk.today, desk.base)))
    return replace(forecast, gates=CommitGates(len(dossiers), tuple(Named.of(d.opportunity) for d in lacking)))


def _commit(reading: Reading, forecast: Forecast, horizon: Horizon, scale: Scale, limit: int) -> list[int]:
    """The numbers of the largest commit deals; what a deal is called goes before what its stage says."""
    called = {deal.opportunity.number: deal for deal in forecast.calls.deals}
    found = forecasts.largest(reading, horizon, scale, "commit", limit + len(called))
    known = {number: minor for number, minor in found if number not in called}
    known |= {number: deal.base_amount.minor for number, deal in called.items() if deal.category == "commit"}
    return sorted(known, key=lambda number: (-known[number], number))[:limit]
