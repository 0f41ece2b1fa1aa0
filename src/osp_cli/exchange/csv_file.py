"""CSV files of other tools, read strictly and in pieces: what is doubtful is refused with its line, never half read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import BinaryIO

from osp_cli.errors import WrongUsage
from osp_cli.exchange.encodings import encoding_of
from osp_cli.exchange.tables import MOST_COLUMNS, SEARCHED, Cells, Sheet

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
_SEPARATOR_LINE = "sep="


def read_csv(stream: BinaryIO, name: str, encoding: str | None, known: Callable[[str], bool]) -> Sheet:
    """The sheet of a CSV file. `known` says whether a heading is one that some CRM writes.

    Refused: what reads in no encoding or in two, a quote that is not closed, a cell over 1 MB.
    """
    found = encoding_of(stream, name, encoding)
    csv.field_size_limit(LONGEST_CELL)
    start, delimiter = _delimiter(stream, found.name, known)
    facts = {"encoding": found.name, "is_encoding_sure": found.is_sure, "separator": delimiter}
    return Sheet(name, "csv", lambda: _lines(stream, name, found.name, delimiter, start), facts)


def _text(stream: BinaryIO, encoding: str) -> Generator[str, None, None]:
    """The lines of the file as text, without its mark."""
    stream.seek(0)
    wrapped = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        for place, line in enumerate(wrapped):
            yield line if place else line.removeprefix("\ufeff")
    finally:
        if not stream.closed:  # by whoever opened it, where an import ends before its rows do
            wrapped.detach()


def _delimiter(stream: BinaryIO, encoding: str, known: Callable[[str], bool]) -> tuple[int, str]:
    """How many lines to pass over, and what parts the cells.

    Excel's line `sep=;` says it; else the sign by which most headings are known, most lines have as many cells as the
    headings, and the headings are most.
    """
    lines = []
    for line in _text(stream, encoding):
        lines.append(line)
        if len(lines) > SEARCHED:
            break
    head = lines[0].strip() if lines else ""
    if head.casefold().startswith(_SEPARATOR_LINE) and len(head) == len(_SEPARATOR_LINE) + 1:
        return 1, head[-1]
    return 0, max(DELIMITERS, key=lambda sign: _fit(lines, sign, known))


def _fit(lines: list[str], delimiter: str, known: Callable[[str], bool]) -> tuple[int, int, int]:
    rows: list[Cells] = []
    reader = csv.reader(lines, delimiter=delimiter)
    with suppress(csv.Error):  # a cell that goes on beyond these lines; what was read before it is enough
        rows += reader
    counts = [sum(known(cell) for cell in row[:MOST_COLUMNS]) for row in rows]
    if not counts:
        return 0, 0, 0
    best = counts.index(max(counts))
    wide = len(rows[best])
    return max(counts), sum(len(row) == wide for row in rows[best:]) if wide > 1 else 0, wide


def _lines(stream: BinaryIO, name: str, encoding: str, delimiter: str, start: int) -> Iterator[tuple[int, Cells]]:
    """The cells of each row with the line it begins on: where a quote stays open, that line is the one to look at."""
    text = _text(stream, encoding)
    for _ in range(start):
        next(text, "")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    begins = start + 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = start + reader.line_num + 1
    except csv.Error as error:
        values = {"file": name, "line": begins}
        code = "csv-cell-too-large" if "field larger" in str(error) else "csv-broken"
        raise WrongUsage(code, values | {"limit": LONGEST_CELL // 1_000_000}, details=values) from None
    finally:
        text.close()
