"""What a check finds around the program: optional engines, fonts, the automatic backup."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from osp_cli import fonts
from osp_cli.extras import EXTRAS
from osp_cli.services.doctor import Finding, Level
from osp_cli.setting_values import DAILY_BACKUP
from osp_cli.settings import Settings

PATIENCE = 10  # seconds; a first look through a full font folder takes a while
LEAST_GLYPHS = 7000  # the general standard Chinese characters are 8105; a font file with fewer is not the one we ship


def examine_surroundings(settings: Settings) -> Iterator[Finding]:
    """The extras that are installed, the fonts for documents, and whether backups are made by themselves."""
    yield from _extras()
    yield _own_fonts()
    yield _printing_font()
    if settings.daily_backup != DAILY_BACKUP[0]:
        yield Finding("backup", "note", "daily-backup-off")


def _extras() -> Iterator[Finding]:
    """One finding for each extra: all of its modules are there, or one is not."""
    for extra in dict.fromkeys(EXTRAS.values()):
        is_there = all(find_spec(module) is not None for module, of in EXTRAS.items() if of == extra)
        level: Level = "ok" if is_there else "note"
        yield Finding("extras", level, "extra-there" if is_there else "extra-none", {"extra": extra})


def _own_fonts() -> Finding:
    """The fonts that travel with the package: whether they are there and hold the characters they are to hold."""
    for file in fonts.FILES:
        try:
            is_whole = len(fonts.Face(file)) > LEAST_GLYPHS
        except (OSError, ValueError, LookupError, struct.error):  # what comes of a file that is not there or cut off
            is_whole = False
        if not is_whole:
            return Finding("fonts", "wrong", "font-own-broken", {"path": str(file)})
    return Finding("fonts", "ok", "font-own", {"font": fonts.FAMILY})


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
