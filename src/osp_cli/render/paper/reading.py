"""Markdown read into the tree of `tree.py`: CommonMark with tables, strike-through and tasks, and no HTML.

Conventions, no new syntax: a table with empty heads is a grid of facts; a row with nothing but a bold second cell names
a section; a centred cell that holds just `+`, `-` or `?` is a badge; a paragraph that begins with the bold word
for a gap and goes on otherwise names one; what follows the last rule is the foot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.tasklists import tasklists_plugin

from osp_cli.frozen import replace
from osp_cli.render.paper.bold import InlineBesideChinese
from osp_cli.render.paper.tree import (
    Align,
    Badge,
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    Item,
    LineEnd,
    Listing,
    Literally,
    Paragraph,
    Picture,
    Quote,
    Row,
    Rule,
    Run,
    Table,
    plain,
)

_ALIGNS: dict[str, Align] = {"text-align:center": "centre", "text-align:right": "right"}
_BADGES: dict[str, Badge] = {sign: sign for sign in get_args(Badge)}
_FORMS: dict[str, Callable[[Run], Run]] = {
    "strong": lambda run: replace(run, is_bold=True),
    "em": lambda run: replace(run, is_italic=True),
    "s": lambda run: replace(run, is_struck=True),
}
GAPS = ("gap", "缺口", "To be agreed", "待双方商定")
"""What a gap is called in the languages of documents, and in those for customers."""
_SECTION_CELL = 1  # the place of the cell that names a section


def read(markdown: str) -> Document:
    """The tree of a Markdown text; its seal, if it has one, must be off."""
    blocks = tuple(_blocks(SyntaxTreeNode(_parser().parse(markdown)).children))
    match blocks:
        case (*body, Rule(), Paragraph(foot)):
            return Document(tuple(body), foot)
        case _:
            return Document(blocks)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.inline = InlineBesideChinese()
    parser.configure("commonmark", {"html": False})
    return parser.enable(["table", "strikethrough"]).use(tasklists_plugin)


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        yield _block(node)


def _block(node: SyntaxTreeNode) -> Block:  # noqa: PLR0911  one case per kind of block
    match node.type:
        case "heading":
            return Heading(int(node.tag[1:]), _content(node))
        case "paragraph":
            inlines = _content(node)
            pictures = tuple(inline for inline in inlines if isinstance(inline, Picture))
            is_figure = pictures and len(pictures) == len(inlines)
            return Figure(pictures) if is_figure else Paragraph(inlines, _is_gap(inlines))
        case "bullet_list" | "ordered_list":
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            return Listing(tuple(map(_item, node.children)), start)
        case "table":
            return _table(node)
        case "blockquote":
            return Quote(tuple(_blocks(node.children)))
        case "code_block" | "fence":
            return Literally(node.content.rstrip("\n"))
        case "hr":
            return Rule()
        case _:
            raise ValueError(node.type)


def _is_gap(inlines: tuple[Inline, ...]) -> bool:
    match inlines:
        case (Run(text=word, is_bold=True), Run(is_bold=False), *_):
            return word in GAPS
        case _:
            return False


def _content(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(each for inline in node.children for each in _inlines(inline.children, Run("")))


def _inlines(nodes: Iterable[SyntaxTreeNode], form: Run) -> Iterator[Inline]:
    """The inlines below a node; `form` is what the text there looks like."""
    for node in nodes:
        match node.type:
            case "text":
                if node.content:
                    yield replace(form, text=node.content)
            case "code_inline":
                yield replace(form, text=node.content, is_code=True)
            case "softbreak":
                yield replace(form, text=" ")
            case "hardbreak":
                yield LineEnd()
            case "image":
                yield Picture(str(node.attrs["src"]), plain(tuple(_inlines(node.children, Run("")))))
            case "link":
                yield from _inlines(node.children, replace(form, link=str(node.attrs["href"])))
            case "html_inline":  # the box of a task, which its item holds
                continue
            case _:
                yield from _inlines(node.children, _FORMS[node.type](form))


def _item(node: SyntaxTreeNode) -> Item:
    blocks = tuple(_blocks(node.children))
    if "task-list-item" not in str(node.attrs.get("class", "")):
        return Item(blocks)
    first, *others = blocks
    assert isinstance(first, Paragraph)  # noqa: S101  the plugin marks nothing else as a task
    words = tuple(_without_leading_space(first.inlines))
    box = next(each for each in node.walk() if each.type == "html_inline")
    return Item((Paragraph(words), *others), 'checked="checked"' in box.content)


def _without_leading_space(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    first, *others = inlines
    yield replace(first, text=first.text.lstrip()) if isinstance(first, Run) else first
    yield from others


def _table(node: SyntaxTreeNode) -> Table:
    head, *bodies = node.children
    aligns = tuple(_ALIGNS.get(str(cell.attrs.get("style", "")), "left") for cell in head.children[0].children)
    heads = tuple(Cell(_content(cell)) for cell in head.children[0].children)
    rows = tuple(_row(row, aligns) for body in bodies for row in body.children)
    return Table(aligns, heads if any(cell.inlines for cell in heads) else (), rows)


def _row(node: SyntaxTreeNode, aligns: tuple[Align, ...]) -> Row:
    cells = tuple(_cell(cell, align) for cell, align in zip(node.children, aligns, strict=True))
    told = [place for place, cell in enumerate(cells) if cell.inlines]
    is_section = told == [_SECTION_CELL] and len(cells) > 2 and _is_bold(cells[_SECTION_CELL])
    return Row(cells, is_section)


def _cell(node: SyntaxTreeNode, align: Align) -> Cell:
    inlines = _content(node)
    return Cell(inlines, _BADGES.get(plain(inlines).strip()) if align == "centre" else None)


def _is_bold(cell: Cell) -> bool:
    return all(isinstance(inline, Run) and inline.is_bold for inline in cell.inlines)
