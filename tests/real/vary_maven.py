"""The public export in other clothes: dates, numbers, separators, encodings, markers of empty cells, headings, files.

Each variant must bring in the same book, to the unit. The tests run a few (`tests/real/test_vary.py`); by hand

    python tests/real/vary_maven.py [--more 60] [--seed 7]

imports each value of each property alone, then variants in which every pair of values that can meet has met (some
hundred of the 40,000 that are possible), and so many more at random. The export is looked for in OSP_MAVEN.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from osp_cli.cli.app import main as osp

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("OSP_MAVEN") or ROOT.parent / "shared" / "data" / "maven").resolve()
WON_BY_QUARTER = {
    "2017Q1": (1_134_672, 531),
    "2017Q2": (3_086_111, 1_254),
    "2017Q3": (2_982_255, 1_257),
    "2017Q4": (2_802_496, 1_196),
}

DATES: dict[str, Callable[[date], str]] = {
    "iso": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day:%Y/%m/%d}",
    "day-first": lambda day: f"{day:%d/%m/%Y}",
    "month-first": lambda day: f"{day.month}/{day.day}/{day.year}",
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "words": lambda day: f"{day.day} {day:%b} {day.year}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "instant": lambda day: f"{day.isoformat()}T09:30:00.000+0000",
    "clock": lambda day: f"{day.month}/{day.day}/{day.year} 1:45 PM",
    "figures": lambda day: f"{day:%Y%m%d}",
    "excel": lambda day: str((day - date(1899, 12, 30)).days),
}
NUMBERS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "cents": lambda amount: f"{amount}.00",
    "dollars": lambda amount: f"${amount:,}.00",
    "european": lambda amount: f"{amount:,}".replace(",", ".") + ",00",
    "spaces": lambda amount: f"{amount:,}".replace(",", "\u00a0") + ",00",
    "code": lambda amount: f"USD {amount:,}",
    "ten-thousands": lambda amount: f"{amount / 10_000:.4f}".rstrip("0").rstrip(".") + "万",
}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5", "latin-1")
BLANKS = ("", "null", "N/A", "-", "—", "(blank)", "无")
# English, Chinese, and the words of the export itself; the Chinese ones can be written in GB18030, a few in Big5.
HEADINGS: dict[str, dict[str, str]] = {
    "own": {},
    "english": {"opportunity_id": "Opportunity ID", "sales_agent": "Sales Agent", "account": "Account Name",
                "deal_stage": "Stage", "engage_date": "Created Date", "close_date": "Close Date",
                "close_value": "Order Amount"},
    "chinese": {"opportunity_id": "商机编号", "sales_agent": "负责人", "product": "产品", "account": "客户名称",
                "deal_stage": "销售阶段", "engage_date": "创建日期", "close_date": "预计成交日期",
                "close_value": "订单金额"},
}  # fmt: skip
STAGES = {"own": {}, "english": {}, "chinese": {"Won": "赢单", "Lost": "输单"}}
MARK = {"gb18030": "（重庆）", "big5": "（臺北）", "latin-1": " Montréal"}  # without one a file would be plain ASCII


@dataclass(frozen=True)
class Variant:
    """One way to write the same export."""

    dates: str = "iso"
    numbers: str = "plain"
    separator: str = "comma"
    encoding: str = "utf-8"
    blank: str = ""
    headings: str = "own"
    format: str = "csv"


def each_once() -> Iterator[Variant]:
    """Every value of every property, the others as they are in the export."""
    plain = Variant()
    for name, values in PROPERTIES.items():
        for value in values:
            if value != getattr(plain, name):
                yield replace(plain, **{name: value})
    yield Variant("day-first", "european", "semicolon", "gb18030", "-", "chinese")
    yield Variant("month-first", "dollars", "tab", "utf-16", "N/A", "english")
    yield Variant("excel", "plain", "comma", "utf-8", "", "english", "xlsx")


def in_pairs(seed: int) -> Iterator[Variant]:
    """Variants until each two values that can stand in one file have stood in one; few of them, chosen greedily."""
    chance, every = random.Random(seed), possible()
    open_ = {pair for variant in every for pair in pairs_of(variant)}
    while open_:
        wanted = chance.choice(sorted(open_))
        fitting = [variant for variant in every if wanted in pairs_of(variant)]
        tried = chance.sample(fitting, min(60, len(fitting)))
        best = max(tried, key=lambda variant: len(open_ & pairs_of(variant)))
        open_ -= pairs_of(best)
        yield best


@cache
def pairs_of(variant: Variant) -> frozenset[tuple[str, str, str, str]]:
    """Each two values of a variant, with the names of their properties."""
    return frozenset(
        (one, getattr(variant, one), other, getattr(variant, other))
        for one, other in itertools.combinations(PROPERTIES, 2)
    )


@cache
def possible() -> tuple[Variant, ...]:
    """Every combination in which a file can be written."""
    return tuple(filter(is_possible, (Variant(*values) for values in itertools.product(*PROPERTIES.values()))))


def is_possible(variant: Variant) -> bool:
    """Whether a file can be written so: Chinese needs an encoding that has it, the rest belongs to CSV."""
    has_chinese = (
        variant.headings == "chinese" or variant.blank == "无" or variant.dates == "chinese"
        or variant.numbers == "ten-thousands"
    )  # fmt: skip
    if variant.encoding in ("latin-1", "big5") and (has_chinese or variant.blank == "—"):
        return False
    if (variant.encoding, variant.numbers) == ("big5", "spaces"):  # it has no such blank
        return False
    return variant.format == "csv" or (variant.separator, variant.encoding) == ("comma", "utf-8")


PROPERTIES: dict[str, Iterable[str]] = {
    "dates": DATES, "numbers": NUMBERS, "separator": SEPARATORS, "encoding": ENCODINGS, "blank": BLANKS,
    "headings": HEADINGS, "format": ("csv", "json", "xlsx"),
}  # fmt: skip


def written(folder: Path, variant: Variant) -> list[str]:
    """Writes the four tables of a variant; returns the words of the import."""
    folder.mkdir(parents=True)
    names, stages = HEADINGS[variant.headings], STAGES[variant.headings]
    rows = [
        {names.get(key, key): _cell(key, value, variant, stages) for key, value in row.items()} for row in exported()
    ]
    _write(folder / f"pipeline.{variant.format}", rows, variant)
    for name in ("products", "sales_teams"):
        content = (DATA / f"{name}.csv").read_text(encoding="utf-8")
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    map_text = (ROOT / "examples" / "maven.toml").read_text(encoding="utf-8")
    if names:
        head, _, rest = map_text.partition("[fields]")
        map_text = head + "[values.stage]" + rest.partition("[values.stage]")[2]
    (folder / "map.toml").write_text(map_text, encoding="utf-8")
    return ["import", str(folder / f"pipeline.{variant.format}"), "--map", str(folder / "map.toml")]


@cache
def exported() -> tuple[dict[str, str], ...]:
    """The rows of the export as they are."""
    with (DATA / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _cell(key: str, value: str, variant: Variant, stages: dict[str, str]) -> str:
    if not value:
        return variant.blank
    if key in ("engage_date", "close_date"):
        return DATES[variant.dates](date.fromisoformat(value))
    if key == "close_value":
        return NUMBERS[variant.numbers](int(value))
    if key == "account" and variant.format == "csv":
        return value + MARK.get(variant.encoding, "")
    return stages.get(value, value) if key == "deal_stage" else value


def _write(path: Path, rows: list[dict[str, str]], variant: Variant) -> None:
    if variant.format == "json":
        path.write_text(json.dumps({"records": rows}, ensure_ascii=False), encoding="utf-8")
    elif variant.format == "xlsx":
        _write_xlsx(path, rows)
    else:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=SEPARATORS[variant.separator])
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(stream.getvalue().encode(variant.encoding))


def _write_xlsx(path: Path, rows: list[dict[str, str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Deals")
        for line, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for column, cell in enumerate(cells):
                if cell.isdecimal():
                    sheet.write_number(line, column, float(cell))
                else:
                    sheet.write_string(line, column, cell)


def roll_up(store: Path) -> dict[str, Any]:
    """What the golden roll-up says, read from the store itself."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        won = connection.execute(
            'SELECT substr("on", 1, 4) || \'Q\' || ((CAST(substr("on", 6, 2) AS INTEGER) + 2) / 3) AS quarter, '
            "SUM(amount_minor) / 100, COUNT(*) FROM sales_order GROUP BY quarter"
        ).fetchall()
        counts = connection.execute("SELECT status, stage, COUNT(*) FROM opportunity GROUP BY 1, 2").fetchall()
        dates = connection.execute("SELECT COUNT(close_on), SUM(julianday(created_on)) FROM opportunity").fetchone()
        people = connection.execute("SELECT COUNT(*), COUNT(region) FROM member").fetchone()
    return {
        "won": {quarter: (value, deals) for quarter, value, deals in won},
        "counts": sorted(counts), "dates": dates, "people": people,
    }  # fmt: skip


