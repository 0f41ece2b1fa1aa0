"""What every Word file of ours looks like: page, styles, lists and settings, as the parts of its package say it.

The order of elements is that of the schema (ISO/IEC 29500-1, wml.xsd), which Word insists on.
"""

from __future__ import annotations

from html import escape

from osp_cli.frozen import dataclass
from osp_cli.render.paper.measuring import Type

WIDTH, HEIGHT = 11906, 16838  # A4 in twentieths of a point
SIDE, TOP, BOTTOM = 794, 737, 1021
ROOM = WIDTH - 2 * SIDE  # between the margins
SMALLEST = 7.0  # pt
INSET, BETWEEN = 70, SIDE // 3  # of a cell, on each side; between columns
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"  # on every machine that has Word; elsewhere others stand in for them
LINES = {"en": (259, 1.17), "zh": (220, 1.22)}
"""Of text in 240ths, since the fonts of Chinese stand in taller lines of their own; of cells and headings in sizes."""
FONT_LINES = {"en": 1.15, "zh": 1.45}
"""The lines of the fonts, in sizes, at most."""
LEVELS = 6
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOOT = 7.0  # pt
# How much larger than text, and the space before and after, in twentieths of a point.
_HEADINGS = ((5.5, 0, 140), (2.5, 220, 70), (0.5, 160, 50), *((0.0, 120, 40),) * 3)
_PARAGRAPH, _ENTRY, _ROW, _BELOW_TABLE, _FIGURE = 80, 30, 18, 80, (80, 120)
_BADGES = (("Plus", "D8EFD8", "single"), ("Minus", "F6D5D2", "single"), ("Unknown", "FFFFFF", "dashed"))


@dataclass(frozen=True, slots=True)
class Form:
    """How a document is set: the size of its text in points, and the share of the space between what stands in it."""

    body: float = 9.5
    spread: float = 1.0

    @property
    def cell(self) -> float:
        """The size of a cell."""
        return max(self.body - 1, SMALLEST)

    @property
    def small(self) -> float:
        """The size of a cell in a table of many columns."""
        return max(self.body - 2, SMALLEST)

    def space(self, twentieths: float) -> int:
        """The space in place of the usual one."""
        return round(twentieths * self.spread)


FORMS = (Form(), Form(spread=0.7), Form(9.0, 0.6), Form(8.5, 0.4))
"""From the usual one to the closest."""
CARDS = tuple(Form(body, 0.5) for body in (9.5, 9.0, 8.5, 8.0, 7.5, SMALLEST))
"""Of a landscape sheet of cards."""


def styles(language: str, form: Form) -> str:
    """The styles of a document in a language.

    Latin letters are English in Chinese documents too: called Chinese, their words break anywhere.
    """
    hint = ' w:hint="eastAsia"' if language == "zh" else ""
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:cs="{LATIN}"{hint}'
    text, share = _lines_of(language)
    emphasis = '<w:color w:val="555555"/>' if language == "zh" else "<w:i/>"
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'{_size(form.body)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:after="{form.space(_PARAGRAPH)}" w:line="{text}" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        + "".join(_heading(level, form, share) for level in range(1, LEVELS + 1))
        + _paragraph("ListItem", "Osp List Item", f'<w:spacing w:after="{form.space(_ENTRY)}"/>', "")
        + "".join(_paragraph(*each) for each in _PARAGRAPHS)
        + _paragraph("CellText", "Osp Cell", _tight(form.cell * share), _size(form.cell))
        + _paragraph("SmallCell", "Osp Small Cell", _tight(form.small * share), _size(form.small))
        + _character("Emphasised", "Osp Emphasis", emphasis)
        + _character("FactLabel", "Osp Label", '<w:color w:val="333333"/>')
        + _character("Code", "Osp Code", _TYPEWRITER)
        + _character("Linked", "Osp Link", '<w:color w:val="1F4E79"/><w:u w:val="single"/>')
        + "".join(_badge(*each) for each in _BADGES)
        + _TABLES
        + "</w:styles>"
    )


def type_of(language: str, form: Form, columns: int) -> Type:
    """The type of a form as it is measured."""
    text, share = _lines_of(language)
    around = [(form.body + larger, form.space(before + after) / 20) for larger, before, after in _HEADINGS]
    room = ROOM if columns < 2 else (HEIGHT - 2 * SIDE - (columns - 1) * BETWEEN) / columns
    height = HEIGHT if columns < 2 else WIDTH
    return Type(
        room=room / 20,
        page=(height - TOP - BOTTOM) * columns / 20,
        text=(form.body, form.body * FONT_LINES.get(language, FONT_LINES["en"]) * text / 240),
        cell=(form.cell, form.cell * share),
        small=(form.small, form.small * share),
        headings=tuple((size, size * share, space + 1) for size, space in around),
        paragraph=form.space(_PARAGRAPH) / 20,
        entry=form.space(_ENTRY) / 20,
        row=2 * _ROW / 20 + 0.5,
        table=_BELOW_TABLE / 20,
        figure=sum(_FIGURE) / 20,
        inset=2 * INSET / 20,
    )


