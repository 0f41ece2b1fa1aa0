"""The learned part of a forecast: its first lines, the range as a bar, three views side by side, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.learning.told import Outlook
from osp_cli.domain.money import Money
from osp_cli.render.blocks import Blank, Block, Column, Heading, Line, Row, Table
from osp_cli.render.views import common
from osp_cli.render.views.calls import team_facts
from osp_cli.render.views.forecast_groups import figures
from osp_cli.services.forecasting import Forecast
from osp_cli.words import Words

SHOWN_LACKING = 3
BAR = 56  # cells of the bar, so that it stands on a terminal of 60 columns


def headline_facts(forecast: Forecast, words: Words) -> Iterable[tuple[str, str]]:
    """What comes first: the median with its range and the gap; else won and commit, and why no range is told."""
    outlook, total = forecast.outlook, forecast.total
    if outlook is None:
        says = words("forecast.headline-says", amount=total.headline)
        if forecast.ends < forecast.minimum and forecast.period.last >= forecast.today:
            aside = words("forecast.outlook.too-few", ends=forecast.ends, minimum=forecast.minimum)
            says = words("forecast.outlook.because", says=says, reason=aside)
        yield words("forecast.headline"), says
        yield from _left_out(forecast, words)
        yield from team_facts(forecast.calls, words)
        yield words("forecast.weighted"), words("forecast.weighted-says", amount=total.weighted)
        return
    yield words("forecast.headline"), _median(outlook, words)
    yield from _left_out(forecast, words)
    yield call_label(forecast, words), words("forecast.headline-says", amount=total.headline)
    yield from team_facts(forecast.calls, words)
    yield words("forecast.weighted"), words("forecast.weighted-says", amount=total.weighted)
    yield (
        words("forecast.outlook.model"),
        words(
            "forecast.outlook.model-says", amount=outlook.expected, won=outlook.won, open=outlook.open, new=outlook.new
        ),
    )
    yield words("forecast.outlook.run-rate"), words("forecast.outlook.run-rate-says", amount=outlook.run_rate)
    yield words("forecast.outlook.blend"), words("forecast.outlook.blend-says", amount=outlook.blend)


def call_label(forecast: Forecast, words: Words) -> str:
    """What won + commit are called: a call only where somebody called."""
    calls = forecast.calls
    return words("forecast.call" if calls.deals or calls.totals else "forecast.outlook.uncalled")


def _left_out(forecast: Forecast, words: Words) -> Iterable[tuple[str, str]]:
    """How many deals are in no figure for want of a rate or an amount; the foot lists them."""
    total = forecast.total
    rates = total.unconverted.deals + total.won_unconverted.deals
    amounts = total.unpriced.deals + total.won_unpriced.deals
    said = [
        words(f"forecast.left-out-{why}", count=count) for why, count in (("rate", rates), ("amount", amounts)) if count
    ]
    if said:
        yield words("forecast.left-out"), words("views.list-joint").join(said)


def _median(outlook: Outlook, words: Words) -> str:
    said = words("forecast.outlook.median", median=outlook.p50, low=outlook.p10, high=outlook.p90)
    if outlook.gap is None:
        return said
    key = "gap" if outlook.gap.minor > 0 else "above"
    gap = words(f"forecast.outlook.{key}", gap=Money(abs(outlook.gap.minor), outlook.gap.currency))
    return words("forecast.outlook.because", says=said, reason=gap)


def outlook_blocks(forecast: Forecast, words: Words) -> Iterable[Block]:
    """The bar, unless a picture stands for it, the three views, and what is said in sentences."""
    outlook = forecast.outlook
    if outlook is None:
        return
    quota = forecast.total.target.quota if forecast.total.target else None
    yield from (Blank(), Line(_bar(outlook, quota)))
    yield Line(words("forecast.outlook.bar-with-quota" if quota else "forecast.outlook.bar"), "dim")
    yield from (Blank(), *views_blocks(forecast, outlook, words))


def views_blocks(forecast: Forecast, outlook: Outlook, words: Words) -> Iterable[Block]:
    """The three views side by side, and what is said in sentences."""
    yield from _three_views(forecast, outlook, words)
    if outlook.slip:
        share = f"{100 * outlook.slip.share:.0f}"
        yield Line(words("forecast.outlook.slip", share=share, count=outlook.slip.deals))
    if outlook.grounds.created:
        yield Line(words("forecast.outlook.inflow", new=outlook.new, last=forecast.period.last))


def _bar(outlook: Outlook, quota: Money | None) -> str:
    """Nothing to the far end: what is won as =, the range between brackets, its middle as |, the quota as Q."""
    most = max(outlook.p90.minor, outlook.won.minor, quota.minor if quota else 0, 1)
    cells = ["="] * _place(outlook.won.minor, most) + ["-"] * (BAR - _place(outlook.won.minor, most))
    low, middle, high = (_place(each.minor, most) for each in (outlook.p10, outlook.p50, outlook.p90))
    for place in range(low, high):
        cells[min(place, BAR - 1)] = "#"
    marks = {low: "(", high: ")", middle: "|"}
    for place, mark in marks.items():
        cells[min(place, BAR - 1)] = mark
    if quota:
        cells[min(_place(quota.minor, most), BAR - 1)] = "Q"
    return "".join(cells)


def _place(minor: int, most: int) -> int:
    return max(0, min(BAR, minor * BAR // most))


def _three_views(forecast: Forecast, outlook: Outlook, words: Words) -> Iterable[Block]:
    """What the rep calls, what the stages weigh, what the evidence backs; the widest gaps first."""
    base = forecast.base_currency
    called = {call.owner: call.amount for call in forecast.calls.totals if call.level == "owner" and call.amount}
    total = _views(forecast.total.headline, forecast.total.weighted, outlook.expected)
    rows = []
    if forecast.by == "owner":
        learned = {own.owner: own.open + own.new for own in outlook.owners}
        named = {group.name: group.row for group in forecast.groups}
        for name in {**named, **learned}:
            row, rest = named.get(name), learned.get(name, Money(0, base))
            won = row.won.amount if row else Money(0, base)
            call, weighted = (row.headline, row.weighted) if row else (won, won)
            if call.minor or weighted.minor or rest.minor:
                views = _views(call, weighted, won + rest)
                rows.append((call - won - rest, name or words("forecast.none"), name, views))
    rows.sort(key=lambda each: (-abs(each[0].minor), each[1]))
    names = ("weighted", "backed", "apart", *(("called",) if called else ()))
    labels = (call_label(forecast, words), *(words(f"forecast.outlook.{name}") for name in names))
    columns = [Column(label, kind="number") for label in labels]

    def told(owner: str | None, views: Row) -> Row:
        """With the total that was called, where any was."""
        return (*views, figures(called[owner]) if owner in called else common.EMPTY) if called else views

    first = Column(words(f"forecast.groupings.{'owner' if forecast.by == 'owner' else 'all'}"))
    yield Heading(words("forecast.outlook.three", base=base))
    body = tuple((name, *told(owner, views)) for _, name, owner, views in rows)
    whole: tuple[Row, ...] = ((words("forecast.total"), *told(None, total)),)
    yield Table((first, *columns), body, whole) if body else Table((first, *columns), whole)


def _views(call: Money, weighted: Money, backed: Money) -> Row:
    return figures(call), figures(weighted), figures(backed), figures(call - backed)


def commit_debts(forecast: Forecast, words: Words) -> Iterable[Block]:
    """How much of the commit rests on shortcuts, and on gates whose musts are not met (any more)."""
    if forecast.commit_with_debts:
        counted = words(
            "forecast.outlook.commit-debts", count=forecast.commit_with_debts, of=forecast.total.commit.deals
        )
        yield Line(counted, "warn")
    gates = forecast.gates
    if gates and gates.lacking:
        key = "commit-gates" if gates.judged == forecast.total.commit.deals else "commit-gates-largest"
        yield Line(words(f"forecast.outlook.{key}", count=len(gates.lacking), of=gates.judged), "warn")
        names = [f"{deal.number} {deal.name}" for deal in gates.lacking[:SHOWN_LACKING]]
        more = len(gates.lacking) - len(names)
        names += [words("views.and-more", count=more)] if more else []
        yield Line("  " + words("views.list-joint").join(names), "dim")


def required(outlook: Outlook | None, words: Words) -> tuple[tuple[str, str], ...]:
    """The coverage that the book's own win rate asks for."""
    if outlook is None or outlook.required_coverage is None:
        return ()
    rate = f"{100 * outlook.grounds.win_rate:.1f}"
    says = words("forecast.outlook.required-says", ratio=outlook.required_coverage, rate=rate)
    return ((words("forecast.outlook.required"), says),)
