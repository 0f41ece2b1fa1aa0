"""What people call the things that the method and the settings keep under an id."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from typing import Any, Literal

from osp_cli.domain.fields import Field
from osp_cli.domain.names import name_key
from osp_cli.domain.nouns import fields_called
from osp_cli.domain.own_fields import PREFIX
from osp_cli.domain.process import Process
from osp_cli.domain.value import positions_in, positions_text
from osp_cli.pack.load import builtin
from osp_cli.words import Words

Kind = Literal["criteria", "questions", "parts", "roles", "reasons"]

# The values of a sentence that are ids of the method, by the name of their placeholder.
OF_THE_METHOD: dict[str, Kind] = {"criterion": "criteria", "question": "questions", "role": "roles"}
# Those that are codes of the store, and the section of the words that says them.
OF_THE_STORE = {
    "status": "status", "table": "tables", "was": "size", "now": "size",
    "filekind": "filekinds", "listkind": "listkinds", "own_kind": "own.kinds",
}  # fmt: skip


def method_of(words: Words) -> Process:
    """The method in use; the built-in one where nobody told the words of another."""
    return words.method() if words.method else builtin()


def titled(id: str, words: Words, *kinds: Kind) -> str | None:
    """What the method calls an id of these kinds, None where it has none."""
    process = method_of(words)
    found = next((process.texts[kind][id] for kind in kinds if id in process.texts[kind]), None)
    if found is None and "criteria" in kinds and id == process.no_competitor():  # no criterion, but confirmed as one
        return words("gate.nobody-else")
    return found.say(words.language) if found else None


def called(id: str, words: Words) -> str:
    """A field, question, criterion or part of the plan within a list; a name stays as it is."""
    key = f"gate.fields.{id}"
    if words.has(key):
        return words(key)
    title = titled(id, words, "parts", "questions", "criteria") or id
    if id in method_of(words).texts["twenty"]:  # these begin with a title of their own
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
        elif name == "roles" and isinstance(value, tuple):
            said[name] = words("render.joint").join(_role(each, words) for each in value)
        elif name == "file" and value == "-":
            said[name] = words("render.standard-input")
        elif name == "reason" and isinstance(value, str):
            said[name] = of_the_system(value, words)
        elif name == "field" and words.has(f"fields.{value}"):
            said[name] = words(f"fields.{value}")
        elif name == "fields" and isinstance(value, tuple):
            said[name] = words("render.joint").join(words(f"fields.{each}") for each in value)
        elif name == "tables" and isinstance(value, Mapping):
            counts = [
                words("views.aside", text=words(f"tables.{table}"), aside=count) for table, count in value.items()
            ]
            said[name] = words("render.joint").join(counts)
        elif name in OF_THE_STORE and words.has(f"{OF_THE_STORE[name]}.{value}"):
            said[name] = words(f"{OF_THE_STORE[name]}.{value}")
    return said


def _role(id: str, words: Words) -> str:
    """A role of the method or of the team by name, and the id to type."""
    text = titled(id, words, "roles") or (words(f"roles.{id}") if words.has(f"roles.{id}") else "")
    return words("views.aside", text=text, aside=id) if text and text != id else id


def of_the_system(reason: str, words: Words) -> str:
    """What the operating system says, in the language of the words; any other reason as it is."""
    names = words.section("system")
    return next((said for name, said in names.items() if os.strerror(getattr(errno, name)) == reason), reason)


def field_label(name: str, words: Words) -> str:
    """What a field of an opportunity is called; one of the user's own by its own name."""
    return name.removeprefix(PREFIX) if name.startswith(PREFIX) else words(f"fields.{name}")


def label(noun: str, field: str, words: Words) -> str:
    """What a field of a noun is called."""
    own = f"labels.{noun}.{field}"
    return words(own if words.has(own) else f"fields.{field}")


def choice_words(noun: str, field: Field, words: Words) -> Mapping[str, str]:
    """The values of a field with a closed list, in its order, each with its word."""
    return {value: words(f"choices.{noun}.{field.name}.{value}") for value in field.allowed}


def chosen(noun: str, field: Field, typed: str, words: Words) -> str:
    """The value that somebody means who types its word in their own language; anything else as it was typed."""
    if field.kind == "positions":
        told = positions_in(typed) or {}
        values = {name: _value_said(noun, field, said, words) for name, said in told.items()}
        return positions_text(values) or typed
    return _value_said(noun, field, typed, words)


def _value_said(noun: str, field: Field, typed: str, words: Words) -> str:
    wanted = name_key(typed)
    return next((value for value, word in choice_words(noun, field, words).items() if name_key(word) == wanted), typed)


def typable(noun: str, field: Field, words: Words) -> tuple[str, ...]:
    """The values of a closed list, each as it can be typed: in the language of the words too."""
    return tuple(
        value if word.replace(" ", "-") == value else f"{value} {word}"
        for value, word in choice_words(noun, field, words).items()
    )


def option_text(noun: str, field: str, words: Words) -> str:
    """What a field is about, and the values of its list where it has one, each as it can be typed."""
    values = [value for each in fields_called(noun, field) for value in typable(noun, each, words)]
    text = label(noun, field, words)
    return words("views.label", label=text, value=words("render.joint").join(values)) if values else text
