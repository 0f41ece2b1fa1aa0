"""Every fact of the method is in the pack, `osp process` shows it in both languages, and its search finds it.

coverage.toml says where each fact stands, where each item comes from, and how much each step holds.
test_pack_coverage_bites.py shows that a changed pack is caught.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from osp_cli.pack.load import builtin
from osp_cli.pack.reading import builtin_handbook
from tests.pack.places import COUNTS, FACTS, ORIGINS, Command, faults, places
from tests.territory import Terminal

HEADINGS = [
    *("1 What it is for", "1 What a rep gains", "1 What it wants to avoid", "2 The eight steps"),
    *("3 The stages", "3 Rules", "4 Deal size", "4 Time rules", "4 Rules"),
    *(f"5.{step} {part}" for step in range(1, 9) for part in ("Do", "Ask", "Trap")),
    "6 Roles",
    *(
        f"6.{step} {part}"
        for step in range(1, 9)
        for part in ("Goal", "Outcome", "Roles", "How", "Difficult", "Goes wrong", "Tools")
    ),
]
NOT_SEARCHED = "role:"  # the search looks through what roles do, not through their names
PLACES = dict(places(builtin(), builtin_handbook()))


class Reader:
    """Reads pages in one language, each once."""

    def __init__(self, osp: Terminal, language: str) -> None:
        self._osp, self._language = osp, language
        self._read: dict[Command, str] = {}

    def __call__(self, *command: str) -> str:
        if command not in self._read:
            said = self._osp(*command, "--lang", self._language)
            assert (said.code, said.err) == (0, ""), command
            self._read[command] = said.out
        return self._read[command]


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def read(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    return Reader(Terminal(tmp_path, monkeypatch, capsys), language)


def test_the_pack_and_the_facts_of_the_method_agree() -> None:
    assert faults(builtin(), builtin_handbook()) == []


def test_the_facts_stand_under_every_heading_of_the_method_in_its_order() -> None:
    assert list(dict.fromkeys(fact["where"] for fact in FACTS)) == HEADINGS
    assert [fact for fact, times in Counter((f["where"], f["fact"]) for f in FACTS).items() if times > 1] == []
    assert list(COUNTS) == [str(number) for number in range(1, 9)]


def test_every_fact_names_its_items_and_every_item_its_origin_once() -> None:
    assert [fact["fact"] for fact in FACTS if not fact["items"]] == []
    assert [fact["fact"] for fact in FACTS if len(set(fact["items"])) < len(fact["items"])] == []
    assert set(ORIGINS) == {"likely", "ours"}
    listed = [id for ids in ORIGINS.values() for id in ids]
    assert len(set(listed)) == len(listed)


def test_every_item_of_the_pack_is_shown_on_each_of_its_pages_with_its_origin(read: Reader, language: str) -> None:
    hidden = [
        (page, text)
        for place in PLACES.values()
        for page in place.pages
        for text in place.shown(language)
        if text not in read(*page)
    ]

    assert hidden == []


def test_the_search_finds_every_item_of_a_fact_by_a_word_and_names_its_page(read: Reader, language: str) -> None:
    searched: list[str] = []
    lost = []
    for id in dict.fromkeys(id for fact in FACTS for id in fact["items"] if not id.startswith(NOT_SEARCHED)):
        text, command = PLACES[id].texts[0].languages[language], " ".join(("osp", *PLACES[id].pages[0]))
        words = re.findall(r"[a-z]{4,}|[\u4e00-\u9fff]{2,3}", text.casefold())
        word = next((each for each in searched if each in text.casefold()), max(words, key=len))
        searched += [] if word in searched else [word]
        lines = read("process", "search", word).splitlines()
        below = {line: _command_below(lines[place:]) for place, line in enumerate(lines)}
        if not any(PLACES[id].shown(language)[0] in line and below[line] == command for line in lines):
            lost.append((id, word))

    assert lost == []


@pytest.mark.parametrize(
    ("word", "found", "command"),
    [
        ("100k", "USD 50,000 / 100,000", "osp process sizes"),
        ("50,000", "USD 50,000 / 100,000", "osp process sizes"),
        ("35万", "CNY 350,000 / 700,000", "osp process sizes"),
        ("80%", "80%", "osp process stage 7"),
        ("can-we-compete", "?", "osp process questions --kind tas"),
    ],
)
def test_the_search_finds_figures_and_headings(
    read: Reader, language: str, word: str, found: str, command: str
) -> None:
    first, below, *_ = read("process", "search", word).splitlines()
    assert found in first.replace("？", "?")
    assert below.strip() == command


def _command_below(lines: list[str]) -> str:
    """The command that stands beneath the texts which its page shows."""
    return next((line.strip() for line in lines if line.startswith("    osp ")), "")
