"""The coach: what a step is for, where a deal stands in it, the traps it may walk into; the manager's questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from osp_cli.domain.close_plan import Action
from osp_cli.domain.criteria import Case, finding
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding, Mend
from osp_cli.domain.handbook import Handbook, Page, Signal, Warned
from osp_cli.domain.kinds import Answered as ByAnswers
from osp_cli.domain.kinds import FewUnknown
from osp_cli.domain.opportunity import Answer, Sign, Status
from osp_cli.domain.process import Criterion, Process, Step
from osp_cli.domain.signals import fired
from osp_cli.domain.suggestions import WEAK, suggest
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.answering import Answered, answer
from osp_cli.services.desk import Desk, Named
from osp_cli.services.duties import DutyDue, duties_of
from osp_cli.services.interviews import Due, Given, follow_on, renewed


@dataclass(frozen=True, slots=True)
class Guidance:
    """Where a deal stands in a step.

    `done` and `open` are the criteria of the gates that the step leads through; of the `asked` questions of the step
    `questions` are to be asked now. `current` is the step the deal works on, `reason` the code of its end; `follow_on`
    is the command that begins what follows a booked deal; `suggested` is how many actions the answers ask for.
    """

    opportunity: Named
    stage: str
    status: Status
    step: Step
    page: Page
    done: tuple[Finding, ...]
    open: tuple[Finding, ...]
    signals: tuple[Signal, ...]
    warnings: tuple[Warned, ...]
    duties: tuple[DutyDue, ...]
    asked: int
    questions: int
    current: int
    reason: str | None
    follow_on: Mend | None
    suggested: int


@dataclass(frozen=True, slots=True)
class CoachAnswer:
    """What was said to one of the manager's questions; a weak answer (- or ?) may leave an action.

    `who` of the customer's said it, `by` whom it was recorded.
    """

    question: str
    sign: Sign
    said: str | None
    who: str | None
    by: str
    on: date
    action: Action | None

    @classmethod
    def of(cls, given: Answered) -> CoachAnswer:
        """What was said, of an answer that was recorded."""
        said = given.evidence or given.text
        return cls(given.question.id, given.sign, said, given.who, given.by, given.on, given.action)


@dataclass(frozen=True, slots=True)
class Coached:
    """The coaching of one step: what was said now, how many of its questions are open, and what was said before.

    `standing` holds the newest answer of each person to each question: the rep's own beside what the manager heard.
    """

    opportunity: Named
    step: int
    answers: tuple[CoachAnswer, ...]
    asked: int
    open: int
    standing: tuple[Answer, ...]
    signals: tuple[Signal, ...]
    units: int  # of undo that it left


def guidance(desk: Desk, handbook: Handbook, dossier: Dossier, step: int, due: Sequence[Due]) -> Guidance:
    """What the guide shows of a step before it asks."""
    process, opportunity = desk.process, dossier.opportunity
    case = Case.of(dossier, process, desk.today, desk.base)
    gates = [process.gate(stage.key) for stage in process.stages if stage.step == step]
    criteria = [criterion for gate in gates for criterion in gate.criteria]
    findings = tuple(finding(each, case) for each in criteria if not _is_unasked(each, dossier, process))
    return Guidance(
        opportunity=Named.of(opportunity),
        stage=opportunity.stage,
        status=opportunity.status,
        step=process.step(step),
        page=handbook.page(step),
        done=tuple(each for each in findings if each.is_met),
        open=tuple(each for each in findings if not each.is_met),
        signals=signals_of(desk, handbook, dossier),
        warnings=handbook.warnings_at(step),
        duties=duties_of(desk, handbook, dossier),
        asked=len(due),
        questions=sum(1 for one in due if one.is_open),
        current=process.current_step(opportunity.stage),
        reason=opportunity.reason,
        follow_on=follow_on(dossier, process),
        suggested=len(suggest(dossier, process)),
    )


def _is_unasked(criterion: Criterion, dossier: Dossier, process: Process) -> bool:
    """Whether a criterion that counts what is not known has nothing to count: to call it done would mislead."""
    if not (isinstance(criterion.kind, ByAnswers) and isinstance(criterion.kind.rule, FewUnknown)):
        return False
    section = criterion.kind.rule.section
    counted = (q.id for q in process.questions_of("tas") if section in ("", q.section))
    return not any(dossier.answer_to(id) for id in counted)


def signals_of(desk: Desk, handbook: Handbook, dossier: Dossier) -> tuple[Signal, ...]:
    """The traps that a deal may be walking into now."""
    return fired(handbook, dossier, desk.process, desk.today, desk.base)


def coach_questions(desk: Desk, dossier: Dossier, step: int) -> tuple[Due, ...]:
    """The manager's questions of a step.

    Whoever coaches asks for themselves: what the rep said in the guide, or another manager heard, is shown and stands
    beside it. An own answer that was weak is asked for again.
    """
    return tuple(
        Due(q, None, dossier.answer_to(q.id), is_open=not _is_settled(dossier, q.id, desk.who))
        for q in desk.process.questions_of("coaching", step)
    )


def _is_settled(dossier: Dossier, question: str, who: str) -> bool:
    return any(answer.by == who and answer.sign not in WEAK for answer in said_by_each(dossier, question))


def said_by_each(dossier: Dossier, question: str) -> tuple[Answer, ...]:
    """The newest answer that each person recorded to a question, in the order of their days."""
    answers = sorted((a for a in dossier.answers if a.question == question), key=lambda a: (a.on, a.number))
    return tuple(sorted({a.by: a for a in answers}.values(), key=lambda a: (a.on, a.number)))


def coach_all(
    desk: Desk, handbook: Handbook, number: int, step: int, *, due: Iterable[Due], given: Iterable[Given]
) -> Coached:
    """Records the answers of a file as one unit; a weak one leaves its action."""
    with desk.writing() as writing:
        answers = [_from_file(desk, number, one) for one in given]
        dossier = writing.dossier(number)
    return _coached(desk, handbook, dossier, step, due=due, answers=answers)


def _from_file(desk: Desk, number: int, one: Given) -> Answered:
    if desk.process.question(one.question).kind != "coaching":
        raise WrongUsage("coach-question-foreign", {"question": one.question})
    return answer(desk, number, one.question, one.said, one.fact)


def coached(
    desk: Desk, handbook: Handbook, number: int, step: int, *, due: Iterable[Due], answers: Iterable[Answered]
) -> Coached:
    """The result of a coaching."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return _coached(desk, handbook, dossier, step, due=due, answers=answers)


def _coached(
    desk: Desk, handbook: Handbook, dossier: Dossier, step: int, *, due: Iterable[Due], answers: Iterable[Answered]
) -> Coached:
    asked = [renewed(dossier, one) for one in due]
    return Coached(
        opportunity=Named.of(dossier.opportunity),
        step=step,
        answers=tuple(map(CoachAnswer.of, answers)),
        asked=len(asked),
        open=sum(1 for one in asked if one.is_open),
        standing=tuple(answer for one in asked for answer in said_by_each(dossier, one.question.id)),
        signals=signals_of(desk, handbook, dossier),
        units=desk.store.kept,
    )
