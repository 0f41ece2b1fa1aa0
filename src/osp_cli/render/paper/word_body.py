"""The blocks of a document as the body of a Word file. Every text is data; every form is a style of the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from itertools import pairwise, zip_longest
from typing import assert_never

from osp_cli.fonts import Face
from osp_cli.frozen import dataclass, replace
from osp_cli.render.escaping import paper_text
from osp_cli.render.paper.columns import DAY, FACT, column_widths, halves
from osp_cli.render.paper.tree import (
    Block,
    Cell,
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
from osp_cli.render.paper.word_styles import INSET, LEVELS, ROOM, Form

MANY = 7  # columns; a table with more is set smaller
TOGETHER = 5  # rows up to which a table stays on one page
LONG_ROW = 30  # lines; a lower row is never broken over two sheets
INDENT = 240
EMU = 9525  # the unit of drawings, to a pixel
_FORMS = {"left": "", "right": '<w:jc w:val="right"/>', "centre": '<w:jc w:val="center"/>'}
_BADGES = {"+": "Plus", "-": "Minus", "?": "Unknown"}
_BOXES = {True: "\u2611 ", False: "\u2610 ", None: ""}
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_IN_A_DAY = re.compile(r"(?<=\b\d{4})-(?=\d\d-\d\d\b)|(?<=\b\d{4}-\d\d)-(?=\d\d\b)", re.ASCII)
_SAYS = re.compile(r"<title[^>]*>(.*?)</title>\s*<desc[^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks stand: the room in twentieths of a point, the style of a paragraph, the level of a list."""

    room: float = ROOM
    style: str = ""
    level: int = -1


def text_xml(text: str) -> str:
    """Text as XML takes it: what XML has no place for is shown by a sign."""
    return escape(paper_text(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}))


