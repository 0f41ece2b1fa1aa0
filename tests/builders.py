"""One builder of the world that domain tests run in: a deal with every fact up to a stage, to take facts from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.kinds import Answered, Approved, Confirmed, Decided, OnePositive
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import (
    Account,
    Answer,
    Approval,
    Confirmation,
    Debt,
    Decision,
    Member,
    Opportunity,
    Order,
)
from osp_cli.domain.people import Person
from osp_cli.domain.process import Process
from osp_cli.domain.risks import Risk
from osp_cli.pack.load import builtin

TODAY = date(2026, 11, 24)
DAY = date(2026, 11, 2)
AT = "2026-11-02T12:00:00.000Z"
LEAD, SPONSOR, OWNER, MANAGER = "Noor Haddad", "Rosa Ibarra", "Amara Okafor", "Ingrid Solberg"
PROCESS: Process = builtin()


def usd(units: int) -> Money:
    """Whole dollars."""
    return Money(units * 100, "USD")


def opportunity(**changes: Any) -> Opportunity:
    """An opportunity of 60k at the first stage, with owner, account and date."""
    known = Opportunity(
        number=7, id="01K", slug="blue-heron-erp", name="Blue Heron ERP", stage="1", status="open",
        account="Blue Heron Foods", owner=OWNER, amount=usd(60_000), base=usd(60_000), close_on=date(2026, 12, 18),
    )  # fmt: skip
    return replace(known, **changes)


def answer(
    question: str, sign: str = "+", *, number: int = 1, on: date = DAY, against: str | None = None, **more: Any
) -> Answer:
    """One answer, with evidence and a customer's person unless told otherwise."""
    given = {"text": None, "evidence": "minutes", "who": LEAD, **more}
    return Answer(number=number, question=question, sign=sign, on=on, at=AT, by=OWNER, against=against, **given)  # type: ignore[arg-type]


def confirmation(criterion: str, who: str = LEAD, **more: Any) -> Confirmation:
    """What a person of the customer's confirmed."""
    return Confirmation(number=1, criterion=criterion, who=who, evidence="mail", on=DAY, at=AT, by=OWNER, **more)


def decision(step: int, verdict: str = "go", **more: Any) -> Decision:
    """A go / no-go."""
    return Decision(number=1, step=step, verdict=verdict, reason="funded", on=DAY, at=AT, by=OWNER, **more)  # type: ignore[arg-type]


def approval(
    what: str = "plan", verdict: str = "approved", approver: str = MANAGER, size: str = "medium", **more: Any
) -> Approval:
    """A manager's verdict."""
    given = {"reported_by": None, "note": None, "plan_version": 1, **more}
    return Approval(
        number=1, what=what, verdict=verdict, approver=approver, on=DAY, at=AT, by=MANAGER, size=size, **given
    )  # type: ignore[arg-type]


def debt(criterion: str, number: int = 1, **more: Any) -> Debt:
    """A shortcut still to be made good."""
    return Debt(number=number, criterion=criterion, stage="4", reason="hurry", on=DAY, at=AT, by=OWNER, **more)


def all_answers(*kinds: str) -> tuple[Answer, ...]:
    """A + to each question of these kinds; risk prompts are answered "no"."""
    return tuple(
        answer(
            question.id,
            "-" if question.kind == "risk" else "+",
            number=place,
            text="known" if question.form == "text" else None,
        )
        for place, question in enumerate((q for q in PROCESS.questions if q.kind in kinds), 1)
    )


def deal(stage: str = "1", *, upto: str | None = None, size: str = "medium", **changes: Any) -> Dossier:
    """A dossier that stands at `stage` and meets every gate up to `upto` (default: one stage further)."""
    target = upto or getattr(PROCESS.next_stage(stage), "key", stage)
    facts: dict[str, list[Any]] = {"answers": [], "confirmations": [], "decisions": [], "approvals": []}
    facts["answers"] += all_answers("qualification", "tas", "risk", "plan")
    for one in PROCESS.between("1", target):
        for criterion in PROCESS.gate(one.key).criteria:
            match criterion.kind:
                case Confirmed(role=role):
                    facts["confirmations"].append(
                        confirmation(criterion.id, SPONSOR if role == "business-owner" else LEAD)
                    )
                case Decided(step=step):
                    facts["decisions"].append(decision(step))
                case Approved(what=what):
                    facts["approvals"].append(approval(what, size=size))
                case Answered(rule=OnePositive(question=question)):
                    facts["answers"].append(answer(question, number=900, text="known"))
                case _:
                    pass
    facts["confirmations"].append(confirmation("no-competitor"))
    known = Dossier(
        opportunity=opportunity(stage=stage, status="won" if PROCESS.stage(stage).is_won else "open"),
        account=Account(1, "01A", "Blue Heron Foods"),
        owner=Member(1, "01M", OWNER, "rep"),
        people=(Person(1, "01P", LEAD), Person(2, "01Q", SPONSOR)),
        order=full_order(),
        managers=(MANAGER,),
        **{name: tuple(values) for name, values in facts.items()},
    )
    return replace(known, **changes)


def full_order() -> Order:
    """An order with everything that booking asks."""
    return Order(
        number=1, order_number="PO-1", on=DAY, amount=usd(60_000), base=usd(60_000), contract_on=DAY, processed_on=DAY,
        shipped_on=DAY, paid="part", booked_on=DAY, booked_amount=usd(60_000), booked_base=usd(60_000),
    )  # fmt: skip


def changed(dossier: Dossier, **changes: Any) -> Dossier:
    """The same dossier with other facts."""
    return replace(dossier, **changes)


def without_answer(dossier: Dossier, *questions: str) -> Dossier:
    """The same dossier as if nobody had asked these."""
    return changed(dossier, answers=tuple(a for a in dossier.answers if a.question not in questions))


def plus(dossier: Dossier, *answers: Answer) -> Dossier:
    """The same dossier with newer answers."""
    return changed(dossier, answers=(*dossier.answers, *(replace(a, number=1000 + n) for n, a in enumerate(answers))))


def competitor(name: str = "Quartz Systems") -> Competitor:
    """Somebody else who wants the deal."""
    return Competitor(1, "01C", name)


def risk(prompt: str | None, counter: str | None = None, **more: Any) -> Risk:
    """A risk, countered or not."""
    return Risk(number=1, id="01R", text="It may slip", prompt=prompt, counter=counter, **more)
