"""Records of the nouns, accounts, competitors and the team as tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.domain.selection import Cell
from osp_cli.render.naming import label
from osp_cli.render.sheets.parts import Col, Sheet, Voice, sheet, under
from osp_cli.render.views import accounts, deal, team
from osp_cli.render.views.nouns import field_value
from osp_cli.services.accounts import AccountPage
from osp_cli.services.deal import Competitors
from osp_cli.services.team import Team
from osp_cli.words import Words


def records_sheet(noun: Noun, records: Iterable[Any], words: Words) -> Sheet:
    """Records of a noun under the fields of its list."""
    columns = [Col(words("views.number"), lambda record: record.number)] if noun.is_numbered else []
    columns += (_column(noun, field, words) for field in noun.shown if field.is_listed)
    return sheet(words(f"tables.{noun.name}"), records, columns, words)


def _column(noun: Noun, field: Field, words: Words) -> Col:
    def cell(record: Any) -> Cell:
        value = getattr(record, field.name)
        is_plain = isinstance(value, (date, Money)) or (isinstance(value, int) and not isinstance(value, bool))
        if value in (None, ()):
            return None
        return value if is_plain else field_value(noun, field, value, words)

    return Col(label(noun.name, field.name, words), cell, is_money=field.kind == "money")


def accounts_sheet(page: AccountPage, voice: Voice) -> Sheet:
    """The accounts, with how many opportunities of each are open and won."""
    words = voice.words
    columns = under(
        accounts.columns(words),
        lambda each: each.account.number,
        lambda each: each.account.name,
        lambda each: accounts.marks(each.account, words, none=""),
        lambda each: each.account.industry,
        lambda each: each.open,
        lambda each: each.won,
    )
    return sheet(words("tables.account"), page.accounts, columns, words)


def competitors_sheet(listed: Competitors, voice: Voice) -> Sheet:
    """The competitors of an opportunity, each with how far it is assessed."""
    words = voice.words
    columns = under(
        deal.competitor_columns(words),
        lambda each: each.competitor.name,
        lambda each: each.competitor.standing,
        lambda each: deal.assessment(each, words),
    )
    return sheet(words("tables.competitor"), listed.competitors, columns, words)


def team_sheet(everybody: Team, voice: Voice) -> Sheet:
    """Everybody on our side."""
    words = voice.words
    columns = under(
        team.columns(words),
        lambda each: each.name,
        lambda each: words(f"roles.{each.role}"),
        lambda each: each.reports_to,
        lambda each: each.region,
    )
    return sheet(words("tables.member"), everybody.members, columns, words)
