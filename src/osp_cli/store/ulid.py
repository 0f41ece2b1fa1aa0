"""ULIDs: 26 characters that sort by the time they were made and are unique without asking anybody."""

from __future__ import annotations

import os
import time

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_RANDOM_BITS = 80
_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]  # two characters at once: an import makes thousands
_last = 0


def new_ulid() -> str:
    """A new ULID, greater than every one this process has made before: 48 bits of milliseconds, 80 random bits."""
    global _last  # noqa: PLW0603  the order within one millisecond is a fact of the process
    fresh = (time.time_ns() // 1_000_000) << _RANDOM_BITS | int.from_bytes(os.urandom(10), "big")
    _last = fresh if fresh > _last else _last + 1
    return encode(_last)


def encode(value: int) -> str:
    """128 bits as 26 characters of Crockford's base 32."""
    return "".join([_PAIRS[value >> shift & 1023] for shift in range(5 * (LENGTH - 2), -1, -10)])


def is_ulid_start(text: str) -> bool:
    """Whether a ULID may begin with `text` (upper case)."""
    return 0 < len(text) <= LENGTH and all(character in ALPHABET for character in text)
