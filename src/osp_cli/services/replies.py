"""What a reply to a question says, and recording it: the part of an answer from which nothing else follows."""

from __future__ import annotations

import re
from datetime import date

from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.names import must_be_text
from osp_cli.domain.opportunity import Sign, Spoken
from osp_cli.domain.people import Person
from osp_cli.domain.process import Question
from osp_cli.domain.suggestions import WEAK
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk

MARKS: dict[str, Sign] = {"+": "+", "＋": "+", "-": "-", "－": "-", "?": "?", "？": "?"}
SIGNS: dict[str, Sign] = {
    **MARKS,
    "yes": "+", "y": "+", "是": "+", "是的": "+", "对": "+", "有": "+",
    "no": "-", "n": "-", "否": "-", "不": "-", "不是": "-", "没有": "-",
    "unknown": "?", "不知道": "?", "不清楚": "?", "未知": "?",
}  # fmt: skip
_BETWEEN = re.compile(r"[\s,，、;；]+")
_PERSON = re.compile(r"(.*\S)(?:\s@|\s*＠)(.*)", re.DOTALL)


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
    sign, text = read_answer(question, reply, fact)
    on = fact.on or desk.happened_on or desk.today
    with desk.writing() as writing:
        if question.form == "answers":  # nothing else has to be looked up
            text = read_picked(desk, writing.dossier(number), question, text)
        person = writing.ensure_person(number, fact.who) if fact.who else None
        rival = writing.ensure_competitor(number, fact.against) if fact.against else None
        writing.add_answer(
            number,
            question=question.id,
            question_version=question.version,
            said=Spoken(sign, text, fact.evidence),
            person=person, competitor=rival, on=on,
        )  # fmt: skip
    return Recorded(question, sign, text, fact, on, person, rival)


def read_picked(desk: Desk, dossier: Dossier, question: Question, text: str | None) -> str | None:
    """The answers that a text names, by the ids of their questions; any other text stays as it is.

    Errors: `question-unknown`; `answer-never-given` where a named question has no answer that could have been wrong.
    """
    if question.form != "answers" or text is None:
        return text
    picked = [desk.process.question(each) for each in _BETWEEN.split(text) if each]
    for each in picked:
        if dossier.answer_to(each.id) is None or each.kind in ("winloss", "coaching"):
            raise WrongUsage("answer-never-given", {"question": each.id, "number": dossier.opportunity.number})
    return ", ".join(dict.fromkeys(each.id for each in picked))


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
    """Whether an answer to the manager's question begins with its judgement; "No idea yet" is a sentence, not a no."""
    sign, rest = _parted(line)
    return sign is not None and not (rest and _is_prose(line.strip()))


def _is_prose(line: str) -> bool:
    """Whether the sign of a line is an English word, with which a sentence may begin."""
    return line[0].isascii() and line[0].isalpha()


def _parted(line: str, *, wants_words: bool = True) -> tuple[Sign | None, str]:
    """The sign a line begins with, and the rest of it; where no words are wanted a comma may part them too."""
    line = line.strip()
    if line[:1] in MARKS:
        return MARKS[line[0]], line[1:].strip()
    word, *rest = (line.split(maxsplit=1) if wants_words else _BETWEEN.split(line, maxsplit=1)) or [""]
    sign = SIGNS.get(word.casefold())
    return (sign, "".join(rest)) if sign else (None, line)


def read_line(question: Question, line: str) -> tuple[str, str | None, str | None]:
    """One line as (answer, evidence, person): `+ how we know it @ who`, or text `@ who said it`.

    The person stands after the last " @" (or a full-width one); the evidence follows the sign. In a question that
    wants text, `+` before it says nothing more, while `-` and `?` answer no and not known, with the rest as evidence.
    A sentence that begins with an English yes or no stays whole where words are wanted. Words alone to the manager's
    question stay whole too: nobody has said how strong they are.
    """
    must_be_text(line)
    found = _PERSON.fullmatch(line)
    said, who = found.groups() if found else (line, "")
    reply, evidence = _read_said(question, said.strip())
    return reply, evidence, who.strip() or None


def _read_said(question: Question, said: str) -> tuple[str, str | None]:
    wants_words = question.wants_words or question.kind == "coaching"
    sign, rest = _parted(said, wants_words=wants_words)
    if sign is None or not rest or (wants_words and said[0] in MARKS and said[1].isdigit()):
        return said, None  # "-5 %" and "+49 30" are figures where words are wanted
    if wants_words and _is_prose(said):
        return said, None  # "No interface to the tills" is a sentence, and may be the very thing that was asked for
    if question.wants_words and question.kind != "coaching" and sign == "+":
        return rest, None
    return sign, rest


def read_given(question: Question, reply: str, fact: Fact) -> tuple[str, Fact]:
    """A reply that may be a whole line, with what was given beside it; the person given beside it goes before.

    Evidence in both places is refused: which of them counts would be a guess.
    """
    said, evidence, who = read_line(question, reply)
    if fact.who and who:
        (said, evidence), who = _read_said(question, reply.strip()), None
    if evidence and fact.evidence:
        raise WrongUsage("answer-evidence-twice", {"text": evidence, "evidence": fact.evidence})
    return said, replace(fact, evidence=fact.evidence or evidence, who=fact.who or who)


def read_answer(question: Question, reply: str, fact: Fact) -> tuple[Sign, str | None]:
    """Sign and text of a reply that its question can take."""
    sign, text = read_reply(question, reply)
    _check_answer(question, sign, text, fact)
    return sign, text


def is_weak(question: Question, sign: Sign) -> bool:
    """Whether it is an answer to the manager that leaves something to be done."""
    return question.kind == "coaching" and sign in WEAK


def _check_answer(question: Question, sign: Sign, text: str | None, fact: Fact) -> None:
    for said in filter(None, (text, fact.evidence, fact.todo)):
        must_be_text(said)
    if fact.against and not (question.kind == "competitor" or question.is_compared):
        raise WrongUsage("question-not-compared", {"question": question.id})
    if question.kind == "competitor" and not fact.against:
        raise WrongUsage("input-missing", {"flag": "--against"})
    if question.wants_words and text is None and sign == "+":
        raise WrongUsage("answer-wants-text", {"question": question.id})
    if question.kind == "coaching" and sign == "+" and not fact.evidence:
        raise WrongUsage("answer-wants-text", {"question": question.id})
    if (fact.todo or fact.due) and not is_weak(question, sign):
        raise WrongUsage("action-unasked", {"question": question.id})
