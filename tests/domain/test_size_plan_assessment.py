"""Deal size, plan and assessment: limits to the cent, gaps by name, three numbers per heading."""

from __future__ import annotations

from datetime import date

import pytest

from osp_cli.domain.assessment import changes_since, score, snapshot
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Account
from osp_cli.domain.plan import completeness, content, digest
from osp_cli.domain.size import deal_size
from tests.builders import DAY, PROCESS, answer, changed, competitor, deal, opportunity, plus, risk, usd, without_answer

SIZES = PROCESS.sizes


@pytest.mark.parametrize(
    ("minor", "currency", "size"),
    [
        (4_999_999, "USD", "small"), (5_000_000, "USD", "medium"), (9_999_999, "USD", "medium"),
        (10_000_000, "USD", "large"), (34_999_999, "CNY", "small"), (35_000_000, "CNY", "medium"),
        (70_000_000, "CNY", "large"),
    ],
)  # fmt: skip
def test_exactly_the_limit_counts_as_above_it_in_each_currency(minor: int, currency: str, size: str) -> None:
    sized = deal_size(opportunity(amount=Money(minor, currency), base=None), None, SIZES, "USD")
    assert (sized.size, sized.why) == (size, "limits-of-currency")


def test_a_strategic_or_named_account_counts_whatever_the_amount() -> None:
    for flags, why in (({"is_strategic": True}, "strategic"), ({"is_named": True}, "named")):
        sized = deal_size(opportunity(amount=None), Account(1, "01A", "A", **flags), SIZES, "USD")
        assert (sized.size, sized.why) == ("strategic", why)


def test_another_currency_is_held_against_the_base_limits_at_the_deals_own_rate() -> None:
    euros = opportunity(amount=Money(9_500_000, "EUR"), base=usd(102_600))
    assert deal_size(euros, None, SIZES, "USD").size == "large"
    assert deal_size(opportunity(amount=Money(9_500_000, "EUR"), base=None), None, SIZES, "USD").why == "no-rate"
    assert deal_size(opportunity(amount=Money(9_500_000, "EUR"), base=None), None, SIZES, "CHF").why == "no-limits"
    assert deal_size(opportunity(amount=None, base=None), None, SIZES, "USD").why == "no-amount"


def test_the_plan_names_its_gaps_by_part() -> None:
    bare = without_answer(deal("2"), "tas-funds", "plan-value", "risk-people")
    bare = changed(bare, opportunity=opportunity(close_on=None))
    gaps = {report.part.content: report.gaps for report in completeness(bare, PROCESS).parts if report.gaps}
    assert gaps == {
        "facts": ("close",), "assessment": ("tas-funds",), "plan-value": ("plan-value",), "risks": ("risk-people",)
    }  # fmt: skip
    assert not completeness(bare, PROCESS).is_complete
    assert completeness(deal("2"), PROCESS).is_complete


def test_not_known_is_an_answer_and_a_risk_speaks_for_its_prompt() -> None:
    known = plus(without_answer(deal("2"), "tas-funds", "risk-people"), answer("tas-funds", "?"))
    assert completeness(changed(known, risks=(risk("risk-people"),)), PROCESS).is_complete


def test_each_named_competitor_has_its_prompts_answered_in_the_plan() -> None:
    named = changed(deal("2"), competitors=(competitor(),))
    gaps = {r.part.content: r.gaps for r in completeness(named, PROCESS).parts if r.gaps}
    assert gaps == {"competitors": ("Quartz Systems",)}
    prompts = [answer(q.id, against="Quartz Systems", text="x") for q in PROCESS.questions_of("competitor")]
    assert completeness(plus(named, *prompts), PROCESS).is_complete


def test_the_same_plan_has_the_same_digest_and_any_fact_of_it_changes_it() -> None:
    base = deal("2")
    same = digest(content(base, PROCESS))
    assert digest(content(changed(base), PROCESS)) == same
    assert digest(content(plus(base, answer("plan-value", text="more")), PROCESS)) != same
    assert digest(content(changed(base, opportunity=opportunity(amount=usd(61_000))), PROCESS)) != same
    assert digest(content(changed(base, opportunity=opportunity(next_step="call")), PROCESS)) == same


def test_each_heading_tells_known_net_and_gap_and_never_half_a_point() -> None:
    rated = changed(deal("2"), answers=(), competitors=(competitor(),))
    rated = plus(
        rated, answer("tas-formal-criteria"), answer("tas-solution-fit", "-"), answer("tas-resources", "?"),
        answer("tas-formal-criteria", "+", against="Quartz Systems"),
        answer("tas-solution-fit", "+", against="Quartz Systems"),
    )  # fmt: skip
    section = next(s for s in score(rated, PROCESS).sections if s.section == "can-we-compete")
    assert (section.total, section.asked, section.known, section.unknown, section.open) == (5, 3, 2, 1, 2)
    assert (section.net, section.gap) == (0, -2)
    assert not score(rated, PROCESS).is_complete
    theirs = next(s for s in score(rated, PROCESS, "Quartz Systems").sections if s.section == "can-we-compete")
    assert theirs.net == 2


def test_a_plus_without_a_customers_person_and_evidence_is_claimed() -> None:
    bare = changed(deal("2"), answers=())
    for more in ({"who": None}, {"evidence": None}):
        claimed = plus(bare, answer("tas-project", **more))
        assert sum(s.claimed for s in score(claimed, PROCESS).sections) == 1
    assert sum(s.claimed for s in score(plus(bare, answer("tas-project")), PROCESS).sections) == 0


def test_the_newest_answer_stands_and_the_diff_tells_what_flipped() -> None:
    bare = changed(deal("2"), answers=())
    told = plus(bare, answer("tas-funds", "?"), answer("tas-funds", "+", on=date(2026, 11, 20)))
    assert snapshot(told, PROCESS) == (("tas-funds", "+"),)
    (change,) = changes_since(told, PROCESS, DAY)
    assert change.before is not None
    assert (change.question, change.before.sign, change.after.sign) == ("tas-funds", "?", "+")
    assert changes_since(told, PROCESS, date(2026, 11, 20)) == ()


def test_the_diff_tells_new_evidence_and_not_what_was_merely_said_again() -> None:
    bare = changed(deal("2"), answers=())
    later = date(2026, 11, 20)
    again = plus(bare, answer("tas-funds"), answer("tas-funds", on=later))
    assert changes_since(again, PROCESS, DAY) == ()
    proven = plus(bare, answer("tas-funds", who=None), answer("tas-funds", on=later))
    assert [change.question for change in changes_since(proven, PROCESS, DAY)] == ["tas-funds"]


def test_a_competitor_of_whom_nothing_is_answered_leaves_no_gap_to_tell() -> None:
    bare = plus(changed(deal("2"), answers=(), competitors=(competitor(),)), answer("tas-solution-fit"))
    assert [section.gap for section in score(bare, PROCESS).sections] == [None] * 4
    asked = plus(bare, answer("tas-solution-fit", "?", against="Quartz Systems"))
    assert [section.gap for section in score(asked, PROCESS).sections] == [None] * 4
    known = plus(bare, answer("tas-solution-fit", "-", against="Quartz Systems"))
    assert [section.gap for section in score(known, PROCESS).sections] == [None, 2, None, None]
