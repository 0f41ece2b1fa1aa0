"""The loop of an interview: one question at a time, each answer in the store before the next shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from osp_cli.cli.known import meant
from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.dates import plain_day
from osp_cli.domain.names import must_be_text
from osp_cli.domain.risks import RISK
from osp_cli.domain.winloss import given_answers
from osp_cli.errors import Declined, OspError, WrongUsage
from osp_cli.frozen import replace
from osp_cli.prompts import Ask, Asker, Way
from osp_cli.render.naming import called
from osp_cli.services.answering import NOTHING, Answered, answer, confirm, open_action
from osp_cli.services.interviews import Due, RecordedAnswer, bare_risk, load
from osp_cli.services.nouns import add, change
from osp_cli.services.replies import Fact, is_signed, is_weak, read_line, read_picked, read_reply
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.opportunity import Answer
    from osp_cli.domain.process import Question
    from osp_cli.domain.risks import Risk


class Interview:
    """An interview about one opportunity; `recorded` grows with each answer, `given` with what came of each."""

    def __init__(self, wiring: Wiring, number: int, *, is_titled: bool = True) -> None:
        self.wiring, self.number = wiring, number
        self.asker: Asker = wiring.asker()
        if is_titled:
            self.asker.tell(wiring.title(number))
        self.recorded: list[RecordedAnswer] = []
        self.given: list[Answered] = []

    def run(self, due: Sequence[Due], place_of: Callable[[int], str] | None = None) -> bool:
        """Asks what is open, in order; `<` goes back to any question before. Whether the person stayed to the end.

        `place_of` labels the place of a question, from 0; by default it is counted among those due.
        """
        due = list(due)
        answered = {place for place, one in enumerate(due) if not one.is_open}
        place = self._next(due, answered, -1)
        while place is not None:
            one = due[place] = self._as_it_stands(due[place])
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
                due[place] = replace(self._as_it_stands(one), is_open=False)
            place = self._next(due, answered, place)
        return True

    def _as_it_stands(self, one: Due) -> Due:
        """The question with the answer that stands now: somebody else may have given one meanwhile."""
        dossier = load(self.wiring.reading(), self.number)
        return replace(one, standing=dossier.answer_to(one.question.id, one.against))

    @staticmethod
    def _next(due: Sequence[Due], answered: set[int], after: int) -> int | None:
        return next((place for place in range(after + 1, len(due)) if place not in answered), None)

    def _ask(self, one: Due, place: str) -> Way | None:
        question = one.question
        if question.kind == "risk" and (risk := bare_risk(load(self.wiring.reading(), self.number), question)):
            return self._counter(risk, place)
        if question.form == "answers":
            self._tell_answers()
        said = self.asker.answer(self._shown(one, place), lambda typed: self._check(one, typed))
        if isinstance(said, Way):
            return said
        if not said or self._is_overtaken(one, said):
            return None if said else Way.SKIP
        if question.kind == "coaching":
            self._coached(question, said)
            return None
        reply, evidence, who = read_line(question, said)
        if question.kind == "risk" and evidence and read_reply(question, reply)[0] == "+":
            return self._risk(question, evidence)
        self._keep(question, reply, Fact(evidence=evidence, who=who, on=self.wiring.fact_day, against=one.against))
        return None

    def _is_overtaken(self, one: Due, said: str) -> bool:
        """Whether somebody has answered the question while it stood open, and that answer is to stand."""
        now = load(self.wiring.reading(), self.number).answer_to(one.question.id, one.against)
        if now is None or (one.standing is not None and now.number == one.standing.number):
            return False
        words, theirs = self.wiring.words, _said(now)
        ways = [words("asking.overtaken-theirs", said=theirs), words("asking.overtaken-mine", said=said)]
        return self.asker.choose(words("asking.overtaken", who=now.by, said=theirs), ways) == 0

    def _tell_answers(self) -> None:
        """The answers that were given, of which some may be named: by number or id, sign first."""
        desk, words = self.wiring.reading(), self.wiring.words
        for question, given in given_answers(load(desk, self.number), desk.process):
            said = f"{given.sign} {given.text or given.evidence or ''}".strip()
            label = f"{question.number or question.id}. {called(question.id, words)}"
            self.asker.tell("  " + words("views.label", label=label, value=said))

    def _keep(self, question: Question, reply: str, fact: Fact) -> Answered:
        """Stores an answer, and says so where it brings a new person; a name close to a known one is asked about."""
        if fact.who:
            fact = replace(fact, who=meant(self.wiring, self.number, "person", fact.who))
        given = answer(self.wiring.writing(creates=False), self.number, question.id, reply, fact)
        if given.is_new_person:
            self.asker.tell("  " + self.wiring.words("asking.new-person", name=given.who))
        self.given.append(given)
        self.recorded.append(RecordedAnswer.of(given))
        return given

    def _coached(self, question: Question, said: str) -> None:
        """What was said to the manager's question: how strong it is, and after a weak answer what will be done.

        Whoever leaves on the way has answered: it is kept, as not known where nobody judged it, with what was said so
        far of the action, else as proposed.
        """
        line, todo, due, gone = said if is_signed(said) else f"? {said}", None, None, None
        try:
            if not is_signed(said):
                line = f"{self._judged(question)} {said}"
            if self._leaves_action(question, line):
                todo = self._todo(question)
                due = None if todo in NOTHING else self._due()
        except OspError as left:
            gone = left
        reply, evidence, who = read_line(question, line)
        fact = Fact(evidence=evidence, who=who, on=self.wiring.fact_day, todo=todo, due=due)
        self._keep(question, reply, fact)
        if gone:
            raise gone

    def _judged(self, question: Question) -> str:
        """The sign of an answer that was given in words alone."""
        words = self.wiring.words
        for mark, like in (("+", question.yes), ("-", question.no)):
            if said := like.say(words.language):
                self.asker.tell(f"  {mark} {said}")
        ask = Ask(words("coach.how-strong"), "", (), "judgement")
        while True:
            sign = self.asker.answer(ask, lambda typed: read_reply(question, typed))
            if sign is Way.QUIT:
                raise Declined("left")
            if not isinstance(sign, Way):
                return sign

    def _leaves_action(self, question: Question, line: str) -> bool:
        """Whether an action has to be worded; one that is open already stands, and is named."""
        if not is_weak(question, read_reply(question, read_line(question, line)[0])[0]):
            return False
        standing = open_action(load(self.wiring.reading(), self.number), question)
        if standing:
            self.asker.tell("  " + self.wiring.words("coach.action-stands", number=standing.number, text=standing.text))
        return standing is None

    def _todo(self, question: Question) -> str:
        proposed = self.wiring.reading().ways.todo(question)
        todo = self.asker.line(self.wiring.words("coach.todo"), default=proposed).strip()
        return NOTHING[0] if todo in NOTHING else todo

    def _due(self) -> date:
        desk = self.wiring.reading()
        proposed = desk.today + timedelta(days=desk.ways.todo_days())
        return self._day(
            self.asker.line(self.wiring.words("coach.todo-due"), default=proposed.isoformat(), check=self._day)
        )

    def _day(self, typed: str) -> date:
        return read_day(typed, self.wiring.today, self.wiring.settings)

    def _check(self, one: Due, typed: str) -> None:
        question = one.question
        if not typed.strip():
            if one.standing is None:
                _refuse_empty()
            return  # Enter leaves the answer that stands
        must_be_text(typed)
        if question.kind == "coaching" and not is_signed(typed):
            return  # words alone: how strong they are is asked next
        reply, evidence, _ = read_line(question, typed)
        sign, _ = read_reply(question, reply)
        if question.kind == "risk" and sign == "+" and not evidence:
            raise WrongUsage("risk-empty")
        if question.kind == "coaching" and sign == "+" and not evidence:
            raise WrongUsage("answer-wants-text", {"question": question.id})
        if question.wants_words and sign == "+" and read_reply(question, reply)[1] is None:
            raise WrongUsage("answer-wants-text", {"question": question.id})
        if question.form == "answers":
            desk = self.wiring.reading()
            read_picked(desk, load(desk, self.number), question, read_reply(question, reply)[1])

    def _risk(self, question: Question, text: str) -> Way | None:
        """A risk that exists: its text is stored at once, then its counter-measure is asked for."""
        desk = self.wiring.writing(creates=False)
        risk = add(desk, self.number, RISK, {"text": text, "prompt": question.id}).risk
        self.recorded.append(RecordedAnswer(question.id, None, "+", risk.text))
        return self._counter(risk, "")

    def _counter(self, risk: Risk, place: str) -> Way | None:
        words = self.wiring.words
        if place:
            self.asker.tell(f"\n{place}  {risk.text}")
        ask = Ask(words("prompts.counter"), "", (), "text")
        counter = self.asker.answer(ask, lambda typed: None if typed.strip() else _refuse_empty())
        if isinstance(counter, Way):
            return Way.QUIT if counter is Way.QUIT else None
        desk = self.wiring.writing(creates=False)
        change(desk, self.number, RISK, str(risk.number), {"counter": counter})
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
        stands = None
        if standing:
            words = self.wiring.words
            whom = (standing.who, plain_day(standing.on, language), words("interviews.kept-by", name=standing.by))
            aside = words("views.comma-joint").join(part for part in whom if part)
            stands = words("views.aside", text=_said(standing), aside=aside)
        return Ask(
            f"{one.against}: {label}" if one.against else label,
            place,
            tuple(explained),
            "judged" if question.kind == "coaching" else "text" if question.wants_words else "sign",
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
                add(self.wiring.writing(creates=False), self.number, COMPETITOR, {"name": name})

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


def _said(answer: Answer) -> str:
    """An answer in one line."""
    return f"{answer.sign} {answer.text or answer.evidence or ''}".strip()


def _check_competitor(typed: str) -> None:
    """Refuses what is meant as the answer to a question: a sign, a number, a person behind @."""
    if typed.strip()[:1] in ("+", "＋", "-", "－") or typed.strip().isdecimal() or "@" in typed:
        raise WrongUsage("competitor-wants-name", {"text": typed})


def _refuse_empty() -> None:
    raise WrongUsage("line-empty")
