"""A list of opportunities as CSV, under the neutral headings that an import of ours takes back."""

from __future__ import annotations

import csv
import io
from datetime import date

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.selection import Page

HEADINGS = (
    "number", "external_id", "name", "account", "amount", "currency", "close", "stage", "status", "owner", "kind",
    "source", "need", "partner", "product", "next", "next_date", "created",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def page_as_csv(page: Page) -> str:
    """The page as CSV text (UTF-8, comma, LF). A text that a spreadsheet would run as a formula gets a ' before it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADINGS)
    for opportunity in page.opportunities:
        writer.writerow([_cell(value) for value in _row(opportunity)])
    return stream.getvalue()


def _row(o: Opportunity) -> tuple[object, ...]:
    return (
        o.number, o.external_id, o.name, o.account, o.amount, o.amount.currency if o.amount else None, o.close_on,
        o.stage, o.status, o.owner, o.kind, o.source, o.need, o.partner, o.product, o.next_step, o.next_step_on,
        o.created_on,
    )  # fmt: skip


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Money():
            return value.amount
        case date():
            return value.isoformat()
        case str() if value.startswith(FORMULA_STARTS):
            return f"'{value}"
        case _:
            return str(value)
