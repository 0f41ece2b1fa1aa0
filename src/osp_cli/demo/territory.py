"""Fills a store with the example territory, through the same services a person uses."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from osp_cli.demo.deals import DEAL_CALLS, DEALS, TEAM, TOTAL_CALLS, Deal
from osp_cli.domain.close_plan import ACTION, CALL, MILESTONE, Milestone
from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.conditions import CONDITION
from osp_cli.domain.fields import Field
from osp_cli.domain.followups import FOLLOW_UP
from osp_cli.domain.kinds import Answered, Approved, Confirmed, Decided, OnePositive
from osp_cli.domain.money import parse_money
from osp_cli.domain.partners import PARTNER, TERMS
from osp_cli.domain.payments import PAYMENT, QUOTATION
from osp_cli.domain.people import PERSON, TIE
from osp_cli.domain.periods import Period, fiscal_quarter_of, shift_period
from osp_cli.domain.process import Criterion, Stage
from osp_cli.domain.risks import RISK
from osp_cli.domain.statements import STATEMENT
from osp_cli.domain.teammates import TEAMMATE
from osp_cli.domain.value import CRITERION, EVENT, ISSUE, VALUE
from osp_cli.frozen import dataclass, replace
from osp_cli.pack.reading import builtin_handbook
from osp_cli.services import accounts, answering, journal, nouns, opportunities, plans, sales_plans, stages, team
from osp_cli.services import deal as hangers
from osp_cli.services.calls import call_deal, call_total
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import user_scale
from osp_cli.services.opportunities import NewOpportunity
from osp_cli.services.quotas import set_quota
from osp_cli.services.reading_fields import read_field
from osp_cli.services.replies import Fact, read_line
from osp_cli.services.strategy import choose

FOLDER = Path(__file__).parent
ANSWER_FILES = ("qualify", "assess", "plan")
TEXTS = {
    "en": {
        "evidence": "minutes of the meeting",
        "go": "Funded, dated, and we know who decides",
        "approve": "Go.",
        "call": "Went through the open points; the date stands",
        "next": "Call the technical lead",
        "action": "Send the reference customer's figures",
    },
    "zh": {
        "evidence": "会议纪要",
        "go": "有资金、有日期、知道谁拍板",
        "approve": "同意。",
        "call": "逐条过了未决事项，日期不变",
        "next": "与技术负责人通话",
        "action": "把样板客户的数据发过去",
    },
}
SHORTCUT = {"en": "agreed with the manager by phone", "zh": "与经理电话商定"}


@dataclass(frozen=True, slots=True)
class Territory:
    """What was filled in."""

    opportunities: int
    accounts: int
    people: int


# The beginning of a territory plan: much of it is still a gap, as such plans are.
PLAN = {
    "territory-plan-target": "Two large orders this quarter, renewals in the others",
    "territory-plan-market": "Food and transport grow; municipal budgets stand still",
    "territory-plan-accounts": "Blue Heron Foods, Tidewater Ferries",
}


def fill(desk: Desk) -> Territory:
    """Fills an empty store: the team, quotas for two quarters, and every deal as far as it has come."""
    for name, role, reports_to, region in TEAM:
        team.save(desk, name, role=role, reports_to=reports_to, region=region, is_new=True)
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    for period in (quarter, shift_period(quarter, 1, desk.settings.fiscal_start)):
        for owner, amount in (("Amara Okafor", "450k"), ("Mateo Quispe", "400k"), ("Priya Nair", "250k"),
                              ("林晓梅", "350k"), ("陈志远", "300k")):  # fmt: skip
            set_quota(desk, period, parse_money(amount, desk.base).money, owner=owner)
    ways, desk.ways = desk.ways, replace(desk.ways, weekly=None)  # the week's snapshot is of the whole book
    for one in DEALS:
        acting = desk.acting_as(one.owner)
        with acting.writing():
            _Telling(acting, one).tell()
    desk.ways = ways
    _call(desk, quarter)
    accounts.add(desk, {"name": "Plover Parks"})
    rep = desk.acting_as("Amara Okafor")
    sales_plans.fill(rep, builtin_handbook(), sales_plans.About("territory", rep.who), PLAN)
    return Territory(len(DEALS), len({one.account for one in DEALS}) + 1, len(TEAM))


def _call(desk: Desk, quarter: Period) -> None:
    """What reps and managers say of the quarter, each for themselves."""
    with desk.store.reading() as reading:
        numbers = {name: reading.find(name)[0].number for name in {each.deal for each in DEAL_CALLS}}
    for call in DEAL_CALLS:
        acting = desk.acting_as(call.who)
        call_deal(acting, user_scale(desk), numbers[call.deal], call.category, reason=call.reason, on=desk.today)
    for total in TOTAL_CALLS:
        amount = parse_money(total.amount, desk.base).money
        call_total(desk.acting_as(total.who), quarter, amount, owner=total.owner, reason=total.reason, on=desk.today)


@cache
def facts(language: str) -> dict[str, dict[str, str]]:
    """What is known of every deal: `ours` by question, and `theirs`, on a competitor."""
    read: dict[str, dict[str, str]] = tomllib.loads((FOLDER / language / "facts.toml").read_text(encoding="utf-8"))
    return read


@cache
def records(language: str, file: str) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The records of the nouns in a file, by deal and noun."""
    read: dict[str, dict[str, list[dict[str, Any]]]]
    read = tomllib.loads((FOLDER / language / f"{file}.toml").read_text(encoding="utf-8"))
    return read


