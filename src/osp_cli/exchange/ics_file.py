"""Days of the book as a calendar file (RFC 5545): an event of a whole day each, always the same for a book and a day.

An event keeps its UID for ever, so that a calendar that takes the file once more moves it and makes no second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from osp_cli.domain.names import UNSEEN, visible
from osp_cli.frozen import dataclass

LONGEST_LINE = 75  # octets without the line end (RFC 5545, 3.1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a calendar; `about` may have several lines."""

    uid: str
    on: date
    title: str
    about: str
    category: str


def ics_pieces(entries: Iterable[Entry], version: str, on: date) -> Iterator[str]:
    """The calendar, piece by piece; `on` is the day it was made."""
    yield from _folded("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//osp//osp {version}//EN", "METHOD:PUBLISH")
    for entry in entries:
        after = entry.on + timedelta(days=1) if entry.on < date.max else entry.on
        yield from _folded(
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{_day(on)}T000000Z",
            f"DTSTART;VALUE=DATE:{_day(entry.on)}",
            f"DTEND;VALUE=DATE:{_day(after)}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"DESCRIPTION:{_escaped(entry.about)}",
            f"CATEGORIES:{_escaped(entry.category)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )
    yield from _folded("END:VCALENDAR")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11); control characters are shown instead."""
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"), keep=f"\n{UNSEEN}")
    for sign in "\\;,":
        shown = shown.replace(sign, "\\" + sign)
    return shown.replace("\n", "\\n")


def _folded(*lines: str) -> Iterator[str]:
    """Lines with their ends; a long one goes on in the next after a blank, and no character is cut in two."""
    for line in lines:
        piece, room = "", LONGEST_LINE
        for character in line:
            size = len(character.encode())
            if size > room:
                yield piece + "\r\n"
                piece, room = " ", LONGEST_LINE - 1
            piece += character
            room -= size
        yield piece + "\r\n"
