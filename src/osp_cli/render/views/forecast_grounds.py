"""What the learned figures of a forecast rest on, with the arithmetic of each: cases, the prior's share, factors."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.learning.grounds import Grounds
from osp_cli.domain.learning.told import LearnedDeal, Outlook
from osp_cli.domain.money import Money
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Heading, Item, Line, Row, Table
from osp_cli.render.views.forecast_groups import figures
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words

SHOWN = 20  # deals, and owners


def grounds_blocks(outlook: Outlook, words: Words) -> Iterable[Block]:
    """What the learned figures rest on: how many cases, how much of them is where everybody starts."""
    yield from (Blank(), Heading(words("forecast.grounds.title")))
    yield Bullets(tuple(Item(each) for each in _said(outlook, words)))
    yield from _stages(outlook.grounds, words)
    yield from _owners(outlook.grounds, words)


def _said(outlook: Outlook, words: Words) -> Iterable[str]:
    found = outlook.grounds
    yield words("forecast.grounds.table", count=found.window, since=found.since)
    yield words("forecast.grounds.open", count=found.open, amount=outlook.open)
    if found.unpriced:
        yield words("forecast.grounds.unpriced", count=found.unpriced, amount=found.typical)
    worth = Money(round(outlook.new.minor / found.new_wins), outlook.new.currency) if found.new_wins else outlook.new
    told = {"days": found.created_days, "left": found.days_ahead, "wins": f"{found.new_wins:,.1f}", "worth": worth}
    yield words("forecast.grounds.new", count=found.created, amount=outlook.new, **told)
    pace = {"won": outlook.won, "recent": found.recent, "days": found.pace_days, "left": found.days_left}
    yield words("forecast.grounds.pace", amount=outlook.run_rate, **pace)
    yield words("forecast.grounds.season", quarters=found.season_quarters, months=_season(found.season, words))
    sigma = {"sigma": f"{found.sigma:.2f}", "prior": _percent(found.sigma_prior_share)}
    yield words("forecast.grounds.shock", cases=found.sigma_cases, **sigma)
    rate = {"rate": f"{100 * found.win_rate:.1f}", "prior": _percent(found.win_rate_prior_share)}
    yield words("forecast.grounds.rate", **rate)
    yield words("forecast.grounds.stages" if found.stages else "forecast.grounds.no-stages")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _season(factors: tuple[float, float, float], words: Words) -> str:
    return words("views.list-joint").join(f"{factor:.2f}" for factor in factors)


def _stages(found: Grounds, words: Words) -> Iterable[Block]:
    """The learned rate of each stage, and what the chances of its deals are multiplied by."""
    rows = tuple(
        (
            *(each.stage, f"{each.won:,.0f}", f"{each.ended:,.0f}"),
            *(f"{_percent(each.prior_share)}%", f"{100 * each.rate:.1f}%", f"{each.factor:.2f}"),
        )
        for each in found.stages
    )
    if rows:
        titles = ("won", "ended", "prior", "rate-of", "factor")
        columns = (Column(words("views.stage")), *_numbers(titles, words))
        yield from (Blank(), Heading(words("forecast.grounds.of-stages")), Table(columns, rows))


def _owners(found: Grounds, words: Words) -> Iterable[Block]:
    """The learned pace of each owner, and what the chances of their deals are multiplied by."""
    if len(found.owners) < 2:
        return
    rows = tuple(
        (
            *(each.owner or words("forecast.none"), f"{each.wins:,.0f}", f"{each.expected:,.1f}"),
            *(f"{_percent(each.prior_share)}%", f"{each.factor:.2f}"),
        )
        for each in found.owners
    )
    columns = (Column(words("views.owner")), *_numbers(("won", "expected", "prior", "factor"), words))
    yield from (Blank(), Heading(words("forecast.grounds.of-owners")), Table(columns, rows[:SHOWN]))
    if len(rows) > SHOWN:
        yield Line(words("forecast.grounds.more", count=len(rows) - SHOWN), "dim")


def _numbers(titles: Iterable[str], words: Words) -> tuple[Column, ...]:
    return tuple(Column(words(f"forecast.grounds.{title}"), kind="number") for title in titles)


def deals_blocks(forecast: Forecast, outlook: Outlook, words: Words) -> Iterable[Block]:
    """The open deals that bring most, with the arithmetic of each."""
    if not outlook.deals or forecast.why is None:
        return
    names = {deal.opportunity.number: deal.opportunity.name for deal in forecast.why.open}
    columns = (
        Column(words("views.number"), kind="number"),
        Column(words("views.name")),
        Column(words("forecast.grounds.age"), kind="number"),
        *_numbers(("by-age", "of-owner", "of-stage", "chance"), words),
        Column(words("forecast.in-base", base=forecast.base_currency), kind="money"),
        Column(words("forecast.grounds.brings"), kind="money"),
    )
    rows = tuple(_deal(deal, names.get(deal.number, ""), words) for deal in outlook.deals[:SHOWN])
    yield from (Blank(), Heading(words("forecast.grounds.deals")), Table(columns, rows))
    yield Line(words("forecast.grounds.deals-say"), "dim")
    if len(outlook.deals) > SHOWN:
        yield Line(words("forecast.more-deals", count=len(outlook.deals) - SHOWN), "dim")


def _deal(deal: LearnedDeal, name: str, words: Words) -> Row:
    amount = figures(deal.amount) if deal.is_priced else words("forecast.grounds.usual", amount=figures(deal.amount))
    return (
        *(str(deal.number), name, f"{deal.age:,}", f"{100 * deal.by_age:.1f}%"),
        *(f"{deal.of_owner:.2f}", f"{deal.of_stage:.2f}", f"{100 * deal.chance:.1f}%"),
        *(amount, figures(deal.expected)),
    )
