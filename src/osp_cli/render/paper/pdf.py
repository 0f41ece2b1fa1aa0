"""A document as PDF: with the pages that it promises, or as many as it takes; what was cut goes into an appendix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from itertools import chain

from osp_cli.fonts import Face
from osp_cli.frozen import dataclass, field, replace
from osp_cli.render.paper.fitting import Composed, Fit, Fitter, Place
from osp_cli.render.paper.manuscript import Manuscript, Part
from osp_cli.render.paper.measuring import MOSTLY_BLANK
from osp_cli.render.paper.press import End, Ink, Press, unfit
from osp_cli.render.paper.reading import read
from osp_cli.render.paper.sheet import (
    BETWEEN_COLUMNS,
    CARD_SIZES,
    FLOWING,
    POINT,
    SIZES,
    WIDTH,
    column_width,
    opening,
    section,
)
from osp_cli.render.paper.shortening import Cut, Limits, Sayings, Shortener, groups
from osp_cli.render.paper.tree import Block, Document, Figure, Heading, Paragraph, Run
from osp_cli.render.paper.typst import TypstWriter
from osp_cli.render.paper.undrawn import Shown, with_codes
from osp_cli.render.pictures.shapes import WHOLE
from osp_cli.words import Words

FOOT = 7.0  # pt
# Of a flowing document: the widest with the fewest pages, so that no last line is alone.
SPACINGS = ("1.0", "0.9", "0.8")
SMALLER = tuple(each for each in SIZES if each < FLOWING)  # pt, taken where they save a last page that is
CLOSEST = "0.7"  # mostly blank, at this spacing at the closest
LOOSER = ((10.0, "1.4"), (10.0, "1.2"), (9.7, "1.1"), (FLOWING, "1.0"))  # taken to fill one that cannot be saved
LONG_CARD = 25  # lines of a card; a longer one may be broken
FOOT_LINES = 1.9  # of the foot, in widths of the page


def pdf_parts(manuscript: Manuscript) -> tuple[Part, ...]:
    """A manuscript as PDF, and its appendix where something of it had to be cut; errors as those of `printed`."""
    seconds = int(datetime(*manuscript.as_of.timetuple()[:3], tzinfo=UTC).timestamp())
    order = Print(
        manuscript.language, manuscript.pages, manuscript.pictures, seconds, manuscript.author, manuscript.columns,
        manuscript.may_be_cut, manuscript.most,
    )  # fmt: skip
    done = printed(read(manuscript.stamped(manuscript.text)), order)
    source = "\n".join((manuscript.text, *manuscript.pictures.values()))
    first = Part(".pdf", done.pdf, source, missing=done.missing)
    return (first, Part(".appendix.pdf", done.appendix, source)) if done.appendix else (first,)


@dataclass(frozen=True, slots=True)
class Print:
    """How a document is printed: on so many pages, or where that is None, flowing on `most` at most, if that is given.

    `seconds` is its time since 1970.

    One with several columns is a landscape sheet of cards, or more where the smallest type does not make it one.
    """

    language: str
    pages: int | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 0
    author: str = ""
    columns: int = 1
    may_be_cut: bool = True
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished files: the document, its appendix where something was cut, the characters no font could draw.

    `pages` is how many the document has at most.
    """

    pdf: bytes
    appendix: bytes | None
    missing: str
    pages: int
    fit: Fit | None = None


def printed(document: Document, order: Print) -> Printed:
    """The document as PDF.

    Raises OspError `extra-missing` where Typst is not installed, `document-unfit` where no cut makes it keep its pages.
    """
    return _Printer(document, order).printed()


