"""What nobody foresaw: the log keeps where it happened, never a value of the user's."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from osp_cli import __version__
from osp_cli.settings import make_folder


def write_log(file: Path, error: Exception) -> str | None:
    """Appends the kind of the error and the places in the program, 0600; returns the file's name, None without one.

    The message of the error is left out: it may quote a customer.
    """
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    try:
        make_folder(file.parent)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as stream:
            stream.write("\n".join([f"osp {__version__} {type(error).__name__}", *places, ""]) + "\n")
    except OSError:
        return None
    return str(file)
