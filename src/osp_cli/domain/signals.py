"""Signals: traps that a deal may be walking into now, each a named rule of the pack over the dossier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from osp_cli.domain.assessment import states
from osp_cli.domain.criteria import Case, finding
from osp_cli.domain.dossier import Dossier, last_heard
from osp_cli.domain.duties import Rhythm
from osp_cli.domain.handbook import (
    Condition,
    CriterionState,
    Handbook,
    HasChanged,
    IsApproved,
    IsOlder,
    IsOverdue,
    Lacking,
    NotMet,
    OnlyHolder,
    QuestionState,
    RecordsWarn,
    Signal,
)
from osp_cli.domain.holders import holder
from osp_cli.domain.kinds import Confirmed
from osp_cli.domain.names import name_key
from osp_cli.domain.on_record import record_to_mend, warned
from osp_cli.domain.plan import approved_content, content, essence
from osp_cli.domain.process import Process
from osp_cli.frozen import replace


def fired(handbook: Handbook, dossier: Dossier, process: Process, on: date, base: str) -> tuple[Signal, ...]:
    """The signals whose conditions all hold for an open deal at its stage, in the order of the pack."""
    opportunity = dossier.opportunity
    if not opportunity.is_open:
        return ()
    case = Case.of(dossier, process, on, base)
    rank = process.rank(opportunity.stage)
    return tuple(
        _pointed(signal, case)
        for signal in handbook.signals
        if process.rank(signal.first) <= rank <= process.rank(signal.last)
        and all(_holds(condition, case) for condition in signal.when)
    )


def _pointed(signal: Signal, case: Case) -> Signal:
    """The signal with the number of the record it is about, where its command changes one of several."""
    for condition in signal.when:
        if isinstance(condition, RecordsWarn) and signal.mend[1:2] == ("set",):
            number = record_to_mend(condition.warning, case.dossier, case.on)
            return replace(signal, mend=(*signal.mend[:2], number, *signal.mend[2:])) if number else signal
    return signal


def known_since(dossier: Dossier) -> date | None:
    """The day from which on we know what was said: of a deal that an import brought in that of the import."""
    first = dossier.moves[0] if dossier.moves else None
    if first is not None and first.kind == "import":
        return first.on
    return dossier.opportunity.created_on or min((move.on for move in dossier.moves), default=None)


def rhythm_of(dossier: Dossier) -> Rhythm:
    """What the duties of a deal are counted from. The statements `daily.duty.*` say the same of every open deal."""
    approval = dossier.approval_of("plan")
    return Rhythm(
        stage=dossier.opportunity.stage,
        is_strategic=bool(dossier.account and dossier.account.is_strategic),
        last_contact=last_heard(dossier),
        plan_approved_on=approval.on if approval and approval.verdict == "approved" else None,
        next_step_on=dossier.opportunity.next_step_on,
        known_since=known_since(dossier),
    )


def _holds(condition: Condition, case: Case) -> bool:  # noqa: C901, PLR0911  one per kind
    """A new kind of condition does not pass the type checker before it is judged here."""
    dossier, process = case.dossier, case.process
    match condition:
        case QuestionState(question=question, states=wanted):
            return not states(dossier, question).isdisjoint(wanted)
        case CriterionState(criterion=criterion, is_met=is_met):
            return finding(process.criterion(criterion), case).is_met == is_met
        case Lacking(what=what):
            return _lacks(dossier, what)
        case OnlyHolder(role=role):
            return _is_only(dossier, process, role)
        case NotMet(role=role):
            return not _has_met(dossier, process, role)
        case IsApproved(what=what):
            approval = dossier.approval_of(what)
            return approval is not None and approval.verdict == "approved"
        case IsOlder(what=what, days=days):
            return _is_older(dossier, what, case.on - timedelta(days=days))
        case HasChanged():
            approved = approved_content(dossier)
            return approved is not None and essence(approved, process) != essence(content(dossier, process), process)
        case IsOverdue():
            return dossier.opportunity.close_on is not None and dossier.opportunity.close_on < case.on
        case RecordsWarn(warning=warning):
            return bool(warned(warning, dossier, case.on))
        case other:
            assert_never(other)


def _is_only(dossier: Dossier, process: Process, role: str) -> bool:
    kinds = (criterion.kind for gate in process.gates for criterion in gate.criteria)
    roles = {kind.role for kind in kinds if isinstance(kind, Confirmed) and kind.names}
    if {each for each in roles if holder(dossier, process, each)} != {role}:
        return False
    met = (person for person in dossier.people if person.coverage != "no-contact")
    return all(person.name == holder(dossier, process, role) for person in met)


def _has_met(dossier: Dossier, process: Process, role: str) -> bool:
    """Whether a call or meeting with the holder of a role is recorded, or a word of theirs beside being named."""
    name = holder(dossier, process, role)
    if name is None:
        return False
    naming, key = process.naming_criterion(role), name_key(name)
    talks = (note.who for note in dossier.notes if note.kind in ("call", "meeting"))
    words = (confirmation.who for confirmation in dossier.confirmations if confirmation.criterion != naming)
    return any(name_key(who) == key for who in (*talks, *words) if who)


def _lacks(dossier: Dossier, what: str) -> bool:
    match what:
        case "competitors":
            return not dossier.competitors
        case "contacts":
            return last_heard(dossier) is None
        case "next-step":
            return dossier.opportunity.next_step_on is None
        case _:
            return not any(action.is_open for action in dossier.actions)


def _is_older(dossier: Dossier, what: str, limit: date) -> bool:
    if what == "plan-approval":
        approval = dossier.approval_of("plan")
        return approval is not None and approval.on < limit
    newest = last_heard(dossier) or known_since(dossier)
    return newest is not None and newest < limit
