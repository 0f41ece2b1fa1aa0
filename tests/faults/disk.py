"""A disk that fails at every write: the command says so, and the store is what it was or what it was to be.

    python tests/faults/disk.py [--only NAME,NAME] [--most 400]     every call of the system that writes (needs strace)
    python tests/faults/disk.py --limits                            a file that may grow no further, at every size

The point of failure moves forward call by call (write, sync, cut, unlink, rename, link, mkdir), or byte by byte of
what a file may hold, until the command completes without meeting it: ENOSPC and EIO, once and from there on for ever.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.faults.kill9 import COMMANDS, ENVIRONMENT, LATER, copied, prepared, state, with_step

CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink,rename,link,mkdir"
FORMS = tuple((error, ending) for error in ("ENOSPC", "EIO") for ending in ("", "+"))
MORE = {
    "note": ["note", "a line", "-o", "1"],
    "set": ["set", "-", "--source", "fair", "--yes"],
    "backup": ["backup"],
    "export": ["export", "book.json"],
    "list": ["list", "--format", "csv", "--out", "list.csv"],
}
NAMES = {**COMMANDS, **MORE}
PAGE = 4096


@dataclass
class Sweep:
    """What became of the points of one command: how many there were, how often it was refused, what must not be."""

    points: int = 0
    refused: int = 0
    bad: list[str] = field(default_factory=list)


def program(name: str) -> list[str]:
    """The command as words of a process."""
    return [sys.executable, *(["-c", LATER] if name == "migration" else ["-m", "osp_cli"]), *NAMES[name]]


def run_in(home: Path, words: list[str], limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a home; with `limit`, no file may grow beyond so many bytes."""

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        words, cwd=home, env={**os.environ, **ENVIRONMENT, "OSP_HOME": str(home)}, input="1 2", text=True,
        capture_output=True, check=False, preexec_fn=narrow,
    )  # fmt: skip


class Case:
    """One command on a filled store: what the store is before and after it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.file = "new.db" if name == "import-book" else "osp.db"
        home = copied(folder, "whole")
        done = run_in(home, program(name))
        assert done.returncode == 0, (name, done)
        self.fitting = [state(folder / "home" / self.file), state(home / self.file)]
        self.after = self.fitting[1]
        if name == "migration":
            self.fitting.append(with_step(self.fitting[0]))

    def judge(self, home: Path, done: subprocess.CompletedProcess[str], where: str, sweep: Sweep) -> None:
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
        if done.returncode not in (0, 1, 6):
            sweep.bad.append(f"{where}: ended with {done.returncode}")


def by_strace(folder: Path, name: str, most: int) -> Sweep:
    """Fails the first call, then the second, until the command meets no failure any more."""
    case, sweep, log = Case(folder, name), Sweep(), folder / "calls"
    for error, ending in FORMS:
        for point in range(1, most + 1):
            home = copied(folder, "home-now")
            inject = f"inject={CALLS}:error={error}:when={point}{ending}"
            trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(log), "-e", f"trace={CALLS}", "-e", inject]
            done = run_in(home, [*trace, *program(name)])
            if "(INJECTED)" not in log.read_text(encoding="utf-8", errors="replace"):
                break
            case.judge(home, done, f"{error}{ending} at call {point}", sweep)
    return sweep


def by_limit(folder: Path, name: str, steps: int = 0) -> Sweep:
    """Lets files grow to no more than so many bytes; `steps`: at so many sizes only, spread over all there are."""
    case, sweep = Case(folder, name), Sweep()
    sizes = list(_sizes(folder / "home" / "osp.db"))
    for limit in sizes[:: max(1, len(sizes) // steps)] if steps else sizes:
        home = copied(folder, "home-now")
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


def run(names: tuple[str, ...], *, most: int = 400, limits: bool = False, steps: int = 0) -> dict[str, Sweep]:
    """The sweeps of these commands."""
    with prepared(60) as folder:
        return {name: by_limit(folder, name, steps) if limits else by_strace(folder, name, most) for name in names}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(NAMES))
    parser.add_argument("--most", type=int, default=400)
    parser.add_argument("--limits", action="store_true")
    given = parser.parse_args()
    if not given.limits and not shutil.which("strace"):
        sys.exit("strace is not installed; --limits needs none")
    bad = 0
    for name in given.only.split(","):
        sweep = run((name,), most=given.most, limits=given.limits)[name]
        print(f"{name}: {sweep.points} points, {sweep.refused} refused, {len(sweep.bad)} bad", flush=True)
        print("".join(f"  {each}\n" for each in sweep.bad), end="", flush=True)
        bad += len(sweep.bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
