"""Completion of opportunities: reads the store directly and read-only; it never writes, migrates or fails."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

LIMIT = 50


def slugs(incomplete: str) -> list[tuple[str, str]]:
    """Up to fifty (slug, name) of open opportunities whose slug begins with `incomplete`."""
    from osp_cli.settings import find_places, read_settings

    try:
        places = find_places(os.environ)
        settings = read_settings(places.settings_file, os.environ)
        path = Path(settings.db) if settings.db else places.store_file
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)
    except Exception:  # noqa: BLE001  a shell that completes must never show an error
        return []
    try:
        rows = connection.execute(
            "SELECT slug, name FROM opportunity WHERE status = 'open' AND slug >= ? AND slug < ? ORDER BY slug LIMIT ?",
            (incomplete, incomplete + "\U0010ffff", LIMIT),
        )
        return [(str(slug), str(name)) for slug, name in rows]
    except sqlite3.Error:
        return []
    finally:
        connection.close()
