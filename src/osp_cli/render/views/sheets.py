"""Lists for a spreadsheet: the columns of the screen, over values that are still numbers, days and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.domain.selection import Cell, CellTable
from osp_cli.render.blocks import Column
from osp_cli.render.naming import label
from osp_cli.render.views import accounts, common, deal, team
from osp_cli.render.views.nouns import field_value
from osp_cli.services.accounts import AccountPage
from osp_cli.services.deal import Competitors
from osp_cli.services.team import Team
from osp_cli.words import Words


def records_sheet(noun: Noun, records: Iterable[Any], words: Words) -> CellTable:
    """Records of a noun under the fields of its list; the currency of an amount stands in a column of its own."""
    fields = tuple(field for field in noun.shown if field.is_listed)
    headings = [words("views.number")] if noun.is_numbered else []
    for field in fields:
        name = common.sentence(label(noun.name, field.name, words))
        headings += [name, words("views.aside", text=name, aside=words("files.currency"))][: _width(field)]
    return CellTable(tuple(headings), (_cells(noun, fields, record, words) for record in records))


def _width(field: Field) -> int:
    return 2 if field.kind == "money" else 1


def _cells(noun: Noun, fields: tuple[Field, ...], record: Any, words: Words) -> tuple[Cell, ...]:
    cells: list[Cell] = [record.number] if noun.is_numbered else []
    for field in fields:
        value = getattr(record, field.name)
        cells += _told(noun, field, value, words)
    return tuple(cells)


def _told(noun: Noun, field: Field, value: Any, words: Words) -> Iterator[Cell]:
    """A value as a cell, and the currency beside an amount; what nobody knows is an empty cell."""
    is_plain = isinstance(value, (date, Money)) or (isinstance(value, int) and not isinstance(value, bool))
    if value in (None, ()):
        yield None
    else:
        yield value if is_plain else field_value(noun, field, value, words)
    if field.kind == "money":
        yield value.currency if value is not None else None


def accounts_sheet(page: AccountPage, words: Words) -> CellTable:
    """The accounts, with how many opportunities of each are open and won."""
    return _under(
        accounts.columns(words),
        (
            (
                each.account.number, each.account.name, accounts.marks(each.account, words, none="") or None,
                each.account.industry, each.open, each.won,
            )
            for each in page.accounts
        ),
    )  # fmt: skip


def competitors_sheet(listed: Competitors, words: Words) -> CellTable:
    """The competitors of an opportunity, each with how far it is assessed."""
    rows = (
        (each.competitor.name, each.competitor.standing, deal.assessment(each, words)) for each in listed.competitors
    )
    return _under(deal.competitor_columns(words), rows)


def team_sheet(everybody: Team, words: Words) -> CellTable:
    """Everybody on our side."""
    rows = ((each.name, words(f"roles.{each.role}"), each.reports_to, each.region) for each in everybody.members)
    return _under(team.columns(words), rows)


def _under(columns: Iterable[Column], rows: Iterator[tuple[Cell, ...]]) -> CellTable:
    return CellTable(tuple(column.title for column in columns), rows)
