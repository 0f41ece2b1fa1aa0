"""The public export of 8,800 opportunities, wherever it is: imported as examples/README.md says, right to the unit."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.sessions.sessions import run

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("OSP_MAVEN") or ROOT.parent / "shared" / "data" / "maven").resolve()
BLOCK = re.compile(r"<!-- command: (\w+) -->\n```\n(.*?)```", re.DOTALL)
QUARTERS = {
    "2017Q1": (1_134_672, 531),
    "2017Q2": (3_086_111, 1_254),
    "2017Q3": (2_982_255, 1_257),
    "2017Q4": (2_802_496, 1_196),
}
Q4_BY_REGION = {"Central": 987_782, "East": 824_853, "West": 989_861}
HISTORY = {"unit", "journal", "sqlite_sequence"}  # undo and redo are told there, and numbers are never reused
YEAR_BY_MANAGER = {
    "Marxen": 2_251_930, "Sewald": 1_964_750, "Neubert": 1_960_545,
    "Rouche": 1_603_897, "Losch": 1_130_049, "Brinkmann": 1_094_363,
}  # fmt: skip

pytestmark = pytest.mark.skipif(
    not (DATA / "sales_pipeline.csv").is_file(), reason="the public export is not beside this repository (OSP_MAVEN)"
)


def documented(name: str) -> list[str]:
    """The commands that examples/README.md shows under this name."""
    blocks = dict(BLOCK.findall((ROOT / "examples" / "README.md").read_text(encoding="utf-8")))
    return [line.removeprefix("$ ") for line in blocks[name].splitlines()]


(IMPORT,) = documented("import")


def done(command: str, folder: Path) -> str:
    """What a command prints that must end well."""
    ended = run(command, folder)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def asked(command: str, folder: Path) -> Any:
    """The JSON document of a command."""
    return json.loads(done(f"{command} --json", folder))


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the store."""
    connection = sqlite3.connect(folder / ".osp" / "osp.db")
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    finally:
        connection.close()


