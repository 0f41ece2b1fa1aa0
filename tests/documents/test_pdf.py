"""PDF: the pages that a plan promises, its fonts, every text as it was typed, and what was cut complete beside it."""

from __future__ import annotations

import io
import re
from itertools import groupby

import pytest
from pypdf import PdfReader

from osp_cli.errors import OspError
from osp_cli.fonts import Face
from osp_cli.render.escaping import markdown_text
from osp_cli.render.paper.pdf import Print, Printed, printed
from osp_cli.render.paper.press import undrawn
from osp_cli.render.paper.reading import read
from osp_cli.render.paper.sheet import SIZES
from osp_cli.render.paper.shortening import lettered
from tests.documents.plans import HOSTILE, plan

EMBEDDED = ("/FontFile2", "/FontFile3")


def _print(markdown: str, pages: int | None = None, language: str = "en", **more: object) -> Printed:
    return printed(read(markdown), Print(language, pages, **more))  # type: ignore[arg-type]


def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def _squeezed(text: str) -> str:
    """Without white space: where a line ends says nothing about a text."""
    return re.sub(r"\s+", "", text)


def _fonts(pdf: bytes) -> dict[str, bool]:
    """Every font of a file, those of its pictures too, and whether it is in there."""
    reader = PdfReader(io.BytesIO(pdf))
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    described = [each for each in objects if isinstance(each, dict) and each.get("/Type") == "/FontDescriptor"]
    return {str(each["/FontName"]): any(key in each for key in EMBEDDED) for each in described}


@pytest.mark.parametrize(("seed", "language"), [(1, "en"), (2, "zh"), (5, "en"), (6, "zh")])
def test_a_plan_keeps_its_three_pages_whatever_was_typed(seed: int, language: str) -> None:
    done = _print(plan(seed, language), 3, language)
    fonts = _fonts(done.pdf)
    assert len(_pages(done.pdf)) == 3
    assert fonts
    assert all(fonts.values())
    assert done.fit is not None
    assert done.fit.size in SIZES
    if done.appendix:
        assert all(_fonts(done.appendix).values())


def test_every_text_comes_out_as_it_was_typed() -> None:
    drawn = [each for each in HOSTILE if not Face().missing([each]) and not any(c in each for c in "\n\r\u202e\x00")]
    for place, typed in enumerate(drawn):
        said = markdown_text(typed)
        markdown = f"# T{said}\n\n{said}\n\n- {said}\n\n| A |\n|---|\n| {said} |\n| {place} |\n"
        told = _squeezed("".join(_pages(_print(markdown).pdf)))
        assert told.count(_squeezed(typed)) >= 4, typed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_no_font_here_draws_is_printed_as_its_code_and_named(language: str) -> None:
    done = _print("# \ufdd0\n\na \U0010fffdb \u202e\x1b\n", language=language)
    told = _squeezed("".join(_pages(done.pdf)))
    assert done.missing == "\ufdd0\U0010fffd"
    assert "a<U+10FFFD>b" in told
    assert "<U+FDD0>" in told


def test_a_picture_is_printed_with_its_words_and_a_missing_character_of_it_is_named_too() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><title>t</title>'
        '<text x="5" y="20" font-family="OSP Sans SC">地图 map \U0010fffd</text></svg>'
    )
    done = _print("# T\n\n![The map](map.svg)\n\n![elsewhere](other.svg)\n", pictures={"map.svg": svg})
    told = _squeezed("".join(_pages(done.pdf)))
    assert "地图map<U+10FFFD>" in told
    assert "elsewhere" in told
    assert done.missing == "\U0010fffd"


def test_what_a_picture_cannot_draw_in_one_line_is_printed_in_it_as_its_code_and_in_a_text_as_itself() -> None:
    text = "after 71850 influences 臺灣 한국 שלום 246630 (budget)"
    done = _print(f"# T\n\n{text}\n\n![m](map.svg)\n", pictures={"map.svg": _picture(text)})
    assert set(done.missing) <= set(text)
    assert len(_pages(done.pdf)) == 1
    assert all(_fonts(done.pdf).values())


def test_typst_names_every_text_that_it_cannot_draw() -> None:
    said = (
        'error: the text `"😀"` could not be displayed\nthe text `"\\u{1}\\"\\\\"` could not be displayed with a font\n'
    )
    assert list(undrawn(said)) == ["😀", '\x01"\\']


