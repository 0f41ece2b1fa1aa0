"""What a document calls a gap: no more and no less than what nobody has told or recorded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from osp_cli.services.exports import OpportunityKind
from tests.territory import Terminal

LIST = "Name,Account,Stage,Amount,Close date,Created\nDriftwood,Gull AG,8,1000,2026-12-20,2026-01-14\n"
KINDS = ("opportunity", "full", "assessment", "review", "close", "call", "executive", "proposal")
ROOT = Path(__file__).parents[2]
CLAIMS = {"en": "every stage was reached", "zh": "必备条件都有事实支持"}


def plan(osp: Terminal, deal: str, language: str, kind: str = "opportunity") -> str:
    said = osp("plan", "export", deal, "--kind", kind, "--lang", language, "--out", "-")
    assert said.code == 0, said.err
    return said.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_document_says_of_an_imported_deal_that_it_met_the_gates_it_passed(osp: Terminal, language: str) -> None:
    (osp.home / "crm.csv").write_text(LIST, encoding="utf-8")
    assert osp("import", "crm.csv").code == 0
    told = {
        "en": r"passed: (\d+)\. It came with an import, which",
        "zh": r"还有 (\d+) 项必备条件未满足。该商机是导入的",
    }
    counts = set()
    for kind in KINDS:
        text = plan(osp, "driftwood", language, kind)
        assert CLAIMS[language] not in text
        counts.update(re.findall(told[language], text))
    lacked = json.loads(osp("gate", "--all", "--json").out)
    [deal] = [each for each in lacked["opportunities"] if each["opportunity"]["name"] == "Driftwood"]
    assert counts == {str(len(deal["missing"]))}


@pytest.mark.parametrize(
    ("language", "since"),
    [
        ("en", "(open), since the import of 2026-11-24 (Tue) or longer"),
        ("zh", "自2026年11月24日"),
    ],
)
def test_the_day_of_creation_is_not_the_day_an_imported_deal_came_to_its_stage(
    osp: Terminal, language: str, since: str
) -> None:
    (osp.home / "crm.csv").write_text(LIST, encoding="utf-8")
    assert osp("import", "crm.csv").code == 0
    assert since in plan(osp, "driftwood", language, "full")
    assert osp("retreat", "--stage", "7", "--reason", "the tender is open again", "driftwood").code == 0
    assert "2026-01-14" not in plan(osp, "driftwood", "en", "full").split("| Step |")[0]


@pytest.mark.parametrize(
    ("language", "event", "issue", "only"),
    [
        (
            "en",
            "- The licence ends (2026-11-24)",
            "- Business: Slow month end (2026-11-24)",
            "; answered, not yet on record",
        ),
        (
            "zh",
            "- The licence ends（2026年11月24日）",
            "- 业务：Slow month end（2026年11月24日）",
            "；已回答，尚未登记",
        ),
    ],
)
def test_what_the_interview_tells_is_no_gap_where_the_record_is_still_missing(
    osp: Terminal, language: str, event: str, issue: str, only: str
) -> None:
    gaps = {"en": ("no compelling event", "no issue"), "zh": ("没有登记急待", "没有登记业务和")}[language]
    assert osp("new-opportunity", "Driftwood", "--account", "Gull AG", "--amount", "200k").code == 0
    before = plan(osp, "driftwood", language, "full")
    assert all(gap in before for gap in gaps)
    assert osp("answer", "compelling-event", "The licence ends", "-o", "driftwood").code == 0
    assert osp("answer", "business-issues", "Slow month end", "-o", "driftwood").code == 0
    assert osp("answer", "technical-issues", "No restore", "-o", "driftwood").code == 0
    assert osp("answer", "risk-people", "+", "--evidence", "The lead may leave", "-o", "driftwood").code == 0
    text = plan(osp, "driftwood", language, "full")
    assert event + only in text
    assert issue + only in text
    assert not any(gap in text for gap in gaps)
    for words in (
        ("issue", "add", "Figures come late", "--kind", "business"),
        ("risk", "add", "Lead looks elsewhere", "--prompt", "risk-people"),
        ("competitor", "add", "Quartz"),
    ):
        assert osp(*words, "-o", "driftwood").code == 0
    for kind in ("opportunity", "executive", "full"):
        text = plan(osp, "driftwood", language, kind)
        assert all(each in text for each in ("Figures come late", "No restore"))
        assert (issue in text) == (kind != "opportunity"), "a plan of few pages says it once, as a record"
        assert issue + only not in text
    assert osp("set", "driftwood", "--amount", "40k").code == 0
    for each in ("The lead may leave", "Lead looks elsewhere", "Quartz"):
        assert each in text
        assert each in plan(osp, "driftwood", language), "the one-page plan"
    customers = osp("plan", "export", "driftwood", "--kind", "close", "--audience", "customer", "--out", "-").out
    assert "licence" not in customers, "an answer is ours; only a record that the customer confirmed is shared"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_answer_that_only_repeats_its_record_is_told_once(osp: Terminal, language: str) -> None:
    assert osp("new-opportunity", "Driftwood", "--account", "Gull AG", "--amount", "200k").code == 0
    for words in (
        ("answer", "compelling-event", "The licence ends."),
        ("answer", "business-issues", "Slow month end; figures come late"),
        ("answer", "risk-people", "+", "--evidence", "The lead may leave"),
        ("event", "add", "The licence ends", "--deadline", "2027-03-31"),
        ("issue", "add", "Slow month end", "--kind", "business"),
        ("issue", "add", "Figures come late", "--kind", "business"),
        ("risk", "add", "The lead may leave", "--prompt", "risk-people"),
    ):
        assert osp(*words, "-o", "driftwood").code == 0
    for kind in ("opportunity", "full"):
        text = plan(osp, "driftwood", language, kind)
        assert (text.count("The licence ends"), text.count("The lead may leave")) == (1, 2), kind
        assert text.lower().count("figures come late") == 1, kind
    assert osp("answer", "compelling-event", "The licence ends in March", "-o", "driftwood").code == 0
    assert plan(osp, "driftwood", language, "full").count("The licence ends in March") == 2
    assert "in March" not in plan(osp, "driftwood", language), "three pages have no room for it beside its record"


def test_no_full_stop_stands_before_a_bracket(osp: Terminal) -> None:
    assert osp("new-opportunity", "Driftwood", "--account", "Gull AG", "--amount", "200k").code == 0
    for question, text in (("compelling-event", "The licence ends."), ("business-issues", "月结太慢。")):
        assert osp("answer", question, text, "-o", "driftwood").code == 0
    assert osp("answer", "technical-issues", "Backups, restores...", "-o", "driftwood").code == 0
    text = plan(osp, "driftwood", "en", "full") + plan(osp, "driftwood", "zh", "full")
    assert all(each in text for each in ("licence ends (", "licence ends（", "月结太慢（", "restores... ("))
    assert not re.search(r"[^.][.。] ?[(（]", text)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_call_a_kind_of_document_what_the_option_calls_it(name: str) -> None:
    [paragraph] = [each for each in (ROOT / name).read_text(encoding="utf-8").split("\n\n") if "`--kind`" in each]
    named = re.findall(r"[(（]`(\w+)`[)）]", paragraph)
    assert named == ["call", "executive", "close", "proposal"]
    assert set(named) <= set(get_args(OpportunityKind))
