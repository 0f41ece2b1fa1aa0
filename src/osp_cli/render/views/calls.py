"""What people call: recorded just now, in the forecast, on a deal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osp_cli.domain.calls import TotalCall
from osp_cli.domain.forecast import CATEGORIES
from osp_cli.domain.names import name_key
from osp_cli.domain.periods import display_period
from osp_cli.render.blocks import Blank, Block, Column, Facts, Heading, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.deal_call import said
from osp_cli.render.views.forecast_groups import figures
from osp_cli.services.calls import Calls, DealCalled, TotalCalled
from osp_cli.words import Words

SHOWN_CALLS = 10


def category_words(words: Words) -> Mapping[str, str]:
    """The four categories by their codes, each with its word."""
    return {category: words(f"category.{category}") for category in CATEGORIES}


def category_meant(typed: str, words: Words) -> str:
    """The code of the category that somebody means who types its word; anything else as it was typed."""
    wanted = name_key(typed)
    meant = (code for code, word in category_words(words).items() if wanted in (name_key(word), code))
    return next(meant, typed)


def deal_called_view(done: DealCalled, words: Words) -> View:
    """What the deal is called now, what held before, and what its stage says."""
    call = done.call
    says = words("calls.by-stage", category=words(f"category.{done.stage_category}"))
    rows = [
        (words("calls.call"), said(call, words) if call.category else says),
        (words("calls.before"), words(f"category.{done.before}")),
    ]
    if call.category:
        rows.append((words("calls.stage"), words(f"category.{done.stage_category}")))
    return (common.title(done.opportunity), Facts(tuple(rows)), common.undo_hint(words))


def total_called_view(done: TotalCalled, words: Words) -> View:
    """What is called for the total now, and before."""
    call = done.call
    amount = common.money(call.amount, words) if call.amount else words("quota.cleared")
    rows = [
        (words(f"calls.level.{call.level}"), words("views.aside", text=amount, aside=_whose(call, words))),
        (words("quota.period"), display_period(done.period, words.language)),
    ]
    if call.reason:
        rows.append((words("calls.reason"), call.reason))
    if done.before is not None:
        rows.append((words("calls.before"), common.money(done.before, words)))
    return Facts(tuple(rows)), common.undo_hint(words)


def _whose(call: TotalCall, words: Words) -> str:
    return call.owner or words("quota.team")


def team_facts(calls: Calls, words: Words) -> Iterable[tuple[str, str]]:
    """What is called for the team's total, by whom and when; owners' totals stand in their rows."""
    for call in calls.totals:
        if call.owner is None and call.amount:
            aside = words("views.comma-joint").join((call.by, common.short_day(call.on, words)))
            yield (
                words(f"calls.team.{call.level}"),
                words("views.aside", text=str(common.money(call.amount, words)), aside=aside),
            )


def calls_blocks(calls: Calls, base: str, words: Words) -> Iterable[Block]:
    """Each call in a row of its own: totals first, then the deals that are called otherwise than their stage says."""
    columns = (
        Column(words("calls.what")),
        Column(words("calls.called")),
        Column(words("forecast.in-base", base=base), kind="money"),
        Column(words("calls.author")),
        Column(words("calls.day"), "date"),
        Column(words("calls.reason")),
    )
    rows: list[Row] = [_total_row(call, words) for call in calls.totals]
    moved = [deal for deal in calls.deals if deal.category != deal.stage_category]
    for deal in moved[:SHOWN_CALLS]:
        told = {"before": words(f"category.{deal.stage_category}"), "after": words(f"category.{deal.category}")}
        rows.append(
            (
                f"{deal.opportunity.number} {deal.opportunity.name}",
                common.change(told["before"], told["after"], words),
                figures(deal.base_amount),
                deal.by,
                common.short_day(deal.on, words),
                common.text(deal.reason) or common.EMPTY,
            )
        )
    if not rows:
        return
    yield from (Blank(), Heading(words("calls.title")), Table(columns, tuple(rows)))
    if len(moved) > SHOWN_CALLS:
        yield Line(words("views.and-more", count=len(moved) - SHOWN_CALLS), "dim")


def _total_row(call: TotalCall, words: Words) -> Row:
    return (
        words("calls.total-of", owner=_whose(call, words)),
        words(f"calls.level.{call.level}"),
        figures(call.amount) if call.amount else common.EMPTY,
        call.by,
        common.short_day(call.on, words),
        call.reason or common.EMPTY,
    )
