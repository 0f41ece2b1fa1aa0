"""What moved in the open deals of a period since a day, to the cent; by owner, by currency, deal by deal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from osp_cli.domain.forecast import Tally
from osp_cli.domain.money import Money
from osp_cli.domain.movements import (
    KINDS,
    Kind,
    Move,
    Waterfall,
    in_base,
    own_amount,
    walked,
    waterfall,
)
from osp_cli.domain.opportunity import Status
from osp_cli.domain.periods import Period
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.store import movements
from osp_cli.store.movements import Between, Now, Walked

A_WEEK = timedelta(days=7)
GROUPINGS = ("owner",)


@dataclass(frozen=True, slots=True)
class OwnerMoves:
    """The waterfall of one owner; `name` None: of deals without one."""

    name: str | None
    waterfall: Waterfall


@dataclass(frozen=True, slots=True)
class MovedDeal:
    """A deal that was or is open in the period: its moves since, what they add up to, and how often it slipped.

    `status`, `stage` and `close_on` are as of today, None where the deal is gone. `times_pushed` and `times_back`
    count from the beginning of the deal. `is_idle`: nothing was recorded of it.
    """

    opportunity: Named
    owner: str | None
    status: Status | None
    stage: str | None
    close_on: date | None
    moves: tuple[Kind, ...]
    change: Money
    is_idle: bool
    times_pushed: int
    times_back: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved from the end of the day `since` to now; `idle` are the open deals of which nothing was recorded.

    `imported` deals of the start were brought in later and count by the days of their own; of `vague` of them, which
    had not ended yet, the file does not say how they stood then: one that ended in the period since is pulled in with
    what it ended with.
    """

    period: Period
    since: date
    today: date
    base_currency: str
    total: Waterfall
    currencies: tuple[Waterfall, ...]
    by: str | None
    groups: tuple[OwnerMoves, ...]
    idle: Tally
    overdue: Tally
    deals: tuple[MovedDeal, ...]
    imported: int
    vague: int


def only_by_owner(by: str | None) -> None:
    """Refuses a grouping that there is none of."""
    if by not in (None, *GROUPINGS):
        raise WrongUsage("only-by-owner", {"by": by}, details={"groupings": list(GROUPINGS)})


def since_day(desk: Desk, day: date | None) -> date:
    """The day from whose end on is looked at: as given, else a week ago; one in the future is refused."""
    if day is not None and day > desk.today:
        raise WrongUsage("as-of-in-the-future", {"day": day, "today": desk.today})
    return day or desk.today - A_WEEK


def changes(desk: Desk, period: Period, since: date, by: str | None = None) -> Changes:
    """What moved in the open deals of a period from the end of a day on."""
    only_by_owner(by)
    base = desk.base
    with desk.store.reading() as reading:
        found = movements.between(reading, since, period, base, desk.process.stages[0].key)
    moves = {each.number: walked(each.states, period, in_base(base)) for each in found.walked}
    own = [move for each in found.walked for move in walked(each.states, period, own_amount)]
    every = [move for each in moves.values() for move in each]
    with desk.store.reading() as reading:  # as it is now, for the other one was put back to the day
        numbers = {number for number, own in moves.items() if own} | found.start.numbers | found.end.numbers
        known = movements.now(reading, period, sorted(numbers))
    deals = _deals(known, found, moves, base)
    idle, overdue = _idle_and_overdue(known, found, desk)
    return Changes(
        period=period,
        since=since,
        today=desk.today,
        base_currency=base,
        total=waterfall(base, _sum(found.start.owners.values(), base), every, _sum(found.end.owners.values(), base)),
        currencies=_currencies(found, own),
        by=by,
        groups=_groups(found, every, base) if by else (),
        idle=idle,
        overdue=overdue,
        deals=deals,
        imported=len(found.imported),
        vague=len(found.vague),
    )


def _sum(tallies: Iterable[Tally], currency: str) -> Tally:
    return sum(tallies, Tally(0, Money(0, currency)))


def _currencies(found: Between, own: list[Move]) -> tuple[Waterfall, ...]:
    """One waterfall per currency that deals are in, each in amounts of its own."""
    known = {*found.start.currencies, *found.end.currencies, *(move.amount.currency for move in own if move.amount)}
    rows = []
    for currency in sorted(known):
        nothing = Tally(0, Money(0, currency))
        start, end = (each.currencies.get(currency, nothing) for each in (found.start, found.end))
        rows.append(waterfall(currency, start, (move for move in own if move.amount), end))
    return tuple(rows)


def _groups(found: Between, every: list[Move], base: str) -> tuple[OwnerMoves, ...]:
    nothing = Tally(0, Money(0, base))
    groups = []
    for name in {**found.start.owners, **found.end.owners, **{move.owner: None for move in every}}:
        start, end = (each.owners.get(name, nothing) for each in (found.start, found.end))
        own = (move for move in every if move.owner == name)
        groups.append(OwnerMoves(name, waterfall(base, start, own, end)))
    return tuple(sorted(groups, key=lambda group: (group.name is None, group.name or "")))


def _deals(
    known: Mapping[int, Now], found: Between, moves: dict[int, tuple[Move, ...]], base: str
) -> tuple[MovedDeal, ...]:
    """Every deal that moved or is open in the period, those that moved most first."""
    walked = {each.number: each for each in found.walked}
    resting = (found.start.numbers & found.end.numbers) - found.touched
    deals = [
        replace(_deal(number, now, walked.get(number), moves.get(number, ()), base), is_idle=number in resting)
        for number, now in known.items()
    ]
    deals.sort(key=lambda deal: (not deal.moves, -abs(deal.change.minor)))
    return tuple(deals)


def _deal(number: int, now: Now, gone: Walked | None, moves: tuple[Move, ...], base: str) -> MovedDeal:
    known = now.opportunity
    kinds = {move.kind for move in moves}
    return MovedDeal(
        opportunity=Named.of(known) if known else Named(number, *_identity(gone)),
        owner=known.owner if known else None,
        status=known.status if known else None,
        stage=known.stage if known else None,
        close_on=known.close_on if known else None,
        moves=tuple(kind for kind in KINDS if kind in kinds),
        change=Money(sum(move.amount.minor for move in moves if move.amount), base),
        is_idle=False,
        times_pushed=now.pushed,
        times_back=now.back,
    )


def _identity(gone: Walked | None) -> tuple[str, str, str]:
    return (gone.id, gone.slug, gone.name) if gone else ("", "", "")


def _idle_and_overdue(known: Mapping[int, Now], found: Between, desk: Desk) -> tuple[Tally, Tally]:
    nothing = Money(0, desk.base)
    value = in_base(desk.base)
    idle = overdue = Tally(0, nothing)
    for number in found.end.numbers:
        opportunity = known[number].opportunity
        if opportunity is None:  # removed since the other reading
            continue
        standing = movements.standing_of(opportunity, desk.base)
        one = Tally(1, value(standing) or nothing)
        if number in found.start.numbers and number not in found.touched:
            idle = idle + one
        if opportunity.close_on is not None and opportunity.close_on < desk.today:
            overdue = overdue + one
    return idle, overdue