class _Telling:
    """One deal, from its first day to where it stands."""

    def __init__(self, desk: Desk, deal: Deal) -> None:
        self.desk, self.deal = desk, deal
        self.words = TEXTS[deal.language]
        self.born = desk.today - timedelta(days=deal.age_days)
        self.number = 0

    def tell(self) -> None:
        """Creates it, answers what each gate asks, moves it, and ends it where it ended."""
        deal, desk = self.deal, self.desk
        self.number = opportunities.create(desk, self._new(), self.born).opportunity.number
        self._name_partners()
        way = desk.process.between(desk.process.stages[0].key, deal.stage)
        for place, stage in enumerate(way, 1):
            on = self.born + timedelta(days=(deal.age_days - 3) * place // (len(way) + 1))
            self._meet(stage, on)
            override = SHORTCUT[deal.language] if self._has_shortcut(stage) else None
            stages.advance(desk, self.number, stage.key, override=override, on=on)
        if deal.ending == "lost":
            stages.end(desk, self.number, "lost", reason="price", to=deal.competitor, note=None, on=desk.today)
            self._answer_kind("winloss", desk.today)
        elif deal.ending == "cancelled":
            stages.end(desk, self.number, "cancelled", reason="budget-withdrawn", to=None, note=None, on=desk.today)
        elif not way or not way[-1].is_won:
            self._plan_next()
            self._review()
        self._follow_up()

    def _new(self) -> NewOpportunity:
        deal = self.deal
        return NewOpportunity(
            name=deal.name, account=deal.account, amount=parse_money(deal.amount, self.desk.base).money,
            close_on=self._close(), owner=deal.owner, source=deal.source or None, need=deal.need,
            is_strategic=deal.is_strategic,
        )  # fmt: skip

    def _close(self) -> date:
        start = self.desk.settings.fiscal_start
        quarter = fiscal_quarter_of(self.desk.today, start)
        match self.deal.quarter:
            case "next":
                return shift_period(quarter, 1, start).first + timedelta(days=40)
            case "last":
                return shift_period(quarter, -1, start).last - timedelta(days=9)
            case "overdue":
                return self.desk.today - timedelta(days=6)
            case _:
                return max(self.desk.today, quarter.last - timedelta(days=self.deal.age_days % 10))

    def _has_shortcut(self, stage: Stage) -> bool:
        return any(c.id in self.deal.shortcuts for c in self.desk.process.gate(stage.key).criteria)

    def _draw_map(self) -> None:
        """Who is who at the customer's, the superior before those who report to him."""
        told = records(self.deal.language, "people").get(self.deal.name, {})
        with self.desk.writing() as writing:
            known = {person.name for person in writing.dossier(self.number).people}
        everybody = [(given["name"] if given["name"] in known else None, given) for given in told.get(PERSON.name, ())]
        nouns.keep_all(self.desk, self.number, PERSON, everybody)
        nouns.keep_all(self.desk, self.number, TIE, [(None, given) for given in told.get(TIE.name, ())])

    def _tell_why_they_buy(self) -> None:
        told = records(self.deal.language, "value").get(self.deal.name, {})
        for noun in (CRITERION, EVENT, VALUE, ISSUE):
            known: list[tuple[str | None, dict[str, Any]]] = [
                (None, {name: read_field(self.desk, noun.field(name), text) for name, text in given.items()})
                for given in told.get(noun.name, ())
            ]
            nouns.keep_all(self.desk, self.number, noun, known)

    def _plan_work(self) -> None:
        """Risks, the customer's milestones with our actions, calls. Days are counted from today, milestones from 1."""
        told = records(self.deal.language, "work").get(self.deal.name, {})
        milestones: tuple[Milestone, ...] = ()
        for noun in (RISK, MILESTONE, ACTION, CALL, STATEMENT, FOLLOW_UP):
            planned = []
            for given in told.get(noun.name, ()):
                known = {name: self._on_day(noun.field(name), value) for name, value in given.items()}
                if "milestone" in known:
                    known["milestone"] = milestones[known["milestone"] - 1].number
                planned.append((None, known))
            kept = nouns.keep_all(self.desk, self.number, noun, planned) if planned else None
            milestones = kept.milestones if kept and noun is MILESTONE else milestones

    def _review(self) -> None:
        """The conditions that the manager's last review left."""
        manager = next(reports for name, _, reports, _ in TEAM if name == self.deal.owner)
        told = records(self.deal.language, "work").get(self.deal.name, {}).get(CONDITION.name, ())
        for given in told:
            known = {name: self._on_day(CONDITION.field(name), value) for name, value in given.items()}
            nouns.add(self.desk.acting_as(manager or ""), self.number, CONDITION, known)

    def _on_day(self, field: Field, value: Any) -> Any:
        match field.kind:
            case "day":
                return self.desk.today + timedelta(days=value)
            case "money":
                return parse_money(value, self.desk.base).money
            case _:
                return value

    def _name_partners(self) -> None:
        told = records(self.deal.language, "partners").get(self.deal.name, {})
        for noun in (PARTNER, TERMS):
            nouns.keep_all(self.desk, self.number, noun, [(None, given) for given in told.get(noun.name, ())])

    def _follow_up(self) -> None:
        """Who of us does what; the quotation, and what the order is paid by."""
        told = records(self.deal.language, "orders").get(self.deal.name, {})
        for noun in (TEAMMATE, QUOTATION, PAYMENT):
            known = [
                (None, {name: self._on_day(noun.field(name), value) for name, value in given.items()})
                for given in told.get(noun.name, ())
            ]
            nouns.keep_all(self.desk, self.number, noun, known)

    def _plan_next(self) -> None:
        due = self.desk.today + timedelta(days=self.number % 5 - 1)
        wanted = {"next_step": self.words["next"], "next_step_on": due}
        nouns.add(self.desk, self.number, ACTION, {"text": self.words["action"], "due_on": due + timedelta(days=2)})
        opportunities.change(self.desk, [self.number], wanted)
        if self.deal.lead:
            spoken = self.desk.today - timedelta(days=self.number % 9 + 1)
            journal.note(self.desk, self.number, self.words["call"], kind="call", who=self.deal.lead, on=spoken)

    def _meet(self, stage: Stage, on: date) -> None:
        """Records what the gate into a stage asks, but for the shortcuts."""
        if stage.key == "2":
            for kind in ("qualification", "tas"):
                self._answer_kind(kind, on)
        if stage.key == "3":
            self._plan(on)
        for criterion in self.desk.process.gate(stage.key).criteria:
            if criterion.id not in self.deal.shortcuts:
                self._satisfy(criterion, stage, on)
        if stage.is_won:
            self._order(stage, on)

    def _satisfy(self, criterion: Criterion, stage: Stage, on: date) -> None:
        match criterion.kind:
            case Confirmed(role=role):
                who = self.deal.sponsor if role == "business-owner" else self.deal.lead
                answering.confirm(self.desk, self.number, criterion.id, who=who, evidence=self.words["evidence"], on=on)
            case Decided(step=step):
                answering.decide(self.desk, self.number, "go", step=step, reason=self.words["go"], on=on)
            case Approved(what=what):
                self._approve(what, on)
            case Answered(rule=OnePositive(question=question)) if stage.key != "2":
                self._record(question, facts(self.deal.language)["ours"][question], on)
            case _:
                pass

    def _approve(self, what: str, on: date) -> None:
        manager = next(reports for name, _, reports, _ in TEAM if name == self.deal.owner)
        acting = self.desk.acting_as(manager or "")
        plans.judge_plan(acting, self.number, "approved", what=what, by=manager, note=self.words["approve"], on=on)

    def _plan(self, on: date) -> None:
        self._draw_map()
        self._plan_work()
        for kind in ("risk", "plan"):
            self._answer_kind(kind, on)
        if self.deal.competitor:
            nouns.add(self.desk, self.number, COMPETITOR, {"name": self.deal.competitor, **self.deal.rival})
            for question, reply in facts(self.deal.language)["theirs"].items():
                self._record(question, reply, on, against=self.deal.competitor)
        else:
            evidence = self.words["evidence"]
            answering.confirm(self.desk, self.number, "no-competitor", who=self.deal.lead, evidence=evidence, on=on)
        self._tell_why_they_buy()

        if self.deal.strategy:
            kind, reason = self.deal.strategy
            choose(self.desk, builtin_handbook(), self.number, kind, reason=reason, on=on)

    def _answer_kind(self, kind: str, on: date) -> None:
        known = facts(self.deal.language)["ours"]
        for question in self.desk.process.questions:
            if question.kind == kind and question.id in known:
                self._record(question.id, known[question.id], on)

    def _record(self, question: str, line: str, on: date, against: str | None = None) -> None:
        said, evidence, who = read_line(self.desk.process.question(question), line)
        person = {"lead": self.deal.lead, "sponsor": self.deal.sponsor}.get(who or "")
        fact = Fact(evidence=evidence, who=person or None, on=on, against=against)
        answering.answer(self.desk, self.number, question, said, fact)

    def _order(self, stage: Stage, on: date) -> None:
        amount = parse_money(self.deal.amount, self.desk.base).money
        quarter = fiscal_quarter_of(self.desk.today, self.desk.settings.fiscal_start)
        came = self._close() if self.deal.quarter == "last" else min(max(on, quarter.first), self.desk.today)
        fields: dict[str, dict[str, Any]] = {
            "9": {"order_number": f"PO-{4700 + self.number}", "on": came, "amount": amount},
            "9.5": {"contract_on": came, "processed_on": came},
            "10": {"shipped_on": came, "paid": "part", "booked_on": came, "booked_amount": amount},
        }
        hangers.set_order(self.desk, self.number, fields[stage.key])
