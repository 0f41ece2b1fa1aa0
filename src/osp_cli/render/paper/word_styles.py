"""What every Word file of ours looks like: page, styles, lists and settings, as the parts of its package say it.

The order of elements is that of the schema (ISO/IEC 29500-1, wml.xsd), which Word insists on.
"""

from __future__ import annotations

WIDTH, HEIGHT = 11906, 16838  # A4 in twentieths of a point
SIDE, TOP, BOTTOM = 794, 737, 1021
ROOM = WIDTH - 2 * SIDE  # between the margins
BODY, CELL, SMALL = 9.5, 8.5, 7.5  # pt; the last for tables of many columns
INSET = 70  # of a cell, on each side
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"  # on every machine that has Word; elsewhere others stand in for them
LINES = {"en": (259, 243, 240), "zh": (235, 225, 220)}
"""Of text, of a cell and of a small one, in 240ths: the fonts of Chinese stand in taller lines of their own."""
LEVELS = 6
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEADINGS = ((15, 0, 140), (12, 220, 70), (10, 160, 50), (9.5, 120, 40), (9.5, 120, 40), (9.5, 120, 40))
_BADGES = (("Plus", "D8EFD8", "single"), ("Minus", "F6D5D2", "single"), ("Unknown", "FFFFFF", "dashed"))


def styles(language: str) -> str:
    """The styles of a document in a language.

    Latin letters are English in Chinese documents too: called Chinese, their words break anywhere.
    """
    hint = ' w:hint="eastAsia"' if language == "zh" else ""
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:cs="{LATIN}"{hint}'
    body, cell, small = LINES.get(language, LINES["en"])
    emphasis = '<w:color w:val="555555"/>' if language == "zh" else "<w:i/>"
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'{_size(BODY)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="{body}" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        + "".join(_heading(level, *form) for level, form in enumerate(_HEADINGS, start=1))
        + "".join(_paragraph(*each) for each in _PARAGRAPHS)
        + _paragraph("CellText", "Osp Cell", _TIGHT.format(line=cell, rule="auto"), _size(CELL))
        + _paragraph("SmallCell", "Osp Small Cell", _TIGHT.format(line=small, rule="auto"), _size(SMALL))
        + _character("Emphasised", "Osp Emphasis", emphasis)
        + _character("FactLabel", "Osp Label", '<w:color w:val="333333"/>')
        + _character("Code", "Osp Code", _TYPEWRITER)
        + _character("Linked", "Osp Link", '<w:color w:val="1F4E79"/><w:u w:val="single"/>')
        + "".join(_badge(*each) for each in _BADGES)
        + _TABLES
        + "</w:styles>"
    )


_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="OspTable"><w:name w:val="Osp Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/></w:tblBorders><w:tblCellMar>'
    f'<w:top w:w="18" w:type="dxa"/><w:left w:w="{INSET}" w:type="dxa"/><w:bottom w:w="18" w:type="dxa"/>'
    f'<w:right w:w="{INSET}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="333333"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def _heading(level: int, points: float, before: int, after: int) -> str:
    line = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="333333"/></w:pBdr>' if level == 2 else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:keepLines/>{line}<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/>{_size(points)}</w:rPr></w:style>'
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


_TIGHT = '<w:spacing w:after="0" w:line="{line}" w:lineRule="{rule}"/>'
_QUOTE = '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="999999"/></w:pBdr><w:ind w:left="240"/>'
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="767676"/></w:pBdr><w:spacing w:after="120"/>'
_TYPEWRITER = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>'
# Lines closer than single would cut the top of a picture.
_CENTRED = '<w:keepLines/><w:spacing w:before="80" w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
_PARAGRAPHS = (
    ("ListItem", "Osp List Item", '<w:spacing w:after="30"/>', ""),
    ("AfterTable", "Osp After Table", _TIGHT.format(line=80, rule="exact"), _size(4)),
    ("Figure", "Osp Figure", _CENTRED, ""),
    ("Quoted", "Osp Quotation", _QUOTE, ""),
    ("Literal", "Osp Literal", '<w:spacing w:after="80"/>', _TYPEWRITER + _size(8)),
    ("RuleLine", "Osp Rule", _RULE, ""),
    ("Foot", "Osp Foot", _TIGHT.format(line=240, rule="auto"), '<w:color w:val="333333"/>' + _size(7)),
)
SETTINGS = (
    f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_FOOTER = '<w:footerReference w:type="default" r:id="footer"/>'


def section(columns: int) -> str:
    """The page of a document; one with several columns is landscape."""
    size = f'w:w="{HEIGHT}" w:h="{WIDTH}" w:orient="landscape"' if columns > 1 else f'w:w="{WIDTH}" w:h="{HEIGHT}"'
    many = f'<w:cols w:num="{columns}" w:space="{SIDE // 3}"/>' if columns > 1 else ""
    return (
        f'<w:sectPr>{_FOOTER}<w:pgSz {size}/><w:pgMar w:top="{TOP}" w:right="{SIDE}" w:bottom="{BOTTOM}" '
        f'w:left="{SIDE}" w:header="400" w:footer="400" w:gutter="0"/>{many}</w:sectPr>'
    )
