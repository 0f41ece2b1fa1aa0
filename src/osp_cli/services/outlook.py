"""The learned part of a forecast: the range of what will be won, its mean and the run-rate, and what they rest on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from osp_cli.domain.forecast import Cell, Horizon, Scale
from osp_cli.domain.learning.grounds import Learnt
from osp_cli.domain.learning.known import ENOUGH_ENDS, WINDOW, Known, Past, known_of, window_start
from osp_cli.domain.learning.outlook import Days, Model
from osp_cli.domain.learning.shrinking import Rate, stage_factors, stage_rates
from osp_cli.domain.learning.told import (
    GroupOutlook,
    Outlook,
    deals_of,
    groups_of_deals,
    groups_of_owners,
    outlook_of,
    slip_of,
)
from osp_cli.domain.periods import Period, fiscal_quarter_of
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import Forecast, Frame, user_scale
from osp_cli.services.kept_lives import lives_of
from osp_cli.services.learned import Learned, learned
from osp_cli.services.past import rewound_to
from osp_cli.store import learning, lives
from osp_cli.store.lives import FATES, Book
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


def outlook_in(
    desk: Desk,
    reading: Reading,
    forecast: Forecast,
    folder: Path | None,
    *,
    scale: Scale | None = None,
    is_frozen: bool = False,
) -> Forecast:
    """The same from what a reading shows; `scale` is that of a past day, None: today's.

    What is frozen rests on nothing that was learned earlier in the week, so that it can be rebuilt from the history
    alone, and holds every deal.
    """
    scale = scale or user_scale(desk)
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    ends = learning.ends_before(reading, desk.today + timedelta(days=1))
    before = learning.ends_before(reading, quarter.first)
    newest = learning.newest_ends(reading, ENOUGH_ENDS)
    counted = replace(forecast, ends=ends, minimum=desk.settings.learning_minimum)
    if forecast.period.last < desk.today or ends < desk.settings.learning_minimum:
        return counted
    taught = learned(desk, reading, before, folder, scale=scale, is_anew=is_frozen)
    past = Past(
        taught.first_created, taught.first_ended, ends, newest[-1].toordinal() if newest else None, taught.season
    )
    origin = desk.today.toordinal() + 1
    since = min(window_start(origin, past.enough_since, past.first_ended), origin - WINDOW)
    book = lives_of(desk, reading, scale, since, None if is_frozen else folder)
    known, due = _known(reading, forecast.period, past, book, origin)
    outlook, model = _outlook(desk, forecast, taught, known, due, scale=scale)
    if forecast.by:
        frame = Frame(forecast.by, scale, Horizon(forecast.period, desk.today, desk.base)).manned(reading)
        outlook = replace(outlook, groups=_groups(reading, frame, forecast, model, taught))
    if forecast.why or is_frozen:
        outlook = replace(outlook, deals=deals_of(model, desk.base))
    return replace(counted, outlook=outlook)


def _outlook(
    desk: Desk, forecast: Forecast, taught: Learned, known: Known, due: list[int], *, scale: Scale
) -> tuple[Outlook, Model]:
    period = forecast.period
    defaults = {weight.stage: weight.percent / 100 for weight in scale.weights}
    at = Counter(filter(None, known.deals.stages))
    # Before anything was won or lost, deals at hand are expected to be won as the method says of their stages.
    usual = sum(defaults.get(stage, 0.0) * n for stage, n in at.items()) / sum(at.values()) if at else 0.5
    pool = Rate(taught.wins, taught.ends, usual)
    rates = stage_rates(taught.stages, defaults, pool)
    factors = stage_factors(rates, at, pool)
    days = Days.of(known.origin, period.first.toordinal(), period.last.toordinal())
    model = Model(known, days, desk.settings.fiscal_start, factors)
    total = forecast.total
    quota = total.target.quota if total.target else None
    slip = slip_of(model, due)
    rested = Learnt(taught.shock, pool, rates)
    return outlook_of(model, total.won.amount, rested, quota=quota, slip=slip), model


def _groups(
    reading: Reading, frame: Frame, forecast: Forecast, model: Model, taught: Learned
) -> tuple[GroupOutlook, ...]:
    """What every row of the grouping will bring: gathered from the owners' rows, else from the open deals.

    A part of a book is less sure than the whole, so its shock is that of owners; one row of all has that of all.
    """
    sigma = (taught.own if len(forecast.groups) > 1 else taught.shock).sigma
    won, base = {group.name: group.row.won.amount for group in forecast.groups}, frame.horizon.base
    if frame.column == "owner":
        return groups_of_owners(model, frame.row_of, won, base, sigma)
    return groups_of_deals(model, _rows_of_deals(reading, frame, model, forecast), won, base, sigma)


def _rows_of_deals(reading: Reading, frame: Frame, model: Model, forecast: Forecast) -> dict[int, str | None]:
    """The row of every open deal, by its number."""
    keys = learning.keys(reading, frame.column) if frame.column in learning.KEYS else {}
    rows = {
        deal.number: frame.name(Cell(keys.get(deal.number), deal.stage or "", "another_period", 0))
        for deal in model.known.open
    }
    if frame.by == "category":
        rows |= {deal.opportunity.number: deal.category for deal in forecast.calls.deals}
    return rows


def _known(reading: Reading, period: Period, past: Past, book: Book, origin: int) -> tuple[Known, list[int]]:
    """What is known before `origin`, and when the open deals were created that are to close in the period."""
    first, beyond = period.first.toordinal(), period.last.toordinal() + 1
    opened, since = book["open"], max(first, origin - 1)
    due = [created for created, day in zip(opened.created, opened.days, strict=True) if since <= day < beyond]
    deals = lives.open_deals(reading, opened)
    ended = [lives.ended_deals(reading, book[fate], is_won=fate == "won") for fate in FATES[1:]]
    return known_of(deals, ended, origin=origin, first=first, beyond=beyond, past=past), due
