"""Looking for a word in everything the method says, in every language of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from osp_cli.domain.handbook import Handbook
from osp_cli.domain.money import Money, exponent, parse_money
from osp_cli.domain.names import name_key
from osp_cli.domain.process import Item, Origin, Process, Question, Text
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that holds the word: what it is, its id, and the command that shows it in its place.

    `origin` is None for a word of the field and for a figure, which come from nowhere.
    """

    kind: str
    id: str
    text: Text
    origin: Origin | None
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """Everything that holds a word."""

    word: str
    hits: tuple[Hit, ...]


def search(process: Process, handbook: Handbook, word: str) -> Hits:
    """Every text of the method that holds the word in some language, or whose id does, in the order of the pages."""
    wanted = name_key(word)
    if not wanted:
        raise WrongUsage("word-empty")
    found = [hit for hit in _everything(process, handbook) if _holds(hit, wanted)]
    return Hits(word, (*found, *_limits(process, word, wanted)))


def _holds(hit: Hit, wanted: str) -> bool:
    return any(wanted in name_key(text) for text in (hit.id, *hit.text.languages.values()))


def _everything(process: Process, handbook: Handbook) -> Iterator[Hit]:
    for step in process.steps:
        command = ("process", "step", str(step.number))
        yield Hit("step", step.key, step.name, "method", command)
        yield _hit("goal", step.goal, command)
        for kind, items in handbook.page(step.number).lists():
            yield from (_hit(kind, item, command) for item in items)
        for work in handbook.works_at(step.number):
            yield from (_hit("work", item, ("process", "roles", work.role)) for item in work.items)
    for stage in process.stages:
        command = ("process", "stage", stage.key)
        yield Hit("stage", stage.key, stage.name, stage.origin, command)
        yield Hit("stage", stage.key, stage.reached, stage.origin, command)
        yield Hit("win-rate", stage.key, _in_every(process, f"{stage.probability}%"), None, command)
        criteria = process.gate(stage.key).criteria
        yield from (Hit("criterion", c.id, c.text, c.origin, ("process", "gate", stage.key)) for c in criteria)
    for section in process.sections:
        yield Hit("section", section.id, section.text, section.origin, ("process", "questions", "--kind", "tas"))
    for question in process.questions:
        shown_by = ("process", "questions", "--kind", question.kind, "--full")
        yield from (Hit("question", question.id, text, question.origin, shown_by) for text in _said_by(question))
    for chapter in handbook.chapters:
        yield from (_hit("about", item, ("process", "about")) for item in chapter.items)
    yield from (_hit("warnings", warned.item, ("process", "about")) for warned in handbook.warnings)
    yield from (_hit("duties", duty.item, ("process", "about")) for duty in handbook.duties)
    yield from (_hit("signals", signal.item, ("process", "about")) for signal in handbook.signals)
    yield from (_hit("strategies", strategy.item, ("process", "about")) for strategy in handbook.strategies)
    yield from (Hit("role", role.id, role.text, role.origin, ("process", "roles", role.id)) for role in process.roles)
    yield from (Hit("size", rule.size, rule.text, rule.origin, ("process", "sizes")) for rule in process.sizes.rules)
    yield from (
        Hit("plan-part", part.id, text, part.item.origin, ("process", "plans"))
        for part in handbook.sales_parts
        for text in (part.item.text, part.ask)
    )
    yield from (
        Hit("reason", reason.code, reason.text, reason.origin, ("process", "reasons")) for reason in process.reasons
    )
    for term in handbook.terms:
        yield from (Hit("term", term.id, text, None, ("process", "glossary")) for text in (term.text, term.meaning))


def _limits(process: Process, word: str, wanted: str) -> Iterator[Hit]:
    """The limits of the deal sizes that the word names: as they are written, or as an amount (100k, 10万)."""
    for currency, limits in process.sizes.limits.items():
        text = f"{currency} {limits[0]:,} / {limits[1]:,}"
        if wanted in name_key(text).split() or any(_is_amount(word, limit, currency) for limit in limits):
            yield Hit("limits", currency, _in_every(process, text), None, ("process", "sizes"))


def _is_amount(word: str, limit: int, currency: str) -> bool:
    try:
        return parse_money(word, currency).money == Money(limit * 10 ** exponent(currency), currency)
    except WrongUsage:
        return False


def _in_every(process: Process, figure: str) -> Text:
    """A figure, which reads the same in every language of the pack."""
    return Text(dict.fromkeys(process.languages, figure))


def _hit(kind: str, item: Item, command: tuple[str, ...]) -> Hit:
    return Hit(kind, item.id, item.text, item.origin, command)


def _said_by(question: Question) -> Iterator[Text]:
    texts = (question.text, question.meaning, question.yes, question.no, question.unknown, question.next_question)
    yield from (text for text in texts if text.languages)
