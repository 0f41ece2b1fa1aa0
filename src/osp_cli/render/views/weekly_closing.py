"""The part of the weekly report that says which deals close the gap: sentences, then a line for each deal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from osp_cli.render.blocks import Block, Bullets, Heading, Item, Line
from osp_cli.render.views.fitting import Section, roomy, short
from osp_cli.render.views.forecast_closing import chance, lacks, notes, pulled_in, row_said, sentences, title
from osp_cli.render.views.weekly_lists import left_out, more
from osp_cli.services.closing import Closing, ClosingDeal
from osp_cli.words import Words

MOST_ROWS = 8
SHEET = "closing"


def closing_sections(closing: Closing | None, words: Words, room: float) -> Iterable[Section]:
    """Whether and how the gap is closed, deal by deal as long as there is room; nothing without a quota.

    `room` is how many letters a line has.
    """
    if closing is None:
        return
    heading, said = Heading(title(closing, words)), [Line(each) for each in sentences(closing, words)]
    noted = [Line(roomy(note, room)) for note in notes(closing, words)]
    deals = [roomy(partial(_deal, deal, words), room) for deal in closing.deals[:MOST_ROWS]]
    least = (heading, said[-1], *more(len(closing.deals), SHEET, words))
    yield _listed(deals, len(closing.deals), (heading, *said, *noted), words, least)
    if closing.pull_in and closing.pull_in.deals:
        head, every = words("closing.pull-title", following=closing.pull_in.following.label), closing.pull_in.deals
        pulled = [roomy(partial(_deal, deal, words), room) for deal in every[:MOST_ROWS]]
        before = (Heading(head), Line(pulled_in(closing.pull_in, words)))
        yield _listed(pulled, len(every), before, words, left_out(head, len(every), SHEET, words))
    rows = [roomy(partial(row_said, row, words), room) for row in closing.rows[:MOST_ROWS]]
    head, count = words("closing.rows-title"), len(closing.rows)
    yield _listed(rows, count, (Heading(head),), words, left_out(head, count, SHEET, words))


def _deal(deal: ClosingDeal, words: Words, width: int) -> str:
    name = short(f"{deal.opportunity.number} {deal.opportunity.name}", width)
    told = {"amount": deal.amount, "chance": chance(deal), "brings": deal.expected, "together": deal.together}
    said = words("closing.deal", name=name, **told)
    return words("views.list-joint").join((said, lacks(deal.lacking, words))) if deal.lacking else said


def _listed(said: Sequence[str], count: int, before: Sequence[Block], words: Words, least: Sequence[Block]) -> Section:
    """A line of each, beneath what stands before; `least` stands there where there is none, or room for none."""

    def make(shown: int) -> Sequence[Block]:
        if not shown:
            return least
        return (*before, Bullets(tuple(map(Item, said[:shown]))), *more(count - shown, SHEET, words))

    return Section(make, len(said))
