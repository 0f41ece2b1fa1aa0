"""Stores for the tests: empty, with one opportunity that has everything, or large; and what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from osp_cli.domain.close_plan import ACTION, Action
from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.fields import Noun
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Approval, NewMove, Opportunity, Order, Spoken
from osp_cli.domain.risks import RISK, Risk
from osp_cli.domain.value import Rated
from osp_cli.store.compiled import COLUMNS, STATEMENTS
from osp_cli.store.sales_plans import plan_of
from osp_cli.store.store import Store, Writing
from osp_cli.store.ulid import new_ulid
from osp_cli.store.values import opportunity_columns

HOSTILE = "\x1b]0;x\x07 \u202e \x85\u2028 \\\" ' 海棠 🦊 \x00 =1+1"
ON = date(2026, 11, 24)
AT = "2026-11-24T12:00:00.000Z"
STAGES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "9.5", "10")
WHO = "Amara Okafor"

PLAIN = Opportunity(
    number=0,
    id="",
    slug="cedar-billing",
    name="Cedar billing",
    stage="1",
    status="open",
    account="Cedar Valley Water",
    owner=WHO,
    created_on=ON,
)
FULL = replace(
    PLAIN,
    slug="海棠银行-数据平台",
    name="海棠银行 数据平台",
    account="海棠银行",
    owner="林晓梅",
    stage="9.5",
    status="won",
    amount=Money(350_000_000, "CNY"),
    rate="0.14",
    rate_on=date(2026, 10, 1),
    base=Money(49_000_000, "USD"),
    close_on=date(2026, 12, 20),
    own_probability=60,
    kind="expansion",
    source="fair",
    need="监管报表一次出齐",
    partner="Orbit Partners",
    product="Atlas",
    next_step="Call",
    next_step_on=date(2026, 11, 30),
    decide_on=date(2026, 12, 4),
    ended_on=date(2026, 11, 20),
    left_stage="8",
    reason="price",
    lost_to="Quartz Systems",
    reason_note="说得太晚",
    external_id="CRM-7",
    touched_on=ON,
)


def open_store(path: Path, **more: Any) -> Store:
    """The store in this file, made where it is missing, with a clock that stands still."""
    return Store.open(path, create=True, clock=lambda: AT, **more)


@contextmanager
def writing(store: Store, command: str = "osp test", **more: Any) -> Iterator[Writing]:
    """A transaction of the usual person, whose `changes` are told afterwards."""
    with store.writing(who=WHO, command=command, **more) as w:
        yield w
        w.changes = w.told()


def verdict(**given: Any) -> Approval:
    """A manager's verdict, approved unless told otherwise."""
    plain = Approval(0, "plan", "approved", "Ingrid Solberg", reported_by=None, note=None, on=ON, at="", by="")
    return replace(plain, **given)


def fill(writing: Writing, draft: Opportunity = FULL) -> Opportunity:
    """An opportunity with at least one of every record."""
    saved = writing.add_opportunity(draft)
    number = saved.number
    lead, boss = writing.ensure_person(number, "赵立新"), writing.ensure_person(number, "Noor Haddad")
    rival = writing.ensure_competitor(number, "Quartz Systems")
    writing.save_record(number, COMPETITOR, replace(rival, standing="behind", standing_with="Noor Haddad"))
    writing.add_answer(number, question="tas-project", said=Spoken("+", evidence="mail"), on=ON, person=lead)
    writing.add_answer(number, question="competitor-strengths", said=Spoken("?", "?"), on=ON, competitor=rival)
    writing.add_answer(number, question="plan-value", said=Spoken("+", "Saves a day"), on=ON, question_version=2)
    writing.add_confirmation(number, criterion="funding-confirmed", person=boss, evidence="minutes", on=ON)
    writing.add_decision(number, step=2, verdict="go", reason="funded", on=ON, assessment=(("b", "+"), ("a", "?")))
    writing.add_strategy(number, kind="flanking", recommended="frontal", reason="they change the criteria", on=ON)
    writing.add_move(number, NewMove(kind="create", from_stage=None, to_stage="1", status="open", on=ON))
    writing.add_move(
        number, NewMove(kind="override", from_stage="1", to_stage="9.5", status="won", on=ON, reason="why", report="{}")
    )
    version = writing.add_plan_version(number, kind="full", size="large", digest="d1", content="{}", on=ON)
    writing.add_plan_version(number, kind="full", size="large", digest="d2", content="{}", on=ON)
    thin = verdict(verdict="returned", reported_by=WHO, note="Too thin", size="large", plan_version=version.version)
    writing.add_approval(number, thin)
    writing.add_approval(number, verdict(what="discount"))
    debt = writing.add_debt(number, criterion="funding-confirmed", stage="4", reason="phone", on=ON)
    writing.add_debt(number, criterion="project-confirmed", stage="4", reason="phone", on=ON)
    writing.settle_debt(debt.number, on=ON, by=WHO, evidence="letter")
    writing.save_order(
        number,
        Order(
            number=0,
            order_number="PO-1",
            on=ON,
            amount=Money(1, "CNY"),
            base=Money(2, "USD"),
            contract_on=ON,
            processed_on=ON,
            shipped_on=ON,
            paid="part",
            booked_on=ON,
            booked_amount=Money(3, "CNY"),
            booked_base=Money(4, "USD"),
        ),
    )
    risk = Risk(number=0, id="", text="预算冻结", prompt="risk-financial", counter="Ask", owner=WHO)
    writing.add_record(number, RISK, risk)
    writing.add_note(number, kind="call", text="Spoke of 监管报表 and\nthe Price", on=ON, person=boss)
    writing.add_note(number, kind="note", text="alone", on=ON)
    writing.add_record(
        number,
        ACTION,
        Action(number=0, id="", text="Show the pilot", kind="prove", owner=WHO, due_on=ON, question="tas-project"),
    )
    writing.set_own(number, "区域", "choice", "华北")
    writing.set_own(number, "signed", "flag", value=True)
    fill_account(writing, number)
    return writing.opportunity(number)


