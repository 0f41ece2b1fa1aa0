"""Answers in a TOML file: what an interview would ask, for use without a terminal, and the empty template of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from osp_cli.domain.names import closest, must_be_text
from osp_cli.domain.process import Process, Question
from osp_cli.errors import Located, NotFound, OspError, WrongUsage, read_toml, unread
from osp_cli.exchange.faults import form_faults
from osp_cli.services.interviews import Due, Given
from osp_cli.services.replies import Fact, read_answer, read_given


class FullAnswer(BaseModel):
    """One answer with everything that goes with it; `todo` and `due` are of the action after a weak one."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    answer: str
    evidence: str | None = None
    who: str | None = None
    on: date | None = None
    todo: str | None = None
    due: date | None = None

    def fact(self, against: str | None) -> Fact:
        """What goes with the answer."""
        return Fact(self.evidence, self.who, self.on, against, self.todo, self.due)


class AnswersForm(BaseModel):
    """The whole file: our answers by question, and those on each competitor by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    answers: dict[str, str | FullAnswer] = {}
    against: dict[str, dict[str, str | FullAnswer]] = {}


def read_answers(text: str, name: str, process: Process, today: date) -> tuple[Given, ...]:
    """The answers of a file, in its order; empty ones are left out. Every fault is told at once, by its key.

    A day after `today` is a fault: nothing that is recorded has happened in the future.
    """
    try:
        form = AnswersForm.model_validate(read_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise WrongUsage("answers-unreadable", {"file": name, "reason": unread(error)}) from None
    except ValidationError as error:
        raise _broken(name, [_meant(fault) for fault in form_faults(error)]) from None
    groups: list[tuple[str | None, dict[str, str | FullAnswer]]] = [(None, form.answers), *form.against.items()]
    given = [(rival, question, answer) for rival, answers in groups for question, answer in answers.items()]
    faults: list[Located] = []
    found = []
    for rival, question, answer in given:
        try:
            read = _read(process, rival, question, answer)
            if read and read.fact.on and read.fact.on > today:
                raise WrongUsage("on-in-the-future", {"day": read.fact.on, "today": today})
        except OspError as error:
            faults.append(Located.of(f"{rival}.{question}" if rival else question, error))
        else:
            found += [read] if read else []
    if faults:
        raise _broken(name, faults)
    return tuple(found)


def _read(process: Process, rival: str | None, reference: str, answer: str | FullAnswer) -> Given | None:
    question = process.question(reference)
    if rival and not (question.kind == "competitor" or question.is_compared):
        raise WrongUsage("question-not-compared", {"question": reference})
    if not rival and question.kind == "competitor":
        raise NotFound("question-unknown", {"question": reference})
    if isinstance(answer, FullAnswer):
        said, fact = read_given(question, answer.answer, answer.fact(rival))
    else:
        said, fact = read_given(question, answer, Fact(against=rival))
    if not said.strip():
        return None
    for text in (said, fact.evidence or "", fact.who or "", fact.todo or ""):
        must_be_text(text)
    read_answer(question, said, fact)
    return Given(question.id, said, fact)


def _meant(fault: Located) -> Located:
    """An unknown key with the one that it may be a slip of: of the file, or of one answer."""
    keys = FullAnswer.model_fields if "." in fault.place else AnswersForm.model_fields
    close = closest(fault.place.rpartition(".")[2], keys, 1) if fault.code == "fault-unknown-key" else []
    return Located(fault.place, "fault-key-meant", {"close": close[0]}) if close else fault


def _broken(name: str, faults: list[Located]) -> WrongUsage:
    details = {"faults": [fault.as_details() for fault in faults]}
    return WrongUsage("answers-broken", {"file": name, "faults": faults}, details=details)


def template(due: Iterable[Due], language: str, remark: str) -> str:
    """An empty answers file of these questions, each with its text as a remark.

    A table can be opened only once in TOML: the questions are grouped by the competitor they are about, ours first.
    """
    groups: dict[str | None, list[Question]] = {None: []}
    for one in due:
        groups.setdefault(one.against, []).append(one.question)
    lines = [f"# {remark}"]
    for against, questions in groups.items():
        lines += ["[answers]"] if against is None else ["", f"[against.{json.dumps(against, ensure_ascii=False)}]"]
        for question in questions:
            lines += [f"# {question.text.say(language)}", f'{question.id} = ""']
    return "\n".join([*lines, ""])
