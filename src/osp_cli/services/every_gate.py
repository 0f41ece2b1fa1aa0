"""All the gates of one deal: those it has passed, and those on the way."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.gate import audit, unmet_musts
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk, Seen
from osp_cli.services.stages import GateView, gate_view


def every_gate(desk: Desk, number: int, target: str | None, on: date | None = None) -> GateView:
    """The gates that were passed, then those on the way to `target`; `is_open` speaks of all of them.

    At the last stage there is no way on, and the passed ones are all there are.
    """
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    here = dossier.opportunity.stage
    passed = audit(dossier, desk.process, on or desk.today, desk.base)
    if target is None and desk.process.next_stage(here) is None:
        return GateView(Seen.of(dossier.opportunity), here, here, not unmet_musts(passed), passed)
    ahead = gate_view(desk, number, target, on)
    gates = (*passed, *ahead.gates)
    return replace(ahead, is_open=not unmet_musts(gates), gates=gates)
