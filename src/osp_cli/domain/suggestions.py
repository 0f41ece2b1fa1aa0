"""What the answers ask to be done: suggestions, which become actions only where somebody adds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from osp_cli.domain.assessment import is_claimed, net
from osp_cli.domain.close_plan import ActionKind
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.process import Process, Question
from osp_cli.frozen import dataclass

# What a weak answer asks for (the method, PRIME actions).
WEAK: dict[str, ActionKind] = {"?": "retrieve", "-": "minimise"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An action that an answer asks for: its kind, the question, and for insulate the competitor."""

    kind: Literal["retrieve", "minimise", "emphasise", "insulate"]
    question: str
    against: str | None = None


def suggest(dossier: Dossier, process: Process) -> tuple[Suggestion, ...]:
    """What the answers to the twenty ask for and no action serves yet; of a deal that is not open, nothing.

    In the order of the questions, what has to be found out and made smaller first, then whom to shut out, then what to
    play. An action serves a suggestion that bears its kind and its question, while it is open; once it is done, until
    a newer answer to that question. Source: the method's PRIME actions (prove value alone follows from no answer).
    """
    if not dossier.opportunity.is_open:
        return ()
    found = (*_weaknesses(dossier, process), *_strong_rivals(dossier, process), *_strengths(dossier, process))
    return tuple(each for each in found if not _is_served(each, dossier))


def _weaknesses(dossier: Dossier, process: Process) -> Iterator[Suggestion]:
    """Not known: retrieve it. No: minimise it."""
    for question in process.questions_of("tas"):
        answer = dossier.answer_to(question.id)
        match answer.sign if answer else None:
            case "?":
                yield Suggestion("retrieve", question.id)
            case "-":
                yield Suggestion("minimise", question.id)
            case _:
                pass


def _strong_rivals(dossier: Dossier, process: Process) -> Iterator[Suggestion]:
    """A competitor whose net over the compared questions is above nothing and not below ours: insulate against it.

    The question is the first in which it is ahead of us, else the first that speaks for it.
    """
    compared = _compared(process)
    ours = net(dossier, compared, None)
    for rival in dossier.competitors:
        theirs = net(dossier, compared, rival.name)
        plus = [question for question in compared if _sign(dossier, question, rival.name) == "+"]
        if theirs > 0 and theirs >= ours and plus:
            ahead = next((question for question in plus if _sign(dossier, question, None) != "+"), plus[0])
            yield Suggestion("insulate", ahead.id, rival.name)


def _strengths(dossier: Dossier, process: Process) -> Iterator[Suggestion]:
    """Ours with a customer's word, while a competitor was asked about and lacks it: emphasise it."""
    for question in _compared(process):
        ours = dossier.answer_to(question.id)
        theirs = {_sign(dossier, question, rival.name) for rival in dossier.competitors}
        if ours and ours.sign == "+" and not is_claimed(ours) and theirs & {"-", "?"}:
            yield Suggestion("emphasise", question.id)


def _compared(process: Process) -> list[Question]:
    return [question for question in process.questions_of("tas") if question.is_compared]


def _sign(dossier: Dossier, question: Question, against: str | None) -> str | None:
    answer = dossier.answer_to(question.id, against)
    return answer.sign if answer else None


def _is_served(suggestion: Suggestion, dossier: Dossier) -> bool:
    answer = dossier.answer_to(suggestion.question, suggestion.against)
    return any(
        action.done_on is None or (answer is not None and answer.on <= action.done_on)
        for action in dossier.actions
        if action.question == suggestion.question and action.kind == suggestion.kind
    )
