"""Stores with a byte changed or an end cut off: refused in a sentence, or read as what they hold; never touched.

    python tests/faults/flips.py --rounds 1000 [--seed 7]

Each round spoils a copy of a filled store at a random place and runs commands that read, then some that write. None
may end in a failure that nobody foresaw; who reads and who is refused leaves the file to the byte as it is. Where the
rows are still what they were, the screens must be too. Where a row has changed unseen by SQLite, be it of a record or
of the history, `doctor --deep` must find it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.faults.fuzz_commands import CODES, prepared, quietly

READ = ("list --all", "show 3", "log --all", "forecast --year", "find a", "map 3", "export -", "snapshot check")
DEEP = "doctor --deep"
WRITE = ("note hello -o 3", "backup", "undo --yes")
Rows = dict[str, list[tuple[object, ...]]] | None


@dataclass
class Tally:
    """What became of the rounds; `bad` tells each that must not be."""

    refused: int = 0
    same: int = 0
    seen: int = 0
    bad: tuple[str, ...] = ()


def spoil(file: Path, chance: random.Random) -> str:
    """Changes a byte, or a bit, or cuts the end off; returns what was done."""
    content, deed = bytearray(file.read_bytes()), chance.randrange(10)
    place = chance.randrange(len(content)) if chance.random() < 0.9 else chance.randrange(200)
    if deed == 0:
        del content[place:]
    elif deed < 5:
        content[place] ^= 1 << chance.randrange(8)
    else:
        content[place] = (content[place] + chance.randrange(1, 256)) % 256
    file.write_bytes(content)
    return f"{'cut' if deed == 0 else 'changed'} at {place}"


def rows_of(file: Path) -> Rows:
    """What SQLite reads of a file; None where it finds it damaged."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return None
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def called(line: str, home: Path, what: list[str], *, reads: bool) -> tuple[int, str]:
    """Runs a command; what it must not do goes to `what`."""
    store, log = home / ".osp/osp.db", home / ".osp/state/osp.log"
    before = digest(store)
    said = quietly(line.split(), "")
    if log.exists():
        what.append(f"{line}: unforeseen: {log.read_text(encoding='utf-8')[-500:]}")
        log.unlink()
    if said.code not in CODES or "Traceback" in said.out + said.err:
        what.append(f"{line}: ended with {said.code}: {said.err[-200:]}")
    if (reads or said.code) and digest(store) != before:
        what.append(f"{line}: ended with {said.code}, and the file is another")
    return said.code, said.out


def one(folder: Path, seed: int, first: dict[str, tuple[int, str]], rows: Rows, tally: Tally) -> Iterator[str]:
    """One round; yields what must not be."""
    chance, home = random.Random(seed), folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(folder / "first", home, symlinks=True)
    os.chdir(home)
    told, what = spoil(home / ".osp/osp.db", chance), list[str]()
    now = rows_of(home / ".osp/osp.db")
    for line in READ:
        found = called(line, home, what, reads=True)
        if now == rows and found[0] != 6 and found != first[line]:
            what.append(f"{line}: another screen, and yet the same rows")
    code, _ = called(DEEP, home, what, reads=True)
    if now is None:
        tally.refused += 1
        what += [] if code else ["the doctor finds nothing wrong"]
    elif now == rows:
        tally.same += 1
    elif code:
        tally.seen += 1
    else:
        strays = sorted(name for name in {*(rows or {}), *now} if (rows or {}).get(name) != now.get(name))
        what.append(f"the doctor finds nothing wrong with {strays}")
    for line in WRITE:
        called(line, home, what, reads=False)
    os.chdir(folder)
    yield from (f"{seed}: {told}: {each}" for each in what)


def run(rounds: int, seed: int, first: Path | None = None) -> Tally:
    """So many rounds, from this seed on; `first` is a filled territory to spoil."""
    tally = Tally()
    with prepared(first) as folder:
        home = folder / "home"
        shutil.copytree(folder / "first", home, symlinks=True)
        os.chdir(home)
        quietly(["snapshot"], "")
        quietly(["backup"], "")
        shutil.rmtree(folder / "first")
        shutil.copytree(home, folder / "first", symlinks=True)
        screens = {line: called(line, home, [], reads=True) for line in READ}
        rows = rows_of(home / ".osp/osp.db")
        for number in range(seed, seed + rounds):
            tally.bad += tuple(one(folder, number, screens, rows, tally))
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    tally = run(given.rounds, given.seed)
    print(*(f"BAD {each}" for each in tally.bad[:60]), sep="\n")
    counts = f"{tally.refused} damaged, {tally.same} unharmed, {tally.seen} seen by the doctor"
    print(f"{given.rounds} stores: {counts}; {len(tally.bad)} bad")
    return 1 if tally.bad else 0


if __name__ == "__main__":
    sys.exit(main())
