"""Moves as the services make them, on a store in a file: debts, renewals, approvals, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding
from osp_cli.domain.kinds import Approved, Confirmed, Decided, OnePositive
from osp_cli.domain.money import Money
from osp_cli.errors import GateClosed, NotAllowed, WrongUsage
from osp_cli.pack.load import builtin
from osp_cli.services.answering import answer, confirm, decide
from osp_cli.services.deal import cancel_order, check_win, set_order, win
from osp_cli.services.debts import settle
from osp_cli.services.desk import Desk
from osp_cli.services.opportunities import NewOpportunity, change, create
from osp_cli.services.plans import check_verdict, judge_plan, submit
from osp_cli.services.replies import Fact
from osp_cli.services.stages import advance, audit_book, check_move, gate_view, reopen, retreat
from osp_cli.services.team import save
from osp_cli.settings import Settings
from osp_cli.store.store import Store

TODAY = date(2026, 11, 24)
REP, MANAGER = "Amara Okafor", "Ingrid Solberg"
LEAD, SPONSOR = "Noor Haddad", "Rosa Ibarra"
DEAL = 1
CUSTOMERS_OF_4 = ("project-confirmed", "funding-confirmed", "assessment-support-promised")


def usd(units: int) -> Money:
    return Money(units * 100, "USD")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A store in a file with a small deal at stage 1 and a manager who does not own it."""
    store = Store.open(tmp_path / "osp.db", create=True)
    desk = Desk(store=store, process=builtin(), settings=Settings(me=REP), today=TODAY, who=REP)
    save(desk, MANAGER, role="manager", reports_to=None, region=None, is_new=True)
    create(desk, NewOpportunity("Gull Point", "Gull Ferries", amount=usd(40_000), close_on=date(2026, 12, 18)), TODAY)
    return desk


def dossier(desk: Desk) -> Dossier:
    with desk.store.reading() as reading:
        return reading.dossier(DEAL)


def owed(desk: Desk) -> list[str]:
    return [debt.criterion for debt in dossier(desk).open_debts()]


def finding(desk: Desk, criterion: str, target: str) -> Finding:
    reports = gate_view(desk, DEAL, target).gates
    return next(f for report in reports for f in report.findings if f.criterion == criterion)


def unmet(desk: Desk, target: str) -> list[str]:
    reports = gate_view(desk, DEAL, target).gates
    return [f.criterion for report in reports for f in report.findings if f.is_must and not f.is_met]


def fill(desk: Desk, kinds: Sequence[str]) -> None:
    for question in desk.process.questions:
        if question.kind in kinds:
            said = "no" if question.kind == "risk" else "known" if question.form == "text" else "yes"
            answer(desk, DEAL, question.id, said, Fact(evidence="minutes", who=LEAD))


def mend(desk: Desk, *stages: str) -> None:
    """Meets every must of these gates by the services that record the facts."""
    if "2" in stages:
        fill(desk, ["qualification"])
    if "5" in stages:
        fill(desk, ["risk"])
        say(desk, "no-competitor", LEAD)
    for stage in stages:
        for criterion in desk.process.gate(stage).criteria:
            match criterion.kind:
                case Confirmed(role=role):
                    who = SPONSOR if role == "business-owner" else LEAD
                    say(desk, criterion.id, who)
                case Decided(step=step):
                    decide(desk, DEAL, "go", step=step, reason="funded", on=TODAY)
                case Approved(what=what):
                    approve(desk, what)
                case kind if isinstance(rule := getattr(kind, "rule", None), OnePositive):
                    question = desk.process.question(rule.question)
                    said = "known" if question.form == "text" else "yes"
                    answer(desk, DEAL, rule.question, said, Fact(who=LEAD))


def say(desk: Desk, criterion: str, who: str, *, again: bool = False) -> None:
    confirm(desk, DEAL, criterion, who=who, evidence="mail", on=TODAY, again=again)


def approve(desk: Desk, what: str = "plan", by: str = MANAGER) -> None:
    judge_plan(desk, DEAL, "approved", what=what, by=by, note=None, on=TODAY)


def test_mended_gates_open_and_leave_no_debt(desk: Desk) -> None:
    mend(desk, "2", "3", "4", "5")
    assert unmet(desk, "5") == []
    moved = advance(desk, DEAL, "5", override=None, on=TODAY)
    assert (moved.from_stage, moved.to_stage, moved.debts) == ("1", "5", ())
    assert owed(desk) == []


