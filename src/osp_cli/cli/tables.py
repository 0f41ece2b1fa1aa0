"""A table of opportunities as a file: CSV in pieces, or a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.files import Files
from osp_cli.cli.written import is_device
from osp_cli.domain.selection import Page
from osp_cli.errors import WrongUsage
from osp_cli.services.listing import FileWritten, live_orders

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.opportunity import Opportunity, Order
    from osp_cli.domain.selection import CellTable
    from osp_cli.exchange.deal_columns import Column

TABLE_FORMATS = ("csv", "xlsx")


def columns_of(wiring: Wiring, order_of: Callable[[int], Order | None]) -> tuple[Column, ...]:
    """The neutral columns of a table; `order_of` finds the order of what was won."""
    from osp_cli.exchange.deal_columns import NEUTRAL, order_columns, own_columns

    return (*NEUTRAL, *order_columns(order_of), *own_columns(wiring.settings.fields.values()))


def columns_of_crm(
    wiring: Wiring, like: str, format: str, is_as_imported: Callable[..., bool], left: Counter[str]
) -> tuple[Column, ...]:
    """The columns of a CRM; `left` counts the words that stay as they are there (see `Asked`)."""
    from osp_cli.cli.crm_words import known_words
    from osp_cli.exchange.crm_columns import Asked, columns_like

    process, language = wiring.process, wiring.words.language

    def reason(deal: Opportunity) -> str | None:
        known = next((each for each in process.reasons if each.code == deal.reason), None)
        return known.text.say(language) if known else deal.reason

    asked = Asked(
        language, "xlsx" if format == "xlsx" else "csv", process.keys_of(process.stages), reason,
        own=tuple(wiring.settings.fields.values()), words=known_words(wiring, like), is_as_imported=is_as_imported,
        left=left,
    )  # fmt: skip
    return columns_like(like, asked)


def must_be_table_format(format: str) -> None:
    """Refuses a format that no table is written in."""
    if format not in TABLE_FORMATS:
        raise WrongUsage("format-unknown", {"format": format, "formats": tuple(TABLE_FORMATS)})


def give_table(
    wiring: Wiring, table: CellTable, format: str, out: str | None, *, is_forced: bool, sheet: str | None = None
) -> None:
    """Writes a table as a file, or as CSV to standard output without one or for `-`; a dry run makes and keeps none.

    `sheet` names the sheet of a workbook where it holds something else than opportunities.
    """
    from osp_cli.exchange.csv_list import MARK, csv_pieces

    if format == "xlsx":
        if out in (None, "-"):
            raise WrongUsage("workbook-needs-file")
        title = sheet or wiring.words("files.sheet")
        _write_workbook(wiring, table, Path(str(out)), title, is_forced=is_forced)
    elif out in (None, "-"):
        wiring.out.text("".join(csv_pieces(table)))
    else:
        Files(wiring, is_forced=is_forced).put_pieces(Path(str(out)), _marked(MARK, csv_pieces(table)))


def write_list(wiring: Wiring, page: Page, format: str, out: str | None, *, is_forced: bool) -> None:
    """Writes a list of opportunities as a file, or to standard output for `-`."""
    from osp_cli.exchange.deal_columns import table_of

    orders = live_orders(wiring.reading(), page)
    table = table_of(page.opportunities, columns_of(wiring, orders.get))
    write_table(wiring, table, len(page.opportunities), (format, out), is_forced=is_forced)


def write_table(
    wiring: Wiring,
    table: CellTable,
    count: int,
    to: tuple[str, str | None],
    *,
    is_forced: bool,
    sheet: str | None = None,
) -> None:
    """Writes a table of so many rows in a format and to a file, or to standard output for `-`, and tells it."""
    from osp_cli.render.views.listing import file_view

    format, out = to
    must_be_table_format(format)
    give_table(wiring, table, format, out, is_forced=is_forced, sheet=sheet)
    if out not in (None, "-"):
        if wiring.shared.dry_run:
            wiring.told_dry_run()
        wiring.show(FileWritten(str(out), count), file_view)


def _marked(mark: str, pieces: Iterator[str]) -> Iterator[str]:
    yield mark
    yield from pieces


def _write_workbook(wiring: Wiring, table: CellTable, path: Path, title: str, *, is_forced: bool) -> None:
    from osp_cli.exchange.xlsx_list import write_xlsx
    from osp_cli.render.width import cells

    if is_device(path):
        raise WrongUsage("workbook-needs-file")
    Files(wiring, is_forced=is_forced).put_made(
        path, lambda draft: write_xlsx(draft, table, title, wiring.today, cells)
    )
