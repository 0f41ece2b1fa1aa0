"""The coach: what a step is for, where a deal stands in it, the traps it may walk into; the manager's questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from osp_cli.domain.criteria import Case, finding
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.duties import due_on
from osp_cli.domain.findings import Finding
from osp_cli.domain.handbook import Duty, Handbook, Page, Signal, Warned
from osp_cli.domain.opportunity import Action, ActionKind, Answer, Status
from osp_cli.domain.process import Item, Question, Step
from osp_cli.domain.signals import fired, rhythm_of
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.actions import add_action
from osp_cli.services.answering import Fact, answer
from osp_cli.services.desk import Desk, Named
from osp_cli.services.interviews import Due, Given, open_count

WEAK: dict[str, ActionKind] = {"-": "minimise", "?": "retrieve"}
DAYS_FOR_AN_ACTION = 7


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A duty with the day it is due, and the role that does it ("" for the owner)."""

    item: Item
    due_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """Where a deal stands in a step.

    `done` and `open` are the criteria of the gates that the step leads through. Of the `asked` questions so many
    `questions` were never asked.
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
    questions: int
    asked: int


@dataclass(frozen=True, slots=True)
class CoachAnswer:
    """What was said to one of the manager's questions; a weak answer (- or ?) may leave an action.

    `who` of the customer's said it, `by` whom it was recorded.
    """

    question: str
    sign: Literal["+", "-", "?"]
    said: str | None
    who: str | None
    by: str
    on: date
    action: Action | None


@dataclass(frozen=True, slots=True)
class Coached:
    """The coaching of one step: what was said now, how many of its questions are open, and the answers that stand."""

    opportunity: Named
    step: int
    answers: tuple[CoachAnswer, ...]
    open: int
    standing: tuple[Answer, ...]
    units: int  # of undo that it left


def guidance(desk: Desk, handbook: Handbook, dossier: Dossier, step: int, due: Sequence[Due]) -> Guidance:
    """What the guide shows of a step before it asks."""
    process, opportunity = desk.process, dossier.opportunity
    case = Case.of(dossier, process, desk.today, desk.base)
    gates = [process.gate(stage.key) for stage in process.stages if stage.step == step]
    findings = tuple(finding(criterion, case) for gate in gates for criterion in gate.criteria)
    return Guidance(
        opportunity=Named.of(opportunity),
        stage=opportunity.stage,
        status=opportunity.status,
        step=process.step(step),
        page=handbook.page(step),
        done=tuple(each for each in findings if each.is_met),
        open=tuple(each for each in findings if not each.is_met),
        signals=fired(handbook, dossier, process, desk.today, desk.base),
        warnings=handbook.warnings_at(step),
        duties=duties_of(desk, handbook, dossier),
        questions=open_count(dossier, due),
        asked=len(due),
    )


def duties_of(desk: Desk, handbook: Handbook, dossier: Dossier) -> tuple[DutyDue, ...]:
    """The duties that hold for an open deal, the earliest first."""
    if not dossier.opportunity.is_open:
        return ()
    rhythm = rhythm_of(dossier)
    found = [
        DutyDue(duty.item, day, duty.by)
        for duty in handbook.duties
        if not is_done(duty, dossier) and (day := due_on(duty, rhythm, desk.process))
    ]
    return tuple(sorted(found, key=lambda duty: duty.due_on))


def is_done(duty: Duty, dossier: Dossier) -> bool:
    """Whether the answer to the duty's question says so: yes, or not needed here."""
    standing = dossier.answer_to(duty.question) if duty.question else None
    return standing is not None and standing.sign in ("+", "-")


def coach_questions(desk: Desk, dossier: Dossier, step: int) -> tuple[Due, ...]:
    """The manager's questions of a step, with the answers there are."""
    return tuple(Due(q, None, dossier.answer_to(q.id)) for q in desk.process.questions_of("coaching", step))


def coach(desk: Desk, number: int, question: Question, reply: str, fact: Fact, *, todo: str | None) -> CoachAnswer:
    """Records what was said to one question; `todo` is the action that a weak answer leaves, None for none.

    Where an action of the same question is still open, it stands and no second one is added.
    """
    with desk.writing_on(number) as (_, dossier):
        given = answer(desk, number, question.id, reply, fact)
        action = next((a for a in dossier.actions if a.question == question.id and a.is_open), None)
        if given.sign not in WEAK:
            action = None
        elif todo and action is None:
            day = desk.today + timedelta(days=DAYS_FOR_AN_ACTION)
            action = add_action(
                desk, number, todo, kind=WEAK[given.sign], owner=None, due_on=day, question=question.id
            ).action
    return CoachAnswer(question.id, given.sign, fact.evidence, fact.who, desk.who, given.on, action)


def coach_all(desk: Desk, number: int, step: int, given: Iterable[Given], todo: dict[str, str]) -> Coached:
    """Records the answers of a file as one unit; `todo` is the action of each question, should its answer be weak."""
    with desk.writing() as writing:
        answers = [_from_file(desk, number, one, todo) for one in given]
        dossier = writing.dossier(number)
    return _coached(desk, dossier, step, answers)


def _from_file(desk: Desk, number: int, one: Given, todo: dict[str, str]) -> CoachAnswer:
    question = desk.process.question(one.question)
    if question.kind != "coaching":
        raise WrongUsage("coach-question-foreign", {"question": one.question})
    return coach(desk, number, question, one.said, one.fact, todo=todo[question.id])


def coached(desk: Desk, number: int, step: int, answers: Iterable[CoachAnswer]) -> Coached:
    """The result of a coaching."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return _coached(desk, dossier, step, answers)


def _coached(desk: Desk, dossier: Dossier, step: int, answers: Iterable[CoachAnswer]) -> Coached:
    due = coach_questions(desk, dossier, step)
    standing = tuple(one.standing for one in due if one.standing)
    still, units = len(due) - len(standing), desk.store.kept
    return Coached(Named.of(dossier.opportunity), step, tuple(answers), still, standing, units)
