"""Commands with values that nobody would type: no failure that nobody foresaw, nothing written by half, nothing obeyed.

    python tests/faults/fuzz_commands.py --rounds 5000 [--seed 7] [--only WORD,WORD]

Each round makes up to three calls on a copy of the example territory, in this process: an example of a help page with
words replaced, or any verb of the table of commands with any of its options. The values are days, amounts, references
and file names that are right, at the edge, or hostile. Whatever comes of a call: its exit code is a documented one, the
log of failures stays empty, the store is sound, a refusal and a dry run leave it as it was to the byte, what changed is
in the history, no screen holds what a terminal obeys, and no file is written through a link or out of its place.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import re
import shlex
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from osp_cli.cli.app import main as osp
from osp_cli.cli.quick import COMPILED
from osp_cli.store import verifying
from osp_cli.words import Words
from tests.faults.fuzz_imports import LONGEST, ending_within
from tests.faults.hostile_text import COLOUR, OBEYED, OBEYED_IN_FILE
from tests.territory import ENVIRONMENT, copy_territory, fill_territory

CODES = (0, 1, 2, 3, 4, 5, 6, 130)
HOSTILE = (
    *(
        "",
        " ",
        "-",
        "--",
        "?",
        "*",
        "%",
        "_",
        "%_%",
        "'",
        '"',
        "\\",
        "/",
        ".",
        "..",
        "~",
        "0",
        "-1",
        "a" * 5000,
        "客" * 300,
    ),
    *(
        "'; DROP TABLE opportunity; --",
        '" OR 1=1 --',
        "x' OR '1'='1",
        "1 UNION SELECT * FROM unit",
        "%' ESCAPE '",
        "a\\",
    ),
    *(
        "\x1b[31mred",
        "\x9b31m",
        "\u202egnp",
        "\u2066x",
        "a\u200bb",
        "\ufeff",
        "\u2028",
        "x\ny",
        "x\r\ny",
        "\t",
        "\udcff",
    ),
    *("[red]x[/]", "[/]", "[link=file:///etc/passwd]x[/]", ":smile:", "{0}", "{x.y}", "%s%n", "{{ 7*7 }}", "{% if %}"),
    *(
        "=1+1",
        "@sum(1)",
        "<b>x</b>",
        "|x|",
        "# x",
        "```",
        "<!-- x",
        "e\u0301",
        "İı",
        "ﬁ",
        "１２",
        "👩🏽‍💻",
        "NAME",
        "FILE",
    ),
)
DAYS = (
    *("2026-12-31", "today", "tomorrow", "fri", "+3d", "eoq", "2026Q4", "FY27Q1", "12-31", "明天", "月底", "12月31日"),
    *("2026-11-20", "2025-01-31", "0001-01-01", "9999-12-31", "9999Q4", "FY9999", "FY1", "0000-01-01", "2026-02-30"),
    *("10000-01-01", "+99999999d", "in 999999999999 weeks", "-5d", "1/2/2026", "46387", "2026-11-24T23:30:00-08:00"),
    *(
        "1989-12-31",
        "2101-01-01",
        "29-02",
        "02-29",
        "+0d",
        "next fri",
        "yesterday",
        "２０２６-12-31",
        "2026W60",
        "FY0Q0",
    ),
)
TODAYS = (*["2026-11-24"] * 12, "1990-01-01", "2100-12-31", "2028-02-29", "9999-12-31", "soon")
AMOUNTS = (
    *(
        "120k",
        "1.2M CNY",
        "¥1,200,000",
        "USD 5k",
        "120万",
        "1.2亿元",
        "0",
        "-1",
        "NaN",
        "nan USD",
        "inf",
        "-inf",
        "1e18",
    ),
    *(
        "1e400",
        "9" * 40,
        "9223372036854775807",
        "92233720368547758.08",
        "0.005",
        "1,2,3",
        "1.234.567,89",
        "١٢٣",
        "1_000",
    ),
    *(
        "1e-9",
        "0x10",
        "EUR",
        "5 XXX",
        "1 BTC",
        "$-5",
        "(500)",
        "1/0",
        "100%",
        "50000",
        "1000 EUR",
        "1k KWD",
        "--5",
        "12k-",
    ),
)
NUMBERS = (
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "-1",
    "99",
    "2147483648",
    "9223372036854775808",
    "9" * 40,
    "1.5",
    "٣",
    "1_0",
    "0x1",
)
PLACES = (
    *("out.md", "out.csv", "out.xlsx", "out.json", "sub/deep/out.md", "-", ".", "..", "../beside.md", "link", "folder"),
    *(
        "pipeline.csv",
        "friday.db",
        "pack",
        "templates",
        "answers.toml",
        "coach.toml",
        "phrase.txt",
        ".osp/osp.db",
        ".osp",
    ),
    *("none.csv", "x" * 300, "客" * 90, "CON", "a:b", "a|b", "-rf", "~/x", "/dev/null", "/proc/self/mem", "dangling"),
    *(
        "\x1b[31mx",
        "a\nb",
        "\udcff.md",
        "[red]x",
        "\u202egnp.md",
        "pipeline.csv/x",
        "sqlite:///x.db",
        "http://x/y",
        "map.toml",
    ),
)
WHICH = (
    *(
        "1",
        "2",
        "3",
        "7",
        "blue-heron-erp",
        "sunbird-mro",
        "granite-oss",
        "海棠银行-数据平台",
        "tidewater",
        "blue",
        "s",
    ),
    *("0", "-1", "999", "9" * 30, "none-such", "Blue Heron ERP"),
)
WORDS = (
    *(
        "Mia",
        "Noor Haddad",
        "Amara Okafor",
        "Granite",
        "budget",
        "1",
        "20",
        "yes",
        "no",
        "unknown",
        "+",
        "?",
        "是",
        "go",
    ),
    *("2", "5", "9", "9.5", "10", "commit", "best", "price", "high", "low", "new", "renewal", "customer", "internal"),
    *("csv", "xlsx", "json", "ndjson", "ics", "md", "html", "docx", "owner", "stage", "part", "en", "zh", "name=x"),
    *("me", "rate.EUR", "limits.EUR", "45k/90k", "1.08", "field.region", "language", "text", "weight.amount", "date"),
)
POOLS = (
    (
        re.compile(r".*_on|on|date|.*_date|close|due|until|since|changes_since|as_of|diff|revisit|deadline|valid_.*"),
        DAYS,
    ),
    (re.compile(r"period|quarter"), DAYS),
    (
        re.compile(r"amount|.*_amount|total|received|.*benefit|investment|discount|margin|rate|limit|probability"),
        AMOUNTS,
    ),
    (re.compile(r"n|number|count|stale|step|if_version|after|reference|rank|likelihood|impact"), NUMBERS),
    (re.compile(r"opp|opportunity_?|clone|follows"), WHICH),
    (re.compile(r"file|folder|out|answers|passphrase_file|map_|db"), PLACES),
)
SHARED = (
    *(
        ["--json"],
        ["--yes"],
        ["--dry-run"],
        ["--lang", "zh"],
        ["--no-input"],
        ["--color=always"],
        ["--fields", "a,number"],
    ),
    *(["--lang", "en"], ["--as", "Mia"], ["--db", "none.db"], ["--db", "friday.db"], ["--db", "phrase.txt"]),
)
# What may change a store and has no line of its own in the history.
UNTOLD = ("restore", "demo", "snapshot")
# What is a text whatever is asked for.
TEXTS = ("demo", "help")
# What may end with a failure and yet have written: the rows, or the answers, that were good.
PARTIAL = "import"


@dataclass
class Tally:
    """What came of the calls, by exit code; `bad` tells each that must not be."""

    codes: Counter[int] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    bad: list[str] = field(default_factory=list)
    slowest: float = 0.0


# --- calls ------------------------------------------------------------------------------------------------------------


@cache
def shapes() -> dict[tuple[str, ...], dict[str, Any]]:
    """Every verb of every command, with what it takes."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for word, shape in json.loads(COMPILED.read_bytes()).items():
        for verb, taken in shape["verbs"].items() if "verbs" in shape else [(None, shape)]:
            found[(word, verb) if verb else (word,)] = taken
    return found


