"""The backup before many records change at once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from osp_cli.services.desk import Desk
from osp_cli.store import kept, opening
from osp_cli.store.connection import Patience

Before = Literal["before-import", "before-change"]


def keep_before(desk: Desk, label: Before) -> Path | None:
    """Keeps the store as it is, unless nothing was ever written or the newest backup is what it is; then rotates.

    None where no backup was made. Where one cannot be made the error stands, and nothing is changed.
    """
    path, patience = desk.store.path, Patience()
    if path is None or desk.dry_run:
        return None
    with opening.refusing_files(path):
        if kept.head_of(path, patience).unit is None or kept.unchanged(path, patience):
            return None
        made = kept.keep(path, label, desk.store.clock(), patience)
        kept.rotate(path)
        return made.file
