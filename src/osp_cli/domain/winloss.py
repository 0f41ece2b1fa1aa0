"""The win/loss review: what was learned of an outcome, and which of our answers turned out to be wrong.

That an outcome is reviewed is the method's; its questions, and the days for it, are osp-cli's own choice.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.kinds import QuestionKind
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process, Question
from osp_cli.frozen import dataclass

DAYS_NAMED = 90
"""A closed deal without its review is named for so many days after its end; ours."""
LATE = 21
"""After so many days an interview with the customer is late: much is forgotten (reference: documents, section 5)."""
PICKED: tuple[QuestionKind, ...] = ("tas", "qualification", "prompt", "plan", "risk")

Outcome = Literal["won", "lost", "cancelled", "withdrawn"]


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer of ours that turned out to be wrong, as it stood before the review; `is_rosy`: it was a +."""

    question: str
    sign: str
    said: str | None
    by: str
    on: date
    is_rosy: bool


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one outcome: the answers to its questions since then, and the answers that were wrong.

    `open` are the ids of its questions that nobody has answered since the outcome.
    """

    status: Outcome
    ended_on: date | None
    answers: tuple[Answer, ...]
    wrong: tuple[WrongAnswer, ...]
    open: tuple[str, ...]

    @property
    def rosy(self) -> tuple[WrongAnswer, ...]:
        """What had been too rosy."""
        return tuple(each for each in self.wrong if each.is_rosy)


@dataclass(frozen=True, slots=True)
class Interview:
    """A word of the customer's about the outcome: whose, recorded by whom, on which day, how many days after the end.

    `by_owner`: the owner of the deal asked, to whom people do not say everything.
    """

    who: str
    by: str
    on: date
    days: int | None
    by_owner: bool

    @property
    def is_late(self) -> bool:
        """Too long after the end."""
        return self.days is not None and self.days > LATE


def interviews(dossier: Dossier, review: Review) -> tuple[Interview, ...]:
    """The interviews that the answers of a review tell of: each person and day once."""
    owner = dossier.opportunity.owner
    found = {
        (each.who, each.by, each.on): Interview(
            each.who, each.by, each.on, (each.on - review.ended_on).days if review.ended_on else None, each.by == owner
        )
        for each in review.answers
        if each.who
    }
    return tuple(found.values())


def given_answers(dossier: Dossier, process: Process) -> tuple[tuple[Question, Answer], ...]:
    """What we answered about the deal, in the order of the method: what a review can find to be wrong."""
    asked = (question for kind in PICKED for question in process.questions_of(kind))
    return tuple((question, answer) for question in asked if (answer := dossier.answer_to(question.id)))


def ended_on(dossier: Dossier) -> date | None:
    """The day of the outcome: of the end, or of the order that won it; None while the deal is open."""
    if dossier.opportunity.is_open:
        return None
    moved = [move.on for move in dossier.moves if move.status == "won"]
    ordered = dossier.order.on if dossier.order else None
    return dossier.opportunity.ended_on or ordered or max(moved, default=None)


def review_of(dossier: Dossier, process: Process) -> Review | None:
    """The review of the outcome, as far as it was written; None while the deal is open.

    What was said of an earlier outcome, before the deal was opened again, is not of this one.
    """
    status, ended = dossier.opportunity.status, ended_on(dossier)
    if status == "open":
        return None
    standing = {
        question.id: answer
        for question in process.questions_of("winloss")
        if (answer := dossier.answer_to(question.id)) and (ended is None or answer.on >= ended)
    }
    picks = [standing[q.id] for q in process.questions_of("winloss") if q.form == "answers" and q.id in standing]
    wrong = [_wrong(dossier, name, pick) for pick in picks for name in (pick.text or "").split(", ") if name]
    return Review(
        status=status,
        ended_on=ended,
        answers=tuple(standing.values()),
        wrong=tuple(each for each in wrong if each),
        open=tuple(q.id for q in process.questions_of("winloss") if q.id not in standing),
    )


def _wrong(dossier: Dossier, question: str, pick: Answer) -> WrongAnswer | None:
    """The answer as it stood when it was found to be wrong: one that corrects it since is not the wrong one."""
    before = [a for a in dossier.answers if (a.question, a.against) == (question, None) and a.number < pick.number]
    if not before:
        return None
    said = max(before, key=lambda a: (a.on, a.number))
    return WrongAnswer(question, said.sign, said.text or said.evidence, said.by, said.on, said.sign == "+")
