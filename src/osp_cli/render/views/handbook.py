"""What there is to read of the method beside its steps, stages and questions."""

from __future__ import annotations

from itertools import groupby

from osp_cli.domain.process import Item as MethodItem
from osp_cli.domain.process import Process, Question
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Kind, Line, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.method import items_of
from osp_cli.services.method import About, CheatSheet, Glossary, PageWritten, Reasons, RolePage, Roles, Sizes, Tools
from osp_cli.services.searching import Hits
from osp_cli.words import Words


def about_view(about: About, words: Words) -> View:
    """Chapter by chapter, then the warnings with their steps, then the duties."""
    parts: list[Block] = []
    for chapter in about.chapters:
        parts += [Heading(common.say(chapter.name, words)), items_of(chapter.items, words), Blank()]
    if about.warnings:
        lines = tuple(
            Item(words("handbook.warned", text=common.say(w.item.text, words), steps=", ".join(map(str, w.steps))))
            for w in about.warnings
        )
        parts += [Heading(words("views.warnings")), Bullets(lines), Blank()]
    if about.duties:
        parts += [Heading(words("handbook.duties")), items_of((duty.item for duty in about.duties), words), Blank()]
    if about.signals:
        parts += [Heading(words("handbook.signals")), items_of((signal.item for signal in about.signals), words)]
    return tuple(parts)


def sizes_view(sizes: Sizes, words: Words) -> View:
    """The rules, and the limits of each currency."""
    columns = tuple(Column(words(f"handbook.{key}")) for key in ("size", "asks", "pages"))
    rows = tuple((words(f"size.{r.size}"), common.say(r.text, words), r.pages) for r in sizes.rules)
    limits = tuple((currency, f"{low:,} / {high:,}") for currency, (low, high) in sorted(sizes.limits.items()))
    return (Table(columns, rows), Blank(), Heading(words("handbook.limits"), level=2), Facts(limits))


def reasons_view(listed: Reasons, words: Words) -> View:
    """The reason codes."""
    columns = (Column(words("handbook.code")), Column(words("views.text")), Column(words("handbook.note")))
    rows = tuple(
        (
            reason.code,
            common.say(reason.text, words),
            words("handbook.needs-note") * reason.needs_note + words("handbook.imports") * reason.imports_only,
        )
        for reason in listed.reasons
    )
    return (Table(columns, rows),)


def glossary_view(glossary: Glossary, words: Words) -> View:
    """Each word, what it is called in the other languages, and what it means."""
    columns = (Column(words("handbook.term")), Column(words("handbook.elsewhere")), Column(words("handbook.meaning")))
    rows = tuple(
        (
            common.say(term.text, words),
            ", ".join(text for language, text in term.text.languages.items() if language != words.language),
            common.say(term.meaning, words),
        )
        for term in glossary.terms
    )
    return (Table(columns, rows),)


def roles_view(listed: Roles, words: Words) -> View:
    """Every role with its steps and the stages it confirms."""
    kinds: tuple[tuple[str, Kind], ...] = (("id", "key"), ("role", "text"), ("at-steps", "text"), ("confirms", "text"))
    columns = tuple(Column(words(f"handbook.{key}"), kind) for key, kind in kinds)
    rows = tuple(
        (
            line.role.id,
            common.say(line.role.text, words),
            ", ".join(map(str, line.steps)),
            ", ".join(line.stages),
        )
        for line in listed.roles
    )
    return (Table(columns, rows),)


def role_view(page: RolePage, words: Words, process: Process) -> View:
    """What one role does, step by step."""
    parts: list[Block] = [Heading(common.say(page.role.text, words), level=1)]
    for work in page.works:
        step = process.step(work.step)
        parts += [Blank(), Heading(f"{step.number}  {common.say(step.name, words)}"), items_of(work.items, words)]
    if page.stages:
        lines = tuple(Item(f"{stage.key}  {common.say(stage.reached, words)}") for stage in page.stages)
        parts += [Blank(), Heading(words("handbook.confirms")), Bullets(lines)]
    return tuple(parts)


def tools_view(listed: Tools, words: Words) -> View:
    """The tools of every step."""
    parts: list[Block] = []
    for each in listed.steps:
        parts += [Blank()] if parts else []
        parts += [Heading(f"{each.step.number}  {common.say(each.step.name, words)}"), items_of(each.tools, words)]
    return tuple(parts)


def search_view(found: Hits, words: Words) -> View:
    """Each text that holds the word, with the command that shows it in its place."""
    if not found.hits:
        return (Line(words("handbook.nothing-found", word=found.word), "dim"),)
    parts: list[Block] = []
    for command, hits in groupby(found.hits, key=lambda hit: hit.command):
        told = ((words(f"handbook.kinds.{hit.kind}"), common.say(hit.text, words)) for hit in hits)
        parts.append(Bullets(tuple(Item(words("views.label", label=kind, value=text)) for kind, text in told)))
        parts.append(Command(common.command(command)))
    return tuple(parts)


def cheat_sheet_view(sheet: CheatSheet, words: Words) -> View:
    """Step by step: do, ask, trap."""
    parts: list[Block] = []
    for card in sheet.cards:
        parts.append(Heading(f"{card.step.number}  {common.say(card.step.name, words)}"))
        lists: tuple[tuple[str, tuple[MethodItem | Question, ...]], ...] = (
            ("do", card.do), ("ask", card.ask), ("trap", card.trap),
        )  # fmt: skip
        joint = "" if words.language == "zh" else " "  # sentences of Chinese stand without a space
        rows = tuple(
            (words(f"handbook.{key}"), joint.join(common.say(item.text, words) for item in items))
            for key, items in lists
            if items
        )
        parts.append(Facts(rows))
    return tuple(parts)


def written_view(written: PageWritten, words: Words) -> View:
    """Which file was written."""
    return (Line(words("handbook.written", path=written.path)),)
