"""What goes in comes out, as the value it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.money import MAX_MINOR, Money
from osp_cli.domain.opportunity import Opportunity, Order
from osp_cli.domain.risks import RISK, Risk
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.store.dossiers import PARTS
from osp_cli.store.store import Reading, Store
from tests.store.books import AT, FULL, ON, PLAIN, WHO, fill, open_store, verdict, writing


def read(store: Store, ask: Callable[[Reading], object]) -> object:
    with store.reading() as reading:
        return ask(reading)


@pytest.mark.parametrize("draft", [PLAIN, FULL], ids=["plain", "full"])
def test_an_opportunity_comes_back_with_every_field(store: Store, draft: Opportunity) -> None:
    with writing(store) as w:
        saved = w.add_opportunity(draft)
    assert saved == replace(draft, number=1, id=saved.id, version=1)
    assert read(store, lambda r: r.opportunity(1)) == saved


def test_every_record_comes_back_in_the_dossier(store: Store) -> None:
    with writing(store) as w:
        saved = fill(w)
        w.save_member(replace(w.ensure_member("Ingrid Solberg"), role="manager"))
    with store.reading() as reading:
        dossier = reading.dossier(saved.number)
    assert dossier.opportunity == saved
    assert (dossier.account and dossier.account.name, dossier.owner and dossier.owner.name) == ("海棠银行", "林晓梅")
    assert [person.name for person in dossier.people] == ["赵立新", "Noor Haddad"]
    assert [(c.name, c.standing) for c in dossier.competitors] == [("Quartz Systems", "behind")]
    assert [(a.question, a.who, a.against, a.question_version) for a in dossier.answers] == [
        ("tas-project", "赵立新", None, 1),
        ("competitor-strengths", None, "Quartz Systems", 1),
        ("plan-value", None, None, 2),
    ]
    assert (dossier.answers[0].by, dossier.answers[0].at, dossier.answers[0].on) == (WHO, AT, ON)
    assert [(c.criterion, c.who, c.evidence) for c in dossier.confirmations] == [
        ("funding-confirmed", "Noor Haddad", "minutes")
    ]
    assert dossier.decisions[0].assessment == (("b", "+"), ("a", "?"))
    assert [(s.kind, s.recommended, s.reason, s.on) for s in dossier.strategies] == [
        ("flanking", "frontal", "they change the criteria", ON)
    ]
    assert [move.kind for move in dossier.moves] == ["create", "override"]
    assert [version.version for version in dossier.plan_versions] == [1, 2]
    assert [(a.what, a.reported_by, a.plan_version) for a in dossier.approvals] == [
        ("plan", WHO, 1),
        ("discount", None, None),
    ]
    assert [(d.criterion, d.is_open) for d in dossier.debts] == [
        ("funding-confirmed", False),
        ("project-confirmed", True),
    ]
    assert dossier.debts[0].settled_evidence == "letter"
    assert dossier.order is not None
    assert dossier.order.booked_base == Money(4, "USD")
    assert [risk.text for risk in dossier.risks] == ["预算冻结"]
    assert [(note.kind, note.who) for note in dossier.notes] == [("call", "Noor Haddad"), ("note", None)]
    assert dossier.managers == ("Ingrid Solberg",)


def test_dossiers_of_a_status_are_those_of_each_opportunity(store: Store) -> None:
    with writing(store) as w:
        for slug, status in (("a", "open"), ("b", "won"), ("c", "open")):
            fill(w, replace(FULL, slug=slug, status=status, external_id=None))
        w.add_opportunity(replace(PLAIN, slug="bare", account=None, owner=None))
    with store.reading() as reading:
        found = list(reading.dossiers("open"))
        assert found == [reading.dossier(number) for number in (1, 3, 4)]
        assert found[2] == Dossier(reading.opportunity(4))


def test_a_dossier_costs_the_same_number_of_queries_whatever_is_in_it(store: Store) -> None:
    with writing(store) as w:
        w.add_opportunity(PLAIN)
        fill(w)
    counts = []
    for number in (1, 2):
        queries: list[str] = []
        with store.reading() as reading:
            reading.connection.set_trace_callback(queries.append)
            reading.dossier(number)
            reading.connection.set_trace_callback(None)
        counts.append(len(queries))
    assert counts == [5 + len(PARTS)] * 2  # the opportunity, account, owner, order and managers beside the parts


def test_an_unknown_opportunity_is_not_found(store: Store) -> None:
    with store.reading() as reading:
        for ask in (reading.opportunity, reading.dossier):
            with pytest.raises(NotFound, match="opportunity-unknown"):
                ask(7)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minor=some.integers(-MAX_MINOR, MAX_MINOR), currency=some.sampled_from(["USD", "CNY", "JPY"]))
def test_money_is_kept_and_summed_exactly(minor: int, currency: str) -> None:
    store = Store.in_memory()
    with writing(store) as w:
        saved = w.add_opportunity(replace(PLAIN, amount=Money(minor, currency)))
        w.add_opportunity(replace(PLAIN, slug="other", amount=Money(minor, currency)))
    with store.reading() as reading:
        assert reading.opportunity(saved.number).amount == Money(minor, currency)
        total = reading.connection.execute("SELECT sum(amount_minor) FROM opportunity").fetchone()[0]
        assert total == 2 * minor


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=some.text(some.characters(exclude_categories=["Cs"]), min_size=1), day=some.dates())
def test_any_text_and_any_day_come_back_and_survive_the_journal(text: str, day: date) -> None:
    store = Store.in_memory()
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
    with writing(store) as w:
        w.add_note(number, kind="note", text=text, on=day)
    with writing(store) as w:
        w.undo(1)
    with writing(store) as w:
        w.redo()
    with store.reading() as reading:
        (note,) = reading.dossier(number).notes
        assert (note.text, note.on) == (text, day)


def test_names_are_the_same_whatever_their_case_width_or_normal_form(store: Store) -> None:
    with writing(store) as w:
        first = w.ensure_account("Café Orion")
        assert w.ensure_account("CAFE\u0301 ｏｒｉｏｎ") == first
        number = w.add_opportunity(PLAIN).number
        assert w.ensure_person(number, "Noor Haddad") == w.ensure_person(number, " noor  HADDAD ")
        assert w.ensure_competitor(number, "Quartz") == w.ensure_competitor(number, "QUARTZ")
        assert w.ensure_member(WHO.upper()).name == WHO
    with store.reading() as reading:
        assert reading.account("café orion") == first
        assert [account.name for account in reading.accounts()] == ["Café Orion", "Cedar Valley Water"]


def test_a_name_that_cannot_be_shown_is_refused(store: Store) -> None:
    with pytest.raises(WrongUsage), writing(store) as w:
        w.ensure_account("Evil\x1bCorp")
    with store.reading() as reading:
        assert reading.accounts() == ()


def test_one_name_may_belong_to_people_of_two_opportunities(store: Store) -> None:
    with writing(store) as w:
        one, two = w.add_opportunity(PLAIN), w.add_opportunity(replace(PLAIN, slug="two"))
        assert w.ensure_person(one.number, "Noor") != w.ensure_person(two.number, "Noor")


def test_a_second_order_follows_only_a_cancelled_one(store: Store) -> None:
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
        first = w.save_order(number, Order(number=0, order_number="PO-1"))
        assert w.save_order(number, replace(first, paid="full")).number == first.number
        w.cancel_order(number, on=ON, reason="budget")
        assert w.dossier(number).order is None
        second = w.save_order(number, Order(number=0, order_number="PO-2"))
        assert second.number != first.number
        assert w.dossier(number).order == second


def test_risks_members_and_accounts_can_be_changed(store: Store) -> None:
    with writing(store) as w:
        number = w.add_opportunity(PLAIN).number
        risk = w.add_record(number, RISK, Risk(number=0, id="", text="late"))
        w.save_record(number, RISK, replace(risk, counter="a plan", is_closed=True))
        account = w.ensure_account("Cedar Valley Water")
        w.save_account(replace(account, is_strategic=True))
        member = w.ensure_member(WHO)
        w.save_member(replace(member, role="manager", reports_to="Ingrid Solberg", region="North"))
    with store.reading() as reading:
        dossier = reading.dossier(number)
        assert dossier.risks == (replace(risk, counter="a plan", is_closed=True),)
        assert dossier.account == replace(account, is_strategic=True)
        assert dossier.owner == replace(member, role="manager", reports_to="Ingrid Solberg", region="North")
        assert [member.name for member in reading.members()] == [WHO, "Ingrid Solberg"]


def test_what_must_be_renewed_is_marked_and_stays(store: Store) -> None:
    with writing(store) as w:
        number = fill(w).number
    with writing(store) as w:
        w.mark_renewal(number, criteria=["funding-confirmed", "none"], steps=[2], approvals=["discount"])
    with store.reading() as reading:
        dossier = reading.dossier(number)
    assert [c.needs_renewal for c in dossier.confirmations] == [True]
    assert [d.needs_renewal for d in dossier.decisions] == [True]
    assert [a.needs_renewal for a in dossier.approvals] == [False, True]


def test_quotas_are_set_replaced_and_cleared(store: Store) -> None:
    first, last = date(2026, 10, 1), date(2026, 12, 31)
    with writing(store) as w:
        w.set_quota(WHO, first, last, Money(100, "USD"))
        w.set_quota(None, first, last, Money(300, "USD"))
        w.set_quota(WHO, first, last, Money(200, "USD"))
        w.set_quota(WHO, first, date(2026, 10, 31), None)
    with store.reading() as reading:
        found = [(row["owner"], row["amount_minor"]) for row in reading.rows("quota.every")]
        assert found == [(WHO, 200), (None, 300)]
    with writing(store) as w:
        w.set_quota(None, first, last, None)
    with store.reading() as reading:
        assert [row["owner"] for row in reading.rows("quota.within", first="2026-10-01", last="2026-12-31")] == [WHO]


def test_a_plan_waits_while_its_newest_version_has_no_verdict(store: Store) -> None:
    with writing(store) as w:
        waiting = fill(w, replace(FULL, status="open"))
        judged = w.add_opportunity(PLAIN)
        version = w.add_plan_version(judged.number, kind="full", size="large", digest="d", content="{}", on=ON)
        w.add_approval(judged.number, verdict(approver="Ingrid", plan_version=version.version))
        ended = w.add_opportunity(replace(PLAIN, slug="ended", status="lost"))
        w.add_plan_version(ended.number, kind="full", size="large", digest="d", content="{}", on=ON)
    with store.reading() as reading:
        assert [(o.number, v.version) for o, v in reading.waiting_plans()] == [(waiting.number, 2)]


def test_opportunities_without_a_base_amount_are_named(store: Store) -> None:
    with writing(store) as w:
        w.add_opportunity(replace(PLAIN, slug="a", amount=Money(1, "EUR")))
        w.add_opportunity(replace(PLAIN, slug="b", amount=Money(1, "EUR"), status="lost"))
        w.add_opportunity(replace(PLAIN, slug="c", amount=Money(1, "USD"), base=Money(1, "USD")))
        w.add_opportunity(replace(PLAIN, slug="d"))
        w.add_opportunity(replace(PLAIN, slug="e", amount=Money(1, "EUR"), base=Money(7, "CNY")))
    with store.reading() as reading:
        assert [opportunity.slug for opportunity in reading.unconverted("USD")] == ["a", "b", "e"]


def test_notes_come_newest_first(store: Store) -> None:
    with writing(store) as w:
        number = fill(w).number
    with store.reading() as reading:
        assert [note.kind for note in reading.notes(number, 5)] == ["note", "call"]
        assert [note.kind for note in reading.notes(number, 1)] == ["note"]


def test_an_imported_opportunity_is_found_by_its_foreign_id(store: Store) -> None:
    with writing(store) as w:
        fill(w)
    with store.reading() as reading:
        found = reading.by_external_id("CRM-7")
        assert found is not None
        assert found.slug == FULL.slug
        assert reading.by_external_id("CRM-8") is None


def test_two_stores_have_two_ids_and_each_keeps_its_own(tmp_path: object, store: Store) -> None:
    other = Store.in_memory()
    assert store.path is not None
    assert len(store.book_id()) == 26
    assert store.book_id() != other.book_id()
    assert open_store(store.path).book_id() == store.book_id()
    with store.reading() as reading:
        assert reading.store_id() == store.book_id()
