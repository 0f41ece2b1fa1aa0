"""The twenty questions: what is known, the net of it, and the gap to the best competitor. Never a single figure."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TypeAlias

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process, Question
from osp_cli.frozen import dataclass

WEIGHT = {"+": 1, "-": -1, "?": 0}


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One heading: `total` questions, of which `asked`; `known` are + or -, `unknown` are ?, `open` nobody asked.

    `net` is the sum of the weights of + less those of -; `claimed` counts + without a customer's person and evidence;
    `gap` is our net less that of the best competitor over the questions asked of competitors; None while nothing,
    neither + nor -, is known of any competitor there.
    """

    section: str
    total: int
    asked: int
    known: int
    unknown: int
    open: int
    net: int
    claimed: int
    gap: int | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The score of us or of one competitor, heading by heading. `is_complete`: none of the questions is open."""

    against: str | None
    sections: tuple[SectionScore, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The compared questions (ids) on which we are ahead of every competitor, and those on which one is ahead of us.

    Ahead is a + that the customer stands behind and that no competitor has, where something is known of one: + or -.
    `net` is ours over what is compared, `best` that of the best competitor; None while nothing is known of any.
    """

    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    net: int
    best: int | None

    @property
    def is_known(self) -> bool:
        """Something is known of a competitor."""
        return self.best is not None


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One heading (None: all of them) over what is compared: our net and that of each competitor.

    `most` is what the net would be if every answer were +. A net is None while nothing, neither + nor -, is known.
    """

    section: str | None
    most: int
    ours: int | None
    theirs: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One question whose answer changed since a day or a version; `before` is None where nobody had answered."""

    question: str
    against: str | None
    before: Answer | None
    after: Answer

    @property
    def is_one(self) -> bool:
        """Sign, text, evidence or who said it is another one; the same said again is none."""
        return self.before is None or _said(self.before) != _said(self.after)

    @property
    def is_sign(self) -> bool:
        """The sign is another one, and not only what it rests on."""
        return self.before is None or self.before.sign != self.after.sign


def _said(answer: Answer) -> tuple[str | None, ...]:
    return (answer.sign, answer.text, answer.evidence, answer.who)


def is_claimed(answer: Answer | None) -> bool:
    """A + without a customer's person and evidence: it counts, and is shown as claimed."""
    return answer is not None and answer.sign == "+" and not (answer.who and (answer.evidence or answer.text))


def states(dossier: Dossier, question: str) -> set[str]:
    """What can be said of our answer: open, or its sign, and claimed beside a + that is."""
    answer = dossier.answer_to(question)
    if answer is None:
        return {"open"}
    return {answer.sign, "claimed"} if is_claimed(answer) else {answer.sign}


def score(dossier: Dossier, process: Process, against: str | None = None) -> Assessment:
    """The score of us, or of a competitor over the questions that are asked of competitors."""
    twenty = [q for q in process.questions_of("tas") if against is None or q.is_compared]
    sections = tuple(
        _section(dossier, section.id, [q for q in twenty if q.section == section.id], against)
        for section in process.sections
    )
    return Assessment(against, sections, not any(section.open for section in sections))


def _section(dossier: Dossier, id: str, questions: list[Question], against: str | None) -> SectionScore:
    answers = [dossier.answer_to(question.id, against) for question in questions]
    signs = [answer.sign for answer in answers if answer]
    known = sum(1 for sign in signs if sign != "?")
    return SectionScore(
        section=id,
        total=len(questions),
        asked=len(signs),
        known=known,
        unknown=len(signs) - known,
        open=len(questions) - len(signs),
        net=net(dossier, questions, against),
        claimed=sum(1 for answer in answers if is_claimed(answer)),
        gap=_gap(dossier, questions) if against is None else None,
    )


def net(dossier: Dossier, questions: list[Question], against: str | None) -> int:
    """The weights of + less those of -, over these questions, of us (None) or of a competitor."""
    answered = ((question, dossier.answer_to(question.id, against)) for question in questions)
    return sum(WEIGHT[answer.sign] * question.weight for question, answer in answered if answer)


def _gap(dossier: Dossier, questions: list[Question]) -> int | None:
    compared = [question for question in questions if question.is_compared]
    best = _best(dossier, compared)
    return None if best is None else net(dossier, compared, None) - best


