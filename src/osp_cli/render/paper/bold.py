"""Bold and italic beside Chinese: `**策略：**内容` reads as a person means it.

CommonMark asks for white space or punctuation around a run of stars, which Chinese does not write (its issue 650). Here
a Chinese character beside the run counts as such an edge.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token


class _State(StateInline):
    """The state of an inline run, in which a wide character is an edge of a word."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N802, N803  names of the library
        """Whether a run of marks can open and close; the rule of CommonMark with wide characters as edges."""
        end, mark = start, self.src[start]
        while end < self.posMax and self.src[end] == mark:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        opens = not _is_space(after) and (not _is_mark(after) or _is_edge(before) or _is_wide(after))
        closes = not _is_space(before) and (not _is_mark(before) or _is_edge(after) or _is_wide(before))
        return Scanned(
            opens and (canSplitWord or not closes or _is_mark(before)),
            closes and (canSplitWord or not opens or _is_mark(after)),
            end - start,
        )


class InlineBesideChinese(ParserInline):
    """The inline parser with that state."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """The tokens of an inline text."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _is_edge(character: str) -> bool:
    return _is_space(character) or _is_mark(character) or _is_wide(character)