class WordBody:
    """Writes blocks in a form. `pictures` are SVG texts of ours by their names; what a body refers to is gathered.

    `drawn` are the names of the pictures in it, `links` its addresses, `starts` the first numbers of its counted lists,
    each in the order in which they come.
    """

    def __init__(self, pictures: Mapping[str, str], form: Form) -> None:
        self._pictures, self._form, self._face = pictures, form, Face()
        self.drawn: list[str] = []
        self.links: list[str] = []
        self.starts: list[int] = []
        self._has_title = False  # a second one begins a page

    def blocks(self, blocks: Iterable[Block]) -> str:
        """The blocks one after the other."""
        return self._all(blocks, _Place())

    def inlines(self, inlines: Iterable[Inline]) -> str:
        """What stands within a paragraph."""
        return "".join(map(self._inline, inlines))

    def _all(self, blocks: Iterable[Block], at: _Place) -> str:
        several = tuple(blocks)
        leads = [isinstance(a, Paragraph) and isinstance(b, Listing | Table) for a, b in pairwise(several)]
        return "".join(
            self._block(each, at, is_lead=lead) for each, lead in zip(several, [*leads, False], strict=False)
        )

    def _block(self, block: Block, at: _Place, *, is_lead: bool = False) -> str:  # noqa: PLR0911  one case per kind
        match block:
            case Heading(level, inlines):
                is_next = level == 1 and self._has_title
                self._has_title |= level == 1
                style = _Place(style=f"Heading{min(level, LEVELS)}")
                return _paragraph(self.inlines(inlines), style, begins_page=is_next)
            case Paragraph(inlines):
                return _paragraph(self.inlines(inlines), at, keep=is_lead)
            case Figure(pictures):
                return _paragraph(_run("\u2003", "").join(map(self._picture, pictures)), _Place(style="Figure"))
            case Listing():
                return "".join(self._listing(block, at))
            case Table():
                return self._table(block, at) + _paragraph("", _Place(style="AfterTable"))
            case Quote(blocks):
                return self._all(blocks, _Place(at.room - INDENT, "Quoted"))
            case Literally(text):
                return _paragraph(_run(text, ""), _Place(style="Literal"))
            case Rule():
                return _paragraph("", _Place(style="RuleLine"))
            case _:
                assert_never(block)

    def _listing(self, listing: Listing, at: _Place) -> Iterator[str]:
        number = 1
        if listing.start is not None:
            self.starts.append(listing.start)
            number = len(self.starts) + 1
        level = min(at.level + 1, LEVELS - 1)
        for item in listing.items:
            yield self._item(item, _Place(at.room - INDENT, "ListItem", level), number)

    def _item(self, item: Item, at: _Place, number: int) -> str:
        """An entry: its first paragraph has the mark, a task a box instead; what follows stands beneath its text."""
        match item.blocks:
            case (Paragraph(inlines), *others):
                pass
            case others_alone:
                inlines, others = (), list(others_alone)
        box = _run(_BOXES[item.is_done], "") if item.is_done is not None else ""
        mark = f'<w:numPr><w:ilvl w:val="{at.level}"/><w:numId w:val="{number}"/></w:numPr>' if not box else ""
        indent = f'<w:ind w:left="{INDENT * (at.level + 1)}" w:hanging="{INDENT}"/>' if box else ""
        form = f'<w:pPr><w:pStyle w:val="ListItem"/>{mark}{indent}</w:pPr>'
        return f"<w:p>{form}{box}{self.inlines(inlines)}</w:p>{self._all(others, at)}"

    def _table(self, table: Table, at: _Place) -> str:
        small = len(table.aligns) > MANY
        points = 20 * (self._form.small if small else self._form.cell)
        room, inset = at.room / points, 2 * INSET / points
        beside = halves(table, self._face, room, inset)
        if beside:
            both = [column_widths(half, self._face, room / 2, inset) for half in beside]
            table, widths = _joined(*beside), [*both[0], *both[1]]
        else:
            widths = column_widths(_with_room_for_badges(table), self._face, room, inset)
        sizes = [round(width * points) for width in widths]
        style = "SmallCell" if small else "CellText"
        grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
        bits, first = ("0600", "0") if table.is_facts else ("0620", "1")
        look = f'<w:tblLook w:val="{bits}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" '
        look += 'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        head = ""
        if not table.is_facts:
            cells = self._cells(Row(table.heads), table, sizes, style, keep=True)
            head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
        kept = len(table.rows) - 1 if len(table.rows) <= TOGETHER else 0
        last = len(table.rows) - 1  # which never stands alone on a sheet
        rows = "".join(
            self._row(row, table, sizes, style, keep=number < kept or number == last - 1)
            for number, row in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="OspTable"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
        )

    def _row(self, row: Row, table: Table, sizes: list[int], style: str, *, keep: bool) -> str:
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if self._is_low(row, sizes) else ""
        if not row.is_section:
            return f"<w:tr>{whole}{self._cells(row, table, sizes, style, keep=keep)}</w:tr>"
        content = _paragraph(self.inlines(row.cells[1].inlines), _Place(style=style), keep=True)
        form = f'<w:tcW w:w="{sum(sizes)}" w:type="dxa"/><w:gridSpan w:val="{len(sizes)}"/>'
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'
        return f"<w:tr>{whole}<w:tc><w:tcPr>{form}{shade}</w:tcPr>{content}</w:tc></w:tr>"

    def _is_low(self, row: Row, sizes: list[int]) -> bool:
        widths = (self._face.width(plain(cell.inlines)) * self._form.cell * 20 for cell in row.cells)
        return all(width <= LONG_ROW * size for width, size in zip(widths, sizes, strict=False))

    def _cells(self, row: Row, table: Table, sizes: list[int], style: str, *, keep: bool) -> str:
        cells = []
        labels = (0, FACT) if len(sizes) == 2 * FACT else (0,)
        for place, (cell, size, align) in enumerate(zip(row.cells, sizes, table.aligns, strict=True)):
            said = self._cell(cell, is_label=table.is_facts and place in labels)
            content = _paragraph(said, _Place(style=style), keep=keep, align=align)
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{content}</w:tc>')
        return "".join(cells)

    def _cell(self, cell: Cell, *, is_label: bool) -> str:
        if cell.badge:
            return _run(_spaced(cell.badge), f'<w:rStyle w:val="{_BADGES[cell.badge]}"/>')
        if is_label:
            return _run(plain(cell.inlines), '<w:rStyle w:val="FactLabel"/>')
        return self.inlines(cell.inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Run():
                return self._formed(inline)
            case LineEnd():
                return "<w:r><w:br/></w:r>"
            case Picture():
                return self._picture(inline)
            case _:
                assert_never(inline)

    def _formed(self, run: Run) -> str:
        """A run in its form; the elements of a form have an order of their own."""
        style = "Linked" if run.link else "Code" if run.is_code else "Emphasised" if run.is_italic else ""
        form = f'<w:rStyle w:val="{style}"/>' if style else ""
        form += ("<w:b/>" if run.is_bold else "") + ("<w:strike/>" if run.is_struck else "")
        written = _run(run.text, form)
        if not run.link:
            return written
        if run.link not in self.links:
            self.links.append(run.link)
        return f'<w:hyperlink r:id="link{self.links.index(run.link)}">{written}</w:hyperlink>'

    def _picture(self, picture: Picture) -> str:
        """Our own picture as large as it is, at most as wide as the page; of any other the words that stand for it."""
        svg = self._pictures.get(picture.source, "")
        found, says = _SIZE.search(svg), _SAYS.search(svg)
        if not found or not says:
            return _run(picture.alt, "")
        self.drawn.append(picture.source)
        number = len(self.drawn)
        share = min(1.0, ROOM * 635 / (float(found[1]) * EMU))
        wide, high = (round(float(size) * EMU * share) for size in found.groups())
        told = text_xml(": ".join(map(unescape, says.groups())))
        return _DRAWING.format(wide=wide, high=high, number=number, name=f"picture{number}", told=told)


def _spaced(badge: str) -> str:
    return f"\u00a0{badge}\u00a0"


def _joined(left: Table, right: Table) -> Table:
    """Two halves of a grid of facts as one table, a fact of the second beside each of the first."""
    nothing = Row((Cell(()),) * len(right.aligns))
    rows = zip_longest(left.rows, right.rows, fillvalue=nothing)
    return Table(left.aligns + right.aligns, (), tuple(Row(one.cells + other.cells) for one, other in rows))


def _with_room_for_badges(table: Table) -> Table:
    """The table as wide as it is drawn, with the space within each badge."""
    rows = tuple(
        replace(row, cells=tuple(Cell((Run(_spaced(cell.badge)),)) if cell.badge else cell for cell in row.cells))
        for row in table.rows
    )
    return replace(table, rows=rows)


def _paragraph(content: str, at: _Place, *, keep: bool = False, begins_page: bool = False, align: str = "left") -> str:
    form = f'<w:pStyle w:val="{at.style}"/>' if at.style else ""
    form += "<w:keepNext/>" if keep else ""
    form += "<w:pageBreakBefore/>" if begins_page else ""
    if at.style == "ListItem":
        form += f'<w:ind w:left="{INDENT * (at.level + 1)}"/>'
    form += _FORMS[align]
    return f"<w:p>{f'<w:pPr>{form}</w:pPr>' if form else ''}{content}</w:p>"


def _run(text: str, form: str) -> str:
    """A text in a form; lines and tabs in it are elements of their own."""
    own = f"<w:rPr>{form}</w:rPr>" if form else ""
    lines = ("<w:tab/>".join(map(_text, line.split("\t"))) for line in text.split("\n"))
    return f"<w:r>{own}{'<w:br/>'.join(lines)}</w:r>"


def _text(text: str) -> str:
    """A text whose days no line breaks, as far as Word can be told: at their hyphens and spaces."""
    whole = DAY.sub(lambda day: day[0].replace(" ", "\u00a0"), text)
    parts = (f'<w:t xml:space="preserve">{text_xml(part)}</w:t>' for part in _IN_A_DAY.split(whole))
    return "<w:noBreakHyphen/>".join(parts) if text else ""


_DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{told}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="{name}" descr="{told}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
