"""What there is to know before a meeting with somebody of the customer's: for the call plan and the executive brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from osp_cli.domain.assessment import is_claimed
from osp_cli.domain.close_plan import CALL, Call, Milestone
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.kinds import AsksAbout
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Answer, Confirmation, Note, Opportunity
from osp_cli.domain.people import Tie
from osp_cli.domain.process import Process, Question, Text
from osp_cli.domain.value import BusinessValue, CompellingEvent, DecisionCriterion, Issue, in_order
from osp_cli.frozen import dataclass
from osp_cli.services.nouns import found
from osp_cli.store.reading import Reading

QUESTIONS = 5
"""So many questions go into a meeting; ours."""
CONTACTS = 5
"""So many of the last contacts are told; ours."""
OBJECTIONS = 6
"""So many objections are looked at before a meeting; ours."""
ABOUT: tuple[AsksAbout, ...] = get_args(AsksAbout)
ASKED_OF_CUSTOMER = ("qualification", "tas", "prompt")
OURS_ALONE = ("coaching", "winloss")


@dataclass(frozen=True, slots=True)
class Told:
    """What is on record from a person: answers, confirmations, and the records that bear the name."""

    answers: tuple[tuple[Question, Answer], ...] = ()
    confirmations: tuple[tuple[Text, Confirmation], ...] = ()
    events: tuple[CompellingEvent, ...] = ()
    values: tuple[BusinessValue, ...] = ()
    issues: tuple[Issue, ...] = ()
    criteria: tuple[DecisionCriterion, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing at all."""
        parts = (self.answers, self.confirmations, self.events, self.values, self.issues, self.criteria)
        return not any(parts) and not self.milestones


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A question for the meeting and what it is about; with `answer` or `records` it confirms what is known."""

    about: AsksAbout
    question: Question
    answer: Answer | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """What the customer may hold against us, whose it is where that is known, our answer or proof; `rival` says it."""

    text: str
    whose: tuple[str, ...]
    proof: str | None
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact of the account; `deal` is the name of the other opportunity that it belongs to."""

    note: Note
    deal: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, planned or not yet.

    `contacts` are the newest with that person, or with anybody where nobody is named; `history` those with anybody of
    the account, the person's first. `told` is what we have from the person, `to_learn` what we do not know: not known
    first, then never asked. `to_ask` are the questions for the meeting, each kind once before any comes twice.
    `conflicts` are those in which the person stands.
    """

    call: Call | None
    contacts: tuple[Note, ...]
    history: tuple[Contact, ...]
    told: Told
    to_learn: tuple[Question, ...]
    to_ask: tuple[ToAsk, ...]
    objections: tuple[Objection, ...]
    conflicts: tuple[Tie, ...]


def call_meant(dossier: Dossier, reference: str | None) -> Call | None:
    """The meeting of that number, else the next one that is planned, else none."""
    if reference is not None:
        call: Call = found(dossier, CALL, reference)
        return call
    planned = (call for call in dossier.calls if call.is_open)
    return min(planned, key=lambda call: (call.planned_on or date.max, call.number), default=None)


def meeting_of(
    dossier: Dossier, process: Process, recorded: Mapping[str, tuple[str, ...]], elsewhere: Iterable[Contact],
    reference: str | None = None,
) -> Meeting:  # fmt: skip
    """What there is to know before the meeting.

    `recorded` is what stands on record for a question, `elsewhere` the contacts of the account's other opportunities.
    """
    call = call_meant(dossier, reference)
    who = call.who if call else None
    contacts = [note for note in dossier.notes if note.kind != "note"]
    known = (*(Contact(note, None) for note in contacts), *elsewhere)
    with_whom = [note for note in contacts if who is None or note.who == who]
    return Meeting(
        call=call,
        contacts=tuple(sorted(with_whom, key=_newest)[:CONTACTS]),
        history=tuple(sorted(known, key=lambda each: (each.note.who != who, _newest(each.note)))[:CONTACTS]),
        told=_told(dossier, process, who) if who else Told(),
        to_learn=_to_learn(dossier, process, recorded),
        to_ask=_to_ask(dossier, process, recorded),
        objections=tuple(sorted(_objections(dossier, process, who), key=lambda each: who not in each.whose))[
            :OBJECTIONS
        ],
        conflicts=tuple(tie for tie in dossier.ties if tie.kind == "conflict" and who and _is_in(tie, who)),
    )


def contacts_elsewhere(reading: Reading, siblings: Iterable[Opportunity]) -> Iterator[Contact]:
    """The newest contacts on the other opportunities of the account."""
    for deal in siblings:
        for note in reading.notes(deal.number, CONTACTS):
            if note.kind != "note":
                yield Contact(note, deal.name)


def _newest(note: Note) -> tuple[int, int]:
    return (-note.on.toordinal(), -note.number)


def _told(dossier: Dossier, process: Process, who: str) -> Told:
    answers = [
        (question, answer)
        for question in process.questions
        if question.kind not in OURS_ALONE and (answer := dossier.answer_to(question.id)) and answer.who == who
    ]
    answers = [(question, answer) for question, answer in answers if answer.sign != "?"]
    answers.sort(key=lambda told: (-told[1].on.toordinal(), -told[1].number))
    standing = [c for c in dossier.confirmations if c.who == who and c == dossier.confirmation_of(c.criterion)]
    return Told(
        answers=tuple(answers[:QUESTIONS]),
        confirmations=tuple((process.criterion_text(each.criterion), each) for each in standing),
        events=tuple(each for each in dossier.events if each.confirmed_by == who),
        values=tuple(each for each in dossier.values if each.confirmed_by == who),
        issues=tuple(each for each in dossier.issues if each.whose == who),
        criteria=tuple(each for each in sorted(dossier.criteria, key=in_order) if who in each.whose),
        milestones=tuple(each for each in dossier.milestones if who in (each.owner, each.yardstick_by)),
    )


def _to_learn(dossier: Dossier, process: Process, recorded: Mapping[str, tuple[str, ...]]) -> tuple[Question, ...]:
    questions = (*process.questions_of("qualification"), *process.questions_of("tas"))
    answers = {question.id: dossier.answer_to(question.id) for question in questions}
    unsure = [q for q in questions if q.id not in recorded and ((a := answers[q.id]) is None or a.sign == "?")]
    return tuple(sorted(unsure, key=lambda question: answers[question.id] is None)[:QUESTIONS])


def _to_ask(dossier: Dossier, process: Process, recorded: Mapping[str, tuple[str, ...]]) -> tuple[ToAsk, ...]:
    """The best question of each kind, then the best of the rest, in the order of the kinds."""
    asked = [
        ToAsk(question.asks_about, question, dossier.answer_to(question.id), recorded.get(question.id, ()))
        for question in process.questions
        if question.asks_about and question.kind in ASKED_OF_CUSTOMER
    ]
    asked.sort(key=_need)
    first = [next((each for each in asked if each.about == about), None) for about in ABOUT]
    chosen = [each for each in first if each]
    chosen += [each for each in asked if each not in chosen][: QUESTIONS - len(chosen)]
    return tuple(sorted(chosen, key=lambda each: ABOUT.index(each.about)))


def _need(each: ToAsk) -> tuple[int, date]:
    """What is not known comes before what nobody asked, a weak answer before a sound one, the oldest first."""
    answer = each.answer
    if answer is None:
        return (4 if each.records else 1, date.min)
    if answer.sign == "?":
        return (4 if each.records else 0, answer.on)
    return (2 if answer.sign == "-" or is_claimed(answer) else 3, answer.on)


def _objections(dossier: Dossier, process: Process, who: str | None) -> Iterator[Objection]:
    """What is recorded as theirs: criteria, a no, the word of a rival; and risks that name the person."""
    for criterion in sorted(dossier.criteria, key=in_order):
        if criterion.position not in ("better", "same"):
            yield Objection(criterion.text, criterion.whose, None)
    for question in process.questions_of("tas"):
        answer = dossier.answer_to(question.id)
        if answer and answer.sign == "-" and answer.who and (said := answer.text or answer.evidence):
            yield Objection(said, (answer.who,), None)
    yield from (
        Objection(rival.message, _one(rival.standing_with), rival.weaknesses, rival.name)
        for rival in dossier.competitors
        if rival.message
    )
    named = (risk for risk in dossier.risks if who and not risk.is_closed and name_key(who) in name_key(risk.text))
    yield from (Objection(risk.text, _one(who), risk.counter) for risk in named)


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _is_in(tie: Tie, who: str) -> bool:
    return name_key(who) in (name_key(tie.from_person), name_key(tie.to_person))
