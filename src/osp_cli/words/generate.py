"""Writes compiled.LANGUAGE.json from the TOML files: `python -m osp_cli.words.generate`, after an edit of the words."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from osp_cli.words.load import COMPILED, LANGUAGES

SOURCE = Path(__file__).parent


class WordsBroken(Exception):
    """The words cannot be compiled: the file and the key say where, the reason why."""


def read_words(directory: Path) -> dict[str, str]:
    """All texts of the language in `directory` by key; the files are one space of keys, so that none stands twice."""
    texts: dict[str, str] = {}
    places: dict[str, str] = {}
    for file in sorted(directory.glob("*.toml")):
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise WordsBroken(f"{file}: {error}") from None
        for key, text in _flat(content, file):
            if key in texts:
                raise WordsBroken(f"{file}: {key} stands in {places[key]} too")
            texts[key], places[key] = text, file.name
    return texts


def _flat(content: Mapping[str, Any], file: Path, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _flat(value, file, f"{key}.")
        elif isinstance(value, str):
            yield key, value.strip("\n")
        else:
            raise WordsBroken(f"{file}: {key} is no text")


def generate(source: Path = SOURCE) -> dict[str, str]:
    """The compiled form of each language: its texts by key, one on each line, so that a change shows as its line."""
    return {
        language: json.dumps(read_words(source / language), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for language in LANGUAGES
    }


def main() -> int:
    """Replaces each compiled file in one step; a fault is told in one line and leaves all as they were."""
    try:
        compiled = generate()
    except WordsBroken as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for language, text in compiled.items():
        fresh = COMPILED[language].with_suffix(f".{os.getpid()}")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(COMPILED[language])
    return 0


if __name__ == "__main__":
    sys.exit(main())
