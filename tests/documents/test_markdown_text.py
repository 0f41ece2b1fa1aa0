"""Whatever people type stays text in a document: no mark, no table, no tag comes of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from osp_cli.domain.names import DIRECTIONS, UNSEEN, visible
from osp_cli.render.escaping import closed, isolated, markdown_text
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
    return isolated(visible(re.sub("[\t\n\r \u2028\u2029]+", " ", text).strip(), keep=UNSEEN))


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


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("plain 华", ""),
        ("mark \u200f\u200e\u061c", ""),
        ("\u202ea", "\u202c"),
        ("\u202aa\u202c\u202bb\u202dc", "\u202c\u202c"),
        ("\u2066a\u202eb", "\u202c\u2069"),
        ("\u2066a\u202eb\u2069", ""),  # the end of an isolate ends what is open in it
        ("\u202ea\u2067b\u202c", "\u2069\u202c"),  # an end within an isolate ends nothing outside
        ("\u202c\u2069a", ""),
    ],
)
def test_what_a_text_turns_it_also_ends(text: str, ends: str) -> None:
    assert closed(text) == text + ends


@given(st.text(alphabet=f"ab 1{DIRECTIONS}", max_size=14))
def test_a_text_with_marks_of_direction_stands_alone(text: str) -> None:
    whole = closed(text)
    assert closed(whole) == whole
    assert isolated(text) == (f"\u2068{whole}\u2069" if set(text) & set(DIRECTIONS) else text)


def test_a_right_to_left_name_comes_out_as_itself() -> None:
    assert markdown_text("شركة النور (12)\u200f") == "\u2068شركة النور (12)\u200f\u2069"
    assert markdown_text("a\u202eb") == "\u2068a\u202eb\u202c\u2069"
    assert markdown_text("Ac\u200bme") == "Ac\u200bme"
