"""How fast osp is, as ratios in one run: `python3 run.py test` first, then `.venv/bin/python benchmarks/run.py`.

Builds a wheel, installs it apart, fills books of several sizes and times whole processes, interleaved. PY is an empty
start of the same Python; "x PY" is the median of the ratios of each round, so that a busy machine slows both sides.
Nothing here is a test: what must hold whatever the machine does stands in tests/architecture and tests/store.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from books import TODAY, write_book

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Book:
    """A book of so many opportunities; half of them ended, or (`due`) so many open and due this quarter, no others."""

    size: int
    due: int | None = None

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"book-{self.size}" if self.due is None else f"book-{self.size}-{self.due}"


@dataclass(frozen=True)
class Measure:
    """One command on one book, and its budget in x PY."""

    words: tuple[str, ...]
    budget: float
    book: Book


EVERYDAY: tuple[tuple[str, float], ...] = (
    ("--version", 7),
    ("--help", 7),
    ("list --limit 50", 8),
    ("show 7", 8),
    ("gate 7", 8),
    ("next 7", 8),
    ("process stage 5", 8),
    ("today", 12),
    ("note hello -o 7", 9),
    ("answer 5 + -o 7", 9),
    ("set 7 --source fair", 9),
    ("undo --yes", 10),
    ("plan export 7 --force --out plan.md", 16),
)
# The forecast by how many deals are due in the quarter; the last book has a past of 100,000 deals to learn from.
FORECASTS: dict[str, tuple[Book, float]] = {
    "500": (Book(1_000, 500), 10),
    "5000": (Book(10_000, 5_000), 12),
    "50000": (Book(100_000, 50_000), 25),
    "past": (Book(100_500, 500), 30),
    "half": (Book(100_000), 30),
}
IMPORT_BUDGET = 15.0
IMPORTED = ("account", "member", "opportunity", "move", "sales_order")  # what an import writes, in this order


def installed(folder: Path) -> Path:
    """A Python with the wheel of this tree in it, and what it needs from the environment that runs this."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / "bin" / "python"
    site = next((venv / "lib").glob("python*")) / "site-packages"
    shutil.unpack_archive(wheel, site, "zip")
    (site / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    subprocess.run([str(python), "-m", "compileall", "-q", str(site)], check=True)
    return python


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long a process takes; one that fails stops everything, for it measures nothing."""
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=environment["OSP_HOME"], capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 4):
        sys.exit(f"{command}: {done.returncode}\n{done.stderr.decode()}")
    return taken


def around(home: Path) -> dict[str, str]:
    """The environment of a book: its home, its day, nobody to ask, bytecode on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OSP_", "PYTHON"))}
    return {**kept, "OSP_HOME": str(home), "OSP_TODAY": TODAY.isoformat(), "OSP_NO_INPUT": "1"}


def plain_import(rows: Path, file: Path) -> float:
    """The same rows by sqlite3 alone into a table of text with one index: a lower bound that keeps no history."""
    start = time.perf_counter()
    with closing(sqlite3.connect(file)) as connection, rows.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        columns = next(reader)
        connection.execute(f"CREATE TABLE deal ({', '.join(columns)})")
        connection.executemany(f"INSERT INTO deal VALUES ({', '.join('?' * len(columns))})", reader)
        connection.execute("CREATE UNIQUE INDEX by_id ON deal (external_id)")
        connection.commit()
    return time.perf_counter() - start


def same_rows(store: Path, file: Path) -> float:
    """What an import wrote, written by sqlite3 alone into the same tables: their indexes, checks and history too."""
    shutil.copy(store, file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        kept = []
        for table in IMPORTED:
            cursor = connection.execute(f"SELECT * FROM {table}")
            kept.append((table, [f'"{column[0]}"' for column in cursor.description], cursor.fetchall()))
        connection.execute("BEGIN IMMEDIATE")
        for table in (*reversed(IMPORTED), "journal"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("COMMIT")
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, columns, found in kept:
            places = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", found)
        connection.execute("COMMIT")
        return time.perf_counter() - start


def filled(python: Path, folder: Path, book: Book) -> tuple[Path, float, float]:
    """A home with a book; its import as a multiple of the same rows and of the plain table."""
    home = folder / book.folder
    home.mkdir()
    rows = home / "rows.csv"
    write_book(rows, book.size, book.due)
    taken = seconds([str(python), "-m", "osp_cli", "import", str(rows)], around(home))
    plain = plain_import(rows, home / "plain.db")
    return home, taken / (plain + same_rows(home / "osp.db", home / "same.db")), taken / plain


def ratios(python: Path, homes: dict[Book, Path], measures: list[Measure], rounds: int) -> dict[Measure, list[float]]:
    """Every command in every round, beside an empty Python of the same round.

    What a book teaches is learned and kept before the first round: that happens once a week, not every time.
    """
    found: dict[Measure, list[float]] = {measure: [] for measure in measures}
    for home in homes.values():
        seconds([str(python), "-m", "osp_cli", "forecast"], around(home))
    for _ in range(rounds):
        for measure in measures:
            environment = around(homes[measure.book])
            empty = seconds([str(python), "-c", "pass"], environment)
            found[measure].append(seconds([str(python), "-m", "osp_cli", *measure.words], environment) / empty)
    return found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measures osp against an empty start of the same Python.")
    parser.add_argument("--sizes", default="10,1000,10000", help="opportunities of each book (100000 takes minutes)")
    parser.add_argument(
        "--forecasts",
        default="500,5000",
        help=f"books of the forecast: deals due in the quarter, or what the past is like ({', '.join(FORECASTS)})",
    )
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    books = [Book(int(size)) for size in arguments.sizes.split(",")]
    forecasts = [FORECASTS[name] for name in arguments.forecasts.split(",") if name]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = installed(folder)
        homes: dict[Book, Path] = {}
        print(f"{'command':<40}{'book':>8}{'due':>8}{'x PY':>8}{'budget':>8}")
        for book in dict.fromkeys([*books, *(book for book, _ in forecasts)]):
            homes[book], ratio, bare = filled(python, folder, book)
            print(_row("import (x sqlite3, the same rows)", book, ratio, IMPORT_BUDGET))
            print(_row("import (x sqlite3, one bare table)", book, bare, None))
        measures = [Measure(tuple(words.split()), budget, book) for book in books for words, budget in EVERYDAY]
        measures += [Measure(("forecast", "--quarter"), budget, book) for book, budget in forecasts]
        for measure, found in ratios(python, homes, measures, arguments.rounds).items():
            print(_row(" ".join(measure.words), measure.book, statistics.median(found), measure.budget))


def _row(what: str, book: Book, value: float, budget: float | None) -> str:
    due = "" if book.due is None else str(book.due)
    line = f"{what:<40}{book.size:>8}{due:>8}{value:>8.1f}"
    if budget is None:
        return line
    return f"{line}{budget:>8.1f}{'  over' if value > budget else ''}"


if __name__ == "__main__":
    main()
