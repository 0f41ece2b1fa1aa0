"""The risks of a deal beside the risk questions that nobody has answered."""

from __future__ import annotations

from osp_cli.domain.plan import open_risk_prompts
from osp_cli.domain.risks import Risk
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen


@dataclass(frozen=True, slots=True)
class Risks:
    """The risks of an opportunity, and the prompts nobody has answered."""

    opportunity: Named
    risks: tuple[Risk, ...]
    open_prompts: tuple[str, ...]


def risks_of(desk: Desk, number: int) -> Risks:
    """The risks, and the risk prompts that nobody has answered."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return Risks(Seen.of(dossier.opportunity), dossier.risks, open_risk_prompts(dossier, desk.process))