def test_an_override_that_was_not_needed_leaves_no_debt_and_is_no_override_in_the_history(desk: Desk) -> None:
    mend(desk, "2")
    assert advance(desk, DEAL, "2", override="in a hurry", on=TODAY).debts == ()
    assert dossier(desk).moves[-1].kind == "advance"


def test_an_override_leaves_one_debt_for_each_unmet_must_with_reason_person_and_day(desk: Desk) -> None:
    missing = unmet(desk, "3")
    moved = advance(desk, DEAL, "3", override="they want to meet", on=TODAY)
    assert [debt.criterion for debt in moved.debts] == missing == owed(desk)
    assert len(set(missing)) == len(missing)
    assert {(debt.reason, debt.by, debt.on) for debt in moved.debts} == {("they want to meet", REP, TODAY)}
    assert {debt.criterion: debt.stage for debt in moved.debts}["plan-approved"] == "3"
    assert dossier(desk).moves[-1].kind == "override"


def test_what_is_owed_already_is_not_owed_twice(desk: Desk) -> None:
    advance(desk, DEAL, "3", override="first", on=TODAY)
    assert "plan-approved" in unmet(desk, "4")
    second = advance(desk, DEAL, "4", override="second", on=TODAY)
    assert "plan-approved" not in [debt.criterion for debt in second.debts]
    assert owed(desk).count("plan-approved") == 1


def test_after_a_retreat_the_same_shortcut_is_not_owed_twice_either(desk: Desk) -> None:
    advance(desk, DEAL, "4", override="first", on=TODAY)
    before = owed(desk)
    retreat(desk, DEAL, "1", reason="back", on=TODAY)
    assert advance(desk, DEAL, "4", override="again", on=TODAY).debts == ()
    assert owed(desk) == before


def test_an_override_beyond_the_order_repeats_no_debt(desk: Desk) -> None:
    advance(desk, DEAL, "8", override="first", on=TODAY)
    before = owed(desk)
    order = {"order_number": "PO-1", "on": TODAY, "amount": usd(40_000)}
    set_order(desk, DEAL, {**order, "contract_on": TODAY, "processed_on": TODAY})
    assert advance(desk, DEAL, "9.5", override="second", on=TODAY).debts == ()
    assert owed(desk) == before
    assert len(set(before)) == len(before)


def test_a_debt_settled_by_evidence_is_owed_anew_when_its_gate_is_passed_over_again(desk: Desk) -> None:
    first = advance(desk, DEAL, "2", override="first", on=TODAY)
    debt = next(debt for debt in first.debts if debt.criterion == "decision-go")
    settle(desk, DEAL, debt.number, evidence="minutes", on=TODAY)
    retreat(desk, DEAL, "1", reason="back", on=TODAY)
    second = advance(desk, DEAL, "2", override="again", on=TODAY)
    assert [debt.criterion for debt in second.debts] == ["decision-go"]


def test_a_debt_settles_itself_by_the_command_that_meets_its_criterion(desk: Desk) -> None:
    advance(desk, DEAL, "4", override="hurry", on=TODAY)
    assert "compelling-event-recorded" in owed(desk)
    answer(desk, DEAL, "compelling-event", "The licence ends in March", Fact(who=SPONSOR))
    assert [debt.criterion for debt in desk.settled] == ["compelling-event-recorded"]
    assert "compelling-event-recorded" not in owed(desk)
    say(desk, "project-confirmed", SPONSOR)
    assert "project-confirmed" in owed(desk), "it does not count before the business owner is named"
    say(desk, "business-owner-named", SPONSOR)
    assert not {"business-owner-named", "project-confirmed"} & set(owed(desk))
    approve(desk)
    assert "plan-approved" not in owed(desk)


def test_a_debt_on_amount_and_date_settles_itself_when_they_are_set(desk: Desk) -> None:
    change(desk, [DEAL], {"amount": None})
    advance(desk, DEAL, "2", override="hurry", on=TODAY)
    assert "amount-and-date-known" in owed(desk)
    change(desk, [DEAL], {"amount": usd(40_000)})
    assert "amount-and-date-known" not in owed(desk)


def test_a_settled_debt_stays_settled_when_its_criterion_is_to_renew(desk: Desk) -> None:
    advance(desk, DEAL, "3", override="hurry", on=TODAY)
    approve(desk)
    retreat(desk, DEAL, "2", reason="back", on=TODAY)
    assert "plan-approved" in unmet(desk, "3")
    assert "plan-approved" not in owed(desk)


