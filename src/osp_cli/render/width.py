"""Text in terminal cells: how wide it is, filling, cutting and wrapping it. Chinese characters take two cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

_NO_BREAK_BEFORE = frozenset("，。、；：？！）」』】》〉”’…％)]},.;:?!%")
_NO_BREAK_AFTER = frozenset("（「『【《〈“‘￥＄([{$\u200d")  # the last joins the parts of one emoji
_SCALES, _AFTER_SCALE = frozenset("千万亿"), frozenset("千万亿元")
_SOFT_HYPHEN = "\u00ad"
WHOLE = 500  # cells of a name: all of it


@cache
def _cells_of(character: str) -> int:
    # U+1160 to U+11FF are the vowels and finals that terminals draw into the syllable before them.
    if character != _SOFT_HYPHEN and (
        unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff"
    ):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cells(text: str) -> int:
    """The width in terminal cells; a character of ambiguous width counts one, as nearly all terminals draw it."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to `width` cells, to the left or to the right; a longer text stays as it is."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


def clip(text: str, width: int) -> str:
    """The text cut to `width` cells, with dots where something is missing. Never for amounts."""
    if cells(text) <= width:
        return text
    dots = "." * min(3, width)
    return text[: _fitting(text, width - len(dots))] + dots


def wrap(text: str, width: int | None) -> list[str]:
    """The text in lines of at most `width` cells: broken at spaces, and between Chinese characters.

    Closing marks stay with what is before them, opening ones with what follows; an amount stays whole, with its code
    or its unit (`CHF 1,200.00`, `120万`). Only a word longer than a line is cut. The indentation is kept on every line.
    """
    if width is None or cells(text) <= width:
        return [text]
    body = text.lstrip(" ")
    indent = text[: len(text) - len(body)] if len(text) - len(body) < width // 2 else ""
    room = max(width - len(indent), 2)
    lines, line, used = [], "", 0
    for gap, piece in _pieces(body):
        size = len(gap) + cells(piece)
        if line and used + size > room:
            lines.append(line)
            line, used = "", 0
        if line:
            line, used = f"{line}{gap}{piece}", used + size
        else:
            *cut, line = _cut(piece, room)
            lines += cut
            used = cells(line)
    return [indent + each for each in (*lines, line)]


def longest_piece(text: str) -> int:
    """The width below which `wrap` would have to cut a word of the text."""
    return max((cells(piece) for _, piece in _pieces(text)), default=0)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What must stay together, each with the spaces before it."""
    gap, piece, spaces = "", "", ""
    for character in text:
        if character == " ":
            spaces += character
            continue
        if piece:
            if not _holds(piece, character) if spaces else _may_break(piece[-1], character):
                yield gap, piece
                gap, piece = spaces, ""
            else:
                piece += spaces
        piece, spaces = piece + character, ""
    if piece:
        yield gap, piece


def _holds(before: str, after: str) -> bool:
    """Whether a currency code and the figure after it stand here."""
    code = before[-3:]
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper() and after in "-0123456789"


def _may_break(before: str, after: str) -> bool:
    if before in _NO_BREAK_AFTER or after in _NO_BREAK_BEFORE or not _cells_of(after):
        return False
    if before.isdigit() or (before in _SCALES and after in _AFTER_SCALE):
        return False
    return 2 in (_cells_of(before), _cells_of(after))


def _cut(word: str, width: int) -> Iterator[str]:
    """A word in parts that fit (of at least one character), cut behind a hyphen where there is one."""
    while cells(word) > width and len(word) > 1:
        fitting = max(_fitting(word, width), 1)
        end = word.rfind("-", 1, fitting) + 1 or fitting
        yield word[:end]
        word = word[end:]
    yield word


def _fitting(text: str, width: int) -> int:
    """How many characters of the text fit."""
    for place, character in enumerate(text):
        width -= _cells_of(character)
        if width < 0:
            return place
    return len(text)
