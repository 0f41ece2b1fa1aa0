"""The parts that documents of an opportunity are made of, each gathered from the dossier with its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from osp_cli.domain.assessment import AnswerChange, SectionScore, changes_since, is_claimed, score
from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier, arrival, last
from osp_cli.domain.findings import Finding
from osp_cli.domain.gate import audit, findings_of_debts, judge, unmet_musts
from osp_cli.domain.holders import holder
from osp_cli.domain.opportunity import (
    Answer,
    Approval,
    Confirmation,
    Debt,
    PlanVersion,
)
from osp_cli.domain.people import Person
from osp_cli.domain.plan import completeness, content, digest
from osp_cli.domain.political_map import power
from osp_cli.domain.process import Process, Question, Stage, Text
from osp_cli.domain.risks import Risk, in_order
from osp_cli.domain.value import DecisionCriterion
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.services.plans import is_waiting


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with our answer and those of the rivals, in the order of the rivals; None where nobody has asked."""

    question: Question
    answer: Answer | None
    rivals: tuple[Answer | None, ...] = ()
    is_claimed: bool = False


@dataclass(frozen=True, slots=True)
class RivalAnswer:
    """An answer to one of the twenty about a competitor."""

    question: Question
    competitor: str
    answer: Answer


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
    """A debt: the must that was passed, since when, why, and by whom.

    `settled` says who has settled it by evidence alone, on which day and with which, while its must is still unmet.
    """

    number: int
    text: Text
    stage: str
    reason: str
    on: date
    by: str
    settled: tuple[str, date, str] | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """The gates that it passed: how many of their musts are not met, as the forecast counts them.

    `is_imported`: it came with an import, which judges no gate. `since` is the day it came to its stage; with
    `is_since_import` nobody has told that day, and it was there on `since`, the day of the import.
    """

    unmet: int
    is_imported: bool
    since: date | None
    is_since_import: bool


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
class AgainstUs:
    """How we could lose: what was answered no, risks without a counter-measure, criteria on which we are worse.

    `unmet` are all criteria on which the customer does not see us as good at least; `criteria` the mandatory of them
    that are worse.
    """

    answers: tuple[Asked, ...]
    risks: tuple[Risk, ...]
    criteria: tuple[DecisionCriterion, ...]
    unmet: tuple[DecisionCriterion, ...]


def asked_of(
    dossier: Dossier, questions: Iterable[Question], rivals: tuple[str, ...] = (), against: str | None = None
) -> Iterator[Asked]:
    """Questions with our answer and those of the rivals."""
    for question in questions:
        answer = dossier.answer_to(question.id, against)
        compared = tuple(dossier.answer_to(question.id, rival) for rival in rivals) if question.is_compared else ()
        yield Asked(question, answer, compared, is_claimed(answer) and question.form == "sign")


def rivals_of(dossier: Dossier, process: Process) -> tuple[Rival, ...]:
    """The competitors and what we know of each."""
    prompts = process.questions_of("competitor")
    return tuple(Rival(rival, tuple(asked_of(dossier, prompts, against=rival.name))) for rival in dossier.competitors)


def standing_of(dossier: Dossier, process: Process) -> Standing:
    """Where the plan stands."""
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


def assessment_of(dossier: Dossier, process: Process) -> tuple[AssessmentPart, ...]:
    """The twenty by heading."""
    rivals = tuple(competitor.name for competitor in dossier.competitors)
    scores = {section.section: section for section in score(dossier, process).sections}
    parts = []
    for section in process.sections:
        lines = tuple(asked_of(dossier, (q for q in process.questions_of("tas") if q.section == section.id), rivals))
        unsure = tuple(line for line in lines if line.answer is None or line.answer.sign == "?")
        parts.append(AssessmentPart(section.text, lines, scores[section.id], unsure))
    return tuple(parts)


def risks_of(dossier: Dossier) -> tuple[Risk, ...]:
    """The risks in the order in which they weigh."""
    return tuple(sorted(dossier.risks, key=in_order))


def risk_prompts_of(dossier: Dossier, process: Process) -> tuple[Asked, ...]:
    """The risk prompts with their answers, but for those that a recorded risk speaks to in place of an answer."""
    spoken = {risk.prompt for risk in dossier.risks}
    lines = asked_of(dossier, process.questions_of("risk"))
    told = (line for line in lines if line.question.id not in spoken or (line.answer and line.answer.sign != "?"))
    return tuple(told)


def people_of(dossier: Dossier, process: Process) -> tuple[KeyPerson, ...]:
    """The people and what each holds and has confirmed, whoever has the most say first."""
    held: dict[str, list[Text]] = {}
    for role in process.roles:
        name = holder(dossier, process, role.id)
        if name:
            held.setdefault(name, []).append(role.text)
    texts = {criterion.id: criterion.text for gate in process.gates for criterion in gate.criteria}
    standing = [c for c in dossier.confirmations if c == dossier.confirmation_of(c.criterion) and c.criterion in texts]
    people = (
        KeyPerson(
            person.name,
            person,
            tuple(held.get(person.name, ())),
            tuple((texts[c.criterion], c) for c in standing if c.who == person.name),
        )
        for person in dossier.people
    )
    return tuple(sorted(people, key=lambda each: power(each.person, len(each.roles)), reverse=True))


def shortcuts_of(desk: Desk, dossier: Dossier) -> tuple[Shortcut, ...]:
    """The open debts, then those that evidence settled though the must is not true by what is recorded."""
    process = desk.process
    found = findings_of_debts(dossier, process, desk.today, desk.base)
    unmet = {each.criterion for each in found if not each.is_met}

    def told(debt: Debt) -> Shortcut:
        settled = (debt.settled_by or "", debt.settled_on, debt.settled_evidence or "") if debt.settled_on else None
        text = process.criterion_text(debt.criterion)
        return Shortcut(debt.number, text, debt.stage, debt.reason, debt.on, debt.by, settled)

    by_word = (debt for debt in dossier.debts if debt.settled_evidence and debt.criterion in unmet)
    return tuple(map(told, (*dossier.open_debts(), *by_word)))


def behind_of(desk: Desk, dossier: Dossier) -> Behind:
    """What lies behind it: its gates, and since when it is at its stage."""
    here = arrival(dossier)
    return Behind(
        unmet=len(unmet_musts(audit(dossier, desk.process, desk.today, desk.base))),
        is_imported=bool(dossier.moves) and dossier.moves[0].kind == "import",
        since=here.on if here else None,
        is_since_import=here is not None and here.kind == "import",
    )


def lacking_of(desk: Desk, dossier: Dossier, following: Stage) -> tuple[Lacking, ...]:
    """The unmet musts of the next gate."""
    process = desk.process
    report = judge(process.gate(following.key), dossier, process, desk.today, desk.base)
    return tuple(
        Lacking(process.criterion(finding.criterion).text, finding)
        for finding in report.findings
        if finding.is_must and not finding.is_met
    )


def gaps_of(dossier: Dossier, process: Process) -> Iterator[Gap]:
    """The required parts of the plan that are not complete."""
    questions = {question.id: question for question in process.questions}
    for report in completeness(dossier, process).parts:
        if report.part.is_required and not report.is_complete:
            missing = [] if report.part.content in questions else report.gaps
            yield Gap(report.part.text, tuple(_called(questions.get(gap), gap) for gap in missing))


def _called(question: Question | None, gap: str) -> str | Text:
    if question is None:
        return gap
    return str(question.number) if question.number else question.text
