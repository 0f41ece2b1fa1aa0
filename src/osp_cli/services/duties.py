"""The duties that hold for a deal: what comes back after a contact, an approval, a weak answer."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.duties import due_on
from osp_cli.domain.handbook import Duty, Handbook
from osp_cli.domain.process import Item
from osp_cli.domain.signals import rhythm_of
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A duty with the day it is due, and the role that does it ("" for the owner)."""

    item: Item
    due_on: date
    by: str


def duties_of(desk: Desk, handbook: Handbook, dossier: Dossier) -> tuple[DutyDue, ...]:
    """The duties that hold for an open deal, the earliest first."""
    if not dossier.opportunity.is_open:
        return ()
    rhythm = rhythm_of(dossier)
    found = [
        DutyDue(duty.item, day, duty.by)
        for duty in handbook.duties
        if not is_done(duty, dossier) and (day := due_on(duty, rhythm, desk.process))
    ]
    return tuple(sorted(found, key=lambda duty: duty.due_on))


def is_done(duty: Duty, dossier: Dossier) -> bool:
    """Whether the answer to the duty's question says so (yes, or not needed here), or whoever it asks for was asked."""
    standing = dossier.answer_to(duty.question) if duty.question else None
    if standing is not None and standing.sign in ("+", "-"):
        return True
    return any(mate.part == duty.asks_for and mate.asked_on for mate in dossier.teammates)
