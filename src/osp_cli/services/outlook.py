"""The learned part of a forecast: the range of what will be won, its mean and the run-rate, and what they rest on."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from osp_cli.domain.learning.known import ENOUGH_ENDS, WINDOW, Known, Past, known_of, window_start
from osp_cli.domain.learning.outlook import Days, Model
from osp_cli.domain.learning.shrinking import Rate, stage_factors, stage_rates
from osp_cli.domain.learning.told import Outlook, deals_of, outlook_of, slip_of
from osp_cli.domain.periods import Period, fiscal_quarter_of
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, user_scale
from osp_cli.services.learned import Learned, learned
from osp_cli.services.past import rewound_to
from osp_cli.store import learning
from osp_cli.store.store import Reading


def with_outlook(desk: Desk, forecast: Forecast, folder: Path | None) -> Forecast:
    """The forecast with what the book's past says of its period; `folder` is where what was learned is kept.

    Nothing is said of a period that is over, nor while fewer deals have ended than the setting asks for. The forecast
    of a past day is told what was recorded by its end, and nothing of it is kept.
    """
    with desk.store.reading() as reading:
        if forecast.as_of is None:
            return outlook_in(desk, reading, forecast, folder)
        rewound_to(desk, reading, forecast.today, with_moves=True)
        then = Desk(desk.store, desk.process, desk.settings, forecast.today, desk.who)
        return outlook_in(then, reading, forecast, None)


def outlook_in(desk: Desk, reading: Reading, forecast: Forecast, folder: Path | None) -> Forecast:
    """The same from what a reading shows."""
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    ends = learning.ends_before(reading, desk.today + timedelta(days=1))
    before = learning.ends_before(reading, quarter.first)
    newest = learning.newest_ends(reading, ENOUGH_ENDS)
    counted = replace(forecast, ends=ends, minimum=desk.settings.learning_minimum)
    if forecast.period.last < desk.today or ends < desk.settings.learning_minimum:
        return counted
    taught = learned(desk, reading, before, folder)
    past = Past(
        taught.first_created, taught.first_ended, ends, newest[-1].toordinal() if newest else None, taught.season
    )
    known, due = _known(desk, reading, forecast.period, past)
    return replace(counted, outlook=_outlook(desk, forecast, taught, known, due))


def _outlook(desk: Desk, forecast: Forecast, taught: Learned, known: Known, due: list[int]) -> Outlook:
    period, start = forecast.period, desk.settings.fiscal_start
    scale = user_scale(desk)
    defaults = {weight.stage: weight.percent / 100 for weight in scale.weights}
    at = Counter(stage for stage in known.deals.stages if stage is not None)
    # Before anything was won or lost, deals at hand are expected to be won as the method says of their stages.
    usual = sum(defaults.get(stage, 0.0) * n for stage, n in at.items()) / sum(at.values()) if at else 0.5
    pool = Rate(taught.wins, taught.ends, usual)
    factors = stage_factors(stage_rates(taught.stages, defaults, pool), at, pool)
    days = Days.of(known.origin, period.first.toordinal(), period.last.toordinal())
    model = Model(known, days, start, factors)
    total = forecast.total
    quota = total.target.quota if total.target else None
    slip = slip_of(model, due)
    found = outlook_of(model, total.won.amount, quota=quota, shock=taught.shock, win_rate=pool, slip=slip)
    return replace(found, deals=deals_of(model, desk.base)) if forecast.why else found


def _known(desk: Desk, reading: Reading, period: Period, past: Past) -> tuple[Known, list[int]]:
    """What is known this evening, and when the open deals were created that are to close in the period."""
    origin = desk.today.toordinal() + 1
    since = min(window_start(origin, past.enough_since, past.first_ended), origin - WINDOW)
    deals, due = learning.open_deals(reading, desk.base, max(period.first, desk.today), period.last)
    ended = learning.ended_deals(reading, desk.base, user_scale(desk), date.fromordinal(since))
    first, beyond = period.first.toordinal(), period.last.toordinal() + 1
    return known_of(deals, ended, origin=origin, first=first, beyond=beyond, past=past), due
