"""The funnel: conversion and time by stage, slips, wins and losses by what they share, ageing, and stuck deals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from osp_cli.domain.forecast import Tally, in_base
from osp_cli.domain.funnel import (
    AGES,
    SMALL,
    Days,
    Outcomes,
    Share,
    Source,
    StageFigures,
    Trip,
    age_class,
    days,
    fates_in,
    outcomes,
    share,
    stays_in,
    trip,
)
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period
from osp_cli.domain.size import deal_size
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named
from osp_cli.services.limits import Limit, limit_at
from osp_cli.services.movements import only_by_owner
from osp_cli.store import funnels
from osp_cli.store.funnels import FunnelDeal
from osp_cli.store.store import Reading


@dataclass(frozen=True, slots=True)
class AgeClass:
    """Open deals up to an age in days (None: above all others), counted from the day they were created."""

    up_to: int | None
    open: Tally


@dataclass(frozen=True, slots=True)
class StuckDeal:
    """An open deal that has stood at its stage for longer than the limit.

    `since_import`: it was there by the day of an import, from which the days count; it may have been for longer.
    """

    opportunity: Named
    owner: str | None
    stage: str
    days: int
    limit: int
    limit_from: Source
    since_import: bool
    times_pushed: int
    base_amount: Money | None


@dataclass(frozen=True, slots=True)
class OwnerFunnel:
    """The key figures of one owner; `name` None: of deals without one."""

    name: str | None
    win_rate: Share
    to_win: Days
    slipped: Share
    open: int
    stuck: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of a period (None: of all there is). `small` is the number of cases below which a figure is marked.

    Left, stayed and ended are counted where it happened in the period; open, ageing and stuck as it is today.
    `to_win` is from the day a deal was created to the day of its order. `slipped`: of the deals with an expected date
    that ended in the period or are open, those whose date was ever pushed. `unpriced` open deals have no amount in the
    base currency: in `ageing` they are counted, their value is not.
    """

    period: Period | None
    today: date
    base_currency: str
    small: int
    deals: int
    imported: int
    stages: tuple[StageFigures, ...]
    win_rate: Share
    to_win: Days
    slipped: Share
    by_competitor: tuple[Outcomes, ...]
    by_reason: tuple[Outcomes, ...]
    by_source: tuple[Outcomes, ...]
    by_size: tuple[Outcomes, ...]
    ageing: tuple[AgeClass, ...]
    undated_age: int
    unpriced: int
    stuck: tuple[StuckDeal, ...]
    by: str | None
    owners: tuple[OwnerFunnel, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A deal with its way through the stages, and its age in days where it is known when it began."""

    deal: FunnelDeal
    trip: Trip
    age: int | None


def funnel(desk: Desk, period: Period | None, by: str | None = None, among: frozenset[int] | None = None) -> Funnel:
    """The funnel of a period, or of everything that was recorded; `among` are the numbers of the deals looked at."""
    with desk.store.reading() as reading:
        return funnel_within(desk, reading, period, by, among)


def funnel_within(
    desk: Desk,
    reading: Reading,
    period: Period | None,
    by: str | None = None,
    among: frozenset[int] | None = None,
) -> Funnel:
    """The same, as part of what is being read."""
    only_by_owner(by)
    for stage in desk.settings.rotting:
        desk.process.stage(stage)
    ranks = {stage.key: stage.rank for stage in desk.process.stages}
    found = (deal for deal in funnels.deals(reading, ranks) if among is None or deal.number in among)
    cases = [_case(deal, desk.today) for deal in found]
    limits = {stage.key: limit_at(desk, reading, stage) for stage in desk.process.stages if not stage.is_won}
    stages, stuck = _stages(desk, cases, period, limits)
    ended = [case for case in cases if _has_ended(case, period)]
    opened = [case for case in cases if case.deal.status == "open"]
    return Funnel(
        period=period,
        today=desk.today,
        base_currency=desk.base,
        small=SMALL,
        deals=len(cases),
        imported=sum(_is_without_history(case.deal) for case in cases),
        stages=stages,
        win_rate=_win_rate(ended),
        to_win=_to_win(ended),
        slipped=_slipped(ended, opened),
        by_competitor=outcomes((name, case.deal.status) for case in ended for name in _rivals(case)),
        by_reason=outcomes((case.deal.reason, case.deal.status) for case in ended if case.deal.status != "won"),
        by_source=outcomes((case.deal.source, case.deal.status) for case in ended),
        by_size=outcomes((_size(desk, case), case.deal.status) for case in ended),
        ageing=_ageing(opened, desk.base),
        undated_age=sum(case.age is None for case in opened),
        unpriced=sum(_base_amount(case, desk.base) is None for case in opened),
        stuck=stuck,
        by=by,
        owners=_owners(ended, opened, stuck) if by else (),
    )


def _is_without_history(deal: FunnelDeal) -> bool:
    """Whether it came by an import, and no file told how it moved before."""
    steps = deal.steps
    return bool(steps) and steps[0].kind == "import" and all(step.kind != "history" for step in steps)


def _case(deal: FunnelDeal, today: date) -> _Case:
    first = deal.steps[0] if deal.steps else None
    born = deal.created_on or (first.on if first and first.kind != "import" else None)
    return _Case(deal, trip(deal.steps), max((today - born).days, 0) if born else None)


def _has_ended(case: _Case, period: Period | None) -> bool:
    """Whether it ended in the period; a won one without an order has not."""
    status, on = case.deal.status, case.deal.ended_on
    if status == "open" or (status == "won" and on is None):
        return False
    return period is None or (on is not None and on in period)


def _rivals(case: _Case) -> tuple[str | None, ...]:
    """Everybody who competed for it, and who got it; nobody is a group of its own."""
    lost_to = case.deal.lost_to
    named = dict.fromkeys([*case.deal.competitors, *([lost_to] if lost_to else [])])
    return tuple(named) or (None,)


def _size(desk: Desk, case: _Case) -> str:
    return deal_size(case.deal, case.deal.account, desk.process.sizes, desk.base).size


def _win_rate(ended: Sequence[_Case]) -> Share:
    return share(sum(case.deal.status == "won" for case in ended), len(ended))


def _to_win(ended: Iterable[_Case]) -> Days:
    return days(
        max((case.deal.ended_on - case.deal.created_on).days, 0)
        for case in ended
        if case.deal.status == "won" and case.deal.ended_on and case.deal.created_on
    )


def _slipped(*groups: Iterable[_Case]) -> Share:
    dated = [case for group in groups for case in group if case.deal.is_dated]
    return share(sum(case.deal.times_pushed > 0 for case in dated), len(dated))


def _ageing(opened: Iterable[_Case], base: str) -> tuple[AgeClass, ...]:
    classes = [Tally(0, Money(0, base)) for _ in (*AGES, None)]
    for case in opened:
        if case.age is not None:
            classes[age_class(case.age)] += Tally(1, _base_amount(case, base) or Money(0, base))
    return tuple(AgeClass(up_to, tally) for up_to, tally in zip((*AGES, None), classes, strict=True))


def _base_amount(case: _Case, base: str) -> Money | None:
    return in_base(case.deal.amount, case.deal.base, base)


def _stages(
    desk: Desk, cases: Sequence[_Case], period: Period | None, limits: Mapping[str, Limit]
) -> tuple[tuple[StageFigures, ...], tuple[StuckDeal, ...]]:
    """The figures of each stage at which deals are open, and the deals that are stuck at it."""
    trips: dict[int, list[Trip]] = {}
    here: dict[str, list[_Case]] = {}
    for case in cases:
        for rank in case.trip.ranks():
            trips.setdefault(rank, []).append(case.trip)
        if case.deal.status == "open":
            here.setdefault(case.deal.stage, []).append(case)
    rows, stuck = [], []
    for stage in desk.process.stages:
        if stage.is_won:
            continue
        seen, standing = trips.get(stage.rank, ()), here.get(stage.key, ())
        limit = limits[stage.key]
        late = [deal for case in standing if (deal := _stuck(case, desk, limit))]
        stuck += late
        conversion, stay = fates_in(seen, stage.rank, period), stays_in(seen, stage.rank, period)
        rows.append(StageFigures(stage.key, conversion, stay, len(standing), len(late), limit.days, limit.source))
    stuck.sort(key=lambda deal: (deal.limit - deal.days, deal.opportunity.number))
    return tuple(rows), tuple(stuck)


def _stuck(case: _Case, desk: Desk, limit: Limit) -> StuckDeal | None:
    deal, since = case.deal, case.trip.at
    if since is None or not limit.is_passed((desk.today - since).days):
        return None
    return StuckDeal(
        opportunity=Named(deal.number, deal.id, deal.slug, deal.name),
        owner=deal.owner,
        stage=deal.stage,
        days=(desk.today - since).days,
        limit=limit.days,
        limit_from=limit.source,
        since_import=not case.trip.is_exact,
        times_pushed=deal.times_pushed,
        base_amount=_base_amount(case, desk.base),
    )


def _owners(ended: Iterable[_Case], opened: Iterable[_Case], stuck: Iterable[StuckDeal]) -> tuple[OwnerFunnel, ...]:
    """One row for each owner of a deal that ended in the period or is open."""
    closed, running = _by_owner(ended), _by_owner(opened)
    late: dict[str | None, int] = {}
    for deal in stuck:
        late[deal.owner] = late.get(deal.owner, 0) + 1
    rows = []
    for name in sorted({*closed, *running}, key=lambda name: (name is None, name or "")):
        own, still = closed.get(name, []), running.get(name, [])
        figures = _win_rate(own), _to_win(own), _slipped(own, still)
        rows.append(OwnerFunnel(name, *figures, len(still), late.get(name, 0)))
    return tuple(rows)


def _by_owner(cases: Iterable[_Case]) -> dict[str | None, list[_Case]]:
    found: dict[str | None, list[_Case]] = {}
    for case in cases:
        found.setdefault(case.deal.owner, []).append(case)
    return found
