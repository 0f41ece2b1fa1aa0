"""Word files: every text as it was typed, in the order of the schema, with our styles, the same for the same facts."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import docx
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from osp_cli.render.escaping import SPACES, isolated, markdown_text, paper_text
from osp_cli.render.paper import word
from osp_cli.render.paper.manuscript import Manuscript, Part
from osp_cli.render.paper.measuring import Measure
from osp_cli.render.paper.tree import Block
from osp_cli.render.paper.word import word_parts
from osp_cli.render.paper.word_styles import FORMS, styles, type_of
from osp_cli.render.pictures.map import map_in_part
from osp_cli.render.pictures.svg import svg
from osp_cli.words import Words
from tests.documents.plans import plan
from tests.hostile import LONG, TRAPS, hostile
from tests.render.pictures.people import some
from tests.territory import Terminal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The children of each element in the order of wml.xsd; those that we never write are left out.
ORDER = {
    "pPr": (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "numPr",
        "pBdr",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
    ),
    "rPr": (*("rStyle", "rFonts", "b", "i", "strike", "color", "sz", "szCs", "u", "bdr", "shd", "lang"),),
    "tblPr": ("tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    "tblBorders": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "tblCellMar": ("top", "left", "bottom", "right"),
    "trPr": ("cantSplit", "tblHeader"),
    "tcPr": ("tcW", "gridSpan", "tcBorders", "shd", "vAlign"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("trPr", "tc"),
    "tc": ("tcPr", "p"),
    "style": ("name", "basedOn", "next", "uiPriority", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"),
    "tblStylePr": ("pPr", "rPr", "tblPr", "trPr", "tcPr"),
    "lvl": ("start", "numFmt", "lvlText", "lvlJc", "pPr", "rPr"),
    "sectPr": ("footerReference", "pgSz", "pgMar", "cols"),
    "numbering": ("abstractNum", "num"),
    "settings": (
        "zoom",
        "defaultTabStop",
        "characterSpacingControl",
        "noLineBreaksAfter",
        "noLineBreaksBefore",
        "compat",
    ),
}
FIELDS = """# {0}

{0}

|  |  |
|---|---|
| Need | {0} |

|  | Q | We |
|---:|---|:---:|
|  | **{0}** |  |
| 1 | {0} | + |
| 2 | x | ? |

- {0}
  1. {0}

1. one
2. two

- [x] done

> {0}

---

