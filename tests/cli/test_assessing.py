"""`osp assess` as a report: us beside each competitor, what changed, every answer, and what is too good to be true."""

from __future__ import annotations

import json

from tests.territory import Terminal


def test_the_report_holds_every_heading_of_us_and_of_each_competitor(osp: Terminal) -> None:
    shown = json.loads(osp("assess", "tidewater-analytics", "--report", "--json").out)
    assert [each["against"] for each in shown["competitors"]] == ["Orbit Data"]
    assert len(shown["sections"]) == 4
    assert {section["section"] for section in shown["competitors"][0]["sections"]} == {"can-we-compete", "can-we-win"}
    assert all({"known", "net", "gap"} <= section.keys() for section in shown["sections"])
    assert [doubt["rule"] for doubt in shown["doubts"]] == ["plus-without-evidence"]


def test_what_changed_says_old_new_and_who(osp: Terminal) -> None:
    assert osp("answer", "4", "-", "-o", "4", "--who", "Lena Brandt", "--evidence", "frozen in November").code == 0
    said = osp("assess", "4", "--diff", "2026-11-01").out
    assert "+ -> - frozen in November (Lena Brandt, 2026-11-24, recorded by Amara Okafor)" in " ".join(said.split())


def test_the_history_holds_what_was_said_before(osp: Terminal) -> None:
    assert osp("answer", "4", "-", "-o", "4", "--evidence", "frozen").code == 0
    shown = json.loads(osp("assess", "4", "--history", "--json").out)
    signs = [each["sign"] for each in shown["history"] if each["question"] == "tas-funds"]
    assert signs == ["+", "-"]
    assert json.loads(osp("assess", "4", "--json").out)["history"] == []


def test_the_days_of_the_setting_decide_which_evidence_is_old(osp: Terminal) -> None:
    assert "evidence_days allows" not in osp("assess", "4").out
    assert osp("config", "set", "evidence_days", "30").code == 0
    assert "evidence_days allows" in osp("assess", "4").out
    for wrong in ("0", "3651", "soon"):
        refused = osp("config", "set", "evidence_days", wrong)
        assert (refused.code, "1-3650" in refused.err) == (2, True)