def _best(dossier: Dossier, questions: list[Question]) -> int | None:
    """The net of the best competitor of whom something is known: + or -."""
    nets = (_known_net(dossier, questions, rival.name) for rival in dossier.competitors)
    return max((each for each in nets if each is not None), default=None)


def compare(dossier: Dossier, process: Process) -> Comparison:
    """Us beside the competitors, question by question; what is not known (? or open) puts nobody ahead."""
    compared = [question for question in process.questions_of("tas") if question.is_compared]
    ahead, behind = [], []
    for question in compared:
        ours = dossier.answer_to(question.id)
        theirs = {a.sign for c in dossier.competitors if (a := dossier.answer_to(question.id, c.name))}
        has_plus = ours is not None and ours.sign == "+"
        if has_plus and not is_claimed(ours) and "-" in theirs and "+" not in theirs:
            ahead.append(question.id)
        elif not has_plus and "+" in theirs:
            behind.append(question.id)
    return Comparison(tuple(ahead), tuple(behind), net(dossier, compared, None), _best(dossier, compared))


def profile(dossier: Dossier, process: Process) -> tuple[ProfileLine, ...]:
    """Us beside the competitors, heading by heading and in all, the strongest competitor first."""
    compared = [question for question in process.questions_of("tas") if question.is_compared]
    nets = {rival.name: _known_net(dossier, compared, rival.name) for rival in dossier.competitors}
    names = sorted(nets, key=lambda name: (nets[name] is None, -(nets[name] or 0)))
    parts: list[tuple[str | None, list[Question]]] = [
        (section.id, [q for q in compared if q.section == section.id]) for section in process.sections
    ]
    return tuple(
        ProfileLine(
            section,
            sum(question.weight for question in questions),
            _known_net(dossier, questions, None),
            tuple((name, _known_net(dossier, questions, name)) for name in names),
        )
        for section, questions in (*parts, (None, compared))
        if questions
    )


def _known_net(dossier: Dossier, questions: list[Question], against: str | None) -> int | None:
    is_known = any((a := dossier.answer_to(question.id, against)) and a.sign != "?" for question in questions)
    return net(dossier, questions, against) if is_known else None


def snapshot(dossier: Dossier, process: Process) -> tuple[tuple[str, str], ...]:
    """Our answers to the twenty as they stand: question id and sign, open ones left out."""
    answers = ((question.id, dossier.answer_to(question.id)) for question in process.questions_of("tas"))
    return tuple((id, answer.sign) for id, answer in answers if answer)


def changes_since(dossier: Dossier, process: Process, since: date) -> tuple[AnswerChange, ...]:
    """What changed after the end of a day: answers of a later day that say, or rest on, something else than before."""
    twenty = {question.id for question in process.questions_of("tas")}
    changes: dict[tuple[str, str | None], AnswerChange] = {}
    standing: dict[tuple[str, str | None], Answer] = {}
    for answer in sorted(dossier.answers, key=lambda a: (a.on, a.number)):
        key = (answer.question, answer.against)
        if answer.question in twenty and answer.on > since:
            first = changes[key].before if key in changes else standing.get(key)
            changes[key] = AnswerChange(answer.question, answer.against, first, answer)
        standing[key] = answer
    return tuple(change for change in changes.values() if change.is_one)


Changed: TypeAlias = tuple[Question, tuple[AnswerChange, ...]]
"""A question and its answers that changed: ours, where it did, then those of the competitors that did."""


def changes_from(then: Dossier, now: Dossier, process: Process) -> tuple[AnswerChange, ...]:
    """The answers to the twenty, of us and of every competitor, that say or rest on something else than then."""
    changes = (
        AnswerChange(question.id, against, then.answer_to(question.id, against), after)
        for question in process.questions_of("tas")
        for against in (None, *(rival.name for rival in now.competitors if question.is_compared))
        if (after := now.answer_to(question.id, against))
    )
    return tuple(change for change in changes if change.is_one)


def by_question(changes: tuple[AnswerChange, ...], process: Process) -> tuple[Changed, ...]:
    """The changes question by question."""
    groups = groupby(changes, lambda change: change.question)
    return tuple((process.question(id), tuple(group)) for id, group in groups)
