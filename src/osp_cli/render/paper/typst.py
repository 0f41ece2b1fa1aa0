"""The tree of a document as Typst's code. Every text is a string there, never markup, so nothing typed can act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, pairwise
from math import ceil
from typing import assert_never

from osp_cli.fonts import Face
from osp_cli.frozen import dataclass, replace
from osp_cli.render.escaping import paper_text
from osp_cli.render.paper.columns import (
    BETWEEN,
    DAY,
    GUTTER,
    MEETING,
    column_widths,
    halves,
    line_count,
    line_width,
    words,
)
from osp_cli.render.paper.sheet import INSET, POINT, SMALLEST, TABLE, WIDE_TABLE, WIDTH, badge, literal
from osp_cli.render.paper.tree import (
    Block,
    Figure,
    Heading,
    Inline,
    Item,
    LineEnd,
    Listing,
    Literally,
    Paragraph,
    Picture,
    Quote,
    Row,
    Rule,
    Run,
    Table,
    plain,
)

MANY = 7  # columns; a table with more is set smaller
LONG_ROW = 90.0  # of the type size times the width of its column: a row with a longer cell may break over two sheets
LOW = 8  # lines; a table with no more stays on one sheet, below its heading
LONG_HEAD = 40.0  # a longer head is not repeated on the next sheet
LONGEST_LINK = 2000
EMPTY = "table.cell(inset: 0pt, none),"
SPACED = f"h({BETWEEN}em, weak: true)"  # what stands between Chinese and Latin, which Typst forgets beside a box
BREAK = "gap"  # an empty box, at which a line may end and which leaves nothing in a copied text
_SIZE = re.compile(r'viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)')
_BOXES = {True: "☑", False: "☐"}
_ALIGNS = {"left": "left", "centre": "center", "right": "right"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text stands: the room of a line in units of its type size, which is in points."""

    room: float
    size: float