def test_what_is_cut_of_a_page_stands_complete_in_the_appendix_and_the_page_says_where() -> None:
    rows = "".join(f"| row {n} | {'evidence ' * 60}{n} |\n" for n in range(30))
    done = _print(f"# Plan\n\n## People\n\n| A | B |\n|---|---|\n{rows}\n## Said\n\n{'word ' * 400}end\n", 1)
    (page,) = _pages(done.pdf)
    assert done.appendix
    complete = _squeezed("".join(_pages(done.appendix)))
    assert re.search(r"\+\d+ more: appendix A", page)
    assert "[B]: complete in the appendix" in page
    assert "Appendix:Plan" in complete
    assert all(f"row{n}" in complete for n in range(30))
    assert (complete.count("evidence"), complete.count("word")) == (30 * 60, 400)
    assert "row 0" in page
    assert "row 29" not in page
    assert "…[A]" in page.replace("\u2060", "")
    assert "U+2060" not in page


def _picture(text: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60" width="200" height="60"><title>t</title>'
        f'<text x="5" y="20" font-family="OSP Sans SC">{text}</text></svg>'
    )


def test_what_is_cut_is_told_right_below_it_for_each_table_and_picture() -> None:
    def table(name: str) -> str:
        return f"| {name} |\n|---|\n" + "".join(f"| {name} {n} |\n" for n in range(30))

    pictures = {"map.svg": _picture("drawn")}
    done = _print(f"# Plan\n\n## P\n\n{table('row')}\n![m](map.svg)\n\n{table('line')}", 1, pictures=pictures)
    (page,) = map(_squeezed, _pages(done.pdf))
    told = re.findall(r"row(?=\d)|\+\d+more:appendixA|drawn|line(?=\d)", page)
    row, more, drawn, line, again = (each for each, _ in groupby(told))
    assert (row, drawn, line) == ("row", "drawn", "line")
    assert more == again == f"+{30 - told.count('row')}more:appendixA"
    assert done.appendix
    assert "row29" in _squeezed("".join(_pages(done.appendix)))


def test_a_picture_that_leaves_something_out_stands_whole_in_the_appendix() -> None:
    pictures = {
        "map.svg": _picture("in part"), "whole-map.svg": _picture("sheet one"),
        "whole-map-2.svg": _picture("sheet two"), "whole-maple.svg": _picture("another"),
    }  # fmt: skip
    done = _print("# Plan\n\n## People\n\nfew\n\n![m](map.svg)\n\n## Others\n\nwords\n", 1, pictures=pictures)
    (page,) = _pages(done.pdf)
    assert "in part" in page
    assert "[A]: complete in the appendix" in page
    assert done.appendix
    appendix = "".join(_pages(done.appendix))
    assert "sheet one" in appendix
    assert appendix.index("sheet one") < appendix.index("sheet two")
    assert "in part" not in appendix
    assert "another" not in appendix
    assert "words" not in appendix


def test_of_several_grids_of_facts_the_first_stay_where_not_all_have_room_and_what_follows_keeps_its_place() -> None:
    grids = "".join(f"**Value {n}**\n\n|  |  |\n|---|---|\n" + "| name | told |\n" * 5 + "\n" for n in range(20))
    done = _print(f"# Plan\n\n## Values\n\n{grids}## Criteria\n\n| A |\n|---|\n| mandatory |\n", 1)
    (page,) = _pages(done.pdf)
    told = page.count("Value ")
    assert 2 < told < 20
    assert page.count("told") == 5 * told
    assert f"+{20 - told} more: appendix A" in page
    assert "mandatory" in page
    assert done.appendix
    assert "".join(_pages(done.appendix)).count("told") == 100


def test_a_page_that_has_room_is_filled_and_nothing_of_it_is_cut() -> None:
    done = _print("# Plan\n\n## One\n\nfew\n\n## Two\n\n- words\n\n## Three\n\nhere\n", 3)
    assert done.appendix is None
    assert done.fit
    assert done.fit.size == SIZES[0]
    assert min(done.fit.spacing) > 1.6
    assert [len(page.split()) for page in _pages(done.pdf)] == [6, 6, 5]  # the numbers of the page among them


def test_what_is_blank_at_the_end_of_a_page_becomes_lines_to_write_on_below_its_gaps() -> None:
    done = _print("# Plan\n\n## One\n\n**gap**: nobody is known\n\n## Two\n\nfew\n\n## Three\n\n**bold alone**\n", 3)
    assert done.fit
    assert done.fit.writing == (60.0, 0.0, 0.0)
    assert len(_pages(done.pdf)) == 3


