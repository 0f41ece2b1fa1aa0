"""Actions: what has to be done for a deal, by whom, until when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from osp_cli.domain.opportunity import Action, ActionKind
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named

KINDS: tuple[ActionKind, ...] = get_args(ActionKind)


@dataclass(frozen=True, slots=True)
class ActionKept:
    """An action that was added, changed or done."""

    opportunity: Named
    action: Action


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions of an opportunity, open ones first, each group by its day."""

    opportunity: Named
    actions: tuple[Action, ...]


def add_action(
    desk: Desk, number: int, text: str, *, kind: str, owner: str | None, due_on: date, question: str | None = None
) -> ActionKept:
    """Adds an action; without an owner it is the owner of the opportunity who does it."""
    said, known_kind = _text(text), _kind(kind)
    with desk.writing_on(number) as (writing, dossier):
        doer = owner or dossier.opportunity.owner or desk.who
        draft = Action(number=0, id="", text=said, kind=known_kind, owner=doer, due_on=due_on, question=question)
        action = writing.add_action(number, draft)
    return ActionKept(Named.of(dossier.opportunity), action)


def set_action(desk: Desk, number: int, action_number: int, wanted: Mapping[str, Any]) -> ActionKept:
    """Changes fields of an action: text, kind, owner, due_on, done_on, result."""
    checked = {"text": _text, "kind": _kind}
    wanted = {key: checked[key](value) if key in checked else value for key, value in wanted.items()}
    with desk.writing_on(number) as (writing, dossier):
        known = {action.number: action for action in dossier.actions}
        if action_number not in known:
            numbers = ", ".join(map(str, known)) or "-"
            raise NotFound(
                "action-unknown", {"action": action_number, "actions": numbers}, details={"actions": list(known)}
            )
        action = replace(known[action_number], **wanted)
        if action != known[action_number]:
            writing.save_action(action)
    return ActionKept(Named.of(dossier.opportunity), action)


def actions_of(desk: Desk, number: int) -> Actions:
    """The actions of an opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    ordered = sorted(dossier.actions, key=lambda action: (not action.is_open, action.due_on, action.number))
    return Actions(Named.of(dossier.opportunity), tuple(ordered))


def _text(text: str) -> str:
    if not text.strip():
        raise WrongUsage("line-empty")
    return text.strip()


def _kind(kind: str) -> ActionKind:
    for each in KINDS:
        if each == kind:
            return each
    raise WrongUsage("action-kind-unknown", {"kind": kind, "kinds": ", ".join(KINDS)}, details={"kinds": list(KINDS)})
