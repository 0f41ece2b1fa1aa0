"""Filling the gaps of a closed gate on a terminal: each unmet must is asked for in the way that mends it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from osp_cli.cli.deal import must_be_order_amount
from osp_cli.cli.interviewing import Interview
from osp_cli.domain.conditions import CONDITION
from osp_cli.domain.criteria import MET_LATER
from osp_cli.domain.gate import unmet_musts
from osp_cli.domain.kinds import Answered, Approved, CompetitorsAssessed, Confirmed, Decided, Recorded
from osp_cli.domain.money import parse_money
from osp_cli.domain.names import must_be_text
from osp_cli.domain.process import Criterion
from osp_cli.errors import Declined, WrongUsage
from osp_cli.render.views.common import because, command
from osp_cli.services.answering import check_confirmation, confirm, decide
from osp_cli.services.deal import set_order
from osp_cli.services.interviews import Due, load
from osp_cli.services.nouns import change as change_record
from osp_cli.services.opportunities import change
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.findings import Finding
    from osp_cli.services.stages import GateView


NOBODY = ("", "-", "－")


def fill(wiring: Wiring, number: int, gates: GateView) -> None:
    """Asks for every unmet must of the report, in order; Enter passes one over. An approval is only named."""
    filling = _Filling(wiring, number)
    unmet = unmet_musts(gates.gates)
    for place, finding in enumerate(unmet, 1):
        try:
            stays = filling.fill(finding, f"{place}/{len(unmet)}")
        except Declined:
            return
        if not stays:
            return


class _Filling:
    def __init__(self, wiring: Wiring, number: int) -> None:
        self.wiring, self.number = wiring, number
        self.interview = Interview(wiring, number)
        self.asker = self.interview.asker

    def fill(self, finding: Finding, place: str) -> bool:
        """Asks for one must; whether the person wants to go on."""
        criterion = self.wiring.process.criterion(finding.criterion)
        if finding.because.code == MET_LATER:
            self.asker.tell(f"\n{place}  {self._text(criterion)}: {because(finding, self.wiring.words)}")
            return True
        match criterion.kind:
            case Confirmed():
                self._confirm(criterion, finding, place)
            case Decided(step=step):
                self._decide(criterion, step)
            case Approved():
                way = command(finding.mends[-1])
                self.asker.tell(self.wiring.words("interviews.approve", criterion=self._text(criterion), command=way))
            case Recorded(fields=("conditions",)):
                self._settle()
            case Recorded(fields=fields):
                self._record(fields)
            case Answered(rule=rule):
                if isinstance(rule, CompetitorsAssessed) and not load(self.wiring.reading(), self.number).competitors:
                    return self.interview.name_competitors() and self._answer(finding, place)
                return self._answer(finding, place)
        return True

    def _text(self, criterion: Criterion) -> str:
        return criterion.text.say(self.wiring.words.language)

    def _confirm(self, criterion: Criterion, finding: Finding, place: str) -> None:
        """Asks who and how we know it; a person who may not confirm it is told so, and it is asked again."""
        words, kind = self.wiring.words, criterion.kind
        self.asker.tell(f"\n{place}  {self._text(criterion)}")
        mend = finding.mends[0]
        known = mend[mend.index("--who") + 1]
        default = "" if known == "NAME" else known
        question = words("interviews.confirm-who-again" if default else "interviews.confirm-who")
        if isinstance(kind, Confirmed) and kind.names:
            role = self.wiring.process.role(kind.role).text.say(words.language)
            question = words("asking.holder", role=role)

        def is_fitting(typed: str) -> None:
            if typed.strip() not in NOBODY:
                check_confirmation(self.wiring.reading(), self.number, criterion.id, typed)

        who = self.asker.line(question, default=default, check=is_fitting).strip()
        who = "" if who in NOBODY else who
        evidence = self.asker.line(words("interviews.confirm-evidence", who=who)).strip() if who else ""
        if who and evidence:
            desk = self.wiring.writing(creates=False)
            confirm(desk, self.number, criterion.id, who=who, evidence=evidence, on=self.wiring.fact_day)

    def _decide(self, criterion: Criterion, step: int) -> None:
        reason = self.asker.line(self.wiring.words("interviews.decide", criterion=self._text(criterion))).strip()
        if reason:
            desk = self.wiring.writing(creates=False)
            decide(desk, self.number, "go", step=step, reason=reason, on=self.wiring.fact_day)

    def _answer(self, finding: Finding, place: str) -> bool:
        """The questions behind a must: what is missing of us, and what is open on each competitor."""
        dossier, process = load(self.wiring.reading(), self.number), self.wiring.process
        ids = {question.id for question in process.questions}
        due = [Due(process.question(id), None, None) for id in finding.missing if id in ids]
        if any(mend[:1] == ("assess",) and "--against" in mend for mend in finding.mends) or not due:
            for rival in dossier.competitors:
                due += [
                    Due(question, rival.name, None)
                    for question in process.compared_questions()
                    if dossier.is_open_question(question.id, rival.name)
                ]
        if any(name in finding.missing for name in ("amount", "close")):
            self._record(tuple(name for name in ("amount", "close") if name in finding.missing))
        return self.interview.run(due, lambda nth: place if len(due) == 1 else f"{place}.{nth + 1}")

    def _record(self, fields: tuple[str, ...]) -> None:
        wiring, words = self.wiring, self.wiring.words
        wanted: dict[str, Any] = {}
        currency = wiring.settings.currency
        if "amount" in fields and (given := self.asker.line(words("interviews.amount"), check=self._is_money)):
            wanted["amount"] = parse_money(given, currency).money
        if "close" in fields and (given := self.asker.line(words("interviews.close"), check=self._is_day)):
            wanted["close_on"] = read_day(given, wiring.today, wiring.settings)
        if wanted:
            change(wiring.writing(creates=False), [self.number], wanted)
        if "order.number" in fields:
            self._order()

    def _order(self) -> None:
        """Number, day and amount of the order; what is wrong is asked for again, so that nothing typed is lost."""
        wiring, words = self.wiring, self.wiring.words
        order = self.asker.line(words("interviews.order-number"), check=partial(must_be_text, has_lines=False))
        if not order:
            return
        usual = wiring.currency_of(self.number)
        day = self.asker.line(words("interviews.order-date"), default="today", check=self._is_past_day)
        amount = self.asker.line(
            words("interviews.order-amount"), check=lambda given: must_be_order_amount(given, usual) if given else None
        )
        on = read_day(day, wiring.today, wiring.settings, past=True)
        money = parse_money(amount, usual).money if amount else None
        set_order(wiring.writing(creates=False), self.number, {"order_number": order, "on": on, "amount": money})

    def _is_past_day(self, given: str) -> None:
        day = read_day(given, self.wiring.today, self.wiring.settings, past=True)
        if day > self.wiring.today:
            raise WrongUsage("on-in-the-future", {"day": day, "today": self.wiring.today})

    def _settle(self) -> None:
        """Asks for the evidence of each condition that a review left."""
        words = self.wiring.words
        for each in load(self.wiring.reading(), self.number).open_conditions():
            if said := self.asker.line(words("interviews.condition", number=each.number, text=each.text)).strip():
                fields = {"done_on": self.wiring.fact_day, "evidence": said}
                change_record(self.wiring.writing(creates=False), self.number, CONDITION, str(each.number), fields)

    def _is_money(self, given: str) -> None:
        if given:
            parse_money(given, self.wiring.settings.currency)

    def _is_day(self, given: str) -> None:
        if given:
            read_day(given, self.wiring.today, self.wiring.settings)
