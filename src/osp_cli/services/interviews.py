"""What an interview asks, in which order, and what it shows at its end. The asking itself happens elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from osp_cli.domain.assessment import AnswerChange, Assessment, SectionScore, changes_since, is_claimed, score
from osp_cli.domain.close_plan import Action
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding, Mend
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.kinds import Answered as ByAnswers
from osp_cli.domain.kinds import OfferedNoun, QuestionKind, RecordKind, RisksCountered
from osp_cli.domain.on_record import bare_of, complete_of
from osp_cli.domain.opportunity import Answer, Sign
from osp_cli.domain.optimism import Doubt, doubts
from osp_cli.domain.process import Process, Question
from osp_cli.domain.risks import Risk
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.answering import Answered, answer
from osp_cli.services.competitors import known_competitor
from osp_cli.services.desk import Desk, Named
from osp_cli.services.replies import Fact

ORDER: tuple[QuestionKind, ...] = ("qualification", "prompt", "tas", "risk", "plan")  # of what a step asks of us


@dataclass(frozen=True, slots=True)
class AnswersTemplate:
    """The empty answers file of an interview, as TOML text."""

    template: str


@dataclass(frozen=True, slots=True)
class Due:
    """One question of an interview: of us, or of a competitor; `standing` is the answer there is.

    `is_open`: it is to be asked now, for nobody has asked it yet or its answer has to be asked for again.
    """

    question: Question
    against: str | None
    standing: Answer | None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One answer that an interview recorded, with the action that a weak one left; `said` is without the sign."""

    question: str
    against: str | None
    sign: Sign
    said: str | None
    action: Action | None = None

    @classmethod
    def of(cls, given: Answered) -> RecordedAnswer:
        """What was recorded of an answer."""
        return cls(given.question.id, given.against, given.sign, given.text or given.evidence, given.action)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A question that is still to be asked, of us or of a competitor."""

    question: str
    against: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a file, ready to be recorded."""

    question: str
    said: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Interviewed:
    """What an interview recorded and the actions that weak answers left; `interview` is its command's word.

    Of its questions (`asked` in all) `still` are open; `missing` are the unmet musts of the gate into `stage`, the next
    one, None where no stage is ahead; `follow_on` is the command that begins what follows a booked deal; `units`
    of undo are what it left.
    """

    opportunity: Named
    interview: str
    step: int
    recorded: tuple[RecordedAnswer, ...]
    actions: tuple[Action, ...]
    asked: int
    open: int
    still: tuple[StillOpen, ...]
    stage: str | None
    missing: tuple[Finding, ...]
    follow_on: Mend | None
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
    by: str | None
    is_claimed: bool
    is_older: bool
    competitors: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """The assessment: three numbers per heading, of us (or of `against`) and of each competitor; each question.

    `doubts` are the rules that find our answers too good. `changes` since a day, and every answer there was in
    `history`, are there where they were asked for.
    """

    opportunity: Named
    against: str | None
    asked: int
    known: int
    total: int
    sections: tuple[SectionScore, ...]
    competitors: tuple[Assessment, ...]
    questions: tuple[QuestionLine, ...]
    doubts: tuple[Doubt, ...]
    since: date | None
    changes: tuple[AnswerChange, ...]
    history: tuple[Answer, ...]


def qualification(dossier: Dossier, process: Process) -> tuple[Due, ...]:
    """The qualification checklist."""
    return _due(dossier, process.questions_of("qualification"))


def assessment(dossier: Dossier, process: Process, against: str | None, section: str | None) -> tuple[Due, ...]:
    """The twenty (of one section where it is named); of a competitor what is asked of competitors."""
    if against is not None:
        return _due(dossier, process.compared_questions(), against)
    known = [each.id for each in process.sections]
    if section is not None and section not in known:
        raise NotFound("section-unknown", {"section": section, "sections": tuple(known)}, details={"candidates": known})
    return _due(dossier, (q for q in process.questions_of("tas") if section in (None, q.section)))


