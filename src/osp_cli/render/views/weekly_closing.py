"""The part of the weekly report that says which deals close the gap: sentences, then a line for each deal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osp_cli.render.blocks import Block, Bullets, Heading, Item, Line
from osp_cli.render.views.fitting import Section, short
from osp_cli.render.views.forecast_closing import chance, lacks, notes, pulled_in, row_said, sentences, title
from osp_cli.services.closing import Closing, ClosingDeal
from osp_cli.words import Words

MOST_ROWS = 8
NAME = 34  # cells of a name, so that a deal stays within a line


def closing_sections(closing: Closing | None, words: Words) -> Iterable[Section]:
    """Whether and how the gap is closed, deal by deal as long as there is room; nothing without a quota."""
    if closing is None:
        return
    heading, said = Heading(title(closing, words)), [Line(each) for each in sentences(closing, words)]
    noted = [Line(each) for each in notes(closing, words, NAME)]
    deals = [_deal(deal, words) for deal in closing.deals]
    yield _listed(deals, (heading, *said, *noted), words, (heading, said[-1]))
    if closing.pull_in and closing.pull_in.deals:
        head = Heading(words("closing.pull-title", following=closing.pull_in.following.label))
        pulled = [_deal(deal, words) for deal in closing.pull_in.deals]
        yield _listed(pulled, (head, Line(pulled_in(closing.pull_in, words))), words)
    rows = [row_said(row, words, NAME) for row in closing.rows]
    yield _listed(rows, (Heading(words("closing.rows-title")),), words)


def _deal(deal: ClosingDeal, words: Words) -> str:
    name = short(f"{deal.opportunity.number} {deal.opportunity.name}", NAME)
    told = {"amount": deal.amount, "chance": chance(deal), "brings": deal.expected, "together": deal.together}
    said = words("closing.deal", name=name, **told)
    return words("views.list-joint").join((said, lacks(deal.lacking, words))) if deal.lacking else said


def _listed(said: Sequence[str], before: Sequence[Block], words: Words, least: Sequence[Block] = ()) -> Section:
    """A line of each, beneath what stands before; `least` stands there where there is none, or room for none."""

    def make(shown: int) -> Sequence[Block]:
        if not shown:
            return least
        more = len(said) - shown
        rest = (Line(words("report.more", count=more), "dim"),) if more else ()
        return (*before, Bullets(tuple(Item(each) for each in said[:shown])), *rest)

    return Section(make, min(len(said), MOST_ROWS), 0)
