"""Imports of files that are broken in every way: no failure that nobody foresaw, nothing written by half.

    python tests/faults/fuzz_imports.py --rounds 10000 [--seed 7]

Each round makes a CSV, XLSX or JSON file from a seed: cut, mutated, ragged, in another encoding, with giant cells, NUL
bytes, bombs. It is imported into a copy of a small store in this process. Whatever comes of it, there must be no entry
in the log of failures; a refusal leaves the store as it was, and what was taken is what the report says, as one unit.
No import may take more than 30 s of the processor or 300 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gc
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from osp_cli.cli.app import main as osp

ENVIRONMENT = {"OSP_TODAY": "2026-11-24", "OSP_USER": "Amara Okafor", "OSP_NO_INPUT": "1", "OSP_LANG": "en"}
TABLES = ("opportunity", "account", "member", "move", "sales_order", "unit")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "latin-1", "cp1252", "shift-jis")
HEADINGS = tuple(
    tuple(line.split(","))
    for line in """
Opportunity ID,Opportunity Name,Account Name,Amount,Close Date,Stage,Opportunity Owner,Type
Record ID,Deal Name,Associated Company,Amount,Close Date,Deal Stage,Deal Owner,Currency
Deal - ID,Deal - Title,Deal - Organization,Deal - Value,Deal - Won time,Deal - Stage,Deal - Owner,Deal - Status
商机编号,商机名称,客户名称,金额,预计成交日期,销售阶段,负责人,赢率
external_id,name,account,amount,close,stage,owner,status
(Do Not Modify) Opportunity,Topic,Account,Est. revenue,Est. close date,Sales Stage,Owner,Status
""".strip().splitlines()
)
WORDS = (
    *(
        "Harbour",
        "Copper",
        "青松",
        "Müller",
        "O'Neil",
        "=1+1",
        "'=x",
        "-",
        "N/A",
        "null",
        "[red]",
        "\x1b[31m",
        "\u202e",
    ),
    *("a" * 300, "\ud7ff", "\x00", "{{7*7}}", "../../x", "'; DROP TABLE opportunity; --", "€", "", " ", "\t", "\ufeff"),
)
DAYS = (
    *("2026-12-31", "12/31/2026", "31.12.2026", "3/4/2026", "46387", "2026-02-30", "0000-00-00", "9999-12-31", "1/1/1"),
    *("99999", "2026年12月31日", "2026-12-31T23:59:59Z", "soon", "1e9", "-1"),
)
AMOUNTS = (
    *("100", "$1,234.50", "1.234,50", "1.234", "(500)", "120万", "NaN", "inf", "-5", "1e18", "9" * 40, "1,2,3", "€5"),
    *("0x10", "١٢٣", "1 000 000,00", "--", "USD"),
)
STAGES = ("Closed Won", "Closed Lost", "1", "2", "9.5", "10", "won", "Negotiation/Review", "Zzz", "赢单", "Prospecting")
OTHERS = ("Open", "Won", "Lost", "USD", "EUR", "XXX", "60%", "0.5", "yes", "New Business")
HISTORIES = 0.15  # of the tables
LENGTHS = (10, 1_000_000)
AROUND = ("Grand Total", "Subtotal", "合计", "Copyright (c)")
MOST_SECONDS, MOST_MEGABYTES = 30, 300
LONGEST = 300  # seconds by the clock; the key of an encrypted backup takes its time


class TooLong(BaseException):
    """A call that does not end."""


@dataclass
class Tally:
    """What came of the rounds, by exit code; `bad` tells each that must not be; `largest` in MB."""

    codes: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0


# --- files ------------------------------------------------------------------------------------------------------------


def history(chance: random.Random) -> list[list[str]]:
    """A history of stages, some of it of opportunities that are there."""
    columns = (("X1", "X2", "X9", *WORDS), ("Deal 1", "Old", *WORDS), STAGES, STAGES, DAYS)
    lines = ([chance.choice(column) for column in columns] for _ in range(chance.randrange(1, 12)))
    tame = ["X1", "Deal 1", "1", "2", "2026-09-08"]
    return [["Opportunity ID", "Opportunity Name", "From Stage", "To Stage", "Edit Date"], tame, *lines]


def rows(chance: random.Random) -> list[list[str]]:
    """A table that is mostly a list of opportunities."""
    if chance.random() < HISTORIES:
        return history(chance)
    headings = list(chance.choice(HEADINGS))
    columns = (WORDS, WORDS, WORDS, AMOUNTS, DAYS, STAGES, WORDS, OTHERS)
    is_tame = chance.random() < 0.7
    table = [headings]
    for number in range(chance.randrange(1, 12)):
        row = [chance.choice(column) for column in columns]
        if is_tame:
            row = [f"X{number}", f"Deal {number}", "Birch", str(number * 100), "2026-12-31", "1", "Mia", ""]
            row[chance.randrange(len(row))] = chance.choice(columns[chance.randrange(len(columns))])
        table.append(row)
    return table


def misshapen(table: list[list[str]], chance: random.Random) -> list[list[str]]:
    """The table with lines and headings that do not fit it."""
    for _ in range(chance.randrange(3)):
        line = table[chance.randrange(len(table))]
        deed = chance.randrange(8)
        if deed == 0 and line:
            del line[chance.randrange(len(line))]
        elif deed == 1:
            line.append(chance.choice(WORDS))
        elif deed == 2:
            table.insert(chance.randrange(len(table)), [chance.choice(AROUND)])
        elif deed == 3 and line:
            line[chance.randrange(len(line))] = "x" * chance.choice((40_000, 140_000, 1_100_000))
        elif deed == 4 and table[0]:
            table[0][chance.randrange(len(table[0]))] = chance.choice((table[0][0], "", "Name", "\x00"))
        elif deed == 5:
            table.insert(0, ["A report"] * chance.randrange(1, 4))
        elif deed == 6 and line:
            line[chance.randrange(len(line))] = chance.choice(WORDS) * chance.randrange(1, 50)
        else:
            table.append([""] * chance.randrange(9))
    return table


def csv_file(chance: random.Random) -> bytes:
    stream = io.StringIO()
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(stream, delimiter=chance.choice(",;\t|"), quoting=quoting)
    writer.writerows(misshapen(rows(chance), chance))
    text = stream.getvalue()
    if chance.random() < 0.05:
        text = "x" * 10_000_000 + text if chance.random() < 0.5 else f'name,stage\n"{"y" * 10_000_000}",1\n'
    return text.encode(chance.choice((*ENCODINGS, *["utf-8"] * 10)), "ignore")


def json_file(chance: random.Random) -> bytes:
    headings, *lines = misshapen(rows(chance), chance)
    records: list[object] = [dict(zip(headings, line, strict=False)) for line in lines]
    shape = chance.randrange(9)
    if shape == 0:
        return b"[" * 100_000 + b"]" * chance.randrange(100_001)
    if shape == 1:
        return ("\n".join(json.dumps(record) for record in records)).encode()
    if shape == 2:
        records[0] = {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}, "amount": 1e400}
    if shape == 3:
        records.append(chance.choice((1, None, "x", [1], True)))
    holder = chance.choice(("records", "value", "data", "results", "else"))
    document: object = {holder: records} if shape == 4 else records
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode(chance.choice(ENCODINGS[:4]), "ignore")


def xlsx_file(chance: random.Random) -> bytes:
    kind = chance.randrange(12)
    if kind == 0:
        return bomb(chance)
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": chance.random() < 0.5}) as book:
        for _ in range(chance.choice((1, 1, 1, 2))):
            sheet = book.add_worksheet()
            for line, cells in enumerate(misshapen(rows(chance), chance)):
                for column, cell in enumerate(cells):
                    sheet.write(line + (kind == 1), column + (kind == 2), cell[:32_000])
    return stream.getvalue()


def bomb(chance: random.Random) -> bytes:
    """A ZIP file that unpacks to far more than it is, or says something else of itself than is true."""
    is_far, count, length = chance.random() < 0.3, chance.choice((1, 50, 800)), chance.choice(LENGTHS)
    content = bytearray(bomb_of(is_far, count, length))
    if chance.random() < 0.3:
        content[chance.randrange(len(content))] ^= 0xFF
    return bytes(content)


@cache
def bomb_of(is_far: bool, count: int, length: int) -> bytes:
    """A sheet of so many thousands of rows (and one cell `is_far`), each with a text that long; packing it is slow."""
    stream = io.BytesIO()
    body = b"<row><c t='s'><v>0</v></c></row>" * 10_000 + (b'<c r="XFD1048576"/>' if is_far else b"")
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(count):
                part.write(body)
        archive.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"a" * length + b"</t></si></sst>")
    return stream.getvalue()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, cut out or doubled."""
    found = bytearray(content[:200_000]) if len(content) < 5_000_000 else bytearray(content)
    for _ in range(chance.choice((0, 0, 0, 1, 3, 20))):
        if not found:
            break
        place, deed = chance.randrange(len(found)), chance.randrange(5)
        if deed == 0:
            found[place] = chance.randrange(256)
        elif deed == 1:
            del found[place : place + chance.randrange(1, 50)]
        elif deed == 2:
            found[place:place] = chance.choice((b'"', b"\x00", b"\n", b"\r", b",", b"\xff\xfe", b"\x80", b"PK\x03\x04"))
        elif deed == 3:
            found = found[:place]
        else:
            found += found[place : place + 100]
    return bytes(found)


