"""Which pictures stand in which document, and that Markdown, which has none, loses nothing."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from osp_cli.render import documents
from osp_cli.render.documents import DocumentWriter
from tests.render.pictures.looked_at import faults_of
from tests.territory import Terminal

PICTURE = re.compile(r"<svg .*?</svg>", re.DOTALL)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("blue-heron-erp", "--kind", "full"), ["map", "profile"]),
        (("blue-heron-erp", "--kind", "opportunity"), ["map"]),
        (("blue-heron-erp", "--kind", "assessment"), ["profile"]),
        (("cedar-billing", "--kind", "opportunity"), []),
        (("--kind", "territory", "--territory", "Amara Okafor"), ["ageing", "funnel", "pipeline", "stuck"]),
        (("--kind", "account", "--account", "Tidewater Ferries"), ["ageing", "map", "pipeline"]),
        (("willow-claims", "--kind", "winloss"), ["winloss"]),
    ],
)
def test_each_document_has_the_pictures_that_its_facts_allow(
    osp: Terminal, words: tuple[str, ...], names: list[str], language: str
) -> None:
    said = osp("plan", "export", *words, "--out", "-", "--format", "html", "--lang", language)
    assert said.code == 0, said.err
    pictures = PICTURE.findall(said.out)
    assert sorted(re.findall(r'<title id="(\w+)-title">', "".join(pictures))) == names
    assert [fault for picture in pictures for fault in faults_of(picture)] == []
    ids = re.findall(r' id="([^"]+)"', said.out)
    assert len(ids) == len(set(ids))
    text = osp("plan", "export", *words, "--out", "-", "--lang", language).out
    assert ".svg" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("format", ["md", "html"])
def test_pictures_are_made_where_they_are_shown_and_nowhere_else(
    osp: Terminal, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(documents, "pictures_of", lambda document, *_: made.append(document) or {})
    text = osp("plan", "export", "blue-heron-erp", "--kind", "full", "--out", "-", "--format", format).out
    assert len(made) == (format == "html")
    monkeypatch.undo()
    assert text


def test_markdown_says_the_same_with_pictures_and_without(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("plan", "export", "--kind", "full", "--out", "-")
    text = osp(*words).out
    own = DocumentWriter.manuscript
    monkeypatch.setattr(DocumentWriter, "manuscript", lambda writer, document, **_: own(writer, document))
    assert osp(*words).out == text


def test_the_stages_and_the_ages_of_a_plan_stand_beside_each_other(osp: Terminal) -> None:
    said = osp("plan", "export", "--territory", "Amara Okafor", "--out", "-", "--format", "html")
    assert said.code == 0, said.err
    stages, ages, *others = PICTURE.findall(said.out)
    assert said.out.count('<figure class="half">') == 2
    widths = [float(re.search(r'width="([\d.]+)"', each)[1]) for each in (stages, ages)]  # type: ignore[index]
    assert sum(widths) < 660
    assert len({re.search(r'height="([\d.]+)"', each)[1] for each in (stages, ages)}) == 1  # type: ignore[index]
    assert "pipeline-title" in stages
    assert "ageing-title" in ages
    assert all("pipeline" not in each for each in others)


@pytest.mark.parametrize(("language", "left"), [("en", "influence unknown: "), ("zh", "影响力不明：")])
def test_who_is_left_out_of_the_map_stands_last_in_the_table_and_the_appendix_draws_all(
    osp: Terminal, language: str, left: str
) -> None:
    for number in range(14):
        influence = ("unknown", "inner-circle")[number % 2]
        assert osp("person", "add", f"Person {number}", "--influence", influence, "-o", "blue-heron-erp").code == 0
    words = ("plan", "export", "blue-heron-erp", "--kind", "opportunity", "--lang", language)
    said = osp(*words, "--out", "-", "--format", "html").out
    (picture,) = PICTURE.findall(said)
    names = re.search(rf"{left}([^<;；]+)<", picture)
    assert names
    gone = re.split(", |、", names[1])
    assert gone == [f"Person {number}" for number in range(4, 14, 2)]
    table = re.findall(r"<td>(Person \d+|Celia|Noor|Piet)\b", said)
    assert table[-len(gone) :] == gone
    assert osp(*words, "--format", "pdf", "--out", "plan.pdf").code == 0
    appendix = "".join(page.extract_text() for page in PdfReader("plan.appendix.pdf").pages)
    assert min(len(re.findall(rf"{name}(?!\d)", appendix)) for name in ("Person 0", *gone)) == 2


def test_the_full_plan_draws_everybody(osp: Terminal) -> None:
    for number in range(30):
        assert osp("person", "add", f"Person {number}", "-o", "blue-heron-erp").code == 0
    said = osp("plan", "export", "blue-heron-erp", "--kind", "full", "--out", "-", "--format", "html").out
    pictures = PICTURE.findall(said)
    titles = re.findall(r'<title id="([\w-]+)-title">', "".join(pictures))
    assert titles == ["profile", "map", "map-2"]
    cards = re.findall(r">(Person \d+)</text>", "".join(pictures))
    assert sorted(cards) == sorted(f"Person {number}" for number in range(30))
    assert "map-2" not in osp("plan", "export", "blue-heron-erp", "--kind", "full", "--out", "-").out


def test_no_picture_reaches_a_customer(osp: Terminal) -> None:
    said = osp("plan", "export", "--kind", "close", "--audience", "customer", "--out", "-", "--format", "html")
    assert said.code == 0, said.err
    assert "<svg" not in said.out
