"""The fonts that travel with the package: what they can write, and how wide it is. The README says what was chosen."""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FAMILY = "OSP Sans SC"
FOLDER = Path(__file__).resolve().parent
FILES = tuple(FOLDER / f"OSPSansSC-{style}.ttf" for style in ("Regular", "Bold"))
# Variation selectors and the joiner of graphemes: they choose a form of what is before them and are never drawn.
UNSEEN = ((0x034F, 0x034F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


class Face:
    """What a font file says of its characters: which it draws (table `cmap`, format 12), how wide (table `hmtx`)."""

    def __init__(self, file: Path = FILES[0]) -> None:
        font = file.read_bytes()
        starts = dict(struct.unpack_from(">4s4xI", font, 12 + 16 * each) for each in range(_number(font, 4)))
        self._groups = sorted(_groups(font, starts[b"cmap"]))
        wide = _number(font, starts[b"hhea"] + 34)
        self._advances: tuple[int, ...] = struct.unpack_from(">" + "Hxx" * wide, font, starts[b"hmtx"])
        self._unit = _number(font, starts[b"head"] + 18)
        self._width = cache(self._width_of)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last, _ in self._groups)

    def covers(self, character: str) -> bool:
        """Whether the font draws this character; what has no picture of its own anywhere needs none."""
        return self._glyph(ord(character)) is not None or _is_unseen(character)

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The characters of the texts that the font cannot draw, each once, in the order of their codes."""
        return tuple(sorted(each for each in set().union(*texts) if not self.covers(each)))

    def width(self, text: str) -> float:
        """How wide a text is on one line, in units of the type size, without kerning."""
        return sum(map(self._width, text))

    def _width_of(self, character: str) -> float:
        glyph = self._glyph(ord(character))
        if glyph is None:
            return 0.0 if _is_unseen(character) or unicodedata.combining(character) else 1.0
        return self._advances[min(glyph, len(self._advances) - 1)] / self._unit

    def _glyph(self, code: int) -> int | None:
        place = bisect_right(self._groups, (code, 0x110000, 0)) - 1
        if place < 0:
            return None
        first, last, glyph = self._groups[place]
        return glyph + code - first if code <= last else None


def _is_unseen(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) in {"Cc", "Cf", "Zs"} or any(a <= code <= z for a, z in UNSEEN)


def _number(font: bytes, place: int) -> int:
    return int.from_bytes(font[place : place + 2], "big")


def _groups(font: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """The groups of the subtable for all of Unicode (platform 3, encoding 10): first, last, glyph of the first."""
    for each in range(_number(font, start + 2)):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * each)
        if (platform, encoding) == (3, 10):
            count = struct.unpack_from(">I", font, start + offset + 12)[0]
            for group in range(count):
                yield struct.unpack_from(">III", font, start + offset + 16 + 12 * group)
