"""Which pictures stand in which document, and that Markdown, which has none, loses nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from osp_cli.render import documents
from osp_cli.render.documents import DocumentWriter
from tests.render.pictures.looked_at import faults_of
from tests.territory import Terminal

PICTURE = re.compile(r"<svg .*?</svg>", re.DOTALL)


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    shutil.copytree(territory, tmp_path / "home")
    return Terminal(tmp_path / "home", monkeypatch, capsys)


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


def test_no_picture_reaches_a_customer(osp: Terminal) -> None:
    said = osp("plan", "export", "--kind", "close", "--audience", "customer", "--out", "-", "--format", "html")
    assert said.code == 0, said.err
    assert "<svg" not in said.out
