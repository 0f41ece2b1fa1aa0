"""The mutual action plan and the proposal: derived from the records, what is missing named for whom it is missing."""

from __future__ import annotations

import shlex
from datetime import date

import pytest

from osp_cli.domain.close_plan import Milestone, from_the_goal, step_told
from tests.territory import Terminal, told

DEAL = "cedar-billing"


def say(osp: Terminal, *lines: str) -> None:
    for line in lines:
        said = osp(*shlex.split(line), *(() if line.startswith(("plan", "set")) else ("-o", DEAL)))
        assert said.code == 0, (line, said.err)


def copy(osp: Terminal, kind: str, audience: str = "customer", language: str = "en") -> str:
    words = ("plan", "export", DEAL, "--kind", kind, "--audience", audience, "--lang", language, "--out", "-")
    return osp(*words).out


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Go-live of hangar 1", "go-live"),
        ("Kick-off", "kick-off"),
        ("Signature of the contract", "signature"),
        ("Requirements signed by finance", "buying-step"),
        ("Board decides", "board"),
        ("Onboarding of the pilot users", "buying-step"),
        ("Purchasing sends the draft", "procurement"),
        ("Pilot in hangar 1", "buying-step"),
        ("签约", "signature"),
        ("系统上线", "go-live"),
        ("法务审查合同", "legal"),
    ],
)
def test_a_usual_step_is_known_by_its_words(text: str, kind: str) -> None:
    assert step_told(text) == kind


def test_what_was_said_of_a_step_stays_said(osp: Terminal) -> None:
    kept = told(osp, "milestone", "add", "Board decides", "--kind", "legal", "-o", DEAL)["milestone"]
    assert kept["kind"] == "legal"
    assert told(osp, "milestone", "add", "Board decides", "-o", DEAL)["milestone"]["kind"] == "board"


def test_steps_go_from_the_goal_back_to_today() -> None:
    steps = [
        Milestone(1, "a", "undated"),
        Milestone(2, "b", "soon", date(2026, 12, 1)),
        Milestone(3, "c", "live", kind="go-live"),
        Milestone(4, "d", "late", date(2027, 5, 1)),
    ]
    assert [step.text for step in sorted(steps, key=from_the_goal)] == ["live", "late", "soon", "undated"]


def test_only_those_decide_and_sign_who_have_something_to_decide(osp: Terminal) -> None:
    say(
        osp,
        "milestone add 'Go-live' --due 2027-05-31 --owner 'Rosa Lind'",
        "milestone add 'Kick-off' --due 2027-02-20 --owner 'Rosa Lind'",
        "milestone add 'Signature' --due 2027-02-10 --owner 'Ines Roth'",
        "milestone add 'Board decides' --due 2027-01-28 --owner 'Karl Ott'",
    )
    for audience in ("customer", "internal"):
        path = copy(osp, "close", audience).partition("## Decision and signature\n")[2].partition("##")[0]
        assert path.index("Karl Ott") < path.index("Ines Roth")
        assert "Rosa Lind" not in path
        assert "Go-live" not in path


def test_a_step_has_an_owner_on_either_side_and_the_lead_of_the_deal_shows_as_that(osp: Terminal) -> None:
    say(osp, "milestone add 'Security review' --owner 'Karl Ott' --our-owner 'Ben Achterberg' --due 2027-01-05")
    assert "| Karl Ott | Ben Achterberg |" in copy(osp, "close")
    assert "In brackets" not in copy(osp, "close")
    say(osp, "milestone add 'Board decides' --owner 'Karl Ott' --due 2027-01-28")
    for audience in ("customer", "internal"):
        text = copy(osp, "close", audience)
        assert "| Karl Ott | (Amara Okafor) |" in text
        assert "In brackets: who leads the project on our side" in text


def test_a_step_that_is_done_has_nothing_to_be_agreed_and_keeps_its_result_for_us(osp: Terminal) -> None:
    say(
        osp,
        "milestone add 'Business case agreed' --owner 'Karl Ott' --due 2026-11-20 --done 2026-11-12 --result Inward",
    )
    row = next(line for line in copy(osp, "close").splitlines() if line.startswith("| Business case"))
    assert row == "| Business case agreed | 2026-11-20 | Karl Ott | (Amara Okafor) | - | done 2026-11-12 |"
    assert "Inward" in copy(osp, "close", "internal")
    number = told(osp, "milestone", "list", DEAL)["milestones"][0]["number"]
    say(osp, f"milestone set {number} --yardstick 'Signed paper'")
    assert "| Signed paper | done 2026-11-12 |" in copy(osp, "close")


