"""What is not the method's own says so wherever it is shown: by a mark whose meaning stands below, and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.territory import Terminal

LEGENDS = {
    "en": {"~": "~ likely the method", "*": "* added: the method"},
    "zh": {"~": "~ 很可能是方法原有", "*": "* 增补内容"},
}
# Each page with the marks it must bear; a page of the method's own lines bears none.
PAGES = [
    (("process", "steps"), ""),
    (("process", "step", "1"), "~"),
    (("process", "step", "7"), "~*"),
    (("process", "stages"), "~*"),
    (("process", "stage", "7"), "~*"),
    (("process", "gate", "2"), "*"),
    (("process", "gate", "4"), ""),
    (("process", "questions"), "~*"),
    (("process", "questions", "--kind", "qualification"), ""),
    (("process", "about"), "~*"),
    (("process", "sizes"), "*"),
    (("process", "reasons"), "*"),
    (("process", "roles"), "~*"),
    (("process", "roles", "partner"), "~"),
    (("process", "tools"), "*"),
    (("process", "search", "revisit"), "~*"),
    (("process", "cheatsheet"), "~*"),
    (("process", "cheatsheet", "--format", "html"), "~*"),
    (("process", "glossary"), ""),
]


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("page", "marks"), PAGES, ids=lambda value: " ".join(value[1:]) if len(value) > 2 else None)
def test_a_page_explains_the_marks_it_bears_and_no_other(
    osp: Terminal, page: tuple[str, ...], marks: str, language: str
) -> None:
    said = osp(*page, "--lang", language).out

    assert [mark for mark in "~*" if LEGENDS[language][mark] in said] == list(marks)
    for mark in marks:
        assert said.count(mark) > 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_marks_what_is_not_the_methods_own(osp: Terminal, language: str) -> None:
    osp("new-opportunity", "Tidewater billing", "--account", "Tidewater Utilities")
    said = osp("guide", "1", "--show", "--lang", language).out

    assert LEGENDS[language]["~"] in said
    assert LEGENDS[language]["*"] in said


def test_in_json_every_line_of_the_method_has_its_origin(osp: Terminal) -> None:
    hits = json.loads(osp("process", "search", "two", "--json").out)["hits"]
    cards = json.loads(osp("process", "cheatsheet", "--json").out)["cards"]

    assert {hit["origin"] for hit in hits} >= {"method", "likely", "ours"}
    assert {hit["kind"] for hit in hits if hit["origin"] is None} <= {"term"}
    assert {item["origin"] for item in cards[6]["do"] + cards[6]["ask"]} == {"method", "likely", "ours"}
