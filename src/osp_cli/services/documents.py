"""What a document says: the facts of one opportunity, gathered once, with every gap kept as a gap.

Templates hold words and loops; whatever is computed is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from osp_cli.domain.assessment import (
    AnswerChange,
    ProfileLine,
    SectionScore,
    changes_since,
    is_claimed,
    profile,
    score,
)
from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier, last
from osp_cli.domain.findings import Finding
from osp_cli.domain.funnel import Outcomes
from osp_cli.domain.gate import judge
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.holders import Holder, holder, holders
from osp_cli.domain.on_record import WhyTheyBuy, WithWhom
from osp_cli.domain.opportunity import (
    Account,
    Answer,
    Approval,
    Confirmation,
    Decision,
    Note,
    Opportunity,
    PlanVersion,
)
from osp_cli.domain.people import Person, Tie
from osp_cli.domain.plan import completeness, content, digest
from osp_cli.domain.political_map import PoliticalMap, draw
from osp_cli.domain.process import PlanKind, Process, Question, SizeRule, Stage, Step, Text
from osp_cli.domain.risks import Risk
from osp_cli.domain.selection import Selection
from osp_cli.domain.size import Sized
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.close_plan import Work
from osp_cli.services.desk import Desk, Named
from osp_cli.services.funnel import funnel_within
from osp_cli.services.plans import is_waiting, size_of
from osp_cli.services.reviews import ForReview, for_review
from osp_cli.services.strategy import StrategyShown, advice
from osp_cli.store.store import Reading

Kind = PlanKind | Literal["winloss", "review"]
KINDS: tuple[Kind, ...] = ("assessment", "opportunity", "full", "winloss", "review")
SALES_KINDS = ("account", "territory", "partner", "expansion")  # of a customer, an owner, a partner
NOTES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with our answer and those of the rivals, in the order of the rivals; None where nobody has asked."""

    question: Question
    answer: Answer | None
    rivals: tuple[Answer | None, ...] = ()
    is_claimed: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentPart:
    """One heading of the twenty: its questions and its score."""

    name: Text
    lines: tuple[Asked, ...]
    score: SectionScore
    open: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor and the answers to its prompts."""

    competitor: Competitor
    lines: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class KeyPerson:
    """A person of the customer's, the roles held here, and what the person has confirmed."""

    name: str
    person: Person
    roles: tuple[Text, ...]
    confirmed: tuple[tuple[Text, Confirmation], ...]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An open debt: the must that was passed, since when, why, and by whom."""

    number: int
    text: Text
    stage: str
    reason: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """An unmet criterion of the next gate."""

    text: Text
    finding: Finding


@dataclass(frozen=True, slots=True)
class Gap:
    """A required part of the plan that is not complete, and what is missing of it: one of the twenty by its number.

    A part that is one question has nothing more to say than its own name.
    """

    part: Text
    missing: tuple[str | Text, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the plan and its approval stand; `changes` are our answers to the twenty since the last version."""

    version: PlanVersion | None
    approval: Approval | None
    discount: Approval | None
    is_waiting: bool
    has_changed: bool
    changes: tuple[tuple[Question, AnswerChange], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a document may show of one opportunity as of a day; `day_there` is the day at its stage, from 1.

    `data_version` counts
    the changes of the opportunity's record, so that two prints can be told apart. `outcomes`, in a review of one, are
    how the deals of the book ended, by competitor.
    """

    kind: Kind
    is_short: bool
    as_of: date
    opportunity: Opportunity
    named: Named
    account: Account | None
    size: Sized
    rule: SizeRule
    stage: Stage
    step: Step
    day_there: int | None
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
    shortcuts: tuple[Shortcut, ...]
    reviews: ForReview
    outcomes: tuple[Outcomes, ...]
    next_stage: Stage | None
    lacking: tuple[Lacking, ...]
    gaps: tuple[Gap, ...]
    standing: Standing
    siblings: tuple[Opportunity, ...]
    notes: tuple[Note, ...]
    data_version: int


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One document that was written: `path` is None on standard output, where `text` holds it."""

    opportunity: Named
    kind: Kind
    path: str | None
    text: str | None = None

    @classmethod
    def of(cls, document: Document, path: str | None, text: str | None = None) -> ExportedFile:
        """The record of a document's file."""
        return cls(document.named, document.kind, path, text)


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of one export, or with `is_dry_run` those it would have written."""

    files: tuple[ExportedFile, ...]
    is_dry_run: bool = False


def document(desk: Desk, handbook: Handbook, number: int, kind: str) -> Document:
    """The document of one opportunity. `kind` "auto" takes the plan that its size asks for."""
    with desk.store.reading() as reading:
        return _document(desk, handbook, reading, reading.dossier(number), _known(kind))


def documents_of_open(desk: Desk, handbook: Handbook, kind: str) -> Iterator[Document]:
    """The documents of every open opportunity, one after the other."""
    wanted = _known(kind)
    with desk.store.reading() as reading:
        for dossier in reading.dossiers("open"):
            yield _document(desk, handbook, reading, dossier, wanted)


def _known(kind: str) -> Kind | None:
    if kind == "auto":
        return None
    known = next((each for each in KINDS if each == kind), None)
    if known is None:
        kinds = ("auto", *KINDS, *SALES_KINDS)
        raise WrongUsage("document-kind-unknown", {"kind": kind, "kinds": tuple(kinds)}, details={"kinds": kinds})
    return known


def _document(desk: Desk, handbook: Handbook, reading: Reading, dossier: Dossier, kind: Kind | None) -> Document:
    opportunity, process = dossier.opportunity, desk.process
    size = size_of(desk, dossier)
    following = process.next_stage(opportunity.stage) if opportunity.is_open else None
    return Document(
        kind=kind or ("full" if size.size == "strategic" else "opportunity"),
        is_short=process.size_rule(size.size).pages == "1",
        as_of=desk.today,
        opportunity=opportunity, named=Named.of(opportunity),
        account=dossier.account,
        size=size, rule=process.size_rule(size.size),
        stage=process.stage(opportunity.stage),
        step=process.step(process.current_step(opportunity.stage)),
        day_there=_day_there(dossier, desk.today),
        holders=holders(dossier, process),
        rivals=_rivals(dossier, process),
        assessment=_assessment(dossier, process),
        qualification=tuple(_asked(dossier, process.questions_of("qualification"))),
        prompts=tuple(_asked(dossier, process.questions_of("prompt"))),
        plan=tuple(_asked(dossier, process.questions_of("plan"))),
        strategy=advice(handbook, dossier, process),
        risks=dossier.risks, ties=dossier.ties,
        work=Work.of(dossier),
        risk_prompts=_risk_prompts(dossier, process),
        people=_people(dossier, process),
        map=draw(dossier, process), profile=profile(dossier, process),
        why_they_buy=WhyTheyBuy.of(dossier),
        with_whom=WithWhom.of(dossier),
        decisions=tuple(d for step in process.decision_steps() if (d := dossier.decision_at(step))),
        shortcuts=_shortcuts(dossier, process),
        reviews=for_review(desk, handbook, dossier, kind or ""),
        outcomes=funnel_within(desk, reading, None).by_competitor if kind == "winloss" else (),
        next_stage=following,
        lacking=_lacking(desk, dossier, following) if following else (),
        gaps=tuple(_gaps(dossier, process)),
        standing=_standing(dossier, process),
        siblings=_siblings(desk, reading, opportunity),
        notes=tuple(reversed(dossier.notes))[:NOTES_SHOWN],
        data_version=opportunity.version,
    )  # fmt: skip


def _day_there(dossier: Dossier, today: date) -> int | None:
    reached = last(move for move in dossier.moves if move.to_stage != move.from_stage)
    return (today - reached.on).days + 1 if reached else None


def _asked(
    dossier: Dossier, questions: Iterable[Question], rivals: tuple[str, ...] = (), against: str | None = None
) -> Iterator[Asked]:
    for question in questions:
        answer = dossier.answer_to(question.id, against)
        compared = tuple(dossier.answer_to(question.id, rival) for rival in rivals) if question.is_compared else ()
        yield Asked(question, answer, compared, is_claimed(answer) and question.form == "sign")


def _rivals(dossier: Dossier, process: Process) -> tuple[Rival, ...]:
    prompts = process.questions_of("competitor")
    return tuple(Rival(rival, tuple(_asked(dossier, prompts, against=rival.name))) for rival in dossier.competitors)


def _standing(dossier: Dossier, process: Process) -> Standing:
    version = last(dossier.plan_versions)
    changes = changes_since(dossier, process, version.on) if version else ()
    return Standing(
        version=version,
        approval=dossier.approval_of("plan"),
        discount=dossier.approval_of("discount"),
        is_waiting=is_waiting(dossier, version),
        has_changed=version is not None and version.digest != digest(content(dossier, process)),
        changes=tuple((process.question(change.question), change) for change in changes if not change.against),
    )


def _assessment(dossier: Dossier, process: Process) -> tuple[AssessmentPart, ...]:
    rivals = tuple(competitor.name for competitor in dossier.competitors)
    scores = {section.section: section for section in score(dossier, process).sections}
    parts = []
    for section in process.sections:
        lines = tuple(_asked(dossier, (q for q in process.questions_of("tas") if q.section == section.id), rivals))
        unsure = tuple(line for line in lines if line.answer is None or line.answer.sign == "?")
        parts.append(AssessmentPart(section.text, lines, scores[section.id], unsure))
    return tuple(parts)


def _risk_prompts(dossier: Dossier, process: Process) -> tuple[Asked, ...]:
    """The risk prompts that no recorded risk speaks to: denied, not known, or not asked."""
    spoken = {risk.prompt for risk in dossier.risks}
    return tuple(_asked(dossier, (q for q in process.questions_of("risk") if q.id not in spoken)))


def _people(dossier: Dossier, process: Process) -> tuple[KeyPerson, ...]:
    held: dict[str, list[Text]] = {}
    for role in process.roles:
        name = holder(dossier, process, role.id)
        if name:
            held.setdefault(name, []).append(role.text)
    texts = {criterion.id: criterion.text for gate in process.gates for criterion in gate.criteria}
    standing = [c for c in dossier.confirmations if c == dossier.confirmation_of(c.criterion) and c.criterion in texts]
    return tuple(
        KeyPerson(
            person.name,
            person,
            tuple(held.get(person.name, ())),
            tuple((texts[c.criterion], c) for c in standing if c.who == person.name),
        )
        for person in dossier.people
    )


def _shortcuts(dossier: Dossier, process: Process) -> tuple[Shortcut, ...]:
    return tuple(
        Shortcut(debt.number, process.criterion_text(debt.criterion), debt.stage, debt.reason, debt.on, debt.by)
        for debt in dossier.open_debts()
    )


def _lacking(desk: Desk, dossier: Dossier, following: Stage) -> tuple[Lacking, ...]:
    process = desk.process
    report = judge(process.gate(following.key), dossier, process, desk.today, desk.base)
    return tuple(
        Lacking(process.criterion(finding.criterion).text, finding)
        for finding in report.findings
        if finding.is_must and not finding.is_met
    )


def _gaps(dossier: Dossier, process: Process) -> Iterator[Gap]:
    questions = {question.id: question for question in process.questions}
    for report in completeness(dossier, process).parts:
        if report.part.is_required and not report.is_complete:
            missing = [] if report.part.content in questions else report.gaps
            yield Gap(report.part.text, tuple(_called(questions.get(gap), gap) for gap in missing))


def _called(question: Question | None, gap: str) -> str | Text:
    if question is None:
        return gap
    return str(question.number) if question.number else question.text


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
