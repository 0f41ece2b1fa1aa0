"""The loop of an interview: one question at a time, each answer in the store before the next shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from osp_cli.errors import Declined, OspError, WrongUsage
from osp_cli.frozen import replace
from osp_cli.prompts import Ask, Asker, Way
from osp_cli.services.answering import Fact, answer, confirm, read_line, read_reply
from osp_cli.services.coaching import WEAK, CoachAnswer, coach
from osp_cli.services.deal import add_risk, save_competitor, set_risk
from osp_cli.services.interviews import Due, RecordedAnswer, load

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.opportunity import Risk
    from osp_cli.domain.process import Question
    from osp_cli.words import Words


class Interview:
    """An interview about one opportunity; `recorded` grows with each answer, `coached` with each of the manager's."""

    def __init__(self, wiring: Wiring, number: int) -> None:
        self.wiring, self.number = wiring, number
        self.asker: Asker = wiring.asker()
        self.asker.tell(wiring.title(number))
        self.recorded: list[RecordedAnswer] = []
        self.coached: list[CoachAnswer] = []

    def run(self, due: Sequence[Due], place_of: Callable[[int], str] | None = None) -> bool:
        """Asks what is open, in order; `<` goes back to any question before. Whether the person stayed to the end.

        `place_of` labels the place of a question, from 0; by default it is counted among those due.
        """
        due = list(due)
        answered = {place for place, one in enumerate(due) if not one.is_open}
        place = self._next(due, answered, -1)
        while place is not None:
            one = due[place]
            try:
                way = self._ask(one, place_of(place) if place_of else f"{place + 1}/{len(due)}")
            except Declined:
                return False
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
        if question.kind == "risk" and (risk := self._bare_risk(question)):
            return self._counter(risk, place)
        said = self.asker.answer(self._shown(one, place), lambda typed: self._check(one, typed))
        if isinstance(said, Way):
            return said
        if not said:
            return Way.SKIP
        if question.kind == "risk" and said.startswith(("+", "＋")):
            return self._risk(question, said)
        if question.kind == "coaching":
            self._coached(one, said)
            return None
        reply, evidence, who = read_line(question, said)
        fact = Fact(evidence=evidence, who=who, on=self.wiring.fact_day, against=one.against)
        given = answer(self.wiring.writing(creates=False), self.number, question.id, reply, fact)
        if given.is_new_person:
            self.asker.tell("  " + self.wiring.words("asking.new-person", name=given.who))
        self.recorded.append(RecordedAnswer(question.id, one.against, said))
        return None

    def _coached(self, one: Due, said: str) -> None:
        """What was said to the manager's question; after a weak answer, what will be done about it."""
        reply, evidence, who = read_line(one.question, said)
        fact = Fact(evidence=evidence, who=who, on=self.wiring.fact_day)
        todo, gone = None, None
        if read_reply(one.question, reply)[0] in WEAK:
            todo = default_todo(self.wiring.words, one.question)
            try:
                typed = self.asker.line(self.wiring.words("coach.todo"), default=todo).strip()
                todo = None if typed in ("-", "－") else typed
            except OspError as left:  # whoever leaves here has answered: the answer is kept, with the action proposed
                gone = left
        desk = self.wiring.writing(creates=False)
        self.coached.append(coach(desk, self.number, one.question, reply, fact, todo=todo))
        self.recorded.append(RecordedAnswer(one.question.id, None, said))
        if gone:
            raise gone

    def _check(self, one: Due, typed: str) -> None:
        question = one.question
        if not typed.strip():
            if one.is_open:
                _refuse_empty()
            return  # Enter leaves the answer that stands
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
        return self._counter(risk, "")

    def _bare_risk(self, question: Question) -> Risk | None:
        """A risk on this prompt whose counter-measure is still to be asked for: where somebody left before it."""
        risks = load(self.wiring.reading(), self.number).risks
        return next((r for r in risks if r.prompt == question.id and not r.counter and not r.is_closed), None)

    def _counter(self, risk: Risk, place: str) -> Way | None:
        words = self.wiring.words
        if place:
            self.asker.tell(f"\n{place}  {risk.text}")
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

    def name_competitors(self) -> bool:
        """Asks who else wants the deal until nobody more is named; each is stored at once. Whether the person stayed.

        Where there is none at all, it asks who of the customer's said so: only that closes the question.
        """
        words = self.wiring.words
        while True:
            known = [c.name for c in load(self.wiring.reading(), self.number).competitors]
            if known:
                self.asker.tell("  " + words("asking.known-competitors", names=known))
            try:
                name = self.asker.line(words("asking.more-competitors"), check=_check_competitor).strip()
                if not name:
                    self._no_competitor(known)
                    return True
            except Declined:
                return False
            if name.casefold() in [each.casefold() for each in known]:
                self.asker.tell("  " + words("asking.competitor-known", name=name))
            else:
                save_competitor(self.wiring.writing(creates=False), self.number, name, standing=None, is_new=True)

    def _no_competitor(self, known: Sequence[str]) -> None:
        process, words = self.wiring.process, self.wiring.words
        dossier = load(self.wiring.reading(), self.number)
        stand_in = process.no_competitor()
        if known or stand_in is None or dossier.confirmation_of(stand_in):
            return
        who = self.asker.line(words("asking.no-competitor")).strip()
        evidence = self.asker.line(words("asking.no-competitor-evidence")).strip() if who else ""
        if who and evidence:
            desk = self.wiring.writing(creates=False)
            confirm(desk, self.number, stand_in, who=who, evidence=evidence, on=self.wiring.fact_day)


def default_todo(words: Words, question: Question) -> str:
    """The action that a weak answer to this question leaves, where nobody words it better."""
    return words("coach.default-todo", question=question.text.say(words.language))


def _check_competitor(typed: str) -> None:
    """Refuses what is meant as the answer to a question: a sign, a number, a person behind @."""
    if typed.strip()[:1] in ("+", "＋", "-", "－") or typed.strip().isdecimal() or "@" in typed:
        raise WrongUsage("competitor-wants-name", {"text": typed})


def _refuse_empty() -> None:
    raise WrongUsage("line-empty")


def renewed(one: Due) -> Due:
    """The same question as if it were open: asked again although an answer stands."""
    return replace(one, standing=None)
