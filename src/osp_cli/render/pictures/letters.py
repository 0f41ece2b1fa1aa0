"""How much room text takes in a picture, and text that fits its room: wrapped, then cut with dots.

The widths are those of the font that travels with osp; the slack is for a page that is shown in another one.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from osp_cli.fonts import FILES, Face
from osp_cli.render.escaping import paper_text
from osp_cli.render.width import cells, wrap

_EMOJI, _FIRST_EMOJI = 1.4, "\U0001f000"  # their fonts draw them wider than a Chinese character
SLACK = 1.04
DOTS = "…"


@cache
def _face(*, is_bold: bool) -> Face:
    return Face(FILES[is_bold])


def length(text: str, size: float, *, is_bold: bool = False) -> float:
    """The room that a line of text takes at most."""
    emoji = sum(character >= _FIRST_EMOJI for character in text)
    return (_face(is_bold=is_bold).width(text) + (_EMOJI - 1) * emoji) * size * SLACK


def is_ours(text: str) -> bool:
    """Whether our font draws every character of a text."""
    return all(map(_face(is_bold=False).covers, text))


def fitted(text: str, room: float, size: float, *, most: int = 1, is_bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of this room; dots stand for what does not fit. Never for amounts."""
    shown = " ".join(paper_text(text).split())
    if length(shown, size, is_bold=is_bold) <= room:
        return (shown,)
    enough = shown[: _longest(shown, (most + 1) * room, size, is_bold=is_bold) + 1]  # more lines than may be
    lines = _wrapped(enough, room, size, is_bold=is_bold) if most > 1 else [shown, ""]
    if len(lines) <= most:
        return tuple(lines)
    rest = lines[most - 1]
    rest = rest[: _longest(rest, room - length(DOTS, size, is_bold=is_bold), size, is_bold=is_bold)]
    return (*lines[: most - 1], rest.rstrip() + DOTS)


def _longest(text: str, room: float, size: float, *, is_bold: bool) -> int:
    """How many characters of a line of text have room."""
    return bisect_right(range(1, len(text) + 1), room, key=lambda end: length(text[:end], size, is_bold=is_bold))


def _wrapped(text: str, room: float, size: float, *, is_bold: bool) -> list[str]:
    """The text in lines, each as wide as the room allows and broken where a terminal would break it."""
    widest = max(int(room / size * 4), 2)
    for width in range(min(widest, cells(text)), 1, -1):
        lines = wrap(text, width)
        if all(length(line, size, is_bold=is_bold) <= room for line in lines):
            return lines
    return wrap(text, 2)
