"""The snapshot that is taken by itself, with the first command of a week that writes."""

from __future__ import annotations

from datetime import timedelta
from sqlite3 import Error
from typing import TYPE_CHECKING

from osp_cli.store.connection import is_overflow

if TYPE_CHECKING:
    from pathlib import Path

    from osp_cli.services.desk import Desk
    from osp_cli.store.store import Writing


def freeze(desk: Desk, writing: Writing, folder: Path | None = None) -> None:
    """Freezes the forecast as this transaction leaves it, unless this week has a snapshot already."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    if desk.dry_run or not writing.wants_snapshot_of(monday):
        return
    from osp_cli.services.snapshots import freeze_within

    try:
        freeze_within(desk, writing, is_weekly=True, folder=folder)
    except Error as error:
        if not is_overflow(error):
            raise
        # Without sums there is nothing to freeze, and amounts that cannot be true must be open to correction.