def example(noun: Noun, choice: int = 0) -> Any:
    """A record of a noun in which every field says something, differently by choice; of others it names none."""
    told = {"name": f"Some {noun.name} {choice}", "text": f"{HOSTILE}{choice}", "person": "Noor Haddad", "flag": True}
    told |= {"day": ON + timedelta(days=choice), "money": Money(100 + choice, "CNY"), "number": 1 + choice}
    told |= {"people": ("Noor Haddad", "林晓梅"), "positions": (Rated("Quartz Systems", "better"),), "answer": None}
    told |= {"question": "tas-project", "record": None}
    fields = {
        field.name: field.allowed[choice % len(field.allowed)] if field.kind == "choice" else told[field.kind]
        for field in noun.fields
    }
    return noun.value(0, "", **fields)


def fill_account(writing: Writing, number: int) -> None:
    """The account of an opportunity with a former name of its own, and its plan with a version that was judged."""
    name = writing.opportunity(number).account
    assert name is not None
    account, owner = writing.ensure_account(name), writing.ensure_member(WHO)
    writing.save_account(replace(account, industry="银行", history="A pilot", is_named=True))
    former = f"formerly {name}"
    if not writing.account(former):
        writing.add_former_name(account, former)
    plan = plan_of(writing, "account", name)
    if plan is None:
        writing.add_sales_plan("account", owner=owner.number, account=account.number)
        plan = plan_of(writing, "account", name)
    assert plan is not None
    writing.save_plan_part(plan.number, "account-plan-target", f"Grow {len(plan.versions)}")
    version = writing.add_sales_version(plan, digest="d", content="{}", on=ON)
    verdict = {"verdict": "returned", "approver": "Ingrid Solberg", "reported_by": WHO, "note": "Too thin"}
    writing.judge_sales_version(version.number, **verdict, on=ON)


def fill_many(store: Store, count: int) -> None:
    """Many opportunities over all stages, four owners and four accounts; two of three are open, some lack values."""
    with writing(store) as w:
        owners = [w.ensure_member(f"Owner {i}").number for i in range(4)]
        accounts = [w.ensure_account(f"Account {i}").number for i in range(4)]
        w.begin_unit("do")
        w.connection.executemany(
            STATEMENTS["opportunity.add"], (_row(i, count, owners[i % 4], accounts[i % 4]) for i in range(count))
        )


def _row(i: int, count: int, owner: int, account: int) -> dict[str, Any]:
    scattered = i * 7919 % count  # another order than that of the numbers
    amount = None if i % 11 == 0 else Money(scattered * 100, "USD")
    draft = replace(
        PLAIN,
        slug=f"deal-{i}",
        name=f"Deal {scattered:06}",
        stage=STAGES[i % 11],
        status=("open", "open", "won", "open", "open", "lost")[i % 6],
        amount=amount,
        base=amount,
        close_on=None if i % 13 == 0 else ON + timedelta(days=scattered % 700 - 100),
        touched_on=None if i % 17 == 0 else ON - timedelta(days=scattered % 300),
    )
    references = {"account_number": account, "owner_number": owner}
    stamp = {"id": new_ulid(), "by": WHO, "at": AT, "seen": None, "version": 1}
    return {**opportunity_columns(draft), **references, **stamp}


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every record there is, by table: not which unit changed it last, for an undo is a unit of its own."""
    columns = {table: [f'"{column}"' for column in names] for table, names in COLUMNS.items()} | {"book": ["*"]}
    with store.reading() as reading:
        ask = reading.connection.execute
        return {
            table: [tuple(row) for row in ask("SELECT {} FROM {} ORDER BY number".format(", ".join(named), table))]
            for table, named in columns.items()
        }
