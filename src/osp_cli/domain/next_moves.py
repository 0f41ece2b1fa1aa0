"""What would move one opportunity: a step that is due, the next gate's unmet musts in order, its debts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Mend
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class NextMove:
    """One move: a criterion to meet, a debt to make good, a step that is due, or the advance itself."""

    kind: Literal["must", "debt", "next-step", "advance"]
    criterion: str | None
    text: str
    command: Mend


def next_moves(
    dossier: Dossier, process: Process, on: date, base_currency: str, *, limit: int = 5
) -> tuple[NextMove, ...]:
    """At most `limit` moves, first things first."""
    opportunity = dossier.opportunity
    number = str(opportunity.number)
    moves: list[NextMove] = []
    following = process.next_stage(opportunity.stage) if opportunity.status in ("open", "won") else None
    if opportunity.next_step_on and opportunity.next_step_on <= on and opportunity.is_open:
        command = ("set", number, "--next", "TEXT", "--next-date", "DATE")
        moves.append(NextMove("next-step", None, opportunity.next_step or "", command))
    if following:
        unmet = unmet_musts((judge(process.gate(following.key), dossier, process, on, base_currency),))
        moves += [NextMove("must", f.criterion, "", f.mends[0] if f.mends else ("gate", number)) for f in unmet]
        if not unmet:
            moves.append(NextMove("advance", None, following.key, ("advance", number)))
    moves += [NextMove("debt", debt.criterion, "", ("debt", number)) for debt in dossier.open_debts()]
    return tuple(moves[:limit])
