"""What a document says: the facts of one opportunity, gathered once, with every gap kept as a gap.

Templates hold words and loops; whatever is computed is computed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from osp_cli.domain.assessment import ProfileLine, profile
from osp_cli.domain.close_plan import Action
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.funnel import Outcomes
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.holders import Holder, holders
from osp_cli.domain.on_record import WhyTheyBuy, WithWhom
from osp_cli.domain.opportunity import (
    Account,
    Answer,
    Decision,
    Move,
    Note,
    Opportunity,
)
from osp_cli.domain.own_fields import OwnValue
from osp_cli.domain.payments import Quotation
from osp_cli.domain.people import Reach, Tie
from osp_cli.domain.political_map import AGAINST_US, PoliticalMap, draw
from osp_cli.domain.process import Process, SizeRule, Stage, Step
from osp_cli.domain.risks import Risk
from osp_cli.domain.sales_plans import Said
from osp_cli.domain.selection import Selection
from osp_cli.domain.size import Sized
from osp_cli.domain.teammates import Teammate
from osp_cli.frozen import dataclass
from osp_cli.services.close_plan import Work
from osp_cli.services.customer_documents import CustomerDocument, shared_with_customer
from osp_cli.services.desk import Desk, Named
from osp_cli.services.document_parts import (
    AgainstUs,
    Asked,
    AssessmentPart,
    Behind,
    Gap,
    KeyPerson,
    Lacking,
    Rival,
    RivalAnswer,
    Shortcut,
    Standing,
    asked_of,
    assessment_of,
    behind_of,
    gaps_of,
    lacking_of,
    people_of,
    risk_prompts_of,
    risks_of,
    rivals_of,
    shortcuts_of,
    standing_of,
)
from osp_cli.services.exports import OpportunityKind, kind_called, must_be_for_customers
from osp_cli.services.funnel import funnel_within
from osp_cli.services.meetings import Meeting, call_meant, contacts_elsewhere, meeting_of
from osp_cli.services.plans import size_of
from osp_cli.services.recorded import recorded
from osp_cli.services.reviews import ForReview, for_review
from osp_cli.services.sales_plans import About, read_plan
from osp_cli.services.strategy import StrategyShown, advice
from osp_cli.store.store import Reading

ACCOUNT_LEVEL = ("account-plan-target", "account-plan-value", "account-plan-objectives")
NOTES_SHOWN, PEOPLE_SHOWN, ACTIONS_SHOWN = 10, 3, 5  # on the short plan; ours


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a document may show of one opportunity as of a day.

    `meeting` is what there is to know before a meeting, `shared` what the customer may see, each where the kind is
    about it. `own` is what each field of the user's own holds, None where it holds nothing. `outcomes`, in a review of
    one, are how the deals of the book ended, by competitor. `account_level`, in a full plan, is what the plan of the
    account says of goal, value and objectives. `data_version` counts the changes of the opportunity's record, so that
    two prints can be told apart.
    """

    kind: OpportunityKind
    is_short: bool
    as_of: date
    opportunity: Opportunity
    own: Mapping[str, OwnValue | None]
    named: Named
    account: Account | None
    size: Sized
    rule: SizeRule
    stage: Stage
    step: Step
    behind: Behind
    holders: tuple[Holder, ...]
    rivals: tuple[Rival, ...]
    assessment: tuple[AssessmentPart, ...]
    qualification: tuple[Asked, ...]
    prompts: tuple[Asked, ...]
    plan: tuple[Asked, ...]
    strategy: StrategyShown
    risks: tuple[Risk, ...]
    work: Work
    risk_prompts: tuple[Asked, ...]
    people: tuple[KeyPerson, ...]
    ties: tuple[Tie, ...]
    map: PoliticalMap
    profile: tuple[ProfileLine, ...]
    why_they_buy: WhyTheyBuy
    with_whom: WithWhom
    decisions: tuple[Decision, ...]
    next_decision: Step | None
    shortcuts: tuple[Shortcut, ...]
    reviews: ForReview
    outcomes: tuple[Outcomes, ...]
    next_stage: Stage | None
    lacking: tuple[Lacking, ...]
    gaps: tuple[Gap, ...]
    standing: Standing
    account_level: tuple[Said, ...]
    siblings: tuple[Opportunity, ...]
    notes: tuple[Note, ...]
    quotations: tuple[Quotation, ...]
    moves: tuple[Move, ...]
    next_actions: tuple[Action, ...]
    meeting: Meeting | None
    shared: CustomerDocument | None
    data_version: int

    @property
    def is_internal(self) -> bool:
        """Whether what is missing is called a gap."""
        return True

    @property
    def untold_risks(self) -> tuple[Risk, ...]:
        """The open risks of which a proposal tells the customer nothing: no words were written for that."""
        return tuple(risk for risk in self.risks if not risk.is_closed and not risk.for_customer)

    @property
    def top_people(self) -> tuple[KeyPerson, ...]:
        """The people with the most say, and everybody against us."""
        against = (each for each in self.people[PEOPLE_SHOWN:] if each.person.stance in AGAINST_US)
        return (*self.people[:PEOPLE_SHOWN], *against)

    @property
    def reaches(self) -> Mapping[Reach, tuple[KeyPerson, ...]]:
        """The people whom we did not reach, of whom nobody has told, and whom we reached."""
        kinds: tuple[Reach, ...] = ("not-reached", "unknown", "reached")
        return {kind: tuple(each for each in self.people if each.reach == kind) for kind in kinds}

    @property
    def rosy(self) -> frozenset[str]:
        """The questions whose answers the review of the outcome found to have been too rosy."""
        return frozenset(each.question for each in self.reviews.outcome.rosy) if self.reviews.outcome else frozenset()

    @property
    def answered(self) -> Mapping[str, Answer]:
        """What the interview was told, by the question; "not known" tells nothing, nor what only repeats a record.

        A plan of few pages has no room for what stands as a record already, but for a no.
        """
        is_brief = self.kind == "opportunity"
        lines = (line for line in (*self.qualification, *self.prompts) if not (line.is_open or line.is_said_by_records))
        return {
            line.question.id: line.answer
            for line in lines
            if line.answer and (not is_brief or not line.records or line.answer.sign == "-")
        }

    @property
    def compared(self) -> tuple[int, ...]:
        """The numbers of those of the twenty that are asked of competitors too."""
        lines = (line for part in self.assessment for line in part.lines)
        return tuple(line.question.number for line in lines if line.question.is_compared and line.question.number)

    @property
    def rival_answers(self) -> tuple[RivalAnswer, ...]:
        """What the signs of the competitors rest on, by question."""
        return tuple(
            RivalAnswer(line.question, rival.competitor.name, answer)
            for part in self.assessment
            for line in part.lines
            for rival, answer in zip(self.rivals, line.rivals, strict=False)
            if answer
        )

    @property
    def rival_evidence(self) -> tuple[tuple[str, tuple[RivalAnswer, ...]], ...]:
        """The same by competitor, as far as anything was said."""
        told = [each for each in self.rival_answers if each.answer.evidence or each.answer.text]
        return tuple(
            (name, tuple(each for each in told if each.competitor == name))
            for name in dict.fromkeys(each.competitor for each in told)
        )

    @property
    def risk_asked(self) -> tuple[Asked, ...]:
        """The risk prompts that are not answered no, or against a record, those answered yes first."""
        left = (line for line in self.risk_prompts if line not in self.risk_denied)
        return tuple(sorted(left, key=lambda line: "+?".find(line.answer.sign) if line.answer else 2))

    @property
    def risk_denied(self) -> tuple[Asked, ...]:
        """The risk prompts that are answered no, and no record says otherwise."""
        lines = (line for line in self.risk_prompts if line.answer and line.answer.sign == "-")
        return tuple(line for line in lines if not line.records)

    @property
    def asked_late(self) -> tuple[Teammate, ...]:
        """The experts who were asked for less than two weeks before they are needed."""
        return tuple(each for each in self.with_whom.teammates if each.is_asked_late)

    @property
    def against_us(self) -> AgainstUs:
        """How we could lose."""
        lines = (line for part in self.assessment for line in part.lines)
        criteria = self.why_they_buy.criteria
        return AgainstUs(
            answers=tuple(line for line in lines if line.answer and line.answer.sign == "-"),
            risks=tuple(risk for risk in self.risks if not risk.is_closed and not risk.counter),
            criteria=tuple(each for each in criteria if each.is_mandatory and each.position == "worse"),
            unmet=tuple(each for each in criteria if each.position not in ("better", "same")),
        )


