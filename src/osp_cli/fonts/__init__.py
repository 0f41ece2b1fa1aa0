"""The fonts that travel with the package, and what they can write. The README in this folder says what was chosen."""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

FAMILY = "OSP Sans SC"
FOLDER = Path(__file__).resolve().parent
FILES = tuple(FOLDER / f"OSPSansSC-{style}.ttf" for style in ("Regular", "Bold"))


class Coverage:
    """The characters that a font file has a picture of, as its table `cmap` says (OpenType, format 12)."""

    def __init__(self, file: Path = FILES[0]) -> None:
        self._ranges = sorted(_ranges(file.read_bytes()))

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self._ranges)

    def covers(self, character: str) -> bool:
        """Whether the font draws this character; what has no picture of its own anywhere needs none."""
        code = ord(character)
        place = bisect_right(self._ranges, (code, 0x110000)) - 1
        return (place >= 0 and code <= self._ranges[place][1]) or unicodedata.category(character) in {"Cc", "Cf", "Zs"}

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The characters of the texts that the font cannot draw, each once, in the order of their codes."""
        return tuple(sorted(each for each in set().union(*texts) if not self.covers(each)))


def _ranges(font: bytes) -> Iterator[tuple[int, int]]:
    """The groups of the subtable for all of Unicode (platform 3, encoding 10), first and last character of each."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4s4xI", font, 12 + 16 * place) for place in range(tables))
    start = dict(entries)[b"cmap"]
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    for place in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * place)
        if (platform, encoding) == (3, 10):
            count = struct.unpack_from(">I", font, start + offset + 12)[0]
            for group in range(count):
                yield struct.unpack_from(">II", font, start + offset + 16 + 12 * group)
