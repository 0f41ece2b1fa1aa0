"""One fact at a time: an answer, a customer's confirmation, a go / no-go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from osp_cli.domain import kinds
from osp_cli.domain.assessment import snapshot
from osp_cli.domain.close_plan import ACTION, Action
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.holders import confirm_conflict, holder
from osp_cli.domain.kinds import confirmable
from osp_cli.domain.names import excerpt
from osp_cli.domain.opportunity import Answer, Sign
from osp_cli.domain.process import Criterion, Question
from osp_cli.domain.renewal import stages_asking
from osp_cli.domain.suggestions import WEAK
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.nouns import add, change
from osp_cli.services.replies import Fact, Recorded, is_weak, record_answer
from osp_cli.services.stages import must_follow_retreat

NOTHING = ("-", "－")


@dataclass(frozen=True, slots=True)
class Answered:
    """A recorded answer; `before` is the one that stood until now. `is_claimed`: + without a customer's word.

    `is_new_person`: the customer's person was not known before. `later` is an answer of a later day that still stands.
    `by` recorded it; `action` is what a weak answer to the manager's question leaves.
    """

    opportunity: Named
    question: Question
    sign: Sign
    text: str | None
    evidence: str | None
    who: str | None
    on: date
    against: str | None
    before: Answer | None
    is_claimed: bool
    is_new_person: bool = False
    later: Answer | None = None
    by: str = ""
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class CustomerConfirmed:
    """A recorded confirmation; `role` is the role it gives the person, where the criterion names one.

    `unnamed_role` is the role whose holder has to be named before it counts.
    """

    opportunity: Named
    criterion: str
    who: str
    evidence: str
    on: date
    role: str | None
    stage: str
    unnamed_role: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A recorded go / no-go of a step."""

    opportunity: Named
    step: int
    verdict: Literal["go", "no-go"]
    reason: str
    on: date
    known: int
    asked: int


def answer(desk: Desk, number: int, reference: str, reply: str, fact: Fact) -> Answered:
    """Records one answer. Answers are never changed: a newer one follows.

    A weak one to the manager's question leaves an action in the same unit, whichever way it came.
    """
    with desk.writing_on(number) as (_, dossier):
        told = record_answer(desk, number, reference, reply, fact)
        action = _action(desk, dossier, told)
        before = dossier.answer_to(told.question.id, told.rival.name if told.rival else None)
    known = {each.number for each in dossier.people}
    return Answered(
        opportunity=Named.of(dossier.opportunity),
        question=told.question,
        sign=told.sign,
        text=told.text,
        evidence=told.fact.evidence,
        who=told.person.name if told.person else None,
        on=told.on,
        against=told.rival.name if told.rival else None,
        before=before,
        is_claimed=told.question.kind == "tas" and told.sign == "+" and not (told.person and told.fact.evidence),
        is_new_person=told.person is not None and told.person.number not in known,
        later=before if before and before.on > told.on else None,
        by=desk.who,
        action=action,
    )


def open_action(dossier: Dossier, question: Question) -> Action | None:
    """The action that an earlier weak answer left and that is still to be done."""
    return next((a for a in dossier.actions if a.question == question.id and a.is_open), None)


def _action(desk: Desk, dossier: Dossier, told: Recorded) -> Action | None:
    """What a weak answer leaves: an open action of the same question stands, and takes the words and day given now."""
    question, fact = told.question, told.fact
    if not is_weak(question, told.sign) or fact.todo in NOTHING:
        return None
    number, standing = dossier.opportunity.number, open_action(dossier, question)
    if standing:
        given = {key: value for key, value in (("text", fact.todo), ("due_on", fact.due)) if value}
        return change(desk, number, ACTION, str(standing.number), given).action if given else standing
    due_on = fact.due or desk.today + timedelta(days=desk.ways.todo_days())
    text = fact.todo or desk.ways.todo(question)
    said = {"text": text, "kind": WEAK[told.sign], "due_on": due_on, "question": question.id}
    added: Action = add(desk, number, ACTION, said).action
    return added


def confirm(
    desk: Desk, number: int, criterion_id: str, *, who: str, evidence: str, on: date, again: bool = False
) -> CustomerConfirmed:
    """Records what a person of the customer's confirmed.

    A criterion of a named person is confirmed by that person alone; `again` on the naming criterion changes it.
    """
    stage, criterion = _confirmed_criterion(desk, criterion_id)
    names_role = criterion.kind.role if isinstance(criterion.kind, kinds.Confirmed) and criterion.kind.names else None
    with desk.writing_on(number) as (writing, dossier):
        _check_person(desk, dossier, criterion, criterion_id, who, again=again)
        _check_competitors(dossier, criterion)
        must_follow_retreat(desk, dossier, (stage,), on)
        if not again and _stands(dossier, criterion_id, who):
            raise WrongUsage("confirmed-already", {"criterion": criterion_id, "who": who})
        person = writing.ensure_person(number, who)
        writing.add_confirmation(number, criterion=criterion_id, person=person, evidence=evidence, on=on)
        unnamed = _unnamed(desk, dossier, criterion)
    return CustomerConfirmed(
        Named.of(dossier.opportunity), criterion_id, person.name, evidence, on, names_role, stage, unnamed
    )


