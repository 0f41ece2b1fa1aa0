"""A view as a document: Markdown, or one self-contained HTML page for printing. Every text is data in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from osp_cli.domain.dates import display_day
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.render.barring import signs
from osp_cli.render.blocks import (
    Bar,
    Bars,
    Blank,
    Block,
    Bullets,
    Column,
    Command,
    Facts,
    Heading,
    Line,
    Table,
    Tree,
    View,
)
from osp_cli.render.escaping import html_text, markdown_text
from osp_cli.render.paper.manuscript import Manuscript
from osp_cli.render.paper.page import page
from osp_cli.render.pictures.bars import bars_picture, evened
from osp_cli.render.pictures.svg import svg
from osp_cli.words import Words

FORMATS = ("md", "html")
_RIGHT = ("money", "number")
NBSP, STEP = "\u00a0", 2  # for each space that a cell stands in on screens


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot: for whom it is, which stands out, and the sentence that follows."""

    audience: str
    rest: str

    @property
    def markdown(self) -> str:
        """As Markdown."""
        return f"**{markdown_text(self.audience)}**{markdown_text(self.rest)}"

    @property
    def html(self) -> str:
        """As HTML, at the end of the page."""
        return f"<footer><p><strong>{html_text(self.audience)}</strong>{html_text(self.rest)}</p></footer>"

    def mark(self, title: str) -> str:
        """What stands at the foot of every sheet of HTML: for whom it is, and its title."""
        return f"{self.audience} · {title}"


