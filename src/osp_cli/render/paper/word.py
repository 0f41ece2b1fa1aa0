"""A document as a Word file: our own package of parts, the same bytes for the same facts, nothing of the machine in it.

Promised is that it can be edited, not where its pages end: Word lays it out anew, so no section is made to begin one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from osp_cli.extras import engine
from osp_cli.fonts import FAMILY, FOLDER, Face
from osp_cli.render.paper.manuscript import Manuscript, Part
from osp_cli.render.paper.measuring import DOUBT, Measure, filling, likely, saved
from osp_cli.render.paper.reading import read
from osp_cli.render.paper.tree import Document, Heading
from osp_cli.render.paper.undrawn import codes_of, undrawn_by, with_codes
from osp_cli.render.paper.word_body import WordBody, text_xml
from osp_cli.render.paper.word_styles import (
    CARDS,
    FORMS,
    HEAD,
    NAMESPACES,
    SETTINGS,
    Form,
    numbering,
    section,
    styles,
    type_of,
)

ZOOM = 2.5  # of the pixels of a picture
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
_FIELD = '<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_PARTS, _NUMBERS = ("footer", "numbering", "settings", "styles"), ("PAGE", "NUMPAGES")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip file can say; a real time would make every file another one


def word_parts(manuscript: Manuscript) -> tuple[Part, ...]:
    """A manuscript as a Word file.

    Raises OspError `extra-missing` where the engine that draws its pictures is not installed.
    """
    resvg = engine("resvg_py")
    document, face = read(manuscript.markdown), Face()
    form, pages = _form(document, manuscript, face)
    body = WordBody(manuscript.pictures, form)
    content = f"{body.blocks(document.blocks)}{section(manuscript.columns)}"
    foot = WordBody({}, form)
    footer = _footer(foot.inlines(document.foot))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _package_relations(),
        "docProps/app.xml": _APP,
        "docProps/core.xml": _core(document.title, document.audience, manuscript),
        "word/_rels/document.xml.rels": _relations(body),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>",
        "word/_rels/footer.xml.rels": "".join([_RELATIONS, *_links(foot), "</Relationships>"]),
        "word/footer.xml": footer,
        "word/numbering.xml": numbering(body.starts),
        "word/settings.xml": SETTINGS,
        "word/styles.xml": styles(manuscript.language, form),
    }
    drawn = [manuscript.pictures[name] for name in body.drawn]
    paint = partial(_painted, resvg.svg_to_bytes)
    shown = codes_of(undrawn_by(paint, face, drawn))
    pictures = {
        f"word/media/picture{number}.png": paint(with_codes(svg, shown)) for number, svg in enumerate(drawn, start=1)
    }
    source = "\n".join((manuscript.text, *manuscript.pictures.values()))
    package = _zipped({**{name: xml.encode() for name, xml in parts.items()}, **pictures})
    sheets = manuscript.beyond(likely(pages))
    return (Part(".docx", package, source, missing="".join(map(chr, shown)), sheets=sheets),)


def _form(document: Document, manuscript: Manuscript, face: Face) -> tuple[Form, float]:
    """The form of a document, and how many pages it fills in it."""
    language, columns = manuscript.language, manuscript.columns

    @cache
    def pages(form: Form) -> float:
        return Measure(type_of(language, form, columns), face, manuscript.pictures).pages(document.blocks)

    found = _chosen(document, manuscript, pages)
    return found, pages(found)


def _chosen(document: Document, manuscript: Manuscript, pages: Callable[[Form], float]) -> Form:
    """The usual form, or the first that keeps the sheets that are promised, or saves one that would be mostly blank.

    Where none surely does it is the one that takes least, if that still may, else one that takes the fewest sheets and
    leaves the last not mostly blank.
    """
    columns = manuscript.columns
    forms = CARDS if columns > 1 else FORMS
    kept = [each for each in forms if not manuscript.pages or pages(each) + DOUBT <= manuscript.pages]
    if not kept:
        nearest = min(forms, key=pages)
        is_near = pages(nearest) - DOUBT <= (manuscript.pages or 0)
        return nearest if is_near else forms[filling([pages(each) for each in forms])]
    first = kept[0]
    titles = sum(isinstance(each, Heading) and each.level == 1 for each in document.blocks)
    if titles > 1 or columns > 1:  # each title begins a page, a card none
        return first
    usual, least = pages(first), min(kept, key=pages)
    surely = next((each for each in kept[1:] if saved(usual, pages(each))), first)
    return least if surely is first and saved(usual, pages(least) - DOUBT) else surely


def _painted(svg_to_bytes: Callable[..., bytes], svg: str) -> bytes:
    """The picture as PNG. Without a family that is there the engine would leave out its text and not say so."""
    return svg_to_bytes(
        svg_string=svg, zoom=ZOOM, dpi=96, background="#ffffff", font_dirs=[str(FOLDER)], font_family=FAMILY,
        sans_serif_family=FAMILY,
    )  # fmt: skip


def _types() -> str:
    office = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    types = (
        ("docProps/app.xml", office),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("word/document.xml", f"{_WORD}.document.main+xml"),
        *((f"word/{name}.xml", f"{_WORD}.{name}+xml") for name in _PARTS),
    )
    parts = "".join(f'<Override PartName="/{name}" ContentType="{type}"/>' for name, type in types)
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{parts}</Types>"
    )


def _relation(id: str, type: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id}" Type="{type}" Target="{target}"{more}/>'


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    told = (
        _relation("document", f"{_OFFICE}/officeDocument", "word/document.xml")
        + _relation("core", core, "docProps/core.xml")
        + _relation("app", f"{_OFFICE}/extended-properties", "docProps/app.xml")
    )
    return f"{_RELATIONS}{told}</Relationships>"


def _relations(body: WordBody) -> str:
    own = (
        _relation(name, f"{_OFFICE}/{name}", f"{name}.xml") for name in ("footer", "numbering", "settings", "styles")
    )
    pictures = (
        _relation(f"picture{number}", f"{_OFFICE}/image", f"media/picture{number}.png")
        for number in range(1, len(body.drawn) + 1)
    )
    return "".join([_RELATIONS, *own, *pictures, *_links(body), "</Relationships>"])


def _links(body: WordBody) -> Iterator[str]:
    for number, address in enumerate(body.links):
        yield _relation(f"link{number}", f"{_OFFICE}/hyperlink", text_xml(address), ' TargetMode="External"')


def _footer(told: str) -> str:
    """What stands at the foot of each page: the foot of the document, and the number of the page of how many."""
    line = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="767676"/></w:pBdr>'
    pages = (
        f'{_FIELD.format(name="PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_FIELD.format(name="NUMPAGES")}'
    )
    return (
        f'{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Foot"/>{line}</w:pPr>{told}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Foot"/><w:jc w:val="right"/></w:pPr>{pages}</w:p></w:ftr>'
    )


_APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>osp</Application></Properties>"
)


def _core(title: str, audience: str, manuscript: Manuscript) -> str:
    """Title, for whom it is, who answers for it where it is ours, language and day; nothing of the machine."""
    day = f"{manuscript.as_of.isoformat()}T00:00:00Z"
    language = {"zh": "zh-CN"}.get(manuscript.language, manuscript.language)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_xml(title)}</dc:title><dc:creator>{text_xml(manuscript.author)}</dc:creator>"
        f"<cp:keywords>{text_xml(audience)}</cp:keywords><dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return written.getvalue()