class _Printer:
    def __init__(self, document: Document, order: Print) -> None:
        self._document, self._order = document, order
        self._words, self._face = Words(order.language), Face()
        self._press, self._ink = Press(self._face), Ink()
        self._pictures = order.pictures
        self._ink = self._press.ink_for(self._code([document.blocks], FLOWING), order.pictures.values())
        coded = self._ink.shown_in_pictures or {}
        self._pictures = {name: with_codes(svg, coded) for name, svg in order.pictures.items()}

    def printed(self) -> Printed:
        if self._order.columns > 1:
            return self._in_columns()
        if self._order.pages is not None:
            return self._fitted(tuple(self._sections(self._order.pages)), 1)
        flowing, most = self._flowing(self._document), self._order.most
        return flowing if most is None or flowing.pages <= most else self._fitted((self._document.blocks,), most)

    def _fitted(self, whole: tuple[tuple[Block, ...], ...], sheets: int) -> Printed:
        """Each section on so many sheets at most; what was cut of them in an appendix."""
        gaps = [sum(isinstance(each, Paragraph) and each.is_gap for each in page) for page in whole]

        def composed(place: Place, limits: Limits) -> Composed:
            blocks, cuts = self._cut(whole[place.number], limits, place.before)
            code = self._opening(place.size) + self._section(place.number + 1, blocks, place.size)
            return Composed(code, len(cuts))

        fit = Fitter(self._press, composed, self._ink, gaps, sheets).fit(may_cut=self._order.may_be_cut)
        pages, cuts = [], list[Cut]()
        for page, limits in zip(whole, fit.limits, strict=True):
            blocks, more = self._cut(page, limits, len(cuts))
            pages.append(blocks)
            cuts += more
        if cuts and not self._order.may_be_cut:
            raise unfit(len(whole))
        code = self._code(pages, fit.size)
        ends = self._press.ends(code, self._ink, fit.inputs)
        if any(end.page > sheets * number for number, end in enumerate(ends, start=1)):
            raise unfit(len(whole) * sheets)
        pdf = self._press.pdf(code, self._ink, fit.inputs, self._order.seconds)
        appendix = self._flowing(self._appendix(cuts)) if cuts else None
        return Printed(pdf, appendix.pdf if appendix else None, self._ink.missing, len(whole) * sheets, fit)

    def _sections(self, pages: int) -> Iterable[tuple[Block, ...]]:
        """What each page is meant to hold; a template of one's own may have more sections than pages."""
        sections = list(self._document.sections())
        return [*sections[: pages - 1], tuple(chain(*sections[pages - 1 :]))]

    def _cut(self, page: tuple[Block, ...], limits: Limits, before: int) -> tuple[tuple[Block, ...], list[Cut]]:
        """A page cut to its limits, and what was cut; `before` so many letters went to the pages before it."""
        shortener = Shortener(self._face, self._sayings(), self._partial, before)
        return shortener.page(page, limits), shortener.cuts

    @cached_property
    def _partial(self) -> list[str]:
        """The pictures that leave out what the appendix has room for."""
        return [name for name in self._order.pictures if self._whole(name)]

    def _sayings(self) -> Sayings:
        return Sayings(
            colon=self._words("render.colon"),
            more=lambda rows, letter: self._words("paper.more", count=rows, letter=letter),
            gone=self._gone,
            elsewhere=lambda letters: self._words(
                "paper.elsewhere", letters=self._words("render.joint").join(f"[{each}]" for each in letters)
            ),
        )

    def _gone(self, heads: tuple[str, ...], others: int, letter: str) -> str:
        if not others:
            return self._words("paper.gone", headings=self._words("views.list-joint").join(heads), letter=letter)
        more = self._words("paper.more", count=others, letter=letter)
        return self._words("views.list-joint").join((*heads, more))

    def _appendix(self, cuts: list[Cut]) -> Document:
        """Every group that was cut, complete, under its letter."""
        title = Heading(1, (Run(self._words("paper.appendix", title=self._document.title)),))
        blocks: list[Block] = [title]
        for cut in cuts:
            first, *others = cut.group
            named = isinstance(first, Heading)
            inlines = first.inlines if isinstance(first, Heading) else ()
            rest = chain(*map(self._uncut, others))
            blocks += [Heading(2, (Run(f"{cut.letter}  "), *inlines)), *([] if named else [first]), *rest]
        return Document(tuple(blocks), self._document.foot)

    def _uncut(self, block: Block) -> Iterable[Block]:
        """A block; in place of a picture that leaves something out, the sheets of the whole one."""
        pictures = block.pictures if isinstance(block, Figure) else ()
        sheets = [replace(each, source=name) for each in pictures for name in self._whole(each.source)]
        return [Figure((sheet,)) for sheet in sheets] or [block]

    def _whole(self, name: str) -> list[str]:
        """The names of the pictures that show all of what this one shows in part."""
        sheet = re.compile(rf"{WHOLE}{re.escape(name.removesuffix('.svg'))}(-\d+)?\.svg")
        return list(filter(sheet.fullmatch, self._order.pictures))

    def _flowing(self, document: Document) -> Printed:
        """The widest spacing with the fewest pages; smaller type where that saves a last page that is mostly blank."""
        code = partial(self._code, [document.blocks])

        @cache
        def ends(size: float, spacing: str) -> End:
            return self._press.ends(code(size), self._ink, {"t1": spacing})[-1]

        def widest(size: float, spacings: Sequence[str]) -> tuple[str, End]:
            fewest = ends(size, spacings[-1]).page
            spacing = next(each for each in spacings if ends(size, each).page <= fewest)
            return spacing, ends(size, spacing)

        size = FLOWING
        spacing, end = widest(size, SPACINGS)
        if end.page > 1 and end.filled < MOSTLY_BLANK:
            if ends(SMALLER[-1], CLOSEST).page < end.page:
                size = next(each for each in SMALLER if ends(each, CLOSEST).page < end.page)
                spacing, end = widest(size, (*SPACINGS, CLOSEST))
            else:
                size, spacing = next(each for each in (*LOOSER, (size, spacing)) if ends(*each).page == end.page)
        pdf = self._press.pdf(code(size), self._ink, {"t1": spacing}, self._order.seconds)
        return Printed(pdf, None, self._ink.missing, end.page)

    def _in_columns(self) -> Printed:
        """Cards in columns, at the largest type at which they are one sheet."""

        def code(size: float) -> str:
            return self._opening(size) + section(1, self._cards(size))

        sizes = (each for each in CARD_SIZES if self._press.ends(code(each), self._ink, {})[-1].page == 1)
        size = next(sizes, CARD_SIZES[-1])
        pdf = self._press.pdf(code(size), self._ink, {}, self._order.seconds)
        return Printed(pdf, None, self._ink.missing, 1)

    def _cards(self, size: float) -> str:
        """The title across the sheet, below it the cards, none of them broken unless it is longer than a column."""
        columns = self._order.columns
        wide = column_width(columns)
        writer = TypstWriter(self._face, size, self._pictures, self._shown, wide)
        title, *cards = groups(self._document.blocks)
        forms = [f"above: 1.3em, breakable: {str(writer.lines(card) > LONG_CARD).lower()}" for card in cards]
        blocks = (f"block({form}, {{\n{writer.blocks(card)}\n}})" for form, card in zip(forms, cards, strict=True))
        told = "\n".join(blocks)
        return f"{writer.blocks(title)}\ncolumns({columns}, gutter: {BETWEEN_COLUMNS}mm, {{\n{told}\n}})"

    def _code(self, pages: Iterable[tuple[Block, ...]], size: float) -> str:
        parts = (self._section(number, blocks, size) for number, blocks in enumerate(pages, start=1))
        return self._opening(size) + "#pagebreak(weak: true)\n".join(parts)

    def _section(self, number: int, blocks: tuple[Block, ...], size: float) -> str:
        return section(number, TypstWriter(self._face, size, self._pictures, self._shown).blocks(blocks))

    @property
    def _shown(self) -> Shown:
        return self._ink.shown or {}

    def _opening(self, size: float) -> str:
        writer = TypstWriter(self._face, size, {}, self._shown)
        foot = Shortener(self._face, self._sayings()).clipped(self._document.foot, FOOT_LINES * WIDTH / (FOOT * POINT))
        return opening(
            self._document.title, self._order.language, size, writer.line(foot, FOOT), self._ink.families,
            author=self._order.author, audience=self._document.audience, is_flipped=self._order.columns > 1,
        )  # fmt: skip
