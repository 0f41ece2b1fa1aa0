"""What an interview asks, in which order, and what it shows at its end. The asking itself happens elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from osp_cli.domain.assessment import AnswerChange, SectionScore, changes_since, is_claimed, score
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.kinds import Answered, RisksCountered
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process, Question
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.answering import Fact, answer
from osp_cli.services.desk import Desk, Named


@dataclass(frozen=True, slots=True)
class AnswersTemplate:
    """The empty answers file of an interview, as TOML text."""

    template: str


@dataclass(frozen=True, slots=True)
class Due:
    """One question of an interview: of us, or of a competitor; `standing` is the answer there is."""

    question: Question
    against: str | None
    standing: Answer | None

    @property
    def is_open(self) -> bool:
        """Nobody has asked it yet."""
        return self.standing is None


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One answer that an interview recorded."""

    question: str
    against: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a file, ready to be recorded."""

    question: str
    said: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Interviewed:
    """What an interview recorded, and how many of its questions are still open; `interview` is its command's word.

    `has_gate`: a stage is still ahead of the opportunity; `units`: how many units of undo it left.
    """

    opportunity: Named
    interview: str
    step: int
    recorded: tuple[RecordedAnswer, ...]
    asked: int
    open: int
    has_gate: bool
    units: int


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One of the twenty with our sign and that of each competitor by name.

    Text, evidence and the rest are of our answer, or of the competitor's where the page is about one. `is_older`: it
    answers an earlier version of the question.
    """

    number: int
    question: str
    section: str
    sign: str | None
    text: str | None
    evidence: str | None
    who: str | None
    on: date | None
    is_claimed: bool
    is_older: bool
    competitors: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """The assessment: three numbers per heading, each question, and what changed since a day if one was asked for."""

    opportunity: Named
    against: str | None
    asked: int
    known: int
    total: int
    sections: tuple[SectionScore, ...]
    questions: tuple[QuestionLine, ...]
    since: date | None
    changes: tuple[AnswerChange, ...]


def qualification(dossier: Dossier, process: Process) -> tuple[Due, ...]:
    """The qualification checklist."""
    return _due(dossier, process.questions_of("qualification"))


def assessment(dossier: Dossier, process: Process, against: str | None, section: str | None) -> tuple[Due, ...]:
    """The twenty (of one section where it is named); of a competitor what is asked of competitors."""
    if against is not None:
        return _due(dossier, process.compared_questions(), against)
    known = [each.id for each in process.sections]
    if section is not None and section not in known:
        raise NotFound(
            "section-unknown", {"section": section, "sections": ", ".join(known)}, details={"candidates": known}
        )
    return _due(dossier, (q for q in process.questions_of("tas") if section in (None, q.section)))


def step_questions(dossier: Dossier, process: Process, step: int) -> tuple[Due, ...]:
    """What the guide asks at a step.

    Its own questions; then again those of the twenty that are open or not known; risks that are still open or without
    a counter-measure; what is open on each named competitor; and last the manager's coaching questions.
    """
    own = [q for q in process.questions if q.step == step and q.kind not in ("coaching", "competitor")]
    due = list(_due(dossier, own))
    if all(one.question.kind != "tas" for one in due):
        twenty = _due(dossier, process.questions_of("tas"))
        due += [one for one in twenty if one.standing is None or one.standing.sign == "?"]
    if step == _risks_again_at(process):
        bare = {risk.prompt for risk in dossier.risks if not risk.counter and not risk.is_closed}
        risks = _due(dossier, process.questions_of("risk"))
        due += [
            one for one in risks if one.question.id in bare or (one.standing is None and not _has_risk(dossier, one))
        ]
    first = next((question.step for question in process.questions_of("competitor")), None)
    if first is not None and step >= first:
        for competitor in dossier.competitors:
            due += [one for one in _due(dossier, process.compared_questions(), competitor.name) if one.is_open]
    return (*due, *_due(dossier, process.questions_of("coaching", step)))


def _risks_again_at(process: Process) -> int | None:
    """The step that leads to the gate which wants every risk countered: there they are asked once more."""
    for gate in process.gates:
        if any(criterion.kind == Answered(RisksCountered()) for criterion in gate.criteria):
            return process.stage(gate.stage).step
    return None


