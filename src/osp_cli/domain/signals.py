"""Signals: traps that a deal may be walking into now, each a named rule of the pack over the dossier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from osp_cli.domain.assessment import is_claimed
from osp_cli.domain.criteria import Case, finding
from osp_cli.domain.dossier import Dossier, last
from osp_cli.domain.handbook import (
    Condition,
    CriterionState,
    Handbook,
    HasChanged,
    IsApproved,
    IsOlder,
    IsOverdue,
    Lacking,
    OnlyHolder,
    QuestionState,
    Signal,
)
from osp_cli.domain.holders import holder
from osp_cli.domain.kinds import Confirmed
from osp_cli.domain.plan import content, digest
from osp_cli.domain.process import Process


def fired(handbook: Handbook, dossier: Dossier, process: Process, on: date, base: str) -> tuple[Signal, ...]:
    """The signals whose conditions all hold for an open deal at its stage, in the order of the pack."""
    opportunity = dossier.opportunity
    if not opportunity.is_open:
        return ()
    case = Case.of(dossier, process, on, base)
    rank = process.rank(opportunity.stage)
    return tuple(
        signal
        for signal in handbook.signals
        if process.rank(signal.first) <= rank <= process.rank(signal.last)
        and all(_holds(condition, case) for condition in signal.when)
    )


def last_contact(dossier: Dossier) -> date | None:
    """The day of the newest call, meeting or mail."""
    return max((note.on for note in dossier.notes if note.kind != "note"), default=None)


def _holds(condition: Condition, case: Case) -> bool:  # noqa: PLR0911  one per kind
    """A new kind of condition does not pass the type checker before it is judged here."""
    dossier, process = case.dossier, case.process
    match condition:
        case QuestionState(question=question, states=states):
            return not _states(dossier, question).isdisjoint(states)
        case CriterionState(criterion=criterion, is_met=is_met):
            return finding(process.criterion(criterion), case).is_met == is_met
        case Lacking(what=what):
            return _lacks(dossier, what)
        case OnlyHolder(role=role):
            kinds = (criterion.kind for gate in process.gates for criterion in gate.criteria)
            roles = {kind.role for kind in kinds if isinstance(kind, Confirmed) and kind.names}
            is_only = {each for each in roles if holder(dossier, process, each)} == {role}
            return is_only and all(person.name == holder(dossier, process, role) for person in dossier.people)
        case IsApproved(what=what):
            approval = dossier.approval_of(what)
            return approval is not None and approval.verdict == "approved"
        case IsOlder(what=what, days=days):
            return _is_older(dossier, what, case.on - timedelta(days=days))
        case HasChanged():
            version = last(dossier.plan_versions)
            return version is not None and version.digest != digest(content(dossier, process))
        case IsOverdue():
            return dossier.opportunity.close_on is not None and dossier.opportunity.close_on < case.on
        case other:
            assert_never(other)


def _states(dossier: Dossier, question: str) -> set[str]:
    answer = dossier.answer_to(question)
    if answer is None:
        return {"open"}
    return {answer.sign, "claimed"} if is_claimed(answer) else {answer.sign}


def _lacks(dossier: Dossier, what: str) -> bool:
    match what:
        case "competitors":
            return not dossier.competitors
        case "contacts":
            return last_contact(dossier) is None
        case "next-step":
            return dossier.opportunity.next_step_on is None
        case _:
            return not any(action.is_open for action in dossier.actions)


def _is_older(dossier: Dossier, what: str, limit: date) -> bool:
    if what == "plan-approval":
        approval = dossier.approval_of("plan")
        return approval is not None and approval.on < limit
    known_since = dossier.opportunity.created_on or min((move.on for move in dossier.moves), default=None)
    newest = last_contact(dossier) or known_since
    return newest is not None and newest < limit
