"""Whatever is done can be undone to the last row, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.calls import TotalCall
from osp_cli.domain.money import Money
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import Opportunity, Order, Sign, Snooze, Spoken
from osp_cli.domain.risks import RISK, Risk
from osp_cli.domain.sales_plans import KINDS
from osp_cli.store.sales_plans import plan_of
from osp_cli.store.store import Store, Writing
from tests.store.books import FULL, ON, PLAIN, WHO, dump, example, fill, verdict, writing

Command = Callable[[Writing, int], None]


def _some_opportunity(writing: Writing, choice: int) -> Opportunity:
    """One of those there are, made where there is none."""
    found = [*writing.candidates("", 9), *writing.candidates("e", 9)]
    return found[choice % len(found)] if found else writing.add_opportunity(_draft(writing, choice))


def _draft(writing: Writing, choice: int) -> Opportunity:
    model = (PLAIN, FULL)[choice % 2]
    slug = next(s for i in range(1000) if not writing.slug_taken(s := f"deal-{choice}-{i}"))
    return replace(model, slug=slug, external_id=None, account=f"Account {choice % 3}", owner=f"Owner {choice % 4}")


def _create(writing: Writing, choice: int) -> None:
    writing.add_opportunity(_draft(writing, choice))


def _fill(writing: Writing, choice: int) -> None:
    fill(writing, _draft(writing, choice))


def _change(writing: Writing, choice: int) -> None:
    opportunity = _some_opportunity(writing, choice)
    amount = Money(choice * 100, "EUR")
    owner = f"Owner {choice % 5}"
    status = ("open", "won", "lost")[choice % 3]
    changed = replace(opportunity, amount=amount, owner=owner, close_on=ON + timedelta(days=choice))
    writing.save_opportunity(replace(changed, stage=str(choice % 9 + 1), status=status))  # type: ignore[arg-type]


def _answer(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    person = writing.ensure_person(number, f"Person {choice % 3}")
    rival = writing.ensure_competitor(number, "Quartz") if choice % 2 else None
    writing.add_answer(
        number, question="q", said=Spoken(get_args(Sign)[choice % 3]), on=ON, person=person, competitor=rival
    )
    writing.add_confirmation(number, criterion=f"c{choice % 2}", person=person, evidence="e", on=ON)


def _decide(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    writing.add_decision(number, step=2, verdict="go", reason="r", on=ON)
    writing.add_strategy(number, kind="develop", recommended=None, reason="r", on=ON)
    version = writing.add_plan_version(number, kind="full", size="large", digest=f"d{choice}", content="{}", on=ON)
    writing.add_approval(number, verdict(approver="I", plan_version=version.version))
    writing.mark_renewal(number, criteria=["c0"], steps=[2], approvals=["plan"])


def _owe(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    open_debts = writing.dossier(number).open_debts()
    if open_debts:
        writing.settle_debt(open_debts[0].number, on=ON, by="me", evidence=None)
    else:
        writing.add_debt(number, criterion="c", stage="3", reason="r", on=ON)


def _order(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    if choice % 3 == 0:
        writing.cancel_order(number, on=ON, reason="r")
    else:
        writing.save_order(number, Order(number=0, order_number=f"PO-{choice}", amount=Money(choice, "CNY")))


def _risk_and_note(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    risk = writing.add_record(number, RISK, Risk(number=0, id="", text="r"))
    if choice % 2:
        writing.save_record(number, RISK, replace(risk, is_closed=True))
    writing.add_note(number, kind="mail", text=f"注 {choice}", on=ON)


def _team(writing: Writing, choice: int) -> None:
    member = writing.ensure_member(f"Owner {choice % 5}")
    writing.save_member(replace(member, role="manager", reports_to="The boss", region=f"R{choice % 2}"))
    amount = Money(choice, "USD") if choice % 4 else None
    writing.set_quota(member.name if choice % 2 else None, ON, ON + timedelta(days=choice % 2), amount)


def _own(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    writing.set_own(number, f"field-{choice % 2}", "number", choice if choice % 3 else None)


def remove(writing: Writing, choice: int) -> None:
    writing.remove_opportunity(_some_opportunity(writing, choice).number)


def _touch(writing: Writing, choice: int) -> None:
    writing.touch(_some_opportunity(writing, choice).number, ON + timedelta(days=choice % 3))


def _account(writing: Writing, choice: int) -> None:
    account = writing.ensure_account(f"Account {choice % 3}")
    writing.save_account(replace(account, goals=f"goal {choice}", is_strategic=bool(choice % 2)))
    first = _some_opportunity(writing, choice)
    others = [each for each in writing.candidates("", 9) if each.number != first.number]
    for other in others[: choice % 2]:
        writing.save_opportunity(replace(other, follows=first.number))


def _sales_plan(writing: Writing, choice: int) -> None:
    owner, account = writing.ensure_member(f"Owner {choice % 4}"), writing.ensure_account(f"Account {choice % 3}")
    kind = KINDS[choice % 3]
    subject = {"account": account.name, "territory": owner.name, "partner": "Pierhead"}[kind]
    plan = plan_of(writing, kind, subject)
    if plan is None:
        about = {"account": {"account": account.number}, "partner": {"partner": subject}}.get(kind, {})
        writing.add_sales_plan(kind, owner=owner.number, **about)  # type: ignore[arg-type]
        return
    writing.save_plan_part(plan.number, "part", f"text {choice}" if choice % 5 else None)
    if kind != "territory":
        writing.save_plan_owner(plan, owner=owner.number)
    version = writing.add_sales_version(plan, digest=f"d{choice}", content="{}", on=ON)
    if choice % 2:
        verdict = {"verdict": "approved", "approver": "I", "reported_by": None, "note": None}
        writing.judge_sales_version(version.number, **verdict, on=ON)


def merge(writing: Writing, choice: int) -> None:
    merge_accounts(writing, "Account 0", f"Account {choice % 2 + 1}")


def merge_accounts(writing: Writing, stays: str, goes: str) -> None:
    """Two accounts become one."""
    kept, gone = writing.ensure_account(stays), writing.ensure_account(goes)
    if kept.number == gone.number:
        return
    if plan := plan_of(writing, "account", gone.name):
        writing.move_plan_to_account(plan, kept.number, plan_of(writing, "account", kept.name))
    writing.move_to_account(gone.number, kept)
    writing.remove_account(gone.number)
    writing.add_former_name(kept, gone.name)


def _noun(writing: Writing, choice: int) -> None:
    """A record of any noun is added, changed, or where it is an action removed."""
    number, noun = _some_opportunity(writing, choice).number, NOUNS[choice % len(NOUNS)]
    known = [each for each in getattr(writing.dossier(number), noun.many) if each is not None]
    if not known:
        writing.add_record(number, noun, example(noun, choice))
    elif noun.name == "action" and choice % 2:
        writing.remove_record(noun, known[0].number)
    elif noun.fields[0].kind != "name":
        writing.save_record(number, noun, replace(example(noun, choice), number=known[0].number, id=known[0].id))


def _call(writing: Writing, choice: int) -> None:
    number = _some_opportunity(writing, choice).number
    writing.add_forecast_call(number, "commit" if choice % 2 else "best", reason=f"because {choice}", on=ON)
    owner = writing.ensure_member(f"Owner {choice % 3}").name if choice % 4 else None
    writing.add_total_call(TotalCall(0, owner, "owner", ON, ON, Money(choice, "USD"), None, ON, "", WHO))


def _snooze(writing: Writing, choice: int) -> None:
    deal = _some_opportunity(writing, choice)
    writing.snooze(deal.number, Snooze("must", (deal.number, deal.id), None, ON + timedelta(days=choice)))


COMMANDS: tuple[Command, ...] = (
    _create, _fill, _change, _answer, _decide, _owe, _order, _risk_and_note, _team, remove, _touch,
    _account, _sales_plan, merge, _own, _noun, _call, _snooze,
)  # fmt: skip
commands = some.lists(some.tuples(some.sampled_from(COMMANDS), some.integers(0, 40)), min_size=1, max_size=12)


@given(before=commands, after=commands)
def test_undoing_all_gives_the_start_and_redoing_all_the_end(
    before: list[tuple[Command, int]], after: list[tuple[Command, int]]
) -> None:
    store = Store.in_memory()
    _run(store, before)
    start = dump(store)
    done = _run(store, after)
    end = dump(store)
    with writing(store) as w:
        assert len(w.undo(done)) == done
    assert dump(store) == start
    for _ in range(done):
        with writing(store) as w:
            assert w.redo() is not None
    assert dump(store) == end
    with writing(store) as w:
        assert w.redo() is None


def _run(store: Store, commands: list[tuple[Command, int]]) -> int:
    """Runs the commands, each in its own transaction; returns how many left a unit."""
    done = 0
    for command, choice in commands:
        with writing(store, command.__name__) as w:
            command(w, choice)
        done += bool(w.changes)
    return done


moves = some.lists(
    some.one_of(
        some.tuples(some.just("do"), some.sampled_from(COMMANDS), some.integers(0, 40)),
        some.tuples(some.just("undo"), some.integers(1, 3)),
        some.tuples(some.just("redo")),
    ),
    max_size=25,
)


@given(moves=moves)
def test_undo_and_redo_walk_through_the_states_in_any_order(moves: list[tuple[object, ...]]) -> None:
    store = Store.in_memory()
    states, place = [dump(store)], 0
    for move in moves:
        with writing(store) as w:
            if move[0] == "undo":
                place -= len(w.undo(int(str(move[1]))))
            elif move[0] == "redo":
                place += w.redo() is not None
            else:
                move[1](w, move[2])  # type: ignore[operator]
        if move[0] == "do" and w.changes:
            states = [*states[: place + 1], dump(store)]
            place += 1
        assert dump(store) == states[place]
