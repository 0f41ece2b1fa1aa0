"""One fact at a time: an answer, a customer's confirmation, a go / no-go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from osp_cli.domain import kinds
from osp_cli.domain.assessment import snapshot
from osp_cli.domain.close_plan import ACTION, Action
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.holders import confirm_conflict, holder
from osp_cli.domain.opportunity import Answer, Sign
from osp_cli.domain.process import Criterion, Question, confirmable
from osp_cli.domain.renewal import stages_asking
from osp_cli.domain.suggestions import WEAK
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.nouns import add, change
from osp_cli.services.stages import must_follow_retreat

SIGNS: dict[str, Sign] = {
    "+": "+", "yes": "+", "y": "+", "是": "+", "＋": "+",
    "-": "-", "no": "-", "n": "-", "否": "-", "不": "-", "－": "-",
    "?": "?", "unknown": "?", "不知道": "?", "未知": "?", "？": "?",
}  # fmt: skip
NOTHING = ("-", "－")


@dataclass(frozen=True, slots=True)
class Fact:
    """What goes with an answer: how we know it, who of the customer's said it, when, and of which competitor.

    `todo` is what will be done about a weak answer to the manager's question (`-`: nothing; None: as proposed), `due`
    the day by which.
    """

    evidence: str | None = None
    who: str | None = None
    on: date | None = None
    against: str | None = None
    todo: str | None = None
    due: date | None = None


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


def read_reply(question: Question, reply: str) -> tuple[Sign, str | None]:
    """The sign and the text of a reply. Free text counts as + with that text; a lone sign stays a sign.

    A question that wants a sign refuses anything else.
    """
    word = reply.strip()
    sign = SIGNS.get(word.casefold())
    if sign is not None:
        return sign, None
    if question.kind == "coaching":
        raise WrongUsage("answer-unjudged", {"answer": reply, "question": question.id})
    if question.form == "sign":
        raise WrongUsage("answer-unreadable", {"answer": reply, "question": question.id})
    if not word:
        raise WrongUsage("answer-empty", {"question": question.id})
    return "+", word


def is_signed(line: str) -> bool:
    """Whether a line begins with +, - or ?, or is nothing but a yes, no or unknown."""
    mark, _, rest = line.strip().partition(" ")
    return mark.casefold() in SIGNS and not (rest and mark.isalpha())


def read_line(question: Question, line: str) -> tuple[str, str | None, str | None]:
    """One line of an interview as (answer, evidence, person): `+ how we know it @ who`, or text `@ who said it`.

    The person stands after the last " @"; the evidence follows the sign. In a question that wants text, `+` before
    it says nothing more, while `-` and `?` answer no and not known, with the rest as evidence. Words alone to the
    manager's question stay whole: nobody has said how strong they are.
    """
    said, at, who = line.rpartition(" @")
    if not at:
        said, who = line, ""
    said, person = said.strip(), who.strip() or None
    if question.kind == "coaching" and not is_signed(said):
        return said, None, person
    sign, _, evidence = said.partition(" ")
    if question.form == "text" and not (SIGNS.get(sign) in ("-", "?") and not sign.isalpha() and evidence.strip()):
        return (evidence.strip() if sign in ("+", "＋") and evidence.strip() else said), None, person
    return sign, evidence.strip() or None, person


def answer(desk: Desk, number: int, reference: str, reply: str, fact: Fact) -> Answered:
    """Records one answer. Answers are never changed: a newer one follows.

    A weak one to the manager's question leaves an action in the same unit, whichever way it came.
    """
    question = desk.process.question(reference)
    sign, text, fact = read_answer(question, reply, fact)
    on = fact.on or desk.happened_on or desk.today
    with desk.writing_on(number) as (writing, dossier):
        person = writing.ensure_person(number, fact.who) if fact.who else None
        rival = writing.ensure_competitor(number, fact.against) if fact.against else None
        writing.add_answer(
            number,
            question=question.id,
            question_version=question.version,
            sign=sign, text=text, evidence=fact.evidence,
            person=person, competitor=rival, on=on,
        )  # fmt: skip
        action = _action(desk, dossier, question, sign, fact)
        before = dossier.answer_to(question.id, rival.name if rival else None)
    known = {each.number for each in dossier.people}
    return Answered(
        opportunity=Named.of(dossier.opportunity),
        question=question,
        sign=sign,
        text=text,
        evidence=fact.evidence,
        who=person.name if person else None,
        on=on,
        against=rival.name if rival else None,
        before=before,
        is_claimed=question.kind == "tas" and sign == "+" and not (person and fact.evidence),
        is_new_person=person is not None and person.number not in known,
        later=before if before and before.on > on else None,
        by=desk.who,
        action=action,
    )


def read_answer(question: Question, reply: str, fact: Fact) -> tuple[Sign, str | None, Fact]:
    """Sign, text and fact of a reply that its question can take; to the manager the reply may be a whole line."""
    if question.kind == "coaching" and fact.evidence is None:
        reply, evidence, who = read_line(question, reply)
        fact = replace(fact, evidence=evidence, who=fact.who or who)
    sign, text = read_reply(question, reply)
    _check_answer(question, sign, text, fact)
    return sign, text, fact


def is_weak(question: Question, sign: Sign) -> bool:
    """Whether it is an answer to the manager that leaves something to be done."""
    return question.kind == "coaching" and sign in WEAK


def open_action(dossier: Dossier, question: Question) -> Action | None:
    """The action that an earlier weak answer left and that is still to be done."""
    return next((a for a in dossier.actions if a.question == question.id and a.is_open), None)


def _action(desk: Desk, dossier: Dossier, question: Question, sign: Sign, fact: Fact) -> Action | None:
    """What a weak answer leaves: an open action of the same question stands, and takes the words and day given now."""
    if not is_weak(question, sign) or fact.todo in NOTHING:
        return None
    number, standing = dossier.opportunity.number, open_action(dossier, question)
    if standing:
        given = {key: value for key, value in (("text", fact.todo), ("due_on", fact.due)) if value}
        return change(desk, number, ACTION, str(standing.number), given).action if given else standing
    due_on = fact.due or desk.today + timedelta(days=desk.todo_days())
    text = fact.todo or desk.todo(question)
    said = {"text": text, "kind": WEAK[sign], "due_on": due_on, "question": question.id}
    added: Action = add(desk, number, ACTION, said).action
    return added


def _check_answer(question: Question, sign: Sign, text: str | None, fact: Fact) -> None:
    if fact.against and not (question.kind == "competitor" or question.is_compared):
        raise WrongUsage("question-not-compared", {"question": question.id})
    if question.kind == "competitor" and not fact.against:
        raise WrongUsage("input-missing", {"flag": "--against"})
    if question.form == "text" and text is None and sign == "+":
        raise WrongUsage("answer-wants-text", {"question": question.id})
    if question.kind == "coaching" and sign == "+" and not fact.evidence:
        raise WrongUsage("answer-wants-text", {"question": question.id})
    if (fact.todo or fact.due) and not is_weak(question, sign):
        raise WrongUsage("action-unasked", {"question": question.id})


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
    criterion = next(c for c in desk.process.gate(stage).criteria if criterion_id in (c.id, confirmable(c)))
    if confirmable(criterion) != criterion_id:
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


def decide(desk: Desk, number: int, verdict: str, *, step: int | None, reason: str, on: date) -> Decided:
    """Records a go / no-go with the assessment as it stood.

    Without a step it is the one decided next: that of the present step, else the first gate above that asks for one.
    """
    word = verdict.strip().casefold()
    if word not in ("go", "no-go"):
        raise WrongUsage("verdict-unknown", {"verdict": verdict})
    steps = desk.process.decision_steps()
    with desk.writing_on(number) as (writing, dossier):
        chosen = step or _due_step(desk, dossier, steps)
        if chosen not in steps:
            raise NotFound("step-without-decision", {"step": chosen, "steps": tuple(map(str, steps))})
        asking = stages_asking(desk.process, lambda kind: isinstance(kind, kinds.Decided) and kind.step == chosen)
        must_follow_retreat(desk, dossier, asking, on)
        signs = snapshot(dossier, desk.process)
        writing.add_decision(number, step=chosen, verdict=word, reason=reason, on=on, assessment=signs)
    asked = len(desk.process.questions_of("tas"))
    known = sum(1 for _, sign in signs if sign in ("+", "-"))
    return Decided(Named.of(dossier.opportunity), chosen, "go" if word == "go" else "no-go", reason, on, known, asked)


def _due_step(desk: Desk, dossier: Dossier, steps: tuple[int, ...]) -> int:
    current = desk.process.current_step(dossier.opportunity.stage)
    return next((step for step in steps if step >= current), steps[-1])
