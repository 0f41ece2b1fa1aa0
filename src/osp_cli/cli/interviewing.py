"""The loop of an interview: one question at a time, each answer in the store before the next shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from osp_cli.errors import WrongUsage
from osp_cli.prompts import Ask, Asker, Way
from osp_cli.services.answering import Fact, answer, read_line, read_reply
from osp_cli.services.deal import add_risk, save_competitor, set_risk
from osp_cli.services.interviews import Due, RecordedAnswer, load

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.process import Question


class Interview:
    """An interview about one opportunity; `recorded` grows with each answer."""

    def __init__(self, wiring: Wiring, number: int) -> None:
        self.wiring, self.number = wiring, number
        self.asker: Asker = wiring.asker()
        self.recorded: list[RecordedAnswer] = []

    def run(self, due: Sequence[Due]) -> bool:
        """Asks what is open, in order; `<` goes back to any question before. Whether the person stayed to the end."""
        due = list(due)
        answered = {place for place, one in enumerate(due) if not one.is_open}
        place = self._next(due, answered, -1)
        while place is not None:
            one = due[place]
            way = self._ask(one, f"{place + 1}/{len(due)}")
            if way is Way.QUIT:
                return False
            if way is Way.BACK:
                place = max(place - 1, 0)
                continue
            if way is None:
                answered.add(place)
                standing = load(self.wiring.reading(), self.number).answer_to(one.question.id, one.against)
                due[place] = replace(one, standing=standing)
            place = self._next(due, answered, place)
        return True

    @staticmethod
    def _next(due: Sequence[Due], answered: set[int], after: int) -> int | None:
        return next((place for place in range(after + 1, len(due)) if place not in answered), None)

    def _ask(self, one: Due, place: str) -> Way | None:
        question = one.question
        said = self.asker.answer(self._shown(one, place), lambda typed: self._check(question, typed))
        if isinstance(said, Way):
            return said
        if question.kind == "risk" and said.startswith(("+", "＋")):
            return self._risk(question, said)
        reply, evidence, who = read_line(question, said)
        fact = Fact(evidence=evidence, who=who, on=self.wiring.today, against=one.against)
        answer(self.wiring.writing(creates=False), self.number, question.id, reply, fact)
        self.recorded.append(RecordedAnswer(question.id, one.against, said))
        return None

    def _check(self, question: Question, typed: str) -> None:
        reply, evidence, _ = read_line(question, typed)
        sign, _ = read_reply(question, reply)
        if question.kind == "risk" and sign == "+" and not evidence:
            raise WrongUsage("risk-empty")
        if question.form == "text" and sign == "+" and read_reply(question, reply)[1] is None:
            raise WrongUsage("answer-wants-text", {"question": question.id})

    def _risk(self, question: Question, said: str) -> Way | None:
        """A risk that exists: its text is stored at once, then its counter-measure is asked for."""
        _, text, _ = read_line(question, said)
        desk = self.wiring.writing(creates=False)
        risk = add_risk(desk, self.number, text or "", prompt=question.id, counter=None, owner=None).risk
        self.recorded.append(RecordedAnswer(question.id, None, said))
        words = self.wiring.words
        ask = Ask(words("prompts.counter"), "", (), is_sign=False)
        counter = self.asker.answer(ask, lambda typed: None if typed.strip() else _refuse_empty())
        if isinstance(counter, Way):
            return Way.QUIT if counter is Way.QUIT else None
        set_risk(self.wiring.writing(creates=False), self.number, risk.number, {"counter": counter})
        return None

    def _shown(self, one: Due, place: str) -> Ask:
        question, language = one.question, self.wiring.words.language
        text = question.text.say(language)
        label = f"{question.number}. {text}" if question.number else text
        explained = [
            f"{mark} {said}" if mark else said
            for mark, said in (
                ("", question.meaning.say(language)),
                ("+", question.yes.say(language)),
                ("-", question.no.say(language)),
                ("?", question.unknown.say(language)),
                ("", question.next_question.say(language)),
            )
            if said
        ]
        standing = one.standing
        stands = f"{standing.sign} {standing.text or standing.evidence or ''}".strip() if standing else None
        return Ask(
            f"{one.against}: {label}" if one.against else label,
            place,
            tuple(explained),
            question.form == "sign",
            stands,
        )

    def name_competitors(self) -> list[str]:
        """Asks who else wants the deal until nobody more is named; each is stored at once."""
        named = []
        while name := self.asker.line(self.wiring.words("prompts.competitor-names")).strip():
            saved = save_competitor(self.wiring.writing(creates=False), self.number, name, standing=None, is_new=True)
            named.append(saved.competitor.name)
        return named


def _refuse_empty() -> None:
    raise WrongUsage("name-empty")


def renewed(one: Due) -> Due:
    """The same question as if it were open: asked again although an answer stands."""
    return replace(one, standing=None)
