"""Writes compiled.json and handbook.json from the TOML files: `python -m osp_cli.pack.generate`, after each edit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeGuard

from osp_cli.pack.check import read
from osp_cli.pack.load import COMPILED, HANDBOOK, SOURCE


def generate(directory: Path = SOURCE) -> tuple[str, str]:
    """The compiled forms of the pack in `directory`: what is judged by, and what is read.

    JSON with one item per line, so that a change shows as its line.
    """
    content = read(directory)
    handbook = content.pop("handbook")
    return _lines(content, "") + "\n", _lines(handbook, "") + "\n"


def _lines(value: object, indent: str) -> str:
    """Lists of items, and what holds such lists, go over several lines; everything else is one line."""
    deeper = indent + " "
    if isinstance(value, dict) and any(_is_items(each) for each in value.values()):
        rows = [f"{deeper}{json.dumps(key)}: {_lines(value[key], deeper)}" for key in sorted(value)]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if _is_items(value):
        return "[\n" + ",\n".join(f"{deeper}{_lines(each, deeper)}" for each in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _is_items(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


if __name__ == "__main__":
    for path, text in zip((COMPILED, HANDBOOK), generate(), strict=True):
        path.write_text(text, encoding="utf-8", newline="\n")