def made(seed: int) -> tuple[str, bytes]:
    """The file of a round, and its ending."""
    chance = random.Random(seed)
    ending = chance.choices(("csv", "xlsx", "json"), (6, 2, 2))[0]
    content = {"csv": csv_file, "xlsx": xlsx_file, "json": json_file}[ending](chance)
    return ending, mutated(content, chance)


# --- rounds -----------------------------------------------------------------------------------------------------------


def state(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


@contextlib.contextmanager
def prepared() -> Iterator[Path]:
    """A folder with a small store; the environment and the folder of this process are put back at the end."""
    before, folder_before = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(ENVIRONMENT, OSP_HOME=str(folder / "first"))
        (folder / "first.csv").write_text(
            "external_id,name,stage,amount\nX1,Deal 1,2,100\nX2,Old,won,5\n", encoding="utf-8"
        )
        quietly(["import", str(folder / "first.csv")])
        try:
            yield folder
        finally:
            os.chdir(folder_before)
            os.environ.clear()
            os.environ.update(before)


def quietly(words: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = osp(words)
    return code, out.getvalue(), err.getvalue()


def one(folder: Path, seed: int, tally: Tally) -> None:
    """One import; whatever is wrong with it goes to the tally with its seed."""
    home, work = folder / "home", folder / "work"
    shutil.copytree(folder / "first", home)
    work.mkdir()
    os.chdir(work)
    os.environ["OSP_HOME"] = str(home)
    ending, content = made(seed)
    file = work / f"file.{ending}"
    file.write_bytes(content)
    del content
    if seed % 25 == 0:
        gc.collect()
    used = forget_peak()
    before, begun = state(home / "osp.db"), time.process_time()
    try:
        with ending_within(LONGEST):
            code, out, err = quietly(["import", str(file), "--json"])
        tally.bad += [f"{seed}: {fault}" for fault in faults(home, before, code, out, err)]
        tally.codes[f"{ending} {code}"] += 1
    except BaseException as error:  # noqa: BLE001  nothing at all may come out of it
        tally.bad.append(f"{seed}: {type(error).__name__} {error}")
    taken, held = time.process_time() - begun, memory("VmHWM") - used
    if taken > MOST_SECONDS or held > MOST_MEGABYTES:
        tally.bad.append(f"{seed}: {taken:.0f} s, {held} MB")
    tally.slowest, tally.largest = max(tally.slowest, taken), max(tally.largest, held)
    os.chdir(folder)
    shutil.rmtree(home)
    shutil.rmtree(work)


@contextlib.contextmanager
def ending_within(seconds: int) -> Iterator[None]:
    """Raises TooLong in what takes longer, where the system has alarms."""
    if sys.platform == "win32":
        yield
        return
    heard = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, heard)


def _too_long(_number: int, _frame: object) -> None:
    raise TooLong


def memory(name: str) -> int:
    """What the system says of this process, in MB; 0 where it is not Linux."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{name}:")), 0)


def forget_peak() -> int:
    """Lets the peak of memory begin anew, so that what made a file does not count; returns what is in use."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return memory("VmRSS")


def faults(home: Path, before: dict[str, list[tuple[object, ...]]], code: int, out: str, err: str) -> Iterator[str]:
    """What must not be after an import."""
    if (home / "state" / "osp.log").exists():
        yield "unforeseen: " + (home / "state" / "osp.log").read_text(encoding="utf-8")[-400:]
    if "Traceback" in out + err:
        yield "traceback"
    after = state(home / "osp.db")
    if not out:
        if after != before:
            yield f"refused with {code}, and yet the store changed"
        if code not in (1, 2):
            yield f"exit {code}"
        return
    report = json.loads(out)
    made = "move" if report["found"]["source"] == "history" else "opportunity"
    new = len(after[made]) - len(before[made])
    if new != report["created"] or len(after["unit"]) - len(before["unit"]) > 1:
        yield f"{new} are new, {report['created']} are reported"
    sum_ = sum(report[key] for key in ("created", "updated", "unchanged", "skipped")) + len(report["refused"])
    if sum_ != report["rows"]:
        yield f"{report['rows']} rows, {sum_} accounted for"
    if code != (1 if report["refused"] else 0):
        yield f"exit {code} with {len(report['refused'])} refused"


def run(rounds: int, seed: int) -> Tally:
    """So many rounds, from this seed on."""
    tally = Tally()
    with prepared() as folder:
        for number in range(seed, seed + rounds):
            one(folder, number, tally)
    return tally


def main() -> None:
    """Prints what came of it; ends with 1 where anything was bad."""
    parser = argparse.ArgumentParser(description="Imports broken files by the thousand.")
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tally = run(arguments.rounds, arguments.seed)
    for bad in tally.bad[:40]:
        print("BAD", bad)
    print(dict(sorted(tally.codes.items())))
    print(f"{arguments.rounds} imports: {len(tally.bad)} bad; at most {tally.slowest:.1f} s, {tally.largest} MB")
    sys.exit(1 if tally.bad else 0)


if __name__ == "__main__":
    main()
