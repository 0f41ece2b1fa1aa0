"""The cheat sheet for printing: Markdown, or one self-contained HTML page (A4 landscape)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from osp_cli.domain.dates import display_day
from osp_cli.errors import WrongUsage
from osp_cli.render.escaping import markdown_text
from osp_cli.render.pages import Foot, internal_foot
from osp_cli.render.paper.manuscript import STAMP, Manuscript
from osp_cli.render.paper.page import page
from osp_cli.render.views import common
from osp_cli.render.views.origins import Marks
from osp_cli.services.method import Card, CheatSheet
from osp_cli.words import Words

FORMATS = ("md", "html")
COLUMNS, VERSION = 4, 8  # columns of cards; signs of the digest of the method
BUILTIN_STEPS = 8  # the words name this number
# What the sheet has of its own: one landscape page, its cards in four columns.
STYLE = """
@page { size: A4 landscape; margin: 8mm; @bottom-left { content: none; } @bottom-right { content: none; } }
@media print { body { font-size: 7pt; line-height: 1.25; } html:lang(zh-CN) body { font-size: 9pt; } }
h1 { font-size: 12pt; margin: 0 0 2mm; }
main { display: grid; padding-right: 0.4mm; grid-template-columns: repeat(4, 1fr); gap: 2mm; }
section.card { padding: 1.5mm 2mm; margin: 0; }
h2 { font-size: 1.15em; margin: 0 0 1mm; }
h3 { font-size: 1em; margin: 1mm 0 0; }
ul { margin: 0; padding-left: 1.3em; }
li { margin: 0; }
p { margin: 1mm 0 0; }
footer { margin-top: 1mm; }
@media screen {
  body { font-size: 10.5pt; line-height: 1.4; max-width: 330mm; margin: 4mm auto; padding: 0 4mm; }
  main { grid-template-columns: repeat(auto-fit, minmax(72mm, 1fr)); }
}
"""


def printed(sheet: CheatSheet, words: Words, on: date, format: str) -> str:
    """The cheat sheet of a day as `md` or `html`; another format is refused with the list."""
    foot = _foot(sheet, words, common.day(on, words))
    if format == "md":
        return _markdown(sheet, words, foot)
    if format == "html":
        return _html(sheet, words, foot)
    raise WrongUsage("format-unknown", {"format": format, "formats": tuple(FORMATS)})


def manuscript(sheet: CheatSheet, words: Words, on: date) -> Manuscript:
    """The cheat sheet ready for the formats of paper."""
    text, marks = _cards(sheet, words)
    foot = _foot(sheet, words, STAMP).markdown.replace(markdown_text(STAMP), STAMP)
    meanings = words("views.list-joint").join(map(markdown_text, marks.meanings()))
    return Manuscript(
        kind="cheat-sheet",
        language=words.own_language,
        text="  \n".join(filter(None, (f"{text}\n---\n\n{foot}", meanings))) + "\n",
        day=display_day(on, words.language),
        as_of=on,
        pages=1,
        columns=COLUMNS,
    )


def _parts(card: Card, words: Words, marks: Marks) -> Iterable[tuple[str, list[str]]]:
    for key, items in card.lists():
        yield words(f"handbook.{key}"), [marks.say(item) for item in items]


def _title(card: Card, words: Words) -> str:
    return f"{card.step.number}  {card.step.name.say(words.language)}"


def _heading(sheet: CheatSheet, words: Words) -> str:
    count = len(sheet.cards)
    return words("handbook.cheat-sheet") if count == BUILTIN_STEPS else words("packs.cheat-sheet", count=count)


def _foot(sheet: CheatSheet, words: Words, day: str) -> Foot:
    return internal_foot(words, day, sheet.digest[:VERSION])


def _markdown(sheet: CheatSheet, words: Words, foot: Foot) -> str:
    text, marks = _cards(sheet, words)
    legend = "\n".join(markdown_text(meaning) + "  " for meaning in marks.meanings())
    return f"{text}\n{legend}".rstrip() + f"\n\n---\n\n{foot.markdown}\n"


def _cards(sheet: CheatSheet, words: Words) -> tuple[str, Marks]:
    """The steps as Markdown, and the marks in it."""
    marks = Marks(words)
    lines = [f"# {markdown_text(_heading(sheet, words))}", ""]
    for card in sheet.cards:
        lines += [f"## {markdown_text(_title(card, words))}", ""]
        for label, texts in _parts(card, words, marks):
            lines += [f"**{label}**", "", *(f"- {markdown_text(text)}" for text in texts), ""]
    return "\n".join(lines), marks


def _html(sheet: CheatSheet, words: Words, foot: Foot) -> str:
    marks = Marks(words)
    cards = "\n".join(_section(card, words, marks) for card in sheet.cards)
    legend = "".join(f"<p>{escape(meaning)}</p>\n" for meaning in marks.meanings())
    title = _heading(sheet, words)
    body = f"<h1>{escape(title)}</h1>\n<main>\n{cards}\n</main>\n{legend}{foot.html}"
    return page(body, title, words.language, style=STYLE)


def _section(card: Card, words: Words, marks: Marks) -> str:
    parts = [f"<h2>{escape(_title(card, words))}</h2>"]
    for label, texts in _parts(card, words, marks):
        items = "".join(f"<li>{_unbroken(text)}</li>" for text in texts)
        parts.append(f"<h3>{escape(label)}</h3><ul>{items}</ul>")
    return f'<section class="card">{"".join(parts)}</section>'


def _unbroken(text: str) -> str:
    """The mark of an item's origin stays on the line of its last word."""
    return escape(text[:-1]) + f"&#8288;{text[-1]}" if text.endswith(("~", "*")) else escape(text)
