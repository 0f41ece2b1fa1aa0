"""A disk that fails at every write: the command says so, and the store is what it was or what it was to be.

    python tests/faults/disk.py [--only NAME,NAME] [--most 3000]    every call of the system that writes (needs strace)
    python tests/faults/disk.py --forms KILL                        kill -9 at every such call, the commit's among them
    python tests/faults/disk.py --limits                            a file that may grow no further, at every size

The point of failure moves forward call by call (write, sync, cut, unlink, rename, link, mkdir), or byte by byte of
what a file may hold, until the command completes without meeting it: ENOSPC and EIO, once and from there on for ever
(`+`). Files beside the store are whole, as they were or as they were to be; a backup is sound; after a failure that
was met once no draft is left.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.faults.kill9 import COMMANDS, ENVIRONMENT, LATER, copied, prepared, state, with_step

CALLS = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "link", "mkdir", "chmod")
STRACE = ("strace", "-f", "-qq")
FORMS = ("ENOSPC", "ENOSPC+", "EIO", "EIO+", "KILL")
KILLED = -9
MORE = {
    "note": ["note", "a line", "-o", "1"],
    "set": ["set", "-", "--source", "fair", "--yes"],
    "use": ["use", "2"],
    "snapshot": ["snapshot"],
    "config": ["config", "set", "evidence_days", "90"],
    "doctor": ["doctor", "--fix"],
    "backup": ["backup"],
    "export": ["export", "book.json"],
    "list": ["list", "--format", "csv", "--out", "list.csv"],
    "workbook": ["list", "--format", "xlsx", "--out", "list.xlsx"],
    "plan": ["plan", "export", "1", "--out", "plan.md"],
    "pages": ["plan", "export", "1", "--format", "html", "--out", "plan.html"],
    "pack": ["process", "export", "pack"],
}
NAMES = {**COMMANDS, **MORE}
PAGE = 4096
JOURNALS = ("osp.db-journal", "new.db-journal")  # of a store a journal that could not be synced is no harm
ID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
CHANGING = ("errors", "state/templates")  # what the tests keep, and a cache that is made anew where it is no good


@dataclass
class Sweep:
    """What became of the points of one command: how many there were, how often it was refused, what must not be.

    `unmet`: points that a run did not come to, because it wrote less than the first.
    """

    points: int = 0
    refused: int = 0
    unmet: int = 0
    bad: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ended:
    """How a process ended and what it said."""

    returncode: int
    stderr: str


def traced(home: Path, name: str, log: Path, *trace: str) -> Ended:
    """A command under strace, in a fork of this process, where everything it needs is loaded: a third of the time."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        with (home.parent / "errors").open("wb") as errors, Path(os.devnull).open("r+b") as nothing:
            os.dup2(reads, 0)
            os.dup2(nothing.fileno(), 1)
            os.dup2(errors.fileno(), 2)
        os.close(writes)
        os.environ.update(ENVIRONMENT, OSP_HOME=str(home))
        os.chdir(home)
        sys.argv = ["osp", *NAMES[name]]
        sys.stdin.readline()  # until strace is there
        exec(LATER if name == "migration" else "from osp_cli.cli.app import start; start()", {})
        os._exit(99)
    os.close(reads)
    tracer = subprocess.Popen([*STRACE, "-o", str(log), *trace, "-p", str(child)], stderr=subprocess.DEVNULL)
    status = Path(f"/proc/{child}/status")
    while "TracerPid:\t0" in status.read_text(encoding="ascii"):
        time.sleep(0.002)
    with os.fdopen(writes, "w") as begin:
        begin.write("begin\n1 2\n")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    tracer.wait()
    return Ended(code, (home.parent / "errors").read_text(encoding="utf-8", errors="replace"))


def program(name: str) -> list[str]:
    """The command as words of a process."""
    return [sys.executable, *(["-c", LATER] if name == "migration" else ["-m", "osp_cli"]), *NAMES[name]]


