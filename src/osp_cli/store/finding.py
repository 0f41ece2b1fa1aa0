"""Finding what a person means by a word, and everything that holds it."""

from __future__ import annotations

import sqlite3

from osp_cli.domain.accounts import ACCOUNT
from osp_cli.domain.fields import Noun
from osp_cli.domain.names import name_key
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import dataclass
from osp_cli.store.rows import Rows
from osp_cli.store.ulid import LENGTH, is_ulid_start
from osp_cli.store.values import opportunity_of

FOUND_AT_MOST = 50
SHORTEST_ID = 6
EXCERPT = 60
_LARGEST_NUMBER = 2**63 - 1
_LAST = "\U0010ffff"  # sorts after every character of a slug


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the word: an opportunity, an account, a note, or a record of the noun `kind`.

    `number` and `opportunity` say where it hangs; an account hangs nowhere, and its number is its own;
    a plan of step 1 says in its text what it is about.
    """

    kind: str
    number: int | None
    opportunity: str | None
    text: str


def find(rows: Rows, reference: str) -> tuple[Opportunity, ...]:
    """The opportunities that a reference may mean, of the first kind of reference that means any.

    In this order: number, slug, ULID or six and more of its first characters, whole name, first characters of the slug.
    """
    wanted = reference.strip()
    if not wanted:
        return ()
    if wanted.isascii() and wanted.isdecimal() and int(wanted) <= _LARGEST_NUMBER:
        found = _opportunities(rows, "opportunity.by_number", number=int(wanted))
        if found:
            return found
    folded, key = wanted.casefold(), name_key(wanted)
    return (
        _opportunities(rows, "opportunity.by_slug", slug=folded)
        or _by_id(rows, wanted.upper())
        or _opportunities(rows, "opportunity.by_name", name_key=key, limit=FOUND_AT_MOST)
        or _opportunities(rows, "opportunity.by_slug_start", low=folded, high=folded + _LAST, limit=FOUND_AT_MOST)
    )


def _by_id(rows: Rows, start: str) -> tuple[Opportunity, ...]:
    if len(start) < SHORTEST_ID or not is_ulid_start(start):
        return ()
    low, high = start.ljust(LENGTH, "0"), start.ljust(LENGTH, "Z")
    return _opportunities(rows, "opportunity.by_id_start", low=low, high=high, limit=FOUND_AT_MOST)


def _opportunities(rows: Rows, statement: str, **given: object) -> tuple[Opportunity, ...]:
    return tuple(opportunity_of(row, rows.former) for row in rows.each(statement, **given))


def candidates(rows: Rows, word: str, limit: int) -> tuple[Opportunity, ...]:
    """Opportunities whose slug or name holds the word, open ones first; without a word the open ones by number."""
    key = name_key(word)
    if not key:
        return _opportunities(rows, "opportunity.open", limit=limit)
    return _opportunities(rows, "opportunity.like", word=key, limit=limit)


def search(rows: Rows, word: str, limit: int) -> tuple[Hit, ...]:
    """Opportunities, accounts, people, records of nouns and notes that hold the word, whatever its case or width.

    At most `limit` of them.
    """
    key = name_key(word)
    if not key:
        return ()
    hits: list[Hit] = [
        Hit("opportunity", row["number"], row["name"], row["slug"])
        for row in rows.each("opportunity.like", word=key, limit=limit)
    ]
    hits += [
        Hit("account", row["number"], None, _of_account(row, key))
        for row in rows.each("account.like", word=key, limit=limit)
    ]
    for noun in NOUNS:
        if noun.found:
            hits += [
                Hit(noun.name, row["opportunity_number"], row["opportunity_name"], _told(noun, row, key))
                for row in rows.each(f"{noun.name}.like", word=key, limit=limit)
            ]
    hits += [
        Hit("sales_plan_part", None, None, f"{_subject(row)}: {excerpt(row['text'], row['text_key'], key)}")
        for row in rows.each("sales_plan_part.like", word=key, limit=limit)
    ]
    hits += [
        Hit("note", row["opportunity_number"], row["opportunity_name"], excerpt(row["text"], row["text_key"], key))
        for row in rows.each("note.like", word=key, limit=limit)
    ]
    return tuple(hits[:limit])


def _told(noun: Noun, row: sqlite3.Row, key: str) -> str:
    """A name with what else is looked into, in brackets; else the number and the field that holds the word."""
    texts = [row[field.column] for field in noun.found]
    if noun.is_named:
        others = ", ".join(text for text in texts[1:] if text)
        return f"{texts[0]} ({others})" if others else str(texts[0])
    keys = [row[f"{field.column}_key"] or "" for field in noun.found]
    text, text_key = next(pair for pair in zip(texts, keys, strict=True) if key in pair[1])
    said = excerpt(text, text_key, key)
    return f"{row['number']}. {said}" if noun.is_numbered else said


def _of_account(row: sqlite3.Row, key: str) -> str:
    """The name of an account, and in brackets what of its profile holds the word where its name does not."""
    if key in row["name_key"]:
        return str(row["name"])
    fields = (field.column for field in ACCOUNT.found)
    said = next((row[name] for name in fields if key in (row[f"{name}_key"] or "")), None)
    return f"{row['name']} ({excerpt(said, name_key(said), key)})" if said else str(row["name"])


def _subject(row: sqlite3.Row) -> str:
    """What a plan of step 1 is about."""
    return str(row["account"] or row["partner"] or row["owner"])


def excerpt(text: str, text_key: str, key: str) -> str:
    """A line of the text around the word: folding may change lengths, so the place in it is an estimate."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT:
        return line
    centre = text_key.find(key) * len(line) // max(len(text_key), 1)
    start = max(0, min(centre - EXCERPT // 3, len(line) - EXCERPT))
    end = start + EXCERPT
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
