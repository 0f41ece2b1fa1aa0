"""What nobody foresaw: a store that is damaged unseen, else the log keeps where it happened, never a user's value."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli import __version__
from osp_cli.folders import make_folder
from osp_cli.setting_values import LANGUAGES

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.errors import StoreUnavailable


def damaged(wiring: Wiring) -> StoreUnavailable | None:
    """The refusal of the store, where it is not what it was: then the failure is the disk's, and none of the program's.

    SQLite does not see that a letter has changed; a day that is none, or a word that is none of ours, is what is met.
    """
    from osp_cli.services.doctor import damage
    from osp_cli.store.connection import Patience

    with suppress(Exception):  # whatever cannot be found out now, the failure itself has been met
        return damage(wiring.store_path[0], Patience(seconds=0))
    return None


def tell_plainly(error: Exception) -> None:
    """The sentence in both languages, where what chooses the language or puts it out is what failed."""
    from osp_cli.words import Words

    with suppress(Exception):
        for language in LANGUAGES:
            sys.stderr.write(Words(language)("errors.unexpected-unlogged.what", kind=type(error).__name__) + "\n")


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
