"""A sum over a row of which there is no second record: by it the doctor sees that a letter changed on the disk.

Units, snapshots and the book's own row hold one. Records need none: the journal holds each of them once more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zlib import crc32

_LEFT_OUT = ("number", "state", "checksum")  # a number stands in the indexes too; a state follows from later units


def checksum(row: Mapping[str, Any]) -> int:
    """The sum over what a row holds. An empty column does not count, so that a later version may add one."""
    held = {name: value for name, value in row.items() if value is not None and name not in _LEFT_OUT}
    return crc32(json.dumps(held, sort_keys=True).encode())
