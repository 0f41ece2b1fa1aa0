"""Whatever people typed as Markdown or HTML, or on paper, that reads as what they typed."""

from __future__ import annotations

import re
from html import escape

from osp_cli.domain.names import DIRECTIONS, UNSEEN, visible

SPACES = re.compile("[\\t\\n\\r \\u2028\\u2029]+")
# What Markdown would read anywhere; at the start of a value also what opens a list, a heading or a rule there.
ANYWHERE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
AT_START = re.compile(r"^(?:[-+=#]|:::|(\d{1,9})(?=[.)](?:\s|$)))")
# What turns the direction of what follows, and what ends it (Unicode Standard Annex 9).
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_ENDS = dict.fromkeys("\u202a\u202b\u202d\u202e", _POP) | dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE)
_FIRST_STRONG = "\u2068"


def paper_text(text: str, keep: str = "") -> str:
    """A text as a page shows it: direction marks and joiners as themselves, control characters made visible."""
    return visible(text, keep=UNSEEN + keep)


def closed(text: str) -> str:
    """The text, and after it the ends of every turn of direction that it leaves open."""
    if text.isprintable():  # most are, and none with a mark is
        return text
    ends: list[str] = []
    for character in text:
        if character in _ENDS:
            ends.append(_ENDS[character])
        elif character == _POP and ends[-1:] == [_POP]:
            ends.pop()
        elif character == _POP_ISOLATE and _POP_ISOLATE in ends:
            while ends.pop() != _POP_ISOLATE:
                pass
    return text + "".join(reversed(ends))


def isolated(text: str) -> str:
    """The text as one that turns the direction of nothing but itself, whatever marks it holds."""
    has_marks = not text.isprintable() and any(mark in text for mark in DIRECTIONS)
    return f"{_FIRST_STRONG}{closed(text)}{_POP_ISOLATE}" if has_marks else text


def html_text(text: str) -> str:
    """A text within an element of HTML, control characters made visible."""
    return escape(isolated(paper_text(text, keep="\n\t")))


def markdown_text(value: object) -> str:
    """A value as Markdown text that reads as the value: one line, its marks escaped, control characters visible."""
    text = isolated(paper_text(SPACES.sub(" ", str(value)).strip()))
    text = ANYWHERE.sub(lambda found: "\\" + found[0], text)
    return AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\" + found[0], text)
