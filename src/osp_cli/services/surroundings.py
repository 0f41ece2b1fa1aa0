"""What a check finds around the program: the font a browser prints with, the automatic backup."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

from osp_cli.services.doctor import Finding
from osp_cli.setting_values import DAILY_BACKUP
from osp_cli.settings import Settings

PATIENCE = 10  # seconds; a first look through a full font folder takes a while


def examine_surroundings(settings: Settings) -> Iterator[Finding]:
    """The font a browser prints with, and whether backups are made by themselves."""
    yield _printing_font()
    if settings.daily_backup != DAILY_BACKUP[0]:
        yield Finding("backup", "note", "daily-backup-off")


def _printing_font() -> Finding:
    """Whether a browser that prints an HTML document has a font with Chinese characters."""
    program = shutil.which("fc-list")
    if sys.platform in ("darwin", "win32"):  # they come with one
        return Finding("fonts", "ok", "font-chinese")
    if program is None:
        return Finding("fonts", "note", "font-unknown")
    try:
        done = subprocess.run(  # noqa: S603  the system's own program, without a word of anybody's
            [program, ":lang=zh-cn", "family"], capture_output=True, check=False, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return Finding("fonts", "note", "font-unknown")
    return Finding("fonts", "ok", "font-chinese") if done.stdout.strip() else Finding("fonts", "note", "font-none")
