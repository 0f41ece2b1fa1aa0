"""What to do next: over all opportunities, and on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.next_moves import NextMove, next_moves
from osp_cli.services.desk import Desk, Named


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the day: why it is due and the command that deals with it."""

    opportunity: Named
    kind: Literal["next-step", "overdue-close", "debt", "must"]
    due_on: date | None
    text: str
    command: tuple[str, ...]
    stage: str


@dataclass(frozen=True, slots=True)
class Today:
    """The day over the whole book: what is due by date first, then the first unmet must of each open opportunity."""

    on: date
    due: tuple[DueLine, ...]
    musts: tuple[DueLine, ...]
    open_total: int
    waiting_plans: int


@dataclass(frozen=True, slots=True)
class NextMoves:
    """What would move one opportunity, first things first."""

    opportunity: Named
    stage: str
    moves: tuple[NextMove, ...]


def today(desk: Desk, *, owner: str | None = None) -> Today:
    """What is due on the open opportunities (of one owner, where given)."""
    due: list[DueLine] = []
    musts: list[DueLine] = []
    total = 0
    with desk.store.reading() as reading:
        for dossier in reading.dossiers("open"):
            if owner and (dossier.opportunity.owner or "").casefold() != owner.casefold():
                continue
            total += 1
            due += _due(desk, dossier)
            must = _first_must(desk, dossier)
            if must:
                musts.append(must)
        waiting = len(reading.waiting_plans())
    due.sort(key=lambda line: (line.due_on or desk.today, line.opportunity.number))
    return Today(desk.today, tuple(due), tuple(musts), total, waiting)


def _due(desk: Desk, dossier: Dossier) -> list[DueLine]:
    opportunity = dossier.opportunity
    named, number = Named.of(opportunity), str(opportunity.number)
    lines = []
    if opportunity.next_step_on and opportunity.next_step_on <= desk.today:
        command = ("set", number, "--next", "TEXT", "--next-date", "DATE")
        text = opportunity.next_step or ""
        lines.append(DueLine(named, "next-step", opportunity.next_step_on, text, command, opportunity.stage))
    if opportunity.close_on and opportunity.close_on < desk.today:
        command = ("set", number, "--close", "DATE", "--reason", "TEXT")
        lines.append(DueLine(named, "overdue-close", opportunity.close_on, "", command, opportunity.stage))
    lines += [
        DueLine(named, "debt", debt.on, debt.criterion, ("debt", number), opportunity.stage)
        for debt in dossier.open_debts()
    ]
    return lines


def _first_must(desk: Desk, dossier: Dossier) -> DueLine | None:
    process, opportunity = desk.process, dossier.opportunity
    following = process.next_stage(opportunity.stage)
    if following is None:
        return None
    report = judge(process.gate(following.key), dossier, process, desk.today, desk.base)
    unmet = unmet_musts((report,))
    if not unmet:
        command: tuple[str, ...] = ("advance", str(opportunity.number))
        return DueLine(Named.of(opportunity), "must", None, "", command, opportunity.stage)
    first = unmet[0]
    mend = first.mends[0] if first.mends else ("gate", str(opportunity.number))
    return DueLine(Named.of(opportunity), "must", None, first.criterion, mend, opportunity.stage)


def next_on(desk: Desk, number: int, limit: int) -> NextMoves:
    """What would move this opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    moves = next_moves(dossier, desk.process, desk.today, desk.base, limit=limit)
    return NextMoves(Named.of(dossier.opportunity), dossier.opportunity.stage, tuple(moves))
