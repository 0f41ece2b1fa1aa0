"""Looking at one opportunity: everything known of it."""

from __future__ import annotations

from osp_cli.domain.assessment import score
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding, GateReport
from osp_cli.domain.gate import judge
from osp_cli.domain.holders import holder
from osp_cli.domain.opportunity import Competitor, Debt, Note, Opportunity, Order, Person, Risk
from osp_cli.domain.size import deal_size
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named


@dataclass(frozen=True, slots=True)
class Shown:
    """One opportunity with all that is known, the most needed first.

    `missing` are the unmet musts of the next gate; `last_contact` is the newest call, meeting or mail.
    """

    opportunity: Opportunity
    named: Named
    size: str
    step: int
    probability: int
    category: str
    gate: GateReport | None
    missing: tuple[Finding, ...]
    last_contact: Note | None
    technical_lead: str | None
    business_owner: str | None
    people: tuple[Person, ...]
    competitors: tuple[Competitor, ...]
    risks: tuple[Risk, ...]
    debts: tuple[Debt, ...]
    order: Order | None
    asked: int
    known: int
    total_questions: int
    notes: tuple[Note, ...]
    is_strategic: bool
    is_named: bool


def show(desk: Desk, number: int) -> Shown:
    """Everything known of one opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return _shown(desk, dossier)


def _shown(desk: Desk, dossier: Dossier) -> Shown:
    opportunity, process = dossier.opportunity, desk.process
    following = process.next_stage(opportunity.stage)
    is_live = opportunity.status in ("open", "won")
    gate = (
        judge(process.gate(following.key), dossier, process, desk.today, desk.base) if following and is_live else None
    )
    stage = process.stage(opportunity.stage)
    assessed = score(dossier, process)
    contacts = [note for note in dossier.notes if note.kind != "note"]
    return Shown(
        opportunity=opportunity,
        named=Named.of(opportunity),
        size=deal_size(opportunity, dossier.account, process.sizes, desk.base).size,
        step=process.current_step(opportunity.stage),
        probability=stage.probability,
        category=stage.category,
        gate=gate,
        missing=tuple(f for f in gate.findings if f.is_must and not f.is_met) if gate else (),
        last_contact=max(contacts, key=lambda note: (note.on, note.number), default=None),
        technical_lead=holder(dossier, process, "technical-lead"),
        business_owner=holder(dossier, process, "business-owner"),
        people=dossier.people,
        competitors=dossier.competitors,
        risks=dossier.risks,
        debts=dossier.open_debts(),
        order=dossier.order,
        asked=sum(section.asked for section in assessed.sections),
        known=sum(section.known for section in assessed.sections),
        total_questions=len(process.questions_of("tas")),
        notes=dossier.notes[-5:],
        is_strategic=bool(dossier.account and dossier.account.is_strategic),
        is_named=bool(dossier.account and dossier.account.is_named),
    )
