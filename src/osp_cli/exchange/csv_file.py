"""CSV files of other tools, read strictly: a doubtful file is refused with its line, never half understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from osp_cli.errors import WrongUsage

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
        return content.decode(chosen)
    except LookupError:
        raise WrongUsage("encoding-unknown", {"encoding": chosen}) from None
    except UnicodeDecodeError as error:
        values = {"file": name, "encoding": chosen, "line": content.count(b"\n", 0, error.start) + 1}
        raise WrongUsage("encoding-wrong", values, details=values) from None


def read_csv(content: bytes, name: str, encoding: str | None = None) -> CsvTable:
    """The table of a CSV file.

    The separator (comma, semicolon, tab) is the one that splits the first line most. Refused: no headings, a heading
    twice or empty, a row with more or fewer cells, a quote that is not closed, a cell over 1 MB.
    """
    text = decode(content, name, encoding)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headings = tuple(heading.strip() for heading in next(reader, []))
        _check_headings(headings, name)
        return CsvTable(name, headings, tuple(_rows(reader, headings, name)))
    except csv.Error as error:
        values = {"file": name, "line": reader.line_num, "reason": str(error)}
        raise WrongUsage("csv-broken", values, details=values) from None


def _check_headings(headings: tuple[str, ...], name: str) -> None:
    if not any(headings):
        raise WrongUsage("csv-empty", {"file": name})
    for place, heading in enumerate(headings, 1):
        if not heading:
            raise WrongUsage("csv-heading-empty", {"file": name, "column": place})
        if headings.index(heading) + 1 != place:
            raise WrongUsage("csv-heading-twice", {"file": name, "heading": heading})


def _rows(reader: Iterator[list[str]], headings: tuple[str, ...], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    for cells in reader:
        line: int = reader.line_num  # type: ignore[attr-defined]  # csv's reader has it
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(headings):
            values = {"file": name, "line": line, "cells": len(cells), "headings": len(headings)}
            raise WrongUsage("csv-ragged", values, details=values)
        yield line, {heading: cell.strip() for heading, cell in zip(headings, cells, strict=True)}
