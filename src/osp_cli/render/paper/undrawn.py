"""What stands in place of characters that no font at hand draws: their codes (`<U+1F600>`), in text and in pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

from osp_cli.fonts import Face
from osp_cli.render.pictures.letters import DOTS, fitted

Shown = Mapping[int, str]
"""What is printed in place of a character, by its code."""
Paint = Callable[[str], bytes]
"""Draws an SVG text."""
_NOWHERE = "\U0010fffd"  # for private use, the last of them: no font has a picture of it
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30" font-size="20">{}</text></svg>'

_ROOMY = re.compile(
    r'(?P<tag><text [^>]*font-size="(?P<size>[\d.]+)"[^>]*) data-room="(?P<room>[\d.]+)">(?P<text>[^<]*)'
)
_HALF = re.compile(rf" *<[U+0-9A-F]*{DOTS}$")  # a code of which the end was cut off says another character


def codes_of(characters: Iterable[str]) -> dict[int, str]:
    """Each of the characters as its code."""
    return {ord(each): f"<U+{ord(each):04X}>" for each in sorted(characters)}


def with_codes(svg: str, shown: Shown) -> str:
    """A picture of ours with that in place of what is not drawn, each line shortened to the room it was given."""
    if not shown:
        return svg
    within = _ROOMY.sub(lambda found: _within(found, shown), svg)
    return within.translate({code: name.replace("<", "&lt;") for code, name in shown.items()})


def _within(found: re.Match[str], shown: Shown) -> str:
    text = unescape(found["text"])
    told = text.translate(dict(shown))
    if told == text:
        return found[0]
    is_bold = "font-weight" in found["tag"]
    (line,) = fitted(told, float(found["room"]), float(found["size"]), is_bold=is_bold)
    return f"{found['tag']}>{escape(_HALF.sub(DOTS, line), quote=False)}"


def undrawn_by(paint: Paint, face: Face, svgs: Iterable[str]) -> list[str]:
    """The characters of pictures that come out as an empty box: our font lacks them, and the machine's do too.

    The engine does not say what it could not draw, so each is drawn alone and held against one that is nowhere.
    """
    lacking = face.missing(svgs)
    if not lacking:
        return []
    box = paint(_PROBE.format(_NOWHERE))
    return [each for each in lacking if paint(_PROBE.format(each)) == box]
