"""A stand-in for the engine of encrypted backups, whose key takes a second to make each time, as it should.

That the real one keeps a secret is shown once, in test_encrypted_backups.py; where many screens are looked at, or many
backups are told apart, it is enough that one passphrase opens a file and no other does.
"""

from __future__ import annotations

import hashlib
import hmac
from types import SimpleNamespace

from osp_cli.store.encrypted import BEGINS


class DecryptError(Exception):
    """The wrong passphrase, or a damaged file."""


def encrypt(content: bytes, passphrase: str) -> bytes:
    return BEGINS + _sign(content, passphrase) + content


def decrypt(content: bytes, passphrase: str) -> bytes:
    sign, plain = content[len(BEGINS) :][:32], content[len(BEGINS) + 32 :]
    if not hmac.compare_digest(sign, _sign(plain, passphrase)):
        raise DecryptError
    return plain


def _sign(content: bytes, passphrase: str) -> bytes:
    return hmac.digest(passphrase.encode(), content, hashlib.sha256)


ENGINE = SimpleNamespace(passphrase=SimpleNamespace(encrypt=encrypt, decrypt=decrypt), DecryptError=DecryptError)
