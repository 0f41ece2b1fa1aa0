"""The lives that a forecast learns from, column by column: of all deals, or of those that units of change touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any, Literal, get_args

from osp_cli.domain.forecast import Scale
from osp_cli.domain.learning.known import EndedDeals, OpenDeals
from osp_cli.frozen import dataclass
from osp_cli.store.reading import Reading

Fate = Literal["open", "won", "other"]
FATES: tuple[Fate, ...] = get_args(Fate)
NOTHING = -(1 << 62)  # an amount that nobody said


@dataclass(frozen=True, slots=True)
class Lives:
    """Deals of one fate, their days as ordinals, amounts in minor units of the base.

    `days` are those on which they are to close (0: nobody said), of ended ones those on which they ended; `worth` is
    what they are thought to be worth, or `NOTHING`; `brought` what the won ones brought. Owners are numbers (0:
    nobody's); of ended ones no stage is told.
    """

    numbers: Sequence[int]
    owners: Sequence[int]
    stages: Sequence[str]
    created: Sequence[int]
    days: Sequence[int]
    worth: Sequence[int]
    brought: Sequence[int]

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        """The columns in their order."""
        return (self.numbers, self.owners, self.stages, self.created, self.days, self.worth, self.brought)


Book = Mapping[Fate, Lives]


def every_life(reading: Reading, base: str, scale: Scale, since: int) -> Book:
    """The open deals, and those that ended from the day `since` on, of which the day of their creation is known.

    A won deal ended on the day of its order. Left out are won ones without one.
    """
    late = {"since": date.fromordinal(since).isoformat()}
    return {
        "open": _lives(reading.each("learning.open", base=base)),
        "won": _lives(reading.each("learning.won_since", base=base, booked=_booked(scale), **late)),
        "other": _lives(reading.each("learning.lost_since", base=base, **late)),
    }


def renewed(reading: Reading, base: str, scale: Scale, book: Book, touched: set[int]) -> Book:
    """The book with the deals of these numbers as they are now."""
    found: dict[str, list[Sequence[Any]]] = {fate: [] for fate in FATES}
    for number in sorted(touched):
        cursor = reading.each("learning.life", number=number, base=base, booked=_booked(scale))
        cursor.row_factory = None
        for fate, *row in cursor:
            found[fate].append(row)
    return {fate: _joined(_without(book[fate], touched), _lives(found[fate])) for fate in FATES}


def touched_after(reading: Reading, unit: int, most: int) -> set[int] | None:
    """The numbers of the deals that units after this one changed, or whose orders they did; None of many changes.

    `most` is how many changes are no more than a few.
    """
    rows = reading.rows("learning.touched", unit=unit, limit=most + 1)
    return {row["opportunity_number"] for row in rows} if len(rows) <= most else None


def newest_unit(reading: Reading) -> tuple[int, str]:
    """The last unit of change, its number and its ULID; 0 before there is one."""
    number = int(reading.one("past.newest_unit")["number"] or 0)
    return number, unit_id(reading, number)


def unit_id(reading: Reading, number: int) -> str:
    """The ULID of a unit of change; nothing where there is none of this number."""
    row = reading.row("unit.by_number", number=number)
    return str(row["id"]) if row else ""


def open_deals(reading: Reading, lives: Lives) -> OpenDeals:
    """The open ones, owners by name, stages by their present keys."""
    former = reading.former
    return OpenDeals(
        created=lives.created,
        amounts=_amounts(lives.worth),
        owners=_owners(reading, lives),
        stages=[former.get(stage, stage) for stage in lives.stages] if former else lives.stages,
        numbers=lives.numbers,
    )


def ended_deals(reading: Reading, lives: Lives, *, is_won: bool) -> EndedDeals:
    """The ended ones, owners by name; none ended before it was created."""
    ended = list(map(max, lives.created, lives.days))
    return EndedDeals(
        is_won, lives.created, ended, _amounts(lives.worth), list(map(float, lives.brought)), _owners(reading, lives)
    )


def _owners(reading: Reading, lives: Lives) -> list[str | None]:
    names = {row["number"]: row["name"] for row in reading.each("member.every")}
    return list(map(names.get, lives.owners))


def _amounts(worth: Sequence[int]) -> list[float | None]:
    return [None if each == NOTHING else each for each in worth]


def _lives(rows: sqlite3.Cursor | Sequence[Any]) -> Lives:
    """Rows as columns; not even a row of them is made a value."""
    if isinstance(rows, sqlite3.Cursor):
        rows.row_factory = None
    numbers, owners, stages, created, days, worth, brought = list(zip(*rows, strict=True)) or [()] * 7
    return Lives(numbers, owners, stages, _ordinals(created), _ordinals(days), worth, brought)


def _without(lives: Lives, numbers: set[int]) -> Lives:
    kept = [number not in numbers for number in lives.numbers]
    return lives if all(kept) else Lives(*(list(compress(column, kept)) for column in lives.columns))


def _joined(lives: Lives, more: Lives) -> Lives:
    if not more.numbers:
        return lives
    return Lives(*([*column, *others] for column, others in zip(lives.columns, more.columns, strict=True)))


class _Ordinals(dict[str | None, int]):
    """Days as ordinals, each read once: a book has many deals and few days."""

    def __missing__(self, text: str) -> int:
        self[text] = date.fromisoformat(text).toordinal()
        return self[text]


def _ordinals(texts: Iterable[str | None]) -> list[int]:
    return list(map(_Ordinals({None: 0}).__getitem__, texts))


def _booked(scale: Scale) -> str:
    return "|".join(scale.stored(scale.booked))
