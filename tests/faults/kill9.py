"""kill -9 at random moments of real commands: no store corrupt, nothing by half, nothing acknowledged lost.

    python tests/faults/kill9.py --rounds 1000 [--seed 7] [--signal KILL|TERM|HUP|INT] [--only NAME,NAME] [--within]

Each round runs one command (an import of a table or of a book, answer, advance, undo, restore, the first write after a
new version, a walk through the checklist at a terminal) on a copy of a filled store and kills it at a random moment.
Afterwards the store must be sound, and be to the row either what it was before or what the command makes of it; where
the command had ended with exit 0, it must be the latter. Of the walk every answer must be there after which another
question was shown. `--within` waits for the journal of the transaction first, so that each kill meets the writing or
the commit itself; `disk.py --forms KILL` kills at every call that writes. After the signals that a program can hear, no
draft may be left and no traceback be shown either.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ENVIRONMENT = {"OSP_TODAY": "2026-11-24", "OSP_USER": "Amara Okafor", "OSP_NO_INPUT": "1", "OSP_DAILY_BACKUP": "off"}
COMMANDS = {
    "import": ["import", "../pipeline.csv"],
    "import-book": ["import", "../book.ndjson", "--db", "new.db"],
    "answer": ["answer", "budget", "yes", "-o", "1", "--evidence", "mail"],
    "advance": ["advance", "1", "--override", "they asked us to"],
    "undo": ["undo", "--yes"],
    "restore": ["restore", "../older.db", "--yes"],
    "migration": ["note", "after the step", "-o", "1"],
}
ALL = (*COMMANDS, "interview")
# A program that knows a second version of the store, whose step touches every deal.
LATER = '''
import sys
from osp_cli.store import migrations
step = """
ALTER TABLE note ADD COLUMN place TEXT;
UPDATE note SET place = 'here';
CREATE TABLE more (n INTEGER) STRICT;
"""
steps = {**migrations.released(), 2: step}
migrations.CURRENT, migrations.released = 2, lambda: steps
from osp_cli.cli.app import start
sys.exit(start())
'''
HISTORY = ("unit", "journal")
WITHIN = 0.04  # seconds: a transaction of a few rows takes about so long


@dataclass
class Tally:
    """What became of the rounds of one command; `bad` tells each that must not be."""

    killed: int = 0
    finished: int = 0
    applied: int = 0
    bad: list[str] = field(default_factory=list)


@dataclass
class Moments:
    """When a command is killed and by what: at any moment of it, or `is_within` its transaction."""

    chance: random.Random
    number: int = signal.SIGKILL
    is_within: bool = False

    def come(self, process: subprocess.Popen[bytes], journal: Path, took: float) -> bool:
        """Waits for the moment of a command that took so many seconds; False where the command was quicker."""
        if not self.is_within:
            return not ended(process, self.chance.uniform(0.2, 1.1) * took)
        while not journal.exists():
            if ended(process, 0.0003):
                return False
        return not ended(process, self.chance.uniform(0, WITHIN))


def ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process ends within so many seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.returncode is not None


def osp(home: Path, *words: str, program: tuple[str, ...] = ("-m", "osp_cli")) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **ENVIRONMENT, "OSP_HOME": str(home)}
    command = [sys.executable, *program, *words]
    nothing = subprocess.DEVNULL
    with (home / "errors").open("wb") as errors:
        return subprocess.Popen(command, cwd=home, env=environment, stdin=nothing, stdout=nothing, stderr=errors)


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


def fill(folder: Path) -> Path:
    """A filled home in a new folder, with an older backup of it and a book to import."""
    home = folder / "home"
    home.mkdir(parents=True)
    must(osp(home, "demo", "--folder", str(home), "--quiet"))
    must(osp(home, "backup", "../older.db"))
    must(osp(home, "export", "../book.ndjson"))
    must(osp(home, "note", "later", "-o", "1"))
    must(osp(home, "new-opportunity", "Harbour ERP", "--account", "Harbour"))
    return folder


@contextmanager
def prepared(rows: int, first: Path | None = None) -> Iterator[Path]:
    """What `fill` makes, or a copy of the one it made `first`, and a table to import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "prepared"
        shutil.copytree(first, folder) if first else fill(folder)
        lines = [f"Deal {i},Account {i % 9},{i + 1}000,USD,2027-01-15,1,Amara Okafor" for i in range(rows)]
        text = "\n".join(["name,account,amount,currency,close,stage,owner", *lines])
        (folder / "pipeline.csv").write_text(text, encoding="utf-8")
        yield folder


def must(process: subprocess.Popen[bytes]) -> None:
    if process.wait():
        raise SystemExit(f"{process.args}: {process.returncode}")


