"""What a workbook would take to read, counted before anything of it is parsed: a small file can unpack to anything.

A workbook is a ZIP file. What its directory says of sizes may be a lie, so every part is unpacked in pieces and
counted; the corners of every sheet and the length of all texts that its cells would get are counted as well.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from osp_cli.errors import WrongUsage

MOST_BYTES = 200_000_000
MOST_RATIO, RATIO_FROM = 200, 10_000_000  # small files may be packed as tightly as they like
MOST_CELLS = 6_000_000
MOST_TEXT = 200_000_000
MOST_DIRECTORY = 1_000_000
PIECE = 1 << 18
_OVERLAP = 512
_HEADER = 30
_CELL = rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,4})\$?([0-9]{1,9})["']"""
_SHARED = (
    rb"""t\s*=\s*["']s["'][^>]*>\s*(?:<(?:\w+:)?f[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>\s*([0-9]{1,9})"""
)
_ITEM_END = rb"</(?:\w+:)?si\s*>"
_DIMENSION = rb"""<(?:\w+:)?dimension[^>]*\sref\s*=\s*["'][^"']*?([A-Za-z]{1,4})([0-9]{1,9})["']"""


def must_be_bearable(stream: BinaryIO, name: str) -> None:
    """Refuses what is no workbook (`xlsx-broken`) and what would unpack to too much (`xlsx-too-large`)."""
    try:
        if _directory_size(stream) > MOST_DIRECTORY:
            raise _too_large(name)
        with zipfile.ZipFile(stream) as archive:
            _count(stream, archive.infolist(), name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError) as error:
        if isinstance(error, WrongUsage):
            raise
        raise WrongUsage("xlsx-broken", {"file": name, "reason": ""}) from None


def _directory_size(stream: BinaryIO) -> int:
    """The size of the ZIP's directory, before it is read."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - 66_000))
    tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0:
        raise zipfile.BadZipFile
    return int.from_bytes(tail[place + 12 : place + 16], "little")


def _too_large(name: str) -> WrongUsage:
    return WrongUsage("xlsx-too-large", {"file": name, "limit": MOST_BYTES // 1_000_000})


def _count(stream: BinaryIO, parts: list[zipfile.ZipInfo], name: str) -> None:
    packed = max(1, stream.seek(0, 2))
    total = 0
    lengths = _Lengths()
    texts = [part for part in parts if part.filename.casefold().endswith("sharedstrings.xml")]
    others = [part for part in parts if part not in texts]
    for part in (*texts, *others):
        corner = _Corner(lengths.found)
        is_sheet = "/worksheets/" in part.filename.casefold().replace("\\", "/")
        for piece in _pieces(stream, part):
            total += len(piece)
            if total > MOST_BYTES or (total > RATIO_FROM and total > packed * MOST_RATIO):
                raise _too_large(name)
            if part in texts:
                lengths.take(piece)
            elif is_sheet:
                corner.take(piece)
                if corner.cells > MOST_CELLS or corner.text > MOST_TEXT:
                    raise _too_large(name)


def _pieces(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part unpacked in pieces of bounded size, whatever the directory says of its length."""
    stream.seek(part.header_offset)
    header = stream.read(_HEADER)
    if len(header) < _HEADER or header[:4] != b"PK\x03\x04" or part.flag_bits & 1:
        raise zipfile.BadZipFile
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = part.compress_size
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    unpack = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := stream.read(min(PIECE, left))):
        left -= len(packed)
        if unpack is None:
            yield packed
            continue
        while packed and not unpack.eof:  # behind its end zlib would give the rest back for ever
            yield unpack.decompress(packed, PIECE)
            packed = unpack.unconsumed_tail


class _Lengths:
    """The length of each shared text, at most."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self._open = 0

    def take(self, piece: bytes) -> None:
        begun = 0
        for end in re.finditer(_ITEM_END, piece):
            self.found.append(self._open + end.start() - begun)
            self._open, begun = 0, end.end()
        self._open += len(piece) - begun


class _Corner:
    """How many cells a sheet would get: its furthest row times its furthest column, and the texts in them."""

    def __init__(self, lengths: list[int]) -> None:
        self._lengths = lengths
        self._before = b""
        self._row = self._column = 0
        self.text = 0

    @property
    def cells(self) -> int:
        """Rows times columns."""
        return self._row * self._column

    def take(self, piece: bytes) -> None:
        """Counts what a piece of the sheet's XML holds; what is cut in two is seen whole with the next."""
        seen = self._before + piece
        for column, row in (*re.findall(_CELL, seen), *re.findall(_DIMENSION, seen)):
            self._row = max(self._row, int(row))
            self._column = max(self._column, _column(column))
        for number in re.findall(_SHARED, seen):
            place = int(number)
            self.text += self._lengths[place] if place < len(self._lengths) else 0
        self._before = seen[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
