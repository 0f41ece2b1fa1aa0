"""A process that is killed at any moment: what it had acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from osp_cli.store.store import Store
from tests.store.books import open_store

KILLS = 6
ADVANCING = """
import sys
from dataclasses import replace
from pathlib import Path
from osp_cli.domain.opportunity import NewMove
from tests.store.books import ON, PLAIN, open_store, writing

store = open_store(Path(sys.argv[1]))
for i in range(1000):
    with writing(store) as w:
        saved = w.add_opportunity(replace(PLAIN, slug=f"{sys.argv[2]}-{i}"))
        w.add_move(saved.number, NewMove(kind="create", from_stage=None, to_stage="1", status="open", on=ON))
        w.add_note(saved.number, kind="note", text="x" * 5000, on=ON)
    print(saved.number, flush=True)
"""


def test_a_killed_process_leaves_whole_units_and_all_it_acknowledged(path: Path) -> None:
    open_store(path)
    for round_ in range(KILLS):
        command = [sys.executable, "-c", ADVANCING, str(path), f"deal-{round_}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
            assert process.stdout is not None
            acknowledged = [int(process.stdout.readline()) for _ in range(3 + 2 * round_)]
            process.kill()
            acknowledged += [int(line) for line in process.stdout if line.endswith("\n")]
        store = Store.open(path, create=False)
        with store.reading() as reading:
            for number in acknowledged:
                dossier = reading.dossier(number)
                assert (len(dossier.moves), len(dossier.notes)) == (1, 1)
            counts = {
                reading.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("opportunity", "move", "note")
            }
            assert len(counts) == 1
            assert reading.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert reading.connection.execute("PRAGMA foreign_key_check").fetchone() is None
