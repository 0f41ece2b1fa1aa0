"""Whatever people type stays text in a document: no mark, no table, no tag comes of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from osp_cli.domain.names import visible
from osp_cli.render.documents import markdown_text

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PLACES = {
    "paragraph": "{}",
    "after a label": "**Label**: {}",
    "list item": "- {}",
    "cell": "| a | b |\n|---|---|\n| {} | z |",
    "heading": "# {}",
}
TRAPS = (
    *("*", "**bold**", "_it_", "a_b_c", "`code`", "[a](b)", "![a](b)", "<b>", "</script>", "<!-- x -->", "|", "a|b"),
    *("~~gone~~", "# title", "- item", "+ item", "1. one", "1) one", "10.", "> quote", "---", "===", "***", "```"),
    *("&amp;", "&#35;", "&lt;b", "\\", "\\\\*", "\\n", "http://a.b", "<http://a.b>", "[x]: y", "[ ] task", ":::", "^^"),
    *("\u202eevil", "\x1b[31m", "\x00", "\u2028", "a\nb", "a\n\n# b", "a\r\nb", "\tcode", "    code", "0.14", "-5"),
    *(
        "客户*重点*",
        "“引号”",
        "**策略：**内容",
        "=1+1",
        "@sum",
        "a\\",
        "~",
        "{{ x }}",
        "{% if %}",
        "$x$",
        "&copy",
        "![",
    ),
)


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
@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_reads_as_it_was_typed(place: str, text: str) -> None:
    assert reads_as_typed(place, text)


@given(
    place=st.sampled_from(list(PLACES)),
    text=st.one_of(
        st.lists(st.sampled_from(TRAPS), min_size=1, max_size=4).map("".join),
        st.text(alphabet=st.sampled_from("ab *_`[]()<>|~#+-=.1&;:!\\\n客户"), min_size=1, max_size=20),
        st.text(min_size=1, max_size=20),
    ),
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
