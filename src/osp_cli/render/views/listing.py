"""The pipeline and what a search found."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.process import Process
from osp_cli.domain.selection import Page
from osp_cli.render.blocks import Column, Line, Table, View
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
    )
    rows = tuple(
        (
            str(o.number),
            o.name,
            common.text(o.account),
            o.stage if o.is_open or o.status == "won" else f"{o.stage} {words(f'status.{o.status}')}",
            f"{process.stage(o.stage).probability}%" if o.is_open or o.status == "won" else "0%",
            common.money(o.amount, words),
            common.EMPTY
            if o.close_on is None
            else o.close_on.isoformat() + ("!" if o.is_open and o.close_on < today else ""),
            common.text(o.owner),
        )
        for o in page.opportunities
    )
    shown = len(page.opportunities)
    if page.next is None:
        return (Table(columns, rows),)
    more = words("views.list-more", more=max(page.total - shown, 0), after=page.next)
    return (Table(columns, rows), Line(more, "dim"))


def found_view(found: Found, words: Words) -> View:
    """One line per hit: what it is, of which opportunity, and the text."""
    if not found.hits:
        return (Line(words("views.found-nothing", word=found.word), "dim"),)
    columns = (
        Column(words("views.kind")),
        Column(words("views.number"), kind="number"),
        Column(words("views.opportunity")),
        Column(words("views.text")),
    )
    rows = tuple(
        (words(f"views.hit-{hit.kind}"), str(hit.number or ""), common.text(hit.opportunity), hit.text)
        for hit in found.hits
    )
    return (Table(columns, rows),)


def file_view(written: FileWritten, words: Words) -> View:
    """Which file was written."""
    return (Line(words("views.file-written", path=written.path, count=written.records)),)
