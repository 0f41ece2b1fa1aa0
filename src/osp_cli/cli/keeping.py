"""The backup that is made by itself, beside the first command of a day that writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def begin_backup(path: Path, environment: Mapping[str, str]) -> None:
    """Begins `osp backup` as a process of its own, which nobody waits for: it takes longer the larger the book is.

    What goes wrong in it is told by `osp doctor`, as the age of the last backup. `-P`: nothing is ever loaded from the
    folder in which somebody happens to work.
    """
    command = [sys.executable, "-P", "-m", "osp_cli", "backup", "--db", str(path.absolute()), "--json"]
    nothing = subprocess.DEVNULL
    with suppress(OSError):
        process = subprocess.Popen(  # noqa: S603  every word of it is ours
            command, env=dict(environment), stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        process.returncode = 0  # it is nobody's child: Python is not to ask what became of it
