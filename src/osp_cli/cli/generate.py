"""Writes cli/compiled.json: what each command takes, as Typer reads its declaration. `run.py generate` calls it."""

from __future__ import annotations

import json
from typing import Any

from typer.core import TyperArgument, TyperGroup

from osp_cli.cli.building import build_command
from osp_cli.cli.quick import COMPILED
from osp_cli.cli.table import PLACES

TAKES = {"str": "text", "int": "number", "int range": "number"}


def shape_of(command: Any) -> dict[str, Any] | None:
    """Arguments, options and required names of one command; None where it takes what only Typer can read."""
    shape: dict[str, Any] = {"arguments": [], "options": {}, "required": []}
    for parameter in command.params:
        if parameter.name == "help":
            continue
        is_flag = bool(getattr(parameter, "is_flag", False))
        if parameter.nargs != 1 or (not is_flag and parameter.type.name not in TAKES):
            return None
        if parameter.required:
            shape["required"].append(parameter.name)
        takes = TAKES.get(parameter.type.name, "text")
        if isinstance(parameter, TyperArgument):
            shape["arguments"].append({"name": parameter.name, "takes": takes})
            continue
        for side, names in (("yes", parameter.opts), ("no", parameter.secondary_opts)):
            entry = {"name": parameter.name, "takes": side if is_flag else takes, "many": bool(parameter.multiple)}
            shape["options"].update(dict.fromkeys(names, entry))
    return shape


def table() -> dict[str, Any]:
    """The shape of every command by its word, of a noun by its verbs."""
    made: dict[str, Any] = {}
    for word in PLACES:
        command = build_command(word)
        if isinstance(command, TyperGroup):
            verbs = {name: shape for name, verb in command.commands.items() if (shape := shape_of(verb))}
            made[word] = {"default": getattr(command, "default_verb", None), "verbs": verbs}
        elif shape := shape_of(command):
            made[word] = shape
    return made


def text() -> str:
    """The table as it stands in the file."""
    return json.dumps(table(), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


if __name__ == "__main__":
    COMPILED.write_text(text(), encoding="utf-8")
    print("cli/compiled.json written")