@pytest.mark.parametrize(("rows", "pages"), [(50, 1), (64, 2)])
def test_a_last_page_that_would_be_mostly_blank_is_saved_where_smaller_type_saves_it(rows: int, pages: int) -> None:
    done = _print("# T\n\n" + "".join(f"text {n}\n\n" for n in range(rows)))
    assert len(_pages(done.pdf)) == pages


def test_a_last_page_that_cannot_be_saved_is_filled() -> None:
    counts = [
        [page.count("text") for page in _pages(_print("# T\n\n" + "".join(f"text {n}\n\n" for n in range(rows))).pdf)]
        for rows in range(60, 100, 5)
    ]
    assert all(each[-1] > 8 for each in counts if len(each) > 1)


@pytest.mark.parametrize(("rows", "has_appendix"), [(100, False), (160, True)])
def test_a_document_that_may_run_over_takes_no_more_than_its_most(rows: int, has_appendix: bool) -> None:
    done = _print("# T\n\n## H\n\n" + "".join(f"- text {n}\n" for n in range(rows)), most=2)
    assert (len(_pages(done.pdf)), done.pages) == (2, 2)
    assert bool(done.appendix) is has_appendix
    assert "text 159" in "".join(_pages(done.appendix)) if done.appendix else "text 99" in _pages(done.pdf)[1]


def test_a_single_sheet_gives_up_its_picture_before_a_row_or_a_text() -> None:
    text = (
        "# T\n\n" + "".join(f"text {n}\n\n" for n in range(20)) + "## Score\n\n![p](p.svg)\n\n| A |\n|---|\n| told |\n"
    )
    done = _print(text, 1, pictures={"p.svg": _tall()})
    (page,) = _pages(done.pdf)
    assert "text 19" in page
    assert "told" in page
    assert "[A]: complete in the appendix" in page
    assert done.appendix
    assert "told" in "".join(_pages(done.appendix))


def test_a_long_text_that_fits_is_not_cut() -> None:
    row = f"| short | {'word ' * 120}end | short |\n"
    done = _print(f"# T\n\n| A | B | C |\n|---|---|---|\n{row}\n{'word ' * 400}last\n", 1)
    assert done.appendix is None
    assert "end" in _pages(done.pdf)[0]


def test_a_long_title_that_has_room_is_not_cut() -> None:
    title = "Platform" * 20
    done = _print(f"# {title}\n\n## One\n\nfew words\n", 1)
    assert done.appendix is None
    assert title in _squeezed("".join(_pages(done.pdf)))


def test_headings_without_end_still_keep_to_one_page() -> None:
    done = _print("# T\n\n" + "".join(f"## heading {n}\n\ntext {n}\n\n" for n in range(80)), 1)
    (page,) = _pages(done.pdf)
    assert done.appendix
    assert "more: appendix" in page
    assert "text 79" in "".join(_pages(done.appendix))


def test_a_document_of_other_pages_than_it_promises_is_refused() -> None:
    with pytest.raises(OspError) as refused:
        _print("# T\n\n## One\n\na\n\n## Two\n\n" + "![p](p.svg)\n\n" * 40, 2, pictures={"p.svg": _tall()})
    assert refused.value.code == "document-unfit"


def _tall() -> str:
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 900"><title>t</title></svg>'


def test_the_same_document_is_the_same_file_and_says_title_and_language() -> None:
    first, again = (_print(plan(7, "zh"), language="zh", seconds=1_795_000_000).pdf for _ in range(2))
    reader = PdfReader(io.BytesIO(first))
    assert first == again
    assert reader.metadata
    assert str(reader.metadata.title).startswith("Plan: ")
    assert reader.metadata.author is None
    assert reader.metadata.creation_date
    assert reader.metadata.creation_date.year == 2026
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_the_foot_stands_on_every_page_with_its_number() -> None:
    pages = _pages(_print("# T\n\n" + "text\n\n" * 150 + "---\n\n**Internal**: not for the customer.\n").pdf)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Internal:notforthecustomer." in _squeezed(page)
        assert f"{number} / {len(pages)}" in page


def test_the_places_of_an_appendix_have_letters() -> None:
    assert [lettered(place) for place in (1, 2, 26, 27, 52, 53, 703)] == ["A", "B", "Z", "AA", "AZ", "BA", "AAA"]
