"""Whatever people type stays text in a document: no mark, no table, no tag comes of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from osp_cli.domain.names import visible
from osp_cli.render.escaping import markdown_text
from tests.hostile import LONG, TRAPS, hostile

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PLACES = {
    "paragraph": "{}",
    "after a label": "**Label**: {}",
    "list item": "- {}",
    "cell": "| a | b |\n|---|---|\n| {} | z |",
    "heading": "# {}",
}


def seen(source: str, marker: str) -> str:
    """The text that a reader sees at the place of a value, tags and all else counted as found."""
    found = ""
    for token in PARSER.parse(source):
        if token.type == "html_block":
            return f"HTML {token.content}"
        if token.type == "inline":
            for child in token.children or []:
                if child.type in ("text", "text_special"):
                    found += child.content
                elif child.type not in ("strong_open", "strong_close") or marker != "after a label":
                    found += f"<{child.type}>"
            found += "\x1f"
    return found


def expected(text: str) -> str:
    return visible(re.sub("[\t\n\r \u2028\u2029]+", " ", text).strip())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", [*TRAPS, LONG], ids=range(len(TRAPS) + 1))
def test_a_trap_reads_as_it_was_typed(place: str, text: str) -> None:
    assert reads_as_typed(place, text)


@given(
    place=st.sampled_from(list(PLACES)),
    text=hostile,
)
def test_any_text_reads_as_it_was_typed(place: str, text: str) -> None:
    assert reads_as_typed(place, text)


def reads_as_typed(place: str, text: str) -> bool:
    shown = seen(PLACES[place].format(markdown_text(text)), place)
    wanted = expected(text).strip()
    if not wanted:
        return True
    words = {"paragraph": "{}\x1f", "after a label": "Label: {}\x1f", "list item": "{}\x1f", "heading": "{}\x1f"}
    pattern = words.get(place, "a\x1fb\x1f{}\x1fz\x1f").format(wanted)
    # A reader trims white space of any script at the edges of a block; that is no change of what was said.
    return " ".join(shown.split()) == " ".join(pattern.split())
