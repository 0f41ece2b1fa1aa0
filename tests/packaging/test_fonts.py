"""The fonts that travel with the package: what they can write, what they are called, and their licence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from osp_cli.fonts import FAMILY, FILES, FOLDER, Face

ROOT = Path(__file__).resolve().parents[2]
NAMES_BEYOND_GB2312 = "喆堃昇镕珺玥翀晞祎璟赟奕翾湜"
SIGNS = "␀␛␡�☐☑☒✓✗→←↑↓€£¥₹≥≤≠±×÷·…–—“”‘’㎡※°§•■□▲●○◆★①⑩Ⅱ№™®©‰½²"
ABROAD = "Łódź Čapek Şükrü Ørsted Straße Nguyễn Đặng Ελλάδα Россия Ґанок"
HANZI_8105 = "".join((ROOT / "tools" / "tongyong.txt").read_text(encoding="utf-8").split())
GB2312 = {
    text
    for lead in range(0xA1, 0xF8)
    for trail in range(0xA1, 0xFF)
    if (text := bytes((lead, trail)).decode("gb2312", errors="ignore"))
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_both_weights_write_alphabets_signs_gb2312_and_the_8105_characters(file: Path) -> None:
    assert (len(set(HANZI_8105)), len(GB2312)) == (8105, 7445)
    assert not Face(file).missing([HANZI_8105, *GB2312, NAMES_BEYOND_GB2312, SIGNS, ABROAD])


def test_the_table_is_that_of_2013_in_its_own_order() -> None:
    assert HANZI_8105[:10] == "一乙二十丁厂七卜八人"  # the first of level 1
    assert HANZI_8105[3500] == "乂"  # the first of level 2
    assert set(NAMES_BEYOND_GB2312) <= set(HANZI_8105)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_we_read_of_a_font_is_what_fonttools_reads(file: Path) -> None:
    font, ours = TTFont(file, lazy=False), Face(file)
    theirs = font.getBestCmap()
    assert len(ours) == len(theirs)
    widths = {code: font["hmtx"][glyph][0] / font["head"].unitsPerEm for code, glyph in theirs.items()}
    assert {code: ours.width(chr(code)) for code in theirs} == widths
    assert all(ours.covers(chr(code)) for code in theirs)


@pytest.mark.parametrize("text", ["😀", "臺", "한", "ש"])
def test_a_character_that_is_not_there_is_named(text: str) -> None:
    assert Face().missing([f"a {text} b {text}", "中文\n"]) == (text,)


def test_what_has_no_picture_needs_none() -> None:
    assert not Face().missing(["a\u200d\u202eb\u2009c\td", "❤\ufe0f"[1:], "\U000e0100"])


def test_the_width_of_a_text_is_told_in_units_of_its_size() -> None:
    assert Face().width("中文，") == 3
    assert Face().width("i") < Face().width("m") < 1
    assert Face().width("😀") == 1  # drawn by another font, if at all
    assert Face().width("\u0301\u202e") == 0


def test_the_fonts_have_a_name_of_their_own_true_type_outlines_and_two_weights() -> None:
    fonts = [TTFont(file, lazy=False) for file in FILES]
    assert [font["name"].getDebugName(1) for font in fonts] == [FAMILY, FAMILY]
    assert [font["OS/2"].usWeightClass for font in fonts] == [400, 700]
    assert all("glyf" in font and font["OS/2"].fsType == 0 for font in fonts)
    names = " ".join(str(record) for font in fonts for record in font["name"].names if record.nameID in {1, 3, 4, 6})
    assert not {"Source", "Noto"} & set(names.split())  # names that the licence reserves, or that are others'


def test_the_licence_of_the_fonts_lies_beside_them_and_names_the_copyrights() -> None:
    text = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    held = str(TTFont(FILES[0], lazy=False)["name"].getDebugName(0))
    assert "with Reserved Font Name 'Source'" in text
    assert "Reserved Font Name 'Source'" in held
    for source in ("notofonts/latin-greek-cyrillic", "notofonts/symbols"):
        assert source in text
        assert source in held


def test_both_weights_together_stay_small_in_the_wheel(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "fonts.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in FILES:
            archive.write(file, file.name)
    assert (tmp_path / "fonts.zip").stat().st_size < 5_000_000
