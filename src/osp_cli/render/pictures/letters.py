"""How much room text takes in a picture, and text that fits its room: wrapped, then cut with dots.

No font is read: the widths are those of the font that osp ships, and what is left over is slack for another one.
"""

from __future__ import annotations

import unicodedata

from osp_cli.domain.names import visible
from osp_cli.render.width import cells, wrap

# Thousandths of the size of letters, from the space to the tilde.
_WIDTHS = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
    555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
    723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
    554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
    270, 338, 555,
)  # fmt: skip
_UPPER, _LOWER, _FULL, _EMOJI = 900, 700, 1000, 1350
_FIRST_EMOJI = "\U0001f000"
_BOLD = 1.07
SLACK = 1.04
DOTS = "…"


def length(text: str, size: float, *, is_bold: bool = False) -> float:
    """The room that a line of text takes at most."""
    return sum(map(_thousandths, text)) * size / 1000 * SLACK * (_BOLD if is_bold else 1)


def _thousandths(character: str) -> int:
    if " " <= character <= "~":
        return _WIDTHS[ord(character) - 32]
    if character >= _FIRST_EMOJI:
        return _EMOJI
    if not cells(character):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F", "A"):  # our font draws the ambiguous ones in full
        return _FULL
    return _UPPER if character.isupper() else _LOWER


def fitted(text: str, room: float, size: float, *, most: int = 1, is_bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of this room; dots stand for what does not fit. Never for amounts."""
    shown = " ".join(visible(text).split())
    lines = _wrapped(shown, room, size, is_bold=is_bold)
    if len(lines) <= most:
        return tuple(lines)
    rest = lines[most - 1] if most > 1 else shown
    while rest and length(rest + DOTS, size, is_bold=is_bold) > room:
        rest = rest[:-1]
    return (*lines[: most - 1], rest.rstrip() + DOTS)


def _wrapped(text: str, room: float, size: float, *, is_bold: bool) -> list[str]:
    """The text in lines, each as wide as the room allows and broken where a terminal would break it."""
    if length(text, size, is_bold=is_bold) <= room:
        return [text]
    widest = max(int(room / size * 4), 2)
    for width in range(min(widest, cells(text)), 1, -1):
        lines = wrap(text, width)
        if all(length(line, size, is_bold=is_bold) <= room for line in lines):
            return lines
    return wrap(text, 2)