def test_a_retreat_marks_what_was_confirmed_decided_and_approved_above_and_nothing_below(desk: Desk) -> None:
    mend(desk, "2", "3", "4", "5")
    advance(desk, DEAL, "5", override=None, on=TODAY)
    moved = retreat(desk, DEAL, "2", reason="a new council", on=TODAY)
    assert set(moved.to_renew) == {
        "plan-approved", "business-owner-named", *CUSTOMERS_OF_4, "short-list-confirmed", "solution-thinking-agreed",
        "competitors-assessed", "decision-go-renewed",
    }  # fmt: skip
    assert set(unmet(desk, "5")) == set(moved.to_renew)
    known = dossier(desk)
    assert known.confirmation_of("technical-lead-identified") is not None
    assert known.decision_at(2) is not None
    assert len(known.confirmations) == 8, "the history keeps them"


def test_what_is_to_renew_counts_again_when_it_is_said_again(desk: Desk) -> None:
    mend(desk, "2", "3", "4")
    advance(desk, DEAL, "4", override=None, on=TODAY)
    retreat(desk, DEAL, "3", reason="a new council", on=TODAY)
    assert finding(desk, "funding-confirmed", "4").because.code == "needs-renewal"
    say(desk, "business-owner-named", SPONSOR)
    for criterion in CUSTOMERS_OF_4:
        assert criterion in unmet(desk, "4")
        say(desk, criterion, SPONSOR)
    assert unmet(desk, "4") == []
    assert advance(desk, DEAL, "4", override=None, on=TODAY).debts == ()


def test_a_retreat_goes_down_only_and_an_order_stops_it_at_9(desk: Desk) -> None:
    mend(desk, "2", "3", "4", "5", "6", "7", "8")
    win(desk, DEAL, order_number="PO-1", on=TODAY, amount=usd(40_000))
    with pytest.raises(NotAllowed, match="retreat-below-order"):
        retreat(desk, DEAL, "8", reason="wrong", on=TODAY)
    with pytest.raises(WrongUsage, match="retreat-not-below"):
        retreat(desk, DEAL, "9", reason="wrong", on=TODAY)
    assert dossier(desk).opportunity.stage == "9"


def test_no_override_passes_the_records_and_nothing_of_a_refused_win_is_written(desk: Desk) -> None:
    with pytest.raises(GateClosed, match="records-missing"):
        advance(desk, DEAL, "9", override="it will come", on=TODAY)
    with pytest.raises(GateClosed, match="gate-closed"):
        win(desk, DEAL, order_number="PO-1", on=TODAY, amount=usd(40_000))
    assert dossier(desk).order is None
    won = win(desk, DEAL, order_number="PO-1", on=TODAY, amount=usd(40_000), override="it is here")
    assert (won.move.to_stage, won.move.status) == ("9", "won")
    assert owed(desk)
    for stage in ("9.5", "10"):
        with pytest.raises(GateClosed, match="records-missing"):
            advance(desk, DEAL, stage, override="sure", on=TODAY)


def test_a_won_deal_reopens_to_stage_8_only_after_its_order_is_cancelled(desk: Desk) -> None:
    win(desk, DEAL, order_number="PO-1", on=TODAY, amount=usd(40_000), override="it is here")
    set_order(desk, DEAL, {"contract_on": TODAY, "processed_on": TODAY})
    advance(desk, DEAL, "9.5", override="as owed", on=TODAY)
    with pytest.raises(NotAllowed, match="order-stands"):
        reopen(desk, DEAL, reason="they stopped", on=TODAY)
    cancel_order(desk, DEAL, reason="they stopped", on=TODAY)
    moved = reopen(desk, DEAL, reason="they stopped", on=TODAY)
    assert (moved.from_stage, moved.to_stage, moved.status) == ("9.5", "8", "open")
    assert dossier(desk).order is None
    assert "order-received" in unmet(desk, "9")


def test_a_verdict_told_by_another_than_the_manager_is_marked_reported_by(desk: Desk) -> None:
    approve(desk)
    assert dossier(desk).approvals[-1].reported_by == REP
    desk.who = MANAGER
    approve(desk)
    assert dossier(desk).approvals[-1].reported_by is None
    desk.who = MANAGER.upper()
    approve(desk)
    assert dossier(desk).approvals[-1].reported_by is None


