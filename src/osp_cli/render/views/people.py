"""The customer's people as badges, one of them in full, and the political map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from osp_cli.domain.people import PERSON, Person, Tie
from osp_cli.domain.political_map import AGAINST_US, FOR_US, Placed, is_key
from osp_cli.render.blocks import Blank, Block, Branch, Bullets, Command, Facts, Heading, Item, Line, Tone, Tree, View
from osp_cli.render.naming import label, titled
from osp_cli.render.views import common
from osp_cli.render.views.nouns import field_value, record_facts
from osp_cli.words import Words

if TYPE_CHECKING:
    # Results of other pages, for annotations alone: the page of a deal loads this module, not their services.
    from osp_cli.services.merging import Merged
    from osp_cli.services.people import MapShown, PersonShown

BADGES = ("buying_role", "influence", "stance", "coverage")


def part_played(person: Person, roles: Sequence[str], words: Words) -> str:
    """What somebody is in this deal: the roles that the customer named, ours for him, and the one in the buying."""
    flags = ("is_executive_sponsor", "is_inside_supporter")
    told = [*roles, *(words(f"fields.{flag}") for flag in flags if getattr(person, flag))]
    bought = [words(f"choices.person.buying_role.{person.buying_role}")] if person.buying_role else []
    return words("render.joint").join((*told, *bought))


def badges(person: Person, roles: Iterable[str], words: Words) -> tuple[str, ...]:
    """What somebody is in this deal, each in brackets; what is not known says so."""
    told = [words("map.key")] if is_key(person) else []
    for field in BADGES:
        value = getattr(person, field)
        is_told = value not in (None, "unknown")
        told.append(words(f"choices.person.{field}.{value}" if is_told else f"map.unknown.{field}"))
    told += [titled(role, words, "roles") or role for role in roles]
    told += [
        words(f"fields.{flag}") for flag in ("is_executive_sponsor", "is_inside_supporter") if getattr(person, flag)
    ]
    return tuple(f"[{each}]" for each in told)


def called(person: Person, words: Words) -> str:
    """Name and title."""
    return words("views.comma-joint").join(part for part in (person.name, person.title) if part)


def tone_of(person: Person) -> Tone:
    """The colour of somebody for us or against us; the badges say the same in words."""
    return "good" if person.stance in FOR_US else "bad" if person.stance in AGAINST_US else "plain"


def tie_line(tie: Tie, words: Words) -> str:
    """A line between two people as a sentence."""
    said = words(f"map.{tie.kind}", first=tie.from_person, second=tie.to_person)
    return words("views.aside", text=said, aside=tie.note) if tie.note else said


def map_view(shown: MapShown, words: Words) -> View:
    """The tree of the people with their badges, the lines between them, and the warnings."""
    number = str(shown.opportunity.number)
    parts: list[Block] = [common.title(shown.opportunity)]
    if shown.people:
        parts.append(Tree(tuple(_branch(placed, words) for placed in shown.people)))
    else:
        parts.append(Line(words("map.empty", command=common.command(("person", "add", "NAME", "-o", number))), "warn"))
    if shown.ties:
        items = tuple(Item(tie_line(tie, words), "bad" if tie.kind == "conflict" else "plain") for tie in shown.ties)
        parts += [Blank(), Heading(words("map.ties")), Bullets(items)]
    if shown.warnings:
        parts += [Blank(), Heading(words("map.warnings"))]
    for warning in shown.warnings:
        text = words(f"map.rules.{warning.rule}")
        names = words("render.joint").join(warning.people)
        said = words("views.label", label=text.rstrip(".。"), value=names) if names else text
        parts += [Bullets((Item(said, "warn"),)), Command(common.command(warning.mend))]
    return tuple(parts)


def _branch(placed: Placed, words: Words) -> Branch:
    person = placed.person
    above = words("map.reports-to", name=person.reports_to) if person.reports_to else ""
    marks = badges(person, placed.roles, words)
    return Branch(called(person, words), placed.level, placed.is_last, marks, above, tone_of(person))


def merged_view(merged: Merged, words: Words) -> View:
    """Who is one now, what spoke of the other, and what was not taken over."""
    told = words("people.merged", gone=merged.merged, name=merged.person.name)
    parts: list[Block] = [common.title(merged.opportunity), Line(told, "good")]
    counts = [
        Item(words("views.label", label=words(f"tables.{each.table}"), value=each.count)) for each in merged.moved
    ]
    if counts:
        parts += [Heading(words("people.moved")), Bullets(tuple(counts))]
    if merged.dropped:
        items = [
            words("views.label", label=label(PERSON.name, field.name, words),
                  value=field_value(PERSON, field, each.value, words))
            for each in merged.dropped
            for field in (PERSON.field(each.field),)
        ]  # fmt: skip
        parts += [Heading(words("people.dropped", gone=merged.merged)), Bullets(tuple(map(Item, items)))]
    return (*parts, common.undo_hint(words))


def person_view(shown: PersonShown, words: Words) -> View:
    """One person: every field, then how the customer named him, who reports to him, and the lines to others."""
    facts = list(record_facts(PERSON, shown.person, words, has_gaps=True).rows)
    facts.append((common.sentence(words("map.key")), words("render.yes" if shown.is_key else "render.no")))
    for naming in shown.namings:
        role = common.sentence(titled(naming.role, words, "roles") or naming.role)
        aside = words("views.comma-joint").join((naming.evidence, common.day(naming.on, words)))
        facts.append((role, words("views.aside", text=words("render.yes"), aside=aside)))
    contact = shown.last_contact
    spoken = common.day(contact.on, words) if contact else words("views.gap")
    kind = words(f"note-kinds.{contact.kind}") if contact else ""
    facts.append((words("views.last-contact"), words("views.aside", text=spoken, aside=kind) if kind else spoken))
    parts: list[Block] = [common.title(shown.opportunity), Facts(tuple(facts))]
    if shown.reports:
        parts += [Blank(), Heading(words("map.reports")), Bullets(tuple(Item(name) for name in shown.reports))]
    if shown.ties:
        parts += [Blank(), Heading(words("map.ties")), Bullets(tuple(Item(tie_line(t, words)) for t in shown.ties))]
    return tuple(parts)
