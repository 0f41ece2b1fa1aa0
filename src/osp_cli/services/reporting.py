"""The weekly forecast report: the forecast, what moved in a week, the deals it stands on, and what slipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.forecast import WEIGHED
from osp_cli.domain.funnel import StageFigures
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass, replace
from osp_cli.services.commit import with_gates
from osp_cli.services.desk import Desk, Named
from osp_cli.services.forecast_why import OpenDeal
from osp_cli.services.forecasting import Forecast, forecast
from osp_cli.services.funnel import AgeClass, StuckDeal, funnel
from osp_cli.services.gap import with_closing
from osp_cli.services.hindsight import PastForecast, past_forecasts
from osp_cli.services.movements import Changes, MovedDeal, changes, since_day
from osp_cli.services.outlook import with_outlook
from osp_cli.services.snapshots import SnapshotRow, list_snapshots
from osp_cli.store.lives import newest_unit
from osp_cli.store.movements import last_push
from osp_cli.store.store import Reading

TOP_DEALS, SNAPSHOTS, PAST = 8, 4, 4


@dataclass(frozen=True, slots=True)
class DateProof:
    """Who of the customer's has committed to the date of the order; `is_stale`: before it was moved away."""

    who: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class TopDeal:
    """One of the open deals that weigh most, with the proof of its date and what comes next."""

    opportunity: Named
    account: str | None
    owner: str | None
    stage: str
    category: str
    amount: Money | None
    close_on: date | None
    next_step: str | None
    next_step_on: date | None
    times_pushed: int
    proof: DateProof | None


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The report of a week.

    `slipped` are open deals of the period whose date was ever pushed, those pushed most often first; `stages`,
    `ageing` and `stuck` are of all open deals; `snapshots` are the period's last ones, `past` the first ones of
    periods before it. `data_version` is the number of the last change of the book.
    """

    forecast: Forecast
    changes: Changes
    top: tuple[TopDeal, ...]
    slipped: tuple[MovedDeal, ...]
    stages: tuple[StageFigures, ...]
    ageing: tuple[AgeClass, ...]
    stuck: tuple[StuckDeal, ...]
    snapshots: tuple[SnapshotRow, ...]
    past: tuple[PastForecast, ...]
    data_version: int


def weekly_report(desk: Desk, period: Period, folder: Path | None) -> WeeklyReport:
    """The report of a period as it stands today, with what moved within a week; `folder` keeps what was learned."""
    seen = with_outlook(desk, forecast(desk, period, by="owner", with_why=True), folder)
    moved = changes(desk, period, since_day(desk, None))
    pushed = {deal.opportunity.number: deal.times_pushed for deal in moved.deals}
    slipped = [deal for deal in moved.deals if deal.times_pushed and deal.close_on and deal.status == "open"]
    aged = funnel(desk, None)
    rows = [row for row in list_snapshots(desk).snapshots if row.period == period.label]
    return WeeklyReport(
        forecast=with_closing(desk, replace(with_gates(desk, replace(seen, why=None)), why=seen.why)),
        changes=moved,
        top=_top(desk, seen, pushed),
        slipped=tuple(sorted(slipped, key=lambda deal: (-deal.times_pushed, deal.opportunity.number))),
        stages=aged.stages,
        ageing=aged.ageing,
        stuck=aged.stuck,
        snapshots=tuple(rows[-SNAPSHOTS:]),
        past=past_forecasts(desk, period, PAST),
        data_version=_version(desk),
    )


def _version(desk: Desk) -> int:
    with desk.store.reading() as reading:
        return newest_unit(reading)[0]


def _top(desk: Desk, seen: Forecast, pushed: dict[int, int]) -> tuple[TopDeal, ...]:
    deals = [deal for deal in (seen.why.open if seen.why else ()) if deal.line in WEIGHED]
    deals.sort(key=lambda deal: (-(deal.weighted.minor if deal.weighted else 0), deal.opportunity.number))
    with desk.store.reading() as reading:
        return tuple(_told(desk, reading, deal, pushed) for deal in deals[:TOP_DEALS])


def _told(desk: Desk, reading: Reading, deal: OpenDeal, pushed: dict[int, int]) -> TopDeal:
    dossier = reading.dossier(deal.opportunity.number)
    known = dossier.opportunity
    return TopDeal(
        deal.opportunity, deal.account, deal.owner, deal.stage, deal.line, deal.amount, deal.close_on,
        known.next_step, known.next_step_on, pushed.get(known.number, 0), _proof(desk, reading, dossier),
    )  # fmt: skip


def _proof(desk: Desk, reading: Reading, dossier: Dossier) -> DateProof | None:
    """The customer's newest commitment to the date; a date that was moved away since has none."""
    found = filter(None, map(dossier.confirmation_of, desk.process.dating_criteria))
    newest = max(found, key=lambda each: each.at, default=None)
    return DateProof(newest.who, last_push(reading, dossier.opportunity.number) > newest.at) if newest else None
