"""What duties are counted from: the statement over the whole book says of each deal what the rule says of one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from osp_cli.domain.signals import rhythm_of
from osp_cli.store import days
from tests.store.books import open_store
from tests.territory import Terminal, copy_territory


@pytest.fixture
def kept(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)


def assert_both_agree(kept: Terminal) -> None:
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        for number, rhythm in days.rhythms(reading, None):
            assert rhythm == rhythm_of(reading.dossier(number)), number


def test_the_rhythms_of_the_example_book_agree(kept: Terminal) -> None:
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        found = [rhythm for _, rhythm in days.rhythms(reading, None)]
    assert len(found) >= 10
    assert any(rhythm.plan_approved_on for rhythm in found)
    assert any(rhythm.last_contact for rhythm in found)

    assert_both_agree(kept)


def test_a_plan_that_was_returned_is_due_for_no_review_wherever_it_is_asked(kept: Terminal) -> None:
    open_deals = json.loads(kept("list", "--json", "--limit", "50").out)["opportunities"]
    shown = [json.loads(kept("show", str(o["number"]), "--json").out) for o in open_deals]
    number = str(next(s["named"]["number"] for s in shown if s["plan_approval"] and s["plan_approval"]["plan_version"]))
    assert "duty-plan-review" in duties(kept, number)

    assert kept("plan", "submit", number).code == 0
    returned = kept("plan", "return", number, "--note", "rework it", "--as", "Ingrid Solberg")
    assert returned.code == 0, returned.err

    assert "duty-plan-review" not in duties(kept, number)
    assert_both_agree(kept)


def test_a_word_of_the_customers_is_a_contact_in_both(kept: Terminal) -> None:
    kept("new-opportunity", "Tidewater billing", "--account", "Tidewater Utilities")
    said = kept("confirm", "technical-lead-identified", "-o", "tidewater-billing", "--who", "Noor Haddad",
                "--evidence", "mail", "--on", "2026-11-20")  # fmt: skip
    assert said.code == 0, said.err

    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        newest = max(days.rhythms(reading, None), key=lambda each: each[0])[1]
    assert newest.last_contact == date(2026, 11, 20)
    assert_both_agree(kept)


def duties(kept: Terminal, number: str) -> set[str]:
    """The duties of a deal as the guide tells them."""
    told = json.loads(kept("guide", number, "--show", "--json").out)["duties"]
    return {duty["item"]["id"] for duty in told}


@pytest.mark.parametrize(
    ("language", "manager", "experts"),
    [("en", "(sales manager)", "(strategic project experts)"), ("zh", "（销售经理）", "（战略项目专家组）")],
)
def test_a_setting_says_who_revisits(kept: Terminal, language: str, manager: str, experts: str) -> None:
    def told(*words: str) -> list[str]:
        lines = kept(*words, "--lang", language).out.splitlines()
        return [line for line in lines if any(each in line for each in ("every two months", "每两个月一次"))]

    pages = (("show", "16"), ("guide", "16", "--show"), ("process", "about"))
    for page in pages:
        assert any(manager in line for line in told(*page)), page
    assert kept("config", "set", "revisit_by", "strategic project experts").code == 0
    for page in pages:
        assert any(experts in line for line in told(*page)), page
        assert not any(manager in line for line in told(*page)), page


def test_who_revisits_is_a_role_of_the_pack(kept: Terminal) -> None:
    refused = kept("config", "set", "revisit_by", "the cat")

    assert refused.code == 5
    assert "strategic-experts" in refused.err
