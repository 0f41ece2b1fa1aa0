"""Which deals close the gap to the quota, as sentences and a table, and what each of them lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from osp_cli.domain.forecast import Tally
from osp_cli.domain.money import Money
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Heading, Item, Line, Row, Table
from osp_cli.render.views import common
from osp_cli.render.views.forecast_groups import figures
from osp_cli.render.width import WHOLE, clip
from osp_cli.services.closing import Closing, ClosingDeal, Lacking, PullIn, RowClosing
from osp_cli.services.desk import Named
from osp_cli.words import Words

SHOWN_DEALS, SHOWN_NAMES, SHOWN_CRITERIA = 20, 5, 3


def closing_blocks(closing: Closing | None, base: str, words: Words, process: Process) -> Iterable[Block]:
    """The sets of deals that close the gap, what they lack, and the gaps of the rows of a grouping."""
    if closing is None:
        return
    yield from (Blank(), Heading(title(closing, words)))
    yield from (Line(said) for said in sentences(closing, words))
    if closing.deals:
        yield _table(closing.deals, base, words)
        yield from _more(closing.deals, words)
    yield from (Line(say(WHOLE)) for say in notes(closing, words))
    pulled = closing.pull_in.deals if closing.pull_in else ()
    if closing.pull_in and pulled:
        yield from (Blank(), Heading(words("closing.pull-title", following=closing.pull_in.following.label)))
        yield _table(pulled, base, words)
        yield from _more(pulled, words)
        yield Line(pulled_in(closing.pull_in, words))
    judged = [(deal, deal.lacking) for deal in (*closing.deals, *pulled) if deal.lacking]
    if judged:
        items = (item for deal, lacking in judged for item in _lacking(deal, lacking, words, process))
        yield from (Blank(), Heading(words("closing.lack-title")), Bullets(tuple(items)))
    if closing.rows:
        yield from (Blank(), Heading(words("closing.rows-title")))
        yield Bullets(tuple(Item(row_said(row, words)) for row in closing.rows))


def title(closing: Closing, words: Words) -> str:
    """The heading, with the gap where there is one."""
    if closing.gap.minor <= 0:
        return words("closing.title-reached")
    return words("closing.title", gap=closing.gap)


def sentences(closing: Closing, words: Words) -> Iterable[str]:
    """What is said before the deals: whether there is a gap, what the deals due come to, whether they close it."""
    if closing.gap.minor <= 0:
        yield words("closing.reached", over=Money(-closing.gap.minor, closing.gap.currency))
        return
    if closing.is_over:
        yield words("closing.over", gap=closing.gap)
        return
    if closing.due.deals:
        chances = words(f"closing.chances-{closing.basis}")
        told = {"count": closing.due.deals, "amount": closing.due.amount, "brings": closing.brings}
        yield words("closing.due", chances=chances, **told)
    else:
        yield words("closing.none-due")
    if closing.unknown:
        yield words("closing.unknown", count=closing.unknown)
    if closing.missing is None:
        last = closing.deals[-1]
        beyond = Money(-last.missing.minor, last.missing.currency)
        if closing.brings.minor < closing.gap.minor:
            yield words("closing.by-chance", rest=closing.gap - closing.brings)
        yield words("closing.likeliest", count=len(closing.deals), amount=last.together, beyond=beyond)
    elif closing.due.deals:
        yield words("closing.short", count=closing.due.deals, amount=closing.due.amount, missing=closing.missing)


def notes(closing: Closing, words: Words) -> Iterable[Callable[[int], str]]:
    """What is said after the deals: without which it cannot be done, the fewest, and that nothing can be pulled in.

    Each is told with so many cells of every name.
    """
    needed = [deal.opportunity for deal in closing.deals if deal.is_needed]
    if needed and closing.due.deals > 1:
        yield lambda width: words("closing.needed", deals=names(needed, words, width))
    if closing.fewest:
        fewest = closing.fewest
        yield lambda width: words("closing.fewest", count=len(fewest), deals=names(fewest, words, width))
    if closing.pull_in and not closing.pull_in.deals:
        none = words("closing.pull-none", following=closing.pull_in.following.label)
        yield lambda _: none


def pulled_in(pull_in: PullIn, words: Words) -> str:
    """Whether the deals that could be pulled in close the rest."""
    if pull_in.missing is None:
        return words("closing.pull-closes", count=len(pull_in.deals), of=pull_in.pullable.deals)
    return words("closing.pull-short", **_counted(pull_in.pullable), missing=pull_in.missing)


def _counted(tally: Tally) -> dict[str, object]:
    return {"count": tally.deals, "amount": tally.amount}


def names(deals: Sequence[Named], words: Words, width: int = WHOLE) -> str:
    """The first deals by number and name, how many more there are."""
    told = [clip(f"{deal.number} {deal.name}", width) for deal in deals[:SHOWN_NAMES]]
    more = len(deals) - len(told)
    return words("views.list-joint").join([*told, *([words("views.and-more", count=more)] if more else [])])


def row_said(row: RowClosing, words: Words, width: int = WHOLE) -> str:
    """How one row closes its own gap; so many cells of each name."""
    name = clip(row.name or words("forecast.none"), width)
    told = {"name": name, "gap": row.gap, "together": row.together}
    if not row.deals:
        return words("closing.row-none", **told)
    if row.missing is None:
        return words("closing.row", deals=names(row.deals, words, width), **told)
    return words("closing.row-short", deals=names(row.deals, words, width), missing=row.missing, **told)


def _table(deals: Sequence[ClosingDeal], base: str, words: Words) -> Table:
    columns = (
        Column(words("views.number"), kind="number"),
        Column(words("views.name")),
        Column(words("views.stage")),
        Column(words("views.close"), kind="date"),
        Column(words("forecast.in-base", base=base), kind="money"),
        Column(words("forecast.grounds.chance"), kind="number"),
        Column(words("forecast.grounds.brings"), kind="money"),
        Column(words("closing.together"), kind="money"),
        Column(words("closing.missing"), kind="money"),
    )
    return Table(columns, tuple(_row(deal, words) for deal in deals[:SHOWN_DEALS]))


def _row(deal: ClosingDeal, words: Words) -> Row:
    return (
        str(deal.opportunity.number),
        deal.opportunity.name,
        deal.stage,
        common.short_day(deal.close_on, words) if deal.close_on else common.EMPTY,
        figures(deal.amount),
        chance(deal),
        figures(deal.expected),
        figures(deal.together),
        figures(deal.missing) if deal.missing.minor > 0 else words("closing.closed"),
    )


def chance(deal: ClosingDeal) -> str:
    """How likely the deal is to be won in the period."""
    return f"{100 * deal.chance:.1f}%"


def _more(deals: Sequence[ClosingDeal], words: Words) -> Iterable[Block]:
    if len(deals) > SHOWN_DEALS:
        yield Line(words("forecast.more-deals", count=len(deals) - SHOWN_DEALS), "dim")


def lacks(lacking: Lacking, words: Words) -> str:
    """What a deal lacks, counted."""
    parts = [
        words(f"closing.lacks-{name}", count=len(found))
        for name, found in (("debts", lacking.debts), ("passed", lacking.passed))
        if found
    ]
    if lacking.next_stage is not None:
        key = "ahead" if lacking.ahead else "open"
        parts.append(words(f"closing.lacks-{key}", count=len(lacking.ahead), stage=lacking.next_stage))
    return words("views.list-joint").join(parts)


def _lacking(deal: ClosingDeal, lacking: Lacking, words: Words, process: Process) -> Iterable[Item]:
    """A deal with what it lacks: counted, and the first of it in the words of the method."""
    known = process.texts["criteria"]
    said = f"{deal.opportunity.number} {deal.opportunity.name}"
    yield Item(words("views.label", label=said, value=lacks(lacking, words)))
    # What the size of a deal asks is judged again at each gate, and is listed once.
    every = tuple(dict.fromkeys((*lacking.debts, *lacking.passed, *lacking.ahead)))
    for criterion in every[:SHOWN_CRITERIA]:
        yield Item(common.say(known[criterion], words) if criterion in known else criterion, indent=1)
    if len(every) > SHOWN_CRITERIA:
        more = words("views.and-more", count=len(every) - SHOWN_CRITERIA)
        yield Item(words("views.label", label=more, value=f"osp gate {deal.opportunity.number} --all"), indent=1)