def run_in(home: Path, words: list[str], limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a home; with `limit`, no file may grow beyond so many bytes."""

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        words, cwd=home, input="1 2", text=True,
        # What Python keeps of a module would be cut off too, and be there for every program after it.
        env={**os.environ, **ENVIRONMENT, "OSP_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, check=False, preexec_fn=narrow,
    )  # fmt: skip


def begun(folder: Path, name: str, target: str) -> Path:
    """A home in which the command finds something to do."""
    home = copied(folder, target)
    if name == "doctor":
        (home / "osp.db").chmod(0o644)
        draft = home / f".osp.db-{'0' * 26}"
        draft.write_bytes(b"left by a kill")
        os.utime(draft, (0, 0))
    return home


def files_of(home: Path) -> dict[str, str]:
    """The files beside the store, by name without what differs from run to run, each with its digest."""
    found = {ID.sub("ID", file.relative_to(home).as_posix()): file for file in home.rglob("*") if file.is_file()}
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in found.items()
        if not name.startswith(CHANGING) and not name.endswith(("osp.db", "new.db", "-journal", ".manifest.json"))
    }


class Case:
    """One command on a filled store: what the store, and what lies beside it, is before and after it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.file = "new.db" if name == "import-book" else "osp.db"
        home = begun(folder, name, "whole")
        self.beside = [files_of(home)]
        done = run_in(home, program(name))
        assert done.returncode in (0, 1 if name == "doctor" else 0), (name, done)
        self.beside.append(files_of(home))
        self.code = done.returncode
        self.fitting = [state(folder / "home" / self.file), state(home / self.file)]
        self.after = self.fitting[1]
        if name == "migration":
            self.fitting.append(with_step(self.fitting[0]))

    def judge(self, home: Path, done: subprocess.CompletedProcess[str] | Ended, where: str, sweep: Sweep) -> None:
        """Looks at what a failure left."""
        now = state(home / self.file)
        is_made_empty = self.name == "import-book" and isinstance(now, dict) and not any(now.values())
        sweep.points += 1
        sweep.refused += done.returncode != 0
        if now not in self.fitting and not is_made_empty:
            sweep.bad.append(f"{where}: {now if isinstance(now, str) else 'other rows'}")
        if done.returncode == 0 and now != self.after:
            sweep.bad.append(f"{where}: acknowledged and lost")
        if "Traceback" in done.stderr or len(done.stderr.splitlines()) > 6:
            sweep.bad.append(f"{where}: {done.stderr[-300:]}")
        if done.returncode not in (0, 1, 6) and not (done.returncode == KILLED and where.startswith("KILL")):
            sweep.bad.append(f"{where}: ended with {done.returncode}")
        sweep.bad += [f"{where}: {fault}" for fault in self.torn(home)]
        if (home / "state/osp.log").exists():
            sweep.bad.append(f"{where}: unforeseen: {(home / 'state/osp.log').read_text(encoding='utf-8')[-300:]}")

    def torn(self, home: Path) -> Iterator[str]:
        """Files beside the store that are neither what they were nor what they were to be; backups that are unsound."""
        old, new = self.beside
        for name, digest in files_of(home).items():
            is_draft = any(part.startswith(".") for part in name.split("/"))
            if not is_draft and not name.startswith("backups/") and digest not in (old.get(name), new.get(name)):
                yield f"{name} is neither old nor new"
        for file in (home / "backups").glob("[!.]*.db"):
            if state(file) != self.fitting[0]:
                yield f"{file.name} is not what the store was"


def by_strace(folder: Path, name: str, most: int, forms: tuple[str, ...] = FORMS) -> Sweep:
    """Fails the first call of a kind, then the second, to the last; then the next kind.

    strace counts the calls of each kind for itself, so that each has its own points; of more than `most` calls of a
    kind so many are failed, spread over all.
    """
    case, sweep, log = Case(folder, name), Sweep(), folder / "calls"
    load(folder, name)
    traced(begun(folder, name, "home-now"), name, log, "-e", f"trace={','.join(CALLS)}")
    counts = Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE))
    for form in forms:
        deed = "signal=KILL" if form == "KILL" else f"error={form.rstrip('+')}"
        for call, point in ((call, point) for call, count in counts.items() for point in spread(count, most)):
            home = begun(folder, name, "home-now")
            inject = f"inject={call}:{deed}:when={point}{'+' if form.endswith('+') else ''}"
            done = traced(home, name, log, "-e", f"trace={call}", "-e", inject)
            where = f"{form} at {call} {point} of {counts[call]}"
            if not is_met(log.read_text(encoding="utf-8", errors="replace")):
                sweep.unmet += 1
                continue
            case.judge(home, done, where, sweep)
            if form in ("ENOSPC", "EIO") and call != "unlink" and name != "doctor":
                sweep.bad += [f"{where}: left {file.name}" for file in left(home) if file.name not in JOURNALS]
    return sweep


