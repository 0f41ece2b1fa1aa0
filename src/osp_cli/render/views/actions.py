"""Actions: what has to be done, by whom, until when."""

from __future__ import annotations

from osp_cli.domain.opportunity import Action
from osp_cli.render.blocks import Bullets, Command, Facts, Item, Line, View
from osp_cli.render.views import common
from osp_cli.services.actions import ActionKept, Actions
from osp_cli.words import Words


def action_line(action: Action, words: Words) -> str:
    """An action with who does it and by when, and what came of it."""
    day = common.day(action.due_on, words)
    said = words("show.action", number=action.number, text=action.text, owner=action.owner, day=day)
    return "\n".join((said, *_outcome(action, words)))


def actions_view(listed: Actions, words: Words) -> View:
    """The actions of a deal, open ones first by their day."""
    if not listed.actions:
        way = common.command(("action", "add", "TEXT", "-o", str(listed.opportunity.number), "--due", "DATE"))
        return (common.title(listed.opportunity), Line(words("coach.no-actions"), "dim"), Command(way))
    return (common.title(listed.opportunity), Bullets(tuple(Item(_listed(a, words)) for a in listed.actions)))


def _listed(action: Action, words: Words) -> str:
    """An action over its lines: what, then by whom, until when and of which kind, then what came of it."""
    day = common.day(action.due_on, words)
    whose = words("coach.action-of", owner=action.owner, day=day, kind=words(f"action-kinds.{action.kind}"))
    return "\n".join((f"{action.number}. {action.text}", whose, *_outcome(action, words)))


def _outcome(action: Action, words: Words) -> list[str]:
    """That it is done, and what came of it; nothing while it is open."""
    if action.done_on is None:
        return []
    done = words("coach.done-on", day=common.day(action.done_on, words))
    return [words("views.label", label=done, value=action.result) if action.result else done]


def action_view(kept: ActionKept, words: Words) -> View:
    """One action that was added, changed or done."""
    action = kept.action
    facts = [
        (words("coach.what"), f"{action.number}. {action.text}"),
        (words("coach.kind"), words(f"action-kinds.{action.kind}")),
        (words("views.owner"), action.owner),
        (words("fields.due_on"), common.day(action.due_on, words)),
    ]
    if action.done_on:
        facts.append((words("fields.done_on"), common.day(action.done_on, words)))
    if action.result:
        facts.append((words("fields.result"), action.result))
    return common.blocks(common.title(kept.opportunity), Facts(tuple(facts)), common.undo_hint(words))
