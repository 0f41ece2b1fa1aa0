"""What people call: recorded just now, in the forecast, on a deal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from osp_cli.domain.calls import Level, TotalCall
from osp_cli.domain.forecast import CATEGORIES
from osp_cli.domain.names import name_key
from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Category
from osp_cli.render.blocks import Blank, Block, Bullets, Facts, Heading, Item, Line, View
from osp_cli.render.views import common
from osp_cli.render.views.deal_call import said
from osp_cli.render.views.forecast_groups import figures
from osp_cli.render.width import WHOLE, clip
from osp_cli.services.calls import Calls, DealCall, DealCalled, TotalCalled
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
    is_own = call.level == "owner"
    if not is_own:
        says = words("quota.cleared")
    rows = [
        (words("calls.call" if is_own else "calls.adjustment"), said(call, words) if call.category else says),
        (words("calls.before"), words(f"category.{done.before}")),
    ]
    if done.own:
        rows.append((words("calls.call"), said(done.own, words)))
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
    yield from _adjusted(calls, words)


def _adjusted(calls: Calls, words: Words) -> Iterable[tuple[str, str]]:
    """Won + commit as the managers see it."""
    if calls.adjusted is not None:
        told = words("calls.adjusted-says", amount=calls.adjusted, count=len(calls.adjustments))
        yield words("calls.adjusted"), told


def calls_blocks(calls: Calls, base: str, words: Words) -> Iterable[Block]:
    """Each call in a row of its own: totals first, then the deals that are called otherwise than their stage says."""
    rows = [say(WHOLE) for say in call_rows(calls, words)]
    if not rows:
        return
    shown = rows[: len(calls.totals) + SHOWN_CALLS]
    yield from (Blank(), Heading(words("calls.title", base=base)), Bullets(tuple(map(Item, shown))))
    if len(rows) > len(shown):
        yield Line(words("views.and-more", count=len(rows) - len(shown)), "dim")


def call_rows(calls: Calls, words: Words, *, is_in_print: bool = False) -> list[Callable[[int], str]]:
    """Every call, told with so many letters of each name: what for, what is called, by whom, when and why."""
    moved = [(deal, deal.stage_category, True) for deal in calls.deals if deal.category != deal.stage_category]
    adjusted = [(deal, deal.counted, False) for deal in calls.adjustments]
    return [
        *(partial(_total_row, call, words) for call in calls.totals),
        *(
            partial(_deal_row, deal, _deal_called(deal, before, words, is_in_print=is_in_print), words, is_own=is_own)
            for deal, before, is_own in (*moved, *adjusted)
        ),
    ]


def _deal_called(deal: DealCall, before: Category, words: Words, *, is_in_print: bool) -> tuple[str, str]:
    """What a deal is called, with what it counts as without this call, and its amount."""
    called = words(f"category.{deal.category}")
    if before != deal.category:
        called = common.change(words(f"category.{before}"), called, words, is_in_print=is_in_print)
    return called, figures(deal.base_amount)


def _deal_row(deal: DealCall, called: tuple[str, str], words: Words, width: int, *, is_own: bool) -> str:
    what = clip(f"{deal.opportunity.number} {deal.opportunity.name}", width)
    return _row(what, "owner" if is_own else "manager", called, deal, words, width=width)


def _total_row(call: TotalCall, words: Words, width: int) -> str:
    amount = figures(call.amount) if call.amount else common.EMPTY
    what = words("calls.total-of", owner=clip(_whose(call, words), width))
    return _row(what, call.level, (amount,), call, words, width=width)


def _row(
    what: str, level: Level, called: tuple[str, ...], call: DealCall | TotalCall, words: Words, *, width: int
) -> str:
    joint = words("views.comma-joint")
    said = joint.join((words(f"calls.level.{level}"), *called))
    by = clip(call.by, width)
    told = words("views.aside", text=said, aside=joint.join((by, common.short_day(call.on, words))))
    row = words("views.label", label=what, value=told)
    return words("calls.because", says=row, reason=call.reason) if call.reason else row
