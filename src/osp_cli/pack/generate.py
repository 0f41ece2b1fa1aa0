"""Writes compiled.json from the TOML files: `python -m osp_cli.pack.generate`, after each edit of the pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeGuard

from osp_cli.pack.check import read
from osp_cli.pack.load import COMPILED, SOURCE


def generate(directory: Path = SOURCE) -> str:
    """The compiled form of the pack in `directory`: JSON with one item per line, so that a change shows as its line."""
    return _lines(read(directory), "") + "\n"


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
    COMPILED.write_text(generate(), encoding="utf-8", newline="\n")
