"""Accounts: one with its profile and its opportunities, the list of them, and two that became one."""

from __future__ import annotations

from osp_cli.domain.accounts import ACCOUNT
from osp_cli.domain.opportunity import Account
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Column, Command, Facts, Heading, Line, Table, View
from osp_cli.render.naming import label
from osp_cli.render.views import common
from osp_cli.render.views.nouns import record_facts
from osp_cli.services.accounts import AccountDeal, AccountKept, AccountPage, AccountShown, AccountsKept, Merged
from osp_cli.words import Words


def titled(account: Account) -> Heading:
    """Number and name, as a page about an account begins."""
    return Heading(f"{account.number}  {account.name}", level=1)


def kept_view(kept: AccountKept, words: Words) -> View:
    """An account that was written, or that is gone."""
    account = kept.account
    if kept.is_removed:
        gone = words("views.record-removed", table=words("tables.account"), name=account.name)
        return (Line(gone), common.undo_hint(words))
    return (titled(account), record_facts(ACCOUNT, account, words, has_gaps=False), common.undo_hint(words))


def many_view(kept: AccountsKept, words: Words) -> View:
    """The accounts of a file."""
    columns = (Column(words("views.number"), "number"), Column(words("views.name")), Column(words("accounts.marks")))
    rows = tuple((str(each.number), each.name, marks(each, words)) for each in kept.accounts)
    return (Table(columns, rows), common.undo_hint(words))


def marks(account: Account, words: Words, *, none: str = common.EMPTY) -> str:
    """Strategic, named, both, or `none` for neither."""
    flags = (("strategic", account.is_strategic), ("named", account.is_named))
    return words("render.joint").join(words(f"views.{flag}") for flag, holds in flags if holds) or none


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    industry = common.sentence(label(ACCOUNT.name, "industry", words))
    return (
        Column(words("views.number"), "number"), Column(words("views.name")), Column(words("accounts.marks")),
        Column(industry), Column(words("accounts.open"), "number"), Column(words("accounts.won"), "number"),
    )  # fmt: skip


def page_view(page: AccountPage, words: Words) -> View:
    """One line per account; how many more there are and how to see them."""
    if not page.accounts:
        return (Line(words("accounts.none", command="osp account add NAME"), "dim"),)
    rows = tuple(
        (
            str(each.account.number), each.account.name, marks(each.account, words),
            common.text(each.account.industry), str(each.open), str(each.won),
        )
        for each in page.accounts
    )  # fmt: skip
    parts: list[Block] = [Table(columns(words), rows)]
    if page.next is not None:
        more = max(page.total - len(page.accounts), 0)
        parts.append(Line(words("views.list-more", more=more, after=page.next), "dim"))
    return tuple(parts)


def shown_view(shown: AccountShown, words: Words, process: Process) -> View:
    """An account with all that is known of it, gaps named."""
    facts = record_facts(ACCOUNT, shown.account, words, has_gaps=True).rows[1:]
    if shown.former_names:
        former = words("render.joint").join(shown.former_names)
        facts = ((words("accounts.former-names"), former), *facts)
    parts: list[Block] = [titled(shown.account), Facts(facts), Blank(), Heading(words("accounts.opportunities"))]
    if shown.opportunities:
        parts.append(deals_table(shown.opportunities, words, process))
    else:
        way = common.command(("new-opportunity", "NAME", "--account", str(shown.account.number)))
        parts += [Line(words("accounts.no-opportunities"), "dim"), Command(way)]
    return tuple(parts)


def deals_table(deals: tuple[AccountDeal, ...], words: Words, process: Process) -> Table:
    """One line per opportunity of an account, with what it grew out of."""
    columns = (
        Column(words("views.number"), "number"), Column(words("views.name")), Column(words("views.kind")),
        Column(words("views.stage")), Column(words("views.amount"), "money"), Column(words("views.close"), "date"),
    )  # fmt: skip
    return Table(columns, tuple(_deal(deal, words, process) for deal in deals))


def _deal(deal: AccountDeal, words: Words, process: Process) -> tuple[str, ...]:
    stage = f"{deal.stage} {common.say(process.stage(deal.stage).name, words)}"
    if deal.status not in ("open", "won"):
        stage = f"{deal.stage} {words(f'status.{deal.status}')}"
    kind = words(f"opportunity-kinds.{deal.kind}")
    if deal.follows is not None:
        kind = words("accounts.kind-from", kind=kind, number=deal.follows)
    close = common.short_day(deal.close_on, words) if deal.close_on else common.EMPTY
    return (str(deal.opportunity.number), deal.opportunity.name, kind, stage, common.money(deal.amount, words), close)


def merged_view(merged: Merged, words: Words) -> View:
    """The account that stays, with what came to it."""
    parts: list[Block] = [
        titled(merged.account),
        Line(words("accounts.merged", gone=merged.gone.name, count=merged.moved)),
        record_facts(ACCOUNT, merged.account, words, has_gaps=False),
    ]
    if merged.joined:
        fields = words("render.joint").join(label(ACCOUNT.name, name, words) for name in merged.joined)
        parts.append(Line(words("accounts.joined", fields=fields, number=merged.account.number), "warn"))
    return (*parts, common.undo_hint(words))