def rounds_of(folder: Path, name: str, how: Moments, count: int) -> Tally:
    words, tally = COMMANDS[name], Tally()
    program = ("-c", LATER) if name == "migration" else ("-m", "osp_cli")
    file = "new.db" if name == "import-book" else "osp.db"
    before = state(folder / "home" / file)
    whole = copied(folder, "whole")
    begun = time.monotonic()
    must(osp(whole, *words, program=program))
    took, after = time.monotonic() - begun, state(whole / file)
    migrated = with_step(before) if name == "migration" else before
    for round_ in range(count):
        home = copied(folder, "home-now")
        process = osp(home, *words, program=program)
        if how.come(process, home / f"{file}-journal", took):
            process.send_signal(how.number)
            tally.killed += 1
        else:
            tally.finished += 1
        code = process.wait()
        now = state(home / file)
        tally.applied += now == after
        made_empty = name == "import-book" and isinstance(now, dict) and not any(now.values())
        if now not in (before, migrated, after) and not made_empty:
            tally.bad.append(f"round {round_}: by half ({now if isinstance(now, str) else 'other rows'})")
        if code == 0 and now != after:
            tally.bad.append(f"round {round_}: acknowledged and lost")
        if how.number != signal.SIGKILL and code > 0:
            tally.bad += [f"round {round_}: {left}" for left in left_behind(home)]
    return tally


def with_step(state: object) -> object:
    """What the step of the second version makes of a store: each step counts for itself, before the command does."""
    if not isinstance(state, dict):
        return state
    return {**state, "note": [(*row, "here") for row in state["note"]], "more": []}


def left_behind(home: Path) -> list[str]:
    """What a program that could hear its end must not leave: drafts, journals, a traceback."""
    files = [file for file in home.rglob("*") if file.name.startswith(".") or file.name.endswith("-journal")]
    told = (home / "errors").read_text(encoding="utf-8", errors="replace")
    return [f"left {file.name}" for file in files] + (["a traceback"] if "Traceback" in told else [])


def walks_of(folder: Path, count: int, chance: random.Random, number: int) -> Tally:
    """Walks through the checklist at a terminal, each cut short after some answers and a moment more."""
    from tests.pty import Person

    tally = Tally()
    for round_ in range(count):
        home = folder / "guided"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(folder / "home", home / ".osp")
        known = answers_of(home / ".osp/osp.db")
        more = {name: ENVIRONMENT[name] for name in ("OSP_TODAY", "OSP_DAILY_BACKUP")}
        person = Person("osp qualify harbour-erp", home, **more)
        person.sees("1/14")
        acknowledged = chance.randint(0, 3)
        for answered in range(acknowledged):
            person.types("+ they said so").sees(f"{answered + 2}/14")
        person.types("+ the last one")
        time.sleep(chance.uniform(0, 0.4))
        person.is_sent(number)
        tally.killed += 1
        now = state(home / ".osp/osp.db")
        kept = answers_of(home / ".osp/osp.db") - known
        tally.applied += kept > acknowledged
        if isinstance(now, str):
            tally.bad.append(f"round {round_}: {now}")
        if not acknowledged <= kept <= acknowledged + 1:
            tally.bad.append(f"round {round_}: {acknowledged} answers acknowledged, {kept} kept")
    return tally


def answers_of(file: Path) -> int:
    """How many answers there are, each with a unit of its own that has changed something."""
    with closing(sqlite3.connect(file)) as connection:
        told = "SELECT row_number FROM journal WHERE table_name = 'answer'"
        return int(connection.execute(f"SELECT count(*) FROM answer WHERE number IN ({told})").fetchone()[0])


def copied(folder: Path, name: str) -> Path:
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder / "home", target)
    return target


def run(
    rounds: int,
    seed: int,
    rows: int = 300,
    names: tuple[str, ...] = ALL,
    number: int = signal.SIGKILL,
    first: Path | None = None,
) -> dict[str, Tally]:
    """So many rounds, shared out among the commands; `first` is what `fill` has made already."""
    return dict(tallies(rounds, Moments(random.Random(seed), number), names, rows, first))


def tallies(
    rounds: int, how: Moments, names: tuple[str, ...], rows: int = 300, first: Path | None = None
) -> Iterator[tuple[str, Tally]]:
    """The same, each command told when its rounds are done."""
    count = max(1, rounds // len(names))
    with prepared(rows, first) as folder:
        for name in names:
            if name == "interview":
                yield name, walks_of(folder, count, how.chance, how.number)
            else:
                yield name, rounds_of(folder, name, how, count)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--signal", choices=("KILL", "TERM", "HUP", "INT"), default="KILL")
    parser.add_argument("--only", default=",".join(ALL))
    parser.add_argument("--within", action="store_true")
    given = parser.parse_args()
    print(f"seed {given.seed}, SIG{given.signal}", flush=True)
    bad = 0
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    how = Moments(random.Random(given.seed), getattr(signal, f"SIG{given.signal}"), given.within)
    if signal.getsignal(how.number) is signal.SIG_IGN:  # in the background of a shell; who inherits it hears nothing
        signal.signal(how.number, signal.SIG_DFL)
    for name, tally in tallies(given.rounds, how, tuple(given.only.split(","))):
        told = (
            f"{name}: {tally.killed} killed, {tally.finished} finished, {tally.applied} applied, {len(tally.bad)} bad"
        )
        print(told, *(f"  {each}" for each in tally.bad), sep="\n", flush=True)
        bad += len(tally.bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
