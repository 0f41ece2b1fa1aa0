"""Quotas that were set, and the list of them."""

from __future__ import annotations

from osp_cli.domain.periods import display_period
from osp_cli.render.blocks import Blank, Block, Column, Facts, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.quotas import Quotas, QuotaSet
from osp_cli.words import Words


def quota_set_view(done: QuotaSet, words: Words) -> View:
    """The quota that holds now, and the one before."""
    owner = done.owner or words("quota.team")
    rows = [
        (words("quota.set", owner=owner), common.money(done.amount, words) if done.amount else words("quota.cleared")),
        (words("quota.period"), display_period(done.period, words.language)),
    ]
    if done.before is not None:
        rows.append((words("quota.before"), common.money(done.before, words)))
    return Facts(tuple(rows)), common.undo_hint(words)


def quotas_view(quotas: Quotas, words: Words) -> View:
    """One line per quota, then the team's."""
    period = quotas.period
    if not quotas.quotas:
        if period is None:
            return (Line(words("quota.empty"), "dim"),)
        return (
            Line(words("quota.empty-period", period=display_period(period, words.language), label=period.label), "dim"),
        )
    columns = (Column(words("quota.period")), Column(words("quota.owner")), Column(words("quota.amount"), kind="money"))
    rows = tuple(
        (quota.period, quota.owner or words("quota.team"), common.money(quota.amount, words)) for quota in quotas.quotas
    )
    parts: list[Block] = [Table(columns, rows)]
    if period is not None:
        key = f"quota.team-{'own' if quotas.source == 'team' else 'owners' if quotas.source else 'none'}"
        parts += [Blank(), Line(words(key, period=display_period(period, words.language), amount=quotas.team))]
        if quotas.partly:
            parts.append(Line(words("quota.partly", names=owners(quotas.partly, words)), "warn"))
    return tuple(parts)


def owners(names: tuple[str | None, ...], words: Words) -> str:
    """Owners of quotas as a list; the team is called so."""
    return words("views.list-joint").join(name or words("quota.team") for name in names)
