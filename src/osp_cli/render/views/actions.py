"""Actions: what has to be done, by whom, until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from osp_cli.domain.close_plan import Action, Milestone
from osp_cli.render.blocks import Bullets, Command, Item, Line, Tone, View
from osp_cli.render.views import common
from osp_cli.words import Words

if TYPE_CHECKING:
    # Results of other pages, for annotations alone: the page of a deal loads this module, not their services.
    from osp_cli.services.close_plan import Actions


def action_line(action: Action, words: Words) -> str:
    """An action with who does it and by when, and what came of it."""
    day = common.day(action.due_on, words)
    said = words("show.action", number=action.number, text=action.text, owner=action.owner, day=day)
    return "\n".join((said, *outcome(action, words)))


def actions_view(listed: Actions, words: Words) -> View:
    """The actions of a deal, open ones first by their day, and how many there are."""
    title = common.title(listed.opportunity)
    if not listed.actions:
        way = common.command(("action", "add", "TEXT", "-o", str(listed.opportunity.number), "--due", "DATE"))
        return (title, Line(words("coach.no-actions"), "dim"), Command(way))
    counts = words("close-plan.counts", open=listed.open, overdue=listed.overdue, done=listed.done)
    items = tuple(action_item(action, listed.on, words) for action in listed.actions)
    return (title, Bullets(items), Line(counts, "warn" if listed.overdue else "dim"))


def action_item(action: Action, on: date, words: Words, *, indent: int = 0) -> Item:
    """An action over its lines: what, then by whom, until when and of which kind, then what came of it."""
    day = common.day(action.due_on, words)
    whose = words("coach.action-of", owner=action.owner, day=day, kind=words(f"choices.action.kind.{action.kind}"))
    lines = (f"{action.number}. {action.text}", whose, *_meant(action, words), *outcome(action, words))
    return Item("\n".join(lines), tone_of(action, on), indent)


def _meant(action: Action, words: Words) -> list[str]:
    """With whom it is done and what is expected of it, as far as it is told."""
    told = [name for name in ("with_whom", "expected") if getattr(action, name)]
    said = [words("views.label", label=words(f"fields.{name}"), value=getattr(action, name)) for name in told]
    return [common.sentence(words("views.sentence-joint").join(said))] if said else []


def tone_of(one: Action | Milestone, on: date) -> Tone:
    """Done is good, overdue is bad."""
    if not one.is_open:
        return "good"
    return "bad" if one.due_on is not None and one.due_on < on else "plain"


def outcome(one: Action | Milestone, words: Words) -> list[str]:
    """That it is done, and what came of it; nothing while it is open."""
    if one.done_on is None:
        return []
    done = words("coach.done-on", day=common.day(one.done_on, words))
    return [words("views.label", label=done, value=one.result) if one.result else done]
