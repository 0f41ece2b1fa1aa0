"""Where a line of the method comes from: a mark behind each line that is not the method's own, and their legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from osp_cli.domain.process import Origin, Text
from osp_cli.render.blocks import Blank, Block, Bullets, Item, Line
from osp_cli.words import Words

MARKS: Mapping[Origin, str] = {"method": "", "likely": "~", "ours": "*"}


class Told(Protocol):
    """A line of the method: an item, a question, a criterion, a role, a rule, a reason."""

    @property
    def text(self) -> Text:
        """What it says."""

    @property
    def origin(self) -> Origin | None:
        """Where it comes from; None for a word of the field."""


class Marks:
    """Says the lines of one page with their marks, and afterwards what the marks on that page mean."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._used: set[Origin] = set()

    def say(self, told: Told) -> str:
        """A line with its mark."""
        return self.mark(told.text.say(self._words.language), told.origin)

    def mark(self, said: str, origin: Origin | None) -> str:
        """The same for a line that is put into words already."""
        if origin is None:
            return said
        self._used.add(origin)
        return said + MARKS[origin]

    def bullets(self, lines: Iterable[Told]) -> Bullets:
        """Lines as bullets."""
        return Bullets(tuple(Item(self.say(line)) for line in lines))

    def meanings(self) -> tuple[str, ...]:
        """What each mark of the page means; none where every line is the method's own."""
        used = [origin for origin in MARKS if origin in self._used and MARKS[origin]]
        return tuple(f"{MARKS[origin]} {self._words(f'origin.{origin}')}" for origin in used)

    def legend(self) -> tuple[Block, ...]:
        """The meanings as the last lines of a page."""
        return (Blank(), *(Line(meaning, "dim") for meaning in self.meanings())) if self.meanings() else ()