def document(desk: Desk, handbook: Handbook, number: int, kind: str, *, call: str | None = None) -> Document:
    """The document of one opportunity. `kind` "auto" takes the plan that its size asks for.

    `call` is the number of the meeting that a call plan is about, None for the next one.
    """
    with desk.store.reading() as reading:
        return document_of(desk, handbook, reading, reading.dossier(number), kind_called(kind), call=call)


def documents_of_open(desk: Desk, handbook: Handbook, kind: str) -> Iterator[Document]:
    """The documents of every open opportunity, one after the other."""
    wanted = kind_called(kind)
    with desk.store.reading() as reading:
        for dossier in reading.dossiers("open"):
            yield document_of(desk, handbook, reading, dossier, wanted)


def customer_document(desk: Desk, number: int, kind: str, *, call: str | None = None) -> CustomerDocument:
    """What a customer may read of one opportunity."""
    wanted = must_be_for_customers(kind)
    with desk.store.reading() as reading:
        return customer_of(desk, reading.dossier(number), wanted, call)


def customer_documents_of_open(desk: Desk, kind: str) -> Iterator[CustomerDocument]:
    """The same of every open opportunity, one after the other."""
    wanted = must_be_for_customers(kind)
    with desk.store.reading() as reading:
        for dossier in reading.dossiers("open"):
            yield customer_of(desk, dossier, wanted)


