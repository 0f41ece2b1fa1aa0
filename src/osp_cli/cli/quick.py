"""Reading a well-formed call without Typer, which costs more to load than the call itself.

What each command takes stands in a table that `generate` makes from Typer's own commands. Whatever is not plainly
well-formed (an unknown option, a word missing or too many, a call for help) is left to Typer, which knows what to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from osp_cli.cli.declaring import BY_OPTION, LARGEST, Command, Noun, named_once
from osp_cli.cli.table import PLACES

COMPILED = Path(__file__).parent / "compiled.json"

Call = tuple[Command, dict[str, Any]]


@cache
def _table() -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = json.loads(COMPILED.read_bytes())
    return read


def spelled_out(words: Sequence[str]) -> Sequence[str]:
    """The words with `review condition` read as the noun `condition`: a verb of it, or a text that adds one."""
    if list(words[:2]) != ["review", "condition"]:
        return words
    verbs, rest = _table()["condition"]["verbs"], words[2:]
    return ["condition", *([] if rest and rest[0] in verbs else ["add"]), *rest]


def quick_call(words: Sequence[str]) -> Call | None:
    """The command that these words call, with its values by name; None where Typer must read them."""
    verb, shape, rest = _shape(words)
    values = None if shape is None else _values(shape, rest)
    if shape is None or values is None:
        return None
    if BY_OPTION in values:
        values = named_once(shape["arguments"][0]["name"], values)
    return _found(words[0], verb), values


def fits(words: Sequence[str]) -> bool:
    """Whether a command can be called so: a word in capitals, or {number}, stands for a value still to come."""
    _, shape, rest = _shape(["1" if word.isupper() or word == "{number}" else word for word in spelled_out(words)])
    return shape is not None and _values(shape, rest) is not None


def _shape(words: Sequence[str]) -> tuple[str | None, dict[str, Any] | None, Sequence[str]]:
    """The verb that is called, what it takes, and the words it is given; no shape where there is no such command."""
    word, *rest = words
    shape = _table().get(word)
    if shape is None or "verbs" not in shape:
        return None, shape, rest
    verb = rest[0] if rest and rest[0] in shape["verbs"] else shape["default"]
    return verb, shape["verbs"].get(verb), rest[1:] if rest[:1] == [verb] else rest


def find(word: str) -> Command | Noun:
    """What is declared for a command word; its module is imported."""
    place = PLACES[word]
    found: Command | Noun = getattr(import_module(f"osp_cli.cli.{place.module}"), place.name)
    return found


def _found(word: str, verb: str | None) -> Command:
    found = find(word)
    if isinstance(found, Noun):
        return found.verbs[str(verb)]
    return found


def _values(shape: dict[str, Any], words: Sequence[str]) -> dict[str, Any] | None:
    """The values of the options and arguments, None where a word does not fit."""
    values: dict[str, Any] = {}
    loose: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, text = word.partition("=")
        option = shape["options"].get(name if word.startswith("--") else word)
        if option is None:
            if _looks_like_option(word):
                return None
            loose.append(word)
            continue
        if option["takes"] in ("yes", "no"):
            if equals:
                return None
            values[option["name"]] = option["takes"] == "yes"
            continue
        value = _read(option["takes"], text if equals else next(rest, "-"))
        if value is None:
            return None
        values[option["name"]] = [*values.get(option["name"], []), value] if option["many"] else value
    return _placed(shape, values, loose)


def _placed(shape: dict[str, Any], values: dict[str, Any], loose: list[str]) -> dict[str, Any] | None:
    """The values with the arguments, which stand by their place; None where there are too few or too many words."""
    if len(loose) > len(shape["arguments"]):
        return None
    for argument, word in zip(shape["arguments"], loose, strict=False):
        value = word if argument["takes"] == "text" else _read(argument["takes"], word)
        if value is None:
            return None
        values[argument["name"]] = value
    return None if any(name not in values for name in shape["required"]) else values


def _looks_like_option(word: str) -> bool:
    """Whether a word begins as options do. A lone minus is an answer, and so is one with words behind it."""
    return word.startswith("-") and word != "-" and not word.startswith("- ")


def _read(takes: str, text: str) -> str | int | None:
    """A value as its option takes it; None leaves the word to Typer."""
    if _looks_like_option(text) or text in ("", "-"):
        return None
    if takes == "text":
        return text
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))
    return int(text) if is_number else None