def imported(folder: Path, variant: Variant) -> dict[str, Any]:
    """The roll-up after the import of a variant; what it says where it fails."""
    words = written(folder / "data", variant)
    before, out, err = dict(os.environ), io.StringIO(), io.StringIO()
    for name in [name for name in before if name.startswith("OSP_")]:
        del os.environ[name]
    os.environ.update(OSP_HOME=str(folder / "home"), OSP_NO_INPUT="1", OSP_TODAY="2018-01-02")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = osp([*words, "--json"])
    finally:
        os.environ.clear()
        os.environ.update(before)
    if code:
        return {"failed": code, "said": err.getvalue()[:600]}
    report = json.loads(out.getvalue())
    joined = [(join["matched"], join["missed"]) for join in report["joins"]]
    return {**roll_up(folder / "home" / "osp.db"), "created": report["created"], "joined": joined}


def main() -> None:
    """Imports every variant and compares; ends with 1 where one differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    more = random.Random(given.seed).sample(possible(), given.more)
    count = failures = 0
    golden = None
    for variant in dict.fromkeys((Variant(), *filter(is_possible, each_once()), *in_pairs(given.seed), *more)):
        with tempfile.TemporaryDirectory() as name:
            found = imported(Path(name), variant)
        golden, count = golden or found, count + 1
        if found != golden or found.get("won") != WON_BY_QUARTER:
            failures += 1
            print("DIFFERS", variant, found, flush=True)
        elif count % 20 == 0:
            print(f"{count} imported", flush=True)
    print(f"{count} variants of {len(possible())}: {failures} differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
