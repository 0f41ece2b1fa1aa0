"""What the layout makes of a view: lines of styled pieces, for a page of some width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from osp_cli.domain.names import visible
from osp_cli.frozen import dataclass
from osp_cli.render.width import cells, wrap

Style = Literal["plain", "good", "bad", "warn", "dim", "heading", "label", "command"]
Piece: TypeAlias = tuple[str, Style]
StyledLine: TypeAlias = tuple[Piece, ...]

NARROW = 60
GAP = "  "


@dataclass(frozen=True, slots=True)
class Page:
    """What lines are laid out for.

    `width` is in cells (None: no limit). `colon` stands between the label and the value of a card. `is_accessible`
    gives tables as cards at any width, which a screen reader can follow; `has_cards` does so because one table of the
    view does not fit in columns: a view has one form. `filled` says the places to fill of a command.
    """

    width: int | None = None
    colon: str = ": "
    is_accessible: bool = False
    has_cards: bool = False
    filled: Callable[[str], str] = visible

    @property
    def wants_cards(self) -> bool:
        """Whether tables become one `Label: value` line per cell."""
        return self.has_cards or self.is_accessible or (self.width is not None and self.width < NARROW)

    @property
    def rest(self) -> int | None:
        """The width of a line that stands indented beneath another."""
        return None if self.width is None else max(self.width - len(GAP), 2)


def parts_of(text: str) -> list[str]:
    """The lines of a text, with every control character made visible."""
    return [visible(part) for part in text.replace("\r\n", "\n").split("\n")]


def labelled(
    label: str, value: str, page: Page, style: Style = "plain", *, is_whole: bool = False
) -> Iterator[StyledLine]:
    """`Label: value`, going on indented beneath; a value that `is_whole` is never broken, whatever the width."""
    head = visible(label) + page.colon
    first, *others = parts_of(value)
    if page.width is None or cells(head) + cells(first) <= page.width:
        yield (head, "label"), (first, style)
    elif is_whole:
        yield from (((line, "label"),) for line in wrap(head.rstrip(), page.width))
        yield ((GAP + first, style),)
    else:
        top, *more = wrap(head + first, page.rest)
        yield ((head, "label"), (top[len(head) :], style)) if top.startswith(head) else ((top, "label"),)
        yield from (((GAP + line, style),) for line in more)
    for part in others:
        yield from (((GAP + line, style),) for line in wrap(part, page.rest))
