"""A table as lines: columns where they fit, text wrapped where they nearly do, else one card per row.

Nothing is ever dropped or cut: amounts, dates and numbers keep their column whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from osp_cli.domain.names import visible
from osp_cli.render.blocks import Column, Row, Table
from osp_cli.render.lines import GAP, Page, Style, StyledLine, labelled
from osp_cli.render.width import cells, longest_piece, pad, wrap

NARROWEST_TEXT = 8
NARROWEST_TITLE = 4


def table_lines(table: Table, page: Page) -> Iterator[StyledLine]:
    """The table for this page."""
    rows = [tuple(map(visible, row)) for row in table.rows]
    totals = [tuple(map(visible, row)) for row in table.totals]
    widths = None if page.wants_cards else _widths(table, page.width)
    tones: Iterator[Style] = chain(table.tones, ["plain"] * (len(rows) - len(table.tones)))
    if widths is None:
        yield from _cards(table.columns, [*zip(rows, tones, strict=True), *((row, "heading") for row in totals)], page)
        return
    rule: StyledLine = ((GAP.join("-" * width for width in widths), "dim"),)
    yield from _row_lines(tuple(visible(column.title) for column in table.columns), table.columns, widths, "heading")
    yield rule
    for row, tone in zip(rows, tones, strict=True):
        yield from _row_lines(row, table.columns, widths, tone)
    if totals:
        yield rule
    for row in totals:
        yield from _row_lines(row, table.columns, widths, "heading")


def fits(table: Table, page: Page) -> bool:
    """Whether the table can stand in columns on this page."""
    return _widths(table, page.width) is not None


def _widths(table: Table, limit: int | None) -> list[int] | None:
    """The width of each column, None where even the narrowest ones do not fit.

    What is left over goes to whole words first, then to cells on one line, and to titles last: these wrap well.
    """
    columns, rows = table.columns, [tuple(map(visible, row)) for row in (*table.rows, *table.totals)]
    held = [max((cells(row[place]) for row in rows), default=0) for place in range(len(columns))]
    wanted = [max(width, cells(column.title)) for width, column in zip(held, columns, strict=True)]
    room = None if limit is None else limit - len(GAP) * (len(columns) - 1)
    if room is None or sum(wanted) <= room:
        return wanted
    titles = [max(min(cells(column.title), NARROWEST_TITLE), longest_piece(column.title)) for column in columns]
    texts = [min(w, NARROWEST_TEXT) if c.kind == "text" else w for w, c in zip(held, columns, strict=True)]
    widths = list(map(max, texts, titles))
    if sum(widths) > room:
        return None
    words = [max((_longest_word(row[place]) for row in rows), default=0) for place in range(len(columns))]
    tight = [max(words[p] if c.kind == "text" else held[p], titles[p]) for p, c in enumerate(columns)]
    if sum(map(max, widths, words)) > room >= sum(tight):  # a word would be cut although the columns can spare the room
        widths = tight
    for goal in (words, held, wanted):
        widths = _shared_out(widths, list(map(max, widths, goal)), room - sum(widths))
    return widths


def _longest_word(cell: str) -> int:
    """The width below which a word of the cell would be cut; behind a hyphen it may be broken."""
    return max(longest_piece(part) for part in cell.replace("-", "- ").split("\n"))


def _shared_out(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """The room given to the columns in equal shares; what a column does not need goes to the others."""
    widths = list(least)
    by_need = sorted(range(len(widths)), key=lambda place: wanted[place] - least[place])
    for waiting, place in zip(range(len(widths), 0, -1), by_need, strict=True):
        grant = min(wanted[place] - least[place], room // waiting)
        widths[place] += grant
        room -= grant
    return widths


def _row_lines(row: Row, columns: Sequence[Column], widths: Sequence[int], style: Style) -> Iterator[StyledLine]:
    wrapped = [[cell] if cells(cell) <= width else wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        padded = (
            pad(cell, width, right=column.kind in ("money", "number"))
            for cell, width, column in zip(line, widths, columns, strict=True)
        )
        yield ((GAP.join(padded).rstrip(), style),)


def _cards(columns: Sequence[Column], rows: Sequence[tuple[Row, Style]], page: Page) -> Iterator[StyledLine]:
    for place, (row, style) in enumerate(rows):
        if place:
            yield ()
        for column, cell in zip(columns, row, strict=True):
            if cell:
                yield from labelled(column.title, cell.strip(), page, style, is_whole=column.kind != "text")