class TypstWriter:
    """Writes blocks at one type size, `wide` millimetres wide.

    `pictures` are SVG texts of ours by their names; `shown` replaces characters.
    """

    def __init__(
        self, face: Face, size: float, pictures: Mapping[str, str], shown: Mapping[int, str], wide: float = WIDTH
    ) -> None:
        self._face, self._pictures, self._shown = face, pictures, shown
        self._page = _Place(wide / POINT / size, size)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Code that puts the blocks one below the other."""
        return self._all(blocks, self._page)

    def lines(self, blocks: Iterable[Block]) -> int:
        """How many lines headings, paragraphs and entries of lists take."""
        return sum(
            self.lines(chain(*(item.blocks for item in block.items)))
            if isinstance(block, Listing)
            else ceil(line_width(self._face, plain(getattr(block, "inlines", ()))) / self._page.room) or 1
            for block in blocks
        )

    def line(self, inlines: Iterable[Inline], size: float) -> str:
        """Code of one paragraph in another type size, such as the foot of a page."""
        return self._inlines(inlines, _Place(WIDTH / POINT / size, size))

    def _all(self, blocks: Iterable[Block], at: _Place) -> str:
        several = tuple(blocks)
        leads = [isinstance(a, Paragraph) and isinstance(b, Listing | Table) for a, b in pairwise(several)]
        codes = (self._block(each, at, is_lead=lead) for each, lead in zip(several, [*leads, False], strict=False))
        return "\n".join(codes) or "[]"

    def _block(self, block: Block, at: _Place, *, is_lead: bool = False) -> str:  # noqa: PLR0911  one case per kind
        match block:
            case Heading(level, inlines):
                larger = replace(at, room=at.room / 1.5)
                return f"heading(level: {level}, {self._inlines(inlines, larger)})"
            case Paragraph(inlines):
                text = f"par({self._inlines(inlines, at)})" + ("\nlines" if block.is_gap else "")
                return f"block(sticky: true, {text})" if is_lead and not block.is_gap else text
            case Figure(pictures):
                told = ", ".join(f"[#{self._picture(each, at)}]" for each in pictures)
                return f"align(center, grid(columns: {len(pictures)}, column-gutter: 1fr, {told}))"
            case Listing():
                return "\n".join(self._listing(block, at))
            case Table():
                return self._facts(block, at) if block.is_facts else self._table(block, at)
            case Quote(blocks):
                inner = self._all(blocks, replace(at, room=at.room - 1.5))
                return f'block(inset: (left: 1em), stroke: (left: .5mm + rgb("#999999")), {{\n{inner}\n}})'
            case Literally(text):
                lines = ((Run(line), LineEnd()) for line in text.split("\n"))
                return f"par({self._inlines([each for line in lines for each in line], at)})"
            case Rule():
                return 'line(length: 100%, stroke: .25mm + rgb("#777777"))'
            case _:
                assert_never(block)

    def _listing(self, listing: Listing, at: _Place) -> Iterator[str]:
        """A list; where tasks and other entries alternate, one list for each run of them."""
        inner = replace(at, room=at.room - 2)
        number = listing.start
        for is_done, items in groupby(listing.items, key=lambda item: item.is_done):
            entries = [f"{{ {self._item(item, inner)} }}" for item in items]
            told = ", ".join(entries)
            if number is not None:
                yield f"enum(start: {number}, {told})"
                number += len(entries)
            else:
                yield f"list({'' if is_done is None else f'marker: [{_BOXES[is_done]}], '}{told})"

    def _item(self, item: Item, at: _Place) -> str:
        match item.blocks:
            case (Paragraph(inlines), *others):
                return f"{self._inlines(inlines, at)}\n{self._all(others, at) if others else ''}"
            case blocks:
                return self._all(blocks, at)

    def _facts(self, table: Table, at: _Place) -> str:
        """A grid of facts, in two halves beside each other where that saves a good part of its lines."""
        beside = halves(table, self._face, at.room, INSET / at.size)
        if not beside:
            return self._table(table, at)
        left, right = (self._table(each, replace(at, room=(at.room - GUTTER) / 2)) for each in beside)
        return f"grid(columns: (1fr, 1fr), column-gutter: {GUTTER}em,\n{left},\n{right})"

    def _table(self, table: Table, at: _Place) -> str:
        share = WIDE_TABLE if len(table.aligns) > MANY else TABLE
        size = max(at.size * share, SMALLEST)
        room, inset = at.room * at.size / size, INSET / size
        widths = [room * each for each in table.shares] or column_widths(table, self._face, room, inset)
        places = [_Place(max(width - inset, 1.0), size) for width in widths]
        columns = ", ".join(f"{width * size:.2f}pt" for width in widths)
        aligns = ", ".join(_ALIGNS[each] for each in table.aligns)
        codes = [self._row(row, places, is_facts=table.is_facts) for row in table.rows]
        rows = "\n".join(f"{code} {tie}" for code, tie in zip(codes, self._ties(table, places), strict=True))
        breakable = str(line_count(table, self._face, room, inset) > LOW).lower()
        return (
            f"block(width: 100%, breakable: {breakable}, {{ set text(size: {size:.2f}pt)\n"
            f"table(columns: ({columns}, 0pt), align: ({aligns}, left),\n{self._heads(table, places)}{rows}) }})"
        )

    def _ties(self, table: Table, places: list[_Place]) -> list[str]:
        """For each row its cell in a last column without width: one for the first two and for the last two keeps them.

        So no row stands alone below its head or on the last sheet.
        """
        ties = [EMPTY if not row.is_section else "" for row in table.rows]
        whole = [self._is_whole(row, places) and not row.is_section for row in table.rows]
        pairs = [(0, 2), (len(ties) - 2, len(ties))] if len(ties) > 3 else [(0, 3)]
        for start, end in pairs if len(ties) > 2 else []:
            if all(whole[start:end]):
                tie = f"table.cell(rowspan: {end - start}, inset: 0pt, breakable: false, none),"
                ties[start:end] = [tie, *([""] * (end - start - 1))]
        return ties

    def _is_whole(self, row: Row, places: list[_Place]) -> bool:
        """Whether the row is so low that it can stay on one sheet."""
        widths = (self._face.width(plain(cell.inlines)) for cell in row.cells)
        return all(width <= LONG_ROW * at.room / 10 for width, at in zip(widths, places, strict=True))

    def _heads(self, table: Table, places: list[_Place]) -> str:
        if table.is_facts:
            return ""
        code = ", ".join(
            f"table.cell(align: bottom + {_ALIGNS[align]}, strong({self._inlines(cell.inlines, at)}))"
            for cell, align, at in zip(table.heads, table.aligns, places, strict=True)
        )
        repeat = all(self._face.width(plain(cell.inlines)) <= LONG_HEAD for cell in table.heads)
        rule = 'table.hline(stroke: .35mm + rgb("#333333"))'
        return f"table.header(repeat: {str(repeat).lower()}, {code}, {EMPTY} {rule}),\n"

    def _row(self, row: Row, places: list[_Place], *, is_facts: bool) -> str:
        if row.is_section:
            name = self._inlines(row.cells[1].inlines, replace(places[1], room=sum(at.room for at in places)))
            fill = 'fill: rgb("#eeeeee")'
            cell = f"table.cell(colspan: {len(places) + 1}, align: left, {fill}, {name})"
            return f"table.header(level: 2, repeat: false, {cell}),"
        codes = [
            badge(cell.badge) if cell.badge else self._inlines(cell.inlines, at)
            for cell, at in zip(row.cells, places, strict=True)
        ]
        breakable = str(not self._is_whole(row, places)).lower()
        if is_facts:
            codes[0] = f"label({codes[0]})"
        return " ".join(f"table.cell(breakable: {breakable}, {code})," for code in codes)

    def _inlines(self, inlines: Iterable[Inline], at: _Place) -> str:
        codes = [code for inline in inlines for code in self._inline(inline, at)]
        return f"{{ {'; '.join(codes)} }}" if codes else "[]"

    def _inline(self, inline: Inline, at: _Place) -> Iterator[str]:
        match inline:
            case Run():
                yield self._run(inline, at)
            case LineEnd():
                yield "linebreak()"
            case Picture():
                yield self._picture(inline, at)
            case _:
                assert_never(inline)

    def _run(self, run: Run, at: _Place) -> str:
        text = self._text(run.text, at)
        if run.is_struck:
            text = f"strike({text})"
        if run.is_italic:  # the font has no slanted form, as no Chinese one has
            text = f'text(fill: rgb("#444444"), {text})'
        if run.is_bold:
            text = f"strong({text})"
        return f"link({literal(run.link)}, {text})" if run.link and len(run.link) <= LONGEST_LINK else text

    def _text(self, text: str, at: _Place) -> str:
        """The text as one string, its days whole; a word wider than its line in pieces between which a line may end."""
        shown = paper_text(text).translate(self._shown)
        parts = DAY.split(shown)
        if len(parts) == 1:
            return self._string(shown, at)
        codes = [f"box({literal(part)})" if place % 2 else self._string(part, at) for place, part in enumerate(parts)]
        told = (f"{SPACED}; {code}" if meet else code for code, meet in zip(codes, _meetings(parts), strict=True))
        return f"{{ {'; '.join(told)} }}"

    def _string(self, shown: str, at: _Place) -> str:
        if self._face.width(shown) <= at.room or all(self._face.width(word) <= at.room for word in words(shown)):
            return literal(shown)
        return f"{{ {f'; {BREAK}; '.join(map(literal, self._pieces(shown, at.room)))} }}"

    def _pieces(self, text: str, room: float) -> Iterator[str]:
        """The text cut inside each word that is wider than the room, into pieces of at most a quarter of it."""
        piece = ""
        end = 0
        for word in words(text):
            start = text.index(word, end)
            piece += text[end:start]
            end = start + len(word)
            if self._face.width(word) <= room:
                piece += word
                continue
            for character in word:
                if self._face.width(piece + character) > room / 4:
                    yield piece
                    piece = ""
                piece += character
        yield piece + text[end:]

    def _picture(self, picture: Picture, at: _Place) -> str:
        """Our own picture as large as it is, at most as wide as its place; of any other the words that stand for it."""
        svg = self._pictures.get(picture.source)
        if svg is None:
            return self._text(picture.alt, at)
        found = _SIZE.search(svg)
        room = at.room * at.size
        width = min(float(found[1]) * 0.75, room) if found else room
        alt = literal(paper_text(picture.alt))
        return f'image(bytes({literal(svg)}), format: "svg", width: {width:.2f}pt, alt: {alt})'


def _meetings(parts: list[str]) -> list[bool]:
    """For each part whether Chinese and Latin meet where it begins."""
    return [False, *(bool(MEETING.search(before[-1:] + after[:1])) for before, after in pairwise(parts))]