@cache
def examples() -> tuple[tuple[str, ...], ...]:
    """Every example of the help pages, as words."""
    texts = [text for key, text in Words("en").section("commands").items() if key.endswith(".examples")]
    lines = sorted({line.strip() for text in texts for line in text.splitlines() if line.strip().startswith("osp ")})
    return tuple(tuple(shlex.split(line)[1:]) for line in lines if "|" not in line and ">" not in line)


@cache
def seen() -> dict[str, tuple[str, ...]]:
    """The values that the examples give to each option."""
    found: dict[str, list[str]] = {}
    for words in examples():
        for option, value in pairwise(words):
            if option.startswith("-") and not value.startswith("-"):
                found.setdefault(option, []).append(value)
    return {option: tuple(values) for option, values in found.items()}


def value(name: str, option: str, chance: random.Random) -> str:
    """A value for an argument or an option: one that fits, one at the edge, or anything at all."""
    fitting = next((pool for pattern, pool in POOLS if pattern.fullmatch(name)), WORDS)
    known = seen().get(option, fitting)
    return chance.choice(chance.choices((known, fitting, HOSTILE, WORDS, WHICH), (4, 5, 3, 1, 1))[0])


def from_table(chance: random.Random, only: tuple[str, ...]) -> list[str]:
    """A verb with some of its arguments and options."""
    call = chance.choice([each for each in shapes() if not only or each[0] in only])
    shape, words = shapes()[call], list(call)
    needed = {
        argument["name"]: 0.95 if argument["name"] in shape["required"] else 0.5 for argument in shape["arguments"]
    }
    words += [value(name, "", chance) for name, likely in needed.items() if chance.random() < likely]
    options = list(shape["options"])
    for option in chance.sample(options, min(len(options), chance.choice((0, 1, 1, 2, 3, 5)))):
        words += with_value(option, shape["options"][option], chance)
    return words