def laid_out(folder: Path) -> Path:
    """A folder as examples/README.md wants it."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "maven").mkdir()
    for file in DATA.glob("*.csv"):
        shutil.copyfile(file, folder / "maven" / file.name)
    return folder


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = laid_out(tmp_path_factory.mktemp("maven"))
    report = asked(IMPORT, folder)
    counts = {key: report[key] for key in ("rows", "created", "updated", "unchanged", "skipped")}
    assert counts == {"rows": 8_800, "created": 8_800, "updated": 0, "unchanged": 0, "skipped": 0}
    assert (report["refused"], report["not_taken"]) == ([], [])
    assert [(join["file"], join["matched"], join["missed"]) for join in report["joins"]] == [
        ("products.csv", 8_800, 0),
        ("sales_teams.csv", 8_800, 0),
    ]
    return folder


@pytest.fixture
def own(imported: Path, tmp_path: Path) -> Path:
    """A copy of the imported book that a test may change."""
    return Path(shutil.copytree(imported, tmp_path / "own"))


def units(money: dict[str, Any]) -> int:
    """An amount in whole dollars; the export has no cents."""
    assert (money["currency"], money["minor"] % 100) == ("USD", 0)
    return int(money["minor"]) // 100


def won_by(period: str, by: str, folder: Path) -> dict[str, int]:
    groups = asked(f"osp forecast {period} --by {by}", folder)["groups"]
    return {group["name"]: value for group in groups if (value := units(group["row"]["won"]["amount"]))}


def test_won_value_and_number_of_every_quarter_are_those_of_the_golden_roll_up(imported: Path) -> None:
    found = {}
    for quarter in QUARTERS:
        won = asked(f"osp forecast {quarter}", imported)["total"]["won"]
        found[quarter] = (units(won["amount"]), won["deals"])
    assert found == QUARTERS
    year = asked("osp forecast 2017", imported)["total"]["won"]
    assert (units(year["amount"]), year["deals"]) == (10_005_534, 4_238)


def test_the_last_quarter_by_region_is_that_of_the_golden_roll_up(imported: Path) -> None:
    assert won_by("2017Q4", "region", imported) == Q4_BY_REGION


def test_the_year_by_manager_is_that_of_the_golden_roll_up(imported: Path) -> None:
    found = won_by("2017", "manager", imported)
    assert {name.split()[-1]: value for name, value in found.items()} == YEAR_BY_MANAGER


def test_the_year_by_owner_is_what_the_file_itself_adds_up_to(imported: Path) -> None:
    expected: Counter[str] = Counter()
    with (DATA / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["deal_stage"] == "Won":
                expected[row["sales_agent"]] += int(row["close_value"])
    assert len(expected) == 30
    assert won_by("2017", "owner", imported) == dict(expected)


def test_everything_the_file_says_stands_in_the_book_and_nothing_else(imported: Path) -> None:
    books = {o["external_id"]: o for o in asked("osp list --all", imported)["opportunities"]}
    with (DATA / "products.csv").open(encoding="utf-8", newline="") as file:
        prices = {row["product"]: int(row["sales_price"]) for row in csv.DictReader(file)}
    with (DATA / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(books) == len(rows) == 8_800
    for row in rows:
        found = books[row["opportunity_id"]]
        product = {"GTXPro": "GTX Pro"}.get(row["product"], row["product"])
        stage, status, reason = {
            "Prospecting": ("1", "open", None),
            "Engaging": ("2", "open", None),
            "Won": ("10", "won", None),
            "Lost": ("1", "lost", "not-given"),
        }[row["deal_stage"]]
        assert (found["stage"], found["status"], found["reason"]) == (stage, status, reason), row
        assert (found["product"], units(found["amount"])) == (product, prices[product]), row
        assert (found["owner"], found["account"] or "") == (row["sales_agent"], row["account"]), row
        assert (found["created_on"] or "", found["close_on"] or "") == (row["engage_date"], row["close_date"]), row


def test_a_won_row_has_its_order_and_its_booking_on_its_close_date(imported: Path) -> None:
    assert len(tables(imported)["sales_order"]) == 4_238
    deal = asked("osp list --all --limit 1", imported)["opportunities"][0]
    order = asked(f"osp order show {deal['number']}", imported)["order"]
    assert (order["on"], units(order["amount"])) == ("2017-03-01", 1_054)
    assert (order["booked_on"], units(order["booked_amount"])) == ("2017-03-01", 1_054)


def test_the_method_replayed_over_it_keeps_every_bar(imported: Path) -> None:
    scores = asked("osp accuracy --backtest --weeks", imported)
    replayed = scores["backtest"]
    assert (replayed["quarters"], replayed["origins"]) == (["2017Q2", "2017Q3", "2017Q4"], 39)
    methods = {method["method"]: method for method in replayed["methods"]}
    assert methods["run_rate"]["score"]["mape"] == pytest.approx(0.066, abs=0.001)  # as others measured it
    assert methods["half_of_open"]["score"]["mape"] == pytest.approx(0.337, abs=0.001)
    assert methods["blend"]["score"]["mape"] <= 0.068
    chances = replayed["chances"]
    assert chances["cases"] == 17_786
    assert chances["base_brier"] == pytest.approx(0.2066, abs=0.0001)
    assert chances["brier"] <= 0.191
    assert chances["auc"] >= 0.715
    for day, crps in zip(replayed["days"], (0.202, 0.120, 0.111), strict=True):
        assert 0.75 <= day["ranges"]["coverage"] <= 0.90
        assert day["ranges"]["crps"] <= crps
    prediction = scores["prediction"]
    assert prediction["cases"] == 6_711
    assert not prediction["predicts"]
    assert prediction["used"]["brier"] <= prediction["tried"]["base_brier"] + 0.001
    assert prediction["tried"]["brier"] <= prediction["tried"]["base_brier"] + 0.001
    assert "Nothing predicts wins here" in done("osp accuracy --backtest", imported)


def test_the_everyday_commands_work_on_it(imported: Path) -> None:
    listed = done("osp list --limit 5", imported)
    assert "MG Advanced HAXMC4IX" in listed
    assert "James Ascencio" in done("osp show mg-advanced-haxmc4ix", imported)
    assert "2,802,496.00" in done("osp forecast --quarter 2017Q4", imported)
    audit = asked("osp gate --all", imported)["opportunities"]
    assert Counter(line["stage"] for line in audit if not line["is_met"]) == {"2": 1_589}
    assert Counter(line["stage"] for line in audit if line["is_met"]) == {"1": 500}
    for command in documented("check"):
        assert done(command, imported).strip(), command


def test_a_second_import_changes_no_table(own: Path) -> None:
    before = tables(own)
    report = asked(IMPORT, own)
    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 8_800)
    assert tables(own) == before


def test_undo_takes_the_whole_import_back_as_one_unit_and_redo_brings_it_again(own: Path) -> None:
    before = tables(own)
    (undo,) = documented("back")
    done(undo, own)
    assert asked("osp list --all", own)["total"] == 0
    assert asked("osp team list", own)["members"] == []
    done("osp redo", own)
    after = tables(own)
    assert {name for name in before if before[name] != after[name]} <= HISTORY


def test_a_dry_run_reports_the_same_and_leaves_the_store_as_it_is_to_the_byte(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    done('osp new-opportunity "Fennel kiosks" --account "Fennel Parks"', folder)
    store = folder / ".osp" / "osp.db"
    before = store.read_bytes()
    report = asked(f"{IMPORT} --dry-run", folder)
    assert (report["created"], report["is_dry_run"]) == (8_800, True)
    assert store.read_bytes() == before