**Internal**: {0}
"""


def manuscript(markdown: str, language: str = "en", **more: object) -> Manuscript:
    return Manuscript("full", language, markdown, "2026-11-24", date(2026, 11, 24), **more)  # type: ignore[arg-type]


def parts_of(markdown: str, language: str = "en", **more: object) -> dict[str, bytes]:
    (part,) = word_parts(manuscript(markdown, language, **more))
    return opened(part.content)


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(("value", "columns"), [("short", 4), ("a sentence that goes on for a whole line " * 4, 2)])
def test_short_facts_stand_two_beside_each_other_with_their_labels(value: str, columns: int) -> None:
    facts = "".join(f"| Label {n} | {value} |\n" for n in range(7))
    body = ET.fromstring(parts_of(f"|  |  |\n|---|---|\n{facts}")["word/document.xml"])
    rows = [list(row.iter(f"{W}tc")) for row in body.iter(f"{W}tr")]
    assert {len(row) for row in rows} == {columns}
    labels = [cell.find(f".//{W}rStyle") is not None for cell in rows[0]]
    assert labels == [True, False] * (columns // 2)
    told = "".join(node.text or "" for node in body.iter(f"{W}t"))
    assert all(f"Label {n}" in told for n in range(7))


def shown(xml: bytes) -> list[str]:
    """The text of each paragraph."""
    found = []
    for paragraph in ET.fromstring(xml).iter(f"{W}p"):
        texts = {f"{W}t": lambda node: node.text or "", f"{W}tab": lambda _: " ", f"{W}br": lambda _: " "}
        found.append("".join(texts[node.tag](node) for node in paragraph.iter() if node.tag in texts))
    return [" ".join(text.split()) for text in found]


def disorder(xml: bytes) -> list[str]:
    """Every element whose children stand in another order than the schema has them, or that it does not know there."""
    found = []
    for node in ET.fromstring(xml).iter():
        name = node.tag.removeprefix(W)
        known = ORDER.get(name)
        if known is None or not node.tag.startswith(W):
            continue
        children = [child.tag.removeprefix(W) for child in node]
        if strange := set(children) - set(known):
            found.append(f"{name}: {sorted(strange)}")
        elif any(known.index(one) > known.index(other) for one, other in pairwise(children)):
            found.append(f"{name}: {children}")
    return found


def comes_out_as_typed(typed: str) -> None:
    wanted = " ".join(isolated(paper_text(SPACES.sub(" ", typed).strip())).split()).translate(
        {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
    )
    if not wanted:
        return
    parts = parts_of(FIELDS.format(markdown_text(typed)))
    assert shown(parts["word/document.xml"]) == [
        *(wanted, wanted, "Need", wanted, "", "", "Q", "We", wanted, "1", wanted, "+", "2", "x", "?", ""),
        *(wanted, wanted, "one", "two", "\u2611 done", wanted),
    ]
    assert shown(parts["word/footer.xml"]) == [f"Internal: {wanted}", "1 / 1"]
    title = ET.fromstring(parts["docProps/core.xml"]).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    assert " ".join(title.split()) == wanted


@pytest.mark.parametrize("typed", [*TRAPS, LONG], ids=range(len(TRAPS) + 1))
def test_a_trap_comes_out_as_it_was_typed(typed: str) -> None:
    comes_out_as_typed(typed)


@settings(max_examples=20, deadline=None)
@given(hostile)
def test_any_text_comes_out_as_it_was_typed(typed: str) -> None:
    comes_out_as_typed(typed)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("seed", range(4))
def test_every_element_stands_where_the_schema_has_it_and_names_a_style_there_is(seed: int, language: str) -> None:
    parts = parts_of(plan(seed, language), language, pages=3)
    assert {name: disorder(xml) for name, xml in parts.items() if name.endswith(".xml") and disorder(xml)} == {}
    styles = {node.get(f"{W}styleId") for node in ET.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    body = ET.fromstring(parts["word/document.xml"])
    used = {node.get(f"{W}val") for name in ("pStyle", "rStyle", "tblStyle") for node in body.iter(f"{W}{name}")}
    assert used <= styles
    numbers = {node.get(f"{W}numId") for node in ET.fromstring(parts["word/numbering.xml"]).iter(f"{W}num")}
    assert {node.get(f"{W}val") for node in body.iter(f"{W}numId")} <= numbers


def test_a_table_keeps_its_widths_repeats_its_heads_and_breaks_no_low_row() -> None:
    parts = parts_of("| Need | We |\n|---|:---:|\n| short | + |\n| " + "long " * 900 + " | ? |\n")
    (table,) = ET.fromstring(parts["word/document.xml"]).iter(f"{W}tbl")
    grid = [int(node.attrib[f"{W}w"]) for node in table.iter(f"{W}gridCol")]
    assert sum(grid) == pytest.approx(10318, abs=3)
    assert table.find(f"{W}tblPr/{W}tblLayout").attrib[f"{W}type"] == "fixed"  # type: ignore[union-attr]
    head, low, high = table.iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert low.find(f"{W}trPr/{W}cantSplit") is not None
    assert high.find(f"{W}trPr") is None
    assert [node.get(f"{W}val") for node in table.iter(f"{W}rStyle")] == ["Plus", "Unknown"]


def test_the_longest_word_is_the_least_width_of_a_column() -> None:
    parts = parts_of("| a | b |\n|---|---|\n| Responsibilities | " + "many words " * 60 + "|\n")
    first = next(ET.fromstring(parts["word/document.xml"]).iter(f"{W}gridCol"))
    assert int(first.attrib[f"{W}w"]) > len("Responsibilities") * 0.5 * 8.5 * 20


def test_a_short_table_stays_on_one_page_and_the_last_row_of_a_long_one_is_not_alone() -> None:
    for rows in (1, 5, 6):
        xml = parts_of("| a | b |\n|---|---|\n" + "| c | d |\n" * rows)["word/document.xml"]
        table = next(ET.fromstring(xml).iter(f"{W}tbl"))
        kept = [any(True for _ in row.iter(f"{W}keepNext")) for row in table.iter(f"{W}tr")]
        assert kept == [True, *([True] * (rows - 1) if rows <= 5 else [*[False] * (rows - 2), True]), False]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_cuts_the_top_of_its_picture(language: str) -> None:
    styles = ET.fromstring(parts_of("# T\n", language)["word/styles.xml"])
    figure = next(node for node in styles.iter(f"{W}style") if node.get(f"{W}styleId") == "Figure")
    spacing = figure.find(f".//{W}spacing")
    assert spacing is not None
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("240", "auto")


def test_chinese_has_a_font_of_its_own_and_is_marked_as_chinese() -> None:
    for language in ("en", "zh"):
        xml = parts_of("# 计划\n\n*重点*\n", language)["word/styles.xml"].decode()
        assert 'w:eastAsia="Microsoft YaHei"' in xml
        assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>' in xml  # Chinese Latin words would break anywhere
        assert ("<w:i/>" in xml) == (language == "en")


def test_no_section_is_made_to_begin_a_page_which_would_leave_half_of_one_blank() -> None:
    text = "# Plan\n\n## One\n\na\n\n## Two\n\nb\n"
    parts = parts_of(text, pages=3)
    assert parts["word/document.xml"].count(b"Heading2") == 2
    assert b"pageBreak" not in parts["word/document.xml"] + parts["word/styles.xml"]


def test_a_picture_is_a_png_with_its_words_and_has_its_letters() -> None:
    (picture,) = map_in_part(some("zh"), Words("zh"))
    parts = parts_of("# Plan\n\n![map](map.svg)\n\nend\n", pictures={"map.svg": svg(picture)})
    png = parts["word/media/picture1.png"]
    assert struct.unpack(">II", png[16:24]) == (1650, round(2.5 * picture.height))
    described = re.search(r'descr="([^"]*)"', parts["word/document.xml"].decode())
    assert described is not None
    assert described[1].startswith("政治版图: 欧阳明远")
    bare = svg(picture).replace("欧阳明远", "")
    assert parts_of("![map](map.svg)\n\nend\n", pictures={"map.svg": bare})["word/media/picture1.png"] != png
    assert word_parts(manuscript("![map](other.svg)\n\nend\n"))[0].content.count(b"media/") == 0


def test_what_no_font_draws_stands_in_a_picture_as_its_code_and_is_told() -> None:
    says = "<title>a map</title><desc>of people</desc>"

    def written(name: str) -> Part:
        picture = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{says}<text y="9">{name}</text></svg>'
        )
        (part,) = word_parts(manuscript("![map](map.svg)\n\n张\U0010fffc\n", pictures={"map.svg": picture}))
        return part

    lacking, told = written("张\U0010fffd"), written("张&lt;U+10FFFD>")
    assert (lacking.missing, told.missing) == ("\U0010fffd", "")
    assert opened(lacking.content) == opened(told.content)


@pytest.mark.parametrize(
    ("heights", "form"),
    [
        ((1.2, 0.98, 0.9, 0.8), 2),
        ((1.2, 0.9, 1.1, 0.95), 1),
        ((1.07, 1.01, 1.07, 1.02), 1),
        ((1.5, 1.3, 1.2, 1.1), 0),
        ((2.1, 1.3, 1.2, 1.1), 1),
    ],
)
def test_a_promised_sheet_takes_the_first_form_that_keeps_it_or_one_that_fills_the_second(
    heights: tuple[float, ...], form: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_body = dict(zip([type_of("en", each, 1) for each in FORMS], heights, strict=True))

    class Measured(Measure):
        def pages(self, blocks: Iterable[Block]) -> float:
            return of_body[self._type]

    monkeypatch.setattr(word, "Measure", Measured)
    assert parts_of("# Plan\n", pages=1)["word/styles.xml"].decode() == styles("en", FORMS[form])


def test_a_link_leads_where_it_says_and_other_text_nowhere() -> None:
    parts = parts_of("see <https://example.com/a?b=1&c=2>\n")
    relations = parts["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://example.com/a?b=1&amp;c=2" TargetMode="External"' in relations
    assert parts_of("no link\n")["word/_rels/document.xml.rels"].count(b"External") == 0


def test_the_same_document_is_the_same_file_and_tells_nothing_of_the_machine() -> None:
    first, second = (word_parts(manuscript("# Plan\n\ntext\n"))[0] for _ in range(2))
    assert first.content == second.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    opened_again = docx.Document(io.BytesIO(first.content))
    properties = opened_again.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("Plan", "", "")
    assert properties.keywords == ""
    assert properties.created is not None
    assert properties.created.date() == date(2026, 11, 24)
    assert [paragraph.text for paragraph in opened_again.paragraphs] == ["Plan", "text"]


KINDS = (
    *("assessment", "opportunity", "full", "review", "call", "executive", "close", "proposal"),
    *(
        ("winloss", "willow-claims"),
        ("account", "--account", "Blue Heron Foods"),
        ("expansion", "--account", "Willow Insurance"),
    ),
    ("territory", "--territory", "Amara Okafor"),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_opens_again_and_a_second_export_changes_nothing(osp: Terminal, language: str) -> None:
    for given_kind in KINDS:
        kind, *about = (given_kind,) if isinstance(given_kind, str) else given_kind
        said = osp(
            "plan", "export", "--kind", kind, *about, "--format", "docx", "--out", f"{kind}.docx", "--lang", language
        )
        assert said.code == 0, (kind, said.err)
        content = (osp.home / f"{kind}.docx").read_bytes()
        parts = opened(content)
        assert {name: disorder(xml) for name, xml in parts.items() if name.endswith(".xml") and disorder(xml)} == {}
        document = docx.Document(io.BytesIO(content))
        assert document.paragraphs[0].style.name == "Heading 1"  # type: ignore[union-attr]
        again = osp(
            "plan", "export", "--kind", kind, *about, "--format", "docx", "--out", f"{kind}.docx", "--lang", language
        )
        assert again.code == 0, (kind, again.err)
        assert (osp.home / f"{kind}.docx").read_bytes() == content


@pytest.mark.parametrize("kind", ["close", "call", "proposal"])
def test_nothing_that_is_ours_alone_reaches_a_file_for_the_customer(osp: Terminal, kind: str) -> None:
    marks = {"stance": "enemy", "personal-agenda": "ZZAGENDA", "relationship-strategy": "ZZSTRATEGY"}
    words = [word for name, value in marks.items() for word in (f"--{name}", value)]
    assert osp("person", "set", "Noor Haddad", *words).code == 0
    assert osp("note", "ZZNOTE").code == 0
    said = osp("plan", "export", "--kind", kind, "--audience", "customer", "--format", "docx", "--out", "for.docx")
    assert said.code == 0, said.err
    whole = b"".join(opened((osp.home / "for.docx").read_bytes()).values()).decode()
    assert re.findall("ZZ[A-Z]+|enemy|Internal", whole) == []


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize(
    ("words", "audience"),
    [
        ((), "Internal"),
        (("--audience", "customer"), "For the customer"),
        (("--audience", "customer", "--lang", "zh"), "供客户使用"),
    ],
)
def test_the_properties_say_for_whom_it_is_and_who_sends_it(
    osp: Terminal, format: str, words: tuple[str, ...], audience: str
) -> None:
    file = osp.home / f"close.{format}"
    said = osp("plan", "export", "--kind", "close", "--format", format, "--out", file.name, *words)
    assert said.code == 0, said.err
    if format == "docx":
        properties = docx.Document(str(file)).core_properties
        told = (properties.title, properties.author, properties.keywords)
    else:
        metadata = PdfReader(file).metadata
        assert metadata
        told = (metadata.title or "", metadata.author or "", metadata.keywords or "")
    assert told == (told[0], "Amara Okafor", audience)
    assert told[0].endswith("Blue Heron ERP")


def test_a_missing_engine_names_the_extra(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    said = osp("plan", "export", "--format", "docx")
    assert said.code != 0
    assert "osp-cli[docx]" in said.err
