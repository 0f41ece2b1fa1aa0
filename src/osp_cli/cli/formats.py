"""The formats of documents. A format loads its writer when it is asked for, and nothing of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.render.paper.manuscript import Manuscript, Part

FORMATS = ("md", "html", "pdf", "docx")
DRAWING = FORMATS[1:]  # those that show pictures


def must_be_format(format: str) -> None:
    """Refuses a format that no document is written in."""
    if format not in FORMATS:
        raise WrongUsage("document-format-unknown", {"format": format, "formats": tuple(FORMATS)})


def parts_of(manuscript: Manuscript, format: str) -> tuple[Part, ...]:
    """The files of a document in a format; the first is the document, any other goes with it."""
    if format == "html":
        from osp_cli.render.paper.html import HtmlWriter
        from osp_cli.render.paper.manuscript import Part
        from osp_cli.render.paper.reading import read

        writer = HtmlWriter(manuscript.language, manuscript.pictures)
        document, single = read(manuscript.text), manuscript.is_single
        page = writer.write(document, has_pages=manuscript.has_pages, is_single=single)
        sheets = writer.sheets(document, has_pages=manuscript.has_pages, is_single=single)
        return (Part.of_text(".html", page, manuscript, sheets),)
    if format == "docx":
        from osp_cli.render.paper.word import word_parts

        return word_parts(manuscript)
    if format == "pdf":
        from osp_cli.render.paper.pdf import pdf_parts

        return pdf_parts(manuscript)
    from osp_cli.render.paper.manuscript import Part

    return (Part.of_text(".md", manuscript.words, manuscript),)


def tell_missing(wiring: Wiring, parts: Iterable[Part]) -> None:
    """Names the characters that no font could draw, all of the files at once."""
    missing = sorted({character for part in parts for character in part.missing})
    if missing:
        wiring.notice("characters-missing", count=len(missing), characters=tuple(missing))


def tell_long(wiring: Wiring, parts: Iterable[Part]) -> None:
    """Says on how many sheets documents most likely print where others lay them out and they promise fewer."""
    if long := [part.sheets for part in parts if part.sheets]:
        pages, promised = max(long)
        wiring.notice("sheets-beyond", count=len(long), pages=pages, promised=promised)


def tell_unprinted(wiring: Wiring, parts: Sequence[Part]) -> None:
    """Says of a document on standard output that the appendix which its pages refer to is not there with it."""
    if len(parts) > 1:
        wiring.notice("appendix-not-printed")
