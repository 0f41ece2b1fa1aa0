"""The day: ranked with reasons, lines with IDs that stay, put off until a day and back again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.territory import Terminal, told


def ids(osp: Terminal, *words: str) -> list[str]:
    day = told(osp, "today", "--limit", "99", *words)
    return [line["id"] for line in (*day["due"], *day["musts"])]


def test_each_line_has_an_id_of_its_own_that_is_the_same_again(osp: Terminal) -> None:
    first = ids(osp)
    assert len(set(first)) == len(first)
    assert {"payment-1", "close-15", "stuck-15", "must-1"} <= set(first)
    assert ids(osp) == first


def test_the_lines_stand_by_their_points_and_a_weight_moves_them(osp: Terminal) -> None:
    day = told(osp, "today", "--limit", "99")
    points = [line["points"] for line in day["due"]]
    assert points == sorted(points, reverse=True)
    assert all(sum(r["points"] for r in line["reasons"]) == line["points"] for line in day["due"])
    assert day["due"][0]["kind"] != "debt"
    assert osp("config", "set", "weight.debt", "900").code == 0
    assert told(osp, "today")["due"][0]["kind"] == "debt"


def test_a_line_put_off_is_hidden_and_counted_until_its_day(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(osp, "snooze", "payment-1", "in 2 days")["line"] == "payment-1"
    assert "payment-1" not in ids(osp)
    assert "1 line is put off until 2026-11-26 (Thu):" in osp("today").out
    shown = told(osp, "snooze", "--list")["lines"]
    assert [(each["line"], each["until"]) for each in shown] == [("payment-1", "2026-11-26")]
    monkeypatch.setenv("OSP_TODAY", "2026-11-26")
    assert "payment-1" in ids(osp)
    assert told(osp, "snooze", "--list")["lines"] == []


def test_the_same_matter_on_another_day_is_another_one(osp: Terminal) -> None:
    assert osp("snooze", "payment-1", "in 4 weeks").code == 0
    assert osp("payment", "set", "1", "-o", "maple", "--due", "yesterday").code == 0
    assert "payment-1" in ids(osp)


def test_a_later_day_takes_the_place_of_an_earlier_one_and_undo_brings_that_back(osp: Terminal) -> None:
    for day in ("tomorrow", "in 3 weeks"):
        assert osp("snooze", "must-1", day).code == 0
    assert [each["until"] for each in told(osp, "snooze")["lines"]] == ["2026-12-15"]
    assert osp("undo", "--yes").code == 0
    assert [each["until"] for each in told(osp, "snooze")["lines"]] == ["2026-11-25"]
    assert osp("undo", "--yes").code == 0
    assert "must-1" in ids(osp)


def test_clear_brings_one_back_or_all(osp: Terminal) -> None:
    for line in ("must-1", "close-15", "payment-1"):
        assert osp("snooze", line, "fri").code == 0
    assert [each["line"] for each in told(osp, "snooze", "must-1", "--clear")["lines"]] == ["must-1"]
    assert len(told(osp, "snooze", "--clear")["lines"]) == 2
    assert {"must-1", "close-15", "payment-1"} <= set(ids(osp))
    assert told(osp, "snooze", "--clear")["lines"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("snooze", "payment-1", "today"), 2, "not after today"),
        (("snooze", "payment-1", "2020-01-01"), 2, "not after today"),
        (("snooze", "payment-1"), 2, "DATE"),
        (("snooze", "payment-99", "fri"), 5, "payment-1"),
        (("snooze", "must-1", "--clear"), 5, "not put off"),
        (("snooze", "must-1", "--list"), 2, "together"),
        (("snooze", "must-1", "fri", "--clear"), 2, "together"),
    ],
)
def test_what_cannot_be_put_off_is_refused(osp: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    answer = osp(*words)
    assert (answer.code, said in answer.err) == (code, True), answer


def test_a_removed_deal_takes_its_snoozes_along_and_brings_them_back(osp: Terminal) -> None:
    assert osp("snooze", "must-1", "in 2 weeks").code == 0
    assert osp("remove", "cedar-billing", "--confirm", "Cedar billing").code == 0
    assert told(osp, "snooze")["lines"] == []
    assert osp("undo", "--yes").code == 0
    assert [each["line"] for each in told(osp, "snooze")["lines"]] == ["must-1"]


def test_how_long_a_stage_takes_is_the_method_s_until_there_are_enough_own_cases(osp: Terminal) -> None:
    def limit() -> dict[str, Any]:
        lines = told(osp, "today", "--limit", "99")["due"]
        return next(line["limit"] for line in lines if line["id"] == "stuck-15")

    own = limit()
    assert own["cases"] >= 10
    assert osp("config", "set", "usual_cases", "200").code == 0
    assert limit() == {"days": 30, "cases": 0, "source": "default"}
    page = osp("today", "--limit", "99").out
    assert "limit 30 days (our default)" in page


def test_an_own_case_counts_once_it_has_moved_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(tmp_path, monkeypatch, capsys)
    assert osp("config", "set", "usual_cases", "1").code == 0
    for name, day in (("Alder", "2026-11-02"), ("Birch", "2026-11-10")):
        assert osp("new-opportunity", name, "--account", "Bay", "--on", day).code == 0
    assert "stuck-2" not in ids(osp)
    assert osp("advance", "1", "--override", "hurry", "--on", "2026-11-09").code == 0
    line = next(each for each in told(osp, "today")["due"] if each["id"] == "stuck-2")
    assert line["limit"] == {"days": 7, "cases": 1, "source": "history"}
    assert line["due_on"] == "2026-11-17"
    assert osp("undo", "--yes").code == 0
    assert "stuck-2" not in ids(osp)
