"""Values beyond every edge: numbers without end, files nested without end, fields that there are not."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from osp_cli.settings import Clock
from osp_cli.words import Words
from tests.territory import Terminal

BRACKETS = "x = " + "[" * 20_000
DOTS = "a." * 2_000 + "b = 1"
JOIN = """
[[joins]]
file = "{}"
on = {{ external_id = "k" }}
take = {{ industry = "owner" }}
"""


def test_a_number_that_nothing_can_be_is_refused_and_quoted_no_longer_than_a_line(osp: Terminal) -> None:
    for line in ("today --limit", "undo", "snapshot show", "snapshot check", "log --limit", "guide --step"):
        for number in ("1000000000", "9223372036854775808", "9" * 5000):
            said = osp(*line.split(), number)
            assert said.code == 2, said
            assert number[:20] in said.err
            assert len(said.err) < 300


def test_deals_that_nobody_has_touched_for_longer_than_there_are_days_are_none(osp: Terminal) -> None:
    assert json.loads(osp("list", "--stale", "999999999", "--json").out)["total"] == 0


@pytest.mark.parametrize(
    ("today", "code"), [("1990-01-01", 0), ("2100-12-31", 0), ("0001-01-01", 2), ("9999-12-31", 2)]
)
@pytest.mark.parametrize("line", ["today", "forecast --year", "show 3", "next 3", "note hello -o 3"])
def test_a_day_that_no_date_may_have_is_not_today(
    line: str, today: str, code: int, osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSP_TODAY", today)
    said = osp(*line.split())
    assert said.code == code, said
    assert code == 0 or today in said.err


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system sets the zone of a process otherwise")
@pytest.mark.parametrize(("zone", "hours"), [("UTC-14", 14), ("UTC+12", -12), ("UTC-5:45", 5.75), ("UTC", 0)])
def test_today_is_the_day_of_the_persons_own_zone_and_the_instant_is_that_of_all(
    zone: str, hours: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    before = datetime.now(UTC)
    today, instant = Clock().today(), datetime.fromisoformat(Clock().instant())
    after = datetime.now(UTC)
    assert (before + timedelta(hours=hours)).date() <= today <= (after + timedelta(hours=hours)).date()
    assert before - timedelta(milliseconds=1) <= instant <= after


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system sets the zone of a process otherwise")
@pytest.mark.parametrize("today", ["2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01"])
def test_a_night_in_which_the_clocks_are_put_on_or_back_is_a_day_like_any_other(
    today: str, osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    monkeypatch.setenv("OSP_TODAY", today)
    said = osp("set", "3", "--next", "call", "--next-date", "tomorrow", "--json")
    assert said.code == 0, said
    expected = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    assert json.loads(osp("show", "3", "--json").out)["opportunity"]["next_step_on"] == expected


@pytest.mark.parametrize("text", [BRACKETS, DOTS], ids=["brackets", "dots"])
def test_a_file_that_is_nested_without_end_cannot_be_read(text: str, osp: Terminal) -> None:
    for file, line, code in (
        ("deep.toml", "qualify --answers deep.toml", "answers-unreadable"),
        ("deep.toml", "person add --answers deep.toml", "answers-unreadable"),
        ("deep.toml", "import pipeline.csv --map deep.toml", "map-unreadable"),
        ("pack/steps.toml", "process check pack", ""),
        (".osp/settings.toml", "config set currency EUR", "settings-unreadable"),
        (".osp/settings.toml", "list", "settings-unreadable"),
    ):
        (osp.home / file).write_text(text, encoding="utf-8")
        said = osp(*line.split(), "--json")
        assert said.code in (1, 2), said
        assert (json.loads(said.err)["code"] if said.err else "") == code
    assert not (osp.home / ".osp/state/osp.log").exists()


def test_a_field_that_there_is_not_is_refused_but_not_of_what_is_done(osp: Terminal) -> None:
    refused = osp("list", "--fields", "nope")
    assert (refused.code, json.loads(refused.err)["code"]) == (2, "field-unknown")
    done = osp("note", "hello", "-o", "3", "--fields", "nope")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert told["note"]["text"] == "hello"
    assert [notice["key"] for notice in told["notices"]] == ["notices.field-unknown"]
    assert osp("note", "hello", "-o", "3", "--fields", "nope", "--dry-run").code == 2


@pytest.mark.parametrize("name", ["../up.csv", "/etc/passwd", "..", ".", "a\\\\b.csv", "below/b.csv"])
def test_a_map_joins_tables_beside_the_file_and_none_elsewhere(name: str, osp: Terminal) -> None:
    (osp.home / "joined.toml").write_text(JOIN.format(name), encoding="utf-8")
    said = osp("import", "pipeline.csv", "--map", "joined.toml", "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "map-broken")
    assert json.loads(said.err)["details"]["faults"] == [{"key": "joins.0.file", "reason": "fault-not-beside"}]


def test_a_table_that_a_map_joins_is_no_link_out_of_the_folder(osp: Terminal) -> None:
    (osp.home / "joined.toml").write_text(JOIN.format("linked.csv"), encoding="utf-8")
    (osp.home.parent / "secret.csv").write_text("k,industry\n1,x\n", encoding="utf-8")
    (osp.home / "linked.csv").symlink_to("../secret.csv")
    said = osp("import", "pipeline.csv", "--map", "joined.toml", "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "join-link")


def test_nothing_is_written_over_a_store_by_whatever_force(osp: Terminal) -> None:
    store = osp.home / ".osp/osp.db"
    before = store.read_bytes()
    (osp.home / "linked.db").symlink_to(store)
    for line in (
        "backup",
        "export --format json",
        "list --format csv --out",
        "plan export --format md --out",
        "process cheatsheet --format md --out",
    ):
        for file in (".osp/osp.db", *(["linked.db"] if line == "backup" else [])):
            said = osp(*line.split(), file, "--force", "--json")
            assert (said.code, json.loads(said.err)["code"]) == (2, "file-is-store"), line
    assert (
        json.loads(osp("plan", "export", "--out", ".osp/osp.db", "--force", "--json").err)["code"] == "ending-unknown"
    )
    assert store.read_bytes() == before
    assert osp("backup", "friday.db", "--force").code == 0


def test_where_not_even_the_words_are_found_a_sentence_in_both_languages_is_said(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("osp_cli.cli.app.make_wiring", fail)
    said = osp("list")
    assert (said.code, said.out) == (1, "")
    told = [Words(language)("errors.unexpected-unlogged.what", kind="RecursionError") for language in ("en", "zh")]
    assert said.err.splitlines() == told


def test_amounts_that_add_up_to_more_than_can_be_counted_are_told_and_can_be_corrected(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"M{number},1,999999999999999.99,2026-12-20\n" for number in range(100))
    (osp.home / "large.csv").write_text(f"name,stage,amount,close\n{lines}", encoding="utf-8")
    assert osp("import", "large.csv").code == 0
    refused = osp("forecast", "--quarter")
    assert (refused.code, "add up to more than can be counted" in refused.err) == (6, True)
    monkeypatch.setenv("OSP_TODAY", "2026-12-01")  # in another week: nothing can be frozen
    assert osp("set", "m1", "--amount", "5").code == 0
