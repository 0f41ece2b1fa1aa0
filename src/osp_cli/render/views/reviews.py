"""The manager's review on the screen."""

from __future__ import annotations

from osp_cli.render.blocks import Blank, Block, Bullets, Facts, Heading, Item, Line, View
from osp_cli.render.reviews import deal_parts, deal_title, ended_line, rep_title, title
from osp_cli.services.reviews import ReviewSheet
from osp_cli.words import Words


def review_view(sheet: ReviewSheet, words: Words) -> View:
    """Rep by rep the open deals with all that the review is about, then the ends that nobody has reviewed."""
    parts: list[Block] = [Heading(title(sheet, words))]
    if not sheet.reps:
        parts.append(Line(words("review.none")))
    for rep in sheet.reps:
        parts += [Blank(), Heading(rep_title(rep, words))]
        for deal in rep.deals:
            rows = ((label, "\n".join(lines)) for label, lines in deal_parts(deal, words, sheet))
            parts += [Blank(), Heading(deal_title(deal, words), level=2), Facts(tuple(rows))]
    if sheet.without_review:
        lines = tuple(Item(ended_line(ended, words)) for ended in sheet.without_review)
        parts += [Blank(), Heading(words("review.without")), Bullets(lines)]
    return tuple(parts)