def _lines_of(language: str) -> tuple[int, float]:
    return LINES.get(language, LINES["en"])


def _tight(points: float) -> str:
    """Lines of one height, whatever the font; nothing stands below them."""
    return f'<w:spacing w:after="0" w:line="{round(20 * points)}" w:lineRule="exact"/>'


_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="OspTable"><w:name w:val="Osp Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/></w:tblBorders><w:tblCellMar>'
    f'<w:top w:w="{_ROW}" w:type="dxa"/><w:left w:w="{INSET}" w:type="dxa"/><w:bottom w:w="{_ROW}" w:type="dxa"/>'
    f'<w:right w:w="{INSET}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="333333"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def _heading(level: int, form: Form, share: float) -> str:
    larger, before, after = _HEADINGS[level - 1]
    size, before, after = form.body + larger, form.space(before), form.space(after)
    line = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="333333"/></w:pBdr>' if level == 2 else ""
    high = f'w:line="{round(20 * size * share)}" w:lineRule="exact"'
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:keepLines/>{line}<w:spacing w:before="{before}" w:after="{after}" {high}/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/>{_size(size)}</w:rPr></w:style>'
    )


def _paragraph(id: str, name: str, form: str, letters: str) -> str:
    own = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{form}</w:pPr>{own}</w:style>'
    )


def _character(id: str, name: str, letters: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f"<w:rPr>{letters}</w:rPr></w:style>"
    )


def _badge(id: str, fill: str, line: str) -> str:
    border = f'<w:bdr w:val="{line}" w:sz="4" w:space="0" w:color="333333"/>'
    return _character(id, f"Osp {id}", f'<w:b/>{border}<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')


def numbering(starts: list[int]) -> str:
    """The lists: the first has bullets, each of the others is counted from its own start."""
    marks = "".join(_level(level, "bullet", "•–"[level % 2]) for level in range(LEVELS))
    counts = "".join(_level(level, "decimal", f"%{level + 1}.") for level in range(LEVELS))
    nums = "".join(_counted(id, start) for id, start in enumerate(starts, start=2))
    return (
        f'{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>'
        f'{marks}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{counts}'
        f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )


def _level(level: int, form: str, mark: str) -> str:
    left = 240 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="240"/></w:pPr></w:lvl>'
    )


def _counted(id: int, start: int) -> str:
    over = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for level in range(LEVELS)
    )
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="1"/>{over}</w:num>'


_QUOTE = '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="999999"/></w:pBdr><w:ind w:left="240"/>'
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="767676"/></w:pBdr><w:spacing w:after="120"/>'
_TYPEWRITER = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>'
# Lines closer than single would cut the top of a picture.
_CENTRED = (
    f'<w:keepLines/><w:spacing w:before="{_FIGURE[0]}" w:after="{_FIGURE[1]}" w:line="240" w:lineRule="auto"/>'
    '<w:jc w:val="center"/>'
)
_PARAGRAPHS = (
    ("AfterTable", "Osp After Table", _tight(_BELOW_TABLE / 20), _size(4)),
    ("Figure", "Osp Figure", _CENTRED, ""),
    ("Quoted", "Osp Quotation", _QUOTE, ""),
    ("Literal", "Osp Literal", '<w:spacing w:after="80"/>', _TYPEWRITER + _size(8)),
    ("RuleLine", "Osp Rule", _RULE, ""),
    ("Foot", "Osp Foot", _tight(1.25 * _FOOT), '<w:color w:val="333333"/>' + _size(_FOOT)),
)
# What no line begins with: what Word has for Chinese, and year, month and day, so that no line breaks a date there.
_NEVER_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠年月日"
_NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
SETTINGS = (
    f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{escape(_NEVER_LAST)}"/>'
    f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escape(_NEVER_FIRST)}"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_FOOTER = '<w:footerReference w:type="default" r:id="footer"/>'


def section(columns: int) -> str:
    """The page of a document; one with several columns is landscape."""
    size = f'w:w="{HEIGHT}" w:h="{WIDTH}" w:orient="landscape"' if columns > 1 else f'w:w="{WIDTH}" w:h="{HEIGHT}"'
    many = f'<w:cols w:num="{columns}" w:space="{BETWEEN}"/>' if columns > 1 else ""
    return (
        f'<w:sectPr>{_FOOTER}<w:pgSz {size}/><w:pgMar w:top="{TOP}" w:right="{SIDE}" w:bottom="{BOTTOM}" '
        f'w:left="{SIDE}" w:header="400" w:footer="400" w:gutter="0"/>{many}</w:sectPr>'
    )