def test_nobody_approves_a_plan_of_their_own(desk: Desk) -> None:
    save(desk, REP, role="manager", reports_to=None, region=None, is_new=False)
    with pytest.raises(NotAllowed, match="approver-owner"):
        approve(desk, by=REP)
    with pytest.raises(NotAllowed, match="approver-no-manager"):
        approve(desk, by=LEAD)
    assert dossier(desk).approvals == ()


def test_an_approval_does_not_count_once_the_approver_owns_the_deal(desk: Desk) -> None:
    approve(desk)
    change(desk, [DEAL], {"owner": MANAGER})
    assert finding(desk, "plan-approved", "3").because.code == "approver-not-fit"


def test_naming_again_changes_the_holder_and_the_earlier_holders_word_counts_no_more(desk: Desk) -> None:
    mend(desk, "2", "3", "4")
    with pytest.raises(WrongUsage, match="another-person"):
        say(desk, "business-owner-named", LEAD)
    with pytest.raises(WrongUsage, match="another-person"):
        say(desk, "funding-confirmed", LEAD, again=True)
    say(desk, "business-owner-named", LEAD, again=True)
    assert unmet(desk, "4") == list(CUSTOMERS_OF_4)
    refused = finding(desk, "funding-confirmed", "4").because
    assert (refused.code, refused.values["who"], refused.values["holder"]) == ("wrong-person", SPONSOR, LEAD)
    for criterion in CUSTOMERS_OF_4:
        say(desk, criterion, LEAD)
    assert unmet(desk, "4") == []


@pytest.mark.parametrize("amount", [60_000, 100_000])
def test_growth_across_a_limit_reopens_the_approval_at_each_later_gate(desk: Desk, amount: int) -> None:
    mend(desk, "2", "3", "4")
    advance(desk, DEAL, "4", override=None, on=TODAY)
    change(desk, [DEAL], {"amount": usd(amount)})
    for stage in ("5", "6", "7", "8"):
        assert {"deal-size-complete", "plan-approved"} <= set(unmet(desk, stage))
    assert finding(desk, "plan-approved", "5").because.code == "size-crossed-limit"
    assert audit_book(desk).opportunities[0].missing == ("deal-size-complete", "plan-approved")
    approve(desk)
    assert "plan-approved" not in unmet(desk, "5")
    assert "deal-size-complete" in unmet(desk, "5")


def test_an_account_that_becomes_strategic_reopens_the_approval(desk: Desk) -> None:
    mend(desk, "2", "3", "4")
    change(desk, [DEAL], {"is_strategic": True})
    assert unmet(desk, "4") == ["deal-size-complete", "plan-approved"]


def test_growth_within_a_size_leaves_the_approval_as_it_is(desk: Desk) -> None:
    mend(desk, "2", "3", "4")
    change(desk, [DEAL], {"amount": usd(49_999)})
    assert unmet(desk, "4") == []


def test_what_the_size_asks_is_judged_once_on_a_way_over_several_gates(desk: Desk) -> None:
    for target in ("3", "5", "8"):
        judged = [f.criterion for report in gate_view(desk, DEAL, target).gates for f in report.findings]
        assert judged.count("deal-size-complete") == judged.count("plan-approved") == 1


def test_growth_after_a_shortcut_is_owed_at_the_next_one(desk: Desk) -> None:
    mend(desk, "2", "3", "4")
    advance(desk, DEAL, "4", override=None, on=TODAY)
    change(desk, [DEAL], {"amount": usd(120_000)})
    moved = advance(desk, DEAL, "5", override="hurry", on=TODAY)
    assert {"deal-size-complete", "plan-approved"} <= {debt.criterion for debt in moved.debts}


def test_a_no_go_closes_the_gate_names_the_way_out_and_a_later_go_opens_it(desk: Desk) -> None:
    mend(desk, "2")
    assert unmet(desk, "2") == []
    decide(desk, DEAL, "no-go", step=None, reason="no budget", on=TODAY)
    closed = finding(desk, "decision-go", "2")
    assert (closed.is_met, closed.because.code) == (False, "decided-no-go")
    assert [mend[0] for mend in closed.mends] == ["decide", "withdraw"]
    with pytest.raises(GateClosed):
        advance(desk, DEAL, "2", override=None, on=TODAY)
    assert dossier(desk).opportunity.stage == "1"
    decide(desk, DEAL, "go", step=None, reason="it came", on=TODAY)
    assert advance(desk, DEAL, "2", override=None, on=TODAY).to_stage == "2"


