"""A call read without Typer means what Typer would have made of it, or is left to Typer."""

from __future__ import annotations

import inspect
import json
import shlex
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.cli import generate
from osp_cli.cli.building import build_root
from osp_cli.cli.declaring import BY_OPTION, Noun, named_once
from osp_cli.cli.quick import COMPILED, find, quick_call
from osp_cli.cli.shared import split_shared
from osp_cli.cli.table import PLACES
from osp_cli.domain.nouns import NOUNS
from osp_cli.errors import WrongUsage
from osp_cli.words import Words

TABLE = json.loads(COMPILED.read_text(encoding="utf-8"))
WORDS = {lang: Words(lang).section("commands") for lang in ("en", "zh")}
NAMES = {noun.name for noun in NOUNS}
EXAMPLES = sorted(
    {
        line
        for texts in WORDS.values()
        for key, text in texts.items()
        if "examples" in key
        for line in text.splitlines()
        if line.startswith("osp ")
    }
)


def typers_reading(words: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The path of the command and its values as Typer reads these words; None where it refuses them."""
    try:
        context = build_root().make_context("osp", list(words), resilient_parsing=False)
        path = []
        while hasattr(context.command, "commands") or context.parent is None:
            rest = [*context._protected_args, *context.args]
            name, command, rest = context.command.resolve_command(context, rest)
            context = command.make_context(name, rest, parent=context)
            path.append(name)
    except Exception:  # noqa: BLE001  the library's own errors are private
        return None
    values = dict(context.params)
    if BY_OPTION in values:  # the command itself puts the two names of an opportunity together
        values = named_once(context.command.params[0].name, values)
    return " ".join(path), values


def ours(words: list[str]) -> dict[str, Any] | None:
    call = quick_call(words)
    if call is None:
        return None
    function, values = call
    inspect.signature(function, follow_wrapped=False).bind(None, **values)  # what it does not take is refused
    standing = inspect.signature(function).parameters.values()
    defaults = {each.name: each.default for each in standing if each.default is not each.empty}
    return {**defaults, **values}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """What was given, as a command sees it: Typer gives it a list where the library holds a tuple."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def agrees(words: list[str]) -> bool:
    """Whether both read the same; what is left to Typer agrees by itself."""
    try:
        read = ours(words)
    except WrongUsage as refused:
        with pytest.raises(WrongUsage, match=refused.code):
            typers_reading(words)
        return True
    if read is None:
        return True
    theirs = typers_reading(words)
    assert theirs is not None, words
    assert shown(theirs[1]) == shown(read), words
    return True


def test_the_table_is_as_the_declarations_are() -> None:
    assert COMPILED.read_text(encoding="utf-8") == generate.text(), "run: python3 run.py generate"


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 60


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_help_is_read_alike(line: str) -> None:
    rest, _ = split_shared(shlex.split(line.rsplit(" | ", maxsplit=1)[-1].split(" < ", maxsplit=1)[0])[1:])
    assert agrees(rest or ["today"])


def test_what_people_type_every_day_needs_no_typer() -> None:
    for line in (
        "list --limit 5",
        "show 3",
        "gate",
        "advance --stage 5",
        "answer 5 + -o 7",
        "risk list",
        "team",
        "today",
    ):
        assert quick_call(line.split()) is not None, line


def test_an_opportunity_is_named_by_its_place_or_by_an_option_wherever_it_is_an_argument() -> None:
    named = [(path, shape) for path, shape in SHAPES if [a["name"] for a in shape["arguments"]][:1] == ["opp"]]
    assert len(named) > 30
    for path, _ in named:
        assert ours([*path, "-o", "acme"]) == ours([*path, "acme"]) == ours([*path, "acme", "--opportunity", "acme"])
        assert agrees([*path, "acme", "-o", "other"])


def test_every_command_of_an_opportunity_takes_the_option() -> None:
    without = {" ".join(path) for path, shape in SHAPES if "-o" not in shape["options"]}
    assert not any(path.split()[0] in NAMES for path in without), without
    assert {"today", "list", "find", "process stage"} <= without


def test_a_minus_with_words_behind_it_is_an_answer() -> None:
    read = ours(["answer", "coach-2-1", "- they never said", "-o", "7"])
    assert read is not None
    assert (read["reply"], read["opportunity"]) == ("- they never said", "7")


SHAPES = [
    (path, shape)
    for word, entry in TABLE.items()
    for path, shape in (
        [((word, verb), each) for verb, each in entry["verbs"].items()] if "verbs" in entry else [((word,), entry)]
    )
]
TEXTS = st.sampled_from(
    ["3", "-", "+", "?", "acme", "a b", "", "--", "-x", "--stage", "--stage=5", "12x", "\uff15", "-1"]
)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_words_are_read_alike(data: st.DataObject) -> None:
    path, shape = data.draw(st.sampled_from(SHAPES))
    option = st.sampled_from(sorted(shape["options"]) or ["--nothing"])
    piece = st.one_of(
        st.tuples(option, TEXTS),
        st.tuples(option),
        st.tuples(TEXTS),
        st.builds(lambda name, value: (f"{name}={value}",), option, TEXTS),
    )
    pieces = data.draw(st.lists(piece, max_size=4))
    assert agrees([*path, *(word for words in pieces for word in words)])


def test_no_command_is_left_to_typer_for_the_kind_of_its_words() -> None:
    assert set(PLACES) == set(TABLE)
    for word, place in ((word, find(word)) for word in PLACES):
        assert not isinstance(place, Noun) or set(place.verbs) == set(TABLE[word]["verbs"]), word
