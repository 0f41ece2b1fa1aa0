"""The parts that documents of an opportunity are made of, each gathered from the dossier with its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from osp_cli.domain.assessment import Changed, SectionScore, by_question, changes_from, is_claimed, score
from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier, arrival, has_spoken, last
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
from osp_cli.domain.people import Person, Reach, reach
from osp_cli.domain.plan import as_submitted, completeness, content, digest
from osp_cli.domain.political_map import say
from osp_cli.domain.process import Process, Question, Stage, Text
from osp_cli.domain.risks import Risk, in_order
from osp_cli.domain.value import DecisionCriterion
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.services.plans import is_waiting
from osp_cli.services.recorded import recorded_risks

NOTHING: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with our answer and those of the rivals, in the order of the rivals; None where nobody has asked.

    `records` are what stands on record for it, as people know them.
    """

    question: Question
    answer: Answer | None
    rivals: tuple[Answer | None, ...] = ()
    is_claimed: bool = False
    records: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Neither yes nor no is known."""
        return self.answer is None or self.answer.sign == "?"

    @property
    def is_said_by_records(self) -> bool:
        """What stands on record says all that is known."""
        return bool(self.records) and (self.answer is None or self.is_open or repeats(self.answer, self.records))

    @property
    def is_denied_on_record(self) -> bool:
        """The answer is no, and a record says otherwise."""
        return self.answer is not None and self.answer.sign == "-" and bool(self.records)


@dataclass(frozen=True, slots=True)
class RivalAnswer:
    """An answer to one of the twenty about a competitor."""

    question: Question
    competitor: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class AssessmentPart:
    """One heading of the twenty: its questions, its score, and the score in the last version of the plan, if any."""

    name: Text
    lines: tuple[Asked, ...]
    score: SectionScore
    before: SectionScore | None
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
    reach: Reach


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
    `is_since_import` nobody has told that day, and it was there on `since`, the day of the import. `is_counted`:
    it is open and its days there are known. `ordered_on` is the day of the order that won it.
    """

    unmet: int
    is_imported: bool
    since: date | None
    is_since_import: bool
    is_counted: bool
    ordered_on: date | None


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
    """Where the plan and the approvals stand; `changes` are those of the twenty since the last version."""

    version: PlanVersion | None
    approval: Approval | None
    discount: Approval | None
    proposal: Approval | None
    is_waiting: bool
    has_changed: bool
    changes: tuple[Changed, ...]


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
    dossier: Dossier,
    questions: Iterable[Question],
    rivals: tuple[str, ...] = (),
    against: str | None = None,
    recorded: Mapping[str, tuple[str, ...]] = NOTHING,
) -> Iterator[Asked]:
    """Questions with our answer, those of the rivals, and what stands on record for them."""
    for question in questions:
        answer = dossier.answer_to(question.id, against)
        compared = tuple(dossier.answer_to(question.id, rival) for rival in rivals) if question.is_compared else ()
        yield Asked(
            question, answer, compared, is_claimed(answer) and question.form == "sign", recorded.get(question.id, ())
        )


def rivals_of(dossier: Dossier, process: Process) -> tuple[Rival, ...]:
    """The competitors and what we know of each."""
    prompts = process.questions_of("competitor")
    return tuple(Rival(rival, tuple(asked_of(dossier, prompts, against=rival.name))) for rival in dossier.competitors)


def standing_of(dossier: Dossier, process: Process) -> Standing:
    """Where the plan stands."""
    version = last(dossier.plan_versions)
    changes = changes_from(as_submitted(dossier, version), dossier, process) if version else ()
    return Standing(
        version=version,
        approval=dossier.approval_of("plan"),
        discount=dossier.approval_of("discount"),
        proposal=dossier.approval_of("proposal"),
        is_waiting=is_waiting(dossier, version),
        has_changed=version is not None and version.digest != digest(content(dossier, process)),
        changes=by_question(changes, process),
    )


def assessment_of(dossier: Dossier, process: Process) -> tuple[AssessmentPart, ...]:
    """The twenty by heading."""
    rivals = tuple(competitor.name for competitor in dossier.competitors)
    scores = {section.section: section for section in score(dossier, process).sections}
    version = last(dossier.plan_versions)
    then = score(as_submitted(dossier, version), process).sections if version else ()
    before = {section.section: section for section in then}
    parts = []
    for section in process.sections:
        lines = tuple(asked_of(dossier, (q for q in process.questions_of("tas") if q.section == section.id), rivals))
        unsure = tuple(line for line in lines if line.is_open)
        parts.append(AssessmentPart(section.text, lines, scores[section.id], before.get(section.id), unsure))
    return tuple(parts)


def risks_of(dossier: Dossier) -> tuple[Risk, ...]:
    """The risks in the order in which they weigh."""
    return tuple(sorted(dossier.risks, key=in_order))


def risk_prompts_of(dossier: Dossier, process: Process) -> tuple[Asked, ...]:
    """The risk prompts with their answers and open risks, but for those that a risk speaks to in place of an answer."""
    spoken, texts = {risk.prompt for risk in dossier.risks}, [risk.text for risk in dossier.risks]

    def adds(line: Asked) -> bool:
        return line.answer is not None and not line.is_open and not repeats(line.answer, texts)

    lines = asked_of(dossier, process.questions_of("risk"), recorded=recorded_risks(dossier))
    return tuple(line for line in lines if line.question.id not in spoken or adds(line))


def repeats(answer: Answer, texts: Iterable[str]) -> bool:
    """Whether an answer says nothing but what these texts of records say."""
    said = _squeezed(" ".join(filter(None, (answer.text, answer.evidence))))
    rest = said
    for text in sorted(map(_squeezed, texts), key=len, reverse=True):
        rest = rest.replace(text, "") if text else rest
    return bool(said) and not rest


def _squeezed(text: str) -> str:
    """The letters and figures of a text alone."""
    return "".join(filter(str.isalnum, text.casefold()))


def people_of(dossier: Dossier, process: Process) -> tuple[KeyPerson, ...]:
    """The people and what each holds and has confirmed; who has the most say comes first, as on the map."""
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
            reach(person, has_spoken=has_spoken(dossier, person.name)),
        )
        for person in dossier.people
    )
    return tuple(sorted(people, key=lambda each: say(each.person, each.roles), reverse=True))


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
    is_told = here is not None and here.kind != "import" and dossier.opportunity.is_open
    return Behind(
        unmet=len(unmet_musts(audit(dossier, desk.process, desk.today, desk.base))),
        is_imported=bool(dossier.moves) and dossier.moves[0].kind == "import",
        since=here.on if here else None,
        is_since_import=here is not None and here.kind == "import",
        ordered_on=dossier.order.on if dossier.order and dossier.opportunity.status == "won" else None,
        is_counted=is_told,
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