def open_count(desk: Desk) -> int:
    """How many opportunities are open."""
    stages = desk.process.keys_of(desk.process.stages)
    with desk.store.reading() as reading:
        page = reading.page(Selection(), sort="number", descending=False, limit=1, after=None, stage_order=stages)
    return page.total


def customer_of(desk: Desk, dossier: Dossier, kind: OpportunityKind, call: str | None = None) -> CustomerDocument:
    """What a customer may read of a dossier."""
    meeting = call_meant(dossier, call) if kind == "call" else None
    return shared_with_customer(dossier, kind, desk.today, meeting)


def document_of(
    desk: Desk, handbook: Handbook, reading: Reading, dossier: Dossier, kind: OpportunityKind | None, *,
    call: str | None = None,
) -> Document:  # fmt: skip
    """The document of a dossier, within a transaction."""
    opportunity, process = dossier.opportunity, desk.process
    size = size_of(desk, dossier)
    following = process.next_stage(opportunity.stage) if opportunity.is_open else None
    known, siblings = recorded(dossier, process, handbook), _siblings(desk, reading, opportunity)
    elsewhere = contacts_elsewhere(reading, siblings if kind == "executive" else ())
    return Document(
        kind=kind or ("full" if size.size == "strategic" else "opportunity"),
        is_short=process.size_rule(size.size).pages == "1",
        as_of=desk.today,
        opportunity=opportunity, named=Named.of(opportunity), account=dossier.account,
        own={**dict.fromkeys(desk.settings.fields), **opportunity.fields}, size=size, rule=process.size_rule(size.size),
        stage=process.stage(opportunity.stage), step=process.step(process.current_step(opportunity.stage)),
        behind=behind_of(desk, dossier), holders=holders(dossier, process), rivals=rivals_of(dossier, process),
        assessment=assessment_of(dossier, process),
        qualification=tuple(asked_of(dossier, process.questions_of("qualification"), recorded=known)),
        prompts=tuple(asked_of(dossier, process.questions_of("prompt"), recorded=known)),
        plan=tuple(asked_of(dossier, process.questions_of("plan"))),
        strategy=advice(handbook, dossier, process),
        risks=risks_of(dossier), work=Work.of(dossier), risk_prompts=risk_prompts_of(dossier, process),
        people=people_of(dossier, process), map=draw(dossier, process), profile=profile(dossier, process),
        ties=dossier.ties, why_they_buy=WhyTheyBuy.of(dossier), with_whom=WithWhom.of(dossier),
        decisions=tuple(d for step in process.decision_steps() if (d := dossier.decision_at(step))),
        shortcuts=shortcuts_of(desk, dossier),
        reviews=for_review(desk, handbook, reading, dossier, kind or ""),
        outcomes=funnel_within(desk, reading, None).by_competitor if kind == "winloss" else (),
        next_stage=following, next_decision=_next_decision(dossier, process),
        lacking=lacking_of(desk, dossier, following) if following else (), gaps=tuple(gaps_of(dossier, process)),
        standing=standing_of(dossier, process), siblings=siblings,
        account_level=_account_level(reading, handbook, dossier.account) if kind in (None, "full") else (),
        notes=tuple(reversed(dossier.notes))[:NOTES_SHOWN], quotations=dossier.quotations, moves=dossier.moves,
        next_actions=dossier.open_actions()[:ACTIONS_SHOWN],
        meeting=meeting_of(dossier, process, known, elsewhere, call) if kind in ("call", "executive") else None,
        shared=customer_of(desk, dossier, kind) if kind in ("close", "proposal") else None,
        data_version=opportunity.version,
    )  # fmt: skip


def _next_decision(dossier: Dossier, process: Process) -> Step | None:
    """The first step of an open deal at which go or no-go is still to be decided."""
    undecided = (step for step in process.decision_steps() if dossier.decision_at(step) is None)
    return next((process.step(step) for step in undecided if dossier.opportunity.is_open), None)


def _account_level(reading: Reading, handbook: Handbook, account: Account | None) -> tuple[Said, ...]:
    """What the plan of the account says at its level; gaps where it says nothing."""
    if account is None:
        return ()
    plan = read_plan(reading, handbook, About("account", account.name))
    return tuple(line for line in plan.parts if line.part.id in ACCOUNT_LEVEL)


def _siblings(desk: Desk, reading: Reading, opportunity: Opportunity) -> tuple[Opportunity, ...]:
    """The other opportunities of the same account, the latest first."""
    if opportunity.account is None:
        return ()
    page = reading.page(
        Selection(status="all", account=opportunity.account),
        sort="number",
        descending=True,
        limit=None,
        after=None,
        stage_order=desk.process.keys_of(desk.process.stages),
    )
    return tuple(other for other in page.opportunities if other.number != opportunity.number)
