"""The tree of a document as one HTML page; every text is data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import assert_never

from osp_cli.fonts import Face
from osp_cli.render.paper.columns import DAY, GUTTER, ONLY_DAY, column_widths, halves
from osp_cli.render.paper.measuring import DOUBT, Measure, filling, likely, saved
from osp_cli.render.paper.page import SHEETS, TYPES, page
from osp_cli.render.paper.tree import (
    Align,
    Block,
    Cell,
    Document,
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
from osp_cli.render.width import cells

LABEL = 30  # cells up to which the label of a fact stays on one line
SHORT, SHORT_AMONG_MANY, MANY = 16, 11, 7  # cells up to which a column never breaks; fewer where there are many
WHOLE, FEW = 12, 4  # rows up to which a grid of facts and any other table stay on one sheet
ROOM, INSET = 60.0, 1.0  # of a page and within a cell, in type sizes of a table
SHORT_HEAD = 8  # cells of a head
LEAD, LINE = '<p class="lead">', '<div class="line"></div>'
SHEET_LINES, MOST_LINES = 34, 8  # to write on, of a sheet and below a gap; rather too few, for fonts differ
_SIGNS = {"+": "plus", "-": "minus", "?": "unknown"}
_BOXES = {True: "\u2611 ", False: "\u2610 ", None: ""}
_WHOLE_DAY = re.compile(rf"(?<!\ue0f1){DAY.pattern}", re.ASCII)  # not the day that an age is counted from
_TAGS = (("is_code", "code"), ("is_struck", "s"), ("is_italic", "em"), ("is_bold", "strong"))


class HtmlWriter:
    """Writes documents in one language. `pictures` are SVG texts of ours by the name that the Markdown gives them."""

    def __init__(self, language: str, pictures: Mapping[str, str] | None = None) -> None:
        self._language, self._pictures, self._face = language, pictures or {}, Face()
        self._lines = 0  # to write on, below each gap

    def write(self, document: Document, *, has_pages: bool = False, is_single: bool = False) -> str:
        """The page. With `has_pages` each heading of level 2 begins a sheet; with `is_single` all of it is one."""
        if has_pages:
            sections = "\n".join(self._sheets(document.sections()))
            body = f'<main class="pages">\n{sections}\n</main>'
        else:
            setting = self._setting(document, is_single=is_single)
            opening = f'<main class="{setting}">' if setting else "<main>"
            blocks = document.blocks
            told = self._sheet(blocks, self._pages(blocks, setting)) if is_single else self._all(blocks)
            body = f"{opening}\n{told}\n</main>"
        foot = f"\n<footer><p>{self._inlines(document.foot)}</p></footer>" if document.foot else ""
        style = SHEETS if has_pages else ""
        return page(body + foot, document.title, self._language, style=style, mark=_mark(document))

    def _sheets(self, sections: Iterable[tuple[Block, ...]]) -> Iterator[str]:
        """Each section on a sheet of its own, or right below one that runs over its own, whose last sheet has room."""
        runs_over = False
        for blocks in sections:
            opening = '<section class="on">' if runs_over else "<section>"
            pages = self._pages(blocks, "pages")
            yield f"{opening}\n{self._sheet(blocks, pages)}\n</section>"
            runs_over = pages > 1

    def sheets(self, document: Document, *, has_pages: bool = False, is_single: bool = False) -> int:
        """On how many sheets a browser most likely prints the page."""
        if not has_pages:
            return likely(self._pages(document.blocks, self._setting(document, is_single=is_single)))
        filled, runs_over = 0.0, False
        for blocks in document.sections():
            pages = self._pages(blocks, "pages")
            filled = (filled if runs_over else likely(filled)) + pages
            runs_over = pages > 1
        return likely(filled)

    def _pages(self, blocks: Iterable[Block], setting: str) -> float:
        return Measure(TYPES[setting], self._face, self._pictures).pages(blocks)

    def _sheet(self, blocks: tuple[Block, ...], pages: float) -> str:
        """The blocks of one sheet; what most likely stays blank of it becomes lines to write on below its gaps."""
        gaps = sum(isinstance(each, Paragraph) and each.is_gap for each in blocks)
        blank = 1 - pages
        self._lines = min(max(int(blank * SHEET_LINES / gaps), 0), MOST_LINES) if gaps else 0
        told = self._all(blocks)
        self._lines = 0
        return told

    def _setting(self, document: Document, *, is_single: bool) -> str:
        """The first setting that most likely keeps the one sheet, or saves a last one that would be mostly blank.

        Where none keeps it, one that leaves the last of the fewest sheets not mostly blank. What only just saves a
        sheet may not do so in a browser, so that a closer one then stands for it.
        """
        usual, *closer = TYPES
        if is_single:
            taken = [self._pages(document.blocks, each) for each in TYPES]
            kept = (each for each, pages in zip(closer, taken[1:], strict=True) if pages <= 1)
            return next(kept, list(TYPES)[filling(taken)])
        many = self._pages(document.blocks, usual)
        fewer = {each: self._pages(document.blocks, each) for each in closer}
        barely = [each for each in closer if saved(many, fewer[each])]
        firmly = (each for each in barely if saved(many, fewer[each] + DOUBT))
        return next(firmly, barely[-1] if barely else usual)

    def _all(self, blocks: Iterable[Block]) -> str:
        """Blocks one after the other; a paragraph that leads to a list or a table stays on the sheet with it."""
        several = tuple(blocks)
        leads = [isinstance(a, Paragraph) and isinstance(b, Listing | Table) for a, b in pairwise(several)]
        return "\n".join(self._block(each, is_lead=lead) for each, lead in zip(several, [*leads, False], strict=False))

    def _block(self, block: Block, *, is_lead: bool = False) -> str:  # noqa: PLR0911  one case per kind of block
        match block:
            case Heading(level, inlines):
                return f"<h{level}>{self._inlines(inlines)}</h{level}>"
            case Paragraph(inlines):
                lines = LINE * self._lines if block.is_gap else ""
                return f"{LEAD if is_lead or lines else '<p>'}{self._inlines(inlines)}</p>{lines}"
            case Figure(pictures):
                half = ' class="half"' if len(pictures) > 1 else ""
                return "".join(f"<figure{half}>{self._picture(each)}</figure>" for each in pictures)
            case Listing():
                return self._listing(block)
            case Table():
                return self._table(block)
            case Quote(blocks):
                return f"<blockquote>{self._all(blocks)}</blockquote>"
            case Literally(text):
                return f"<pre>{escape(text)}</pre>"
            case Rule():
                return "<hr>"
            case _:
                assert_never(block)

    def _listing(self, listing: Listing) -> str:
        items = "".join(map(self._item, listing.items))
        if listing.start is None:
            return f"<ul>{items}</ul>"
        return f'<ol start="{listing.start}">{items}</ol>'

    def _item(self, item: Item) -> str:
        own = "" if item.is_done is None else ' class="task"'
        match item.blocks:
            case (Paragraph(inlines), *others):
                return f"<li{own}>{_BOXES[item.is_done]}{self._inlines(inlines)}{self._all(others)}</li>"
            case blocks:
                return f"<li{own}>{self._all(blocks)}</li>"

    def _table(self, table: Table) -> str:
        if table.is_facts:
            beside = halves(table, self._face, ROOM, INSET)
            if not beside:
                return self._facts(table, ROOM)
            both = (self._facts(half, (ROOM - GUTTER) / 2) for half in beside)
            return f'<div class="halves">{"".join(both)}</div>'
        classes = list(_classes(table))
        heads = "".join(
            self._cell("th", cell, _head(cell, own)) for cell, own in zip(table.heads, classes, strict=True)
        )
        rows = "".join(self._row(row, classes) for row in table.rows)
        names = [*(["wide"] if len(table.aligns) > MANY else []), *(["whole"] if len(table.rows) <= FEW else [])]
        own = f' class="{" ".join(names)}"' if names else ""
        return f"<table{own}><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def _facts(self, table: Table, room: float) -> str:
        """A grid of facts; where a label is long, the first tells how wide all of them are."""
        share = ""
        if any(cells(plain(row.cells[0].inlines)) > LABEL for row in table.rows):
            share = f' style="width:{column_widths(table, self._face, room, INSET)[0] / room:.0%}"'
        first, *others = table.rows
        facts = self._fact(*first.cells, share=share) + "".join(self._fact(*row.cells) for row in others)
        classes = "facts" + (" broad" if share else "") + (" whole" if len(table.rows) <= WHOLE else "")
        return f'<table class="{classes}">{facts}</table>'

    def _fact(self, label: Cell, *told: Cell, share: str = "") -> str:
        values = "".join(self._cell("td", cell, []) for cell in told)
        return f"<tr><th{share}>{self._inlines(label.inlines)}</th>{values}</tr>"

    def _row(self, row: Row, classes: list[list[str]]) -> str:
        own = ' class="names"' if row.is_section else ""
        told = "".join(self._cell("td", cell, each) for cell, each in zip(row.cells, classes, strict=True))
        return f"<tr{own}>{told}</tr>"

    def _cell(self, tag: str, cell: Cell, classes: list[str]) -> str:
        if cell.badge:
            return f'<{tag} class="centre sign"><span class="{_SIGNS[cell.badge]}">{escape(cell.badge)}</span></{tag}>'
        own = f' class="{" ".join(classes)}"' if classes else ""
        return f"<{tag}{own}>{self._inlines(cell.inlines)}</{tag}>"

    def _inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Run():
                return _run(inline)
            case LineEnd():
                return "<br>"
            case Picture():
                return self._picture(inline)
            case _:
                assert_never(inline)

    def _picture(self, picture: Picture) -> str:
        """Our own picture whole; of any other the words that stand for it, since nothing may be fetched."""
        return self._pictures.get(picture.source, escape(picture.alt))


def _run(run: Run) -> str:
    text = _WHOLE_DAY.sub(r'<span class="day">\1</span>', escape(run.text))
    for form, tag in _TAGS:
        if getattr(run, form):
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _classes(table: Table) -> Iterator[list[str]]:
    """The classes of each column: how it is aligned, and whether it is so short that it never breaks, as days are."""
    limit = SHORT_AMONG_MANY if len(table.aligns) > MANY else SHORT
    for place, align in enumerate(table.aligns):
        column = [row.cells[place] for row in table.rows if not row.is_section]
        texts = [plain(cell.inlines) for cell in column]
        is_short = all(cells(text) <= limit or ONLY_DAY.fullmatch(text) for text in texts)
        yield [*_align(align), *(["short"] if is_short else [])]


def _head(cell: Cell, classes: list[str]) -> list[str]:
    """The classes of a head: a short word never breaks; over a column of badges or figures a longer one may."""
    others = [each for each in classes if each != "short"]
    if cells(plain(cell.inlines)) <= SHORT_HEAD:
        return [*others, "short"]
    return others if {"centre", "right"} & set(classes) else classes


def _align(align: Align) -> tuple[str, ...]:
    return () if align == "left" else (align,)


def _mark(document: Document) -> str:
    """What stands at the foot of every sheet: for whom the document is, and its title."""
    return " · ".join(filter(None, (document.audience, document.title)))