def check_confirmation(desk: Desk, number: int, criterion_id: str, who: str) -> None:
    """Refuses a person who cannot confirm a criterion, before anything else is asked."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    _check_person(desk, dossier, _confirmed_criterion(desk, criterion_id)[1], criterion_id, who, again=False)


def _confirmed_criterion(desk: Desk, criterion_id: str) -> tuple[str, Criterion]:
    """A criterion that a customer's person can confirm, with its stage."""
    stage = desk.process.stage_of_criterion(criterion_id)
    criterion = next(c for c in desk.process.gate(stage).criteria if criterion_id in (c.id, confirmable(c.id, c.kind)))
    if confirmable(criterion.id, criterion.kind) != criterion_id:
        raise WrongUsage("criterion-not-confirmable", {"criterion": criterion_id, "stage": stage})
    return stage, criterion


def _check_person(
    desk: Desk, dossier: Dossier, criterion: Criterion, criterion_id: str, who: str, *, again: bool
) -> None:
    named = confirm_conflict(dossier, desk.process, criterion_id, who)
    names_role = isinstance(criterion.kind, kinds.Confirmed) and criterion.kind.names
    if named and not (again and names_role):
        raise WrongUsage(
            "another-person", {"criterion": criterion_id, "who": who, "holder": named},
            details={"who": who, "holder": named, "can_change": names_role},
        )  # fmt: skip


def _check_competitors(dossier: Dossier, criterion: Criterion) -> None:
    """That there is no competitor cannot be confirmed while one is named."""
    if isinstance(criterion.kind, kinds.Confirmed) or not dossier.competitors:
        return
    names = [competitor.name for competitor in dossier.competitors]
    values = {"names": tuple(names), "first": names[0], "number": dossier.opportunity.number}
    raise WrongUsage("competitor-named", values, details={"competitors": names})


def _unnamed(desk: Desk, dossier: Dossier, criterion: Criterion) -> str | None:
    """The role whose holder must confirm this and is not named yet: until then the confirmation does not count."""
    kind = criterion.kind
    if not isinstance(kind, kinds.Confirmed) or kind.names or not desk.process.naming_criterion(kind.role):
        return None
    return None if holder(dossier, desk.process, kind.role) else kind.role


def _stands(dossier: Dossier, criterion: str, who: str) -> bool:
    standing = dossier.confirmation_of(criterion)
    return standing is not None and standing.who.casefold() == who.strip().casefold()


def verdict_of(typed: str) -> str:
    """Go or no-go as typed; anything else is refused (`verdict-unknown`)."""
    word = typed.strip().casefold()
    if word not in ("go", "no-go"):
        raise WrongUsage("verdict-unknown", {"verdict": excerpt(typed)})
    return word


def decide(desk: Desk, number: int, verdict: str, *, step: int | None, reason: str, on: date) -> Decided:
    """Records a go / no-go with the assessment as it stood.

    Without a step it is the one decided next: that of the present step, else the first gate above that asks for one.
    """
    word = verdict_of(verdict)
    steps = desk.process.decision_steps()
    with desk.writing_on(number) as (writing, dossier):
        chosen = step or _due_step(desk, dossier, steps)
        if chosen not in steps:
            raise NotFound("step-without-decision", {"step": chosen, "steps": tuple(map(str, steps))})
        asking = stages_asking(desk.process, lambda kind: isinstance(kind, kinds.Decided) and kind.step == chosen)
        must_follow_retreat(desk, dossier, asking, on)
        signs = snapshot(dossier, desk.process)
        writing.add_decision(number, step=chosen, verdict=word, reason=reason, on=on, assessment=signs)
        if dossier.opportunity.decide_on:  # the day was that of this decision
            writing.save_opportunity(replace(dossier.opportunity, decide_on=None))
    asked = len(desk.process.questions_of("tas"))
    known = sum(1 for _, sign in signs if sign in ("+", "-"))
    return Decided(Named.of(dossier.opportunity), chosen, "go" if word == "go" else "no-go", reason, on, known, asked)


def _due_step(desk: Desk, dossier: Dossier, steps: tuple[int, ...]) -> int:
    current = desk.process.current_step(dossier.opportunity.stage)
    return next((step for step in steps if step >= current), steps[-1])
