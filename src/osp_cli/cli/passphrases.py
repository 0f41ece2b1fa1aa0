"""The passphrase of an encrypted backup: from a file, from the environment, or asked for; never a word of a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.domain.names import place
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

VARIABLE = "OSP_PASSPHRASE"
SHORTEST = 8  # characters; ours


def new_passphrase(wiring: Wiring, file: str | None) -> str:
    """The passphrase for a new backup; at a terminal it is asked for twice, and both must be the same."""
    known = _known(wiring, file)
    if known is None:
        asker = wiring.asker("--passphrase-file")
        known = asker.secret(wiring.words("backups.passphrase-new"), check=_must_be_long)
        if asker.secret(wiring.words("backups.passphrase-again")) != known:
            raise WrongUsage("passphrases-differ")
    _must_be_long(known)
    return known


def passphrase_of(wiring: Wiring, file: str | None, backup: str) -> str:
    """The passphrase of a backup that is there."""
    known = _known(wiring, file)
    return known or wiring.asker("--passphrase-file").secret(wiring.words("backups.passphrase-of", file=backup))


def _known(wiring: Wiring, file: str | None) -> str | None:
    """What a file says in its first line, else what the environment says."""
    if file is None:
        return wiring.environment.get(VARIABLE) or None
    try:
        return (Path(file).read_text(encoding="utf-8").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or "" if isinstance(error, OSError) else "UTF-8"
        raise WrongUsage("passphrase-unreadable", {"file": place(file), "reason": reason}) from None


def _must_be_long(passphrase: str) -> None:
    if len(passphrase) < SHORTEST:
        raise WrongUsage("passphrase-short", {"count": SHORTEST})
