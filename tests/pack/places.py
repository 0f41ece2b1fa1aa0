"""Where every item of a pack stands, and what a pack says otherwise than coverage.toml.

Whatever `faults` finds is found without `osp`, so that a changed pack can be tried; that the pages show it all is for
test_pack_coverage.py.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osp_cli.domain.handbook import Handbook
from osp_cli.domain.process import Item, Process, Text
from osp_cli.render.views.origins import MARKS

COVERAGE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("coverage.toml").read_text(encoding="utf-8"))
FACTS: list[dict[str, Any]] = COVERAGE["fact"]
COUNTS: dict[str, dict[str, Any]] = COVERAGE["counts"]
ORIGINS: dict[str, list[str]] = COVERAGE["origins"]
STAGES: dict[str, list[Any]] = COVERAGE["stages"]
SAME: dict[str, str] = COVERAGE["same"]
LANGUAGES = ("en", "zh")
CARDS = ("activities", "traps", "coaching")
WITHOUT_ORIGIN = "term:"  # words of the field come from nowhere

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

    def shown(self, language: str) -> tuple[str, ...]:
        """What each page of the item must show: the first text with the mark of its origin."""
        first, *rest = (text.languages[language] for text in self.texts)
        return (first + MARKS.get(self.origin, ""), *rest, *self.signs)  # type: ignore[call-overload, no-any-return]

    def says(self, word: str, language: str) -> bool:
        """Whether one of its texts holds the word, or one of its signs is it."""
        return word in self.signs or any(word in text.languages[language] for text in self.texts)


def places(process: Process, handbook: Handbook) -> Iterator[tuple[str, Place]]:
    """Every item of a pack by its id; kinds whose ids are not their own have the kind before it."""
    yield from _of_steps(process, handbook)
    yield from _of_stages(process)
    yield from _of_the_rest(process, handbook)


def _of_steps(process: Process, handbook: Handbook) -> Iterator[tuple[str, Place]]:
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


def _of_stages(process: Process) -> Iterator[tuple[str, Place]]:
    for stage in process.stages:
        page = ("process", "stage", stage.key)
        texts = (stage.reached, stage.name, process.role(stage.confirmed_by).text, process.step(stage.step).name)
        yield f"stage:{stage.key}", Place(stage.origin, texts, (page,), (f"{stage.probability}%",))
        for criterion in process.gate(stage.key).criteria:
            texts = (criterion.text, process.role(criterion.confirmed_by).text)
            yield criterion.id, Place(criterion.origin, texts, (("process", "gate", stage.key), page), (criterion.id,))


def _of_the_rest(process: Process, handbook: Handbook) -> Iterator[tuple[str, Place]]:
    about = ("process", "about")
    yield from (_item(item, about) for chapter in handbook.chapters for item in chapter.items)
    for warned in handbook.warnings:
        yield _item(warned.item, about, *(("process", "step", str(step)) for step in warned.steps))
    yield from (_item(duty.item, about) for duty in handbook.duties)
    yield from (_item(signal.item, about) for signal in handbook.signals)
    yield from (_item(strategy.item, about) for strategy in handbook.strategies)
    for part in handbook.sales_parts:
        yield part.id, Place(part.item.origin, (part.item.text, part.ask), (("process", "plans"),), (part.id,))
    limits = tuple(f"{low:,} / {high:,}" for low, high in process.sizes.limits.values())
    for rule in process.sizes.rules:
        yield f"size:{rule.size}", Place(rule.origin, (rule.text,), (("process", "sizes"),), (rule.pages, *limits))
    for reason in process.reasons:
        yield f"reason:{reason.code}", Place(reason.origin, (reason.text,), (("process", "reasons"),), (reason.code,))
    for role in process.roles:
        yield f"role:{role.id}", Place(role.origin, (role.text,), (("process", "roles", role.id), ("process", "roles")))
    for section in process.sections:
        yield f"section:{section.id}", Place(section.origin, (section.text,), (("process", "questions"),))
    for term in handbook.terms:
        yield f"{WITHOUT_ORIGIN}{term.id}", Place("", (term.meaning, term.text), (("process", "glossary"),))


def _item(item: Item, *pages: Command) -> tuple[str, Place]:
    return item.id, Place(item.origin, (item.text,), pages)


def faults(process: Process, handbook: Handbook) -> list[str]:
    """Everything in which a pack and coverage.toml differ, each as a line that names the item or the fact."""
    found = list(places(process, handbook))
    known = dict(found)
    return [
        *(f"{id} stands twice" for id, times in Counter(id for id, _ in found).items() if times > 1),
        *_of_facts(known),
        *_of_origins(known),
        *_of_stages_compared(process),
        *_of_counts(process, handbook),
        *_said_twice(known),
    ]


def _of_facts(known: Mapping[str, Place]) -> Iterator[str]:
    for fact in FACTS:
        where = f"{fact['where']}: {fact['fact']}"
        yield from (f"{where}: {id} is missing" for id in fact["items"] if id not in known)
        said = fact.get("says", [])
        for language in LANGUAGES:
            words = said[language] if isinstance(said, dict) else said
            for id in fact["items"]:
                yield from (
                    f"{where}: {id} does not say {word}"
                    for word in words
                    if id in known and not known[id].says(word, language)
                )
    stated = {id for fact in FACTS for id in fact["items"]}
    yield from (
        f"{id} is said to be the method's and states none of its facts"
        for id, place in known.items()
        if place.origin in ("method", "likely") and id not in stated
    )


def _of_origins(known: Mapping[str, Place]) -> Iterator[str]:
    for origin, listed in ORIGINS.items():
        there = {id for id, place in known.items() if place.origin == origin}
        yield from (f"{id} is not {origin}" for id in listed if id not in there)
        yield from (f"{id} is not known to be {origin}" for id in sorted(there.difference(listed)))


def _of_stages_compared(process: Process) -> Iterator[str]:
    there = {s.key: [s.confirmed_by, s.step, s.probability, s.category] for s in process.stages}
    yield from (
        f"stage:{key} has {there.get(key)}, not {STAGES.get(key)}"
        for key in {**STAGES, **there}
        if there.get(key) != STAGES.get(key)
    )


def _of_counts(process: Process, handbook: Handbook) -> Iterator[str]:
    for number, counted in COUNTS.items():
        lists = {kind: len(items) for kind, items in handbook.page(int(number)).lists()}
        questions = len(process.questions_of("coaching", int(number)))
        work = {work.role: len(work.items) for work in handbook.works_at(int(number))}
        if {**lists, "questions": questions, "work": work} != counted:
            yield f"step {number} holds {lists}, {questions} questions and {work}, not {counted}"


def _said_twice(known: Mapping[str, Place]) -> Iterator[str]:
    """Whatever is said by two items, of one kind or of two."""
    for language in LANGUAGES:
        said: dict[str, str] = {}
        for id, place in known.items():
            text = "".join(each for each in place.texts[0].languages[language].casefold() if each.isalnum())
            if said.setdefault(text, id) not in (id, SAME.get(id)):
                yield f"{id} says the same as {said[text]}"
