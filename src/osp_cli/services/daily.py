"""What to do next: over all opportunities, and on one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from osp_cli.domain.duties import latest_start
from osp_cli.domain.forecast import in_base
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.money import Money
from osp_cli.domain.next_moves import NextMove, Scales, next_moves
from osp_cli.domain.opportunity import Status
from osp_cli.domain.ranking import LineKind, Reason, Weighed, rank, weights
from osp_cli.domain.suggestions import suggest
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.candidates import Candidate, Looked, dated, soonest
from osp_cli.services.desk import Desk, Named
from osp_cli.services.limits import Limit
from osp_cli.services.sales_plan_lines import SalesPlanLine, line_of
from osp_cli.store import days
from osp_cli.store.reading import Reading
from osp_cli.store.sales_plans import due_plans, waiting_count

WITHOUT_DAY = ("must", "advance")
AGED = ("debt", "stale", "winloss")
"""What grows old and was never due on a day: its age is told, and gives no points."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the day: why it is due, why it stands where it stands, and the command that deals with it.

    `id` stays the same from day to day, for `osp snooze`. `count` is how many debts or answers it stands for,
    `signals` how many traps the deal of a must may be walking into, `limit` that of the stage of one that is stuck.
    With `since_import` nobody told when it came to its stage: its days count from the day of the import.
    `amount` is in the base currency, and a deal that has ended has no win rate.
    """

    id: str
    opportunity: Named
    kind: LineKind
    due_on: date | None
    text: str
    command: tuple[str, ...]
    stage: str
    count: int
    signals: int
    limit: Limit | None
    since_import: bool
    amount: Money | None
    win_rate: int | None
    close_on: date | None
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The day over the whole book, each list at most `limit` lines, ranked.

    `due` is what has a day, of at least `due_total` (each kind is looked for up to the limit, the longest due first);
    `musts` the first unmet must of the open opportunities whose order is expected soonest. `waiting_plans` counts
    the approval queue, discounts among it, `total` every opportunity of the book, `open_total` the open ones (of the
    owner). `snoozed` counts what is put off, until `snoozed_until` at the earliest. `sales_plans` are the plans of
    step 1 that go to the manager, the oldest first.
    """

    on: date
    limit: int
    due: tuple[DueLine, ...]
    due_total: int
    musts: tuple[DueLine, ...]
    total: int
    open_total: int
    waiting_plans: int
    snoozed: int
    snoozed_until: date | None
    sales_plans: tuple[SalesPlanLine, ...]


@dataclass(frozen=True, slots=True)
class NextMoves:
    """What would move one opportunity, first things first; `suggested` is how many actions its answers ask for."""

    opportunity: Named
    stage: str
    status: Status
    moves: tuple[NextMove, ...]
    suggested: int


def today(desk: Desk, handbook: Handbook, *, owner: str | None = None, limit: int = 10) -> Today:
    """What is due on the open opportunities (of one owner, where given), and what moves the soonest of them."""
    if limit < 1:
        raise WrongUsage("limit-wrong", {"limit": limit})
    with desk.store.reading() as reading:
        snoozed = days.snoozed(reading, desk.today, owner)
        hidden = {snooze.key for snooze in snoozed}
        waiting = reading.waiting_plans()
        look = Looked(desk, handbook, reading, waiting, owner, limit + len(snoozed))
        found = [each for each in (*dated(look), *soonest(look, limit)) if each.key not in hidden]
        lines = ranked(desk, found)
        due = [line for line in lines if line.kind not in WITHOUT_DAY]
        return Today(
            on=desk.today,
            limit=limit,
            due=tuple(due[:limit]),
            due_total=len(due),
            musts=tuple(line for line in lines if line.kind in WITHOUT_DAY),
            total=days.total(reading),
            open_total=days.open_count(reading, owner),
            waiting_plans=len(waiting) + len(reading.waiting_discounts()) + waiting_count(reading),
            snoozed=len(snoozed),
            snoozed_until=min((snooze.until for snooze in snoozed), default=None),
            sales_plans=_sales_plans(desk, handbook, reading, owner, limit),
        )


def ranked(desk: Desk, found: Iterable[Candidate]) -> list[DueLine]:
    """Lines by their points, of equal ones the longest due first."""
    lines = [_line(desk, each) for each in found]
    return sorted(lines, key=lambda line: (-line.points, line.due_on or desk.today, line.opportunity.number, line.id))


def _sales_plans(
    desk: Desk, handbook: Handbook, reading: Reading, owner: str | None, limit: int
) -> tuple[SalesPlanLine, ...]:
    """The plans of step 1 whose review is due: a duty that is counted from the manager's agreement."""
    latest = next(
        (latest_start(duty, desk.today) for duty in handbook.duties if duty.rhythm == "after-sales-plan"), None
    )
    if latest is None:  # the pack asks for no review
        return ()
    return tuple(line_of(plan, handbook) for plan in due_plans(reading, desk.today, latest, owner, limit))


def _line(desk: Desk, found: Candidate) -> DueLine:
    o = found.opportunity
    rate = desk.process.stage(o.stage).probability if o.is_open else None
    base = in_base(o.amount, o.base, desk.base)
    weighed = Weighed(
        kind=found.kind,
        due_on=None if found.kind in AGED else found.due_on,
        base=base,
        win_rate=rate or 0,
        close_on=o.close_on if o.is_open else None,
    )
    place = rank(weighed, desk.today, weights(desk.settings.weights))
    return DueLine(
        id=found.id,
        opportunity=Named.of(o),
        kind=found.kind,
        due_on=found.due_on,
        text=found.text,
        command=found.command,
        stage=o.stage,
        count=found.count,
        signals=found.signals,
        limit=found.limit,
        since_import=found.since_import,
        amount=base,
        win_rate=rate,
        close_on=weighed.close_on,
        points=place.points,
        reasons=place.reasons,
    )


def next_on(desk: Desk, number: int, limit: int) -> NextMoves:
    """What would move this opportunity."""
    if limit < 1:
        raise WrongUsage("limit-wrong", {"limit": limit})
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    scales = Scales(desk.today, desk.base, weights(desk.settings.weights), desk.settings.evidence_days)
    o = dossier.opportunity
    return NextMoves(
        opportunity=Named.of(o),
        stage=o.stage,
        status=o.status,
        moves=next_moves(dossier, desk.process, scales, limit=limit),
        suggested=len(suggest(dossier, desk.process)),
    )