def _has_risk(dossier: Dossier, due: Due) -> bool:
    return any(risk.prompt == due.question.id for risk in dossier.risks)


def _due(dossier: Dossier, questions: Iterable[Question], against: str | None = None) -> tuple[Due, ...]:
    return tuple(Due(question, against, dossier.answer_to(question.id, against)) for question in questions)


def load(desk: Desk, number: int) -> Dossier:
    """Everything known of the opportunity an interview is about."""
    with desk.store.reading() as reading:
        return reading.dossier(number)


def record_answers(
    desk: Desk, number: int, interview: str, step: int, *, due: Iterable[Due], given: Iterable[Given]
) -> Interviewed:
    """Records the answers of a file as one unit, all of them or none, and says what is open then."""
    kept = tuple(given)
    with desk.writing() as writing:
        for one in kept:
            answer(desk, number, one.question, one.said, one.fact)
        dossier = writing.dossier(number)
    recorded = [RecordedAnswer(one.question, one.fact.against, one.said) for one in kept]
    return _interviewed(desk, dossier, interview, step, due=due, recorded=recorded)


def interviewed(
    desk: Desk, number: int, interview: str, step: int, *, due: Iterable[Due], recorded: Iterable[RecordedAnswer]
) -> Interviewed:
    """The result of an interview: what it recorded, and what of its questions is open now."""
    return _interviewed(desk, load(desk, number), interview, step, due=due, recorded=recorded)


def _interviewed(
    desk: Desk, dossier: Dossier, interview: str, step: int, *, due: Iterable[Due], recorded: Iterable[RecordedAnswer]
) -> Interviewed:
    asked = list(due)
    still = open_count(dossier, asked)
    opportunity = dossier.opportunity
    has_gate = opportunity.is_open and opportunity.stage != desk.process.stages[-1].key
    return Interviewed(
        Named.of(opportunity), interview, step, tuple(recorded), len(asked), still, has_gate, desk.store.kept
    )


def open_count(dossier: Dossier, due: Iterable[Due]) -> int:
    """How many of these questions nobody has asked yet; one that a risk was told to is asked."""
    return sum(
        1 for one in due if dossier.is_open_question(one.question.id, one.against) and not _has_risk(dossier, one)
    )


def known_competitor(dossier: Dossier, name: str) -> str:
    """The competitor's name as it is written on the opportunity."""
    found = next((c.name for c in dossier.competitors if c.name.casefold() == name.strip().casefold()), None)
    if found is None:
        close = ", ".join(c.name for c in dossier.competitors)
        raise NotFound("competitor-unknown", {"name": name, "close": close})
    return found


def assessment_shown(
    desk: Desk, number: int, against: str | None, section: str | None, since: date | None
) -> AssessmentShown:
    """The assessment as it stands, us beside each competitor."""
    dossier, process = load(desk, number), desk.process
    rival = known_competitor(dossier, against) if against else None
    if since is not None and since > desk.today:
        raise WrongUsage("on-in-the-future", {"day": since, "today": desk.today})
    scored = [s for s in score(dossier, process, rival).sections if section in (None, s.section) and s.total]
    due = [one for one in assessment(dossier, process, rival, section) if one.question.number]
    return AssessmentShown(
        opportunity=Named.of(dossier.opportunity),
        against=rival,
        asked=sum(s.asked for s in scored),
        known=sum(s.known for s in scored),
        total=sum(s.total for s in scored),
        sections=tuple(scored),
        questions=tuple(_line(dossier, one) for one in due),
        since=since,
        changes=changes_since(dossier, process, since) if since else (),
    )


def _line(dossier: Dossier, due: Due) -> QuestionLine:
    question, answer = due.question, due.standing
    ours = dossier.answer_to(question.id)
    rivals = {
        c.name: (found.sign if (found := dossier.answer_to(question.id, c.name)) else None)
        for c in dossier.competitors
        if question.is_compared and due.against in (None, c.name)
    }
    return QuestionLine(
        number=question.number,
        question=question.id,
        section=question.section,
        sign=ours.sign if ours else None,
        text=answer.text if answer else None,
        evidence=answer.evidence if answer else None,
        who=answer.who if answer else None,
        on=answer.on if answer else None,
        is_claimed=is_claimed(answer),
        is_older=answer is not None and answer.question_version < question.version,
        competitors=rivals,
    )
