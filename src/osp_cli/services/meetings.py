"""What there is to know before a meeting with somebody of the customer's: for the call plan and the executive brief."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.close_plan import CALL, Call
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Answer, Note
from osp_cli.domain.people import Tie
from osp_cli.domain.process import Process, Question
from osp_cli.frozen import dataclass
from osp_cli.services.nouns import found

QUESTIONS = 5
"""So many questions go into a meeting; ours."""
CONTACTS = 5
"""So many of the last contacts are told; ours."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, planned or not yet.

    `contacts` are the newest with that person, or with anybody where nobody is named. `known` are answers that came
    from the person, `to_learn` what we do not know and could ask: not known first, then never asked. `conflicts` are
    those in which the person stands.
    """

    call: Call | None
    contacts: tuple[Note, ...]
    known: tuple[tuple[Question, Answer], ...]
    to_learn: tuple[Question, ...]
    conflicts: tuple[Tie, ...]


def call_meant(dossier: Dossier, reference: str | None) -> Call | None:
    """The meeting of that number, else the next one that is planned, else none."""
    if reference is not None:
        call: Call = found(dossier, CALL, reference)
        return call
    planned = (call for call in dossier.calls if call.is_open)
    return min(planned, key=lambda call: (call.planned_on or date.max, call.number), default=None)


def meeting_of(dossier: Dossier, process: Process, reference: str | None = None) -> Meeting:
    """What there is to know before the meeting."""
    call = call_meant(dossier, reference)
    who = call.who if call else None
    contacts = [note for note in dossier.notes if note.kind != "note" and (who is None or note.who == who)]
    contacts.sort(key=lambda note: (note.on, note.number), reverse=True)
    questions = (*process.questions_of("qualification"), *process.questions_of("tas"))
    answers = {question.id: dossier.answer_to(question.id) for question in questions}
    unsure = [question for question in questions if (a := answers[question.id]) is None or a.sign == "?"]
    unsure.sort(key=lambda question: answers[question.id] is None)
    told = ((question, answer) for question in questions if (answer := answers[question.id]))
    return Meeting(
        call=call,
        contacts=tuple(contacts[:CONTACTS]),
        known=tuple((question, a) for question, a in told if who and a.who == who and a.sign != "?")[:CONTACTS],
        to_learn=tuple(unsure[:QUESTIONS]),
        conflicts=tuple(tie for tie in dossier.ties if tie.kind == "conflict" and who and _is_in(tie, who)),
    )


def _is_in(tie: Tie, who: str) -> bool:
    return name_key(who) in (name_key(tie.from_person), name_key(tie.to_person))
