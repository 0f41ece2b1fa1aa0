"""What a retreat asks for again, and from which day on it counts (the method, what follows from it: retreats)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.kinds import Approved, CriterionKind, Decided, confirmable
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a retreat marks: confirmations by criterion, decisions by step, approvals by what they approve.

    `standing` are the criteria among them that had been met by such an act.
    """

    criteria: tuple[str, ...]
    steps: tuple[int, ...]
    approvals: tuple[str, ...]
    standing: tuple[str, ...]


def renewal(dossier: Dossier, process: Process, target: str) -> Renewal:
    """What must be said again after a retreat to `target`: the acts of every gate above it."""
    criteria: list[str] = []
    steps: list[int] = []
    approvals: list[str] = []
    standing: list[str] = []
    gates = (process.gate(above.key) for above in process.between(target, dossier.opportunity.stage))
    for criterion in (criterion for gate in gates for criterion in gate.criteria):
        act: object = None
        match criterion.kind:
            case Decided(step=step):
                steps.append(step)
                act = dossier.decision_at(step)
            case Approved(what=what):
                approvals.append(what)
                act = dossier.approval_of(what)
            case _ if said := confirmable(criterion.id, criterion.kind):
                criteria.append(said)
                act = dossier.confirmation_of(said)
        if act is not None:
            standing.append(criterion.id)
    return Renewal(tuple(criteria), tuple(steps), tuple(approvals), tuple(standing))


def stages_asking(process: Process, asks: Callable[[CriterionKind], bool]) -> tuple[str, ...]:
    """The stages whose gates have a criterion of this kind."""
    return tuple(gate.stage for gate in process.gates if any(asks(criterion.kind) for criterion in gate.criteria))


def stepped_back_on(dossier: Dossier, process: Process, stages: Iterable[str]) -> date | None:
    """The day of the last retreat that came back through a gate into one of `stages`; None where there was none.

    What is said for these gates counts from that day on: before it, the retreat would have marked it.
    """
    wanted = [process.rank(stage) for stage in stages]
    days = [
        move.on
        for move in dossier.moves
        if move.kind == "retreat"
        and process.has_stage(move.to_stage)
        and process.has_stage(move.from_stage or "")
        and any(process.rank(move.to_stage) < rank <= process.rank(move.from_stage or "") for rank in wanted)
    ]
    return max(days, default=None)
