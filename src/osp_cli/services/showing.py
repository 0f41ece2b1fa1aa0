"""Looking at one opportunity: everything known of it."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.assessment import score
from osp_cli.domain.close_plan import Action
from osp_cli.domain.competitors import Competitor
from osp_cli.domain.conditions import Condition
from osp_cli.domain.dossier import Dossier, last, last_contact, last_heard
from osp_cli.domain.findings import Finding, GateReport
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.handbook import Handbook, Signal
from osp_cli.domain.holders import Holder, holders
from osp_cli.domain.on_record import OnPaper, WhyTheyBuy, WithWhom
from osp_cli.domain.opportunity import (
    Approval,
    Confirmation,
    Debt,
    Decision,
    ForecastCall,
    Note,
    Opportunity,
    Order,
    PlanVersion,
    StrategyChoice,
)
from osp_cli.domain.people import Person
from osp_cli.domain.political_map import is_key
from osp_cli.domain.process import Process
from osp_cli.domain.risks import Risk
from osp_cli.domain.signals import fired
from osp_cli.domain.size import Sized, deal_size
from osp_cli.domain.winloss import Review, review_of
from osp_cli.frozen import dataclass
from osp_cli.services.close_plan import Coming
from osp_cli.services.desk import Desk, Named
from osp_cli.services.duties import DutyDue, duties_of
from osp_cli.services.sales_plan_lines import SalesPlanLine, line_of
from osp_cli.store.accounts import following
from osp_cli.store.sales_plans import plan_of
from osp_cli.store.store import Reading


@dataclass(frozen=True, slots=True)
class Known:
    """One answered question of the checklists and prompts; `is_older`: in an earlier version of the question."""

    question: str
    sign: str
    text: str | None
    evidence: str | None
    who: str | None
    on: date
    is_older: bool


@dataclass(frozen=True, slots=True)
class Related:
    """What stands around a deal: what it grew out of, what grew out of it, its account's plan, what follows it."""

    follows: Named | None
    follow_ons: tuple[Named, ...]
    account_plan: SalesPlanLine | None
    followups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One opportunity with all that is known, the most needed first.

    `people` begin with those who have a say. `missing` are the unmet musts of the next gate; `last_contact` is the
    newest call, meeting or mail, `heard_on` the latest day of that, of a confirmation or of what an import told;
    `actions` and `conditions` are the open ones; `review` is that of its end. Confirmations, decisions and approvals
    are those that count now; `archived` are ids of questions that were answered and that the pack in use has no more:
    their answers stay in the history.
    """

    opportunity: Opportunity
    named: Named
    size: Sized
    step: int
    probability: int
    category: str
    gate: GateReport | None
    missing: tuple[Finding, ...]
    last_contact: Note | None
    heard_on: date | None
    holders: tuple[Holder, ...]
    people: tuple[Person, ...]
    competitors: tuple[Competitor, ...]
    why_they_buy: WhyTheyBuy
    forecast_call: ForecastCall | None
    forecast_adjustment: ForecastCall | None
    strategy: StrategyChoice | None
    with_whom: WithWhom
    on_paper: OnPaper
    risks: tuple[Risk, ...]
    debts: tuple[Debt, ...]
    conditions: tuple[Condition, ...]
    review: Review | None
    order: Order | None
    is_order_cancelled: bool
    asked: int
    known: int
    total_questions: int
    notes: tuple[Note, ...]
    is_strategic: bool
    is_named: bool
    qualification: tuple[Known, ...]
    confirmations: tuple[Confirmation, ...]
    decisions: tuple[Decision, ...]
    plan_version: PlanVersion | None
    plan_approval: Approval | None
    discount_approval: Approval | None
    actions: tuple[Action, ...]
    coming: Coming
    signals: tuple[Signal, ...]
    duties: tuple[DutyDue, ...]
    archived: tuple[str, ...]
    related: Related


def show(desk: Desk, handbook: Handbook, number: int) -> Shown:
    """Everything known of one opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
        return _shown(desk, handbook, dossier, _related(reading, handbook, dossier))


def opportunity_of(desk: Desk, number: int) -> Opportunity:
    """The opportunity alone."""
    with desk.store.reading() as reading:
        return reading.opportunity(number)


