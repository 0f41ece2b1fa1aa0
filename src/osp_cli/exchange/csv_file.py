"""CSV files of other tools, read strictly: a doubtful file is refused with its line, never half understood."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

DELIMITERS = (",", ";", "\t")
LONGEST_CELL = 1_000_000
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file's headings, and its rows as (line number, cell by heading)."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def decode(content: bytes, name: str, encoding: str | None) -> str:
    """The text of a file: in the encoding named, else UTF-8 or what its mark says; anything else is refused."""
    chosen = encoding or next((code for mark, code in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(chosen).removeprefix("\ufeff")
    except LookupError:
        raise WrongUsage("encoding-unknown", {"encoding": chosen}) from None
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        values = {"file": name, "encoding": chosen, "line": content.count(b"\n", 0, start) + 1}
        raise WrongUsage("encoding-wrong", values, details=values) from None


def read_csv(content: bytes, name: str, encoding: str | None = None) -> CsvTable:
    """The table of a CSV file; a row's line is the one it begins on.

    The separator (comma, semicolon, tab) is the one that splits the first line most. Refused: no headings, a heading
    twice or empty, a row with more or fewer cells, a quote that is not closed, a cell over 1 MB.
    """
    text = decode(content, name, encoding)
    csv.field_size_limit(LONGEST_CELL)
    lines = _lines(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True), name)
    headings = tuple(heading.strip() for heading in next(lines, (1, []))[1])
    _check_headings(headings, name)
    return CsvTable(name, headings, tuple(_rows(lines, headings, name)))


def _delimiter(text: str) -> str:
    """What splits the first line most; what stands in quotes splits nothing."""
    first = text[: found.start()] if (found := re.search(r"[\r\n]", text)) else text
    first = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=first.count)


def _lines(reader: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the line it begins on: where a quote stays open, that line is the one to look at."""
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1  # type: ignore[attr-defined]  # csv's reader has it
    except csv.Error:
        values = {"file": name, "line": begins}
        raise WrongUsage("csv-broken", values, details=values) from None


def _check_headings(headings: tuple[str, ...], name: str) -> None:
    if not any(headings):
        raise WrongUsage("csv-empty", {"file": name})
    for place, heading in enumerate(headings, 1):
        if not heading:
            raise WrongUsage("csv-heading-empty", {"file": name, "column": place})
        if headings.index(heading) + 1 != place:
            raise WrongUsage("csv-heading-twice", {"file": name, "heading": heading})


def _rows(
    lines: Iterator[tuple[int, list[str]]], headings: tuple[str, ...], name: str
) -> Iterator[tuple[int, dict[str, str]]]:
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(headings):
            values = {"file": name, "line": line, "cells": len(cells), "headings": len(headings)}
            raise WrongUsage("csv-ragged", values, details=values)
        yield line, {heading: cell.strip() for heading, cell in zip(headings, cells, strict=True)}
