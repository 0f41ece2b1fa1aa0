"""What a reply to a question says, and recording it: the part of an answer from which nothing else follows."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.competitors import Competitor
from osp_cli.domain.opportunity import Sign
from osp_cli.domain.people import Person
from osp_cli.domain.process import Question
from osp_cli.domain.suggestions import WEAK
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk

SIGNS: dict[str, Sign] = {
    "+": "+", "yes": "+", "y": "+", "是": "+", "＋": "+",
    "-": "-", "no": "-", "n": "-", "否": "-", "不": "-", "－": "-",
    "?": "?", "unknown": "?", "不知道": "?", "未知": "?", "？": "?",
}  # fmt: skip


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
class Recorded:
    """An answer as it was recorded: what it says, of whom, and of which day."""

    question: Question
    sign: Sign
    text: str | None
    fact: Fact
    on: date
    person: Person | None
    rival: Competitor | None


def record_answer(desk: Desk, number: int, reference: str, reply: str, fact: Fact) -> Recorded:
    """Records one answer that its question can take. Answers are never changed: a newer one follows."""
    question = desk.process.question(reference)
    sign, text, fact = read_answer(question, reply, fact)
    on = fact.on or desk.happened_on or desk.today
    with desk.writing() as writing:
        person = writing.ensure_person(number, fact.who) if fact.who else None
        rival = writing.ensure_competitor(number, fact.against) if fact.against else None
        writing.add_answer(
            number,
            question=question.id,
            question_version=question.version,
            sign=sign, text=text, evidence=fact.evidence,
            person=person, competitor=rival, on=on,
        )  # fmt: skip
    return Recorded(question, sign, text, fact, on, person, rival)


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
