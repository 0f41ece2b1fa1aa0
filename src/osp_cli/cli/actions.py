"""action: what has to be done for a deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.params import Due, On, Opp, OppOption, one_of
from osp_cli.errors import WrongUsage
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

Kind = Annotated[str | None, Option("--kind", metavar="KIND")]
Owner = Annotated[str | None, Option("--owner", metavar="NAME")]
Number = Annotated[int, Argument(metavar="ACTION")]

action = noun(default_verb="list")


def _due(wiring: Wiring, text: str) -> Any:
    day = read_day(text, wiring.today, wiring.settings)
    wiring.understood_as("due", day)
    return day


@verb(action, "add")
def action_add(
    context: Context,
    text: Annotated[str, Argument(metavar="TEXT")],
    opportunity: OppOption = None,
    due: Due = None,
    kind: Kind = None,
    owner: Owner = None,
    on: On = None,
) -> None:
    """Adds an action with its day."""
    from osp_cli.render.views.actions import action_view
    from osp_cli.services.actions import add_action

    wiring = wiring_of(context)
    number = wiring.choose(opportunity)
    wiring.day(on)
    (due,) = wiring.needs(number, ("--due", due))
    day, desk = _due(wiring, due), wiring.writing(creates=False)
    result = add_action(desk, number, text, kind=kind or "prove", owner=owner, due_on=day)
    wiring.show_written(desk, result, action_view)


@verb(action, "set")
def action_set(
    context: Context,
    number: Number,
    opportunity: OppOption = None,
    text: Annotated[str | None, Option("--text")] = None,
    due: Due = None,
    kind: Kind = None,
    owner: Owner = None,
    on: On = None,
) -> None:
    """Changes an action."""
    from osp_cli.render.views.actions import action_view
    from osp_cli.services.actions import set_action

    wiring = wiring_of(context)
    given = {"text": text, "kind": kind, "owner": owner, "due_on": _due(wiring, due) if due else None}
    wanted = {key: value for key, value in given.items() if value is not None}
    if not wanted:
        raise WrongUsage("nothing-to-set")
    chosen = wiring.choose(opportunity)
    wiring.day(on)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, set_action(desk, chosen, number, wanted), action_view)


@verb(action, "done")
def action_done(
    context: Context,
    number: Number,
    opportunity: OppOption = None,
    result: Annotated[str | None, Option("--result", metavar="TEXT")] = None,
    on: On = None,
) -> None:
    """An action is done, with what came of it."""
    from osp_cli.render.views.actions import action_view
    from osp_cli.services.actions import set_action

    wiring = wiring_of(context)
    chosen, day = wiring.choose(opportunity), wiring.day(on)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, set_action(desk, chosen, number, {"done_on": day, "result": result}), action_view)


@verb(action, "list")
def action_list(context: Context, opp: Opp = None, opportunity: OppOption = None) -> None:
    """The actions of an opportunity."""
    from osp_cli.render.views.actions import actions_view
    from osp_cli.services.actions import actions_of

    wiring = wiring_of(context)
    wiring.show(actions_of(wiring.reading(), wiring.choose(one_of(opp, opportunity))), actions_view)
