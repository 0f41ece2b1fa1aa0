"""The blocks of a document as every writer gets them: HTML here, PDF and Word beside it.

A writer decides how a block looks; what is a grid of facts, a row that names a section or a badge was decided when
the Markdown was read, once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from osp_cli.frozen import dataclass

Align = Literal["left", "centre", "right"]
Badge = Literal["+", "-", "?"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one form; the text is data, never marks. A `link` is a web or mail address."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    is_code: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line that ends within a paragraph."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its name, such as `map.svg`; `alt` says it in words, for whoever cannot see it."""

    source: str
    alt: str


Inline = Run | LineEnd | Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, from 1 for the title."""

    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `is_gap`: it says what is not known, so there is something to write below it."""

    inlines: tuple[Inline, ...]
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A paragraph of nothing but pictures, beside each other where there are several."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list; `is_done` is None where it is no task."""

    blocks: tuple[Block, ...]
    is_done: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is its first number where it is counted, None where it has bullets."""

    items: tuple[Item, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. A `badge` is a centred cell that holds a sign alone; its text stays the sign."""

    inlines: tuple[Inline, ...]
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `is_section`: nothing but its second cell, in bold, names what follows."""

    cells: tuple[Cell, ...]
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. A grid of facts has no heads; the first cell of each of its rows is a label.

    `shares` are the widths of its columns as parts of the room, where they were settled before its texts were cut.
    """

    aligns: tuple[Align, ...]
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...] = ()

    @property
    def is_facts(self) -> bool:
        """Whether it is a grid of facts."""
        return not self.heads


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Literally:
    """Lines that stand as they were written."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Figure | Listing | Table | Quote | Literally | Rule


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `foot` is what stands below its last rule: audience, owner, day, version of the data."""

    blocks: tuple[Block, ...]
    foot: tuple[Inline, ...] = ()

    @property
    def title(self) -> str:
        """The text of the first heading; empty where there is none."""
        return next((plain(block.inlines) for block in self.blocks if isinstance(block, Heading)), "")

    @property
    def audience(self) -> str:
        """For whom it is, as its foot begins: internal or for the customer; empty where it has none."""
        return "".join(run.text for run in self.foot[:1] if isinstance(run, Run))

    def sections(self) -> Iterator[tuple[Block, ...]]:
        """The blocks in sections that begin with a heading of level 2; what stands before the first belongs to it.

        In a plan of three pages each section is a page. Where there are several headings of level 1, these begin them.
        """
        heads = [(place, block.level) for place, block in enumerate(self.blocks) if isinstance(block, Heading)]
        level = 1 if sum(each == 1 for _, each in heads) > 1 else 2
        begins = [place for place, each in heads if each == level]
        for first, following in zip([0, *begins[1:]], [*begins[1:], len(self.blocks)], strict=True):
            yield self.blocks[first:following]


def plain(inlines: tuple[Inline, ...]) -> str:
    """What the inlines say, without their form; a picture says its alternative text."""
    return "".join(
        inline.text if isinstance(inline, Run) else inline.alt if isinstance(inline, Picture) else " "
        for inline in inlines
    )