def test_a_move_on_a_past_day_is_judged_by_the_facts_of_that_day(desk: Desk) -> None:
    born, before = date(2026, 11, 2), date(2026, 11, 20)
    create(desk, NewOpportunity("Late entry", "Gull Ferries", amount=usd(40_000), close_on=date(2026, 12, 18)), born)
    mend(desk, "2")
    advance(desk, DEAL, "2", override=None, on=TODAY)
    answer(desk, 2, "budget", "yes", Fact(who=LEAD, on=TODAY))
    with pytest.raises(GateClosed) as closed:
        advance(desk, 2, "2", override=None, on=before)
    found = {f.criterion: f.because for report in closed.value.report.gates for f in report.findings}
    assert found["budget-clear"].code == "met-later"
    assert {f.criterion: f.is_met for f in gate_view(desk, 2, "2").gates[0].findings}["budget-clear"]
    assert not {f.criterion: f.is_met for f in gate_view(desk, 2, "2", before).gates[0].findings}["budget-clear"]


def test_a_shortcut_of_a_past_day_is_made_good_at_once_by_what_came_after_it(desk: Desk) -> None:
    born, before = date(2026, 11, 2), date(2026, 11, 20)
    create(desk, NewOpportunity("Late entry", "Gull Ferries", amount=usd(40_000), close_on=date(2026, 12, 18)), born)
    answer(desk, 2, "budget", "yes", Fact(who=LEAD, on=TODAY))
    desk.happened_on = before
    moved = advance(desk, 2, "2", override="hurry", on=before)
    assert "budget-clear" in [debt.criterion for debt in moved.debts]
    assert "budget-clear" in [debt.criterion for debt in desk.settled]


def retreated(desk: Desk) -> date:
    """The deal at stage 4 stepped back to 2 yesterday; the day of it."""
    mend(desk, "2", "3", "4")
    advance(desk, DEAL, "4", override=None, on=TODAY)
    desk.today = date(2026, 12, 1)
    retreat(desk, DEAL, "2", reason="a new council", on=date(2026, 11, 30))
    return date(2026, 11, 30)


def test_what_a_retreat_asks_to_renew_is_said_again_on_its_day_or_later(desk: Desk) -> None:
    back = retreated(desk)
    before = date(2026, 11, 29)
    with pytest.raises(WrongUsage, match="renewal-before-retreat") as refused:
        confirm(desk, DEAL, "business-owner-named", who=SPONSOR, evidence="mail", on=before)
    assert (refused.value.values["day"], refused.value.values["last"]) == (before, back)
    with pytest.raises(WrongUsage, match="renewal-before-retreat"):
        judge_plan(desk, DEAL, "approved", what="plan", by=MANAGER, note=None, on=before)
    confirm(desk, DEAL, "business-owner-named", who=SPONSOR, evidence="mail", on=back)
    judge_plan(desk, DEAL, "approved", what="plan", by=MANAGER, note=None, on=desk.today)
    assert {"business-owner-named", "plan-approved"}.isdisjoint(unmet(desk, "4"))


def test_what_lies_below_or_above_the_way_back_may_be_of_any_day(desk: Desk) -> None:
    retreated(desk)
    before = date(2026, 11, 5)
    confirm(desk, DEAL, "technical-lead-identified", who=LEAD, evidence="mail", on=before, again=True)
    decide(desk, DEAL, "go", step=2, reason="funded", on=before)
    decide(desk, DEAL, "go", step=5, reason="funded", on=before)
    with desk.store.reading() as reading:
        dossier = reading.dossier(DEAL)
    assert [(decision.step, decision.on) for decision in dossier.decisions[-2:]] == [(2, before), (5, before)]
    assert dossier.confirmations[-1].on == before


def test_a_decision_is_renewed_after_the_retreat(desk: Desk) -> None:
    advance(desk, DEAL, "5", override="hurry", on=date(2026, 11, 24))
    retreat(desk, DEAL, "1", reason="back", on=TODAY)
    for step in (2, 5):
        with pytest.raises(WrongUsage, match="renewal-before-retreat"):
            decide(desk, DEAL, "go", step=step, reason="funded", on=date(2026, 11, 23))
        decide(desk, DEAL, "go", step=step, reason="funded", on=TODAY)


