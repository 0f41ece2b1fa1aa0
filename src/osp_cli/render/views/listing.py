"""The pipeline and what a search found."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.names import excerpt
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.process import Process
from osp_cli.domain.selection import Page
from osp_cli.render.blocks import Block, Column, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.listing import FileWritten, Found
from osp_cli.words import Words


def page_view(page: Page, words: Words, process: Process, today: date) -> View:
    """One line per opportunity; how many more there are and how to see them."""
    if not page.opportunities:
        return (Line(words("views.list-empty"), "dim"),)
    columns = (
        Column(words("views.number"), kind="number"),
        Column(words("views.name")),
        Column(words("views.account")),
        Column(words("views.stage")),
        Column(words("views.win-rate"), kind="number"),
        Column(words("views.amount"), kind="money"),
        Column(words("views.close"), kind="date"),
        Column(words("views.owner")),
        *(Column(name) for name in page.columns),
    )
    rows = tuple(
        (
            str(o.number),
            o.name,
            common.text(o.account),
            _stage(o, words, has_order=o.number not in page.without_order),
            f"{process.stage(o.stage).probability}%" if _counts(o, page) else "0%",
            common.money(o.amount, words),
            common.EMPTY
            if o.close_on is None
            else common.short_day(o.close_on, words) + ("!" if o.is_open and o.close_on < today else ""),
            common.text(o.owner),
            *(common.own(o.fields.get(name), words) for name in page.columns),
        )
        for o in page.opportunities
    )
    parts: list[Block] = [Table(columns, rows)]
    if page.without_order:
        numbers = words("render.joint").join(map(str, page.without_order))
        way = common.command(("reopen", str(page.without_order[0]), "--reason", "TEXT"))
        parts.append(Line(words("views.without-order-list", numbers=numbers, command=way), "warn"))
    if page.next is not None:
        more = max(page.total - len(page.opportunities), 0)
        parts.append(Line(words("views.list-more", more=more, after=page.next), "dim"))
    return tuple(parts)


def _counts(o: Opportunity, page: Page) -> bool:
    return o.is_open or (o.status == "won" and o.number not in page.without_order)


def _stage(o: Opportunity, words: Words, *, has_order: bool) -> str:
    """The stage, and how it ended where it did; a won one is told by its stage, unless its order is gone."""
    status = words(f"status.{o.status}")
    if o.status == "won" and not has_order:
        return f"{o.stage} {words('views.without-order', status=status)}"
    return o.stage if o.is_open or o.status == "won" else f"{o.stage} {status}"


def found_view(found: Found, words: Words) -> View:
    """One line per hit: what it is, of which opportunity, and the text."""
    if not found.hits:
        return (Line(words("views.found-nothing", word=excerpt(found.word)), "dim"),)
    rows = tuple(
        (words(f"tables.{hit.kind}"), str(hit.number or ""), common.text(hit.opportunity), hit.text)
        for hit in found.hits
    )
    return (Table(hit_columns(words), rows),)


def hit_columns(words: Words) -> tuple[Column, ...]:
    """The columns of what a search found."""
    return (
        Column(words("views.kind")),
        Column(words("views.number"), kind="number"),
        Column(words("views.opportunity")),
        Column(words("views.text")),
    )


def file_view(written: FileWritten, words: Words) -> View:
    """Which file was written."""
    return (Line(words("views.file-written", path=written.path, count=written.records)),)
