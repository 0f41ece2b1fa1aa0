"""Folders of the person's own: what nobody else may look into, with every one that had to be made above it."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Makes a private folder, with those above it; OSError where that cannot be.

    One by one: what `mkdir(parents=True)` makes above a folder, everybody may read.
    """
    try:
        for each in reversed([above for above in folder.absolute().parents if not above.exists()]):
            each.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:  # "file exists" would not say that a folder was wanted
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None
