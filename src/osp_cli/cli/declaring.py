"""How a command is declared: a function with annotated parameters, and for a noun one function per verb.

The names mean what they mean in Typer, and `building` makes Typer's commands of them; nothing here loads Typer, so that
a call that `quick` can read does not either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

Command = Callable[..., None]
Completion = Callable[[str], list[tuple[str, str]]]


class Context:
    """What a command is called with beside its parameters: the wiring of this call."""

    def __init__(self, obj: Wiring) -> None:
        self.obj = obj


class Argument:
    """A word that stands by its place."""

    def __init__(self, *, metavar: str, autocompletion: Completion | None = None) -> None:
        self.names: tuple[str, ...] = ()
        self.metavar: str | None = metavar
        self.autocompletion = autocompletion


class Option:
    """A word with a name; of a boolean `--yes/--no` declares both sides."""

    def __init__(self, *names: str, metavar: str | None = None, autocompletion: Completion | None = None) -> None:
        self.names = names
        self.metavar = metavar
        self.autocompletion = autocompletion


class Noun:
    """A noun with its verbs. Where `default_verb` is set, a first word that is no verb goes to that verb."""

    def __init__(self, default_verb: str | None = None) -> None:
        self.default_verb = default_verb
        self.verbs: dict[str, Command] = {}


def noun(*, default_verb: str | None = None) -> Noun:
    """An empty group of verbs for one noun."""
    return Noun(default_verb)


def verb(group: Noun, name: str) -> Callable[[Command], Command]:
    """Declares a function as a verb of a noun."""

    def declared(function: Command) -> Command:
        group.verbs[name] = function
        return function

    return declared


def taking(function: Command, parameters: Mapping[str, Any]) -> Command:
    """The function, which takes `**given`, as a command with these parameters by name; each may be left out."""
    function.__annotations__ = {"context": Context, **parameters}
    return function


OPP = "OPP"
BY_OPTION = "opportunity_"
LARGEST = 999_999_999  # of a number that is typed: nothing is as many, and every store and calendar can count so far


def named_once(argument: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a command whose argument is an opportunity, which `-o` names as well; two different are refused."""
    named = {name: value for name, value in values.items() if name != BY_OPTION}
    option = values.get(BY_OPTION)
    if option is None:
        return named
    if named.get(argument) not in (None, option):
        raise WrongUsage("opportunity-twice", {"argument": named[argument], "option": option})
    return {**named, argument: option}


def wiring_of(context: Context) -> Wiring:
    """The wiring of this call."""
    return context.obj
