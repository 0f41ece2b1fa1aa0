"""Several processes that write at once: each note that was acknowledged is there, and nobody waits for ever.

    python tests/faults/writers.py --processes 8 --writes 1000

Each process reads how many notes there are and adds one that says so, in one transaction, so that a lost update shows.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys, time
from pathlib import Path
from tests.store.books import ON, open_store, writing

store, worst = open_store(Path(sys.argv[1]), wait_seconds=60), 0.0
for _ in range(int(sys.argv[2])):
    begun = time.monotonic()
    with writing(store) as w:
        seen = w.connection.execute("SELECT count(*) FROM note").fetchone()[0]
        w.add_note(1, kind="note", text=str(seen), on=ON)
    worst = max(worst, time.monotonic() - begun)
print(worst)
"""


def run(processes: int, writes: int) -> tuple[list[str], float]:
    """What went wrong, and the longest wait in seconds."""
    sys.path.insert(0, str(ROOT))
    from tests.store.books import PLAIN, open_store, writing

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "osp.db"
        store = open_store(path)
        with writing(store) as w:
            w.add_opportunity(PLAIN)
        command = [sys.executable, "-c", WRITER, str(path), str(writes)]
        running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
        waits = [float(process.communicate()[0] or "nan") for process in running]
        with store.reading() as reading:
            texts = [row[0] for row in reading.connection.execute("SELECT text FROM note ORDER BY number")]
    faults = [f"process {i} ended with {each.returncode}" for i, each in enumerate(running) if each.returncode]
    if texts != [str(number) for number in range(processes * writes)]:
        faults.append(f"{processes * writes} notes were acknowledged, {len(texts)} are there, or out of order")
    return faults, max(waits)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--writes", type=int, default=1000)
    given = parser.parse_args()
    faults, wait = run(given.processes, given.writes)
    print(f"{given.processes} x {given.writes}: {len(faults)} faults, longest wait {wait:.1f} s")
    print("".join(f"  {each}\n" for each in faults), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
