"""What a plan says first, and so cuts last: people by their say, steps back from the last, risks by their weight."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from osp_cli.domain.risks import Degree, Risk, in_order
from osp_cli.render.paper.pdf import Print, printed
from osp_cli.render.paper.reading import read
from tests.territory import Terminal


@pytest.fixture
def deal(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    osp = Terminal(home, monkeypatch, capsys)
    assert osp("new-opportunity", "Driftwood", "--account", "Gull AG", "--amount", "200k").code == 0
    return osp


def add(osp: Terminal, *words: str) -> None:
    said = osp(*words, "-o", "driftwood")
    assert said.code == 0, said.err


def plan(osp: Terminal, kind: str = "opportunity", language: str = "en") -> str:
    said = osp("plan", "export", "driftwood", "--kind", kind, "--out", "-", "--lang", language)
    assert said.code == 0, said.err
    return said.out


def in_turn(text: str, *told: str) -> bool:
    places = [text.index(each) for each in told]
    return places == sorted(places)


@pytest.mark.parametrize("kind", ["opportunity", "full"])
def test_people_stand_by_their_say_and_who_is_not_known_before_who_is_outside(deal: Terminal, kind: str) -> None:
    for name, more in (
        ("Ada Out", ("--influence", "outside")),
        ("Ben Unasked", ()),
        ("Cleo Known", ("--influence", "political-structure")),
        ("Dara Core", ("--influence", "inner-circle", "--coverage", "no-contact")),
    ):
        add(deal, "person", "add", name, *more)
    text = plan(deal, kind)
    assert in_turn(text, "by influence (not known stands before outside)", "| Dara", "| Cleo", "| Ben", "| Ada")


def test_steps_run_back_from_the_last_and_those_behind_us_take_one_line(deal: Terminal) -> None:
    for name, due in (("Signature", "+60d"), ("Legal review", "+9d"), ("Go-live", "+99d"), ("Undated step", "")):
        add(deal, "milestone", "add", name, *(("--due", due) if due else ()))
    add(deal, "milestone", "add", "Case agreed", "--due", "today", "--done", "today")
    text = plan(deal)
    assert "**Next**: Legal review, 2026-12-03 (Thu)" in text
    assert in_turn(
        text, "| Go-live |", "| Signature |", "| Legal review |", "| Undated step |", "**Done**: Case agreed"
    )
    assert "| Case agreed |" not in text
    assert "| Case agreed |" in plan(deal, "full")
    assert "**下一步**：Legal review" in plan(deal, language="zh")


def test_risks_that_were_denied_take_one_line(deal: Terminal) -> None:
    add(deal, "answer", "risk-technical", "-", "--evidence", "Shown in the test")
    add(deal, "answer", "risk-people", "+", "--evidence", "The lead may leave")
    text = plan(deal)
    assert "Answered no: Is there a technical risk." in text
    assert in_turn(text, "The lead may leave", "Is there a commercial risk", "Answered no")
    assert "Shown in the test" not in text
    assert "Shown in the test" in plan(deal, "full")


def test_risks_stand_by_impact_then_likelihood_and_closed_ones_last() -> None:
    told: tuple[tuple[Degree | None, Degree | None], ...] = (
        ("low", "high"),
        ("high", "low"),
        (None, None),
        ("high", "high"),
        ("medium", "high"),
    )
    risks = [Risk(n, "", "", None, impact, often) for n, (impact, often) in enumerate(told)]
    closed = Risk(9, "", "", impact="high", likelihood="high", is_closed=True)
    assert [each.number for each in sorted([closed, *risks], key=in_order)] == [3, 1, 4, 2, 0, 9]


def test_an_expert_who_is_asked_for_late_is_named_at_once_and_in_the_plan(deal: Terminal) -> None:
    late = ("--part", "experts", "--asked", "today", "--needed", "+13d")
    said = deal("teammate", "add", "Hye-jin Park", *late, "-o", "driftwood", "--lang", "en")
    assert "less than two weeks ahead" in said.out
    in_time = deal("teammate", "add", "Ben A", "--part", "experts", "--asked", "today", "--needed", "+14d")
    assert "two weeks" not in in_time.out
    assert "**Asked for less than two weeks ahead**: Hye-jin Park." in plan(deal)


def test_a_plan_has_the_goal_and_the_actions_with_whom_and_for_which_result(deal: Terminal) -> None:
    add(deal, "person", "add", "Noor Haddad")
    add(deal, "answer", "business-goals", "Planes back in the air sooner")
    add(deal, "action", "add", "Show it", "--due", "+3d", "--with", "Noor Haddad", "--expect", "Her figure")
    text = plan(deal)
    first, *_ = text.split("## 2 ")
    assert "Planes back in the air sooner" in first
    assert "| Show it | Noor Haddad | Her figure |" in text


def test_the_first_groups_of_a_page_have_all_their_rows_before_the_others_have_more_than_a_few() -> None:
    rows = {name: "".join(f"| {name} {n} | {'evidence ' * 9} |\n" for n in range(12)) for name in ("one", "two", "six")}
    tables = "".join(f"### {name}\n\n| A | B |\n|---|---|\n{each}\n" for name, each in rows.items())
    filler = "".join(f"### Said {n}\n\n{'word ' * 90}\n\n" for n in range(12))
    done = printed(read(f"# Plan\n\n## Page\n\n{tables}{filler}"), Print("en", 1))
    (page,) = [each.extract_text() for each in PdfReader(io.BytesIO(done.pdf)).pages]
    told = [len(set(re.findall(rf"{name} \d+", page))) for name in rows]
    assert told[0] == 12, told
    assert told == sorted(told, reverse=True), told
    assert 1 < told[2] < 12, told


@pytest.mark.parametrize(("format", "language", "told"), [("html", "en", "keeps to 3"), ("docx", "zh", "保证 3 页")])
def test_what_others_lay_out_says_when_it_prints_on_more_sheets_than_it_promises(
    deal: Terminal, format: str, language: str, told: str
) -> None:
    def said() -> str:
        order = ("--kind", "opportunity", "--format", format, "--lang", language, "--force")
        done = deal("plan", "export", "driftwood", *order)
        assert done.code == 0, done.err
        return done.err

    assert told not in said()
    add(deal, "answer", "business-goals", "Planes back in the air sooner. " * 500)
    assert told in said()


def test_a_plan_says_of_each_competitor_what_its_signs_rest_on(deal: Terminal) -> None:
    add(deal, "competitor", "add", "Quartz")
    add(deal, "answer", "tas-solution-fit", "-", "--against", "Quartz", "--evidence", "No mobile client")
    first, *_, last = re.split("(?m)^## [23] ", plan(deal))
    assert "- **Quartz**: 7 - No mobile client" in last
    assert "of competitors only questions 6, 7, 9," in first
    assert "| 7 | Solution fit | Quartz | - | No mobile client (" in plan(deal, "full")
