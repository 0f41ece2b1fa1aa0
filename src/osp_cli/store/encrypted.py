"""Backups that a passphrase opens: files of the age format (age-encryption.org), which the `age` tool reads too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from osp_cli.errors import StoreUnavailable
from osp_cli.extras import engine
from osp_cli.folders import make_folder
from osp_cli.store import backups
from osp_cli.store.ulid import new_ulid

OPENED = ".opened-"  # how the folder begins in which one lies open; a kill may leave it
BEGINS = b"age-encryption.org/v1"


def is_encrypted(file: Path) -> bool:
    """Whether a file is of the age format; one that cannot be read is not."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(BEGINS)) == BEGINS
    except OSError:
        return False


def encrypt(plain: Path, target: Path, passphrase: str) -> None:
    """Writes a file encrypted, and opens it once more to see that it holds the same before it has its name.

    Errors: `extra-missing`; `backup-differs` where it opens to something else.
    """
    age = engine("pyrage").passphrase
    content = plain.read_bytes()
    draft = target.with_name(f".{target.name}-{new_ulid()}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            stream.write(age.encrypt(content, passphrase))
            stream.flush()
            os.fsync(stream.fileno())
        if age.decrypt(draft.read_bytes(), passphrase) != content:
            raise StoreUnavailable("backup-differs", {"path": str(target)})
        draft.replace(target)
        backups.sync(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def opens(file: Path, passphrase: str) -> bool:
    """Whether this passphrase opens an encrypted file."""
    pyrage = engine("pyrage")
    try:
        pyrage.passphrase.decrypt(file.read_bytes(), passphrase)
    except pyrage.DecryptError:
        return False
    return True


@contextmanager
def opened(file: Path, passphrase: str, folder: Path) -> Iterator[Path]:
    """What an encrypted file holds, as a private file in a folder of the person's own, which is gone afterwards.

    Errors: `extra-missing`; `passphrase-wrong`, which a damaged file is too: nobody can tell the two apart.
    """
    pyrage = engine("pyrage")
    try:
        content = pyrage.passphrase.decrypt(file.read_bytes(), passphrase)
    except pyrage.DecryptError:
        raise StoreUnavailable("passphrase-wrong", {"path": str(file)}) from None
    make_folder(folder)
    with TemporaryDirectory(prefix=OPENED, dir=folder) as aside:
        plain = Path(aside) / file.name.removesuffix(".age")
        with os.fdopen(os.open(plain, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            stream.write(content)
        yield plain
