"""The book as a file: NDJSON (a head, a record a line, an end that counts them) or the same as one JSON document.

Written in pieces and, as NDJSON, read in pieces, so that a book of any size needs little memory. The end tells a file
that was cut off from one that is whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from osp_cli.domain.names import excerpt, quietly
from osp_cli.errors import WrongUsage
from osp_cli.store.portable import Content, Record

FORMATS = ("json", "ndjson")
MARK = {"osp": "book"}
LONGEST_LINE = 64 * 1024 * 1024
_BEGINS = rb'(\xef\xbb\xbf)?\s*\{\s*"osp"\s*:\s*"book"'
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pieces(head: Content, records: Iterable[Record], format: str) -> Iterator[str]:
    """The text of a book's file, piece by piece; `head` says of which version and which part of the book it is."""
    return _document({**MARK, **head}, records) if format == "json" else _lines({**MARK, **head}, records)


def _lines(head: Content, records: Iterable[Record]) -> Iterator[str]:
    yield _encode(head) + "\n"
    count = 0
    for count, (table, content) in enumerate(records, 1):  # noqa: B007  told in the end
        yield quietly(_encode({"table": table, **content})) + "\n"
    yield _encode({"end": count}) + "\n"


def _document(head: Content, records: Iterable[Record]) -> Iterator[str]:
    yield _encode(head)[:-1] + ',\n"records":{'
    count = 0
    for place, (table, group) in enumerate(groupby(records, key=lambda record: record[0])):
        yield (",\n" if place else "\n") + f'"{table}":['
        for row, (_, content) in enumerate(group):
            yield (",\n" if row else "\n") + quietly(_encode(content))
            count += 1
        yield "]"
    yield f'}},\n"end":{count}}}\n'


def is_book(start: bytes) -> bool:
    """Whether a file that begins like this was written by `osp export`."""
    return re.match(_BEGINS, start) is not None


class BookFile:
    """A file of `osp export`; `records` can be read again and again. `place` is the number of the record at hand."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name, self.place = stream, name, 0
        stream.seek(0)
        first = self._line()
        self.head = self._read(first) if first.rstrip().endswith(b"}") else self._whole()
        if self.head.get("osp") != "book":
            raise WrongUsage("book-foreign", {"file": name})
        self._is_document = "records" in self.head
        self._begin = stream.tell()

    def records(self) -> Iterator[Record]:
        """Every record as (table, content). Errors: `book-broken` (no JSON, no record), `book-cut` (no end)."""
        self.place, end = 0, None
        for end in self._document_records() if self._is_document else self._line_records():
            if isinstance(end, tuple):
                yield end
        if end != self.place:
            raise WrongUsage("book-cut", {"file": self._name, "count": self.place})

    def unfit(self, code: str, values: dict[str, object]) -> WrongUsage:
        """The refusal of the record at hand."""
        told = {"file": self._name, "place": self.place, **values}
        return WrongUsage(code, told, details=told)

    def _document_records(self) -> Iterator[Record | object]:
        for table, records in self._object(self.head["records"]).items():
            for content in records if isinstance(records, list) else self._object(None):
                self.place += 1
                yield table, self._object(content)
        yield self.head.get("end")

    def _line_records(self) -> Iterator[Record | object]:
        self._stream.seek(self._begin)
        end: object = None
        while line := self._line():
            if not line.strip():
                continue
            if end is not None:
                raise self.unfit("book-broken", {"reason": "end"})
            content = self._read(line)
            if "end" in content:
                end = content["end"]
                continue
            self.place += 1
            yield str(content.pop("table", "")), content
        yield end

    def _line(self) -> bytes:
        line = self._stream.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise self.unfit("book-broken", {"reason": f"> {LONGEST_LINE}"})
        return line

    def _whole(self) -> Content:
        self._stream.seek(0)
        return self._read(self._stream.read())

    def _read(self, text: bytes) -> Content:
        try:
            found = json.loads(text.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise self.unfit("book-broken", {"reason": excerpt(str(error).partition(":")[0])}) from None
        return self._object(found)

    def _object(self, value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.unfit("book-broken", {"reason": excerpt(str(value))})
        return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different; JSON itself would let the last one win."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)
