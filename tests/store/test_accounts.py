"""Accounts, former names, the plans of step 1 and what grew out of what, in real stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from osp_cli.domain.duties import latest_start
from osp_cli.domain.sales_plans import review_due
from osp_cli.pack.reading import builtin_handbook
from osp_cli.store import accounts
from osp_cli.store.sales_plans import due_plans, plan_of, plans, waiting_count
from osp_cli.store.store import Store, Writing
from tests.store.books import ON, PLAIN, dump, writing


def _plan(w: Writing, partner: str, *verdicts: tuple[str | None, date]) -> None:
    number = w.add_sales_plan("partner", owner=w.ensure_member("Amara").number, partner=partner)
    for verdict, day in verdicts:
        plan = next(each for each in plans(w) if each.number == number)
        version = w.add_sales_version(plan, digest="d", content="{}", on=day)
        if verdict:
            told = {"verdict": verdict, "approver": "Ingrid", "reported_by": None, "note": None}
            w.judge_sales_version(version.number, **told, on=day)  # type: ignore[arg-type]


def test_the_plans_that_are_due_are_those_that_the_rule_says(store: Store) -> None:
    with writing(store) as w:
        begun = date.fromisoformat(w.at[:10])
        _plan(w, "never submitted")
        for gap in range(-3, 4):
            _plan(w, f"approved {gap}", ("approved", begun + timedelta(days=gap)))
        _plan(w, "returned", ("approved", begun), ("returned", begun))
        _plan(w, "waiting", ("approved", begun), (None, begun))
    handbook = builtin_handbook()
    duty = next(duty for duty in handbook.duties if duty.rhythm == "after-sales-plan")
    with store.reading() as reading:
        assert waiting_count(reading) == 1
        for days in (0, 1, *range(86, 98)):
            today = begun + timedelta(days=days)
            found = due_plans(reading, today, latest_start(duty, today), None, 99)
            wanted = {p.subject for p in plans(reading) if (due := review_due(p, duty.months)) and due <= today}
            assert {plan.subject for plan in found} == wanted
        assert due_plans(reading, today, today, "Somebody else", 99) == ()


@pytest.mark.parametrize("with_plans", [0, 1, 2])
def test_two_accounts_become_one_and_undo_parts_them_again(store: Store, with_plans: int) -> None:
    with writing(store) as w:
        kept, gone = w.ensure_account("Orbit Foods"), w.ensure_account("Orbit Foods Ltd")
        w.add_opportunity(replace(PLAIN, account=gone.name))
        w.add_former_name(gone, "Orbit Groceries")
        owner = w.ensure_member("Amara").number
        for account in (gone, kept)[:with_plans]:
            number = w.add_sales_plan("account", owner=owner, account=account.number)
            w.save_plan_part(number, "account-plan-target", f"goal of {account.name}")
            w.save_plan_part(number, f"only-{account.number}", "mine")
            plan = plan_of(w, "account", account.name)
            assert plan is not None
            w.add_sales_version(plan, digest=account.name, content="{}", on=ON)
    before = dump(store)
    with writing(store) as w:
        if plan := plan_of(w, "account", gone.name):
            w.move_plan_to_account(plan, kept.number, plan_of(w, "account", kept.name))
        w.move_to_account(gone.number, kept)
        w.remove_account(gone.number)
        w.add_former_name(kept, gone.name)
    with store.reading() as reading:
        assert [a.name for a in reading.accounts()] == ["Orbit Foods"]
        for name in ("orbit foods LTD", "Orbit Groceries", "1", "Orbit Foods"):
            assert [a.name for a in accounts.find(reading, name)] == ["Orbit Foods"]
        assert reading.opportunity(1).account == "Orbit Foods"
        plan = plan_of(reading, "account", "Orbit Foods Ltd")
        texts = plan.texts if plan else {}
        assert len(texts) == (0, 2, 3)[with_plans]
        if plan and with_plans == 2:
            assert texts["account-plan-target"] == "goal of Orbit Foods / goal of Orbit Foods Ltd"
            assert [(each.version, each.digest) for each in plan.versions] == [(1, gone.name), (2, kept.name)]
    with writing(store) as w:
        assert w.ensure_account("Orbit Foods Ltd").number == kept.number, "a former name makes no new account"
        w.undo()
    assert dump(store) == before


def test_what_grew_out_of_a_deal_stays_without_it_and_undo_joins_them_again(store: Store) -> None:
    with writing(store) as w:
        first = w.add_opportunity(PLAIN)
        w.add_opportunity(replace(PLAIN, slug="second", follows=first.number))
    before = dump(store)
    with store.reading() as reading:
        assert [each.slug for each in accounts.following(reading, first.number)] == ["second"]
    with writing(store) as w:
        w.remove_opportunity(first.number)
        assert [each.follows for each in w.candidates("", 9)] == [None]
        w.undo(1)
    assert dump(store) == before
