"""The weekly report and the cheat sheet as PDF and Word: the pages they promise, every text, one sentence without."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from osp_cli.cli.report_files import first_that_fits
from osp_cli.errors import OspError
from osp_cli.render.paper.pdf import pdf_parts
from osp_cli.render.weekly import weekly_manuscripts, weekly_text
from osp_cli.words import Words
from tests.documents.test_pdf import _fonts
from tests.documents.test_word import disorder, opened
from tests.render.test_weekly_pages import hostile, season  # noqa: F401  a fixture
from tests.services.seasons import Season
from tests.territory import Terminal, told

REPORT, SHEET = ("forecast", "--quarter", "--report"), ("process", "cheatsheet", "--format")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", text)


def shown(file: Path) -> str:
    if file.suffix == ".pdf":
        return squeezed("".join(page.extract_text() for page in PdfReader(file).pages))
    document = docx.Document(str(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return squeezed("".join((*(each.text for each in document.paragraphs), *cells)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_the_report_of_the_week_is_two_pages_with_its_pictures_and_says_what_its_markdown_says(
    osp: Terminal, format: str, language: str
) -> None:
    said = osp(*REPORT, format, "--lang", language)
    file = osp.home / f"forecast-2026Q4.{format}"
    assert (said.code, file.name in said.out) == (0, True)
    assert not (osp.home / f"forecast-2026Q4.appendix.{format}").exists()
    text = shown(file)
    for deal in ("Kestrel WMS", "Blue Heron ERP", "海棠银行 数据平台"):
        assert squeezed(deal) in text
    for heading in re.findall("^# (.*)$", osp(*REPORT, "md", "--lang", language).out, re.MULTILINE):
        assert squeezed(heading.replace("\\", "")) in text
    if format == "pdf":
        assert len(PdfReader(file).pages) == 2
        assert all(_fonts(file.read_bytes()).values())
    else:
        assert len(docx.Document(str(file)).inline_shapes) == 4  # range, waterfall; stages, ages
        parts = opened(file.read_bytes())
        assert [fault for name, xml in parts.items() if name.endswith(".xml") for fault in disorder(xml)] == []
        assert parts["word/document.xml"].count(b"<w:pageBreakBefore/>") == 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_the_cheat_sheet_is_one_landscape_page_and_says_every_line(osp: Terminal, format: str, language: str) -> None:
    assert osp(*SHEET, format, "--lang", language).code == 0
    file = osp.home / f"cheat-sheet.{format}"
    text = shown(file)
    for line in osp(*SHEET, "md", "--lang", language).out.splitlines():
        plain = re.sub(r"^(#+|-) |^---$|\*\*|\\|^<!--.*", "", line).strip()
        is_in_the_foot = format == "docx" and (plain[:1] in "~*" or plain.startswith(("Internal", "内部文件")))
        assert is_in_the_foot or squeezed(plain) in text, plain
    if format == "pdf":
        (page,) = PdfReader(file).pages
        assert page.mediabox.width > page.mediabox.height
    else:
        (section,) = docx.Document(str(file)).sections
        foot = squeezed("".join(each.text for each in section.footer.paragraphs))
        assert re.match(
            "(Internal|内部文件).*(As of|截至).*2026.*(data version|数据版本)[0-9a-f]{8}".replace(" ", ""), foot
        )
        assert (section.page_width or 0) > (section.page_height or 0)
        assert disorder(opened(file.read_bytes())["word/document.xml"]) == []


def test_a_company_with_many_steps_gets_more_sheets_and_no_line_is_cut(osp: Terminal) -> None:
    steps = osp.home / "pack" / "steps.toml"
    text = steps.read_text(encoding="utf-8")
    steps.write_text(text.replace('en = "', 'en = "' + "very " * 12), encoding="utf-8")
    assert osp("config", "set", "pack", "pack").code == 0
    assert osp(*SHEET, "pdf", "--out", "long.pdf").code == 0
    pages = PdfReader(osp.home / "long.pdf").pages
    assert len(pages) > 1
    names = [card["step"]["name"]["en"] for card in told(osp, "process", "cheatsheet")["cards"]]
    text = squeezed("".join(page.extract_text() for page in pages))
    assert all(name.count("very") == 12 and squeezed(name) in text for name in names)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_with_far_too_much_keeps_its_two_pages_without_an_appendix(
    season: Season,  # noqa: F811  the fixture
    language: str,
) -> None:
    words, process = Words(language, lambda: season.desk.process), season.desk.process
    manuscripts = weekly_manuscripts(hostile(season), words, process, "pdf")
    with pytest.raises(OspError, match="document-unfit"):
        pdf_parts(next(manuscripts))
    first, *more = first_that_fits(manuscripts, "pdf")
    assert more == []
    assert len(PdfReader(io.BytesIO(first.content)).pages) == 2
    assert all(_fonts(first.content).values())


def test_a_file_that_is_no_text_never_goes_into_json(osp: Terminal) -> None:
    refused = osp(*REPORT, "pdf", "--out", "-", "--json")
    assert (refused.code, json.loads(refused.err)["code"]) == (2, "options-exclude")


@pytest.mark.parametrize(("format", "module"), [("pdf", "typst"), ("docx", "resvg_py")])
@pytest.mark.parametrize("words", [REPORT, SHEET], ids=["report", "sheet"])
def test_without_the_engine_one_sentence_names_what_to_install(
    osp: Terminal, words: tuple[str, ...], format: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    refused = osp(*words, format, "--out", f"it.{format}")
    assert (refused.code, refused.out) == (1, "")
    assert f"pip install 'osp-cli[{format}]'" in refused.err
    assert "Traceback" not in refused.err
    assert not (osp.home / f"it.{format}").exists()
    assert osp(*words, "html", "--out", "it.html").code == 0


@pytest.mark.parametrize(
    ("language", "mark", "foot"),
    [
        ("en", "Internal", "Internal: not for the customer. Owner: whole team. As of 2026-11-24 (Tue), data version "),
        ("zh", "内部文件", "内部文件，不得交给客户。负责人：整个团队。截至2026年11月24日（周二），数据版本 "),
    ],
)
def test_the_foot_says_for_whom_whose_of_when_and_of_which_data(
    osp: Terminal, language: str, mark: str, foot: str
) -> None:
    html = osp(*REPORT, "html", "--lang", language).out
    plain = f"**{mark}**{foot.removeprefix(mark)}"
    assert f"\n---\n\n{plain}" in osp(*REPORT, "md", "--lang", language).out
    assert f"<footer><p><strong>{mark}</strong>{foot.removeprefix(mark)}" in html
    assert osp(*REPORT, "docx", "--lang", language, "--out", "it.docx").code == 0
    (section, *_) = docx.Document(str(osp.home / "it.docx")).sections
    assert squeezed(foot) in squeezed("".join(each.text for each in section.footer.paragraphs))
    assert re.search(rf'@bottom-left {{ content: "{mark} ', html)
    assert osp(*REPORT, "pdf", "--lang", language, "--out", "it.pdf").code == 0
    pages = PdfReader(osp.home / "it.pdf").pages
    assert [squeezed(page.extract_text()).count(squeezed(foot)) for page in pages] == [1, 1]


@pytest.mark.parametrize(
    ("language", "parts"), [("en", ("ordered (not yet booked)", "booked")), ("zh", ("已下单", "已入账"))]
)
def test_the_parts_of_a_line_stand_in_and_the_asks_are_an_empty_box_on_paper(
    season: Season,  # noqa: F811  the fixture
    language: str,
    parts: tuple[str, ...],
) -> None:
    words = Words("en" if language == "en" else "zh", lambda: season.desk.process)
    report, process = hostile(season), season.desk.process
    text = next(weekly_manuscripts(report, words, process, "pdf")).text
    page = weekly_text(report, words, process, "html")
    for part in parts:
        assert f"\n| &nbsp;&nbsp;&nbsp;&nbsp;{part}" in text
        assert f"<td>\u00a0\u00a0\u00a0\u00a0{part}" in page
    asks = words("report.asks")
    assert re.search(rf"\n## {asks}\n\n\|  \|\n\| --- \|\n(\| &nbsp;&nbsp; \|\n)+\n", text)
    said = weekly_text(report, words, process, "md")
    assert f"## {asks}\n\n{words('report.asks-open')}\n" in said
    assert re.search("^.*&nbsp; *[|]$", said, re.MULTILINE) is None
    assert ("→" in said, "->" in said) == (True, False)


def test_the_week_says_who_of_the_customers_stands_for_a_date_until_it_is_moved_away(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def confirmed(deal: str) -> str:
        row = next(line for line in osp(*REPORT, "md").out.splitlines() if line.startswith(f"| {deal} |"))
        return row.split(" | ")[5]

    assert confirmed("7 Saffron POS") == "Hala Aziz"
    assert confirmed("6 Kestrel WMS") == "(missing)"
    for today, day, stands in (("25", "2026-12-20", "Hala Aziz"), ("26", "2026-12-28", "for an earlier one")):
        monkeypatch.setenv("OSP_TODAY", f"2026-11-{today}")
        assert osp("set", "saffron-pos", "--close", day, "--reason", "Their board meets then").code == 0
        assert confirmed("7 Saffron POS") == stands
    monkeypatch.setenv("OSP_TODAY", "2026-11-27")
    assert (
        osp("confirm", "buying-commitment", "-o", "7", "--who", "Hala Aziz", "--evidence", "mail", "--again").code == 0
    )
    assert confirmed("7 Saffron POS") == "Hala Aziz"
