"""Which duties are due: the statements over the whole book say of each deal what the rule says of one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from osp_cli.domain.duties import due_by, due_on
from osp_cli.domain.signals import rhythm_of
from osp_cli.pack.load import builtin
from osp_cli.pack.reading import builtin_handbook
from osp_cli.services.duties import is_done
from osp_cli.store import days
from osp_cli.store.store import Reading
from tests.store.books import open_store
from tests.territory import Terminal, copy_territory

HANDBOOK = builtin_handbook()


@pytest.fixture
def kept(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)


DAYS = [date(2026, 1, 1) + timedelta(days=30 * month) for month in range(18)]


def due_in_book(reading: Reading, on: date) -> set[tuple[str, date, int]]:
    return {
        (due.duty.item.id, day, number)
        for due in due_by(HANDBOOK.duties, builtin(), on)
        for day, number in days.due_duties(reading, due, None, 1_000)
    }


def due_on_each(reading: Reading, on: date) -> set[tuple[str, date, int]]:
    """The same by the rule for one deal."""
    return {
        (duty.item.id, day, dossier.opportunity.number)
        for dossier in reading.dossiers()
        for duty in HANDBOOK.duties
        if (day := due_on(duty, rhythm_of(dossier), builtin())) and day <= on and not is_done(duty, dossier)
    }


def assert_both_agree(kept: Terminal) -> None:
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        for on in DAYS:
            assert due_in_book(reading, on) == due_on_each(reading, on), on


def test_the_duties_of_the_example_book_agree(kept: Terminal) -> None:
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        found = {duty for duty, _, _ in due_in_book(reading, DAYS[-1])}
    assert {"duty-revisit", "duty-plan-review", "duty-experts"} <= found

    assert_both_agree(kept)


def test_a_duty_of_an_owner_is_a_duty_of_the_book_and_a_limit_takes_the_oldest(kept: Terminal) -> None:
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        revisit = next(
            due for due in due_by(HANDBOOK.duties, builtin(), DAYS[-1]) if due.duty.item.id == "duty-revisit"
        )
        everybodys = days.due_duties(reading, revisit, None, 1_000)
        owners = {reading.opportunity(number).owner for _, number in everybodys}
        assert len(owners) > 1
        by_owner = {number for owner in owners for _, number in days.due_duties(reading, revisit, owner, 1_000)}
        assert by_owner == {number for _, number in everybodys}
        assert days.due_duties(reading, revisit, None, 2) == everybodys[:2] == tuple(sorted(everybodys))[:2]


def test_experts_that_were_asked_for_are_due_no_more(kept: Terminal) -> None:
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        number = next(n for duty, _, n in due_in_book(reading, DAYS[-1]) if duty == "duty-experts")
    for given, is_due in (("?", True), ("yes", False), ("no", False)):
        said = kept("answer", "strategic-experts", given, "-o", str(number))
        assert said.code == 0, said.err
        with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
            due = {n for duty, _, n in due_in_book(reading, DAYS[-1]) if duty == "duty-experts"}
        assert (number in due) is is_due, given
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

    assert kept("advance", "tidewater-billing", "--stage", "5", "--override", "we are called in late").code == 0
    with open_store(kept.home / ".osp" / "osp.db").reading() as reading:
        (number,) = (o.number for o in reading.find("tidewater-billing"))
        assert ("duty-revisit", date(2027, 1, 20), number) in due_in_book(reading, DAYS[-1])
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
