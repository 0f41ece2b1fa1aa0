"""Text that tries to command a terminal, in every field of a book, through every screen: shown, never obeyed.

    python tests/faults/hostile_text.py

Written past every check, straight into the store: escape sequences, C1 controls, directions, line separators, Rich
markup, zero-width characters, format fields. Each screen of the golden ones is put out plainly, in colour and as JSON;
each kind of file is written and, where it is packed, unpacked.
"""

from __future__ import annotations

import re
import shlex
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

POISON = (
    " \x1b[31mred\x1b]52;c;eA==\x07 \x1b]8;;http://x\x1b\\link \x9b31m \x9dtitle\x9c back\x08\x08 \u202egnp \u2066x"
    " \u2028 \u2029 \x85 \x7f [red]x[/] [/] [link=file:///etc/passwd]y :smile: {0} %s \u200bzero\u200dwidth\ufeff"
)
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
COLOUR = re.compile("\x1b\\[[0-9;]*m")
# What is looked up or read by the program: keys, codes, days, documents in a column.
KEYS = re.compile(
    r"id|slug|at|.*_key|.*stage|status|kind|question|criterion|what|verdict|sign|level|form|reason|method|digest|content"
    r"|report|assessment|against|state|op|before|after|table_name|.*_on|on|week|.*currency|rate|link|part|field|size"
    r"|section|number|version|line|key|choice|category|role|type|values|valid_.*"
)
FITTING = (0, 4, 5)  # 5: who is looked up by name is called otherwise now
# In a file lines end as they do there, a tab stands in a CSV as it is, and marks of direction turn their text alone.
OBEYED_IN_FILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
DOCUMENTS = ("review-md",)  # screens that are a document on standard output, which is no terminal here
FILES = (
    *(f"plan export 3 --format {ending} --out plan.{ending}" for ending in ("md", "html", "docx", "pdf")),
    *(f"plan export 3 --kind close --format {ending} --out close.{ending}" for ending in ("md", "html", "docx")),
    *(f"plan export --kind account --account 1 --format {ending} --out account.{ending}" for ending in ("md", "html")),
    *(f"forecast --quarter --report {ending} --out week.{ending}" for ending in ("md", "html", "docx", "xlsx")),
    *(f"review --format {ending} --out review.{ending}" for ending in ("md", "html")),
    *(f"export book.{ending}" for ending in ("json", "ndjson", "csv", "xlsx", "ics")),
    *(f"list --all --format {ending} --out list.{ending}" for ending in ("csv", "xlsx")),
)
MODES = {"plain": (), "colour": ("--color=always",), "json": ("--json",)}


@dataclass(frozen=True)
class Screen:
    """What a screen put out, and in which way."""

    name: str
    mode: str
    code: int
    text: str


def poison(file: Path) -> int:
    """Appends the poison to every text of a store that a person could have written; returns to how many columns."""
    count = 0
    with closing(sqlite3.connect(file)) as store:
        tables = [row[0] for row in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            if table.startswith("sqlite_") or table in ("book", "journal", "snapshot"):
                continue
            for _, column, kind, *_ in store.execute(f'PRAGMA table_info("{table}")').fetchall():
                if kind == "TEXT" and not KEYS.fullmatch(column):
                    with suppress(sqlite3.IntegrityError):  # a column that holds one of a few words
                        store.execute(f'UPDATE "{table}" SET "{column}" = "{column}" || ?', (POISON,))
                        count += 1
        store.commit()
    return count


def faults(screens: Iterator[Screen]) -> tuple[int, int, list[str]]:
    """How many screens there were, how many showed the poison, and what a terminal would have obeyed."""
    total = shown = 0
    bad = []
    for screen in screens:
        text = COLOUR.sub("", screen.text) if screen.mode == "colour" else screen.text
        total += 1
        shown += "[red]x[/]" in text.replace("\n", "") or "␛" in text or "u001b" in text
        if found := (OBEYED_IN_FILE if screen.name.startswith(DOCUMENTS) else OBEYED).search(text):
            bad.append(
                f"{screen.name} ({screen.mode}): {found[0]!r} at {text[max(0, found.start() - 30) : found.end()]!r}"
            )
        if screen.code not in FITTING and not screen.name.startswith("snapshot-check"):  # which sees what was done
            bad.append(f"{screen.name} ({screen.mode}): ended with {screen.code}: {screen.text[-200:]!r}")
    return total, shown, bad


def screens(
    run: Callable[..., tuple[int, str]], modes: tuple[str, ...], languages: tuple[str, ...]
) -> Iterator[Screen]:
    """Every golden screen in these ways; `run` gives the code and both streams of a command."""
    from tests.cli.test_screens import ANSWERS, SCREENS

    for name, line in SCREENS.items():
        for mode in modes:
            for language in languages:
                code, text = run(*shlex.split(line), *MODES[mode], "--lang", language, stdin=ANSWERS)
                yield Screen(f"{name}.{language}", mode, code, text)


def files(run: Callable[..., tuple[int, str]], folder: Path, lines: tuple[str, ...] = FILES) -> tuple[int, list[str]]:
    """Writes each of these files; how many hold the poison, and what in them a viewer would obey."""
    shown, bad = 0, []
    for line in lines:
        name = line.split()[-1]
        code, said = run(*line.split()[:-1], str(folder / name), stdin="")
        bad += [f"{line}: ended with {code}: {said[-200:]!r}"] if code else []
        for part, text in texts_of(folder / name) if not code else ():
            found = OBEYED_IN_FILE.search(text)
            shown += "red" in text and "gnp" in text
            bad += [f"{name} ({part}): {found[0]!r} at {text[found.start() - 30 : found.end()]!r}"] if found else []
    return shown, bad


def texts_of(file: Path) -> Iterator[tuple[str, str]]:
    """What is text in a file, each with the name of the part it is in; none of a PDF, whose letters are pictures."""
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    yield name, archive.read(name).decode()
    elif file.suffix != ".pdf":
        yield "", file.read_text(encoding="utf-8")


def main() -> int:
    import io
    import os
    import tempfile
    from contextlib import redirect_stderr, redirect_stdout

    from osp_cli.cli.app import main as osp
    from tests.territory import ENVIRONMENT, fill_territory

    def run(*words: str, stdin: str) -> tuple[int, str]:
        out = io.StringIO()
        sys.stdin = io.StringIO(stdin)
        with redirect_stdout(out), redirect_stderr(out):
            code = osp(list(words))
        return code, out.getvalue()

    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({**ENVIRONMENT, "OSP_DAILY_BACKUP": "off"})
        fill_territory(Path(folder))
        os.environ["OSP_HOME"] = str(Path(folder) / ".osp")
        columns = poison(Path(folder) / ".osp/osp.db")
        total, shown, bad = faults(screens(run, tuple(MODES), ("en", "zh")))
        parts, more = files(run, Path(folder))
        bad += more
    print(f"{columns} columns; {total} screens, {shown} with the poison; {len(FILES)} files, {parts} parts with it")
    print(f"{len(bad)} faults")
    print("".join(f"  {each}\n" for each in bad), end="")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
