"""Every fact of the method is in the pack, `osp process` shows it in both languages, and its search finds it.

coverage.toml says where each fact stands and how much each step holds.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from osp_cli.domain.process import Item, Text
from osp_cli.pack.load import builtin
from osp_cli.pack.reading import builtin_handbook
from tests.territory import Terminal

COVERAGE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("coverage.toml").read_text(encoding="utf-8"))
FACTS: list[dict[str, Any]] = COVERAGE["fact"]
COUNTS: dict[str, dict[str, Any]] = COVERAGE["counts"]
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
CARDS = ("activities", "traps", "coaching")
NOT_SEARCHED = "role:"  # the search looks through what roles do, not through their names

Command = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where an item stands: its texts (the first is searched for), and the pages that all show them.

    The first page is the one that the search names. `signs` stand on the pages in every language.
    """

    origin: str
    texts: tuple[Text, ...]
    pages: tuple[Command, ...]
    signs: tuple[str, ...] = ()


def _places() -> Iterator[tuple[str, Place]]:
    yield from _of_steps()
    yield from _of_stages()
    yield from _of_the_rest()


def _of_steps() -> Iterator[tuple[str, Place]]:
    process, handbook = builtin(), builtin_handbook()
    for step in process.steps:
        page = ("process", "step", str(step.number))
        yield f"step:{step.number}", Place("method", (step.name,), (page, ("process", "steps")))
        yield _item(step.goal, page, ("process", "steps"))
        for kind, items in handbook.page(step.number).lists():
            more = [("process", "cheatsheet")] * (kind in CARDS) + [("process", "tools")] * (kind == "tools")
            yield from (_item(item, page, *more) for item in items)
        for work in handbook.works_at(step.number):
            yield from (_item(item, ("process", "roles", work.role), page) for item in work.items)
    for question in process.questions:
        listing = ("process", "questions", "--kind", question.kind)
        pages: list[Command] = [(*listing, "--full"), listing, ("process", "step", str(question.step))]
        pages += [("process", "cheatsheet")] * (question.kind in CARDS)
        yield question.id, Place(question.origin, (question.text,), tuple(pages))


def _of_stages() -> Iterator[tuple[str, Place]]:
    process = builtin()
    for stage in process.stages:
        page = ("process", "stage", stage.key)
        texts = (stage.reached, stage.name, process.role(stage.confirmed_by).text, process.step(stage.step).name)
        yield f"stage:{stage.key}", Place(stage.origin, texts, (page,), (f"{stage.probability}%",))
        for criterion in process.gate(stage.key).criteria:
            texts = (criterion.text, process.role(criterion.confirmed_by).text)
            yield criterion.id, Place(criterion.origin, texts, (("process", "gate", stage.key), page), (criterion.id,))


def _of_the_rest() -> Iterator[tuple[str, Place]]:
    process, handbook = builtin(), builtin_handbook()
    about = ("process", "about")
    yield from (_item(item, about) for chapter in handbook.chapters for item in chapter.items)
    for warned in handbook.warnings:
        yield _item(warned.item, about, *(("process", "step", str(step)) for step in warned.steps))
    yield from (_item(duty.item, about) for duty in handbook.duties)
    for rule in process.sizes.rules:
        yield f"size:{rule.size}", Place(rule.origin, (rule.text,), (("process", "sizes"),), (rule.pages,))
    for reason in process.reasons:
        yield f"reason:{reason.code}", Place(reason.origin, (reason.text,), (("process", "reasons"),), (reason.code,))
    for role in process.roles:
        yield f"role:{role.id}", Place(role.origin, (role.text,), (("process", "roles", role.id),))
    for term in handbook.terms:
        yield f"term:{term.id}", Place("ours", (term.meaning, term.text), (("process", "glossary"),))


def _item(item: Item, *pages: Command) -> tuple[str, Place]:
    return item.id, Place(item.origin, (item.text,), pages)


FOUND = list(_places())
PLACES: Mapping[str, Place] = dict(FOUND)


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


def test_every_item_has_an_id_of_its_own() -> None:
    assert [id for id, times in Counter(id for id, _ in FOUND).items() if times > 1] == []


def test_the_facts_stand_under_every_heading_of_the_method_in_its_order() -> None:
    assert list(dict.fromkeys(fact["where"] for fact in FACTS)) == HEADINGS
    assert [fact for fact, times in Counter((f["where"], f["fact"]) for f in FACTS).items() if times > 1] == []


def test_every_fact_is_carried_by_items_that_exist() -> None:
    assert [fact["fact"] for fact in FACTS if not fact["items"]] == []
    assert [(fact["where"], id) for fact in FACTS for id in fact["items"] if id not in PLACES] == []
    assert [fact["fact"] for fact in FACTS if len(set(fact["items"])) < len(fact["items"])] == []


def test_whatever_is_said_to_be_of_the_method_states_one_of_its_facts() -> None:
    stated = {id for fact in FACTS for id in fact["items"]}

    assert [id for id, place in PLACES.items() if place.origin != "ours" and id not in stated] == []


@pytest.mark.parametrize("number", range(1, 9))
def test_a_step_holds_as_much_as_the_method_says_of_it(number: int) -> None:
    process, handbook = builtin(), builtin_handbook()
    lists = {kind: len(items) for kind, items in handbook.page(number).lists()}
    questions = len(process.questions_of("coaching", number))
    work = {work.role: len(work.items) for work in handbook.works_at(number)}

    assert {**lists, "questions": questions, "work": work} == COUNTS[str(number)]


def test_every_fact_is_shown_on_the_pages_of_its_items(read: Reader, language: str) -> None:
    hidden: list[tuple[Command | str, str]] = []
    for fact in FACTS:
        places = [PLACES[id] for id in fact["items"]]
        for place in places:
            wanted = (*(text.languages[language] for text in place.texts), *place.signs)
            hidden += [(page, text) for page in place.pages for text in wanted if text not in read(*page)]
        shown = "".join(read(*page) for place in places for page in place.pages)
        hidden += [(fact["where"], sign) for sign in fact.get("shows", ()) if sign not in shown]

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
        if not any(text in line and line.rstrip().endswith(command) for line in lines):
            lost.append((id, word))

    assert lost == []
