"""The options every command takes, before or after its name: they are taken out before Typer sees the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

FLAGS = {
    "--json": "json",
    "--no-input": "no_input",
    "--yes": "yes",
    "-y": "yes",
    "--dry-run": "dry_run",
}
VALUES = {
    "--fields": "fields", "--db": "db", "--lang": "lang", "--as": "who", "--color": "color",
    "--if-version": "if_version",
}  # fmt: skip
LARGEST_VERSION = 2**63
COLORS = ("auto", "always", "never")


@dataclass(frozen=True, slots=True)
class Shared:
    """What was asked of every command: output, store, language, person, prompting.

    `if_version` is the version of a record at which somebody looked at it before changing it.
    """

    json: bool = False
    fields: str | None = None
    db: str | None = None
    lang: str | None = None
    who: str | None = None
    color: str | None = None
    no_input: bool = False
    yes: bool = False
    dry_run: bool = False
    if_version: int | None = None


def split_shared(arguments: Sequence[str]) -> tuple[list[str], Shared]:
    """The words without the shared options, and these. After `--` nothing is taken out."""
    rest: list[str] = []
    given: dict[str, Any] = {}
    words = iter(arguments)
    for word in words:
        option, equals, value = word.partition("=")
        if word == "--":
            return [*rest, word, *words], _checked(given)
        if word in FLAGS:
            given[FLAGS[word]] = True
        elif option in VALUES:
            text = value if equals else next(words, None)
            if text is None:
                raise WrongUsage("option-needs-value", {"option": option})
            given[VALUES[option]] = text
        else:
            rest.append(word)
    return rest, _checked(given)


def _checked(given: dict[str, Any]) -> Shared:
    if given.get("fields"):
        given["json"] = True
    if "if_version" in given:
        given["if_version"] = _version(given["if_version"])
    shared = Shared(**given)
    if shared.color is not None and shared.color not in COLORS:
        raise WrongUsage("color-unknown", {"color": shared.color, "colors": tuple(COLORS)})
    return shared


def _version(text: str) -> int:
    """The number that `--if-version` gives, as JSON gave it."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < LARGEST_VERSION):
        raise WrongUsage("parameter-wrong", {"parameter": "--if-version", "value": text})
    return int(text)