def with_value(option: str, taken: dict[str, Any], chance: random.Random) -> list[str]:
    if taken["takes"] in ("yes", "no"):
        return [option]
    given = value(taken["name"], option, chance)
    return [f"{option}={given}"] if option.startswith("--") and chance.random() < 0.3 else [option, given]


def from_example(chance: random.Random, only: tuple[str, ...]) -> list[str]:
    """An example with a word or two that nobody meant."""
    words = list(chance.choice([each for each in examples() if not only or each[0] in only] or [("list",)]))
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        place = chance.randrange(1, len(words)) if len(words) > 1 else 0
        deed = chance.randrange(6)
        if place == 0 or deed == 0:
            words.append(chance.choice(HOSTILE + WORDS))
        elif deed == 1:
            del words[place]
        elif words[place].startswith("-") and deed > 3:
            words.insert(place, words[place])
        else:
            option = words[place - 1]
            words[place] = value(option.strip("-").replace("-", "_"), option, chance)
    return words


def call_of(chance: random.Random, only: tuple[str, ...] = ()) -> list[str]:
    """The words of one call."""
    words = (from_example if chance.random() < 0.45 else from_table)(chance, only)
    if words[0] == "demo" and chance.random() < 0.8:  # it takes two seconds
        words = ["demo", "--folder", chance.choice(PLACES), "--dry-run"]
    for more in chance.sample(SHARED, chance.choice((0, 0, 1, 2))):
        words += more
    return words


def sent(chance: random.Random) -> str:
    """What a pipe sends."""
    texts = ("", "1 2\n", "1\n2\nnone\n", '[answers]\nbudget = "+ x"\n', "a\x00b\x1b[31m", "\ud800", "y\n", "[" * 2000)
    return chance.choice(texts)


# --- what must not be -------------------------------------------------------------------------------------------------


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "none"