def internal_foot(words: Words, day: str, version: int | str, owner: str | None = None) -> Foot:
    """The foot of what is for us alone; nobody's is the whole team's."""
    told = {"day": day, "version": version, "owner": owner or words("report.whole-team")}
    return Foot(words("report.internal"), words("report.foot", **told))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a printed view is: its kind, its day, what stands at its foot, the sheets that it promises."""

    kind: str
    on: date
    foot: Foot
    pages: int


def printed(view: View, foot: Foot, title: str, language: str, format: str, *, style: str = "") -> str:
    """The view as `md` or `html`; another format is refused with the list.

    `style` adds to that of every page.
    """
    if format == "md":
        return "\n\n".join(filter(None, (*map(_markdown, view), "---", foot.markdown))) + "\n"
    if format == "html":
        body = "\n".join((*_html(view), foot.html))
        return page(body, title, language, style=style, mark=foot.mark(title))
    raise WrongUsage("format-unknown", {"format": format, "formats": tuple(FORMATS)})


def manuscript(view: View, imprint: Imprint, language: str) -> Manuscript:
    """The view ready for the formats of documents, its bars as pictures; those of half a page beside each other."""
    drawn = (bars_picture(bars, has_title=bars.is_half) for bars in view if isinstance(bars, Bars))
    pictures = {f"{picture.name}.svg": svg(picture) for picture in evened(drawn)}
    parts = [_in_print(block) for block in view if not (isinstance(block, Bars) and not block.rows)]
    text = re.sub(r"(?m)^(!\[.*\.svg\))\n\n(?=!\[)", r"\1", "\n\n".join(filter(None, parts)))
    return Manuscript(
        kind=imprint.kind,
        language=language,
        text=f"{text}\n\n---\n\n{imprint.foot.markdown}\n",
        day=display_day(imprint.on, language),
        as_of=imprint.on,
        pages=imprint.pages,
        pictures=pictures,
    )


def _in_print(block: Block) -> str:
    """A block as Markdown in which bars are a picture and totals stand out."""
    match block:
        case Bars():
            return f"![{markdown_text(block.title)}]({block.name}.svg)"
        case Table(columns, rows, totals):
            return _markdown_table(Table(columns, rows), tuple(tuple(map(_bold, row)) for row in totals))
        case _:
            return _markdown(block)


def _bold(text: str) -> str:
    said = markdown_text(text)
    return f"**{said}**" if said else ""


def _markdown(block: Block) -> str:  # noqa: PLR0911  one case per kind of block
    match block:
        case Heading():
            return f"{'#' * block.level} {markdown_text(block.text)}"
        case Line():
            return markdown_text(block.text)
        case Facts():
            return _piped(((markdown_text(label), markdown_text(value)) for label, value in block.rows), ("", ""))
        case Table():
            return _markdown_table(block)
        case Bullets():
            return "\n".join(f"{'  ' * item.indent}- {markdown_text(item.text)}" for item in block.items)
        case Bars():
            return _markdown_bars(block)
        case Tree():
            return "\n".join(f"{'  ' * branch.level}- {markdown_text(branch.text)}" for branch in block.branches)
        case Command():
            return f"    {block.text}"
        case Blank():
            return ""
        case _:
            assert_never(block)


def _markdown_bars(bars: Bars) -> str:
    """The bars as a table under their title, with what their signs mean."""
    rows = ((markdown_text(bar.label), markdown_text(bar.value), _drawn(bar)) for bar in bars.rows)
    key = "; ".join(f"`{sign}` {markdown_text(said)}" for sign, said in bars.key)
    title = f"**{markdown_text(bars.title)}**" if bars.title else ""
    caption = " ".join(filter(None, (title, f"({key})" if key else "")))
    table = _piped(rows, ("", "", ""), right=(1,)) if bars.rows else ""
    return f"{caption}\n\n{table}" if caption and table else table


def _drawn(bar: Bar) -> str:
    drawn = signs(bar, 30, ".")
    return f"`{drawn}`" if drawn else ""


def _markdown_table(table: Table, totals: Iterable[tuple[str, ...]] = ()) -> str:
    """The table as Markdown; `totals` are Markdown already."""
    right = tuple(place for place, column in enumerate(table.columns) if column.kind in _RIGHT)
    rows = (tuple(map(_indented, row)) for row in (*table.rows, *table.totals))
    return _piped((*rows, *totals), tuple(markdown_text(column.title) for column in table.columns), right)


def _indented(text: str) -> str:
    """A cell that keeps how far it stands in: plain spaces at its start would be trimmed."""
    return "&nbsp;" * (STEP * _depth(text)) + markdown_text(text)


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _piped(rows: Iterable[tuple[str, ...]], titles: tuple[str, ...], right: tuple[int, ...] = ()) -> str:
    rule = tuple("---:" if place in right else "---" for place in range(len(titles)))
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rule, *rows))


def _html(view: View) -> Iterator[str]:  # noqa: C901  one case per kind of block
    pages = 0
    for block in view:
        match block:
            case Heading():
                pages += block.level == 1
                own = ' class="next"' if block.level == 1 and pages > 1 else ""
                yield f"<h{block.level}{own}>{html_text(block.text)}</h{block.level}>"
            case Line():
                yield f'<p class="{block.tone}">{html_text(block.text)}</p>'
            case Bars():
                yield _html_bars(block) if block.rows else ""
            case Facts():
                rows = (
                    f"<tr><th>{html_text(label)}</th><td>{html_text(value)}</td></tr>" for label, value in block.rows
                )
                yield f'<table class="facts">{"".join(rows)}</table>'
            case Table():
                yield _html_table(block)
            case Bullets():
                yield f"<ul>{''.join(f'<li>{html_text(item.text)}</li>' for item in block.items)}</ul>"
            case Tree():
                yield f"<ul>{''.join(f'<li>{html_text(branch.text)}</li>' for branch in block.branches)}</ul>"
            case Command():
                yield f"<p><code>{html_text(block.text)}</code></p>"
            case Blank():
                pass
            case _:
                assert_never(block)


def _html_bars(bars: Bars) -> str:
    """The bars as a picture; beside another one it needs a title of its own."""
    own = ' class="half"' if bars.is_half else ""
    return f"<figure{own}>\n{svg(bars_picture(bars, has_title=bars.is_half))}</figure>"


def _html_table(table: Table) -> str:
    if not any(column.title for column in table.columns):
        lines = "".join(_html_row(row, table.columns) for row in table.rows)
        return f'<table class="lines"><tbody>{lines}</tbody></table>'
    head = "".join(_cell("th", column.title, column) for column in table.columns)
    body = "".join(_html_row(row, table.columns) for row in table.rows)
    foot = "".join(_html_row(row, table.columns) for row in table.totals)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{f'<tfoot>{foot}</tfoot>' if foot else ''}</table>"
    )


def _html_row(row: tuple[str, ...], columns: tuple[Column, ...]) -> str:
    return f"<tr>{''.join(_cell('td', text, column) for text, column in zip(row, columns, strict=True))}</tr>"


def _cell(tag: str, text: str, column: Column) -> str:
    own = ' class="right"' if column.kind in _RIGHT else ' class="short"' if column.kind == "date" else ""
    return f"<{tag}{own}>{NBSP * (STEP * _depth(text))}{html_text(text.lstrip(' '))}</{tag}>"
