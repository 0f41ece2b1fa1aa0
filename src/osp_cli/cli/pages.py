"""Help pages as plain text: the front page, and the page of one command."""

from __future__ import annotations

from collections.abc import Sequence

from osp_cli.cli.table import HEADINGS, PLACES
from osp_cli.errors import NotFound
from osp_cli.frozen import dataclass
from osp_cli.render.width import pad, wrap
from osp_cli.words import Words

WIDTH = 100
INDENT = "  "


@dataclass(frozen=True, slots=True)
class ParameterText:
    """One argument, option or verb of a help page."""

    label: str
    text: str
    is_argument: bool
    is_required: bool


def front_page(words: Words) -> str:
    """`osp --help`: the commands under their headings, one short line each."""
    lines = [words("pages.usage", usage="osp COMMAND ..."), "", *wrap(words("pages.about"), WIDTH), ""]
    longest = max(map(len, PLACES)) + 2
    for heading in HEADINGS:
        lines.append(words(f"headings.{heading}"))
        for word, place in PLACES.items():
            if place.heading == heading:
                lines.append(INDENT + pad(word, longest) + words(f"commands.{word}.short"))
        lines.append("")
    lines += [words("pages.more"), ""]
    return "\n".join(lines)


def command_page(key: str, parameters: Sequence[ParameterText], words: Words, *, is_group: bool = False) -> str:
    """The page of one command (`key` is its path with dots) or of one noun with its verbs."""
    name = key.replace(".", " ")
    examples = [line for line in words(f"commands.{key}.examples").splitlines() if line.strip()]
    lines = [words("pages.usage", usage=_usage(name, parameters, is_group=is_group)), ""]
    lines += [*wrap(words(f"commands.{key}.short"), WIDTH), "", words("pages.examples")]
    lines += [f"{INDENT}$ {line.strip()}" for line in examples]
    about = f"commands.{key}.about"
    if words.has(about):
        lines += ["", *(line for part in words(about).splitlines() for line in wrap(part, WIDTH))]
    groups = [("verbs" if is_group else "arguments", True), ("options", False)]
    for title, is_argument in groups:
        rows = [p for p in parameters if p.is_argument == is_argument]
        if rows:
            lines += ["", words(f"pages.{title}"), *_rows(rows, words)]
    return "\n".join([*lines, "", words("pages.shared"), ""])


def _usage(name: str, parameters: Sequence[ParameterText], *, is_group: bool) -> str:
    if is_group:
        return f"osp {name} VERB ..."
    pieces = [p.label if p.is_required else f"[{p.label}]" for p in parameters if p.is_argument]
    return " ".join(["osp", name, *pieces, "[OPTIONS]"])


def _rows(rows: Sequence[ParameterText], words: Words) -> list[str]:
    column = min(max(len(row.label) for row in rows), 34) + 2
    lines = []
    for row in rows:
        text = row.text + (f" {words('pages.required')}" if row.is_required and not row.is_argument else "")
        first, *others = wrap(text, WIDTH - column - 2) or [""]
        if len(row.label) + 2 > column:
            lines.append(INDENT + row.label)
            lines.append(INDENT + " " * column + first)
        else:
            lines.append(INDENT + pad(row.label, column) + first)
        lines += [INDENT + " " * column + other for other in others]
    return lines


TOPICS = ("gates", "exit-codes", "environment", "formatting", "dates", "options", "answers")


def topic_page(topic: str | None, words: Words) -> str:
    """A help topic, the page of a command, or the list of topics; an unknown topic is refused with the list."""
    if topic is None:
        names = [f"{INDENT}{pad(name, 14)}{words(f'topics.{name}.title')}" for name in TOPICS]
        return "\n".join([words("topics-page.title"), "", *names, "", words("pages.more"), ""])
    if topic not in TOPICS:
        raise NotFound("topic-unknown", {"topic": topic, "topics": ", ".join(TOPICS)}, details={"candidates": TOPICS})
    lines = [words(f"topics.{topic}.title"), ""]
    for line in words(f"topics.{topic}.text").splitlines():
        lines += [line] if line.startswith(" ") else wrap(line, WIDTH) or [""]
    return "\n".join([*lines, ""])
