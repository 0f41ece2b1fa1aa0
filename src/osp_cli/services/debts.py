"""Shortcuts still to be made good."""

from __future__ import annotations

import shlex
from datetime import date

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding
from osp_cli.domain.gate import findings_of_debts
from osp_cli.domain.kinds import Approved
from osp_cli.domain.opportunity import Debt
from osp_cli.domain.process import Process
from osp_cli.errors import NotAllowed, NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen


@dataclass(frozen=True, slots=True)
class Debts:
    """The debts of one opportunity, open ones first; `unmet` are the musts among them that are not true now."""

    opportunity: Named
    debts: tuple[Debt, ...]
    unmet: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A debt that was made good by evidence; `unmet` where its must is not true by what is recorded."""

    opportunity: Named
    debt: Debt
    evidence: str
    unmet: Finding | None = None


def debts_of(desk: Desk, number: int) -> Debts:
    """Every debt of an opportunity, open ones first."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    ordered = sorted(dossier.debts, key=lambda debt: (not debt.is_open, debt.number))
    return Debts(Seen.of(dossier.opportunity), tuple(ordered), _unmet(desk, dossier))


def _unmet(desk: Desk, dossier: Dossier) -> tuple[Finding, ...]:
    found = findings_of_debts(dossier, desk.process, desk.today, desk.base)
    return tuple(each for each in found if not each.is_met)


def settle(desk: Desk, number: int, debt_number: int, *, evidence: str, on: date) -> Settled:
    """Makes an open debt good with evidence, on the day it was.

    An approval is another person's act: no evidence of the rep's stands for it (`debt-of-approval`).
    """
    with desk.writing_on(number) as (writing, dossier):
        owed = {debt.number: debt for debt in dossier.open_debts()}
        known = next((debt for debt in dossier.debts if debt.number == debt_number), None)
        if known and not known.is_open:
            raise WrongUsage(
                "debt-settled-already",
                {"debt": debt_number, "day": known.settled_on, "by": known.settled_by or "-"},
                details={"evidence": known.settled_evidence},
            )
        if debt_number not in owed:
            values = {"name": dossier.opportunity.name, "debt": debt_number, "debts": tuple(map(str, owed)) or "-"}
            raise NotFound("debt-unknown", values, details={"debts": list(owed)})
        debt = owed[debt_number]
        if on < debt.on:
            raise WrongUsage("settled-before-debt", {"debt": debt_number, "day": on, "last": debt.on})
        unmet = next((each for each in _unmet(desk, dossier) if each.criterion == debt.criterion), None)
        if unmet and is_approval(desk.process, debt.criterion):
            ways = tuple(shlex.join(("osp", *mend)) for mend in unmet.mends)
            raise NotAllowed("debt-of-approval", {"debt": debt_number, "ways": ways}, details={"mends": unmet.mends})
        writing.settle_debt(debt_number, on=on, by=desk.who, evidence=evidence)
    return Settled(Named.of(dossier.opportunity), debt, evidence, unmet)


def is_approval(process: Process, criterion: str) -> bool:
    """Whether a manager's approval is what meets it."""
    return isinstance(process.criterion(criterion).kind, Approved)
