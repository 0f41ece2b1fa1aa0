"""What every PDF of ours looks like, in Typst's language: page, type, tables, badges. The colours are of page.py."""

from __future__ import annotations

import re
from collections.abc import Iterable

from osp_cli.fonts import FAMILY

WIDTH, HEIGHT, TOP = 182.0, 267.0, 13.0  # mm between the margins of an A4 page, and above them
SIZES = (10.0, 9.7, 9.4, 9.1, 8.8, 8.5)  # pt; the first that fits is taken
FLOWING = 9.4  # pt, where a document may take the pages that it needs
TABLE, WIDE_TABLE, SMALLEST = 0.94, 0.86, 7.0  # of the type size; no text is smaller than the last, in pt
POINT = 25.4 / 72  # mm
INSET = 7.0  # pt, both sides of a cell
JOINER = "\u2060"  # of no width: no line ends there
LINE = 6.5  # mm, of a line to write on
TIGHT, LOOSE = 0.75, 1.7  # how far the spacing of a page may go
# Families of other systems, asked only where ours lacks a character; Typst knows them by their English names.
OTHERS = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "STHeiti", "Noto Color Emoji")
_SIGNS = (("+", "d8efd8", '"solid"'), ("-", "f6d5d2", '"solid"'), ("?", "ffffff", "(1pt, .8pt)"))
_CONTROL = re.compile(r"[\x00-\x1f]")
_STYLE = """
#set page(paper: "a4", margin: (x: 14mm, top: 13mm, bottom: 17mm), footer-descent: 4mm, footer: context [
  #set text(size: 7pt, fill: rgb("#333333"))
  #set par(leading: .45em, spacing: .45em)
  #line(length: 100%, stroke: .25mm + rgb("#777777"))
  #v(-1mm)
  #grid(columns: (1fr, auto), column-gutter: 6mm, foot,
    [#counter(page).display() / #counter(page).final().first()])
])
#show heading: set text(weight: "bold")
#show heading.where(level: 1): set text(size: 1.5em / 1.4)
#show heading.where(level: 2): it => block(sticky: true, width: 100%, below: .65em,
  stroke: (bottom: .3mm + rgb("#333333")), inset: (bottom: .3em), text(size: 1.15em / 1.2, it.body))
#set list(indent: .2em, body-indent: .5em, marker: ([•], [–]))
#set enum(indent: .2em, body-indent: .5em)
#let hair = .2mm + rgb("#bbbbbb")
#let badge(sign, fill, dash) = box(inset: (x: .35em), outset: (y: .2em), radius: .2em, fill: rgb(fill),
  stroke: (paint: rgb("#333333"), thickness: .2mm, dash: dash), text(weight: "bold", sign))
#let label(body) = text(fill: rgb("#333333"), body)
#let gap = box(width: 0pt)
#let ruled(high, line) = if high >= line {
  let count = calc.floor(high / line)
  block(width: 100%, above: 0pt, below: 1.2em, grid(columns: 1fr, rows: high / count, stroke: (bottom: hair),
    ..range(count).map(_ => [])))
}
"""


# A landscape sheet of cards in columns: its edges, what is between its columns, and its type, which may be smaller.
LANDSCAPE, EDGE, BETWEEN_COLUMNS = 297.0, 8.0, 4.0  # mm
CARD_SIZES = (*SIZES, 8.2, 7.9, 7.6, 7.3, 7.0)  # pt
_FLIPPED = f"#set page(flipped: true, margin: (x: {EDGE}mm, top: {EDGE}mm, bottom: 13mm), footer-descent: 2mm)\n"


def literal(text: str) -> str:
    """A text as a string of Typst's language, in which nothing can end it or mean anything."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", safe) + '"'


def badge(sign: str) -> str:
    """A sign in its box, which says the same in black and white."""
    return next(f'badge("{each}", "#{fill}", {dash})' for each, fill, dash in _SIGNS if each == sign)


def _listed(name: str) -> str:
    """A list with that one name, empty without."""
    return f"({literal(name)},)" if name else "()"


def opening(
    title: str,
    language: str,
    size: float,
    foot: str,
    families: Iterable[str] = (),
    *,
    author: str = "",
    audience: str = "",
    is_flipped: bool = False,
) -> str:
    """What stands before the content of a document; `foot` is code for what stands at the foot of each page."""
    fonts = ", ".join(map(literal, (FAMILY, *families)))
    region = ', region: "cn"' if language == "zh" else ""
    return (
        f"#set document(title: {literal(title)}, author: {_listed(author)}, keywords: {_listed(audience)})\n"
        f'#set text(font: ({fonts},), size: {size}pt, lang: "{language}"{region}, hyphenate: false)\n'
        f"#let foot = {foot}\n{_STYLE}{_FLIPPED if is_flipped else ''}"
    )


def column_width(columns: int) -> float:
    """How wide each of several columns of a landscape sheet is, in millimetres."""
    return (LANDSCAPE - 2 * EDGE - (columns - 1) * BETWEEN_COLUMNS) / columns


def section(number: int, content: str) -> str:
    """A part of a document; its last mark says where it ends.

    The compiler is given its spacing `tNUMBER`, and `wNUMBER`, how many millimetres to write on each gap has.
    """
    return (
        f'#[#let t = float(sys.inputs.at("t{number}", default: "1"))\n'
        f'#let lines = ruled(float(sys.inputs.at("w{number}", default: "0")) * 1mm, {LINE}mm)\n'
        "#set par(leading: calc.min(.75em, .55em * t), spacing: .72em * t)\n"
        "#set list(spacing: calc.min(.9em, .55em * t))\n"
        "#set block(spacing: .8em * t)\n"
        "#set table(stroke: (x: none, top: none, bottom: hair), inset: (x: 3.5pt, y: 2.1pt * t))\n"
        "#show table: set par(leading: calc.min(.6em, .45em * t))\n"
        "#show heading.where(level: 1): set block(above: 0pt, below: .9em * t)\n"
        "#show heading.where(level: 2): set block(above: 1.35em * t)\n"
        "#show heading.where(level: 3): set block(above: 1em * t, below: .6em * t)\n"
        "#show heading.where(level: 4): set block(above: .9em * t, below: .5em * t)\n"
        f"#{{\n{content}\n}}\n#context [#metadata((here().page(), here().position().y / 1mm)) <end>]]\n"
    )
