"""Help pages as plain text: the front page, and the page of one command."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

from osp_cli.cli.table import HEADINGS, PLACES
from osp_cli.domain.names import closest
from osp_cli.errors import NotFound
from osp_cli.frozen import dataclass
from osp_cli.render.out import width_of
from osp_cli.render.width import cells, pad, wrap
from osp_cli.words import Words

WIDTH = 100
INDENT = "  "
NARROWEST = 20


@dataclass(frozen=True, slots=True)
class ParameterText:
    """One argument, option or verb of a help page."""

    label: str
    text: str
    is_argument: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of help for a program: of a topic, of a command, or (None) of all of them."""

    about: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What `osp help` tells of one topic."""

    topic: str
    title: str


@dataclass(frozen=True, slots=True)
class HelpTopics:
    """The topics of `osp help`."""

    topics: tuple[Topic, ...]


def _wrapped(text: str) -> list[str]:
    """The text in lines of the terminal's width, at most WIDTH."""
    return wrap(text, _width())


def _width() -> int:
    return min(width_of(sys.stdout, os.environ) or WIDTH, WIDTH)


def front_page(words: Words) -> str:
    """`osp --help`: the commands under their headings, one short line each."""
    lines = [words("pages.usage", usage=_filled("osp COMMAND ...", words)), "", *_wrapped(words("pages.about")), ""]
    longest = max(map(len, PLACES)) + 2
    for heading in HEADINGS:
        lines.append(words(f"headings.{heading}"))
        for word, place in PLACES.items():
            if place.heading == heading:
                lines += _row(word, words(f"commands.{word}.short"), longest)
        lines.append("")
    lines += [*_wrapped(words("pages.more", topics=TOPICS)), ""]
    return "\n".join(lines)


def command_page(key: str, parameters: Sequence[ParameterText], words: Words, *, is_group: bool = False) -> str:
    """The page of one command (`key` is its path with dots) or of one noun with its verbs."""
    name = key.replace(".", " ")
    examples = [line for line in words(f"commands.{key}.examples").splitlines() if line.strip()]
    lines = [words("pages.usage", usage=_filled(_usage(name, parameters, is_group=is_group), words)), ""]
    lines += [*_wrapped(words(f"commands.{key}.short")), "", words("pages.examples")]
    lines += [f"{INDENT}$ {line.strip()}" for line in examples]
    about = f"commands.{key}.about"
    if words.has(about):
        lines += ["", *(line for part in words(about).splitlines() for line in _wrapped(part))]
    groups = [("verbs" if is_group else "arguments", True), ("options", False)]
    for title, is_argument in groups:
        rows = [p for p in parameters if p.is_argument == is_argument]
        if rows:
            lines += ["", words(f"pages.{title}"), *_rows(rows, words)]
    return "\n".join([*lines, "", *_wrapped(words("pages.shared")), ""])


def _filled(label: str, words: Words) -> str:
    """A label or a usage line with what is to be filled in (`--close DATE`, `[OPP]`) said in the person's language."""
    return re.sub(r"\b[A-Z][A-Z-]*\b", lambda found: _blank(found[0], words), words.filled(label))


def _blank(word: str, words: Words) -> str:
    key = next((key for key in (f"places.{word}", f"blanks.{word}") if words.has(key)), None)
    return words(key) if key else word


def _usage(name: str, parameters: Sequence[ParameterText], *, is_group: bool) -> str:
    if is_group:
        return f"osp {name} VERB ..."
    pieces = [p.label if p.is_required else f"[{p.label}]" for p in parameters if p.is_argument]
    return " ".join(["osp", name, *pieces, "[OPTIONS]"])


def _rows(rows: Sequence[ParameterText], words: Words) -> list[str]:
    labels = [_filled(row.label, words) for row in rows]
    column = min(max(map(cells, labels)), 34) + 2
    lines = []
    for row, label in zip(rows, labels, strict=True):
        text = row.text + (f" {words('pages.required')}" if row.is_required and not row.is_argument else "")
        lines += _row(label, text, column)
    return lines


def _row(label: str, text: str, column: int) -> list[str]:
    """A label and its text beside it, wrapped under itself; a label too long for its column stands above."""
    beside = wrap(text, max(_width() - column - len(INDENT), NARROWEST)) or [""]
    first = [label] if cells(label) + 2 > column else []
    heads = ["" if first or place else label for place in range(len(beside))]
    return [
        INDENT + line
        for line in (*first, *(pad(head, column) + said for head, said in zip(heads, beside, strict=True)))
    ]


TOPICS = ("gates", "exit-codes", "environment", "formatting", "dates", "options", "answers")


def every_topic(words: Words) -> HelpTopics:
    """The topics with their titles."""
    return HelpTopics(tuple(Topic(name, words(f"topics.{name}.title")) for name in TOPICS))


def topic_page(topic: str | None, words: Words) -> str:
    """A help topic, the page of a command, or the list of topics; an unknown topic is refused with the list."""
    if topic is None:
        names = [line for each in every_topic(words).topics for line in _row(each.topic, each.title, 14)]
        more = _wrapped(words("pages.more", topics=TOPICS))
        return "\n".join([words("topics-page.title"), "", *names, "", *more, ""])
    if topic not in TOPICS:
        close = tuple(closest(topic, TOPICS))
        values = {"topic": topic, "topics": tuple(TOPICS), "close": close}
        raise NotFound("topic-unknown", values, details={"candidates": TOPICS})
    lines = [words(f"topics.{topic}.title"), ""]
    for line in words(f"topics.{topic}.text").splitlines():
        lines += _listed(line) if line.startswith(" ") else _wrapped(line) or [""]
    return "\n".join([*lines, ""])


def _listed(line: str) -> list[str]:
    """A line of a list in a topic: the word, spaces, what it means; it is wrapped under its meaning."""
    found = re.fullmatch(r"  (\S.*?)( {2,})(\S.*)", line)
    return _row(found[1], found[3], cells(found[1] + found[2])) if found else _wrapped(line)