@pytest.mark.parametrize(
    ("language", "internal", "customer"), [("en", "**gap**", "**To be agreed**"), ("zh", "**缺口**", "**待双方商定**")]
)
def test_what_is_missing_is_a_gap_for_us_and_to_be_agreed_for_the_customer(
    osp: Terminal, language: str, internal: str, customer: str
) -> None:
    for kind in ("close", "proposal"):
        assert customer not in copy(osp, kind, "internal", language)
        assert internal in copy(osp, kind, "internal", language)
        assert internal not in copy(osp, kind, "customer", language)
        assert customer in copy(osp, kind, "customer", language)


def test_the_usual_steps_that_are_not_planned_are_named(osp: Terminal) -> None:
    def missing(audience: str) -> str:
        return next(line for line in copy(osp, "close", audience).splitlines() if "security review" in line)

    assert missing("internal").startswith("**gap**: the steps, with dates and owners: go-live; kick-off; signature;")
    say(osp, "milestone add 'Go-live' --due 2027-05-31", "milestone add 'Legal review' --due 2027-01-05")
    assert missing("customer").startswith("**To be agreed**: whether these usual steps are needed")
    assert missing("customer").endswith(
        ": kick-off; signature; decision of the board; procurement; security review; proof of concept; business case"
    )


def test_assumptions_and_the_next_review_are_entered(osp: Terminal) -> None:
    say(
        osp,
        "statement add 'The hall is free in May' --part assumption",
        "statement add 'First look' --part review --due 2026-11-20 --who 'Karl Ott'",
        "statement add 'Second look' --part review --due 2026-12-08 --who 'Karl Ott'",
    )
    for audience in ("customer", "internal"):
        text = copy(osp, "close", audience)
        assert "- The hall is free in May" in text
        assert "2026-12-08 (Tue), Karl Ott: Second look" in text
        assert "First look" not in text


def test_the_proposal_says_what_the_records_hold(osp: Terminal) -> None:
    say(
        osp,
        "milestone add 'Kick-off' --due 2027-02-20 --owner 'Rosa Lind' --our-owner 'Ben Achterberg'",
        "milestone add 'Board decides' --due 2027-01-28 --owner 'Karl Ott'",
        "milestone add Trial --kind proof-of-concept --yardstick 'Two hours' --yardstick-by 'Karl Ott' --due 12-18",
        "criterion add 'Live in May' --kind formal --mandatory --met-by 'Two phases'",
        "risk add 'Inward fear' --counter 'Inward way' --for-customer 'Data may be late: a pilot first'",
        "quotation add Q-1 --amount 40k",
        "value add Bills --confirmed-by 'Karl Ott' --unique-because 'Rivals cannot'",
        *(
            f"statement add 'Said of {part}' --part {part}"
            for part in ("reference", "delivery", "effort", "option", "annex")
        ),
    )
    text = copy(osp, "proposal")
    for line in (
        "| What we ask for | your decision: Board decides, 2027-01-28 (Thu), Karl Ott |",
        "| Live in May | yes | Two phases |",
        "- Trial: Two hours (confirmed by Karl Ott); 2026-12-18 (Fri)",
        "| Kick-off | 2027-02-20 | Rosa Lind | Ben Achterberg | **To be agreed** |",
        "- Data may be late: a pilot first",
        "- Quotation Q-1",
        "- Your own effort: Said of effort",
        *(f"- Said of {part}" for part in ("reference", "delivery", "option", "annex")),
    ):
        assert line in text.splitlines(), line
    for ours in ("Inward", "Rivals cannot"):
        assert ours not in text
    cover = copy(osp, "proposal", "internal").partition("## What the customer gets")[0]
    assert "why only we: Rivals cannot" in cover
    assert "Inward fear" not in cover


def test_the_cover_names_the_risks_of_which_the_customer_reads_nothing_and_who_reviewed(osp: Terminal) -> None:
    say(osp, "risk add 'Inward fear' --counter 'Inward way'")
    cover = copy(osp, "proposal", "internal")
    assert ": Inward fear; counter-measure: Inward way" in cover
    assert "| Proposal | **gap**: nobody has reviewed it |" in cover
    say(osp, f"plan approve {DEAL} --what proposal --by 'Ingrid Solberg' --note Go")
    assert "| Proposal | approved by Ingrid Solberg, 2026-11-24: Go |" in copy(osp, "proposal", "internal")
    assert "Ingrid" not in copy(osp, "proposal")
