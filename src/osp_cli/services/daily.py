"""What to do next: over all opportunities, and on one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from osp_cli.domain.close_plan import ACTION, CALL, MILESTONE
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.duties import DueBy, latest_start
from osp_cli.domain.fields import Noun
from osp_cli.domain.followups import FOLLOW_UP
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.next_moves import NextMove, next_moves
from osp_cli.domain.opportunity import Status
from osp_cli.domain.selection import Selection
from osp_cli.domain.signals import fired
from osp_cli.domain.suggestions import suggest
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.coaching import is_done
from osp_cli.services.desk import Desk, Named
from osp_cli.services.sales_plans import SalesPlanLine, line_of
from osp_cli.store import days
from osp_cli.store.accounts import following
from osp_cli.store.reading import Reading
from osp_cli.store.sales_plans import due_plans, waiting_count

PlannedKind = Literal["action", "milestone", "call", "revisit", "followup", "renewal"]
DueKind = Literal["next-step", "overdue-close", "debt", "duty", "must"] | PlannedKind
# What is due on a day of a record's own: the noun, the day, the field that says what, and the command, in which
# NUMBER, OPP and WHO stand for those of the record.
PLANNED: tuple[tuple[PlannedKind, Noun, str, str, tuple[str, ...]], ...] = (
    ("action", ACTION, "due_on", "text", ("action", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("milestone", MILESTONE, "due_on", "text", ("milestone", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("call", CALL, "planned_on", "who", ("call", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("revisit", CALL, "revisit_on", "who", ("note", "TEXT", "-o", "OPP", "--with", "WHO", "--kind", "call")),
    ("followup", FOLLOW_UP, "due_on", "text", ("followup", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("renewal", FOLLOW_UP, "renews_on", "text", ("new-opportunity", "NAME", "--clone", "OPP", "--kind", "renewal")),
)
# A renewal is dealt with by a deal of its own; once there is one, what came of it is told.
RENEWED = ("followup", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the day: why it is due, and the command that deals with it.

    `count` is how many debts it stands for, `signals` how many traps the deal of a must may be walking into.
    """

    opportunity: Named
    kind: DueKind
    due_on: date | None
    text: str
    command: tuple[str, ...]
    stage: str
    count: int = 1
    signals: int = 0


@dataclass(frozen=True, slots=True)
class Today:
    """The day over the whole book, each list at most `limit` lines.

    `due` is what has a date, the oldest first, of at least `due_total` (each kind is looked for up to the limit);
    `musts` the first unmet must of the open opportunities whose order is
    expected soonest. `sales_plans` are the plans of step 1 that go to the manager, the oldest first. `total` counts
    every opportunity of the book, `open_total` the open ones (of the owner).
    """

    on: date
    limit: int
    due: tuple[DueLine, ...]
    due_total: int
    musts: tuple[DueLine, ...]
    total: int
    open_total: int
    waiting_plans: int
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
    stages = desk.process.keys_of(desk.process.stages)
    with desk.store.reading() as reading:
        soonest = reading.page(
            Selection(owner=owner), sort="close", descending=False, limit=limit, after=None, stage_order=stages
        ).opportunities
        musts = [_first_must(desk, handbook, reading.dossier(opportunity.number)) for opportunity in soonest]
        due = [*_steps(desk, reading, owner, limit), *_overdue(desk, reading, owner, limit, stages)]
        due += [*_debts(reading, owner, limit), *_planned(desk, reading, owner, limit)]
        due += _duties(desk, handbook, reading, owner, limit)
        due.sort(key=lambda line: (line.due_on or desk.today, line.opportunity.number))
        return Today(
            on=desk.today,
            limit=limit,
            due=tuple(due[:limit]),
            due_total=len(due),
            musts=tuple(line for line in musts if line),
            total=days.total(reading),
            open_total=days.open_count(reading, owner),
            waiting_plans=len(reading.waiting_plans()) + waiting_count(reading),
            sales_plans=_sales_plans(desk, handbook, reading, owner, limit),
        )


