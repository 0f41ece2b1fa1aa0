"""Shortcuts still to be made good."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.opportunity import Debt
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen


@dataclass(frozen=True, slots=True)
class Debts:
    """The debts of one opportunity, open ones first."""

    opportunity: Named
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A debt that was made good by evidence."""

    opportunity: Named
    debt: Debt
    evidence: str


def debts_of(desk: Desk, number: int) -> Debts:
    """Every debt of an opportunity, open ones first."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    ordered = sorted(dossier.debts, key=lambda debt: (not debt.is_open, debt.number))
    return Debts(Seen.of(dossier.opportunity), tuple(ordered))


def settle(desk: Desk, number: int, debt_number: int, *, evidence: str, on: date) -> Settled:
    """Makes an open debt good with evidence, on the day it was."""
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
        writing.settle_debt(debt_number, on=on, by=desk.who, evidence=evidence)
    return Settled(Named.of(dossier.opportunity), debt, evidence)