def test_a_plan_is_judged_on_the_day_of_its_version_or_later(desk: Desk) -> None:
    submitted, before = date(2026, 11, 20), date(2026, 11, 19)
    submit(desk, DEAL, submitted)
    for verdict in ("approved", "returned"):
        with pytest.raises(WrongUsage, match="verdict-before-plan") as refused:
            judge_plan(desk, DEAL, verdict, what="plan", by=MANAGER, note="no", on=before)  # type: ignore[arg-type]
        assert (refused.value.values["day"], refused.value.values["last"]) == (before, submitted)
    judge_plan(desk, DEAL, "approved", what="plan", by=MANAGER, note=None, on=submitted)
    with pytest.raises(WrongUsage, match="plan-before-version"):
        submit(desk, DEAL, before)
    judge_plan(desk, DEAL, "approved", what="discount", by=MANAGER, note=None, on=before)
    assert len(dossier(desk).plan_versions) == 1


def test_a_debt_is_made_good_and_an_order_cancelled_after_they_came_to_be(desk: Desk) -> None:
    before = date(2026, 11, 23)
    debt = advance(desk, DEAL, "8", override="hurry", on=TODAY).debts[0]
    with pytest.raises(WrongUsage, match="settled-before-debt"):
        settle(desk, DEAL, debt.number, evidence="minutes", on=before)
    settle(desk, DEAL, debt.number, evidence="minutes", on=TODAY)
    with pytest.raises(WrongUsage, match="debt-settled-already") as refused:
        settle(desk, DEAL, debt.number, evidence="mail", on=TODAY)
    assert (refused.value.values["day"], refused.value.values["by"]) == (TODAY, REP)
    win(desk, DEAL, order_number="PO-1", on=TODAY, amount=usd(40_000), override="it is here")
    with pytest.raises(WrongUsage, match="cancelled-before-order"):
        cancel_order(desk, DEAL, reason="withdrawn", on=before)
    assert dossier(desk).order is not None


def test_an_order_may_be_older_than_the_last_move_and_the_move_is_then_of_that_day(desk: Desk) -> None:
    advance(desk, DEAL, "8", override="hurry", on=TODAY)
    won = win(desk, DEAL, order_number="PO-1", on=date(2026, 11, 20), amount=usd(40_000), override="it is here")
    assert (won.order.on, won.move.on) == (date(2026, 11, 20), TODAY)
    assert dossier(desk).moves[-1].on == TODAY


def test_a_deal_is_won_once_and_a_cancelled_order_is_no_second_one(desk: Desk) -> None:
    win(desk, DEAL, order_number="PO-1", on=TODAY, amount=usd(40_000), override="it is here")
    with pytest.raises(NotAllowed, match="won-already"):
        win(desk, DEAL, order_number="PO-2", on=TODAY, amount=usd(50_000))
    cancel_order(desk, DEAL, reason="withdrawn", on=TODAY)
    with pytest.raises(NotAllowed, match="won-without-order"):
        win(desk, DEAL, order_number="PO-2", on=TODAY, amount=usd(50_000))
    assert dossier(desk).order is None


def test_what_can_be_known_before_is_refused_before_anybody_is_asked(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="open-already"):
        check_move(desk, DEAL, "reopen", TODAY)
    with pytest.raises(WrongUsage, match="on-before-last-move"):
        check_move(desk, DEAL, "end", date(2026, 11, 1))
    with pytest.raises(NotAllowed, match="approver-no-manager"):
        check_verdict(desk, DEAL, what="plan", by="Nobody", on=TODAY)
    with pytest.raises(GateClosed, match="gate-closed") as closed:
        check_win(desk, DEAL, on=TODAY, override=None)
    listed = [f.criterion for report in closed.value.report.gates for f in report.findings]
    assert "order-received" not in listed
    assert "9" not in [report.stage for report in closed.value.report.gates]  # nor is it claimed to be open
    check_win(desk, DEAL, on=TODAY, override="it is here")
    mend(desk, "2", "3", "4", "5", "6", "7", "8")
    check_win(desk, DEAL, on=TODAY, override=None)


@pytest.mark.parametrize("day", [None, date(2026, 12, 19)])
def test_an_expected_date_that_moves_away_or_is_given_up_wants_its_reason(desk: Desk, day: date | None) -> None:
    with pytest.raises(WrongUsage, match="later-close" if day else "no-close"):
        change(desk, [DEAL], {"close_on": day})
    change(desk, [DEAL], {"close_on": day}, "the board meets later")
    assert dossier(desk).opportunity.close_on == day
    change(desk, [DEAL], {"close_on": date(2026, 12, 1)})
