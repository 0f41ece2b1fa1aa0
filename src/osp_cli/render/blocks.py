"""The neutral document that views make and writers put out. Every text is data: nothing in it is markup.

A line break in a fact's value, a bullet or a line begins a new, indented line; in a cell, a heading or a command it
is shown as a sign. Indentation at the start of a line is kept where the line is wrapped.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from osp_cli.frozen import dataclass

Tone = Literal["plain", "good", "bad", "warn", "dim"]
Kind = Literal["text", "key", "money", "date", "number"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is underlined."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. Its tone only adds colour: the words must say the same without it."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs, one below the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Only "text" may be wrapped; money and numbers stand to the right."""

    title: str
    kind: Kind = "text"


Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their columns; `totals` stand below a rule, `tones` colour the rows in their order."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet; `indent` counts levels."""

    text: str
    tone: Tone = "plain"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` is its length from 0 to 1, `value` what it says in words or figures.

    It begins at `start`, from 0 to 1 as well, and is drawn with `sign`, which says without colour what it means. `more`
    are shares that follow it in the same bar, each with its sign; `tick` is a mark from 0 to 1: a limit, a middle.
    """

    label: str
    value: str
    share: float
    start: float = 0.0
    sign: str = "#"
    more: tuple[tuple[float, str], ...] = ()
    tick: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares of a whole, one bar below the other.

    As a picture they have a name, a title and a key, which says what the signs (`|` for a tick) mean. Each of those
    that are linked begins where the one before it ends. `axis`, from 0 to 1, is where nothing stands. Two pictures that
    are half as wide as the page stand beside each other.
    """

    rows: tuple[Bar, ...]
    name: str = "bars"
    title: str = ""
    key: tuple[tuple[str, str], ...] = ()
    is_linked: bool = False
    axis: float = 0.0
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a tree, at a level from 0, before those that hang from it; `is_last` of those beside it.

    `badges` stand beneath it, none of them broken; `beneath` says in words what it hangs from, for whoever cannot see
    the lines.
    """

    text: str
    level: int
    is_last: bool
    badges: tuple[str, ...] = ()
    beneath: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Tree:
    """Branches from the top down."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it can be typed. It is never wrapped, so that it can be copied."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


Block: TypeAlias = Heading | Line | Facts | Table | Bullets | Bars | Tree | Command | Blank
View: TypeAlias = tuple[Block, ...]