def step_questions(dossier: Dossier, process: Process, step: int) -> tuple[Due, ...]:
    """What the guide asks at a step.

    Its own questions; then, while the deal is open, again those of the twenty that are open or not known; risks that
    are still open or without a counter-measure; what is open on each named competitor; and last the manager's coaching
    questions.
    """
    own = [q for q in process.questions if q.step == step and q.kind in ORDER]
    due = [
        replace(one, is_open=False) if is_on_record(dossier, process, one.question.id) else one
        for one in _due(dossier, sorted(own, key=lambda q: ORDER.index(q.kind)))
    ]
    if dossier.opportunity.is_open and step > _first_step(process, "tas"):
        twenty = _due(dossier, process.questions_of("tas"))
        due += [_again(dossier, one) for one in twenty if one.standing is None or one.standing.sign == "?"]
    if step == _risks_again_at(process):
        due += [one for one in _due(dossier, process.questions_of("risk")) if one.is_open]
    if dossier.opportunity.is_open and step >= _first_step(process, "competitor"):
        for competitor in dossier.competitors:
            due += [one for one in _due(dossier, process.compared_questions(), competitor.name) if one.is_open]
    return (*due, *_due(dossier, process.questions_of("coaching", step)))


def is_on_record(dossier: Dossier, process: Process, question: str) -> bool:
    """Whether a complete record stands for the answer to a question."""
    kind = process.record_kinds.get(question)
    return kind is not None and bool(complete_of(kind, dossier))


def records_wanted(dossier: Dossier, process: Process, step: int) -> tuple[RecordKind, ...]:
    """The kinds of record that the questions of a step are about, and of which none is complete yet.

    Whoever has said that no reseller takes part, or what was settled with it, is not asked for the terms again.
    """
    asked = (question.id for question in process.questions if question.step == step)
    return tuple(
        process.record_kinds[id]
        for id in asked
        if id in process.record_kinds
        and not is_on_record(dossier, process, id)
        and not (process.record_kinds[id] == "terms" and not dossier.terms and dossier.answer_to(id))
    )


def nouns_offered(dossier: Dossier, process: Process, step: int) -> tuple[tuple[OfferedNoun, tuple[int, ...]], ...]:
    """The nouns that a step asks for: of which an open deal has no record yet, or only the bare ones numbered here."""
    if not dossier.opportunity.is_open:
        return ()
    bare = ((name, bare_of(name, dossier)) for name in process.step(step).records)
    return tuple((name, numbers or ()) for name, numbers in bare if numbers != ())


def _first_step(process: Process, kind: QuestionKind) -> int:
    """The step at which questions of a kind are asked first; beyond the last step where there are none."""
    return min((q.step for q in process.questions_of(kind)), default=process.steps[-1].number + 1)


def _risks_again_at(process: Process) -> int | None:
    """The step that leads to the gate which wants every risk countered: there they are asked once more."""
    for gate in process.gates:
        if any(criterion.kind == ByAnswers(RisksCountered()) for criterion in gate.criteria):
            return process.stage(gate.stage).step
    return None


def _again(dossier: Dossier, one: Due) -> Due:
    """What was not known is asked again once the deal has moved since."""
    moved = max((move.on for move in dossier.moves if move.from_stage), default=None)
    return replace(
        one, is_open=one.is_open or (moved is not None and one.standing is not None and one.standing.on < moved)
    )


def bare_risk(dossier: Dossier, question: Question) -> Risk | None:
    """A risk on this prompt whose counter-measure is still to be asked for."""
    return next((r for r in dossier.risks if r.prompt == question.id and not r.counter and not r.is_closed), None)


def _due(dossier: Dossier, questions: Iterable[Question], against: str | None = None) -> tuple[Due, ...]:
    return tuple(_one(dossier, question, against) for question in questions)


def _one(dossier: Dossier, question: Question, against: str | None) -> Due:
    """A question is open until it is answered; a risk prompt also by a risk, which wants a counter-measure."""
    standing = dossier.answer_to(question.id, against)
    if question.kind != "risk":
        return Due(question, against, standing, is_open=standing is None)
    has_risk = any(risk.prompt == question.id for risk in dossier.risks)
    is_bare = bare_risk(dossier, question) is not None
    return Due(question, against, standing, is_open=is_bare or (standing is None and not has_risk))


def renewed(dossier: Dossier, before: Due) -> Due:
    """How a question of an interview stands now: one that was open is so until it is answered."""
    now = _one(dossier, before.question, before.against)
    if before.question.kind == "risk" or not before.is_open:
        return now
    return replace(now, is_open=now.standing == before.standing)


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
        answers = [answer(desk, number, one.question, one.said, one.fact) for one in kept]
        dossier = writing.dossier(number)
    return _interviewed(desk, dossier, interview, step, due=due, recorded=map(RecordedAnswer.of, answers))


