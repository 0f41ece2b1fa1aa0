"""Words that mean something to SQL, amounts and days that cannot be, zones: typed into every filter and every field."""

from __future__ import annotations

import hashlib
import shlex
import time
import zoneinfo
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from osp_cli.store.past import beginning_of
from tests.territory import Terminal, told

SQL = (
    "'; DROP TABLE opportunity; --", '" OR 1=1 --', "') UNION SELECT * FROM unit --", "%%", "_", "[a-z]*", "\\",
    "NULL", ":owner_key", "; ATTACH DATABASE 'x' AS y",
)  # fmt: skip
FILTERS = (
    "list --owner {}", "list --account {}", "list --stage {}", "list --quarter {}", "list --sort {}",
    "list --after {}",
    "find {}", "show {}", "log {}", "today --owner {}", "forecast --by {}", "forecast {}", "funnel --by {}",
    "changes --by {}", "review --owner {}", "quota list {}", "account show {}", "person show {} -o 1",
    "process search {}", "export out --force --format csv --owner {}", "export out --force --format ics --owner {}",
    "export out --force --owner {} --changes-since 2026-11-01", "snooze {} tomorrow",
    "set --all-of {} --source x --yes",
    "plan show --territory {}", "assess 1 --against {} --answers -", "forecast --as-of {}", "config get {}",
)  # fmt: skip
UNFIT_AMOUNTS = ("NaN", "-5", "inf", "-inf", "Infinity", "1e18", "1e400", "1" + "0" * 18, "0x10", "١٢٣", "1,2,3")
UNFIT_DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "0000-00-00", "10000-01-01", "-0001-01-01", "+9999999d", "NaN")
MONEY = (
    "set 1 --amount {}", "new-opportunity X --account Y --amount {}",
    "forecast-call --total {} --owner me --period 2026Q4",
    "order set granite-oss --amount {}", "quota set me 2026Q4 {}",
    "payment add Half --amount {} --due 2026-12-01 -o 10",
)  # fmt: skip
DAYS = (
    "set 1 --close {} --reason x", "set 1 --next call --next-date {}", "note x -o 1 --on {}",
    "action add x --due {} -o 1",
    "milestone add x --due {} -o 1", "order set granite-oss --date {}", "snapshot check --as-of {}",
    "forecast --as-of {}",
    "changes --since {}", "export out --force --changes-since {}", "new-opportunity X --account Y --close {}",
)  # fmt: skip


def state(osp: Terminal) -> str:
    return hashlib.sha256((osp.home / ".osp/osp.db").read_bytes()).hexdigest()


def run_all(osp: Terminal, lines: tuple[str, ...], words: tuple[str, ...]) -> dict[str, int]:
    """The exit code of each line with each word in it."""
    found = {}
    for line in lines:
        for word in words:
            said = osp(*(word if part == "{}" else part for part in shlex.split(line)), stdin="")
            found[f"{line} <- {word}"] = said.code
            assert "Traceback" not in said.err + said.out, (line, word)
            assert "inside osp" not in said.err, (line, word, said.err)
    return found


def test_what_means_something_to_sql_is_a_word_like_any_other_in_every_filter(osp: Terminal) -> None:
    before, total = state(osp), told(osp, "list", "--all")["total"]
    codes = run_all(osp, FILTERS, SQL)
    assert {line: code for line, code in codes.items() if code not in (0, 2, 5)} == {}
    assert state(osp) == before
    assert told(osp, "list", "--all")["total"] == total
    for word in ("%%", "_", "' OR 1=1 --"):
        assert told(osp, "find", word)["hits"] == []
        assert told(osp, "list", "--all", "--owner", word)["total"] == 0


@pytest.mark.parametrize(("lines", "words"), [(MONEY, UNFIT_AMOUNTS), (DAYS, UNFIT_DAYS)], ids=["amounts", "days"])
def test_an_amount_or_a_day_that_cannot_be_is_refused_and_nothing_is_written(
    osp: Terminal, lines: tuple[str, ...], words: tuple[str, ...]
) -> None:
    before = state(osp)
    codes = run_all(osp, lines, words)
    assert {line: code for line, code in codes.items() if code != 2} == {}
    assert state(osp) == before


@pytest.mark.parametrize(
    "zone",
    ["UTC", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Asia/Shanghai", "Asia/Kathmandu",
     "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago"],
)  # fmt: skip
def test_every_local_day_begins_once_and_after_the_one_before(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    place, day = zoneinfo.ZoneInfo(zone), date(2026, 1, 1)
    begins = datetime.fromisoformat(beginning_of(day))
    for _ in range(760):
        day += timedelta(days=1)
        following = datetime.fromisoformat(beginning_of(day))
        assert timedelta(hours=22) < following - begins < timedelta(hours=26)
        assert following.astimezone(place).date() == day
        assert (following - timedelta(milliseconds=1)).astimezone(place).date() == day - timedelta(days=1)
        begins = following


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"])
def test_the_days_of_a_book_are_the_same_in_every_zone(
    zone: str, osp: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def days() -> list[object]:
        shown = told(osp, "list", "--all")["opportunities"]
        return [told(osp, "today")["due"], [(each["close_on"], each["next_step_on"]) for each in shown],
                told(osp, "forecast", "2026Q4", "--json")["total"]]  # fmt: skip

    before = days()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert days() == before
