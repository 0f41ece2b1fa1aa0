"""Notes and contacts, the history, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from osp_cli.domain.opportunity import Note
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen
from osp_cli.store.connection import Patience
from osp_cli.store.kept import replaced_since
from osp_cli.store.units import EVERY, HistoryEntry

KINDS = ("note", "call", "meeting", "mail")
LONGEST_NOTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Noted:
    """A note or contact that was kept."""

    opportunity: Named
    note: Note


@dataclass(frozen=True, slots=True)
class History:
    """The history, newest first; `opportunity` is None for that of everything. `is_cut`: there are older entries."""

    opportunity: Named | None
    entries: tuple[HistoryEntry, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The units that an undo took back, or a redo brought back, in the order it did, each with what it changed."""

    units: tuple[HistoryEntry, ...]
    is_redo: bool


def note(desk: Desk, number: int, text: str, *, kind: str, who: str | None, on: date) -> Noted:
    """Keeps a dated note or a contact with a person of the customer's."""
    if kind not in KINDS:
        raise WrongUsage("note-kind-unknown", {"kind": kind, "kinds": tuple(KINDS)})
    if not text.strip():
        raise WrongUsage("note-empty")
    if len(text.encode()) > LONGEST_NOTE:
        raise WrongUsage("note-too-long", {"limit": LONGEST_NOTE})
    with desk.writing_on(number) as (writing, dossier):
        person = writing.ensure_person(number, who) if who else None
        kept = writing.add_note(number, kind=kind, text=text.strip(), person=person, on=on)
    return Noted(Named.of(dossier.opportunity), kept)


def history(desk: Desk, number: int | None, limit: int, most: int = EVERY) -> History:
    """Who changed what, when, from what to what, and why: the newest entries, at most `limit`.

    Of each entry of everything at most `most` changes are told.
    """
    with desk.store.reading() as reading:
        named = Seen.of(reading.opportunity(number)) if number is not None else None
        entries = reading.history(number, limit + 1, most=most)
        return History(named, entries[:limit], is_cut=len(entries) > limit)


def undo(
    desk: Desk, count: int, confirm_other: Callable[[HistoryEntry], None], confirm_restored: Callable[[Path], None]
) -> TakenBack:
    """Takes back the last `count` units.

    Of another person's unit `confirm_other` is asked first, of one from before a restore `confirm_restored`, with what
    the store was before that; they raise to stop.
    """
    if count < 1:
        raise WrongUsage("count-wrong", {"count": count})
    with desk.store.reading() as reading:
        units = [reading.unit_told(unit.number) for unit in reading.undoable(count)]
    if not units:
        raise NotFound("undo-nothing")
    if len(units) < count:
        raise NotFound("undo-fewer", {"count": count, "there": len(units)})
    path = desk.store.path
    if path and (replaced := replaced_since(path, units[-1].unit, Patience())):
        confirm_restored(replaced)
    for unit in units:
        if unit.who != desk.who:
            confirm_other(unit)
    with desk.writing() as writing:
        told = {unit.number: writing.unit_told(unit.number) for unit in writing.undoable(count)}
        return TakenBack(tuple(told[unit.number] for unit in writing.undo(count)), is_redo=False)


def redo(desk: Desk, count: int = 1) -> TakenBack:
    """Brings back the last `count` units that undo took: all of them or none."""
    if count < 1:
        raise WrongUsage("count-wrong", {"count": count})
    with desk.writing() as writing:
        told: list[HistoryEntry] = []
        while len(told) < count:
            unit = writing.redo()
            if unit is None:
                raise NotFound("redo-fewer" if told else "redo-nothing", {"count": count, "there": len(told)})
            told.append(writing.unit_told(unit.number))
        return TakenBack(tuple(told), is_redo=True)
