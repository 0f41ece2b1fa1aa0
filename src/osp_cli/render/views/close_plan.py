"""The customer's milestones with our actions beneath, plans for calls, and what the answers suggest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from osp_cli.domain.close_plan import Action, Call, Milestone
from osp_cli.render.blocks import Block, Bullets, Command, Heading, Item, Line, Tone, View
from osp_cli.render.views import common
from osp_cli.render.views.actions import action_item, outcome, tone_of
from osp_cli.words import Words

if TYPE_CHECKING:
    # Results of other pages, for annotations alone: the page of a deal loads this module, not their services.
    from osp_cli.services.close_plan import ClosePlan, Suggestions


def milestone_line(milestone: Milestone, words: Words) -> str:
    """A milestone with the customer's day and who sees to it there."""
    known = (milestone.owner, common.day(milestone.due_on, words) if milestone.due_on else words("views.no-date"))
    aside = words("views.comma-joint").join(part for part in known if part)
    said = words("views.aside", text=f"{milestone.number}. {milestone.text}", aside=aside)
    return "\n".join((said, *outcome(milestone, words)))


def call_line(call: Call, words: Words) -> str:
    """A planned call: with whom, when, and what for."""
    day = common.day(call.planned_on, words) if call.planned_on else words("views.no-date")
    head = words("views.aside", text=f"{call.number}. {call.who}", aside=day)
    return words("views.label", label=head, value=call.aim or words("views.gap"))


def close_plan_view(plan: ClosePlan, words: Words) -> View:
    """The milestones by the customer's dates, our actions under each, then those that lead to none."""
    number = str(plan.opportunity.number)
    parts: list[Block] = [common.title(plan.opportunity)]
    if not plan.milestones:
        way = common.command(("milestone", "add", "TEXT", "-o", number, "--due", "DATE"))
        parts += [Line(words("close-plan.no-milestones"), "warn"), Command(way)]
    for milestone in plan.milestones:
        parts += _milestone(milestone, _leading_to(plan, milestone.number), plan.on, number, words=words)
    if other := _leading_to(plan, None):
        parts.append(Heading(words("close-plan.other-actions"), level=2))
        parts.append(Bullets(tuple(action_item(action, plan.on, words) for action in other)))
    return tuple(parts)


def _leading_to(plan: ClosePlan, milestone: int | None) -> list[Action]:
    return [action for action in plan.actions if action.milestone == milestone]


def _milestone(milestone: Milestone, actions: list[Action], on: date, number: str, *, words: Words) -> list[Block]:
    items = [Item(milestone_line(milestone, words), tone_of(milestone, on))]
    is_proof = milestone.kind == "proof-of-concept"
    if is_proof or milestone.yardstick:
        tone: Tone = "plain" if milestone.yardstick_by or not is_proof else "warn"
        items.append(Item(yardstick_line(milestone, words), tone, 1))
    items += [action_item(action, on, words, indent=1) for action in actions]
    if not milestone.is_open or actions:
        return [Bullets(tuple(items))]
    items.append(Item(words("close-plan.no-action"), "dim", 1))
    way = ("action", "add", "TEXT", "-o", number, "--milestone", str(milestone.number), "--due", "DATE")
    return [Bullets(tuple(items)), Command(common.command(way))]


def yardstick_line(milestone: Milestone, words: Words) -> str:
    """What counts as success of a proof of concept, and who of the customer's confirmed it; gaps are named."""
    gap = words("views.gap")
    said = words("views.label", label=common.sentence(words("fields.yardstick")), value=milestone.yardstick or gap)
    return words(
        "views.aside",
        text=said,
        aside=words("close-plan.confirmed-by", who=milestone.yardstick_by or gap.strip("()（）")),
    )


def suggested_hint(number: int, count: int, words: Words) -> tuple[Block, ...]:
    """How many actions the answers ask for, and how to see them; nothing where there are none."""
    if not count:
        return ()
    way = common.command(("action", "suggest", str(number)))
    return (Line(words("close-plan.suggested", count=count), "dim"), Command(way))


def suggested_view(found: Suggestions, words: Words) -> View:
    """What the answers ask to be done, with the command that adds each."""
    parts: list[Block] = [common.title(found.opportunity)]
    if not found.suggestions:
        return (*parts, Line(words("close-plan.none-suggested"), "good"))
    for each in found.suggestions:
        kind = words(f"choices.action.kind.{each.kind}")
        why = words(f"close-plan.because.{each.kind}", who=each.against or "")
        parts.append(Bullets((Item(words("views.label", label=kind, value=each.text)), Item(why, "dim", 1))))
        parts.append(Command(common.command(each.command)))
    return tuple(parts)
