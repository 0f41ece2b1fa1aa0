"""Step 8 with a customer: what was booked, what follows, and what nobody has asked for yet."""

from __future__ import annotations

from osp_cli.domain.followups import FOLLOW_UP, FollowUp
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Command, Facts, Heading, Item, Line, View
from osp_cli.render.views import common
from osp_cli.render.views.accounts import deals_table, titled
from osp_cli.render.views.nouns import record_line
from osp_cli.render.views.sales_plans import standing, way
from osp_cli.services.expanding import Expansion
from osp_cli.words import Words


def expansion_view(found: Expansion, words: Words, process: Process) -> View:
    """The sheet of step 8: facts first, then what follows by kind, gaps named with the command that fills each."""
    account, first = found.account, str(found.booked[0].opportunity.number)
    parts: list[Block] = [titled(account), Facts(_facts(found, words))]
    if found.white_space is None:
        parts.append(Command(way("set", found.plan.plan, found.plan.subject, "white-space", "TEXT")))
    if found.asks_adoption and not found.adoption:
        parts.append(Command(common.command(("answer", found.asks_adoption, "ANSWER", "-o", first))))
    parts += [Blank(), Heading(words("followups.booked")), deals_table(found.booked, words, process)]
    for kind in dict.fromkeys(each.followup.kind for each in found.followups):
        lines = tuple(
            Item(follow_up_line(each.followup, words), tone="plain" if each.followup.is_open else "dim")
            for each in found.followups
            if each.followup.kind == kind
        )
        parts += [Blank(), Heading(words(f"followups.heads.{kind}")), Bullets(lines)]
    if found.lacking:
        parts += [Blank(), Heading(words("followups.lacking"))]
        for kind in found.lacking:
            renews = ("--renews", "DATE") if kind == "renewal" else ()
            parts.append(Bullets((Item(words(f"followups.heads.{kind}"), tone="warn"),)))
            parts.append(Command(common.command(("followup", "add", "TEXT", "-o", first, "--kind", kind, *renews))))
    parts += [Blank(), Heading(words("followups.follow-ons"))]
    if found.follow_ons:
        parts.append(deals_table(found.follow_ons, words, process))
    else:
        parts.append(Line(words("followups.no-follow-ons"), "dim"))
    start = ("new-opportunity", "NAME", "--account", str(account.number), "--kind", "expansion", "--follows", first)
    parts.append(Command(common.command(start)))
    if found.activities:
        doing = tuple(Item(common.say(item.text, words)) for item in found.activities)
        parts += [Blank(), Heading(words("followups.method")), Bullets(doing)]
    return tuple(parts)


def _facts(found: Expansion, words: Words) -> tuple[tuple[str, str], ...]:
    plan, joint = found.plan, words("views.list-joint")
    return (
        (common.sentence(words("sales-plans.kinds.account")), standing(plan, words)),
        (words("followups.white-space"), found.white_space or words("views.gap")),
        (words("followups.adoption"), joint.join(filter(None, map(_used, found.adoption))) or words("views.gap")),
    )


def _used(answer: Answer) -> str:
    """What was answered of who uses it; nothing where that is not known."""
    return " ".join(filter(None, (answer.sign, answer.text, answer.evidence))) if answer.sign != "?" else ""


def follow_up_line(follow_up: FollowUp, words: Words) -> str:
    """One thing that follows a sale, in short."""
    return record_line(FOLLOW_UP, follow_up, words)
