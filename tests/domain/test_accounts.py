"""Accounts that are one, and when a plan of step 1 goes to the manager again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.domain.accounts import PROFILE, joined
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account
from osp_cli.domain.sales_plans import SalesPlan, SalesVersion, content, review_due, said
from osp_cli.pack.reading import builtin_handbook

BEGUN, DAY = date(2026, 8, 31), date(2026, 11, 30)
texts = some.one_of(some.none(), some.sampled_from(["food", "Food", "retail", "half the waste"]))
profiles = some.fixed_dictionaries(dict.fromkeys(PROFILE, texts))
marks = some.fixed_dictionaries({"is_strategic": some.booleans(), "is_named": some.booleans()})


@given(mine=profiles, theirs=profiles, flags=some.tuples(marks, marks))
def test_nothing_that_either_account_said_is_lost(
    mine: dict[str, str | None], theirs: dict[str, str | None], flags: tuple[dict[str, bool], dict[str, bool]]
) -> None:
    kept, gone = Account(1, "A", "Orbit", **flags[0], **mine), Account(2, "B", "Orbit Ltd", **flags[1], **theirs)
    after, both = joined(kept, gone)
    assert (after.number, after.id, after.name) == (1, "A", "Orbit")
    for name in PROFILE:
        told = getattr(after, name) or ""
        assert all(name_key(text) in name_key(told) for text in (mine[name], theirs[name]) if text)
        assert (name in both) == (" / " in told)
    assert after.is_strategic == (kept.is_strategic or gone.is_strategic)
    assert after.is_named == (kept.is_named or gone.is_named)


def _version(verdict: str | None = None, judged_on: date | None = None) -> SalesVersion:
    approver = "Ingrid Solberg" if verdict else None
    return SalesVersion(1, 1, "d", "{}", BEGUN, "at", "me", verdict, approver, None, None, judged_on)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("versions", "due"),
    [
        ((), date(2026, 11, 30)),
        ((_version(),), None),
        ((_version("returned", DAY),), DAY),
        ((_version("approved", DAY),), date(2027, 2, 28)),
        ((_version("approved", DAY), _version()), None),
    ],
    ids=["never submitted", "waiting", "returned", "approved", "submitted again"],
)
def test_a_plan_goes_to_the_manager_a_quarter_after_the_agreement(
    versions: tuple[SalesVersion, ...], due: date | None
) -> None:
    plan = SalesPlan(1, "P", "territory", "Amara", "Amara", BEGUN, {}, versions)
    assert review_due(plan, 3) == due


def test_what_belongs_to_the_profile_is_read_from_the_account_alone() -> None:
    handbook = builtin_handbook()
    account = Account(1, "A", "Orbit", goals="half the waste")
    lines = said(handbook.sales_parts, "account", {"account-plan-goals": "stale", "account-plan-target": "1M"}, account)
    assert content(lines) == {"account-plan-goals": "half the waste", "account-plan-target": "1M"}
    assert content(said(handbook.sales_parts, "territory", {}, replace(account))) == {}


def test_every_plan_has_parts_of_the_method_and_required_ones() -> None:
    parts = builtin_handbook().sales_parts
    for kind in ("account", "territory", "partner"):
        own = [part for part in parts if part.plan == kind]
        assert {"method", "ours"} <= {part.item.origin for part in own}
        assert any(part.is_required for part in own)
    assert {part.profile for part in parts if part.profile} == set(PROFILE)
