"""Usage errors of the command-line library, as ours. They are told apart by their names: its classes are private."""

from __future__ import annotations

from osp_cli.errors import Interrupted, OspError, WrongUsage


def refusal_of(error: Exception) -> OspError | None:  # noqa: PLR0911  one per kind of error
    """Our refusal for an error of the library, None for any other exception."""
    match type(error).__name__:
        case "Abort":
            return Interrupted("interrupted")
        case "NoSuchOption":
            return _no_such_option(error)
        case "MissingParameter":
            return WrongUsage("input-missing", {"flag": _label(error)})
        case "BadOptionUsage":
            has_value = "does not take a value" in str(getattr(error, "message", ""))
            code = "flag-takes-no-value" if has_value else "option-needs-value"
            return WrongUsage(code, {"option": getattr(error, "option_name", "")})
        case "BadParameter":
            values = {"parameter": _label(error), "reason": getattr(error, "message", "")}
            return WrongUsage("parameter-wrong", values)
        case "UsageError" | "BadArgumentUsage" | "NoArgsIsHelpError":
            return _wrong_words(error)
        case _:
            return None


def _no_such_option(error: Exception) -> OspError:
    close = list(getattr(error, "possibilities", None) or [])
    values = {"option": getattr(error, "option_name", ""), "close": ", ".join(close)}
    return WrongUsage("option-unknown", values, details={"candidates": close})


def _label(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "")
    options = [option for option in parameter.opts if option.startswith("-")]
    return options[0] if options else str(parameter.name or "").upper().rstrip("_")


def _wrong_words(error: Exception) -> OspError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "osp"
    verbs = list(getattr(getattr(context, "command", None), "commands", {}))
    extra = " ".join(getattr(context, "args", None) or [])
    if verbs:
        return WrongUsage(
            "verb-unknown", {"command": command, "verbs": ", ".join(verbs)}, details={"candidates": verbs}
        )
    return WrongUsage("words-too-many", {"command": command, "extra": extra or getattr(error, "message", "")})