def _steps(desk: Desk, reading: Reading, owner: str | None, limit: int) -> list[DueLine]:
    return [
        DueLine(
            Named.of(o), "next-step", o.next_step_on, o.next_step or "",
            ("set", str(o.number), "--next", "TEXT", "--next-date", "DATE"), o.stage,
        )
        for o in days.due_steps(reading, desk.today, owner, limit)
    ]  # fmt: skip


def _overdue(desk: Desk, reading: Reading, owner: str | None, limit: int, stages: tuple[str, ...]) -> list[DueLine]:
    selection = Selection(owner=owner, overdue_on=desk.today)
    page = reading.page(selection, sort="close", descending=False, limit=limit, after=None, stage_order=stages)
    return [
        DueLine(
            Named.of(o), "overdue-close", o.close_on, "",
            ("set", str(o.number), "--close", "DATE", "--reason", "TEXT"), o.stage,
        )
        for o in page.opportunities
    ]  # fmt: skip


def _debts(reading: Reading, owner: str | None, limit: int) -> list[DueLine]:
    lines = []
    for number, since, count in days.open_debts(reading, owner, limit):
        o = reading.opportunity(number)
        lines.append(DueLine(Named.of(o), "debt", since, "", ("debt", str(number)), o.stage, count))
    return lines


def _planned(desk: Desk, reading: Reading, owner: str | None, limit: int) -> list[DueLine]:
    """Actions, the customer's milestones, calls and revisits whose day has come."""
    lines = []
    for kind, noun, field, text, command in PLANNED:
        day = desk.today + timedelta(days=desk.settings.renewal_days) if kind == "renewal" else desk.today
        for number, record in days.due_records(reading, noun, field, day, owner=owner, limit=limit):
            o = reading.opportunity(number)
            own = {"NUMBER": str(record.number), "OPP": str(number), "WHO": getattr(record, text)}
            is_renewed = kind == "renewal" and any(d.kind == "renewal" for d in following(reading, number))
            filled = tuple(own.get(word, word) for word in (RENEWED if is_renewed else command))
            lines.append(DueLine(Named.of(o), kind, getattr(record, field), getattr(record, text), filled, o.stage))
    return lines


def _duties(desk: Desk, handbook: Handbook, reading: Reading, owner: str | None, limit: int) -> list[DueLine]:
    """The duties that are due; whether an answer says that one is done is asked of those few alone."""
    due_by = DueBy(handbook.duties, desk.process, desk.today)
    found = [(day, number, duty) for number, rhythm in days.rhythms(reading, owner) for day, duty in due_by.of(rhythm)]
    lines: list[DueLine] = []
    for day, number, duty in sorted(found, key=lambda each: each[:2]):
        if len(lines) == limit:
            break
        if duty.question and is_done(duty, reading.dossier(number)):
            continue
        o = reading.opportunity(number)
        lines.append(DueLine(Named.of(o), "duty", day, duty.item.id, duty.command(number), o.stage))
    return lines


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


def _first_must(desk: Desk, handbook: Handbook, dossier: Dossier) -> DueLine | None:
    process, opportunity = desk.process, dossier.opportunity
    following = process.next_stage(opportunity.stage)
    if following is None:
        return None
    named, number = Named.of(opportunity), str(opportunity.number)
    unmet = unmet_musts((judge(process.gate(following.key), dossier, process, desk.today, desk.base),))
    signals = len(fired(handbook, dossier, process, desk.today, desk.base))
    if not unmet:
        return DueLine(named, "must", None, "", ("advance", number), opportunity.stage, signals=signals)
    mend = unmet[0].mends[0] if unmet[0].mends else ("gate", number)
    return DueLine(named, "must", None, unmet[0].criterion, mend, opportunity.stage, signals=signals)


def next_on(desk: Desk, number: int, limit: int) -> NextMoves:
    """What would move this opportunity."""
    if limit < 1:
        raise WrongUsage("limit-wrong", {"limit": limit})
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    moves = next_moves(dossier, desk.process, desk.today, desk.base, limit=limit)
    opportunity, suggested = dossier.opportunity, len(suggest(dossier, desk.process))
    return NextMoves(Named.of(opportunity), opportunity.stage, opportunity.status, moves, suggested)
