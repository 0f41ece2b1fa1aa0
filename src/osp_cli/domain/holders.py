"""Who holds a role at the customer's, as the customer has named them."""

from __future__ import annotations

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.kinds import Confirmed, confirmable
from osp_cli.domain.process import Process, Role
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """A role of the customer's that a gate wants named, and who holds it; None while nobody is named."""

    role: Role
    name: str | None


def holder(dossier: Dossier, process: Process, role: str) -> str | None:
    """The person who holds a role: the one of the naming criterion's newest confirmation that counts."""
    naming = process.naming_criterion(role)
    confirmation = dossier.confirmation_of(naming) if naming else None
    return confirmation.who if confirmation else None


def holders(dossier: Dossier, process: Process) -> tuple[Holder, ...]:
    """Every role that a gate wants named, in the order of the gates, with its holder."""
    kinds = (criterion.kind for gate in process.gates for criterion in gate.criteria)
    roles = dict.fromkeys(kind.role for kind in kinds if isinstance(kind, Confirmed) and kind.names)
    return tuple(Holder(process.role(role), holder(dossier, process, role)) for role in roles)


def confirm_conflict(dossier: Dossier, process: Process, criterion_id: str, who: str) -> str | None:
    """The person named for a criterion, where somebody else wants to confirm it; None where there is no conflict."""
    kind = next(
        (c.kind for gate in process.gates for c in gate.criteria if confirmable(c.id, c.kind) == criterion_id), None
    )
    if not isinstance(kind, Confirmed):
        return None
    named = holder(dossier, process, kind.role)
    return named if named and named.casefold() != " ".join(who.split()).casefold() else None