def spread(count: int, most: int) -> list[int]:
    """So many of the points from 1 to `count`, the first and the last ten always among them."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({*range(1, count - 9, max(1, count // (most - 10))), *range(count - 9, count + 1)})


def load(folder: Path, name: str) -> None:
    """Runs a command once in this process, so that its forks find its modules loaded."""
    from osp_cli.cli.app import main as osp

    before = dict(os.environ)
    home = begun(folder, "note" if name == "migration" else name, "home-now")
    os.environ.update(ENVIRONMENT, OSP_HOME=str(home))
    with chdir(home), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        sys.stdin = StringIO("1 2")
        osp(NAMES[name])
        sys.stdin = sys.__stdin__
    os.environ.clear()
    os.environ.update(before)


def is_met(trace: str) -> bool:
    """Whether a trace tells of the failure."""
    return "(INJECTED)" in trace or "killed by SIGKILL" in trace


def by_limit(folder: Path, name: str, steps: int = 0) -> Sweep:
    """Lets files grow to no more than so many bytes; `steps`: at so many sizes only, spread over all there are."""
    case, sweep = Case(folder, name), Sweep()
    sizes = list(_sizes(folder / "home" / "osp.db"))
    for limit in sizes[:: max(1, len(sizes) // steps)] if steps else sizes:
        home = begun(folder, name, "home-now")
        case.judge(home, run_in(home, program(name), limit), f"limit {limit}", sweep)
        sweep.bad += [f"limit {limit}: left {file.name}" for file in left(home)]
    return sweep


def left(home: Path) -> list[Path]:
    """Drafts and journals that nobody needs any more."""
    return [file for file in home.rglob("*") if file.name.startswith(".") or file.name.endswith("-journal")]


def _sizes(file: Path) -> Iterator[int]:
    size = file.stat().st_size // PAGE * PAGE
    yield from (0, 1, 512, 1024)
    yield from range(PAGE, size - 4 * PAGE, 16 * PAGE)
    yield from range(size - 4 * PAGE, size + 32 * PAGE, PAGE)


def run(
    names: tuple[str, ...],
    *,
    most: int = 3000,
    limits: bool = False,
    steps: int = 0,
    forms: tuple[str, ...] = FORMS,
    first: Path | None = None,
) -> Iterator[tuple[str, Sweep]]:
    """The sweeps of these commands, one after the other; `first` is what `kill9.fill` has made already."""
    with prepared(60, first) as folder:
        for name in names:
            yield name, by_limit(folder, name, steps) if limits else by_strace(folder, name, most, forms)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(NAMES))
    parser.add_argument("--most", type=int, default=3000)
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--limits", action="store_true")
    given = parser.parse_args()
    if not given.limits and not shutil.which("strace"):
        sys.exit("strace is not installed; --limits needs none")
    bad = 0
    names, forms = tuple(given.only.split(",")), tuple(given.forms.split(","))
    for name, sweep in run(names, most=given.most, limits=given.limits, forms=forms):
        print(
            f"{name}: {sweep.points} points, {sweep.refused} refused, {sweep.unmet} unmet, {len(sweep.bad)} bad",
            flush=True,
        )
        print("".join(f"  {each}\n" for each in sweep.bad), end="", flush=True)
        bad += len(sweep.bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