def _known(dossier: Dossier, process: Process) -> tuple[Known, ...]:
    """What was answered on the checklist and the prompts of the steps, in the order of the pack."""
    kinds = ("qualification", "prompt", "plan")
    asked = (question for kind in kinds for question in process.questions if question.kind == kind)
    return tuple(
        Known(
            question=question.id,
            sign=answer.sign,
            text=answer.text,
            evidence=answer.evidence,
            who=answer.who,
            on=answer.on,
            is_older=answer.question_version < question.version,
        )
        for question in asked
        if (answer := dossier.answer_to(question.id))
    )


def _confirmations(dossier: Dossier) -> tuple[Confirmation, ...]:
    """Those that count now."""
    criteria = dict.fromkeys(confirmation.criterion for confirmation in dossier.confirmations)
    return tuple(counting for criterion in criteria if (counting := dossier.confirmation_of(criterion)))


def _decisions(dossier: Dossier, process: Process) -> tuple[Decision, ...]:
    """Those that count now."""
    return tuple(counting for step in process.decision_steps() if (counting := dossier.decision_at(step)))


def _next_gate(desk: Desk, dossier: Dossier) -> GateReport | None:
    """The report of the gate ahead; None after the last one, and for what has ended."""
    process, opportunity = desk.process, dossier.opportunity
    following = process.next_stage(opportunity.stage)
    if following is None or opportunity.status not in ("open", "won"):
        return None
    return judge(process.gate(following.key), dossier, process, desk.today, desk.base)


def _related(reading: Reading, handbook: Handbook, dossier: Dossier) -> Related:
    opportunity = dossier.opportunity
    plan = plan_of(reading, "account", opportunity.account) if opportunity.account else None
    return Related(
        Named.of(reading.opportunity(opportunity.follows)) if opportunity.follows is not None else None,
        tuple(map(Named.of, following(reading, opportunity.number))),
        line_of(plan, handbook) if plan else None,
        tuple(each for each in dossier.followups if each.is_open),
    )


def _shown(desk: Desk, handbook: Handbook, dossier: Dossier, related: Related) -> Shown:
    opportunity, process, gate = dossier.opportunity, desk.process, _next_gate(desk, dossier)
    stage, assessed = process.stage(opportunity.stage), score(dossier, process).sections
    return Shown(
        opportunity=opportunity,
        named=Named.of(opportunity),
        size=deal_size(opportunity, dossier.account, process.sizes, desk.base),
        step=process.current_step(opportunity.stage),
        probability=stage.probability, category=stage.category,
        gate=gate,
        missing=unmet_musts((gate,)) if gate else (),
        last_contact=last_contact(dossier), heard_on=last_heard(dossier),
        holders=holders(dossier, process),
        people=tuple(sorted(dossier.people, key=lambda person: not is_key(person))),
        competitors=dossier.competitors,
        why_they_buy=WhyTheyBuy.of(dossier),
        forecast_call=dossier.forecast_call, forecast_adjustment=dossier.forecast_adjustment, strategy=dossier.strategy,
        with_whom=WithWhom.of(dossier), on_paper=OnPaper.of(dossier),
        risks=dossier.risks,
        debts=dossier.open_debts(),
        conditions=dossier.open_conditions(),
        review=review_of(dossier, process),
        order=dossier.order, is_order_cancelled=dossier.is_order_cancelled,
        asked=sum(section.asked for section in assessed),
        known=sum(section.known for section in assessed),
        total_questions=len(process.questions_of("tas")),
        notes=dossier.notes[-5:], related=related,
        is_strategic=bool(dossier.account and dossier.account.is_strategic),
        is_named=bool(dossier.account and dossier.account.is_named),
        qualification=_known(dossier, process),
        confirmations=_confirmations(dossier),
        decisions=_decisions(dossier, process),
        plan_version=last(dossier.plan_versions),
        plan_approval=dossier.approval_of("plan"), discount_approval=dossier.approval_of("discount"),
        actions=dossier.open_actions(),
        coming=Coming.of(dossier),
        signals=fired(handbook, dossier, process, desk.today, desk.base),
        duties=duties_of(desk, handbook, dossier),
        archived=tuple(dict.fromkeys(a.question for a in dossier.answers if not process.has_question(a.question))),
    )  # fmt: skip
