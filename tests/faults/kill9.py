"""kill -9 at random moments of real commands: no store corrupt, nothing by half, nothing acknowledged lost.

    python tests/faults/kill9.py --rounds 1000 [--seed 7]

Each round runs one command (an import of a table or of a book, answer, advance, undo, restore) on a copy of a filled
store and kills it at a random moment. Afterwards the store must be sound, and be to the row either what it was before
or what the command makes of it; where the command had ended with exit 0, it must be the latter.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ENVIRONMENT = {"OSP_TODAY": "2026-11-24", "OSP_USER": "Amara Okafor", "OSP_NO_INPUT": "1"}
COMMANDS = {
    "import": ["import", "../pipeline.csv"],
    "import-book": ["import", "../book.ndjson", "--db", "new.db"],
    "answer": ["answer", "budget", "yes", "-o", "1", "--evidence", "mail"],
    "advance": ["advance", "1", "--override", "they asked us to"],
    "undo": ["undo", "--yes"],
    "restore": ["restore", "../older.db", "--yes"],
}
HISTORY = ("unit", "journal")


@dataclass
class Tally:
    """What became of the rounds of one command; `bad` tells each that must not be."""

    killed: int = 0
    finished: int = 0
    applied: int = 0
    bad: list[str] = field(default_factory=list)


def osp(home: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **ENVIRONMENT, "OSP_HOME": str(home)}
    command = [sys.executable, "-m", "osp_cli", *words]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=home, env=environment, stdin=nothing, stdout=nothing, stderr=nothing)


def state(file: Path) -> object:
    """What a store holds, without what differs from run to run: ids and instants; None where there is no store."""
    if not file.exists():
        return None
    with closing(sqlite3.connect(file)) as connection:  # rolls back what a kill left
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "corrupt"
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            return "references"
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            if name in HISTORY
            else [without_stamp(connection, name, row) for row in connection.execute(f'SELECT * FROM "{name}"')]
            for name in tables
            if not name.startswith("sqlite_") and name != "book"
        }


def without_stamp(connection: sqlite3.Connection, table: str, row: tuple[object, ...]) -> tuple[object, ...]:
    names = [each[1] for each in connection.execute(f'PRAGMA table_info("{table}")')]
    return tuple(value for name, value in zip(names, row, strict=True) if name not in ("id", "at"))


@contextmanager
def prepared(rows: int) -> Iterator[Path]:
    """A folder with a filled home, an older backup of it, a book and a table to import."""
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path(name) / "home"
        home.mkdir()
        must(osp(home, "demo", "--folder", str(home), "--quiet"))
        must(osp(home, "backup", "../older.db"))
        must(osp(home, "export", "../book.ndjson"))
        must(osp(home, "note", "later", "-o", "1"))
        lines = [f"Deal {i},Account {i % 9},{i + 1}000,USD,2027-01-15,1,Amara Okafor" for i in range(rows)]
        text = "\n".join(["name,account,amount,currency,close,stage,owner", *lines])
        (folder / "pipeline.csv").write_text(text, encoding="utf-8")
        yield folder


def must(process: subprocess.Popen[bytes]) -> None:
    if process.wait():
        raise SystemExit(f"{process.args}: {process.returncode}")


def rounds_of(folder: Path, name: str, count: int, chance: random.Random) -> Tally:
    words, tally = COMMANDS[name], Tally()
    file = "new.db" if name == "import-book" else "osp.db"
    before = state(folder / "home" / file)
    whole = copied(folder, "whole")
    begun = time.monotonic()
    must(osp(whole, *words))
    took, after = time.monotonic() - begun, state(whole / file)
    for number in range(count):
        home = copied(folder, "home-now")
        process = osp(home, *words)
        try:
            code = process.wait(chance.uniform(0.3, 1.1) * took)
            tally.finished += 1
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
            tally.killed += 1
        now = state(home / file)
        tally.applied += now == after
        made_empty = name == "import-book" and isinstance(now, dict) and not any(now.values())
        if now not in (before, after) and not made_empty:
            tally.bad.append(f"round {number}: by half ({now if isinstance(now, str) else 'other rows'})")
        if code == 0 and now != after:
            tally.bad.append(f"round {number}: acknowledged and lost")
    return tally


def copied(folder: Path, name: str) -> Path:
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder / "home", target)
    return target


def run(rounds: int, seed: int, rows: int = 300, names: tuple[str, ...] = tuple(COMMANDS)) -> dict[str, Tally]:
    """So many rounds, shared out among the commands."""
    chance = random.Random(seed)
    with prepared(rows) as folder:
        return {name: rounds_of(folder, name, max(1, rounds // len(names)), chance) for name in names}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    bad = 0
    for name, tally in run(given.rounds, given.seed).items():
        print(
            f"{name}: {tally.killed} killed, {tally.finished} finished, {tally.applied} applied, {len(tally.bad)} bad"
        )
        print("".join(f"  {each}\n" for each in tally.bad), end="")
        bad += len(tally.bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
