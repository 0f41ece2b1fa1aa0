"""What there is to read of the method beside its steps, stages and questions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from osp_cli.domain.names import excerpt
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Kind, Line, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.method import reached
from osp_cli.render.views.origins import Marks
from osp_cli.services.method import (
    About,
    CheatSheet,
    Glossary,
    PageWritten,
    Reasons,
    RolePage,
    Roles,
    SalesParts,
    Sizes,
    Tools,
)
from osp_cli.services.searching import Hits
from osp_cli.words import Words


def about_view(about: About, words: Words, process: Process) -> View:
    """Chapter by chapter, then the warnings with their steps, then the duties."""
    marks = Marks(words)
    parts: list[Block] = []
    for chapter in about.chapters:
        parts += [Heading(common.say(chapter.name, words)), marks.bullets(chapter.items), Blank()]
    if about.warnings:
        lines = tuple(
            Item(words("handbook.warned", text=marks.say(w.item), steps=numbers(w.steps, words)))
            for w in about.warnings
        )
        parts += [Heading(words("views.warnings")), Bullets(lines), Blank()]
    if about.duties:
        told = ((marks.say(duty.item), duty.by) for duty in about.duties)
        duties = tuple(Item(common.by_role(text, by, words, process)) for text, by in told)
        parts += [Heading(words("handbook.duties")), Bullets(duties), Blank()]
    if about.signals:
        parts += [Heading(words("handbook.signals")), marks.bullets(signal.item for signal in about.signals)]
    if about.strategies:
        rules = tuple(
            Item(words("views.label", label=words(f"choices.strategy.kind.{each.kind}"), value=marks.say(each.item)))
            for each in about.strategies
        )
        parts += [Blank(), Heading(words("handbook.strategies")), Bullets(rules)]
    return (*parts, *marks.legend())


def numbers(of: Iterable[object], words: Words) -> str:
    """Numbers of steps, or keys of stages, as a list."""
    return words("views.number-joint").join(map(str, of))


def sizes_view(sizes: Sizes, words: Words) -> View:
    """The rules, and the limits of each currency."""
    marks = Marks(words)
    columns = tuple(Column(words(f"handbook.{key}")) for key in ("size", "asks", "pages"))
    rows = tuple((words(f"size.{r.size}"), marks.say(r), r.pages) for r in sizes.rules)
    limits = tuple((currency, f"{low:,} / {high:,}") for currency, (low, high) in sorted(sizes.limits.items()))
    return (Table(columns, rows), Blank(), Heading(words("handbook.limits"), level=2), Facts(limits), *marks.legend())


def sales_parts_view(listed: SalesParts, words: Words) -> View:
    """The plans of step 1, each with its parts and the question that fills each."""
    marks = Marks(words)
    parts: list[Block] = []
    for kind in dict.fromkeys(part.plan for part in listed.parts):
        rows = tuple(
            (part.id, marks.say(part.item), common.say(part.ask, words)) for part in listed.parts if part.plan == kind
        )
        columns = (Column(words("handbook.code"), "key"), Column(words("views.text")), Column(words("sales-plans.ask")))
        parts += [Heading(common.sentence(words(f"sales-plans.kinds.{kind}"))), Table(columns, rows), Blank()]
    return (*parts, *marks.legend())


def reasons_view(listed: Reasons, words: Words) -> View:
    """The reason codes."""
    marks = Marks(words)
    columns = (Column(words("handbook.code")), Column(words("views.text")), Column(words("handbook.note")))
    rows = tuple(
        (
            reason.code,
            marks.say(reason),
            words("handbook.needs-note") * reason.needs_note + words("handbook.imports") * reason.imports_only,
        )
        for reason in listed.reasons
    )
    return (Table(columns, rows), *marks.legend())


def glossary_view(glossary: Glossary, words: Words) -> View:
    """Each word, what it is called in the other languages, and what it means."""
    columns = (Column(words("handbook.term")), Column(words("handbook.elsewhere")), Column(words("handbook.meaning")))
    rows = tuple(
        (
            common.say(term.text, words),
            words("render.joint").join(
                text for language, text in term.text.languages.items() if language != words.language
            ),
            common.say(term.meaning, words),
        )
        for term in glossary.terms
    )
    return (Table(columns, rows),)


def roles_view(listed: Roles, words: Words) -> View:
    """Every role with its steps and the stages it confirms."""
    marks = Marks(words)
    kinds: tuple[tuple[str, Kind], ...] = (("id", "key"), ("role", "text"), ("at-steps", "text"), ("confirms", "text"))
    columns = tuple(Column(words(f"handbook.{key}"), kind) for key, kind in kinds)
    rows = tuple(
        (
            line.role.id,
            marks.say(line.role),
            numbers(line.steps, words),
            numbers(line.stages, words),
        )
        for line in listed.roles
    )
    return (Table(columns, rows), *marks.legend())


def role_view(page: RolePage, words: Words, process: Process) -> View:
    """What one role does, step by step."""
    marks = Marks(words)
    parts: list[Block] = [Heading(marks.say(page.role), level=1)]
    for work in page.works:
        step = process.step(work.step)
        parts += [Blank(), Heading(f"{step.number}  {common.say(step.name, words)}"), marks.bullets(work.items)]
    if page.stages:
        lines = tuple(Item(f"{stage.key}  {reached(stage, words, marks)}") for stage in page.stages)
        parts += [Blank(), Heading(words("handbook.confirms")), Bullets(lines)]
    return (*parts, *marks.legend())


def tools_view(listed: Tools, words: Words) -> View:
    """The tools of every step."""
    marks = Marks(words)
    parts: list[Block] = []
    for each in listed.steps:
        parts += [Blank()] if parts else []
        parts += [Heading(f"{each.step.number}  {common.say(each.step.name, words)}"), marks.bullets(each.tools)]
    return (*parts, *marks.legend())


def search_view(found: Hits, words: Words) -> View:
    """Each text that holds the word, with the command that shows it in its place."""
    if not found.hits:
        return (Line(words("handbook.nothing-found", word=excerpt(found.word)), "dim"),)
    marks = Marks(words)
    parts: list[Block] = []
    for command, hits in groupby(found.hits, key=lambda hit: hit.command):
        told = ((words(f"handbook.kinds.{hit.kind}"), marks.say(hit)) for hit in hits)
        parts.append(Bullets(tuple(Item(words("views.label", label=kind, value=text)) for kind, text in told)))
        parts.append(Command(common.command(command)))
    return (*parts, *marks.legend())


def cheat_sheet_view(sheet: CheatSheet, words: Words) -> View:
    """Step by step: do, ask, trap."""
    marks = Marks(words)
    parts: list[Block] = []
    joint = "" if words.language == "zh" else " "  # sentences of Chinese stand without a space
    for card in sheet.cards:
        parts.append(Heading(f"{card.step.number}  {common.say(card.step.name, words)}"))
        rows = ((words(f"handbook.{key}"), joint.join(map(marks.say, items))) for key, items in card.lists() if items)
        parts.append(Facts(tuple(rows)))
    return (*parts, *marks.legend())


def written_view(written: PageWritten, words: Words) -> View:
    """Which files were written."""
    return tuple(Line(words("handbook.written", path=path)) for path in (written.path, *written.beside))
