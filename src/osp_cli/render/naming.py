"""What people call the things that the method and the settings keep under an id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from osp_cli.domain.process import Process
from osp_cli.pack.load import builtin
from osp_cli.words import Words

Kind = Literal["criteria", "questions", "parts", "roles", "reasons"]

# The values of a sentence that are ids of the method, by the name of their placeholder.
OF_THE_METHOD: dict[str, Kind] = {"criterion": "criteria", "question": "questions", "role": "roles"}
# Those that are codes of the store, and the section of the words that says them.
OF_THE_STORE = {"status": "status", "table": "tables", "was": "size", "now": "size"}


def _process(words: Words) -> Process:
    """The method in use; the built-in one where nobody told the words of another."""
    return words.method() if words.method else builtin()


def titled(id: str, words: Words, *kinds: Kind) -> str | None:
    """What the method calls an id of these kinds, None where it has none."""
    texts = _process(words).texts
    found = next((texts[kind][id] for kind in kinds if id in texts[kind]), None)
    return found.say(words.language) if found else None


def called(id: str, words: Words) -> str:
    """A field, question, criterion or part of the plan within a list; a name stays as it is."""
    key = f"gate.fields.{id}"
    if words.has(key):
        return words(key)
    title = titled(id, words, "parts", "questions", "criteria") or id
    if id in _process(words).texts["twenty"]:  # these begin with a title of their own
        return re.split("：|: ", title)[0]
    return title.rstrip(".。?？")


def setting(key: str, words: Words) -> str:
    """What a setting is about (`rate.EUR`: a rate), then its key; an unknown key alone."""
    name = f"setting-names.{key.partition('.')[0]}"
    return words("views.aside", text=words(name), aside=key) if words.has(name) else key


def spoken(values: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """The values of a sentence, with ids and codes said as people say them; programs get them as they are."""
    said = dict(values)
    for name, value in values.items():
        if name in OF_THE_METHOD and isinstance(value, str):
            said[name] = (titled(value, words, OF_THE_METHOD[name]) or value).rstrip(".。")
        elif name in OF_THE_STORE and words.has(f"{OF_THE_STORE[name]}.{value}"):
            said[name] = words(f"{OF_THE_STORE[name]}.{value}")
    return said
