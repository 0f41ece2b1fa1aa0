"""Makes the fonts that osp ships, `src/osp_cli/fonts/*.ttf`, from three public families: see the README beside them.

    python tools/fonts.py FOLDER [OUT]

FOLDER holds the five files named in SOURCES, as their packages name them; each is compared with its checksum first.
The same sources and the same fontTools give the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY, VERSION = "OSP Sans SC", "1.000"
OUT = Path(__file__).resolve().parents[1] / "src" / "osp_cli" / "fonts"
TONGYONG = Path(__file__).with_name("tongyong.txt")
SOURCES = {
    "NotoSansSC_400Regular.ttf": "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    "NotoSansSC_700Bold.ttf": "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    "NotoSans_400Regular.ttf": "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614",
    "NotoSans_700Bold.ttf": "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431",
    "NotoSansSymbols2_400Regular.ttf": "f67f40c65f929f029827ab37cfdc4897dfd9ae3c28d9e98ba46e0d52e39eb97e",
}
COPYRIGHT = (
    "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'. "
    "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/latin-greek-cyrillic, "
    "https://github.com/notofonts/symbols). A subset made for osp under another name."
)
# Latin with its extensions, marks that combine, Greek, Cyrillic, Vietnamese, punctuation, currencies, letterlike signs.
ALPHABETS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2010, 0x205E),
    (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25CC, 0x25CC),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
# Signs, numbers in circles, rules, shapes, kana, bopomofo, CJK punctuation, units, half and full width.
CJK_SIGNS = (
    (0x2010, 0x27BF), (0x3000, 0x312F), (0x3200, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
)  # fmt: skip
# Boxes and ticks, and the signs that osp shows for control characters.
BOXES = "☐☑☒✓✔✕✖✗✘" + "".join(map(chr, range(0x2400, 0x2425)))
WIDE_IN_CHINESE = "“”…—"
PRIVATE = 0xE000  # of the private use area, for as long as the parts are put together


def build(folder: Path, weight: int, style: str) -> TTFont:
    """One weight: alphabets of Noto Sans, boxes of Noto Sans Symbols 2, all else of Noto Sans SC."""
    latin = _opened(folder, f"NotoSans_{weight}{style}.ttf")
    _subset(latin, _within(ALPHABETS), features=("kern", "mark", "mkmk"))
    boxes = _opened(folder, "NotoSansSymbols2_400Regular.ttf")
    _subset(boxes, map(ord, BOXES))
    chinese = _opened(folder, f"NotoSansSC_{weight}{style}.ttf")
    wide = {ord(each): PRIVATE + place for place, each in enumerate(WIDE_IN_CHINESE)}
    own = set(latin.getBestCmap()) | set(boxes.getBestCmap())
    _subset(chinese, (ideographs() | set(_within(CJK_SIGNS))) - own | set(wide))
    for table in chinese["cmap"].tables:
        table.cmap = {wide.get(code, code): glyph for code, glyph in table.cmap.items()}
    font = _merged((latin, boxes, chinese))
    _wide_signs(font, wide)
    _named(font, weight, style, chinese)
    return font


def ideographs() -> set[int]:
    """The characters of GB 2312 and of the Table of General Standard Chinese Characters (2013), 8,105 of them."""
    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    gb2312 = {ord(text) for row in rows if (text := row.decode("gb2312", errors="ignore"))}
    return gb2312 | {ord(each) for each in TONGYONG.read_text(encoding="utf-8") if not each.isspace()}


def _within(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (code for first, last in ranges for code in range(first, last + 1))


def _opened(folder: Path, name: str) -> TTFont:
    found = sorted(folder.rglob(name))
    if not found:
        sys.exit(f"{name} is not in {folder}")
    if hashlib.sha256(found[0].read_bytes()).hexdigest() != SOURCES[name]:
        sys.exit(f"{found[0]} is another file than the one these fonts were made of")
    font = TTFont(found[0], recalcTimestamp=False)
    for table in ("vhea", "vmtx", "BASE", "STAT", "MATH"):  # nothing of ours is set upright; one weight has no axes
        if table in font:
            del font[table]
    return font


def _subset(font: TTFont, codes: Iterable[int], features: tuple[str, ...] = ()) -> None:
    options = Options(layout_features=list(features), hinting=False, notdef_outline=True, glyph_names=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    if not features:
        for table in ("GSUB", "GPOS", "GDEF"):
            if table in font:
                del font[table]


def _merged(fonts: tuple[TTFont, ...]) -> TTFont:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{place}.ttf" for place, _ in enumerate(fonts)]
        for path, font in zip(paths, fonts, strict=True):
            font.save(path)
        return Merger().merge([str(path) for path in paths])


def _wide_signs(font: TTFont, wide: dict[int, int]) -> None:
    """In Chinese text the quotes, the ellipsis and the dash are as wide as a character (feature `locl`)."""
    names = font.getBestCmap()
    rules = "".join(f"sub {names[code]} by {names[private]};" for code, private in wide.items())
    scripts = "".join(f"script {script}; language ZHS; lookup wide;" for script in ("DFLT", "latn", "hani"))
    systems = "".join(f"languagesystem {script} ZHS;" for script in ("DFLT", "latn", "hani"))
    text = f"languagesystem DFLT dflt;{systems} lookup wide {{ {rules} }} wide; feature locl {{ {scripts} }} locl;"
    addOpenTypeFeaturesFromString(font, text, tables=["GSUB"])
    private = set(wide.values())
    for table in font["cmap"].tables:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if code not in private}


def _named(font: TTFont, weight: int, style: str, metrics: TTFont) -> None:
    for table, fields in (
        ("hhea", ("ascent", "descent", "lineGap")),
        ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent")),
    ):
        for field in fields:
            setattr(font[table], field, getattr(metrics[table], field))
    is_bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if is_bold else 0x40
    font["OS/2"].recalcUnicodeRanges(font)
    font["head"].macStyle = int(is_bold)
    font["head"].fontRevision = float(VERSION)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = metrics["head"].modified
    font["post"].formatType = 3.0
    full = FAMILY if style == "Regular" else f"{FAMILY} {style}"
    texts = {
        0: COPYRIGHT, 1: FAMILY, 2: style, 3: f"{VERSION};osp;{FAMILY.replace(' ', '')}-{style}", 4: full,
        5: f"Version {VERSION}", 6: f"{FAMILY.replace(' ', '')}-{style}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }  # fmt: skip
    font["name"].names = []
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def main() -> None:
    """Builds both weights into OUT."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    for weight, style in ((400, "Regular"), (700, "Bold")):
        font = build(folder, weight, style)
        path = out / f"OSPSansSC-{style}.ttf"
        font.save(path, reorderTables=True)
        print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
