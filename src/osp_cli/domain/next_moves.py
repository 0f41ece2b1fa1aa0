"""What would move one opportunity, ranked: what is due, the next gate's unmet musts, debts, and what may go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Mend
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.optimism import doubts
from osp_cli.domain.process import Process
from osp_cli.domain.ranking import LineKind, Reason, Weighed, rank
from osp_cli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True)
class NextMove:
    """One move: what it is about (the id of a criterion or question, else a text), since when, why here, and how."""

    kind: LineKind
    criterion: str | None
    text: str
    command: Mend
    due_on: date | None = None
    points: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Scales:
    """What moves are ranked by: the day, the base currency, the weights, and after how many days evidence is old."""

    on: date
    base_currency: str
    weight: Mapping[str, int]
    evidence_days: int


def next_moves(dossier: Dossier, process: Process, scales: Scales, *, limit: int = 5) -> tuple[NextMove, ...]:
    """At most `limit` moves, the weightiest first; of equal ones in the order of the method.

    What holds for every move of the deal, such as its amount, says nothing here.
    """
    opportunity = dossier.opportunity
    if opportunity.status not in ("open", "won"):
        return ()
    moves = []
    for move in _found(dossier, process, scales):
        due_on = None if move.kind == "stale" else move.due_on
        place = rank(Weighed(move.kind, due_on), scales.on, scales.weight)
        moves.append(replace(move, points=place.points, reasons=place.reasons))
    return tuple(sorted(moves, key=lambda move: -move.points)[:limit])


def _found(dossier: Dossier, process: Process, scales: Scales) -> Iterator[NextMove]:
    yield from _due(dossier, scales.on)
    yield from _ahead(dossier, process, scales)
    number = str(dossier.opportunity.number)
    for debt in dossier.open_debts():
        yield NextMove("debt", debt.criterion, "", ("debt", number))
    if dossier.opportunity.is_open:
        yield from _doubtful(dossier, process, scales)


def _due(dossier: Dossier, on: date) -> Iterator[NextMove]:
    """The next step, the go / no-go, our actions and the payments whose day has come."""
    o = dossier.opportunity
    number = str(o.number)
    if o.next_step_on and o.next_step_on <= on and o.is_open:
        command = ("set", number, "--next", "TEXT", "--next-date", "DATE")
        yield NextMove("next-step", None, o.next_step or "", command, o.next_step_on)
    if o.decide_on and o.decide_on <= on and o.is_open:
        yield NextMove("decision", None, "", ("decide", "VERDICT", "-o", number, "--reason", "TEXT"), o.decide_on)
    for action in dossier.open_actions():
        if action.due_on <= on:
            done = ("action", "done", str(action.number), "-o", number, "--result", "TEXT")
            yield NextMove("action", None, action.text, done, action.due_on)
    for payment in dossier.payments:
        if payment.due_on <= on and payment.open.minor:
            come = ("payment", "set", str(payment.number), "-o", number, "--received", "AMOUNT")
            yield NextMove("payment", None, payment.text, come, payment.due_on)


def _ahead(dossier: Dossier, process: Process, scales: Scales) -> Iterator[NextMove]:
    """What the next gate still asks for; where nothing, the move itself."""
    number = str(dossier.opportunity.number)
    following = process.next_stage(dossier.opportunity.stage)
    if following is None:
        return
    unmet = unmet_musts((judge(process.gate(following.key), dossier, process, scales.on, scales.base_currency),))
    for finding in unmet:
        yield NextMove("must", finding.criterion, "", finding.mends[0] if finding.mends else ("gate", number))
    if not unmet:
        yield NextMove("advance", None, following.key, ("advance", number))


def _doubtful(dossier: Dossier, process: Process, scales: Scales) -> Iterator[NextMove]:
    """Risks without a counter-measure, questions nobody could answer, and evidence that has aged."""
    number = str(dossier.opportunity.number)
    for risk in dossier.risks:
        if not risk.counter and not risk.is_closed:
            yield NextMove(
                "risk", None, risk.text, ("risk", "set", str(risk.number), "-o", number, "--counter", "TEXT")
            )
    twenty = [question.id for question in process.questions_of("tas")]
    for question in twenty:
        answer = dossier.answer_to(question)
        if answer and answer.sign == "?":
            yield NextMove("weakness", question, "", ("answer", question, "ANSWER", "-o", number))
    for doubt in doubts(dossier, process, scales.on, scales.evidence_days, twenty):
        for question in doubt.questions if doubt.rule == "evidence-old" else ():
            said = dossier.answer_to(question)
            due_on = said.on + timedelta(days=scales.evidence_days) if said else None
            yield NextMove("stale", question, "", ("answer", question, "ANSWER", "-o", number), due_on)