def interviewed(
    desk: Desk, number: int, interview: str, step: int, *, due: Iterable[Due], recorded: Iterable[RecordedAnswer]
) -> Interviewed:
    """The result of an interview: what it recorded, and what of its questions is open now."""
    return _interviewed(desk, load(desk, number), interview, step, due=due, recorded=recorded)


def _interviewed(
    desk: Desk, dossier: Dossier, interview: str, step: int, *, due: Iterable[Due], recorded: Iterable[RecordedAnswer]
) -> Interviewed:
    asked, kept = [renewed(dossier, one) for one in due], tuple(recorded)
    still = tuple(StillOpen(one.question.id, one.against) for one in asked if one.is_open)
    opportunity, process = dossier.opportunity, desk.process
    ahead = process.next_stage(opportunity.stage) if opportunity.status in ("open", "won") else None
    gates = (judge(process.gate(ahead.key), dossier, process, desk.today, desk.base),) if ahead else ()
    return Interviewed(
        opportunity=Named.of(opportunity),
        interview=interview,
        step=step,
        recorded=kept,
        actions=tuple({one.action.number: one.action for one in kept if one.action}.values()),
        asked=len(asked),
        open=len(still),
        still=still,
        stage=ahead.key if ahead else None,
        missing=unmet_musts(gates),
        follow_on=follow_on(dossier, process),
        units=desk.store.kept,
    )


def follow_on(dossier: Dossier, process: Process) -> Mend | None:
    """The command that begins the next deal with the same customer, once the last stage is reached; None before."""
    if dossier.opportunity.status != "won" or process.next_stage(dossier.opportunity.stage):
        return None
    opportunity = dossier.opportunity
    account = opportunity.account or "ACCOUNT"
    first = str(opportunity.number)
    return ("new-opportunity", "NAME", "--account", account, "--kind", "expansion", "--follows", first)


def assessment_shown(
    desk: Desk,
    number: int,
    against: str | None,
    section: str | None,
    *,
    evidence_days: int,
    since: date | None = None,
    has_history: bool = False,
) -> AssessmentShown:
    """The assessment as it stands, us beside each competitor; a + counts as fresh for so many days."""
    dossier, process = load(desk, number), desk.process
    rival = known_competitor(dossier, against) if against else None
    if since is not None and since > desk.today:
        raise WrongUsage("on-in-the-future", {"day": since, "today": desk.today})
    due = [one for one in assessment(dossier, process, rival, section) if one.question.number]
    asked = {one.question.id for one in due}
    scored = _scored(dossier, process, rival, section).sections
    rivals = [] if rival else [each.name for each in dossier.competitors]
    doubted = () if rival else doubts(dossier, process, desk.today, evidence_days, asked)
    changes = changes_since(dossier, process, since) if since else ()
    return AssessmentShown(
        opportunity=Named.of(dossier.opportunity),
        against=rival,
        asked=sum(s.asked for s in scored),
        known=sum(s.known for s in scored),
        total=sum(s.total for s in scored),
        sections=scored,
        competitors=tuple(_scored(dossier, process, name, section) for name in rivals),
        questions=tuple(_line(dossier, one) for one in due),
        doubts=doubted,
        since=since,
        changes=tuple(c for c in changes if c.question in asked and rival in (None, c.against)),
        history=_history(dossier, due, rival) if has_history else (),
    )


def _scored(dossier: Dossier, process: Process, against: str | None, section: str | None) -> Assessment:
    """The score over the headings that are shown and ask something there."""
    scored = score(dossier, process, against)
    shown = tuple(one for one in scored.sections if section in (None, one.section) and one.total)
    return replace(scored, sections=shown)


def _history(dossier: Dossier, due: Iterable[Due], rival: str | None) -> tuple[Answer, ...]:
    """Every answer that there ever was to these questions: question by question, the oldest first."""
    place = {one.question.id: nth for nth, one in enumerate(due)}
    said = [each for each in dossier.answers if each.question in place and rival in (None, each.against)]
    return tuple(sorted(said, key=lambda a: (place[a.question], a.against or "", a.on, a.number)))


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
        by=answer.by if answer else None,
        is_claimed=is_claimed(answer),
        is_older=answer is not None and answer.question_version < question.version,
        competitors=rivals,
    )
