"""The snapshot that is taken by itself, with the first command of a week that writes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

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

    freeze_within(desk, writing, is_weekly=True, folder=folder)
