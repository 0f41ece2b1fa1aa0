"""The day that the next go / no-go is planned for: kept, told when it has come, printed, gone once it is decided."""

from __future__ import annotations

from tests.territory import Terminal, told

PLANNED = "Next go / no-go: at the end of step 5 Opportunity assessment; planned for 2026-12-04 (Fri)"


def _plan(osp: Terminal, language: str) -> str:
    name = f"plan.{language}.md"
    said = osp("plan", "export", "3", "--kind", "opportunity", "--lang", language, "--out", name, "--force")
    assert said.code == 0, said
    return (osp.home / name).read_text("utf-8")


def test_the_day_of_a_go_no_go_stands_in_the_deal_its_plan_and_the_calendar(osp: Terminal) -> None:
    assert "no day is planned for it" in _plan(osp, "en")
    assert osp("set", "3", "--decision-date", "2026-12-04").code == 0
    assert "Go / no-go on   2026-12-04 (Fri)" in osp("show", "3").out
    assert PLANNED in _plan(osp, "en")
    assert "步骤 5 项目研讨结束时；计划在2026年12月4日（周五）" in _plan(osp, "zh")
    calendar = osp("export", "--format", "ics").out
    assert "SUMMARY:Go / no-go (Blue Heron ERP)" in calendar
    assert "DTSTART;VALUE=DATE:20261204" in calendar


def test_what_is_due_is_told_and_a_decision_takes_the_day_with_it(osp: Terminal) -> None:
    assert osp("set", "3", "--decision-date", "2026-11-20").code == 0
    lines = {line["id"]: line for line in told(osp, "today", "--limit", "99")["due"]}
    assert lines["decision-3"]["due_on"] == "2026-11-20"
    assert "go / no-go, planned for 2026-11-20 (Fri)" in osp("today", "--limit", "99").out
    assert "osp decide VERDICT -o 3 --reason TEXT" in osp("next", "3").out
    assert "osp decide 跟进与否 -o 3 --reason 内容" in osp("next", "3", "--lang", "zh").out
    assert osp("decide", "go", "-o", "3", "--step", "5", "--reason", "Value agreed").code == 0
    assert told(osp, "show", "3")["opportunity"]["decide_on"] is None
    assert osp("undo", "--yes").code == 0
    assert told(osp, "show", "3")["opportunity"]["decide_on"] == "2026-11-20"


def test_the_day_is_taken_away_again_and_no_day_at_all_is_refused(osp: Terminal) -> None:
    assert osp("set", "3", "--decision-date", "2026-12-04").code == 0
    assert osp("set", "3", "--decision-date", "someday").code == 2
    assert osp("set", "3", "--decision-date", "none").code == 0
    assert told(osp, "show", "3")["opportunity"]["decide_on"] is None
