"""The reseller's terms."""

from __future__ import annotations

from osp_cli.domain.partners import TERMS
from osp_cli.render.blocks import Block, Command, Facts, Line, View
from osp_cli.render.views import common
from osp_cli.render.views.nouns import record_facts
from osp_cli.services.terms import TermsShown
from osp_cli.words import Words


def terms_view(shown: TermsShown, words: Words) -> View:
    """The terms with their gaps, and the manager's verdict on the discount; how to settle what is not."""
    number, title = str(shown.opportunity.number), common.title(shown.opportunity)
    if shown.terms is None:
        way = common.command(("terms", "set", number, "--reseller", "NAME"))
        return (title, Line(words("views.no-terms", command=way), "warn"))
    verdict = shown.discount
    told = words("views.gap")
    if verdict:
        told = words(f"views.discount-{verdict.verdict}", by=verdict.approver, day=common.day(verdict.on, words))
    facts = record_facts(TERMS, shown.terms, words, has_gaps=True)
    parts: list[Block] = [title, Facts((*facts.rows, (words("views.discount-verdict"), told)))]
    if shown.missing:
        flags = [part for name in shown.missing for part in (f"--{name}", "TEXT")]
        way = common.command(("terms", "set", number, *flags))
        parts += [Line(words("views.terms-incomplete"), "warn"), Command(way)]
    elif not shown.is_settled:
        way = common.command(("plan", "approve", number, "--what", "discount"))
        parts += [Line(words("views.terms-unapproved"), "warn"), Command(way)]
    else:
        parts.append(Line(words("views.terms-settled"), "good"))
    return tuple(parts)
