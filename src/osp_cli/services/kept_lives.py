"""The lives that a forecast learns from, kept beside the book: only those that were touched since are read again.

To read every deal of a large book costs more than the forecast. What is kept is numbers alone, no names; it is keyed by
the last unit of change it holds, so that a book that was restored, or whose settings changed, is read anew.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from sys import byteorder
from typing import Any

from osp_cli.domain.forecast import Scale
from osp_cli.services.desk import Desk
from osp_cli.settings import replace_file
from osp_cli.store import lives as stored
from osp_cli.store.lives import FATES, Book, Lives
from osp_cli.store.store import Reading

FORM = 1  # of the file
CODES = "iiiiiqq"  # of the columns of `Lives`
WORTH_KEEPING = 2000  # deals; fewer are read as quickly as a file
MOST_TOUCHED = 500  # changes of deals; after more of them the book is read anew
OLD = 31  # days that what is kept may reach further back than it need


def lives_of(desk: Desk, reading: Reading, scale: Scale, since: int, folder: Path | None) -> Book:
    """The open deals, and those that ended from the day `since` on; without a folder they are read from the book."""
    key = [FORM, byteorder, desk.base, scale.stored(scale.booked)]
    file = folder / f"lives-{desk.store.book_id()}.json" if folder else None
    unit = stored.newest_unit(reading)
    if file is not None:
        with suppress(OSError, ValueError, LookupError, TypeError):
            kept = json.loads(file.read_bytes())
            if kept["key"] == json.loads(json.dumps(key)) and since - OLD <= kept["since"] <= since:
                book = _renewed(desk, reading, scale, kept)
                if book is not None:
                    return book
    book = stored.every_life(reading, desk.base, scale, since)
    if file is not None:
        with suppress(OSError):  # a folder that cannot be written costs time, nothing else
            _keep(file, book, {"key": key, "since": since, "unit": unit})
    return book


def _renewed(desk: Desk, reading: Reading, scale: Scale, kept: dict[str, Any]) -> Book | None:
    """What was kept, with what was touched since; None where too much was, or where it is of another book."""
    number, ulid = int(kept["unit"][0]), kept["unit"][1]
    if stored.unit_id(reading, number) != ulid:
        return None
    touched = stored.touched_after(reading, number, MOST_TOUCHED)
    if touched is None:
        return None
    book = {fate: _opened(kept["columns"][fate], kept["stages"]) for fate in FATES}
    return stored.renewed(reading, desk.base, scale, book, touched) if touched else book


def _keep(file: Path, book: Book, head: dict[str, Any]) -> None:
    if sum(len(lives.numbers) for lives in book.values()) < WORTH_KEEPING:
        file.unlink(missing_ok=True)
        return
    stages = sorted({stage for lives in book.values() for stage in lives.stages})
    places = {stage: place for place, stage in enumerate(stages)}
    columns = {fate: _closed(lives, places) for fate, lives in book.items()}
    replace_file(file, json.dumps({**head, "stages": stages, "columns": columns}))


def _closed(lives: Lives, places: dict[str, int]) -> list[str]:
    """The columns as text; one of zeros alone is empty."""
    numbers, owners, stages, *others = lives.columns
    columns: Iterable[Any] = (numbers, owners, [places[stage] for stage in stages], *others)
    coded = zip(CODES, columns, strict=True)
    return [b64encode(array(code, column).tobytes()).decode() if any(column) else "" for code, column in coded]


def _opened(columns: list[str], names: list[str]) -> Lives:
    deals = len(array(CODES[0], b64decode(columns[0])))
    coded = zip(CODES, columns, strict=True)
    found = [array(code, b64decode(column)).tolist() if column else [0] * deals for code, column in coded]
    numbers, owners, stages, *others = found
    if {len(column) for column in found} != {len(numbers)}:
        raise ValueError
    created, days, worth, brought = others
    return Lives(numbers, owners, [names[place] for place in stages], created, days, worth, brought)