def units(file: Path) -> tuple[str, int]:
    """Whether the store is sound, and how many commands its history holds."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        sound = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            sound = "references"
        if found := next(verifying.strays(connection), None):
            sound = f"not what its history says: {found}"
        return sound, int(connection.execute("SELECT count(*) FROM unit").fetchone()[0])


@dataclass(frozen=True)
class Said:
    """How a call ended and what it put out."""

    code: int
    out: str
    err: str


def quietly(words: list[str], stdin: str) -> Said:
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogatepass")), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = osp(words)
    finally:
        sys.stdin = before
    return Said(code, out.getvalue(), err.getvalue())


def faults(words: list[str], said: Said, home: Path, before: tuple[str, int]) -> Iterator[str]:
    """What must not be after a call; `before`: the digest of the store and the length of its history."""
    store, log = home / ".osp/osp.db", home / ".osp/state/osp.log"
    if log.exists():
        yield "unforeseen: " + log.read_text(encoding="utf-8")[-600:]
        log.unlink()
    if "Traceback" in said.out + said.err:
        yield "a traceback"
    if said.code not in CODES:
        yield f"exit {said.code}"
    if digest(store) != before[0]:
        sound, count = units(store)
        if sound != "ok":
            yield f"the store is {sound}"
        if said.code != 0 and words[0] != PARTIAL:
            yield f"refused with {said.code}, and yet the store changed"
        if "--dry-run" in words and "--" not in words:
            yield "a dry run that changed the store"
        if count == before[1] and words[0] not in UNTOLD:
            yield "changed, and the history does not tell"
    yield from unfit(words, said)
    if (home.parent / "victim").read_text(encoding="utf-8") != "mine":
        yield "wrote through a link"


def unfit(words: list[str], said: Said) -> Iterator[str]:
    """What streams must not hold."""
    heard = words[: words.index("--")] if "--" in words else words  # behind it nothing is an option
    is_json = (
        ("--json" in heard or "--fields" in heard)
        and words[0] not in TEXTS
        and not {"--format", "--like"} & {word.partition("=")[0] for word in heard}
    )
    for name, text in (("stdout", said.out), ("stderr", said.err)):
        plain = COLOUR.sub("", text) if "--color=always" in heard else text
        is_file = name == "stdout" and {"csv", "ics", "md", "html", "-"} & set(words)
        found = (OBEYED_IN_FILE if is_file else OBEYED).search(plain)
        if found:
            yield f"{name}: {found[0]!r} at {plain[max(0, found.start() - 40) : found.end() + 10]!r}"
        if is_json and said.code != 130 and text.strip():
            try:
                json.loads(text)
            except ValueError:
                yield f"{name} is no JSON: {text[:200]!r}"


# --- rounds -----------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def prepared(first: Path | None = None) -> Iterator[Path]:
    """A folder with a territory to copy; the environment and the folder of this process are put back at the end."""
    before, folder_before = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if first is None:
            fill_territory(folder / "filled")
        copy_territory(first or folder / "filled", folder / "first")
        (folder / "first/folder").mkdir()
        (folder / "first/link").symlink_to("../victim")
        (folder / "first/dangling").symlink_to("../never-there")
        (folder / "first/map.toml").write_text('[fields]\n"Deal" = "name"\n', encoding="utf-8")
        (folder / "victim").write_text("mine", encoding="utf-8")
        os.environ.update({**ENVIRONMENT, "OSP_HOME": str(folder / "home/.osp"), "HOME": str(folder / "home")})
        os.environ.update(OSP_DAILY_BACKUP="off", OSP_LANG="en")
        try:
            yield folder
        finally:
            os.chdir(folder_before)
            os.environ.clear()
            os.environ.update(before)


def one(folder: Path, seed: int, tally: Tally, only: tuple[str, ...] = ()) -> None:
    """The calls of one round; whatever is wrong goes to the tally with its seed."""
    chance, home = random.Random(seed), folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(folder / "first", home, symlinks=True)
    os.chdir(home)
    os.environ["OSP_TODAY"] = chance.choice(TODAYS)
    for _ in range(chance.choice((1, 2, 3))):
        words, stdin = call_of(chance, only), sent(chance)
        store = home / ".osp/osp.db"
        before, begun = (digest(store), units(store)[1]), time.monotonic()
        try:
            with ending_within(LONGEST):
                said = quietly(words, stdin)
            found = list(faults(words, said, home, before))
            tally.codes[said.code] += 1
        except BaseException as error:  # noqa: BLE001  nothing at all may come out of it
            found = [f"{type(error).__name__} {error}"]
        tally.called.add(" ".join(words[:2] if tuple(words[:2]) in shapes() else words[:1]))
        tally.slowest = max(tally.slowest, time.monotonic() - begun)
        tally.bad += [f"{seed}: osp {shlex.join(words)[:400]}\n      {fault}" for fault in found]
    os.chdir(folder)


def run(rounds: int, seed: int, only: tuple[str, ...] = (), first: Path | None = None) -> Tally:
    """So many rounds, from this seed on; `first` is a filled territory to begin from."""
    tally = Tally()
    with prepared(first) as folder:
        for number in range(seed, seed + rounds):
            one(folder, number, tally, only)
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    tally = run(given.rounds, given.seed, tuple(word for word in given.only.split(",") if word))
    print(*(f"BAD {each}" for each in tally.bad[:60]), sep="\n")
    called, calls = f"{len(tally.called)} of {len(shapes())} commands", sum(tally.codes.values())
    print(f"{calls} calls of {called}, {dict(sorted(tally.codes.items()))}; at most {tally.slowest:.1f} s")
    print(f"{len(tally.bad)} bad")
    return 1 if tally.bad else 0


if __name__ == "__main__":
    sys.exit(main())
