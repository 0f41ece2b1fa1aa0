"""JSON of other tools: a list of records, one record a line, or a document of an API that holds such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from osp_cli.errors import WrongUsage
from osp_cli.exchange.encodings import encoding_of
from osp_cli.exchange.tables import Cells, Sheet

# Where the documents of the five CRMs keep their records, the innermost last.
HOLDERS = ("result", "d", "records", "results", "value", "data", "items", "deals", "opportunities", "rows")
DEEPEST = 6
LONGEST_CELL = 1_000_000


def looks_like_json(start: bytes) -> bool:
    """Whether a file that begins like this can be a list or an object of JSON."""
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return text[:1] in (b"{", b"[")


def read_json(stream: BinaryIO, name: str, encoding: str | None) -> Sheet:
    """The sheet of a JSON file: a heading for each key, `a.b` for a key within a key."""
    code = encoding_of(stream, name, encoding).name
    stream.seek(0)
    try:
        text = stream.read().decode(code).removeprefix("\ufeff")
        records = _records(_parsed(text))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise WrongUsage("json-broken", {"file": name, "line": line}, details={"line": line}) from None
    if not records:
        raise WrongUsage("json-no-list", {"file": name})
    rows = [dict(_flat(record)) for record in records]
    headings = _without_empty_objects(list(dict.fromkeys(key for row in rows for key in row)), rows)
    facts = {"encoding": code, "is_encoding_sure": True, "separator": None}
    return Sheet(name, "json", lambda: _lines(headings, rows, name), facts)


def _parsed(text: str) -> Any:
    try:
        return _loaded(text)
    except json.JSONDecodeError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].startswith("{"):
            raise
        return [_loaded(line) for line in lines]


def _loaded(text: str) -> Any:
    return json.loads(text, parse_float=_decimal, parse_int=str, parse_constant=str)


def _decimal(text: str) -> str:
    """A number as it stands; its point is decimal, which `1.2340` says better than `1.234`."""
    _, point, places = text.partition(".")
    return f"{text}0" if point and len(places) == 3 and places.isdigit() else text


def _records(found: Any) -> list[dict[str, Any]]:
    """The list of objects in a document; none where there is none or more than one could be meant."""
    for _ in range(DEEPEST):
        if isinstance(found, list):
            return found if all(isinstance(record, dict) for record in found) else []
        if not isinstance(found, dict):
            return []
        held = [key for key in HOLDERS if isinstance(found.get(key), list | dict)]
        if not held:
            return []
        found = found[held[0]]
    return []


def _flat(record: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        heading = f"{before}{key}"
        if isinstance(value, dict) and depth < DEEPEST:
            if key == "attributes":  # what Salesforce says of the record, not in it
                continue
            yield from _flat(value, "" if key == "properties" else f"{heading}.", depth + 1)
        else:
            yield heading, _text(value)


def _without_empty_objects(headings: list[str], rows: list[dict[str, str]]) -> list[str]:
    """The headings without those that stand for an object where it is null: Account beside Account.Name."""
    objects = {heading[:place] for heading in headings for place, sign in enumerate(heading) if sign == "."}
    return [each for each in headings if each not in objects or any(row.get(each) for row in rows)]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return "true" if value else "false"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _lines(headings: list[str], rows: list[dict[str, str]], name: str) -> Iterator[tuple[int, Cells]]:
    """The headings as line 0, then the records by their place in the list."""
    yield 0, headings
    for place, row in enumerate(rows, 1):
        cells = [row.get(heading, "") for heading in headings]
        if any(len(cell) > LONGEST_CELL for cell in cells):
            values = {"file": name, "line": place, "limit": LONGEST_CELL // 1_000_000}
            raise WrongUsage("csv-cell-too-large", values, details=values)
        yield place, cells
