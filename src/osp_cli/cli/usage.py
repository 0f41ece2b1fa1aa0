"""Usage errors of the command-line library, as ours. They are told apart by their names: its classes are private."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from osp_cli.cli.declaring import Noun
from osp_cli.cli.quick import find
from osp_cli.cli.shared import FLAGS, VALUES, split_shared
from osp_cli.domain.names import excerpt
from osp_cli.errors import Interrupted, OspError, WrongUsage

CLOSE = 0.75
MISREAD = ("opportunity-unknown", "period-unreadable")  # what a default verb says of a word that was meant as a verb


def refusal_of(error: Exception) -> OspError | None:  # noqa: PLR0911  one per kind of error
    """Our refusal for an error of the library, None for any other exception."""
    match type(error).__name__:
        case "Abort":
            return Interrupted("interrupted")
        case "NoSuchOption":
            return _no_such_option(error)
        case "MissingParameter":
            return WrongUsage("input-missing", {"flag": _label(error)} | _about(error))
        case "BadOptionUsage":
            has_value = "does not take a value" in str(getattr(error, "message", ""))
            code = "flag-takes-no-value" if has_value else "option-needs-value"
            return WrongUsage(code, {"option": getattr(error, "option_name", "")})
        case "BadParameter":
            return WrongUsage("parameter-wrong", {"parameter": _label(error), "value": excerpt(_quoted(error))})
        case "UsageError" | "BadArgumentUsage" | "NoArgsIsHelpError":
            return _wrong_words(error)
        case _:
            return None


def _no_such_option(error: Exception) -> OspError:
    option = str(getattr(error, "option_name", ""))
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "osp"
    if option in FLAGS:  # one of these is known everywhere: only with a value it is not
        return WrongUsage("flag-takes-no-value", {"option": option})
    return unknown_option(option, getattr(error, "possibilities", None) or [], command)


def unknown_option(option: str, known: Iterable[str], command: str = "osp") -> OspError:
    """The refusal of an option that a command has not, with those it may be a slip of; every command has the shared."""
    close = [each for each in dict.fromkeys((*known, *FLAGS, *VALUES, "--help")) if _is_close(option, each)]
    values = {"option": option, "command": command, "close": tuple(close)}
    return WrongUsage("option-unknown", values, details={"candidates": close})


def misread_verb(words: Sequence[str], error: OspError) -> OspError:
    """What to tell where a default verb took for its own word what is a slip of another verb: `osp order sho`."""
    noun = find(words[0])
    if isinstance(noun, Noun) and noun.default_verb and error.code in MISREAD and words[1:2] not in ([], *_each(noun)):
        meant = _no_such_verb(f"osp {words[0]}", words[1], list(noun.verbs))
        if meant.values["close"]:
            return meant
    return error


def _each(noun: Noun) -> list[list[str]]:
    return [[verb] for verb in noun.verbs]


def _no_such_verb(command: str, extra: str, verbs: list[str]) -> OspError:
    close = [verb for verb in verbs if _is_close(extra, verb)]
    values = {"command": command, "extra": extra, "verbs": verbs, "close": tuple(f"{command} {v}" for v in close)}
    return WrongUsage("words-too-many", values, details={"candidates": close or verbs})


def _is_close(typed: str, meant: str) -> bool:
    """Whether a slip of the hand makes one of the other; the library also proposes what only looks a little alike."""
    import difflib  # only a refusal needs it

    begins = len(typed) > 3 and meant.startswith(typed)
    return begins or difflib.SequenceMatcher(None, typed.lstrip("-"), meant.lstrip("-")).ratio() >= CLOSE


def _quoted(error: Exception) -> str:
    """The word that the library quotes in its message, or a number that it says is out of range."""
    found = re.search(r"""'(.*)'|^"(.*)" is not|^(\S+) is not in the range""", str(getattr(error, "message", "")))
    return next((each for each in found.groups() if each), "") if found else ""


def _label(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "")
    options = [option for option in parameter.opts if option.startswith("-")]
    return options[0] if options else str(parameter.metavar or parameter.name or "").upper().rstrip("_")


def _about(error: Exception) -> dict[str, str]:
    """What the missing argument or option is for, in the person's language."""
    from osp_cli.cli.building import command_key, option_text  # it loads the library, which has just refused

    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    if context is None or parameter is None:
        return {}
    return {"about": option_text(command_key(context), str(parameter.name).rstrip("_"), context.obj.words)}


def _wrong_words(error: Exception) -> OspError:
    context = getattr(error, "ctx", None)
    if context is None:
        return WrongUsage("words-too-many", {"command": "osp", "extra": _quoted(error)})
    verbs = list(getattr(context.command, "commands", {}))
    if verbs and not _quoted(error):
        values = {"command": context.command_path, "verbs": verbs}
        return WrongUsage("verb-unknown", values, details={"candidates": verbs})
    noun = context if verbs else _noun_without_verb(context)
    if noun is not None:
        verbs = list(noun.command.commands)
        return _no_such_verb(noun.command_path, " ".join(_after(noun)[:1]), verbs)
    found = re.search(r"\(([^()]*)\)$", str(getattr(error, "message", "")))
    return WrongUsage("words-too-many", {"command": context.command_path, "extra": found[1] if found else ""})


def _noun_without_verb(context: Any) -> Any:
    """The noun whose default verb was called without being typed: what follows was meant as another verb."""
    parent = context.parent
    verb = getattr(getattr(parent, "command", None), "default_verb", None)
    return parent if verb and verb == context.info_name and verb not in _after(parent) else None


def _after(noun: Any) -> list[str]:
    """What was typed after a noun, without the options that every command takes."""
    typed, _ = split_shared(noun.obj.typed)
    return typed[typed.index(noun.info_name) + 1 :]
