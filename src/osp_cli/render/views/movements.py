"""What moved: the waterfall as figures and as a picture, by currency and owner, and the deals behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osp_cli.domain.forecast import Tally
from osp_cli.domain.money import Money
from osp_cli.domain.movements import Kind, Waterfall
from osp_cli.domain.periods import display_period
from osp_cli.render.blocks import Bar, Bars, Blank, Block, Bullets, Column, Facts, Heading, Item, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.forecast_groups import figures
from osp_cli.render.views.imported import imported_lines
from osp_cli.services.movements import Changes, MovedDeal
from osp_cli.words import Words

SHOWN_DEALS, SHOWN_IDLE = 15, 5
_IN: tuple[Kind, ...] = ("new", "pulled_in", "reopened", "transferred_in")
_AMOUNT: tuple[Kind, ...] = ("amount_up", "revalued", "currency_changed", "amount_down")
_OUT: tuple[Kind, ...] = ("pushed_out", "transferred_out", "removed")
_ENDED: tuple[Kind, ...] = ("lost", "cancelled", "withdrawn")


def changes_view(changes: Changes, words: Words) -> View:
    """What moved in the open deals of a period since a day, with so many of the deals at most."""
    since, today = common.day(changes.since, words), common.day(changes.today, words)
    total = changes.total
    head: list[Block] = [
        Heading(words("changes.title", period=display_period(changes.period, words.language)), level=1),
        Line(words("changes.since", since=since, today=today)),
        Blank(),
        waterfall_bars(total, words),
    ]
    if not total.moves:
        head.append(Line(words("changes.nothing"), "dim"))
    head += [Facts(tuple(rest_facts(changes, words))), *imported_lines(changes.imported, changes.vague, words)]
    if any(fall.currency != changes.base_currency for fall in changes.currencies):
        head += [Blank(), Heading(words("changes.currencies")), _currencies(changes, words)]
    if changes.groups:
        head += [Blank(), Heading(words("changes.by-owner", base=changes.base_currency)), _owners(changes, words)]
    return common.blocks(*head, _deals(changes, words), _idle(changes, words))


def waterfall_bars(fall: Waterfall, words: Words) -> Bars:
    """The waterfall as bars, each of which begins where the one before it ends."""
    key = tuple((sign, words(f"pictures.key.{name}")) for sign, name in (("#", "open"), ("+", "in"), ("-", "out")))
    return Bars(tuple(_bars(fall, words)), "waterfall", words("pictures.waterfall"), key, is_linked=True)


def _bars(fall: Waterfall, words: Words) -> Iterator[Bar]:
    """The waterfall: what comes in begins where the bar before it ended, what goes out ends there."""
    level = fall.open_at_start.amount.minor
    levels = [level]
    for line in fall.moves:
        levels.append(levels[-1] + line.amount.minor)
    largest = max(*levels, 1)
    yield _whole(words("changes.open-at-start"), fall.open_at_start, largest, words)
    for line, before, after in zip(fall.moves, levels, levels[1:], strict=False):
        low, size = max(min(before, after), 0), abs(line.amount.minor)
        sign = "+" if line.amount.minor > 0 else "-"
        value = _valued(_signed(line.amount, words), line.count, words)
        yield Bar(words(f"changes.kinds.{line.kind}"), value, size / largest, low / largest, sign)
    yield _whole(words("changes.open-at-end"), fall.open_at_end, largest, words)


def _whole(label: str, tally: Tally, largest: int, words: Words) -> Bar:
    value = _valued(common.money(tally.amount, words), tally.deals, words)
    return Bar(label, value, tally.amount.minor / largest)


def _valued(amount: str, count: int, words: Words) -> str:
    return words("changes.valued", amount=amount, count=f"{count:,}")


def _signed(amount: Money, words: Words) -> str:
    sign = "+" if amount.minor > 0 else ""
    return sign + common.money(amount, words)


def rest_facts(changes: Changes, words: Words) -> Iterable[tuple[str, str]]:
    """How much of what is open is idle, and how much overdue."""
    for name in ("idle", "overdue"):
        tally: Tally = getattr(changes, name)
        if tally.deals:
            yield words(f"changes.{name}"), _valued(common.money(tally.amount, words), tally.deals, words)


def _row(label: str, fall: Waterfall) -> Row:
    parts = (fall.of(*_IN), fall.of(*_AMOUNT), fall.of(*_OUT), fall.of("won"), fall.of(*_ENDED))
    return (label, *(figures(each) for each in (fall.open_at_start.amount, *parts, fall.open_at_end.amount)))


def _columns(first: str, words: Words) -> tuple[Column, ...]:
    names = ("start", "in", "amount", "out", "won", "ended", "end")
    return (Column(first), *(Column(words(f"changes.columns.{name}"), kind="number") for name in names))


def _currencies(changes: Changes, words: Words) -> Table:
    rows = tuple(_row(fall.currency, fall) for fall in changes.currencies)
    return Table(_columns(words("changes.currency"), words), rows)


def _owners(changes: Changes, words: Words) -> Table:
    rows = tuple(_row(group.name or words("forecast.none"), group.waterfall) for group in changes.groups)
    return Table(_columns(words("quota.owner"), words), rows, (_row(words("forecast.total"), changes.total),))


def _deals(changes: Changes, words: Words) -> Iterable[Block]:
    moved = [deal for deal in changes.deals if deal.moves]
    if not moved:
        return
    columns = deal_columns(words)
    yield from (Blank(), Heading(words("changes.deals")))
    yield Table(columns, tuple(deal_row(deal, words) for deal in moved[:SHOWN_DEALS]))
    if len(moved) > SHOWN_DEALS:
        yield Line(words("forecast.more-deals", count=len(moved) - SHOWN_DEALS), "dim")


def deal_columns(words: Words) -> tuple[Column, ...]:
    """The columns of deals that moved."""
    return (
        Column(words("changes.deal")),
        Column(words("changes.moved")),
        Column(words("changes.change"), kind="money"),
        Column(words("changes.pushed"), kind="number"),
        Column(words("changes.back"), kind="number"),
    )


def deal_row(deal: MovedDeal, words: Words) -> Row:
    """A deal that moved: its moves, what they add up to, how often it was pushed and went back."""
    change = _signed(deal.change, words)
    return (
        _name(deal),
        moves_said(deal, words),
        change,
        str(deal.times_pushed or common.EMPTY),
        str(deal.times_back or common.EMPTY),
    )


def moves_said(deal: MovedDeal, words: Words) -> str:
    """The moves of a deal, in words."""
    return words("views.list-joint").join(words(f"changes.kinds.{kind}") for kind in deal.moves)


def _name(deal: MovedDeal) -> str:
    return f"{deal.opportunity.number} {deal.opportunity.name}"


def _idle(changes: Changes, words: Words) -> Iterable[Block]:
    idle = [deal for deal in changes.deals if deal.is_idle]
    if not idle:
        return
    yield from (Blank(), Heading(words("changes.idle-deals")))
    items = [Item(_slipped(deal, words)) for deal in idle[:SHOWN_IDLE]]
    if len(idle) > SHOWN_IDLE:
        items.append(Item(words("forecast.more-deals", count=len(idle) - SHOWN_IDLE), "dim"))
    yield Bullets(tuple(items))


def _slipped(deal: MovedDeal, words: Words) -> str:
    if not deal.times_pushed:
        return _name(deal)
    return words("views.aside", text=_name(deal), aside=words("changes.pushed-times", count=deal.times_pushed))
