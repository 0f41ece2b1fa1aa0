"""Gates: what must be true to enter a stage, judged on the facts of one dossier. Nothing here raises or writes."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.criteria import Case, finding
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding, GateReport
from osp_cli.domain.kinds import Recorded
from osp_cli.domain.opportunity import Debt
from osp_cli.domain.process import Criterion, Gate, Process


def judge(gate: Gate, dossier: Dossier, process: Process, on: date, base_currency: str) -> GateReport:
    """The report of one gate. The same facts give the same report.

    What the deal size asks is judged again at each later gate, so that growth cannot slip through.
    """
    again = _again_before(process, gate.stage)
    case = Case.of(dossier, process, on, base_currency)
    return GateReport.of(gate.stage, tuple(finding(criterion, case) for criterion in (*again, *gate.criteria)))


def judge_way(dossier: Dossier, process: Process, target: str, on: date, base_currency: str) -> tuple[GateReport, ...]:
    """The reports of every gate above the present stage up to the target; what is judged again stands once."""
    return _reports(Case.of(dossier, process, on, base_currency), dossier.opportunity.stage, target)


def audit(dossier: Dossier, process: Process, on: date, base_currency: str) -> tuple[GateReport, ...]:
    """The reports of the gates up to the present stage: what an opportunity lacks for where it stands.

    The conditions of a review are no part of it: they are asked of the next gate.
    """
    case = Case.of(dossier, process, on, base_currency)
    reports = _reports(case, process.stages[0].key, dossier.opportunity.stage)
    ahead = {c.id for gate in process.gates for c in gate.criteria if c.kind == Recorded(("conditions",))}
    return tuple(
        GateReport.of(report.stage, tuple(found for found in report.findings if found.criterion not in ahead))
        for report in reports
    )


def _reports(case: Case, after: str, upto: str) -> tuple[GateReport, ...]:
    process = case.process
    seen: set[str] = set()
    reports = []
    for stage in process.between(after, upto):
        criteria = (*_again_before(process, stage.key), *process.gate(stage.key).criteria)
        fresh = [criterion for criterion in criteria if criterion.id not in seen]
        seen.update(criterion.id for criterion in fresh)
        reports.append(GateReport.of(stage.key, tuple(finding(criterion, case) for criterion in fresh)))
    return tuple(reports)


def _again_before(process: Process, stage: str) -> tuple[Criterion, ...]:
    rank = process.rank(stage)
    below = (gate for gate in process.gates if process.rank(gate.stage) < rank)
    return tuple(criterion for gate in below for criterion in gate.criteria if criterion.is_again)


def unmet_musts(reports: tuple[GateReport, ...]) -> tuple[Finding, ...]:
    """Every must that is not met, in order."""
    return tuple(f for report in reports for f in report.findings if f.is_must and not f.is_met)


def settled_debts(dossier: Dossier, process: Process, on: date, base_currency: str) -> tuple[Debt, ...]:
    """The open debts whose criterion is met now: they settle themselves."""
    found = {each.criterion: each for each in findings_of_debts(dossier, process, on, base_currency)}
    return tuple(debt for debt in dossier.open_debts() if debt.criterion in found and found[debt.criterion].is_met)


def findings_of_debts(dossier: Dossier, process: Process, on: date, base_currency: str) -> tuple[Finding, ...]:
    """How each must stands now that was ever passed over, once, as far as the pack still has it."""
    case = Case.of(dossier, process, on, base_currency)
    known = {criterion.id: criterion for gate in process.gates for criterion in gate.criteria}
    owed = dict.fromkeys(debt.criterion for debt in dossier.debts if debt.criterion in known)
    return tuple(finding(known[id], case) for id in owed)
