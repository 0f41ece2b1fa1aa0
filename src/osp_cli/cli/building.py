"""Typer's commands, made on demand of what `declaring` declares, with their texts put in from the words."""

from __future__ import annotations

from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args, get_type_hints

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from osp_cli.cli.declaring import BY_OPTION, LARGEST, OPP, Argument, Command, Context, Noun, Option, named_once
from osp_cli.cli.pages import HelpPage, ParameterText, command_page
from osp_cli.cli.params import OppOption
from osp_cli.cli.quick import find
from osp_cli.cli.table import PLACES
from osp_cli.words import Words


def command_key(context: typer.Context) -> str:
    """The key of a command in the words: its path without the program, such as `plan.submit`."""
    return ".".join(context.command_path.split()[1:])


def _parameters(context: typer.Context, words: Words) -> list[ParameterText]:
    texts = []
    for parameter in context.command.get_params(context):
        is_argument = isinstance(parameter, TyperArgument)
        if getattr(parameter, "hidden", False) or parameter.name == "help":
            continue
        name = str(parameter.name).rstrip("_")
        text = option_text(command_key(context), name, words)
        spelled = ", ".join([*parameter.opts, *parameter.secondary_opts])
        is_flag = bool(getattr(parameter, "is_flag", False))
        metavar = "" if is_flag or is_argument else (parameter.metavar or name.upper().replace("_", "-"))
        label = (parameter.metavar or name.upper()) if is_argument else f"{spelled} {metavar}".strip()
        texts.append(ParameterText(label, text, is_argument, bool(parameter.required)))
    return texts


def option_text(command: str, name: str, words: Words) -> str:
    """What an argument or option is for: the command's own words, those of every command, or those of a field."""
    own = next((key for key in (f"commands.{command}.options.{name}", f"options.{name}") if words.has(key)), None)
    if own:
        return words(own)
    from osp_cli.render import naming

    return naming.option_text(command.partition(".")[0], name, words)


def _wants_help(args: list[str]) -> bool:
    before = args[: args.index("--")] if "--" in args else args
    return "-h" in before or "--help" in before


class OspCommand(TyperCommand):
    """A command whose help page comes from the words, in the user's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Shows the page of the command where help is asked for; else reads the words."""
        if _wants_help(args):
            words: Words = ctx.obj.words
            key = command_key(ctx)
            text = command_page(key, _parameters(ctx, words), words)
            ctx.obj.show_text(HelpPage(key, text), text)
            ctx.exit()
        return super().parse_args(ctx, args)


class OspGroup(TyperGroup):
    """A noun with verbs. Where `default_verb` is set, a first word that is no verb goes to that verb."""

    default_verb: str | None = None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Shows the page of the noun where help is asked for; without any word the default verb is called."""
        if args[:1] in (["-h"], ["--help"]):
            words: Words = ctx.obj.words
            key = command_key(ctx)
            verbs = [ParameterText(name, words(f"commands.{key}.{name}.short"), True, False) for name in self.commands]
            text = command_page(key, verbs, words, is_group=True)
            ctx.obj.show_text(HelpPage(key, text), text)
            ctx.exit()
        if self.default_verb and args[:1] not in [[name] for name in self.commands]:
            args = [self.default_verb, *args]
        return super().parse_args(ctx, args)


class RootGroup(TyperGroup):
    """All commands, each imported when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  the library calls it so
        """Every command word."""
        return list(PLACES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  the library calls it so
        """The command of a word, None where there is no such word."""
        return build_command(cmd_name) if cmd_name in PLACES else None


def build_command(word: str) -> Any:
    """Imports the module of a command and builds it."""
    found = find(word)
    if isinstance(found, Noun):
        group = type("Group", (OspGroup,), {"default_verb": found.default_verb})
        holder = typer.Typer(cls=group, name=word, add_completion=False, rich_markup_mode=None)
        holder.callback()(_nothing)
        for name, function in found.verbs.items():
            holder.command(name, cls=OspCommand)(_annotated(function))
        return typer.main.get_group(holder)
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    holder.command(word, cls=OspCommand)(_annotated(found))
    return typer.main.get_command(holder)


def _annotated(function: Command) -> Command:
    """The function with annotations in Typer's own words; where an argument is an opportunity, `-o` names it too."""
    hints = get_type_hints(function, include_extras=True)
    hints.pop("return", None)
    parameters = [each for each in signature(function).parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
    told = {each.name for each in parameters}
    for name in (each for each in hints if each not in told):  # by `taking` or `filed`
        default = False if get_args(hints[name])[0] is bool else None
        parameters.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default))
    opp = next((name for name, hint in hints.items() if _is_opportunity(hint)), None)

    def command(context: typer.Context, **values: Any) -> None:
        function(context, **(values if opp is None else named_once(opp, values)))

    if opp is not None:
        parameters.append(Parameter(BY_OPTION, Parameter.KEYWORD_ONLY, default=None))
        hints[BY_OPTION] = OppOption
    command.__annotations__ = {name: _hint(hint) for name, hint in hints.items()}
    command.__signature__ = Signature(  # type: ignore[attr-defined]  # what inspect looks for
        [each.replace(annotation=command.__annotations__[each.name]) for each in parameters]
    )
    return command


def _is_opportunity(hint: Any) -> bool:
    return any(isinstance(each, Argument) and each.metavar == OPP for each in get_args(hint))


def _hint(hint: Any) -> Any:
    if hint is Context:
        return typer.Context
    kind, *declared = get_args(hint) or (hint,)
    most = LARGEST if int in (kind, *get_args(kind)) else None
    match declared:
        case [Option() as option]:
            made = typer.Option(*option.names, metavar=option.metavar, autocompletion=option.autocompletion, max=most)
            return Annotated[kind, made]
        case [Argument() as given]:
            made = typer.Argument(metavar=given.metavar, autocompletion=given.autocompletion, max=most)
            return Annotated[kind, made]
        case _:
            return hint


def _nothing() -> None:
    """A group does nothing by itself."""


def build_root() -> Any:
    """The whole program as one group, with the options that install completion."""
    root = typer.Typer(
        cls=RootGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    root.callback()(_nothing)
    return typer.main.get_command(root)
